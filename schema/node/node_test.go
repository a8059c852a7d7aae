package node

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// parse reads a text that has to be without errors.
func parse(t *testing.T, data string) *File {
	t.Helper()
	file, bad := Parse(source.New("in", data, source.Start))
	if bad != nil {
		t.Fatalf("%q: %v", data, bad)
	}
	return file
}

// show writes a tree with the text of its scalars, and after each what is
// written for it in the file, in angle brackets: without quotes, and whole
// where that is more.
func show(data string, n *Node) string {
	written := func(n *Node) string {
		own, whole := data[n.Span.From:n.Span.To], data[n.Whole().From:n.Whole().To]
		if own == whole {
			return "<" + own + ">"
		}
		return "<" + own + "><" + whole + ">"
	}
	var b strings.Builder
	switch n.Kind {
	case Mapping:
		b.WriteString("{")
		for p := range n.Pairs() {
			b.WriteString(show(data, &p.Key) + ": " + show(data, &p.Value) + ", ")
		}
		b.WriteString("}")
	case Sequence:
		b.WriteString("[")
		for item := range n.Items() {
			b.WriteString(show(data, item) + ", ")
		}
		b.WriteString("]")
	default:
		if n.Null() {
			return "null" + written(n)
		}
		return n.Text() + written(n)
	}
	return b.String()
}

// root returns the value of the first document.
func (f *File) root() *Node {
	n := f.At(0)
	return &n
}

func showAll(data string, f *File) string {
	var b []string
	for d := range f.Documents() {
		b = append(b, show(data, d))
	}
	return strings.Join(b, " --- ")
}

