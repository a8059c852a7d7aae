package schema

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/imslint/imslint/schema/source"
)

func read(t *testing.T, text string) *File {
	t.Helper()
	f, bad := Read("in", strings.NewReader(text))
	if bad != nil {
		t.Fatalf("%v\n%s", bad, text)
	}
	return f
}

// at returns what a file holds in a range, as written.
func at(text string, p source.Place) string {
	text = strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\r", "\n").Replace(text)
	start, end := p.Start(), p.End()
	lines := strings.Split(text, "\n")
	var out strings.Builder
	for line := start.Line; line <= end.Line && line <= len(lines); line++ {
		runes := []rune(lines[line-1])
		from, to := 0, end.Column-1
		if line == start.Line {
			from = start.Column - 1
		}
		if line < end.Line {
			runes = append(runes, '\n')
			to = len(runes)
		}
		if from > to || to > len(runes) {
			return fmt.Sprintf("<%v to %v is outside of the file>", start, end)
		}
		out.WriteString(string(runes[from:to]))
	}
	return out.String()
}

const packageXML = `<?xml version='1.0' encoding='UTF-8' ?>
<!-- <extAccount name="decoy1"/> -->
<package author = "é漢😀">
	<entities schema="xtk:workflow"><workflow><![CDATA[<extAccount name="decoy2"/> ]] > ]]></workflow>
		<extAccount name="decoy3"/></entities>
	<entities schema='nms:extAccount'>
		<extAccount name="gone" _operation="delete"/>
		<extAccount name="reference" _operation='none'/>
		é<!-- -->😀<extAccount
			name='one' label = "A &amp; &#66;&#x43;" imsServer="line one
	line two" type=""
			><ims mask="x&quot;y"/><note> a <![CDATA[<b>]]> </note></extAccount>
		<?pi <extAccount name="decoy4"/>?>
		<extAccount name="two"><folder><extAccount name="nested"/></folder></extAccount>
	</entities>
	<entities schema="xtk:operator"><operator name="g" type="1"/><operator name="o"/><operator name="right" type="2"/></entities>
	<entities schema="nms:group"><group name="recipients"/></entities>
	<entities schema="xtk:group"><group name="h"/></entities>
</package>
`

func TestPackage(t *testing.T) {
	f := read(t, packageXML)
	names := func(list []*Entity) string {
		var all []string
		for _, e := range list {
			all = append(all, e.InternalName().Text)
		}
		return strings.Join(all, " ")
	}
	if f.Kind != PackageFile || names(f.Accounts) != "one two" || names(f.Deleted) != "gone" || names(f.Groups) != "g h" || names(f.Operators) != "o" {
		t.Errorf("got %s: accounts %s, deleted %s, groups %s, operators %s", f.Kind, names(f.Accounts), names(f.Deleted), names(f.Groups), names(f.Operators))
	}
}

