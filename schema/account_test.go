package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// typeSchema is a schema of nms:extAccount as an instance in German exports it.
const typeSchema = `<srcSchema namespace="nms" name="extAccount">
	<enumeration name="other"><value value="70" name="adobeExperienceCloud"/></enumeration>
	<enumeration name="accountType"><help>Kontoarten</help>
		<value value="3" name="routing" label="Versand"/><value value="4" name="ftp"/>
		<value value="50" name="adobeExperienceCloud" label="Adobe-Erlebnis"/><value name="60" label="Adobe Marketing Cloud"/></enumeration>
	<element name="extAccount"><attribute name="type" enum="nms:extAccount:accountType"/></element></srcSchema>`

func TestTypeName(t *testing.T) {
	const right = "Adobe Experience Cloud"
	for _, c := range []struct{ config, schema, stored, want string }{
		{"", "", "", ""},
		{"", "", " ", ""},
		{"", "", "3", "Routing"},
		{"", "", "0", "Bounce mails"},
		{"", "", "11", "Execution instance"},
		{"", "", " 12 ", "Adobe Experience Manager"},
		{"", "", "17", "Hadoop (HDFS)"},
		{"", "", "42", ""},
		{"", "", "Web service", "Web service"},
		{"", "", "Adobe Marketing Cloud", "Adobe Marketing Cloud"},
		{"", "", "3a", "3a"},
		{"accountType: '42'", "", "42", right},
		{"accountType: '42'", "", "41", "not " + right},
		{"accountType: '42'", "", "3", "Routing"},
		{"accountType: '42'", "", "Web service", "Web service"},
		{"accountType: ''", "", "41", ""},
		{"", typeSchema, "3", "Versand"},
		{"", typeSchema, "4", "ftp"},
		{"", typeSchema, "50", right},
		{"", typeSchema, "70", ""},
		{"", typeSchema, "11", "Execution instance"},
		{"", typeSchema, "60", "Adobe Marketing Cloud"},
		{"accountType: '3'", typeSchema, "3", right},
		{"accountType: '42'", typeSchema, "3", "Versand"},
	} {
		inputs := []input{{"in.xml", fmt.Sprintf(`<extAccount type="%s"/>`, c.stored)}}
		if c.schema != "" {
			inputs = append(inputs, input{"schema.xml", c.schema})
		}
		if got := newInstance(t, "i", c.config, inputs...).Accounts[0].TypeName; got != c.want {
			t.Errorf("%q with %q, schema %t: got %q, want %q", c.stored, c.config, c.schema != "", got, c.want)
		}
	}
}

func TestRightType(t *testing.T) {
	for _, c := range []struct{ config, schema, stored, want string }{
		{"", "", "", ""},
		{"", "", "3", ""},
		{"accountType: '42'", "", "", "42"},
		{"accountType: '42'", "", "3", "42"},
		{"accountType: '42'", "", "Web service", "Adobe Experience Cloud"},
		{"", "", " Routing ", "Adobe Experience Cloud"},
		{"", "", " 3 ", ""},
		{"", typeSchema, "3", "50"},
		{"accountType: '42'", typeSchema, "3", "42"},
	} {
		inputs := []input{{"in.xml", fmt.Sprintf(`<extAccount type="%s"/>`, c.stored)}}
		if c.schema != "" {
			inputs = append(inputs, input{"schema.xml", c.schema})
		}
		if got := newInstance(t, "i", c.config, inputs...).Accounts[0].RightType(); got != c.want {
			t.Errorf("%q with %q, schema %t: got %q, want %q", c.stored, c.config, c.schema != "", got, c.want)
		}
	}
}