func TestYAML(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// Scalars stay as they are written.
		{"a: 0012\nb: 1e3\nc: no", "{a<a>: 0012<0012>, b<b>: 1e3<1e3>, c<c>: no<no>, }"},
		{"a: ~\nb: null\nc:\nd: ''", "{a<a>: null<~>, b<b>: null<null>, c<c>: null<>, d<d>: <><''>, }"},
		{"- \n- !!str\n- &x\n- !!str &y\n- z", "[null<>, <><!!str>, null<><&x>, <><!!str &y>, z<z>, ]"},
		{"a: &x\n!!str b: c", "{a<a>: null<><&x>, b<b><!!str b>: c<c>, }"},
		{"null: a\n~: b", "{null<null>: a<a>, ~<~>: b<b>, }"},
		// Quotes, also over several lines.
		{`- "é \"x\""` + "\n- 'it''s'", `[é "x"<é \"x\"><"é \"x\"">, it's<it''s><'it''s'>, ]`},
		{"- \"a\n  b\\\n  c\" # c\n- 'd\n\n  e'", "[a bc<a\n  b\\\n  c><\"a\n  b\\\n  c\">, d\ne<d\n\n  e><'d\n\n  e'>, ]"},
		// Plain scalars over several lines.
		{"a: b\n  c  d\n\n  e # f\ng: h", "{a<a>: b c  d\ne<b\n  c  d\n\n  e>, g<g>: h<h>, }"},
		{"a:\n  b: c", "{a<a>: {b<b>: c<c>, }, }"},
		{"[a\n b, c\n ]", "[a b<a\n b>, c<c>, ]"},
		// Anchors and tags, on the line before too.
		{"a: &x b\nc: !!str d\ne: &y !t f", "{a<a>: b<b><&x b>, c<c>: d<d><!!str d>, e<e>: f<f><&y !t f>, }"},
		{"a: &x\n  b\nc: !!str # d\n  \"e\"", "{a<a>: b<b><&x\n  b>, c<c>: e<e><!!str # d\n  \"e\">, }"},
		{"a: &x\n  b: c\nd: *x", "{a<a>: {b<b>: c<c>, }, d<d>: {b<b>: c<c>, }, }"},
		{"a: &b [x]\nc: {*b : y}", "{a<a>: [x<x>, ], c<c>: {[x<x>, ]: y<y>, }, }"},
		{"a: &b !t 'x'\n*b : y", "{a<a>: x<x><&b !t 'x'>, x<*b>: y<y>, }"},
		{"- &a '\"\"'\n- {*a : b}\n- !t '\"\"'", "[\"\"<\"\"><&a '\"\"'>, {\"\"<*a>: b<b>, }, \"\"<\"\"><!t '\"\"'>, ]"},
		{"a: &b x\n*b : y", "{a<a>: x<x><&b x>, x<*b>: y<y>, }"},
		{"a: &x 1\nb: &x 2\nc: *x", "{a<a>: 1<1><&x 1>, b<b>: 2<2><&x 2>, c<c>: 2<2><&x 2>, }"},
		// Block scalars.
		{"a: |\n  b\n  c\n\nd: e", "{a<a>: b\nc\n<b\n  c><|\n  b\n  c>, d<d>: e<e>, }"},
		{"a: >-\n  b\n  c\n # d\ne: f", "{a<a>: b c<b\n  c><>-\n  b\n  c>, e<e>: f<f>, }"},
		{"a: |2\n   b\n  c", "{a<a>:  b\nc< b\n  c><|2\n   b\n  c>, }"},
		{"a: | # b\n\n  c\n\n\n", "{a<a>: \nc\n<c><| # b\n\n  c>, }"},
		{"a: |\nb: |+\n\n", "{a<a>: <><|>, b<b>: \n<><|+>, }"},
		{"--- |\n a\n--- >\n b\n", "a\n<a><|\n a> --- b\n<b><>\n b>"},
		// Flow collections.
		{"{a, b: , c: {}, d: [],}", "{a<a>: null<>, b<b>: null<>, c<c>: {}, d<d>: [], }"},
		{"{a:, b :, c:: d, 'e:' }", "{a<a>: null<>, b<b>: null<>, c:<c:>: d<d>, e:<e:><'e:'>: null<>, }"},
		{"[a: b, {c: d}: e, ? f]", "[{a<a>: b<b>, }, {{c<c>: d<d>, }: e<e>, }, {f<f>: null<>, }, ]"},
		// Merge keys.
		{"a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}", "{a<a>: {x<x>: 1<1>, y<y>: 2<2>, }, b<b>: {y<y>: 3<3>, x<x>: 1<1>, }, }"},
		{"- &a {x: 1}\n- &b {x: 2, y: 3}\n- <<: [*a, *b]", "[{x<x>: 1<1>, }, {x<x>: 2<2>, y<y>: 3<3>, }, {x<x>: 1<1>, y<y>: 3<3>, }, ]"},
		{"- <<: {a: b}\n  \"<<\": c", "[{<<<<<><\"<<\">: c<c>, a<a>: b<b>, }, ]"},
		// Line ends of YAML 1.1.
		{"a: \"b\u2028c\"\nd: e # \u0085\nf: g", "{a<a>: b\u2028c<b\u2028c><\"b\u2028c\">, d<d>: e<e>, f<f>: g<g>, }"},
		{"a: \"b\u2029c\"\nd: e # \u2029\nf: g", "{a<a>: b\u2029c<b\u2029c><\"b\u2029c\">, d<d>: e<e>, f<f>: g<g>, }"},
		{"a: b\r\n  c\r\nd: |\r\n  e\r\nf: g", "{a<a>: b c<b\r\n  c>, d<d>: e\n<e><|\r\n  e>, f<f>: g<g>, }"},
		{"a: b\r  c\rd: e # f\r\rg: h", "{a<a>: b c<b\r  c>, d<d>: e<e>, g<g>: h<h>, }"},
		{"\uFEFFa: b", "{a<a>: b<b>, }"},
		// Characters of which the first byte is that of a line end.
		{"a: \u00a3 \u20ac # \u00a3 \u20ac\nb: [\u00a3, \u20ac, c]", "{a<a>: \u00a3 \u20ac<\u00a3 \u20ac>, b<b>: [\u00a3<\u00a3>, \u20ac<\u20ac>, c<c>, ], }"},
		// Tabs.
		{"a:\t&x\tb\t# c\nd: !!str\te\nf: [\tg\t,\th\ti\t]", "{a<a>: b<b><&x\tb>, d<d>: e<e><!!str\te>, f<f>: [g<g>, h\ti<h\ti>, ], }"},
		{"[&x, a, &y ]", "[null<><&x>, a<a>, null<><&y>, ]"},
		{"a:", "{a<a>: null<>, }"},
		{"- a\n- &x", "[a<a>, null<><&x>, ]"},
		{"- a\n- !!str", "[a<a>, <><!!str>, ]"},
		{"- &az_AZ-09 b\n- [&y, {&z : c}]", "[b<b><&az_AZ-09 b>, [null<><&y>, {<><&z>: c<c>, }, ], ]"}, // a key is not null
		// An anchor or a tag of what follows an empty value.
		{"a: !!str\n&x b: c", "{a<a>: <><!!str>, b<b><&x b>: c<c>, }"},
		{"a:\n&x b:\n!!str c: d", "{a<a>: null<>, b<b><&x b>: null<>, c<c><!!str c>: d<d>, }"},
		{"a: &x\n&y b: !!str\n!!str c: d", "{a<a>: null<><&x>, b<b><&y b>: <><!!str>, c<c><!!str c>: d<d>, }"},
		{"a: &x !!str\n&y b: !!str &z\n!!str c: d", "{a<a>: <><&x !!str>, b<b><&y b>: <><!!str &z>, c<c><!!str c>: d<d>, }"},
		{"- 'a\\'\n- b", "[a\\<a\\><'a\\'>, b<b>, ]"},
		// Blank lines of block scalars, and spaces and tabs of their text.
		{"a: |\n  b\n\n  c\n \n  d\ne: f", "{a<a>: b\n\nc\n\nd\n<b\n\n  c\n \n  d><|\n  b\n\n  c\n \n  d>, e<e>: f<f>, }"},
		{"a: |\n  b\n  \t\nc: d", "{a<a>: b\n\t\n<b><|\n  b>, c<c>: d<d>, }"},
		{"a: |\n  b\n   ", "{a<a>: b\n <b><|\n  b>, }"},
		{"a: |2\n   \tb\n  c", "{a<a>:  \tb\nc< \tb\n  c><|2\n   \tb\n  c>, }"},
		{"a: |\n\n  b\n    c\n", "{a<a>: \nb\n  c\n<b\n    c><|\n\n  b\n    c>, }"},
		{"a: |", "{a<a>: <><|>, }"},
		{"a: |2\n\n   b", "{a<a>: \n b< b><|2\n\n   b>, }"},
		{"a: >2-", "{a<a>: <><>2->, }"},
		// Flow collections that hold little.
		{"[a: ]", "[{a<a>: null<>, }, ]"},
		{"[? a : ]", "[{a<a>: null<>, }, ]"},
		{"[? [] : ]", "[{[]: null<>, }, ]"},
		{"[ 'a' : , b]", "[{a<a><'a'>: null<>, }, b<b>, ]"},
		{"a::\nc: d", "{a:<a:>: null<>, c<c>: d<d>, }"},
		{"{a:: '', b:: &x , c:: !!str , d::}", "{a:<a:>: <><''>, b:<b:>: null<><&x>, c:<c:>: <><!!str>, d:<d:>: null<>, }"},
		{"{? a : , ? b :}", "{a<a>: null<>, b<b>: null<>, }"},
		{"{? a, b}", "{a<a>: null<>, b<b>: null<>, }"},
		{"{?}", "{<>: null<>, }"},
		{"{a: , ?}", "{a<a>: null<>, <>: null<>, }"},
		{"{[]: , {} : }", "{[]: null<>, {}: null<>, }"},
		{"{a: !!str , b: &x , c: &y }", "{a<a>: <><!!str>, b<b>: null<><&x>, c<c>: null<><&y>, }"},
		// Documents.
		{"", ""},
		{"# a\n", ""},
		{"a\n---\nb\n...\n--- \nc: d\n", "a<a> --- b<b> --- {c<c>: d<d>, }"},
		{"%YAML 1.1\n---\na", "a<a>"},
		{"# c\n%YAML 1.2\n---\n\"a\n%YAML 1.2\"\n...\n%YAML 1.2\n---\nb", "a %YAML 1.2<a\n%YAML 1.2><\"a\n%YAML 1.2\"> --- b<b>"},
		{"true", "true<true>"}, // JSON, but for what it begins with
		{"# c\n\n%TAG !x! tag:x,2000:\n%YAML 1.2\n\n---\na", "a<a>"},
		{"a: \u00a0b", "{a<a>: \u00a0b<\u00a0b>, }"},
		{"? a\n? b\n: c", "{a<a>: null<>, b<b>: c<c>, }"},
		{"? [a]\n: b", "{[a<a>, ]: b<b>, }"},
		// Begins like JSON.
		{"{a: b}", "{a<a>: b<b>, }"},
		{`{"a": b, # c` + "\n'd': \"e\",}", "{a<a><\"a\">: b<b>, d<d><'d'>: e<e><\"e\">, }"},
		{"{\"a\":1}\n---\n[b]", "{a<a><\"a\">: 1<1>, } --- [b<b>, ]"},
	} {
		file := parse(t, c.in)
		if got := showAll(c.in, file); got != c.want || file.JSON {
			t.Errorf("%q, JSON %t\n got %q\nwant %q", c.in, file.JSON, got, c.want)
		}
	}
}

