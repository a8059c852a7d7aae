package schema

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGet asks for values by their paths: what is an attribute, what is a text,
// and what is not there.
func TestGet(t *testing.T) {
	e := read(t, `<extAccount name="a" note="attribute"><note>text</note><ims mask="m" more="x"><more>text of more</more><deep><end at="here"/></deep></ims><list><item/></list><blank> </blank></extAccount>`).Accounts[0]
	for path, want := range map[string]string{
		"name": "name=a", "@name": "name=a", "/name": "name=a", "note": "note=attribute", "@note": "note=attribute",
		"ims/@mask": "ims/@mask=m", "/ims/mask": "ims/@mask=m", "ims/more": "ims/@more=x", "ims/@more": "ims/@more=x",
		"ims/deep/end/@at": "ims/deep/end/@at=here", "ims/deep/end/at": "ims/deep/end/@at=here", "ims/deep/end": "ims/deep/end=", "blank": "blank= ",
		"": "-", "@": "-", "Name": "-", "ims": "-", "list": "-", "ims/@deep": "-", "@blank": "-", "ims/none": "-", "none/@mask": "-", "ims/none/@mask": "-",
	} {
		got := "-"
		if v, ok := e.Get(path); ok {
			got = v.Attribute + "=" + v.Text
			if !v.Present {
				t.Errorf("%s is not present", path)
			}
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	e := read(t, `<extAccount name="a" password="x"><ims mask="m"><secret><key id="k"/></secret></ims><note> text </note><blank> </blank></extAccount>`).Accounts[0]
	var got []string
	for v := range e.Attributes() {
		got = append(got, v.Attribute+"="+v.Shown())
	}
	want := []string{"name=a", "password=********", "ims/@mask=m", "ims/secret/key/@id=********", "note= text "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInternalName(t *testing.T) {
	for text, want := range map[string]string{`<extAccount name="a"/>`: "a in:1:19 true", `<extAccount/>`: " in:1:2 false", `<extAccount><name>a</name></extAccount>`: " in:1:2 false"} {
		v := read(t, text).Accounts[0].InternalName()
		got := v.Text + " " + v.Place.String() + " "
		if v.Present {
			got += "true"
		} else {
			got += "false"
		}
		if got != want || v.Attribute != "name" {
			t.Errorf("%s: got %s as %s, want %s", text, got, v.Attribute, want)
		}
	}
	for text, want := range map[string]string{
		"- {label: x, internalName: a}": "a", "- {Internal name: a, label: b}": "a", "- {internalName: a, name: b}": "b", "- {label: a}": "",
	} {
		if got := read(t, text).Accounts[0].InternalName(); got.Text != want || got.Present != (want != "") {
			t.Errorf("%s: got %q", text, got.Text)
		}
	}
}

// TestLooksLikeIMS: which attributes "imslint fields" shows besides.
func TestLooksLikeIMS(t *testing.T) {
	for attribute, want := range map[string]bool{
		"imsServer": true, "IMSOrgId": true, "userScope": true, "scopes": true, "associationMask": true, "CallbackServer": true, "productContext": true,
		"ims/@id": false, "other/@imsId": true, "mask/id": false, "x/callback": true,
		"name": false, "server": false, "claims": false, "": false,
	} {
		if got := LooksLikeIMS(attribute); got != want {
			t.Errorf("%s: got %t", attribute, got)
		}
	}
}

func TestValueBlank(t *testing.T) {
	for text, want := range map[string]bool{"": true, " \t\n\u00a0": true, "a": false, " a ": false} {
		if (Value{Text: text, Present: true}).Blank() != want {
			t.Errorf("%q: want %t", text, want)
		}
	}
}

// TestValueSecret: a value is a secret by its field, its name, or because the
// instance's schema says so.
func TestValueSecret(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want bool
	}{
		{Value{Attribute: "label", Field: Label}, false},
		{Value{Attribute: "x", Field: ClientSecret}, true},
		{Value{Attribute: "smtpPassword"}, true},
		{Value{Attribute: "x", secret: true}, true},
	} {
		if got := c.v.Secret(); got != c.want {
			t.Errorf("%s as %s: got %t", c.v.Attribute, c.v.Field, got)
		}
	}
}

// TestFieldTable holds the console's labels and the attributes of each field,
// in the console's order.
func TestFieldTable(t *testing.T) {
	var got []string
	for _, n := range AllFields() {
		got = append(got, strings.Join(append([]string{string(n.Field), n.Label, n.Attribute}, n.Also...), ", "))
	}
	want := []string{
		"name, Internal name, name",
		"label, Label, label",
		"type, Type, type",
		"enabled, Enabled, active",
		"imsServer, IMS server, imsServer, imsServerUrl",
		"scopes, IMS scope, userScope, imsScope, scope",
		"clientId, IMS client identifier, clientId, imsClientId",
		"clientSecret, IMS client secret, clientSecret, imsClientSecret",
		"callbackUrl, Callback server, callbackServer, callbackUrl",
		"organizationId, IMS organization ID, imsOrgId",
		"associationMask, Association mask, imsRightsMask, associationMask, imsMask",
		"productContext, Product context, productContext",
		"server, Server, server",
		"tenant, Tenant, tenant",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFieldNames(t *testing.T) {
	if got := AssociationMask.Label(); got != "Association mask" {
		t.Errorf("got %s", got)
	}
	if got := Field("x").Names(); got.Field != "" || got.Label != "" {
		t.Errorf("an unknown field is called %v", got)
	}
}

// TestSpelling: in YAML and JSON a person may write a field's logical name, its
// label or any of its attributes, in any case, with - or _.
func TestSpelling(t *testing.T) {
	for key, want := range map[string]Field{
		"imsServer": IMSServer, "IMS server": IMSServer, "ims-server": IMSServer, "ims_server_url": IMSServer, "@imsServerUrl": IMSServer,
		"IMS Scope": Scopes, "Scopes": Scopes, "user_scope": Scopes, "Callback server": CallbackURL, "callback-url": CallbackURL, "Enabled": EnabledField, "active": EnabledField,
		"IMS organization ID": OrganizationID, "Association mask": AssociationMask, "IMS client secret": ClientSecret, "servers": "",
	} {
		for _, n := range AllFields() {
			if got := n.Field.spelled(key); got != (n.Field == want) {
				t.Errorf("%s means %s: %t", key, n.Field, got)
			}
		}
	}
}
