package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/schema/source"
)

// TestOperatorList reads the fields of operators where an instance keeps them.
func TestOperatorList(t *testing.T) {
	const labelled = `<srcSchema namespace="xtk" name="operator"><element name="operator">
		<attribute name="login" label="Login"/><element name="person" label="Person"><attribute name="mail" label="E-mail address"/><note name="remark" label="Email"/><element name="mailbox" label="Email"/></element>
		<element name="manager" type="link"><attribute name="address" label="Email"/></element><note name="remark" label="Email"/>
		</element><element name="else"><attribute name="ignored" label="Email"/></element></srcSchema>`
	for _, c := range []struct {
		name, config, schema, operator string
		want                           string // address, its attribute, disabled, uses IMS
		emailKnown                     bool
	}{
		{"the usual fields", "", "", `email=" Ada@Example.com " disable="1"><access authenticationType="ims"/>`, "ada@example.com email true true", true},
		{"nothing", "", "", `>`, " email false false", false},
		{"a blank address", "", "", `email=" ">`, " email false false", false},
		{"disabled in words", "", "", `disable=" TRUE "><access authenticationType=" IMS "/>`, " email true true", false},
		{"disabled in YAML", "", "", `disable="yes">`, " email true false", false},
		{"enabled", "", "", `disable="0"><access authenticationType="native"/>`, " email false false", false},
		{"configured", "fields: {operatorEmail: contact/@mail, operatorDisabled: gone}", labelled, `email="x@example.com" gone="1"><contact mail="ada@example.com"/>`, "ada@example.com contact/@mail true false", true},
		{"configured elsewhere", "fields: {operatorEmail: mail, operatorDisabled: gone}", "", `email="x@example.com" disable="1">`, " mail false false", false},
		{"by label", "", labelled, `address="x" ignored="y" remark="z"><person mail="ada@example.com"/>`, "ada@example.com person/@mail false false", true},
		{"by label of an element", "", labelled, `><person><mailbox>ada@example.com</mailbox></person>`, "ada@example.com person/mailbox false false", true},
		{"email before a label", "", labelled, `email="ada@example.com"><person mail="x@example.com"/>`, "ada@example.com email false false", true},
		{"not of another element below", "", labelled, `><person remark="x@example.com"><remark>x@example.com</remark></person>`, " email false false", false},
		{"not of a link", "", labelled, `><manager address="x@example.com"/>`, " email false false", false},
		{"not of another element", "", labelled, `ignored="x@example.com" login="y" remark="z">`, " email false false", false},
	} {
		inputs := []input{{"operators.xml", `<operator name="ada" ` + c.operator + `</operator>`}}
		if c.schema != "" {
			inputs = append(inputs, input{"schema.xml", c.schema})
		}
		in := newInstance(t, "i", c.config, inputs...)
		list, emailKnown := slices.Collect(in.OperatorList()), in.HasEmail()
		o := list[0]
		got := fmt.Sprint(o.Address(), " ", o.Email.Attribute, " ", o.Disabled, " ", o.IMS())
		if got != c.want || emailKnown != c.emailKnown || len(list) != 1 || o.Name.Text != "ada" {
			t.Errorf("%s: got %q, e-mail known %t; want %q, %t", c.name, got, emailKnown, c.want, c.emailKnown)
		}
		if want := "operators.xml:1:2"; o.Email.Present == (o.Email.Place.String() == want) {
			t.Errorf("%s: the address is at %v", c.name, o.Email.Place)
		}
	}
	in := newInstance(t, "i", "", input{"operators.yaml", "operators: [{name: ada}, {name: bob, email: bob@example.com}, {name: cyd}]\n"})
	if list, emailKnown := slices.Collect(in.OperatorList()), in.HasEmail(); len(list) != 3 || !emailKnown || list[1].Address() != "bob@example.com" || list[2].Email.Present {
		t.Errorf("one of three has an address: got %+v, %t", list, emailKnown)
	}
}