// TestPlaces insists that each value is exactly where the file has it, in
// every way of writing the same file.
func TestPlaces(t *testing.T) {
	want := map[string][2]string{ // text, as written
		"name": {"one", "one"}, "label": {"A & BC", "A &amp; &#66;&#x43;"}, "type": {"", ""},
		"imsServer": {"line one  line two", "line one\n\tline two"},
		"ims/@mask": {`x"y`, "x&quot;y"}, "ims/mask": {`x"y`, "x&quot;y"}, "note": {" a <b> ", " a <![CDATA[<b>"},
	}
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	for name, text := range map[string]string{
		"LF": packageXML, "CRLF": crlf(packageXML), "CR": strings.ReplaceAll(packageXML, "\n", "\r"), "BOM": "\ufeff" + crlf(packageXML),
	} {
		t.Run(name, func(t *testing.T) {
			// One byte at a time puts every boundary of a buffer to the test.
			for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
				f, bad := Read("in", r)
				if bad != nil {
					t.Fatal(bad)
				}
				e := f.Accounts[0]
				if got := at(text, e.Place()); got != "extAccount" {
					t.Errorf("the element's name: got %q", got)
				}
				for path, w := range want {
					v, ok := e.Get(path)
					if !ok || strings.TrimSpace(v.Text) != strings.TrimSpace(w[0]) || strings.TrimSpace(at(text, v.Place)) != strings.TrimSpace(w[1]) && path != "note" {
						t.Errorf("%s: got %q, written %q at %v; want %q, written %q", path, v.Text, at(text, v.Place), v.Start(), w[0], w[1])
					}
				}
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	text := `<extAccount label="é" name="Adobe_Marketing_Cloud"/>`
	latin, _ := charmap.ISO8859_1.NewEncoder().String(`<?xml version="1.0" encoding="ISO-8859-1"?>` + text)
	windows, _ := charmap.Windows1252.NewEncoder().String(`<?xml version="1.0" encoding='windows-1252'?>` + strings.Replace(text, "é", "é–", 1))
	utf16, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	bare, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	for name, in := range map[string]string{"ISO-8859-1": latin, "Windows-1252": windows, "cp1252": strings.Replace(windows, "windows-1252", "cp1252", 1), "UTF-16": utf16, "UTF-16 without BOM": bare, "BOM outranks": "\ufeff<?xml version='1.0' encoding='ISO-8859-1'?>" + text} {
		f := read(t, in)
		label, _ := f.Accounts[0].Get("label")
		if !strings.HasPrefix(label.Text, "é") {
			t.Errorf("%s: got %q", name, label.Text)
		}
		if n := f.Accounts[0].InternalName(); n.End().Column-n.Start().Column != len("Adobe_Marketing_Cloud") || n.Start().Column != label.End().Column+len(`" name="`) {
			t.Errorf("%s: %v follows %v", name, n.Start(), label.End())
		}
	}
}

func TestKinds(t *testing.T) {
	for text, want := range map[string]string{
		`<extAccount name="a"/>`:    "bare entities: 1 external account",
		`<ns:extAccount name="a"/>`: "bare entities: 1 external account",
		`<extAccount-collection><extAccount/><extAccount/></extAccount-collection>`: "bare entities: 2 external accounts",
		`<group name="a"/>`: "bare entities: 1 operator group",
		`<SOAP-ENV:Envelope xmlns:SOAP-ENV="x"><SOAP-ENV:Body><ExecuteQueryResponse xmlns="urn:xtk:queryDef"><pdomOutput><extAccount-collection><extAccount name="a"/></extAccount-collection></pdomOutput></ExecuteQueryResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>`: "SOAP answer: 1 external account",
		`<Envelope><Body><r><pdomOutput><extAccount name="a"><folder-collection><extAccount/></folder-collection></extAccount></pdomOutput></r></Body></Envelope>`:                                                                                                      "SOAP answer: 1 external account",
		`<serverconf><shared><dataStore hosts="a"/></shared></serverconf>`:                                  "server configuration: server configuration",
		`<srcSchema name="extAccount" namespace="nms"/>`:                                                    "bare entities: 1 schema of nms:extAccount",
		`<srcSchema name="more" namespace="cus" extendedSchema="nms:extAccount"/>`:                          "bare entities: 1 schema of nms:extAccount",
		`<schema name="recipient" namespace="nms"/>`:                                                        "bare entities: ",
		`<html><extAccount/></html>`:                                                                        "not a file that imslint reads: ",
		`<!DOCTYPE package [<!ENTITY x "<extAccount/>"> <!-- ' -->]><package/>`:                             "Campaign package: ",
		"- name: a\n- name: b\n":                                                                            "YAML or JSON: 2 external accounts",
		"externalAccounts:\n- name: a\noperatorGroups: [admin, {name: delivery}]\noperators: [{name: ada}]": "YAML or JSON: 1 external account, 2 operator groups, 1 operator",
		`{"extAccount":[{"name":"a"},{"@name":"b"}]}`:                                                       "YAML or JSON: 2 external accounts",
		`{"extAccount":{"name":"a"}}`:                                                                       "YAML or JSON: 1 external account",
		`{"extAccount-collection":{"extAccount":[{"name":"a"}]}}`:                                           "YAML or JSON: 1 external account",
		`{"extAccount-collection":[{"name":"a"}]}`:                                                          "YAML or JSON: 1 external account",
		`{"package":{"entities":[{"@schema":"nms:extAccount","extAccount":{"@name":"a"}},{"schema":"xtk:group","group":[{"name":"g"}]}]}}`: "YAML or JSON: 1 external account, 1 operator group",
		`{"entities":{"schema":"nms:extAccount","extAccount":[{"name":"a"},{"name":"b","_operation":"none"}]}}`:                            "YAML or JSON: 1 external account",
		`{"entities":{"schema":"nms:delivery","extAccount":[{"name":"a"}]}}`:                                                               "YAML or JSON: ",
		`{"shared":{"dataStore":{"hosts":"x"}}}`:                                                                                           "YAML or JSON: server configuration",
		`{"name":"extAccount","namespace":"nms","element":{"name":"extAccount"}}`:                                                          "YAML or JSON: 1 schema of nms:extAccount",
		`{"name":"recipient","namespace":"nms","element":{"name":"extAccount"}}`:                                                           "not a file that imslint reads: ",
		`{"extAccount":[]}`:          "YAML or JSON: ",
		"[]":                         "YAML or JSON: ",
		"name: a\nIMS server: x\n":   "YAML or JSON: 1 external account",
		"provisioned: {clientId: x}": "imslint configuration: ",
		"just some notes":            "not a file that imslint reads: ",
		"a: [b\n":                    "not a file that imslint reads: ",
		"\x89PNG\x00\x00":            "not a file that imslint reads: ",
		"Identity Type,Username,Domain,Email,Product Configurations\nAdobe ID,a,,a@example.com,\"x, y\"\n": "Admin Console users: 1 Admin Console user",
		"\ufeffType;Email;ProductConfigurations;user name\nAdobe ID;a@example.com;x;a\n":                   "Admin Console users: 1 Admin Console user",
	} {
		f := read(t, text)
		if got := string(f.Kind) + ": " + f.Contribution(); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestErrors insists that what cannot be read is an error at its place, and
// that its nearest sound neighbour is none.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "1:1: the file is empty"},
		{" \n", "1:1: the file is empty"},
		{"<?xml version='1.0'?>\n", "2:1: there is no element"},
		{"<package>\n<entities>", "2:11: the file ends inside <entities>, which opens at line 2, column 1"},
		{"<package>\n<enti", "2:6: the file ends inside the tag that opens at line 2, column 1"},
		{"<a><!-- x", "1:10: the file ends inside the comment"},
		{"<a><![CDATA[ x", "1:15: the file ends inside the CDATA section"},
		{"<a>\n  <b></c></a>", "2:6: found </c>, expected </b>"},
		{"<a></\x1b[31m>", "1:4: found </?[31m>, expected"},
		{"<a></a></b>", "1:8: </b> closes no open element"},
		{"<a/><b/>", "1:5: a second root element <b>"},
		{"<a/>x", "1:5: text outside the root element"},
		{"<a b=\"1>\n<c d=\"2\"/></a>", "2:1: < inside a quoted value"},
		{"<a b=\"1\"\n<c/>", "2:1: < inside a tag"},
		{"<a b=1/>", "1:6: the value of the attribute b needs quotes"},
		{"<a b/>", "1:5: expected = after the name of an attribute"},
		{"<a b='1'c='2'/>", "1:9: expected an attribute, with white space before it"},
		{"<a>1 < 2</a>", "1:6: < does not begin a tag"},
		{"<extAccount name='a' é='1' name='b'/>", "1:28: duplicate attribute name in <extAccount>"},
		{"<extAccount>\n<x a='1'\n a='2'/></extAccount>", "3:2: duplicate attribute a in <x>"},
		{"<extAccount name='a &nbsp; b'/>", "1:21: & does not begin a reference"},
		{"<extAccount name='a & b'/>", "1:21: & does not begin a reference"},
		{"<extAccount name='&#0;'/>", "1:19: & does not begin a reference"},
		{"<extAccount name='a\x01'/>", "1:20: the character U+0001 is not allowed"},
		{"<extAccount name='a\xff'/>", "1:20: the byte 0xFF is not UTF-8"},
		{"<extAccount>a]]>b</extAccount>", "1:14: ]]> outside a CDATA section"},
		{"<extAccount><!-- a -- b --></extAccount>", "1:20: -- inside a comment"},
		{"<?xml version='1.0' encoding='EBCDIC-XX'?><a/>", "1:31: unknown encoding"},
		{"<?xml version='1.0' encoding='UTF-16'?><a/>", "1:31: the XML declaration says UTF-16"},
		{"<extAccount>" + strings.Repeat("<a>", 2000), "1:3082: elements are nested more than 1024 deep"},
		{"{\"extAccount\": [{\"name\" \"a\"}]}", "1:25: not valid JSON"},
		{"{\"extAccount\": [{\"name\": \"a\"", "1:29: not valid JSON: the file ends too early"},
		{"externalAccounts:\n- name: a\n  imsServer: [\n", "4:1: not valid YAML"},
		{"externalAccounts:\n- clientSecret: @abc\n", "2:1: not valid YAML: a value that begins with @"},
		{"externalAccounts:\n- name: a\n  name: b\n", "3:3: duplicate key name, first in line 2"},
		{"{\"extAccount\":{\"name\":\"a\",\"name\":\"b\"}}", "1:27: duplicate key name"},
		{"externalAccounts: [a, b]", "1:20: expected a mapping"},
		{"externalAccounts:\n- name: \x01\n", "2:9: the control character U+0001"},
		{"externalAccounts:\n- name: \xff\n", "2:9: the byte 0xFF is not UTF-8"},
		{"externalAccounts:\n- &a\n  name: a\n  sub: *a\n", "an alias (*) that leads back to the value it is in"},
		{"Email,Username,Identity Type\na@example.com,\"x\n", "not valid CSV"},
		{"Email,Username,Identity Type\na\xffb,x\n", "2:2: the byte 0xFF is not UTF-8"},
	} {
		f, bad := Read("in", strings.NewReader(c.in))
		if bad == nil && f.Unparsed != nil {
			bad = f.Unparsed // of another kind: an error where it is given by itself
		}
		if bad == nil || !strings.Contains(bad.Error(), c.want) {
			t.Errorf("%.60q\n got %v\nwant %s", c.in, bad, c.want)
		}
	}
	for _, in := range []string{
		"<a b='1' c=\"'2'\" >1 &lt; 2 &nbsp;\x01</a>\n<!-- -- -->\n", // outside of what is kept, only tags are followed
		"<extAccount name='a &#160; &apos;b'/>",
		"<extAccount note='x' xnote='y'/>",
		"<a>\n<b\n/>\n</a >",
		"externalAccounts:\n- clientSecret: '@abc'\n",
		"externalAccounts: []\n",
	} {
		if _, bad := Read("in", strings.NewReader(in)); bad != nil {
			t.Errorf("%q: %v", in, bad)
		}
	}
	if _, bad := Read("in", iotest.ErrReader(io.ErrClosedPipe)); bad == nil || !strings.Contains(bad.Message, "closed pipe") {
		t.Errorf("an error of the disk: got %v", bad)
	}
}

func TestYAMLPlaces(t *testing.T) {
	const text = `# accounts
defaults: &defaults
  imsServer: ims-na1.adobelogin.com   # comment
externalAccounts:
  - <<: *defaults
    name: Adobe_Marketing_Cloud
    label: "é \"quoted\""
    type: 0012
    Callback Server: 'it''s'
    userScope: [openid, "session"]
    clientId: no
    imsOrgId:
    imsRightsMask: |
      campaign - prod -
    productContext: null
    tenant: 1e3
    ims: {mask: "m"}
`
	f := read(t, text)
	in := NewInstance("i", []*File{f}, nil, &Config{Fields: []ConfigEntry{{Key: Value{Text: "server"}, Value: Value{Text: "ims/@mask"}}}})
	a := in.Accounts[0]
	for field, want := range map[Field][2]string{
		Name: {"Adobe_Marketing_Cloud", "Adobe_Marketing_Cloud"}, Label: {`é "quoted"`, `é \"quoted\"`}, Type: {"0012", "0012"},
		CallbackURL: {"it's", "it''s"}, Scopes: {"openid,session", `openid, "session`}, ClientID: {"no", "no"},
		OrganizationID: {"", ""}, AssociationMask: {"campaign - prod -\n", "campaign - prod -"}, ProductContext: {"", "null"},
		Tenant: {"1e3", "1e3"}, Server: {"m", "m"}, IMSServer: {"ims-na1.adobelogin.com", "ims-na1.adobelogin.com"},
	} {
		v := a.Field(field)
		if !v.Present || v.Text != want[0] || at(text, v.Place) != want[1] {
			t.Errorf("%s: got %q, written %q at %v", field, v.Text, at(text, v.Place), v.Start())
		}
	}
	if got := ParseScopes(a.Field(Scopes)).Items[1]; at(text, got.Place) != "session" {
		t.Errorf("second scope: %q", at(text, got.Place))
	}
}

func TestJSONSurrogates(t *testing.T) {
	const text = "{\t\"extAccount\": {\"label\": \"\\ud83d\\ude00 \\u00e9\", \"name\": \"x\"}}"
	e := read(t, text).Accounts[0]
	label, _ := e.Get("label")
	if label.Text != "😀 é" || at(text, e.InternalName().Place) != "x" {
		t.Errorf("got %q, name at %q", label.Text, at(text, e.InternalName().Place))
	}
}

// TestSecrets insists that a snippet shows no secret, whatever the shape.
func TestSecrets(t *testing.T) {
	for _, text := range []string{
		`<extAccount name="a" clientSecret="hunter2-CANARY" password='hunter2-CANARY' imsServer="x"/>`,
		"<extAccount name=\"a\" imsServer=\"x\"\nclientSecret=\"hunter2-CANARY\"/>",
		`<extAccount name="a" imsServer="x"><clientSecret> hunter2-CANARY </clientSecret></extAccount>`,
		`<extAccount name="a" imsServer="x"><ims clientSecret="hunter2-CANARY"/></extAccount>`,
		`{"extAccount":{"name":"a","clientSecret":"hunter2-CANARY","imsServer":"x","nested":{"password":["hunter2-CANARY"]}}}`,
		`[{IMS client secret: hunter2-CANARY, name: a, imsServer: x}]`,
		"- name: a\n  imsServer: x\n  clientSecret: |\n    hunter2-CANARY\n",
		`[{name: a, imsServer: x, other: hunter2-CANARY}]`,
		`<extAccount name="a" imsServer="https://me:hunter2-CANARY@x"/>`,
		`<extAccount name="a" imsServer="https://me:hunter2-CANARY&amp;@x"/>`,
		`[{name: a, imsServer: "https://me:hunter2-CANARY@x"}]`,
	} {
		in := NewInstance("i", []*File{read(t, text)}, nil, &Config{Fields: []ConfigEntry{{Key: Value{Text: "clientSecret"}, Value: Value{Text: "other"}}}})
		for _, a := range in.Accounts {
			for _, v := range append(slices.Collect(a.Attributes()), a.Field(ClientSecret), Value{Place: a.Place()}) {
				if line := v.Place.Snippet().Text; strings.Contains(line, "CANARY") {
					t.Errorf("%s\nshows %s", text, line)
				}
			}
		}
	}
	for _, text := range []string{
		`<extAccount clientSecret="hunter2-CANARY`, `<extAccount clientSecret=hunter2-CANARY/>`, `<extAccount clientSecret="hunter2-CANARY&"/>`, `<extAccount clientSecret="hunter2" CANARY"/>`,
		"externalAccounts:\n- clientSecret: *hunter2-CANARY\n", "externalAccounts:\n- clientSecret: hunter2-CANARY: x\n", "externalAccounts:\n- clientSecret: \"\\hunter2-CANARY\"\n",
		`{"extAccount":[{"clientSecret" hunter2-CANARY}]}`, "externalAccounts:\n- hunter2-CANARY\n", `{"extAccount":{"clientSecret":"a","clientSecret":"hunter2-CANARY"}}`,
		"externalAccounts:\n- clientSecret: !!int hunter2-CANARY\n  clientSecret: x",
	} {
		if _, bad := Read("in", strings.NewReader(text)); bad == nil || strings.Contains(bad.Error(), "CANARY") {
			t.Errorf("%s: got %v", text, bad)
		}
	}
}

func TestSnippet(t *testing.T) {
	for _, c := range []struct{ text, attribute, line, under string }{
		{`<extAccount clientSecret="abc" name="é漢"/>`, "name", `<extAccount clientSecret="********" name="é漢"/>`, "é漢"},
		{`<extAccount clientSecret="a very long secret" name="x" password="a"/>`, "name", `<extAccount clientSecret="********" name="x" password="********"/>`, "x"},
		{`<extAccount clientSecret="abc"/>`, "clientSecret", `<extAccount clientSecret="********"/>`, "********"},
		{"<extAccount\n\tlabel=\"one\ntwo\"/>", "label", "\tlabel=\"one", "one"},
		{`<extAccount name=""/>`, "name", `<extAccount name=""/>`, ""},
	} {
		v, _ := read(t, c.text).Accounts[0].Get(c.attribute)
		s := v.Place.Snippet()
		if s.Text != c.line || s.Text[s.From:s.To] != c.under {
			t.Errorf("%s: got %+v", c.text, s)
		}
	}
}

func TestResolver(t *testing.T) {
	e := read(t, `<extAccount imsServerUrl="also" cusMask="m" ims_scope="loose"><ims><more server="deep"/></ims></extAccount>`).Accounts[0]
	documents := read(t, `<srcSchema name="extAccount" namespace="nms"><element name="extAccount">
		<attribute name="cusMask" label="association mask"/><attribute name="smtp" label="Tenant"/><attribute name="tenant" label="Tenant"/>
		<element name="ims"><element name="more"><attribute name="server" label="Serveur IMS"/><attribute name="clientId"/></element></element>
	</element></srcSchema>`).Schemas
	own := NewAccountSchema(documents)
	r := NewResolver(nil, own)
	for field, want := range map[Field]string{
		IMSServer: "imsServerUrl attribute of other builds", AssociationMask: "cusMask label in the exported schema",
		Server: "ims/more/@server name in the exported schema", Scopes: "userScope ", ClientID: "ims/more/@clientId ", Tenant: "tenant ",
	} {
		v, rule := r.Find(e, field)
		if got := v.Attribute + " " + string(rule); got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
	r = NewResolver([]ConfigEntry{{Key: Value{Text: "server"}, Value: Value{Text: "imsServerUrl"}}}, own)
	if v, rule := r.Find(e, Server); v.Text != "also" || rule != RuleConfigured {
		t.Errorf("configured: got %q by %q", v.Text, rule)
	}
	if !own.Has(AssociationMask) || own.Has(ProductContext) {
		t.Error("the schema has the mask and no product context")
	}
}

// TestDeleted insists that a package given later deletes an account, and that
// a decoy in the same file does not.
func TestDeleted(t *testing.T) {
	export := read(t, `<extAccount-collection><extAccount name="a"/><extAccount name="b"/><extAccount name="a" _operation="delete"/></extAccount-collection>`)
	fix := read(t, `<extAccount name="b" _operation="delete"/>`)
	if in := NewInstance("i", []*File{export, fix}, nil, &Config{}); len(in.Accounts) != 1 || in.Accounts[0].InternalName().Text != "a" {
		t.Errorf("got %d accounts", len(in.Accounts))
	}
}

// TestLargeUsers insists that a user list is known by its header also where it
// is longer than what is looked at first, and that a byte far down in it is
// found without looking at the list again for each byte.
func TestLargeUsers(t *testing.T) {
	const rows = 20000
	text := "Identity Type,Username,Domain,Email,Product Configurations\n" +
		strings.Repeat("Federated ID,ada,example.com,ada@example.com,campaign - prod - admin\n", rows)
	f := read(t, text)
	if f.Kind != UsersFile || f.Users.Len() != rows {
		t.Errorf("%s with %d users", f.Kind, f.Users.Len())
	}
	_, bad := Read("in", strings.NewReader(text+"Federated ID,Ren\xe9,,,\n"))
	if want := fmt.Sprintf("in:%d:17: the byte 0xE9 is not UTF-8: save the CSV as UTF-8", rows+2); bad == nil || bad.Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
}

// TestAliases insists that aliases of aliases end, and soon.
func TestAliases(t *testing.T) {
	bomb := "a0: &a0 {x: y}\n"
	merges := "m0: &m0 {x: y}\n"
	for i := range 40 {
		bomb += fmt.Sprintf("a%d: &a%[1]d {p: *a%d, q: *a%[2]d}\n", i+1, i)
	}
	for i := range 10 {
		merges += fmt.Sprintf("m%d: &m%[1]d {<<: [*m%d, *m%[2]d], k%[1]d: v}\n", i+1, i)
	}
	for _, text := range []string{bomb, "- name: x\n  nest: &n [*n]\n", "s: &s [*s]\nt: {<<: *s}\n", "a: &a {<<: *a}\n"} {
		Read("in", strings.NewReader(text))
	}
	f := read(t, merges+"externalAccounts: [{<<: *m10, name: x}]\n")
	if v, ok := f.Accounts[0].Get("k7"); !ok || v.Text != "v" {
		t.Error("a merged key is lost")
	}
	if _, bad := Read("in", strings.NewReader(bomb+"externalAccounts: [{name: x, nest: *a40}]\n")); bad == nil || !strings.Contains(bad.Message, "aliases expand to more than 100000 values") {
		t.Errorf("got %v", bad)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{packageXML, "- name: a\n  clientSecret: b\n", `{"extAccount":{"a":"\ud83d"}}`, "Email,Username,Type\na,b,c\n", "<a", "a: &a [*a]", "\xff\xfe<\x00", "a: |\n  b\n", "- <<: *x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, bad := Read("in", bytes.NewReader(data))
		if (file == nil) == (bad == nil) && bad == nil {
			t.Fatal("neither file nor error")
		}
		if bad != nil {
			if bad.Start().Line < 1 || bad.Start().Column < 1 {
				t.Fatalf("an error without place: %v", bad)
			}
			return
		}
		in := NewInstance("i", []*File{file}, nil, &Config{})
		for _, a := range in.Accounts {
			for v := range a.Attributes() {
				if v.Start().Line < 1 || v.Start().Column < 1 || v.End().Before(v.Start()) {
					t.Fatalf("%s stands at %v to %v", v.Attribute, v.Start(), v.End())
				}
				v.Place.Snippet()
			}
		}
	})
}

func FuzzReadConfig(f *testing.F) {
	f.Add([]byte("provisioned: {scopes: [a], callbackUrls: ['^x']}\ninstances: [{name: a, url: 'https://x'}]\n"))
	f.Add([]byte("checks: {disable: [x], severity: {a/b: error}}\nfields: {server: ims/@x}\naccountType: 42"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, bad := ReadConfig("in", bytes.NewReader(data))
		if (c == nil) != (len(bad) > 0) {
			t.Fatal("either a configuration or errors")
		}
		for _, e := range bad {
			if e.Start().Line < 1 || e.Start().Column < 1 {
				t.Fatalf("an error without place: %v", e)
			}
		}
	})
}

// BenchmarkXML reads a large package of which a few entities are wanted.
func BenchmarkXML(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	text.WriteString("<package>\n<entities schema=\"nms:delivery\">\n")
	for i := range 20000 {
		fmt.Fprintf(&text, "  <delivery internalName=\"DM%d\" label=\"Delivery %d\" messageType=\"0\">\n    <content>\n      <html><source><![CDATA[<p>%s</p>]]></source></html>\n    </content>\n  </delivery>\n",
			i, i, strings.Repeat("text ", random.IntN(200)))
	}
	text.WriteString("</entities>\n<entities schema=\"nms:extAccount\"><extAccount name=\"Adobe_Marketing_Cloud\" imsServer=\"x\"/></entities></package>")
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		f, bad := Read("in", strings.NewReader(text.String()))
		if bad != nil || len(f.Accounts) != 1 {
			b.Fatal(bad)
		}
	}
}

// BenchmarkAccounts reads an export that is wanted as a whole.
func BenchmarkAccounts(b *testing.B) {
	text := "<extAccount-collection>" + strings.Repeat("<extAccount name=\"a\" label=\"b\" type=\"3\" server=\"c\" account=\"d\" active=\"1\"/>\n", 1000) + "</extAccount-collection>"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, bad := Read("in", strings.NewReader(text)); bad != nil {
			b.Fatal(bad)
		}
	}
}