// TestIMS: which accounts carry the Adobe ID login, by their type, their name
// or a field that no other type of account has.
func TestIMS(t *testing.T) {
	for attributes, want := range map[string]bool{
		`name="Adobe_Marketing_Cloud"`:                true,
		`name="Adobe_Experience_Cloud"`:               true,
		`name=" adobe_EXPERIENCE_cloud "`:             true,
		`name="Adobe_Experience"`:                     false,
		`name="a" type="Adobe Marketing Cloud"`:       true,
		`type="adobe experience-cloud"`:               true,
		`type="42"`:                                   true,
		`type="41"`:                                   false,
		`imsServer="x"`:                               true,
		`imsOrgId="x"`:                                true,
		`imsRightsMask="x"`:                           true,
		`imsServer=" " imsOrgId="" imsRightsMask=" "`: false,
		`userScope="x" clientId="x" clientSecret="x" callbackServer="x" server="x"`: false,
	} {
		in := newInstance(t, "i", "accountType: '42'", input{"in.xml", `<extAccount ` + attributes + `/>`})
		if got := in.Accounts[0].IMS(); got != want || len(in.IMSAccounts()) > 0 != want {
			t.Errorf("%s: got %t, %d kept", attributes, got, len(in.IMSAccounts()))
		}
	}
}