// TestNeverASecretAddress: an address is printed, so a password is never read
// as one, whatever the exported schema calls it.
func TestNeverASecretAddress(t *testing.T) {
	in := newInstance(t, "i", "",
		input{"schema.xml", `<srcSchema namespace="xtk" name="operator"><element name="operator"><attribute name="password" label="Email"/><attribute name="mail" label="Email"/></element></srcSchema>`},
		input{"operators.xml", `<operator name="ada" password="CANARY" mail="ada@example.com"/>`})
	list := slices.Collect(in.OperatorList())
	if got := list[0].Email; got.Text != "ada@example.com" {
		t.Errorf("the address is read from %s", got.Attribute)
	}
}

// TestExtendedOperatorSchema: an extension adds to the element that it names.
func TestExtendedOperatorSchema(t *testing.T) {
	in := newInstance(t, "i", "",
		input{"schema.xml", `<srcSchema namespace="cus" name="more" extendedSchema="xtk:operator"><element name="more"><attribute name="mail" label="EMail"/></element><other name="more"><attribute name="x" label="Email"/></other><element name="operator"><attribute name="contact" label="Email"/></element></srcSchema>`},
		input{"operators.xml", `<operator name="ada" mail="ada@example.com" x="y"/>`})
	if diff := cmp.Diff([]string{"email", "mail", "contact"}, in.emailPaths()); diff != "" {
		t.Error(diff)
	}
}

