package schema

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestShownBeside holds what a snippet shows beside the value that it is about:
// the fields of the account and the names that entities go by. The value is the
// label, marked by brackets.
func TestShownBeside(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`<extAccount name="N" label="L" type="3" active="1" userScope="a"/>`, `<extAccount name="N" label="[L]" type="3" active="1" userScope="a"/>`},
		{`<extAccount _operation="update" _key="@name" xtkschema="nms:extAccount" label="L" schema="s" namespace="n" provider="p" hosts="h" IMSOrgId="i"/>`, `<extAccount _operation="update" _key="@name" xtkschema="nms:extAccount" label="[L]" schema="s" namespace="n" provider="p" hosts="h" IMSOrgId="i"/>`},
		{`<extAccount account="A" label="L" _operationx="x"/>`, `<extAccount account="…" label="[L]" _operationx="…"/>`},
		{`<extAccount clientSecret="A" label="L" smtpPassword="x"/>`, `<extAccount clientSecret="********" label="[L]" smtpPassword="********"/>`},
		{`<extAccount password="" label="L" account=""/>`, `<extAccount password="" label="[L]" account=""/>`},
		{`<extAccount label="L"><!-- c --><a>more</a><?p d?><name>N</name></extAccount>`, `<extAccount label="[L]">…<a>…</a>…<name>…</name></extAccount>`},
		{`<extAccount label="L"><secret a="A" name="N">text<b c="C"/></secret></extAccount>`, `<extAccount label="[L]"><secret a="********" name="********">********<b c="********"/></secret></extAccount>`},
		{`<extAccount label="L" imsServer="https://me:S@x" name="me@x" server="me@x"/>`, `<extAccount label="[L]" imsServer="https://********@x" name="me@x" server="********@x"/>`},
		{`<extAccount label="L" name="https://x?password=S&amp;a=1"/>`, `<extAccount label="[L]" name="********"/>`}, // not as it is written
		{`<extAccount label="L" name="https://x?password=S"/>`, `<extAccount label="[L]" name="https://x?password=********"/>`},
		{`<extAccount label="https://me:S@x" name="N"/>`, `<extAccount label="[https://********@x]" name="N"/>`},
		{"- {name: N, label: L, other: A, active: '1', clientSecret: S} # comment\n", "- {name: N, label: [L], other: …, active: '1', clientSecret: ********} …"},
		{"- {name: N, 'label': L, \"IMS-server\": 'https://me:S@x', tokens: [a, b], nested: {name: M, x: Y}}\n", "- {name: N, 'label': [L], \"IMS-server\": 'https://********@x', tokens: ********, nested: {name: M, x: …}}"},
		{"- {label: L, scopes: [a, b], ims: [{x: y}], password: {name: S, x: [a]}}\n", "- {label: [L], scopes: [a, b], ims: [{x: …}], password: ********}"},
		{"- {label: L, other: [a, b], name: [N, O], x: [[a], b]}\n", "- {label: [L], other: …, name: [N, O], x: […, …]}"},
		{"- {? [a, b] : 1, label: L, ? {c: d} : 2}\n", "- {? ******** : …, label: [L], ? ******** : …}"},
		{`[{"label": "L", "@name": "N", "$x": "y", "@clientSecret": "S"}]`, `[{"label": "[L]", "@name": "N", "$x": …, "@clientSecret": ********}]`},
	} {
		a := newInstance(t, "i", "", input{"in", c.text}).Accounts[0]
		s := a.Field(Label).Place.Snippet()
		if got := s.Text[:s.From] + "[" + s.Text[s.From:s.To] + "]" + s.Text[s.To:]; got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestShownOfConfig does the same with imslint.yaml: nobody knows why it holds
// a key that imslint does not know.
func TestShownOfConfig(t *testing.T) {
	for in, want := range map[string]string{
		"x: {clientSecret: S, y: z} # comment":                        "x: {clientSecret: ********, y: …} …",
		"provisioned: {clientId: c, clientID: d}":                     "provisioned: {clientId: c, clientID: d}",
		"provisioned: {imsServers: ['https://me:S@x']}":               "provisioned: {imsServers: ['https://********@x']}",
		"provisioned: {imsServers: 'https://me:S@x', name: 'a'}":      "provisioned: {imsServers: 'https://********@x', name: 'a'}",
		"instances: [{name: a, environment: b, secret: [c, {d: e}]}]": "instances: [{name: a, environment: …, secret: ********}]",
	} {
		_, bad := ReadConfig("imslint.yaml", strings.NewReader(in+"\n"))
		if len(bad) == 0 {
			t.Errorf("%s: no error", in)
			continue
		}
		if got := bad[0].Snippet().Text; got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestSharedText: accounts of one file share its text, and what only the
// configuration or the exported schema shows to be a secret is hidden for each
// of them.
func TestSharedText(t *testing.T) {
	const text = `[{name: a, label: L, hush: S, tenant: T}, {name: b, label: M, hush: "", tenant: U}]`
	for _, c := range []struct{ config, want string }{
		{"", `[{name: a, label: L, hush: …, tenant: T}, {name: b, label: M, hush: …, tenant: U}]`},
		{"fields: {clientSecret: hush}", `[{name: a, label: L, hush: ********, tenant: T}, {name: b, label: M, hush: …, tenant: U}]`},
		{"fields: {clientSecret: tenant}", `[{name: a, label: L, hush: …, tenant: ********}, {name: b, label: M, hush: …, tenant: ********}]`},
	} {
		in := newInstance(t, "i", c.config, input{"in", text})
		for _, a := range in.Accounts {
			if got := a.Field(Label).Place.Snippet().Text; got != c.want {
				t.Errorf("%s, beside %s:\n got %s\nwant %s", c.config, a.Field(Label).Text, got, c.want)
			}
		}
	}
	// The file's own text stays: other instances may read it in another way.
	f := read(t, text)
	NewInstance("i", []*File{f}, nil, readConfig(t, "fields: {clientSecret: tenant}"))
	other := NewInstance("j", []*File{f}, nil, readConfig(t, ""))
	if v := other.Accounts[0].Field(Tenant); v.Shown() != "T" || !strings.Contains(v.Snippet().Text, "tenant: T") {
		t.Errorf("the other instance: %s in %s", v.Shown(), v.Snippet().Text)
	}
}

// TestConfiguredSecret: the attribute that holds the client secret on this build
// is one however its path is written.
func TestConfiguredSecret(t *testing.T) {
	for _, path := range []string{"ims/@key", "ims/key", "/ims/@key", "/ims/key"} {
		a := newInstance(t, "i", "fields: {clientSecret: "+path+"}", input{"in", `<extAccount name="N"><ims key="S" mask="M"/></extAccount>`}).Accounts[0]
		var shown []string
		for v := range a.Attributes() {
			shown = append(shown, v.Attribute+"="+v.Shown())
		}
		if got, want := strings.Join(shown, " "), "name=N ims/@key=******** ims/@mask=M"; got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

// TestOwnSecretsBeside masks what only the exported schema calls a password, also in
// snippets of other values, although its name is that of a harmless one. Accounts that
// share a file share what hides it.
func TestOwnSecretsBeside(t *testing.T) {
	const document = `<srcSchema namespace="nms" name="extAccount"><element name="extAccount"><attribute name="label" type="password"/></element></srcSchema>`
	for _, export := range []string{
		`<extAccount-collection><extAccount imsServer="x" label="S3CRET"/><extAccount imsServer="y" label="S3CRET"/></extAccount-collection>`,
		`{"externalAccounts": [{"imsServer": "x", "label": "S3CRET"}, {"imsServer": "y", "label": "S3CRET"}]}`,
	} {
		in := newInstance(t, "i", "", input{"in", export}, input{"schema.xml", document})
		for _, a := range in.Accounts {
			if got := a.Field(IMSServer).Place.Snippet().Text; strings.Contains(got, "S3CRET") || !strings.Contains(got, source.Masked) {
				t.Errorf("%s\n got %s", export, got)
			}
		}
		if got := newInstance(t, "i", "", input{"in", export}).Accounts[0].Field(IMSServer).Place.Snippet().Text; !strings.Contains(got, "S3CRET") {
			t.Errorf("without the schema: %s", got)
		}
	}
}

// TestCredentials holds which part of an address is masked.
func TestCredentials(t *testing.T) {
	const m = source.Masked
	for text, want := range map[string]string{
		"https://h/?x": "https://h/?x", "https://h/?x&y&token=S": "https://h/?x&y&token=" + m, "https://h/;password=S;x=1": "https://h/;password=" + m,
		"https://h/?password%zz=S": "https://h/?password%zz=" + m, "https://h/?a=1?token=S": "https://h/?a=1?token=" + m, "?pwd=S#token=T": "?pwd=" + m + "#token=" + m,
		"https://h/token=S?a=1": "https://h/token=" + m, "https://h/?token&a=1": "https://h/?token&a=1", "https://h/??a=1": "https://h/??a=1", "?token=" + strings.Repeat("S", 40): "?token=" + m, "://S@h": m + "@h",
		"https://h/?a=token&b=2": "https://h/?a=token&b=2", "https://h/token=S": "https://h/token=" + m, "?token=S=T&a=1": "?token=" + m + "&a=1", "?token=S?a": "?token=" + m,
		"https://u:p?token=S&x=y@h": "https://" + m + "@h", "https://u:p@h?token=S": "https://" + m + "@h?token=" + m, "https://h?token=S@x": "https://" + m,
		"a:b@h": m + "@h", "a@b": "a@b", "a/b@h": m + "@h", `a\b@h`: m + "@h", ":S@h": m + "@h", "https:S@h": m + "@h", "ht tp://S@h": m + "@h", "/S@h": "/" + m + "@h",
		"@u:S%40h": m + "%40h", "https://:S": "https://:" + m, "https://:8443": "https://:8443", "https://@h": "https://@h", "//@h": "//@h", "a:@h": m + "@h", "https:@h": m + "@h",
	} {
		if got := HideUserInfo(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestEmptyParameter: a secret that is empty ends where the next parameter
// begins.
func TestEmptyParameter(t *testing.T) {
	if got := HideUserInfo("https://h/?token=&a=1"); !strings.HasSuffix(got, "&a=1") {
		t.Errorf("got %s", got)
	}
}

// TestShown: in a field that holds an address whatever is in front of an @ is a
// user; elsewhere it may be an e-mail address.
func TestShown(t *testing.T) {
	const hidden, seen = source.Masked + "@host", "S@host"
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Value{Field: IMSServer}, hidden}, {Value{Field: CallbackURL}, hidden}, {Value{Field: Server}, hidden},
		{Value{Field: Label}, seen}, {Value{Field: Tenant, Attribute: "tenant"}, seen}, {Value{Attribute: "email"}, seen}, {Value{}, seen},
		{Value{Attribute: "ims/@callback-server"}, hidden}, {Value{Attribute: "imsServerUrl"}, hidden}, {Value{Attribute: "webUrl"}, hidden}, {Value{Attribute: "redirect_uri"}, hidden}, {Value{Attribute: "mailServer"}, hidden},
		{Value{Attribute: "server/@user"}, seen}, {Value{Attribute: "urls"}, seen},
		{Value{Attribute: "password"}, source.Masked}, {Value{Field: ClientSecret}, source.Masked},
	} {
		c.v.Text = "S@host"
		if got := c.v.Shown(); got != c.want {
			t.Errorf("%s as %s: got %s, want %s", c.v.Attribute, c.v.Field, got, c.want)
		}
	}
}