// TestCollections is about where mappings and sequences begin and end.
func TestCollections(t *testing.T) {
	for _, c := range []struct{ in, want, whole string }{
		{"x: &a !t\n  b: c\ny: z", "b: c", "&a !t\n  b: c"},
		{"x: &a\n  &b b: c", "&b b: c", "&a\n  &b b: c"},
		{"x: &a\n  ? b\n  : c", "? b\n  : c", "&a\n  ? b\n  : c"},
		{"x:\n- a\n- b # c\n", "- a\n- b", ""},
		{"x: &a # b\n - c\n -\ny: z", "- c\n -", "&a # b\n - c\n -"},
		{"x: &a [b , {c: d} # ]\n , ]\ny: z", "[b , {c: d} # ]\n , ]", "&a [b , {c: d} # ]\n , ]"},
		{"x: { }", "{ }", ""},
		{"x: {a: }", "{a: }", ""},
		{"x: {? }", "{? }", ""},
		{"x: {a: |\n}", "", ""},
		{`{"x": [1, 2 ] }`, "[1, 2 ]", ""},
		{`{"x": {} }`, "{}", ""},
		{`{"x": [ ], "y": [] }`, "[ ]", ""},
	} {
		if c.want == "" {
			continue
		}
		file := parse(t, c.in)
		if c.whole == "" {
			c.whole = c.want
		}
		for p := range file.root().Pairs() {
			s, whole := p.Value.Span, p.Value.Whole()
			if got := c.in[s.From:s.To]; got != c.want || c.in[whole.From:whole.To] != c.whole {
				t.Errorf("%q\n got %q, whole %q\nwant %q, whole %q", c.in, got, c.in[whole.From:whole.To], c.want, c.whole)
			}
			break
		}
	}
}