// TestAllowedOperators: the allow-list of the server file that outranks the
// others, with the place of each name.
func TestAllowedOperators(t *testing.T) {
	conf := func(inner string) string {
		return `<serverConf><shared><imsConfig>` + inner + `</imsConfig></shared></serverConf>`
	}
	allow := func(names string) string { return `<allowOperator type="x" name="` + names + `"/>` }
	list := func(inner string) string { return conf(`<nonIMSAuthnAPI>` + inner + `</nonIMSAuthnAPI>`) }
	for _, c := range []struct {
		name  string
		files []input
		want  string
	}{
		{"no server file", nil, ""},
		{"no list", []input{{"serverConf.xml", conf("")}}, ""},
		{"one name an entry", []input{{"serverConf.xml", list(allow("ada") + allow("bob"))}}, "ada bob"},
		{"several names an entry", []input{{"serverConf.xml", list(allow("ada|bob | |cyd") + allow("dan"))}}, "ada bob cyd dan"},
		{"a reference", []input{{"serverConf.xml", list(allow("ada&#124;ada"))}}, "ada ada"},
		{"other elements", []input{{"serverConf.xml", list(`<denyOperator name="ada"/>` + allow("bob"))}}, "bob"},
		{"the instance's own", []input{{"serverConf.xml", list(allow("ada"))}, {"config-prod.xml", list(allow("bob"))}}, "bob"},
		{"in another order", []input{{"config-prod.xml", list(allow("bob"))}, {"serverConf.xml", list(allow("ada"))}}, "bob"},
		{"the general one where its own has none", []input{{"serverConf.xml", list(allow("ada"))}, {"config-prod.xml", conf("")}}, "ada"},
		{"of two alike the first", []input{{"config-a.xml", list(allow("ada"))}, {"config-b.xml", list(allow("bob"))}}, "ada"},
	} {
		in := newInstance(t, "prod", "", c.files...)
		var got []string
		for v := range in.AllowedOperators() {
			got = append(got, v.Text)
			if want := "shared/imsConfig/nonIMSAuthnAPI/allowOperator/@name"; v.Attribute != want {
				t.Errorf("%s: got %s, want %s", c.name, v.Attribute, want)
			}
			if v.Written() != v.Text && strings.TrimSpace(v.Written()) != v.Text && v.Written() != "ada&#124;ada" {
				t.Errorf("%s: %s is written %q", c.name, v.Text, v.Written())
			}
		}
		for v := range in.AllowedOperators() { // and nothing after it
			if v.Text != got[0] {
				t.Errorf("%s: %s is the first name", c.name, v.Text)
			}
			break
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}

func TestExempt(t *testing.T) {
	in := newInstance(t, "prod", "", input{"serverConf.xml", `<serverConf><shared><imsConfig><nonIMSAuthnAPI><allowOperator name="ada|bob"/></nonIMSAuthnAPI></imsConfig></shared></serverConf>`},
		input{"operators.xml", `<operator-collection><operator name="ada"/><operator name="bob"/><operator name="cyd"/></operator-collection>`})
	for _, name := range strings.Fields("admin aemserver campaign-loginmonitor internal monitoring webapp billing central local ada bob") {
		if !in.Exempt(name) {
			t.Errorf("%s is not exempt", name)
		}
	}
	for _, name := range []string{"", "cyd", "Admin", "ada|bob"} {
		if in.Exempt(name) {
			t.Errorf("%q is exempt", name)
		}
	}
}

func TestIMSConfig(t *testing.T) {
	with, without := `<serverConf><shared><imsConfig/></shared></serverConf>`, `<serverConf><shared/></serverConf>`
	for _, c := range []struct {
		files []input
		want  string
	}{
		{nil, ""},
		{[]input{{"serverConf.xml", without}}, ""},
		{[]input{{"serverConf.xml", with}}, "serverConf.xml:1:22"},
		{[]input{{"serverConf.xml", with}, {"config-prod.xml", without}}, "serverConf.xml:1:22"},
		{[]input{{"serverConf.xml", with}, {"config-prod.xml", with}}, "config-prod.xml:1:22"},
	} {
		got := ""
		if v, ok := newInstance(t, "prod", "", c.files...).IMSConfig(); ok {
			got = v.Place.String()
			if v.Attribute != "shared/imsConfig" {
				t.Errorf("it is called %s", v.Attribute)
			}
		}
		if got != c.want {
			t.Errorf("%v: got %s, want %s", c.files, got, c.want)
		}
	}
}

// TestAllowedSecrets: a name that is cut out of the credentials of an address is
// a secret, although it does not look like one.
func TestAllowedSecrets(t *testing.T) {
	in := newInstance(t, "i", "", input{"serverConf.xml", `<serverConf><shared><imsConfig><nonIMSAuthnAPI><allowOperator name="https://u:S3CRETa|b@host"/><allowOperator name="ada|bob"/></nonIMSAuthnAPI></imsConfig></shared></serverConf>`})
	var got []string
	for v := range in.AllowedOperators() {
		got = append(got, v.Shown())
	}
	if diff := cmp.Diff([]string{source.Masked, source.Masked, "ada", "bob"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestManyEmailPaths: each path takes time for each operator, and there is no
// nesting so deep in a schema that somebody wrote.
func TestManyEmailPaths(t *testing.T) {
	schema := func(content string) *Instance {
		return newInstance(t, "i", "", input{"schema.xml", `<srcSchema namespace="xtk" name="operator"><element name="operator">` + content + `</element></srcSchema>`})
	}
	many := ""
	for i := range 50 {
		many += fmt.Sprintf(`<attribute name="a%d" label="Email"/><attribute name="a%d" label="Email"/>`, i, i)
	}
	in := schema(many)
	paths := in.emailPaths()
	if diff := cmp.Diff([]string{"email", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"}, paths); diff != "" {
		t.Error(diff)
	}
	if again := in.emailPaths(); &again[0] != &paths[0] {
		t.Error("worked out twice")
	}
	const levels = 12
	deep := strings.Repeat(`<element name="e"><attribute name="a" label="Email"/>`, levels) + strings.Repeat("</element>", levels)
	if got := schema(deep).emailPaths(); len(got) != 10 {
		t.Errorf("%d paths", len(got))
	}
	paths = schema(strings.Replace(strings.ReplaceAll(deep, `label="Email"`, ""), `<attribute name="a" />`+strings.Repeat("</element>", levels), `<attribute name="a" label="Email"/>`+strings.Repeat("</element>", levels), 1)).emailPaths()
	if diff := cmp.Diff([]string{"email"}, paths); diff != "" {
		t.Error(diff)
	}
}