func TestAccountNames(t *testing.T) {
	for name, want := range map[string][2]bool{ // exactly, roughly
		"Adobe_Marketing_Cloud": {true, true}, "Adobe_Experience_Cloud": {true, true},
		"adobe_marketing_cloud": {false, true}, " Adobe_Marketing_Cloud": {false, true}, "Adobe Marketing Cloud": {false, false}, "": {false, false},
	} {
		a := newInstance(t, "i", "", input{"in.xml", `<extAccount name="` + name + `"/>`}).Accounts[0]
		if got := [2]bool{a.WellNamed(), a.RoughlyNamed()}; got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

// TestEnabled: exports leave out defaults, so that only the other accounts of
// the same file show what an absent Enabled means.
func TestEnabled(t *testing.T) {
	for _, c := range []struct {
		files []string // Enabled of each account, "-" where it is left out
		want  []Enabled
	}{
		{[]string{"1"}, []Enabled{EnabledYes}},
		{[]string{"true yes"}, []Enabled{EnabledYes, EnabledYes}},
		{[]string{"0 false no OFF"}, []Enabled{EnabledNo, EnabledNo, EnabledNo, EnabledNo}},
		{[]string{"-"}, []Enabled{EnabledUnknown}},
		{[]string{"- -"}, []Enabled{EnabledUnknown, EnabledUnknown}},
		{[]string{"- 1 -"}, []Enabled{EnabledLeftOut, EnabledYes, EnabledLeftOut}},
		{[]string{"1 - 1"}, []Enabled{EnabledYes, EnabledLeftOut, EnabledYes}},
		{[]string{"- 1 0"}, []Enabled{EnabledUnknown, EnabledYes, EnabledNo}},
		{[]string{"- 0 1"}, []Enabled{EnabledUnknown, EnabledNo, EnabledYes}},
		{[]string{"0 - 0"}, []Enabled{EnabledNo, EnabledUnknown, EnabledNo}},
		{[]string{"-", "1 -"}, []Enabled{EnabledUnknown, EnabledYes, EnabledLeftOut}},
		{[]string{"1 -", "-"}, []Enabled{EnabledYes, EnabledLeftOut, EnabledUnknown}},
	} {
		var inputs []input
		for _, accounts := range c.files {
			text := "<extAccount-collection>"
			for _, active := range strings.Fields(accounts) {
				text += strings.ReplaceAll(`<extAccount active=" `+active+` "/>`, ` active=" - "`, "")
			}
			inputs = append(inputs, input{"in.xml", text + "</extAccount-collection>"})
		}
		var got []Enabled
		for _, a := range newInstance(t, "i", "", inputs...).Accounts {
			got = append(got, a.Enabled)
			if a.Disabled() != (a.Enabled == EnabledNo || a.Enabled == EnabledLeftOut) {
				t.Errorf("%v: disabled %t", c.files, a.Disabled())
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v: %s", c.files, diff)
		}
	}
}

func TestStub(t *testing.T) {
	six := []string{"imsServer", "userScope", "clientId", "callbackServer", "imsOrgId", "imsRightsMask"}
	for filled := range len(six) + 1 {
		attributes := `name="Adobe_Marketing_Cloud" type="42" label="l" server="s" tenant="t" productContext="p" clientSecret="@x" `
		for i, name := range six {
			value := " "
			if i < filled {
				value = "x"
			}
			attributes += fmt.Sprintf(`%s="%s" `, name, value)
		}
		a := newInstance(t, "i", "", input{"in.xml", `<extAccount ` + attributes + `/>`}).Accounts[0]
		if want := filled < 3; a.Stub() != want {
			t.Errorf("%d of six fields filled in: stub %t", filled, a.Stub())
		}
	}
}

// TestKept compares each kind of account with each that ranks below it, the
// lower one first in the file.
func TestKept(t *testing.T) {
	var ranked []string
	for _, enabled := range []string{"1", "0"} {
		for _, fields := range []string{`imsServer="a" userScope="b" clientId="c"`, `imsServer="a"`} {
			for _, name := range []string{"Adobe_Marketing_Cloud", "Adobe_Experience_Cloud", "adobe"} {
				ranked = append(ranked, fmt.Sprintf(`<extAccount active="%s" name="%s" %s`, enabled, name, fields))
			}
		}
	}
	for i, better := range ranked {
		for j, worse := range ranked[i:] {
			first, second := worse+` label="worse"/>`, better+` label="better"/>`
			if j == 0 {
				first, second = second, first // of two alike the first one
			}
			in := newInstance(t, "i", "", input{"in.xml", "<extAccount-collection>" + first + second + "</extAccount-collection>"})
			if a, _ := in.Kept(); a.Field(Label).Text != "better" || len(in.IMSAccounts()) != 2 {
				t.Errorf("%s\nis kept before\n%s", worse, better)
			}
		}
	}
}

func TestAccountRule(t *testing.T) {
	a := newInstance(t, "i", "fields: {tenant: x}", input{"in.yaml", "- {name: a, imsServerUrl: b, IMS scope: c, x: d}\n"}).Accounts[0]
	for f, want := range map[Field]Rule{Name: RuleAttribute, IMSServer: RuleOther, Scopes: RuleSpelling, Tenant: RuleConfigured, Label: ""} {
		if got := a.Rule(f); got != want {
			t.Errorf("%s: got %q, want %q", f, got, want)
		}
	}
}

// TestClientSecretField: the client secret is a field like others, but for its
// place, and no other field is read from a secret.
func TestClientSecretField(t *testing.T) {
	for _, c := range []struct {
		text string
		rule Rule
	}{
		{`<extAccount clientSecret="S"/>`, RuleAttribute}, {`<extAccount imsClientSecret="S"/>`, RuleOther}, {`[{IMS client secret: S}]`, RuleSpelling}, {`[{client-secret: S}]`, RuleSpelling}, {`<extAccount/>`, ""},
	} {
		a := newInstance(t, "i", "", input{"in", c.text}).Accounts[0]
		v := a.Field(ClientSecret)
		if v.Present != (c.rule != "") || a.Rule(ClientSecret) != c.rule || v.Field != ClientSecret || !v.Secret() || strings.Contains(v.Snippet().Text, "S\"") || v.Present && v.Text != "S" {
			t.Errorf("%s: got %+v by %q", c.text, v, a.Rule(ClientSecret))
		}
		if l := a.Field(Label); l.Field != Label || l.Attribute != "label" || l.Present {
			t.Errorf("%s: the label is %+v", c.text, l)
		}
	}
	r := NewResolver([]ConfigEntry{{Value{Text: "tenant"}, Value{}}}, nil)
	if v, _ := r.Find(read(t, `<extAccount/>`).Accounts[0], Tenant); v.Attribute != "tenant" {
		t.Errorf("an empty path is configured: the tenant is expected in %q", v.Attribute)
	}
}

// TestNewAccountSchema reads the schema of the factory together with an
// extension.
func TestNewAccountSchema(t *testing.T) {
	factory := read(t, `<srcSchema namespace="nms" name="extAccount">
		<enumeration name="kinds"><value value="9" label="Adobe Marketing-Cloud"/><value value="8" name="adobeExperienceCloud"/><note name="7" label="Adobe Marketing Cloud"/></enumeration><note name="kinds"><value value="7" name="adobeMarketingCloud"/></note>
		<enumeration name="accountType"><value value="1" name="adobeExperienceCloud"/></enumeration>
		<element name="unrelated"><attribute name="tenant"/></element><note name="extAccount"><attribute name="server"/></note>
		<element name="extAccount">
			<attribute name="type" enum="kinds"/><attribute name="hush" type="Password"/><attribute name="apiKey"/>
			<element name="folder" type="link"><attribute name="server"/></element>
			<element><attribute name="productContext"/></element>
			<element name="ims"><attribute name="type" enum="other"/><attribute name="imsOrgId"/><element name="more"><attribute name="imsRightsMask"/><attribute name="pin" type="password"/></element></element>
			<element name="callbackServer"/>
		</element></srcSchema>`)
	extension := read(t, `<srcSchema namespace="cus" name="more" extendedSchema="nms:extAccount"><element name="more"><attribute name="scope"/></element></srcSchema>`)
	another := read(t, `<srcSchema namespace="cus" name="most" extendedSchema="nms:extAccount"><element name="extAccount"><attribute name="clientId"/></element></srcSchema>`)
	s := NewAccountSchema(slices.Concat(factory.Schemas, extension.Schemas, another.Schemas))
	for f, want := range map[Field]string{
		Type: "type", OrganizationID: "ims/@imsOrgId", AssociationMask: "ims/more/@imsRightsMask", CallbackURL: "callbackServer", Scopes: "scope", ClientID: "clientId",
		Server: "", ProductContext: "", Tenant: "",
	} {
		if got, _ := s.path(f.Names()); got != want || s.Has(f) != (want != "") {
			t.Errorf("%s: got %q, want %q", f, got, want)
		}
	}
	if diff := cmp.Diff([]string{"hush", "apiKey", "ims/more/@pin"}, s.secrets); diff != "" {
		t.Error(diff)
	}
	if got := s.imsType(); got != "8" {
		t.Errorf("type: got %q", got)
	}
	label := read(t, `<srcSchema namespace="nms" name="extAccount"><enumeration name="accountType"><value value="9" label="Adobe Marketing-Cloud"/></enumeration></srcSchema>`)
	if got := NewAccountSchema(label.Schemas).imsType(); got != "9" {
		t.Errorf("type by its label: got %q", got)
	}
	if len(s.types) != 2 {
		t.Errorf("types: %v", s.types)
	}
	if NewAccountSchema(nil) != nil {
		t.Error("a schema of no documents")
	}
	none := NewAccountSchema(read(t, `<srcSchema namespace="nms" name="extAccount"/>`).Schemas)
	if got := none.imsType(); got != "" || none.Has(Name) {
		t.Errorf("an empty schema: type %q, has a name %t", got, none.Has(Name))
	}
}

// TestSecretPath insists that a long path of a secret gives way to that of the element
// which holds it, so that what it is about stays hidden.
func TestSecretPath(t *testing.T) {
	long := strings.Repeat("e", 200)
	for in, want := range map[string]string{
		`<element name="a"><attribute name="pin" type="password"/></element>`:                                                                             "a/@pin",
		`<element name="` + long + `"><attribute name="` + long[:51] + `" type="password"/></element>`:                                                    long + "/@" + long[:51],
		`<element name="` + long + `"><attribute name="` + long[:52] + `" type="password"/></element>`:                                                    long,
		`<element name="a"><element name="` + long + `"><element name="` + long + `" type="password"/></element></element>`:                               "a/" + long,
		`<element name="` + long + long + `"><attribute name="pin" type="password"/></element>`:                                                           long + long,
		`<element name="` + long[:120] + `"><element name="` + long[:130] + `"><attribute name="` + long[:10] + `" type="password"/></element></element>`: long[:120] + "/" + long[:130],
		`<attribute name="` + long + long + `" type="password"/>`:                                                                                         long + long,
	} {
		s := NewAccountSchema(read(t, `<srcSchema namespace="nms" name="extAccount"><element name="extAccount">`+in+`</element></srcSchema>`).Schemas)
		if diff := cmp.Diff([]string{want}, s.secrets); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
}

// TestSchemaDepth insists on how deep elements, groups and references are followed, and
// that references lead to elements only.
func TestSchemaDepth(t *testing.T) {
	nested := func(n int, begin, end string) string {
		return strings.Repeat(begin, n) + `<attribute name="imsRightsMask"/>` + strings.Repeat(end, n)
	}
	refs := func(n int) (list string) {
		for i := range n {
			list += fmt.Sprintf(`<element name="e%d" ref="e%d"/>`, i, i+1)
		}
		return list + fmt.Sprintf(`<element name="e%d"><attribute name="imsRightsMask"/></element>`, n)
	}
	for _, c := range []struct{ name, before, inside, want string }{
		{"elements", "", nested(10, `<element name="e">`, "</element>"), strings.Repeat("e/", 10) + "@imsRightsMask"},
		{"more elements", "", nested(11, `<element name="e">`, "</element>"), ""},
		{"groups", "", nested(10, "<group>", "</group>"), "imsRightsMask"},
		{"more groups", "", nested(11, "<group>", "</group>"), ""},
		{"references", refs(9), `<element name="x" ref="e0"/>`, "x/@imsRightsMask"},
		{"more references", refs(10), `<element name="x" ref="e0"/>`, ""},
		{"a reference to a name that others have too", `<note name="e0"/><attribute name="e0"/>` + refs(0), `<element name="x" ref="e0"/>`, "x/@imsRightsMask"},
	} {
		s := NewAccountSchema(read(t, `<srcSchema namespace="nms" name="extAccount">`+c.before+`<element name="extAccount">`+c.inside+`</element></srcSchema>`).Schemas)
		if got, _ := s.path(AssociationMask.Names()); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSchemaPath: the console's label is looked for first, but labels follow
// the instance's language, and several attributes may have the same.
func TestSchemaPath(t *testing.T) {
	for _, c := range []struct{ attributes, want string }{
		{`<attribute name="x" label="Association mask"/>`, "x by label in the exported schema"},
		{`<attribute name="x" label=" association MASK "/>`, "x by label in the exported schema"},
		{`<attribute name="x" label="Association mask"/><attribute name="y" label="Association mask"/>`, "x by label in the exported schema"},
		{`<attribute name="x" label="Association mask"/><attribute name="imsMask" label="Association mask"/>`, "imsMask by label in the exported schema"},
		{`<attribute name="imsMask" label="Masque"/><attribute name="x" label="Association mask"/>`, "x by label in the exported schema"},
		{`<attribute name="imsMask" label="Masque"/><attribute name="imsRightsMask"/>`, "imsMask by name in the exported schema"},
		{`<attribute name="x" label="Masque"/>`, " by "},
		{`<attribute label="Association mask"/><element name="e"><attribute name="x" label="Association mask"/></element>`, "e/@x by label in the exported schema"},
	} {
		s := NewAccountSchema(read(t, `<srcSchema namespace="nms" name="extAccount"><element name="extAccount">`+c.attributes+`</element></srcSchema>`).Schemas)
		path, rule := s.path(AssociationMask.Names())
		if got := path + " by " + string(rule); got != c.want {
			t.Errorf("%s: got %s, want %s", c.attributes, got, c.want)
		}
	}
}