func TestComments(t *testing.T) {
	const in = "# a\nb: \"#\" # c\nd: &e # f\n  g#h\ni: | # j\n # k\nl: [ # m\n '#',# n\n ] # o\n--- # p\n- q\n# r"
	var got []string
	for s := range parse(t, in).Comments() {
		got = append(got, in[s.From:s.To])
	}
	if want := "# a|# c|# f|# j|# m|# n|# o|# p|# r"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

// TestNoComments insists that nothing is kept where there are no comments.
func TestNoComments(t *testing.T) {
	if f := parse(t, "a: b\nc: [d, 'e']\n"); len(f.gaps) > 0 {
		t.Errorf("got %v", f.gaps)
	}
}

// TestCommentsBeforeCollections is about those between a key and its value.
func TestCommentsBeforeCollections(t *testing.T) {
	const in = "a: # b\n  [c] # d\ne: # f\n  {g: h}\ni: # j\n  - k\nl: &m # n\n  o: p\nq: # s\n *m # r"
	var got []string
	for s := range parse(t, in).Comments() {
		got = append(got, in[s.From:s.To])
	}
	if want := "# b|# d|# f|# j|# n|# s|# r"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

// TestKeys is about the places of keys that are collections or aliases.
func TestKeys(t *testing.T) {
	for in, want := range map[string]string{
		"x: &a b\n*a : c": "x *a", "? [a, b]\n: c\n? {d: e}\n: f": "[a, b] {d: e}", "{? &x [a] : b, [c]: d}": "&x [a] [c]", "? - a\n  - b\n: c": "- a\n  - b",
	} {
		var got []string
		for p := range parse(t, in).root().Pairs() {
			got = append(got, in[p.Key.Whole().From:p.Key.Whole().To])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"a": "b", "c": [1, -2.50e+1, true, false, null, "", {}, []]}`,
			`{a<a><"a">: b<b><"b">, c<c><"c">: [1<1>, -2.50e+1<-2.50e+1>, true<true>, false<false>, null<null>, <><"">, {}, [], ], }`},
		{" {\n\"a\"\n:\r\n[ ] } ", `{a<a><"a">: [], }`},
		{`["https:\/\/h"]`, `[https://h<https:\/\/h><"https:\/\/h">, ]`},
		{"[\"a \u2028 b\u0085\u007f\"]", "[a \u2028 b\u0085\u007f<a \u2028 b\u0085\u007f><\"a \u2028 b\u0085\u007f\">, ]"},
		{`["\\ud83d"]`, `[\ud83d<\\ud83d><"\\ud83d">, ]`},
		{`["\ud83d\ude00\ud83d` + "\ue03d" + `"]`, "[😀\uFFFD\ue03d<" + `\ud83d\ude00\ud83d` + "\ue03d" + `><"\ud83d\ude00\ud83d` + "\ue03d" + `">, ]`},
		{`{"\u0061": 1, "\\": 2, "\"": 3}`, `{a<\u0061><"\u0061">: 1<1>, \<\\><"\\">: 2<2>, "<\"><"\"">: 3<3>, }`},
		{"[\t1\t,\t9 , 0, -0.0E-9]", "[1<1>, 9<9>, 0<0>, -0.0E-9<-0.0E-9>, ]"},
		{`["\uabcd\uefAB\uCDEF\u0969"]`, "[\uabcd\uefab\ucdef\u0969<" + `\uabcd\uefAB\uCDEF\u0969><"\uabcd\uefAB\uCDEF\u0969">, ]`},
		{`{"": null, " ": "# x"}`, `{<><"">: null<null>,  < ><" ">: # x<# x><"# x">, }`},
	} {
		file := parse(t, c.in)
		if got := showAll(c.in, file); got != c.want || !file.JSON || len(file.gaps) > 0 {
			t.Errorf("%q, JSON %t\n got %q\nwant %q", c.in, file.JSON, got, c.want)
		}
	}
}

// TestNotJSON is about what YAML takes and JSON does not.
func TestNotJSON(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"[-]", "1:3: not valid JSON: expected a digit"},
		{"[1.]", "1:4: not valid JSON: expected a digit after the decimal point"},
		{"[1e+]", "1:5: not valid JSON: expected a digit in the exponent"},
		{"[-012]", "1:2: not valid JSON: a number that begins with 0"},
		{"[1,]", "1:4: not valid JSON: expected a value"},
		{"[,]", "1:2: not valid JSON: expected a value"},
		{`{"a":1,}`, "1:8: not valid JSON: expected a key in double quotes"},
		{"['a']", "1:2: not valid JSON: expected a value"},
		{"{a: 1}", "1:2: not valid JSON: expected a key in double quotes"},
		{`["\`, "1:3: not valid JSON: a backslash"},
		{`["\u12`, "1:3: not valid JSON: a backslash"},
		{"[nul]", "1:2: not valid JSON: expected a value"},
		{"", "1:1: not valid JSON: the file ends too early, expected a value"},
		{"[1 #\n]", "1:4: not valid JSON: expected a comma or ]"},
		{"\uFEFF[]", "1:1: not valid JSON: expected a value"},
		{`{`, "1:2: not valid JSON: the file ends too early, expected a key in double quotes"},
		{`{"a": 1,`, "1:9: not valid JSON: the file ends too early, expected a key in double quotes"},
		// Strings.
		{"[\"\\\x00\"]", "1:3: not valid JSON: a backslash"},
		{`["\u0041`, "1:2: not valid JSON: a string without its closing quote"},
		{`["\ux041"]`, "1:3: not valid JSON: a backslash"},
		{`["\u004g"]`, "1:3: not valid JSON: a backslash"},
		{`["\u004G"]`, "1:3: not valid JSON: a backslash"},
		{`["\u00@1"]`, "1:3: not valid JSON: a backslash"},
		{"[\"\\u0`41\"]", "1:3: not valid JSON: a backslash"},
		{`["\u00/1"]`, "1:3: not valid JSON: a backslash"},
		{`["\u00:1"]`, "1:3: not valid JSON: a backslash"},
		// Numbers.
		{"[:]", "1:2: not valid JSON: expected a value"},
		{"[/]", "1:2: not valid JSON: expected a value"},
		{"[1:]", "1:3: not valid JSON: expected a comma or ]"},
		{"[1", "1:3: not valid JSON: the file ends too early, expected a comma or ]"},
		{"[-", "1:3: not valid JSON: the file ends too early, expected a digit"},
		{"[1.", "1:4: not valid JSON: the file ends too early, expected a digit after"},
		{"[1e", "1:4: not valid JSON: the file ends too early, expected a digit in"},
		{"[-\x001]", "1:3: not valid JSON: expected a digit"},
		{"[1\x001]", "1:3: not valid JSON: expected a comma"},
		{"[1e\x001]", "1:4: not valid JSON: expected a digit in the exponent"},
	} {
		_, bad := parseJSON(source.New("in", c.in, source.Start), func(string) bool { return false })
		if bad == nil || !strings.HasPrefix(bad.Error.Error(), "in:"+c.want) {
			t.Errorf("%q: got %v, want %s", c.in, bad, c.want)
		}
	}
}

// TestManyKeys is about mappings that need more than the smallest table.
func TestManyKeys(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `"k%d": {"k1": 1, "k2": 2},`+"\n", i)
	}
	parse(t, "{"+b.String()+`"k": 0}`)
	_, bad := Parse(source.New("in", "{"+b.String()+`"k3": 0}`, source.Start))
	if want := "in:1001:1: duplicate key k3, first in line 4"; bad == nil || bad.Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
}

// TestStop insists that a range over pairs or items may end early.
func TestStop(t *testing.T) {
	for _, in := range []string{`{"a": [1, 2], "b": 3}`, `{a: [1, 2], b: 3}`} {
		for p := range parse(t, in).root().Pairs() {
			for item := range p.Value.Items() {
				if item.Text() != "1" {
					t.Errorf("%s: went on to %q", in, item.Text())
				}
				break
			}
			break
		}
	}
}

func TestErrors(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+1)
	for _, c := range []struct{ in, want string }{
		// JSON, exactly.
		{`{"a" "b"}`, "1:6: not valid JSON: expected a colon after the key"},
		{`{"a": "b"`, "1:10: not valid JSON: the file ends too early, expected a comma or }"},
		{`["a"` + "\n" + `"b"]`, "2:1: not valid JSON: expected a comma or ]"},
		{`{"a": 1}` + "\n" + `{"a": 2}`, "2:1: not valid JSON: expected the end of the file"},
		{`["é", "\x"]`, `1:8: not valid JSON: a backslash`},
		{`["é", "a]`, `1:7: not valid JSON: a string without its closing quote`},
		{`["\u12x4"}`, `1:3: not valid JSON: a backslash`},
		{`{"a": /* b */ 1}`, "1:7: not valid JSON: JSON has no comments"},
		{`{"a": 1, // b` + "\n}", "1:10: not valid JSON: JSON has no comments"},
		{"[\"\x01\"]", "1:3: not valid JSON: the control character U+0001"},
		{`{"a": 1, "b": 2, "\u0061": 3}`, "1:18: duplicate key a, first in line 1"},
		{`{"a": {"b": 1, "b": 2}}`, "1:16: duplicate key b, first in line 1"},
		{"[\x00", "1:2: the control character U+0000 is not allowed here"},
		{deep, "1:1001: values are nested more than 1000 deep, the limit"},
		{`[`, "1:2: not valid JSON: the file ends too early"},
		// YAML that begins like JSON.
		{"{a: b", "1:6: not valid YAML: expected a comma or }"},
		{"[a, b: @c]", "1:1: not valid YAML: a value that begins with @"},
		// YAML.
		{"a: b: c\n", "1:1: not valid YAML: a colon where no key can be"},
		{"a:\n  - b\n  c: d\n", "2:3: not valid YAML: expected a list item"},
		{"a: @b\n", "1:1: not valid YAML: a value that begins with @"},
		{"a:\n\t- b\n", "2:2: not valid YAML: a value that begins with @, ` or %, or a tab"},
		{"a: \"b\n\nc: d\n", "4:1: not valid YAML: quotes that are opened"},
		{"x: y\na: \"b\n\nc: d\n", "2:1: not valid YAML: quotes that are opened and not closed"},
		{"a: b\nc: \"\\/\"\n", "2:1: not valid YAML: a backslash"},
		{"a: b\nc: [*b]\n", "2:5: not valid YAML: an alias (*) without its anchor"},
		{"a: b*c\nd: *c", "2:4: not valid YAML: an alias"},
		{"a: é\x01", "1:5: the control character U+0001 is not allowed here"},
		{"%FOO\n---\na", "1:1: not valid YAML: check the indentation"},
		{"a: \uFFFE", "1:4: the control character U+FFFE is not allowed here"},
		{"a: \uFFFF", "1:4: the control character U+FFFF is not allowed here"},
		{"a: \x7f", "1:4: the control character U+007F is not allowed here"},
		{"a: \u009f", "1:4: the control character U+009F is not allowed here"},
		{"a\n" + strings.Repeat("%\n", 2+MaxDirectives), "102:1: more than 100 directives (%), the limit"},
		{"a: é\xff", "1:5: the byte 0xFF is not UTF-8: save the file as UTF-8"},
		{"a: {b: 1, b: 2}\n", "1:11: duplicate key b, first in line 1"},
		{"a: 1\nb: 2\n'a': 3\n", "3:1: duplicate key a, first in line 1"},
		{"a: \u2028\nb: 1\nb: 2", "3:1: duplicate key b, first in line 2"},
		{"a: &x b\n*x : c\nb: d\n", "3:1: duplicate key b, first in line 2"},
		{"<<: {}\n<<: {}\n", "2:1: duplicate key <<, first in line 1"},
		{"- <<: a\n", "1:3: the merge key << needs a mapping"},
		{"- &a [*a]\n", "1:7: an alias (*) that leads back"},
		{"- &a [*a, b]\n- c\n", "1:7: an alias (*) that leads back"},
		{"- &a {*a : b}\n", "1:7: an alias (*) that leads back"},
		{"? &a [*a]\n: b\n", "1:7: an alias (*) that leads back"},
		{"*a : *a", "1:1: not valid YAML: an alias (*) without its anchor"},
		{"x: &bc 1\ny: *bc\nz: *b", "3:4: not valid YAML: an alias (*) without its anchor"},
		{"a: &a\n  <<: *a\n", "2:7: an alias (*) that leads back"},
		{"a: " + deep + strings.Repeat("]", MaxDepth+1), "1:1003: values are nested more than 1000 deep, the limit"},
	} {
		_, bad := Parse(source.New("in", c.in, source.Start))
		if bad == nil || !strings.HasPrefix(bad.Error(), "in:"+c.want) {
			t.Errorf("%.60q\n got %.200v\nwant %s", c.in, bad, c.want)
		}
	}
}

