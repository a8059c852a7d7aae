package schema

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/node"
	"github.com/imslint/imslint/schema/source"
)

// elementText writes down an element: its name, its attributes in brackets, its
// text, and what it holds in angle brackets.
func elementText(e *Element) string {
	var b strings.Builder
	b.WriteString(e.Name)
	for _, a := range e.Attrs {
		fmt.Fprintf(&b, " [%s=%s]", a.Name, a.Value)
	}
	if e.Text != "" {
		b.WriteString(" " + e.Text)
	}
	for _, c := range e.Children {
		b.WriteString(" <" + elementText(c) + ">")
	}
	return b.String()
}

// TestNodeKinds tells what of a YAML or JSON file is an entity, and whether the
// file is one of ours where it holds none.
func TestNodeKinds(t *testing.T) {
	for in, want := range map[string]string{
		// Known by a key, whatever it holds.
		"[]": "YAML or JSON: ", `{"extAccount": []}`: "YAML or JSON: ", "externalAccounts: []": "YAML or JSON: ", "operatorGroups:": "YAML or JSON: ", "operators: []": "YAML or JSON: ",
		`{"group-collection": []}`: "YAML or JSON: ", `{"entities": {"schema": "nms:delivery"}}`: "YAML or JSON: ", "imsServer: x\n_operation: none": "YAML or JSON: ",
		"group: []": "not a file that imslint reads: ", "foo-collection: []": "not a file that imslint reads: ", "a: {operators: []}": "not a file that imslint reads: ",
		"- a\n- b": "not a file that imslint reads: ", "- {a: b}\n- c": "not a file that imslint reads: ", "a": "not a file that imslint reads: ", "a: b": "not a file that imslint reads: ",
		"group: g": "not a file that imslint reads: ", "operator: [a, b]": "not a file that imslint reads: ", "extAccount: x": "YAML or JSON: ",
		// Our own keys.
		"External Accounts: [{name: a}]\noperator_groups: [g, {name: h}, '']\nOPERATORS: [ada, bob]": "YAML or JSON: 1 external account, 2 operator groups, 2 operators",
		"operators: ada": "YAML or JSON: 1 operator", "operatorGroups: {name: g}": "YAML or JSON: 1 operator group", "a: {operatorGroups: [g]}": "not a file that imslint reads: ",
		// Collections.
		`{"group-collection": [{"name": "g"}], "operator-collection": [{"name": "o"}]}`:                              "YAML or JSON: 1 operator group, 1 operator",
		`{"extAccount-collection": {"extAccount": [{"name": "a"}, {"name": "b"}], "nms:extAccount": {"name": "c"}}}`: "YAML or JSON: 3 external accounts",
		`{"@xmlns": "x", "soap:extAccount-collection": [{"name": "a"}]}`:                                             "YAML or JSON: 1 external account",
		`{"extAccount-collection": [{"name": "a", "extAccount": {"name": "b"}}]}`:                                    "YAML or JSON: 1 external account",
		`{"foo-collection": [{"imsServer": "x"}], "group-collection": [{"name": "g"}]}`:                              "YAML or JSON: 1 operator group",
		// Packages.
		`{"package": {"entities": {"@schema": "xtk:group", "group": [{"name": "g"}]}}}`:              "YAML or JSON: 1 operator group",
		`{"package": {"entities": {"group": [{"name": "g"}, {"name": "h", "_operation": "none"}]}}}`: "YAML or JSON: 1 operator group",
		`{"entities": {"extAccount": [{"name": "a"}], "operator": {"name": "o"}}}`:                   "YAML or JSON: 1 external account, 1 operator",
		`{"x": {"entities": {"schema": "nms:extAccount", "extAccount": [{"name": "a"}]}}}`:           "not a file that imslint reads: ",
		`{"package": {"x": {"entities": {"extAccount": [{"name": "a"}]}}}}`:                          "not a file that imslint reads: ",
		// A root element by what it holds.
		"imsServer: x": "YAML or JSON: 1 external account", "x: {}\nimsServer: y": "YAML or JSON: 1 external account", "x: y\n'@Callback server': z": "YAML or JSON: 1 external account",
		"imsServer: {x: y}":                                            "not a file that imslint reads: ",
		`{"web": {"redirection": {"IMSOrgId": "x"}}}`:                  "YAML or JSON: server configuration",
		`{"shared": {"imsConfig": {}}}`:                                "YAML or JSON: server configuration",
		`{"@x": 1, "shared": {"@y": 2, "dataStore": {"@hosts": "x"}}}`: "YAML or JSON: server configuration",
		`{"web": {"x": {"redirection": {}}}}`:                          "not a file that imslint reads: ",
		`{"@name": "extAccount", "@namespace": "nms", "element": []}`:  "YAML or JSON: 1 schema of nms:extAccount",
		`{"@extendedSchema": "nms:extAccount", "element": {"a": "b"}}`: "YAML or JSON: 1 schema of nms:extAccount",
		`{"extendedSchema": "nms:extAccount"}`:                         "not a file that imslint reads: ",
		`{"name": "extAccount", "namespace": "nms"}`:                   "not a file that imslint reads: ",
		`{"name": "extAccount", "namespace": "cus", "element": {}}`:    "not a file that imslint reads: ",
		`{"name": "recipient", "namespace": "nms", "element": {}}`:     "not a file that imslint reads: ",
		`{"extendedSchema": "nms:recipient", "element": {}}`:           "not a file that imslint reads: ",
		// imslint.yaml.
		"provisioned: {}": "imslint configuration: ", "instances: []": "imslint configuration: ", "checks: {}": "imslint configuration: ", "adminConsole: {}": "imslint configuration: ",
		"provisioned: {}\nclientId: x\nimsServer: y":        "imslint configuration: ",
		"provisioned: {}\nexternalAccounts: [{name: a}]":    "YAML or JSON: 1 external account",
		"provisioned: {}\n---\n- {name: a, imsServer: x}\n": "YAML or JSON: 1 external account",
		"fields: {imsServer: x}":                            "not a file that imslint reads: ",
	} {
		f := read(t, in)
		if got := string(f.Kind) + ": " + f.Contribution(); got != want || f.Unparsed != nil {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestNodeElements holds what is made of a mapping.
func TestNodeElements(t *testing.T) {
	for in, want := range map[string]string{
		`[{"name": "a", "@label": "b", "imsScope": ["c", "d"], "active": true, "type": null}]`: "extAccount [name=a] [label=b] [imsScope=c,d] [active=true] [type=]",
		`[{"ims": {"@mask": "m", "$": "t"}, "x": [{"y": 1}, {"z": 2}]}]`:                       "extAccount <ims [mask=m] t> <x [y=1]> <x [z=2]>",
		`[{"$label": "l", "$": "t", "@$x": "y"}]`:                                              "extAccount t <label l> <x y>",
		`[{"a": [1, {"b": 2}, [3], {"c": {"d": {"e": 4}}}], "f": []}]`:                         "extAccount [f=] <a [b=2]> <a <c <d [e=4]>>>",
		`[{"$": {"a": 1}, "$b": [{"c": 2}]}]`:                                                  "extAccount <$ [a=1]> <$b [c=2]>",
	} {
		if got := elementText(read(t, in).Accounts[0].Element()); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
	f := read(t, "operatorGroups: [g, {name: h}]\noperators: [ada]")
	for i, want := range []string{"group [name=g]", "group [name=h]", "operator [name=ada]"} {
		e := append(f.Groups, f.Operators...)[i]
		if got := elementText(e.Element()); got != want || !e.HandWritten {
			t.Errorf("got %s, written by hand: %v; want %s", got, e.HandWritten, want)
		}
	}
}

// TestNodeErrors: what should be a mapping, wherever it is in the file.
func TestNodeErrors(t *testing.T) {
	const want = "expected a mapping with the fields of an external account"
	long := strings.Repeat("x", maxValue+1)
	for in, want := range map[string]string{
		"externalAccounts: [a]": "in:1:20: " + want, `{"extAccount-collection": ["a"]}`: "in:1:29: " + want,
		`{"package": {"entities": {"schema": "nms:extAccount", "extAccount": "a"}, "x": "y"}}`: "in:1:70: " + want,
		`{"extAccount-collection": ["a"], "group-collection": []}`:                             "in:1:29: " + want,
		`[{"a": {"b": {"c": "` + long + `"}}}]`:                                                "in:1:16: the value of c is longer than 1 MiB, the limit",
	} {
		if _, bad := Read("in", strings.NewReader(in)); bad == nil || bad.Error() != want {
			t.Errorf("%.80s\n got %v\nwant %s", in, bad, want)
		}
	}
}

// TestDeepNodes insists that the path of mappings is not copied for each of them,
// and that what follows on deep ones is where it was.
func TestDeepNodes(t *testing.T) {
	const depth, wide = 900, 5000
	deep := strings.Repeat(`{"a":`, depth) + "[" + strings.Repeat("{},", wide) + "{}]" + strings.Repeat("}", depth)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f := read(t, `{"deep": `+deep+`, "package": {"deep": `+deep+`, "entities": {"schema": "nms:extAccount", "deep": `+deep+`, "extAccount": {"name": "a"}}}}`)
	runtime.ReadMemStats(&after)
	if len(f.Accounts) != 1 {
		t.Errorf("%d accounts", len(f.Accounts))
	}
	if mib := (after.TotalAlloc - before.TotalAlloc) >> 20; mib > 100 {
		t.Errorf("%d MiB allocated", mib)
	}
}

// TestProse insists that what is not parsed because it is prose can be parsed, and
// holds nothing.
func TestProse(t *testing.T) {
	for text, want := range map[string]bool{
		strings.Repeat("x", largeText): false,
		"":                             true, "x": true, "Notes, with (this) and that - at 10%!\n\n  And a second line.\nimsServer\n": true,
		"a: b": false, "a #b": false, "- a": false, "? imsServer": false, "[]": false, "{imsServer}": false, "a\n--- b": false, "a\n...": false,
		"a\tb": false, "@a": false, "%a": false, "'a": false, "ü": false, "a\x7f": false, "\ta": false,
	} {
		if isProse(text) != want {
			t.Errorf("%q: want %t", text, want)
		}
	}
	const bytes = "aZ09 \n.,-?!%@&*'\"`|>{}[]()=~^$_\\/<;+"
	random := rand.New(rand.NewPCG(1, 2))
	prose := 0
	for i := range 20_000 {
		size := random.IntN(12)
		if i%100 == 0 {
			size = 10_000
		}
		text := make([]byte, size)
		for i := range text {
			text[i] = bytes[random.IntN(len(bytes))]
			if size > 12 && (i == 0 || text[i] == '\n' || text[i-1] == '\n') {
				text[i] = 'x'
			}
		}
		if !isProse(string(text)) {
			continue
		}
		prose++
		parsed, bad := node.ParseHiding(source.New("in", string(text), source.Start), IsSecret)
		if bad != nil {
			t.Errorf("%q: %v", text, bad)
			continue
		}
		for d := range parsed.Documents() {
			if d.Kind != node.Scalar {
				t.Errorf("%q is not a scalar", text)
			}
		}
	}
	if prose < 1000 {
		t.Errorf("only %d texts are prose", prose)
	}
}

// TestUnparsedNodes tells a text of ours that cannot be parsed from that of
// another kind, such as notes.
func TestUnparsedNodes(t *testing.T) {
	for in, ours := range map[string]bool{
		// JSON.
		`{"a": @`: true, " \n {\t\"a\": @": true, `{`: true, "{ }}": true, `[{`: true, "[\n{": true, `[`: true, "[] x": true, "[\n]]": true,
		"{a: @b": false, "{{": false, "{[": false, "[1, @b": false, "[[": false, "[\"a\" @": false, "[}": false, "a {\"b\": @": false, "{'a': @": false,
		// YAML.
		"externalAccounts:\n- a: b: c": true, "# x\n\nnotes\n: y\nOperator Groups: [": true, "- operators: [": true, "extAccount: [": true, "provisioned: [": true,
		"  imsServer: @x": true, "- 'imsServer': @x": true, "- {\"@imsServer\" : @x": true, "\t- [imsServer: x": true, "a: b: c\nAssociation mask: x": true,
		"a: b: c": false, "externalAccounts\nextAccount\nprovisioned\nimsServer\na: b: c": false, ": x\n: y: z": false, "x extAccount: [": false, "# provisioned: [\na: b: c": false,
		"a: b: c\nextAccount": false, "a: b: c\nimsServer": false, "clientId: @x": false, "name: @x": false,
	} {
		f, bad := Read("in", strings.NewReader(in))
		if got := bad != nil; got != ours {
			t.Errorf("%q: error %v", in, bad)
		}
		if bad == nil && (f.Kind != OtherFile || f.Unparsed == nil) {
			t.Errorf("%q: %s, unparsed: %v", in, f.Kind, f.Unparsed)
		}
	}
}