// TestHiddenAlias insists that an alias which is not found in the text is an error
// all the same.
func TestHiddenAlias(t *testing.T) {
	_, bad := Parse(source.New("in", "{'a':*b}", source.Start))
	if bad == nil || !strings.Contains(bad.Message, "an alias (*) without its anchor") {
		t.Errorf("got %v", bad)
	}
}

// TestAliasAt finds an alias whose name begins as another one.
func TestAliasAt(t *testing.T) {
	r := newYAMLReader(source.New("in", "*bc *b", source.Start), notSecret)
	if at := r.aliasAt("unknown anchor 'b' referenced"); at != 4 {
		t.Errorf("got %d, want 4", at)
	}
}

// TestLimits is about both sides of each limit.
func TestLimits(t *testing.T) {
	nested := func(depth int, inside string) string {
		return strings.Repeat("[", depth) + inside + strings.Repeat("]", depth)
	}
	directives := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%%TAG !t%d! tag:x,2000:\n", i)
		}
		return b.String() + "---\na"
	}
	aliases := func(n int) string { // of 100 nodes each
		return "- &a [" + strings.Repeat("x, ", 99) + "]\n" + strings.Repeat("- *a\n", n)
	}
	indicators := func(n int) string { // a line, two dashes and commas, in a single value
		return "# , : [\n \n- '- ?a :a -a" + strings.Repeat(",", n-3) + "'"
	}
	list := func(n, of int) string { // of items with so many lines and indicators each
		return strings.Repeat("- '"+strings.Repeat(",", of-2)+"'\n", n)
	}
	item := func(size int) string { // of so many bytes
		return "- 'a'" + strings.Repeat(" ", size-6) + "\n"
	}
	lists := func(depth int) string { // in lists, of which the innermost has too much for once
		indent := strings.Repeat("  ", depth-1)
		b := strings.Repeat(indent+"- '"+strings.Repeat(",", MaxAtOnce/2)+"'\n", 2)
		for ; indent != ""; indent = indent[2:] {
			b = indent[2:] + "- a:\n" + b
		}
		return b
	}
	across := "- \"" + strings.Repeat("a", partSize) + "\n- b\"\n" // quotes over two items
	for _, c := range []struct{ fits, more, name string }{
		{nested(MaxDepth, ""), nested(MaxDepth+1, ""), "nested more than 1000 deep"},
		{nested(MaxDepth, "a"), nested(MaxDepth+1, "a"), "nested more than 1000 deep"},
		{"- &a " + nested(400, "") + "\n- " + nested(599, "*a"), "- &a " + nested(400, "") + "\n- " + nested(600, "*a"), "nested more than 1000 deep"},
		{"[" + strings.Repeat("[],", 2*MaxDepth) + "[]]", "[" + strings.Repeat("[],", 2*MaxDepth) + nested(MaxDepth, "") + "]", "nested more than 1000 deep"},
		{"? " + nested(MaxDepth-1, "") + "\n: a", "? " + nested(MaxDepth, "") + "\n: a", "nested more than 1000 deep"},
		{directives(MaxDirectives), directives(MaxDirectives + 1), "more than 100 directives"},
		{aliases(1000), aliases(1001), "more than 100000 values"},
		{"'" + strings.Repeat("-\u0085", MaxAtOnce/2-1) + "'", "'" + strings.Repeat("-\u0085", MaxAtOnce/2) + "'", "more than 100000 lines and indicators"},
		{indicators(MaxAtOnce), indicators(MaxAtOnce + 1), "more than 100000 lines and indicators (- ? : , [ {) to be"},
		{list(MaxIndicators/MaxAtOnce, MaxAtOnce), list(MaxIndicators/MaxAtOnce, MaxAtOnce) + "# a\nb", "more than 2000000 lines and indicators"},
		{list(1, MaxAtOnce) + "- a\n", list(1, MaxAtOnce+1) + "- a\n", "more than 100000 lines and indicators (- ? : , [ {) to be parsed at once"},
		{across + list(1, MaxAtOnce-4), across + list(1, MaxAtOnce-3), "in:2:1: not valid YAML: quotes that are opened and not closed (a file of this size is read in parts)"},
		{"- &a b\n" + list(1, MaxAtOnce-4) + "- *a\n", "- &a b\n" + list(1, MaxAtOnce-3) + "- *a\n", "in:3:1: more than 100000 lines and indicators (- ? : , [ {) to be parsed at once"},
		{"%YAML 1.1\n---\n- ','\n" + list(1, MaxAtOnce-6), "%YAML 1.1\n---\n- ','\n" + list(1, MaxAtOnce-5), "more than 100000 lines and indicators (- ? : , [ {) to be parsed at once"},
		{lists(maxNesting), lists(maxNesting + 1), "more than 100000 lines and indicators (- ? : , [ {) to be parsed at once"},
		{"- 'a'\n" + item(MaxBytesAtOnce-6), "- 'a'\n" + item(MaxBytesAtOnce-5), "more than 4 MiB to be parsed at once"},
		{item(partSize) + item(MaxBytesAtOnce) + "- a\n", item(partSize) + item(MaxBytesAtOnce+1) + "- a\n", "more than 4 MiB to be parsed at once"},
		{"[" + strings.Repeat("[0],[],", MaxValues/5-1) + "0]", "[" + strings.Repeat("[0],[],", MaxValues/5) + "0]", "more than 6000000 keys and values"},
		{"[" + strings.Repeat("0,   ", MaxValues) + "0]", "[" + strings.Repeat("0, ", 2*MaxValues) + "0]", "more than 9000000 keys and values"},
		{strings.Repeat(" ", MaxSize-2) + "[]", strings.Repeat(" ", MaxSize+1), "larger than 64 MiB"},
	} {
		if _, bad := Parse(source.New("in", c.fits, source.Start)); bad != nil {
			t.Errorf("%.20q…: %v", c.fits, bad)
		}
		if _, bad := Parse(source.New("in", c.more, source.Start)); bad == nil || !strings.Contains(bad.Error(), c.name) {
			t.Errorf("%.20q…: got %v, want %s", c.more, bad, c.name)
		}
	}
}

// TestAliases insists that aliases of aliases end, and soon.
func TestAliases(t *testing.T) {
	bomb := "a0: &a0 {x: y}\n"
	merges := "m0: &m0 {x: y}\n"
	for i := range 40 {
		bomb += fmt.Sprintf("a%d: &a%[1]d {p: *a%d, q: *a%[2]d}\n", i+1, i)
		merges += fmt.Sprintf("m%d: &m%[1]d {<<: [*m%d, *m%[2]d], k%[1]d: v}\n", i+1, i)
	}
	if _, bad := Parse(source.New("in", bomb, source.Start)); bad == nil || !strings.Contains(bad.Message, "aliases expand") {
		t.Errorf("got %v", bad)
	}
	pairs := 0
	for p := range parse(t, merges).root().Pairs() {
		pairs = 0
		for range p.Value.Pairs() {
			pairs++
		}
	}
	if pairs != 41 {
		t.Errorf("got %d pairs, want 41", pairs)
	}
}
