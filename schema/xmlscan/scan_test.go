package xmlscan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/imslint/imslint/schema/source"
)

// wanted keeps external accounts as the schema package does, more or less.
var names = map[string]bool{"extAccount": true, "group": true}

func wanted(path []Ancestor, name string) bool {
	if len(path) == 0 {
		return names[name]
	}
	switch parent := path[len(path)-1]; parent.Name {
	case "entities":
		return parent.Schema == "" || parent.Schema == "nms:"+name
	case name + "-collection":
		return len(path) == 1
	}
	return false
}

// seen writes down all that a scan hands over, places included.
func seen(r io.Reader, bufferSize int) string {
	var out strings.Builder
	o := Options{
		Names: names, Wanted: wanted, bufferSize: bufferSize,
		Root: func(text *source.Text, e *source.Element) {
			fmt.Fprintf(&out, "root %s %v\n", text.Data(), text.Place(e.NameSpan))
		},
		Found: func(text *source.Text, e *source.Element) *source.Error {
			write(&out, text, e, "")
			fmt.Fprintln(&out, opaque(text))
			return nil
		},
	}
	root, bad := Scan("in", r, o)
	fmt.Fprintf(&out, "%s: %v\n", root, bad)
	return out.String()
}

func write(out *strings.Builder, text *source.Text, e *source.Element, indent string) {
	at := func(s source.Span) string {
		p := text.Place(s)
		return fmt.Sprintf("%v-%v", p.Start(), p.End())
	}
	fmt.Fprintf(out, "%s<%s> %s text %q %s", indent, e.Name, at(e.NameSpan), e.Text, at(e.TextSpan))
	for _, a := range e.Attrs {
		fmt.Fprintf(out, " %s %s=%q %s", at(a.NameSpan), a.Name, a.Value, at(a.Span))
	}
	fmt.Fprintln(out)
	for _, c := range e.Children {
		write(out, text, c, indent+"\t")
	}
}

// opaque returns what is opaque in the text of a kept element.
func opaque(text *source.Text) []source.Hidden {
	var p Parser
	p.Parse(text)
	return p.Opaque()
}

// elements returns the wanted elements of a text.
func elements(t *testing.T, in string) (texts []*source.Text, list []*source.Element) {
	t.Helper()
	_, bad := Scan("in", strings.NewReader(in), Options{Names: names, Wanted: wanted, Found: func(text *source.Text, e *source.Element) *source.Error {
		texts, list = append(texts, text), append(list, e)
		return nil
	}})
	if bad != nil {
		t.Fatalf("%v\n%s", bad, in)
	}
	return texts, list
}

const packageXML = `<?xml version='1.0' encoding='UTF-8' ?>
<!DOCTYPE package [<?pi it's?> <!-- ' --> <!ENTITY é "<extAccount name='decoy0'>'"> ]><!-- <extAccount name="decoy1"/> -->
<package author = "é漢😀" buildNumber="9368" note="schema='nms:extAccount'">
	<entities schema="xtk:workflow"><workflow><![CDATA[<extAccount name="decoy2"/> ]] > ]]]></workflow>
		<extAccount name="decoy3"/></entities>
	<entities note="schema='nms:extAccount'" schema="xtk:form"><extAccount name="decoy4"/></entities>
	<entities schema='nms:extAccount'>
		<ns:extAccount :name="a" name="b"/>
		é<!-- -->😀<extAccount
			name='one' label = "A &amp; &#66;&#x43;" imsServer="line one
	line two" type=""
			><ims mask="x&quot;y"/><note> a <![CDATA[<b>]]> </note><!-- secret --><?pi secret?>
			<mixed>é<br/>漢<br/>😀</mixed></extAccount>
		<?pi <extAccount name="decoy5"/>?>
		<extAccount name="two"><folder><extAccount name="nested"/></folder></extAccount ></entities>
	<entities schema="nms:recipient"><group name="recipients"/></entities>
</package>
`

func TestElements(t *testing.T) {
	texts, list := elements(t, packageXML)
	var got []string
	for i, e := range list {
		for _, a := range e.Attrs {
			if a.Name == "name" {
				got = append(got, e.Name+" "+a.Value+" "+texts[i].Place(e.NameSpan).String())
			}
		}
	}
	want := "extAccount b in:8:4, extAccount one in:9:14, extAccount two in:15:4"
	if g := strings.Join(got, ", "); g != want {
		t.Fatalf("got %s\nwant %s", g, want)
	}
	e, text := list[1], texts[1]
	written := func(s source.Span) string { return text.Place(s).Written() }
	for i, want := range [][3]string{
		{"name", "one", "one"}, {"label", "A & BC", "A &amp; &#66;&#x43;"}, {"imsServer", "line one  line two", "line one\n\tline two"}, {"type", "", ""},
	} {
		a := e.Attrs[i]
		if got := [3]string{a.Name, a.Value, written(a.Span)}; got != want || written(a.NameSpan) != a.Name {
			t.Errorf("got %q at %q, want %q", got, written(a.NameSpan), want)
		}
	}
	note, mixed := e.Children[1], e.Children[2]
	if note.Text != " a <b> " || written(note.TextSpan) != " a <![CDATA[<b>" {
		t.Errorf("got %q at %q", note.Text, written(note.TextSpan))
	}
	if mixed.Text != "é漢😀" || written(mixed.TextSpan) != "é<br/>漢<br/>😀" || len(mixed.Children) != 2 {
		t.Errorf("got %q at %q", mixed.Text, written(mixed.TextSpan))
	}
	var pieces []string
	for _, h := range opaque(text) {
		pieces = append(pieces, fmt.Sprint(written(h.Span), h.Comment))
	}
	if want := []string{" a false", "<b>false", "<!-- secret -->true", "<?pi secret?>true", "éfalse", "漢false", "😀false"}; !slices.Equal(pieces, want) {
		t.Errorf("opaque: got %q, want %q", pieces, want)
	}
	if first := list[0]; len(first.Attrs) != 2 || first.Attrs[0].Name != ":name" || first.Attrs[0].Value != "a" {
		t.Errorf("got %v", first.Attrs)
	}
	if nested := list[2].Children[0].Children[0]; nested.Name != "extAccount" {
		t.Errorf("got %s", nested.Name)
	}
}

func TestRoot(t *testing.T) {
	const in = "\n<x:package a='1' b='&amp;&x;' c='x&amp;y\tz\n' d='&x;'/>"
	got := ""
	root, bad := Scan("in", strings.NewReader(in), Options{
		Wanted: func([]Ancestor, string) bool { return false },
		Root: func(text *source.Text, e *source.Element) {
			got = fmt.Sprint(e.Name, " ", text.Place(e.NameSpan), " ", text.Place(e.NameSpan).Written())
			for _, a := range e.Attrs {
				got += fmt.Sprintf(" %s=%q", text.Place(a.NameSpan).Written(), a.Value)
			}
		},
	})
	if want := `package in:2:2 x:package a="1" b="&amp;&x;" c="x&y z " d="&x;"`; bad != nil || root != "package" || got != want {
		t.Errorf("got %s, %v: %s\nwant %s", root, bad, got, want)
	}
}

// TestPaths holds what Wanted is asked, and that it is not asked inside of a wanted
// element.
func TestPaths(t *testing.T) {
	const in = `<x:package schema="s"><x:entities note="n" schema="a&amp;b"><discount/><group/><ns:abc><bc/></ns:abc></x:entities>
		<entities><extAccount><extAccount/><group/></extAccount></entities><entity schema="c"><b/><abcd/><group/></entity><Group/><xgroup/></x:package>`
	for _, size := range []int{0, 1, 7} {
		var asked, found []string
		_, bad := Scan("in", strings.NewReader(in+strings.Repeat(" ", 2*reach)), Options{
			Names: map[string]bool{"extAccount": true, "group": true, "abc": true, "bc": true, "b": true}, bufferSize: size,
			Wanted: func(path []Ancestor, name string) bool {
				at := ""
				for _, a := range path {
					at += a.Name + "[" + a.Schema + "]/"
				}
				asked = append(asked, at+name)
				return name == "extAccount" || name == "bc" || name == "b"
			},
			Found: func(_ *source.Text, e *source.Element) *source.Error {
				found = append(found, e.Name)
				return nil
			},
		})
		wantAsked := []string{
			"package", "package[]/entities[a&b]/group", "package[]/entities[a&b]/abc", "package[]/entities[a&b]/abc[]/bc",
			"package[]/entities[]/extAccount", "package[]/entity[]/b", "package[]/entity[]/group",
		}
		if bad != nil || !slices.Equal(asked, wantAsked) || !slices.Equal(found, []string{"bc", "extAccount", "b"}) {
			t.Errorf("buffer %d: found %q, asked %q, %v", size, found, asked, bad)
		}
	}
}

// TestNameLengths finds the names of every length that Options.Names may have.
func TestNameLengths(t *testing.T) {
	for _, name := range []string{"b", "bc", "bcd", "bcde", "extAccount"} {
		n := 0
		in := "<a>" + strings.Repeat(" ", 9) + "<" + name + "/><x:" + name + "/><" + name + "></" + name + "><y" + name + "/></a>" + strings.Repeat(" ", 2*reach)
		_, bad := Scan("in", strings.NewReader(in), Options{
			Names: map[string]bool{name: true}, Wanted: func(path []Ancestor, _ string) bool { return len(path) > 0 },
			Found: func(*source.Text, *source.Element) *source.Error { n++; return nil },
		})
		if bad != nil || n != 3 {
			t.Errorf("%s: %d elements, want 3, %v", name, n, bad)
		}
	}
}

// TestMessages holds errors to their end.
// TestLongTags puts an error behind a tag of many lines that is longer than
// several of the buffers that are read ahead.
func TestLongTags(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2)) // nothing is read ahead on one
	for _, before := range []int{0, firstSize * growth, 3 * bufferSize} {
		in := "<package>" + strings.Repeat("\n", before) + "<b c='" + strings.Repeat("é\n", 4*bufferSize/3) + "'/>\n"
		at := source.Start.After(in)
		want := fmt.Sprintf("in:%d:%d: found </b>, expected </package>: <package> opens at line 1, column 1", at.Line, at.Column)
		if _, bad := Scan("in", strings.NewReader(in+"</b>"), Options{Names: names, Wanted: wanted, Found: ignore}); bad == nil || bad.Error() != want {
			t.Errorf("behind %d bytes:\n got %v\nwant %s", before, bad, want)
		}
	}
}

func TestMessages(t *testing.T) {
	for in, want := range map[string]string{
		"<a b=1/>":                "in:1:6: the value of the attribute b needs quotes",
		"<a b/>":                  "in:1:5: expected = after the name of an attribute",
		"<a b=\"1\"\n<c/>":        "in:2:1: < inside a tag: the tag that opens at line 1, column 1 is not closed",
		"<extAccount a='&x;'/>":   "in:1:16: " + unknownReference,
		"<extAccount a='' a=''/>": "in:1:18: duplicate attribute a in <extAccount>",
	} {
		if _, bad := Scan("in", strings.NewReader(in), Options{Names: names, Wanted: wanted, Found: ignore}); bad == nil || bad.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", in, bad, want)
		}
	}
}

// hesitant is a reader that returns nothing, and no error, some times before each
// byte and before the end.
type hesitant struct {
	r            io.Reader
	times, since int
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.since < h.times {
		h.since++
		return 0, nil
	}
	h.since = 0
	return h.r.Read(p[:1])
}

// TestHesitantReaders insists that a reader which returns nothing is asked again,
// and not for ever.
func TestHesitantReaders(t *testing.T) {
	const in = "<a>\n<b/></a>"
	for times, want := range map[int]string{0: "<nil>", 1: "<nil>", 99: "<nil>", 100: "in:1:1: cannot be read: " + io.ErrNoProgress.Error()} {
		_, bad := Scan("in", &hesitant{strings.NewReader(in), times, 0}, Options{Names: names, Wanted: wanted, Found: ignore})
		if got := fmt.Sprint(bad); !strings.HasPrefix(got, want) {
			t.Errorf("%d times: got %v, want %s", times, bad, want)
		}
	}
}

// errorCases are files and the beginning of their first error.
var errorCases = []struct{ in, want string }{
	{"", "1:1: there is no element"},
	{"<?xml version='1.0'?>\n", "2:1: there is no element"},
	{"<package>\n<entities>", "2:11: the file ends inside <entities>, which opens at line 2, column 1"},
	{"<package>\n<enti", "2:6: the file ends inside the tag that opens at line 2, column 1"},
	{"<package>\n<", "2:2: the file ends inside the tag that opens at line 2, column 1"},
	{"<package>\n<!-", "2:4: the file ends inside the tag that opens at line 2, column 1"},
	{"<a></a", "1:7: the file ends inside the tag that opens at line 1, column 4"},
	{"<a><!-- x", "1:10: the file ends inside the comment"},
	{"<a><!--->", "1:10: the file ends inside the comment that opens at line 1, column 4"},
	{"<a><?>", "1:7: the file ends inside the processing instruction"},
	{"<a><![CDATA[ x", "1:15: the file ends inside the CDATA section"},
	{"<a><![CDATA[ ]]", "1:16: the file ends inside the CDATA section"},
	{"<a><![cdata[x]]></a>", "1:4: <! begins neither"},
	{"<![CDATA[]]><a/>", "1:1: a CDATA section outside"},
	{"<!DOCTYPE é [\"é\"] é<!-- é", "1:26: the file ends inside the comment that opens at line 1, column 20"},
	{"<!DOCTYPE é [\"é\"] é", "1:20: the file ends inside the document type declaration"},
	{"<!DOCTYPE a>\n<!DOCTYPE a><a/>", "2:1: a second document type declaration"},
	{"<a/><!DOCTYPE a>", "1:5: <! begins neither"},
	{"<a>\n  <b></c></a>", "2:6: found </c>, expected </b>: <b> opens at line 2, column 3"},
	{"<a></a b='1'>", "1:8: expected > at the end of </a"},
	{"<a></\x1b[31m>", "1:4: found </?[31m>, expected </a>"},
	{"<a></a></b>", "1:8: </b> closes no open element"},
	{"<a></a <b>", "1:8: < inside a tag: the tag that opens at line 1, column 4"},
	{"<a/><b/>", "1:5: a second root element <b>"},
	{"<a/>x", "1:5: text outside the root element"},
	{"é<a/>", "1:1: text outside the root element"},
	{"<a/>\xc3", "1:5: text outside the root element"},
	{"<a b=\"1>\n<c d=\"2\"/></a>", "2:1: < inside a quoted value: the tag that opens at line 1, column 1 is not closed"},
	{"<a b=\"1\"\n<c/>", "2:1: < inside a tag: the tag that opens at line 1, column 1"},
	{"<a b=1/>", "1:6: the value of the attribute b needs quotes"},
	{"<a b/>", "1:5: expected = after the name of an attribute"},
	{"<a b='1'c='2'/>", "1:9: expected an attribute, with white space before it"},
	{"<a / >", "1:4: expected an attribute"},
	{"<a b='1' -c='2'/>", "1:10: expected an attribute"},
	{"<a>1 < 2</a>", "1:6: < does not begin a tag"},
	{"<a><></a>", "1:4: < does not begin a tag"},
	{"<a><1/></a>", "1:4: < does not begin a tag"},
	{"<extAccount name='a' é='1' name='b'/>", "1:28: duplicate attribute name in <extAccount>"},
	{"<extAccount>\n<x a='1'\n a='2'/></extAccount>", "3:2: duplicate attribute a in <x>"},
	{"<extAccount name='a &nbsp; b'/>", "1:21: & does not begin a reference"},
	{"<extAccount name='a & b'/>", "1:21: & does not begin a reference"},
	{"<extAccount>&ampx;</extAccount>", "1:13: & does not begin a reference"},
	{"<extAccount name='&#0;'/>", "1:19: & does not begin a reference"},
	{"<extAccount name='&#X41;'/>", "1:19: & does not begin a reference"},
	{"<extAccount name='&#xD800;'/>", "1:19: & does not begin a reference"},
	{"<extAccount name='&#4294967361;'/>", "1:19: & does not begin a reference"},
	{"<extAccount name='&#+65;'/>", "1:19: & does not begin a reference"},
	{"<extAccount name='a\x01'/>", "1:20: the character U+0001 is not allowed"},
	{"<extAccount name='a\uffff'/>", "1:20: the character U+FFFF is not allowed"},
	{"<extAccount name='a\xff'/>", "1:20: the byte 0xFF is not UTF-8"},
	{"<extAccount name='a\xed\xa0\x80'/>", "1:20: the byte 0xED is not UTF-8"},
	{"<extAccount><!-- \x01 --></extAccount>", "1:18: the character U+0001"},
	{"<extAccount><?pi \xff?></extAccount>", "1:18: the byte 0xFF"},
	{"<extAccount>a]]>b</extAccount>", "1:14: ]]> outside a CDATA section"},
	{"<extAccount><!-- a -- b --></extAccount>", "1:20: -- inside a comment"},
	{"<extAccount><!-- a ---></extAccount>", "1:20: -- inside a comment"},
	{"<extAccount><??></extAccount>", "1:15: expected the name of a processing"},
	{"<extAccount><?1?></extAccount>", "1:15: expected the name of a processing"},
	{"<extAccount><?a+?></extAccount>", "1:16: expected white space"},
	{"<extAccount><?xml version='1.0'?></extAccount>", "1:13: an XML declaration is allowed only"},
	{"<extAccount><?XmL?></extAccount>", "1:13: an XML declaration is allowed only"},
	{"<extAccount \u00a0name='a'/>", "1:13: the character U+00A0 is not allowed in a name"},
	{"<extAccount><x\u2003 a='b'/></extAccount>", "1:15: the character U+2003 is not allowed in a name"},
	{"<extAccount><x \u0301='b'/></extAccount>", "1:16: the character U+0301 is not allowed in a name"},
	// The first error is reported, not the one that ends the scan.
	{"<extAccount\na='&x;'>\n<b></c></extAccount>", "2:4: & does not begin a reference"},
	{"<extAccount>\n&x;\n", "2:1: & does not begin a reference"},
	{"<extAccount>\n<b a='&x; \n", "2:7: & does not begin a reference"},
	{"<extAccount>\n<b a='1' a", "2:10: duplicate attribute a"},
	{"<extAccount>\n<b a='&x;' c=d/></extAccount>", "2:7: & does not begin a reference"},
	{"<extAccount>\n<!-- -- ", "2:6: -- inside a comment"},
	{"<extAccount>\n<!-- --", "2:8: the file ends inside the comment"},
	{"<extAccount>\n<?1", "2:3: expected the name of a processing"},
	{"<extAccount>\n<?", "2:3: the file ends inside the processing instruction"},
	{"<extAccount>\n&am", "2:4: the file ends inside <extAccount>"},
	{"<extAccount a='&#1", "1:19: the file ends inside the tag"},
	{"<extAccount>é\xc3", "1:15: the file ends inside <extAccount>"},
	{"<extAccount a='&x;' b='\x01'/>", "1:16: & does not begin a reference"},
	{"<extAccount a='\x01' b='&x;'/>", "1:16: the character U+0001 is not allowed"},
	{"<extAccount \uffff='1'/>", "1:13: the character U+FFFF is not allowed in XML"},
	{"<extAccount>a]]>&x;</extAccount>", "1:14: ]]> outside a CDATA section"},
	{"<extAccount>&x;]]></extAccount>", "1:13: & does not begin a reference"},
	{"<extAccount><!---- x --></extAccount>", "1:17: -- inside a comment"},
	{"<!ELEMENT a><a/>", "1:1: <! begins neither"},
	{"<a><!x", "1:4: <! begins neither"},
	{"<a><!DOCTYPE", "1:4: <! begins neither"},
	{"<a><!DOCTYP", "1:12: the file ends inside the tag that opens at line 1, column 4"},
	{"<!DOCTYPE a [<?x", "1:17: the file ends inside the processing instruction that opens at line 1, column 14"},
	{"<a></a<b>", "1:7: < inside a tag: the tag that opens at line 1, column 4"},
	{"\x00<a/>", "1:1: text outside the root element"},
	{"<a/>\n x", "2:2: text outside the root element"},
	{"<extAccount a='&#65 x'/>", "1:16: & does not begin a reference"},
	{"<extAccount a='&#;'/>", "1:16: & does not begin a reference"},
	{"<extAccount a='&#x;'/>", "1:16: & does not begin a reference"},
	{"<extAccount a='&#x110000;'/>", "1:16: & does not begin a reference"},
	{"<extAccount a='&#xg;'/>", "1:16: & does not begin a reference"},
	// What is cut may go on.
	{"<extAccount>\n<", "2:2: the file ends inside the tag that opens at line 2, column 1"},
	{"<extAccount>\n&", "2:2: the file ends inside <extAccount>"},
	{"<extAccount>\n&#", "2:3: the file ends inside <extAccount>"},
	{"<extAccount>\n&#x1", "2:5: the file ends inside <extAccount>"},
	{"<extAccount>\n&#1;&#2", "2:1: & does not begin a reference"},
	{"<extAccount>\n<b a='xxx&", "2:11: the file ends inside the tag"},
	{"<extAccount>\n<b a='xxx&#1", "2:13: the file ends inside the tag"},
	{"<extAccount>\n<b a='xxx&a1", "2:13: the file ends inside the tag"},
	{"<extAccount>\n<?xml", "2:6: the file ends inside the processing instruction"},
	{"<extAccount>\n<!-- xyz", "2:9: the file ends inside the comment"},
	{"<a><extAccount-collection><extAccount a='&x;'/></a>", "1:48: found </a>, expected </extAccount-collection>"}, // not kept there
}

func TestErrors(t *testing.T) {
	for _, c := range errorCases {
		for _, size := range []int{0, 1, 7} {
			_, bad := Scan("in", strings.NewReader(c.in), Options{Names: names, Wanted: wanted, Found: ignore, bufferSize: size})
			if bad == nil || !strings.HasPrefix(bad.Error(), "in:"+c.want) {
				t.Errorf("%.60q, buffer %d\n got %v\nwant %s", c.in, size, bad, c.want)
			}
		}
	}
	for _, in := range []string{
		"<a b='1' c=\"'2'\" >1 &lt; 2 &nbsp;\x01</a>\n<!-- -- -->\n", // only tags are followed here
		"<a>\n<b\n/>\n</a >",
		"<a b='>'/>", "<a b='/'></a>", "<a.-1 é='1'/>",
		"<a><!----><![CDATA[]]><??></a>",
		"<!DOCTYPE package [<?pi it's?>]><package/>",
		"<!DOCTYPE a [<!ENTITY b '>]'><!ELEMENT a (b)>\n<!-- ' -->]>\n<a/>",
		"<extAccount name='a &#160; &#0000000000000000000065; &apos;b'/>",
		"<extAccount note='x' xnote='y' Note='z' :note='a'/>",
		"<extAccount éà\u0301·='1'/>",
		"<extAccount><?xml-stylesheet?><?a b?><!-- - - --></extAccount>",
		"<extAccount>]] ></extAccount>",
		"<extAccount a='&#x10FFFF;&#xD7FF;&#xE000;&#xFFFD;&#x10000;'/>",
		"<!DOCTYPE a [<??>]><a/>",
	} {
		if _, bad := Scan("in", strings.NewReader(in), Options{Names: names, Wanted: wanted, Found: ignore}); bad != nil {
			t.Errorf("%q: %v", in, bad)
		}
	}
}

func ignore(*source.Text, *source.Element) *source.Error { return nil }

// TestFoundError insists that an error of the caller ends the scan.
func TestFoundError(t *testing.T) {
	stop := source.Errorf(source.At("in", source.Start), "enough")
	n := 0
	_, bad := Scan("in", strings.NewReader("<extAccount-collection><extAccount/><extAccount/></x>"), Options{Names: names, Wanted: wanted, Found: func(*source.Text, *source.Element) *source.Error {
		n++
		return stop
	}})
	if bad != stop || n != 1 {
		t.Errorf("got %v after %d elements", bad, n)
	}
}

// TestReadErrors insists that a reader's error is where reading ended, and comes
// after the errors of what was read.
func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is broken")
	for in, want := range map[string]string{
		"":                         "in:1:1: cannot be read: the disk is broken",
		"<a>\n<b é":                "in:2:5: cannot be read: the disk is broken",
		"<a>\né<!-- ":              "in:2:7: cannot be read: the disk is broken",
		"<extAccount>\n&x; <":      "in:2:1: & does not begin a reference",
		"<a></b>":                  "in:1:4: found </b>",
		"<extAccount>\n<b a='&x; ": "in:2:7: & does not begin a reference",
		"<extAccount-collection>\n<extAccount>&x;<b>": "in:2:13: & does not begin a reference",
	} {
		for _, size := range []int{0, 1, 7} {
			r := io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken))
			_, bad := Scan("in", r, Options{Names: names, Wanted: wanted, Found: ignore, bufferSize: size})
			if bad == nil || !strings.HasPrefix(bad.Error(), want) {
				t.Errorf("%q: got %v, want %s", in, bad, want)
			}
		}
	}
}

// plainCases are tags on both sides of what plain follows. Its result is compared
// with that of the careful functions.
func plainCases() (list []string) {
	long := strings.Repeat("b", 3*reach)
	for _, in := range []string{
		"<b></bb>", "<bb></b>", "<b></b >", "<b></c>", "<b></b", "</b>", "<b><c></b></c>", "<" + long + "></b>", "<" + long + "></" + long + ">", "<" + long + "></" + long[1:] + "c>",
		"<b/ >", "<b />", "<b\n/>", "<b  >c</b>", "<b / >", "<b/b>", "<b/", "<1/>", "<-b/>", "<b-1.é/>", "<b=/>", "<>", "< b/>", "<b</b>",
		"<b c/>", "<b c='1' d/>", "<b c=/>", "<b c=1/>", "<b c =''/>", "<b c= ''/>", "<b =''/>", "<b 1=''/>", "<b c='1'd='2'/>", "<b c='1' / >", "<b c='1'/d>", "<b c='1'=>", "<b c='1'  d=\"2\"\t\n/>", "<b c='1' d='2'>e</b>",
		"<b c=\"'\" d='\"'/>", "<b c='\"'></b>", "<b c=`1`/>", "<b c+'1'/>", "<b c='1' d+\"2\"/>", "<b c>'1'/></b>", "<b></b?>", "<b></b?</b>", "<b/?></b>", "<b c='1'0></b>", "<b c='1'/?></b>",
		"<b c='1\"/>", "<b c=\"1'/>", "<b " + long + "='1'/>", "<b c='>'/>", "<b c='/'>d</b>", "<group c='1'/>", "<x:group/>", "<b:/>",
		"<extAccount-collection><extAccount c='1'><b/></extAccount><b/><extAccount/></extAccount-collection>", "<extAccount-collection><extAccount><b></extAccount></b></extAccount-collection>",
	} {
		list = append(list, "<a>"+in+"</a>", "<a>x<b>"+in+strings.Repeat("y", reach)+in+"</b></a>", "<extAccount>"+in+"</extAccount>", "<?xml version='1.0'?>\n"+in, "<?xml version='1.0'?>\n"+in+in, "<a d='1'/>"+in)
	}
	whole := "<a>\n  <b c='1' d=\"12345678\"  e='1234567890123456789'\n>text<" + long[:40] + " f=''/></b><g></g ></a>\n"
	for i := range whole {
		list = append(list, whole[:i])
	}
	for _, n := range []int{0, 1, 7, 8, 9, 15, 16, 17, 40} { // around the words in which plain looks
		v := strings.Repeat("v", n)
		for _, in := range []string{"'%s'", `"%s"`, `'%s"'`, `"%s'"`, "'%s<'", "'%s<v'", "'%s<>'", "'%s</>'", "'%s< d='2'/>'", `'%s">'`, "'%s=/>'", "'%s&lt;'", "'%s"} {
			list = append(list, "<a><b c="+strings.ReplaceAll(in, "%s", v)+"/></a>", "<a><b c="+strings.ReplaceAll(in, "%s", v)+" d='e'>f</b>"+v+"<g/>"+v+"</a>")
		}
		for _, around := range []int{reach - 3, reach - 2, reach - 1, reach, reach + 1} {
			list = append(list, "<a><"+strings.Repeat("b", reach+n)+"></x>"+strings.Repeat(" ", around+n), "<a><b"+v+"></b"+v+">"+strings.Repeat(" ", around), "<a>"+strings.Repeat(" ", around)+v+"<")
		}
	}
	return list
}

// TestCut insists that it makes no difference how the file comes in.
func TestCut(t *testing.T) {
	texts := []string{packageXML, packageXML[:len(packageXML)/2], strings.Replace(packageXML, "😀</mixed>", "😀</mixés>", 1)}
	for _, c := range errorCases {
		texts = append(texts, c.in)
	}
	texts = append(texts, plainCases()...)
	for _, in := range texts {
		texts = append(texts, in+strings.Repeat(" ", 2*reach)) // in which plain goes further
	}
	for _, in := range texts {
		want := seen(strings.NewReader(in), 0)
		for _, size := range []int{1, 2, 3, 7, 64} {
			if got := seen(strings.NewReader(in), size); got != want {
				t.Errorf("%.60q, buffer %d:\ngot  %s\nwant %s", in, size, got, want)
			}
		}
		for name, r := range map[string]io.Reader{"byte by byte": iotest.OneByteReader(strings.NewReader(in)), "with EOF": iotest.DataErrReader(strings.NewReader(in))} {
			if got := seen(r, 0); got != want {
				t.Errorf("%.60q, %s:\ngot  %s\nwant %s", in, name, got, want)
			}
		}
	}
}

// TestBuffers puts errors behind the edges of the buffers of an ordinary scan,
// of which later ones are read ahead.
func TestBuffers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2)) // nothing is read ahead on one
	for _, filling := range []string{"a", "é", "漢", "😀", "\n", "é\n", "<b>é</b>", "<b c='é' d=\"漢\"/>", "<!--é-->", "<![CDATA[é]]>"} {
		for _, size := range []int{firstSize, firstSize + firstSize*growth, firstSize + firstSize*growth + bufferSize, firstSize + firstSize*growth + 5*bufferSize} {
			for _, shift := range []int{-9, -2, -1, 0, 1} {
				n := (size + shift) / len(filling)
				in := "<package>" + strings.Repeat("x", (size+shift)%len(filling)) + strings.Repeat(filling, n)
				at := source.Start.After(in)
				want := fmt.Sprintf("in:%d:%d: found </b>, expected </package>: <package> opens at line 1, column 1", at.Line, at.Column)
				if _, bad := Scan("in", strings.NewReader(in+"</b>"), Options{Names: names, Wanted: wanted, Found: ignore}); bad == nil || bad.Error() != want {
					t.Errorf("%d bytes of %s:\n got %v\nwant %s", len(in), filling, bad, want)
				}
			}
		}
	}
}

func TestLimits(t *testing.T) {
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d=''", i)
		}
		return b.String()
	}
	nested := func(n int) string { return strings.Repeat("<b>", n) + strings.Repeat("</b>", n) }
	value := func(n int) string { return strings.Repeat("v", n) }
	inside := func(content string) string {
		return "<extAccount-collection>\n<extAccount>" + content + "</extAccount></extAccount-collection>"
	}
	manyTexts := func(n int) string { return strings.Repeat("<b/>"+value(MaxValue-4), n/MaxValue) }
	const around = len("<extAccount></extAccount>")
	for _, c := range []struct{ name, fits, exceeds, want string }{
		{"depth", nested(MaxDepth), nested(MaxDepth + 1), fmt.Sprintf("in:1:%d: elements are nested more than 100000 deep", 3*MaxDepth+1)},
		{"depth of an empty element", strings.Repeat("<b>", MaxDepth-1) + "<b/>" + strings.Repeat("</b>", MaxDepth-1),
			strings.Repeat("<b>", MaxDepth) + "<b/>", fmt.Sprintf("in:1:%d: elements are nested more than 100000 deep", 3*MaxDepth+1)},
		{"kept depth", inside(nested(MaxKeptDepth - 1)), inside(nested(MaxKeptDepth)), "in:2:3082: elements are nested more than 1024 deep"},
		{"depth after a kept element", "<extAccount-collection><extAccount/>" + nested(2000) + "</extAccount-collection>", inside("<b>"), "in:2:"},
		{"end tag", "<a></a" + strings.Repeat(" ", MaxTag-4) + ">", "<a></a" + strings.Repeat(" ", MaxTag-3) + ">", "in:1:4: the tag is longer than 16 MiB"},
		{"elements", inside(strings.Repeat("<b/>", MaxNodes-1)), inside(strings.Repeat("<b/>", MaxNodes)), fmt.Sprintf("in:2:%d: <extAccount> holds more than 100000 elements and attributes, the limit", 13+4*(MaxNodes-1))},
		{"attributes of all", inside("<b/>" + strings.Repeat("<b a=''/>", MaxNodes/2-1)), inside("<b/><b/>" + strings.Repeat("<b a=''/>", MaxNodes/2-1)), "in:2:450003: <extAccount> holds more than 100000 elements and attributes, the limit"},
		{"comments", inside(strings.Repeat("<!---->", MaxNodes)), inside(strings.Repeat("<!---->", MaxNodes+1)), "in:2:700013: <extAccount> holds more than 100000 texts, comments and processing instructions, the limit"},
		{"instructions", inside(strings.Repeat("<?a?>", MaxNodes)), inside(strings.Repeat("<?a?>", MaxNodes+1)), "in:2:500013: <extAccount> holds more than 100000 texts, comments and processing instructions, the limit"},
		{"texts", inside(strings.Repeat("<![CDATA[x]]>", MaxNodes)), inside(strings.Repeat("<![CDATA[x]]>", MaxNodes+1)), "in:2:1300022: <extAccount> holds more than 100000 texts, comments and processing instructions, the limit"},
		{"attributes", inside("<b" + attributes(MaxAttributes) + "/>"), inside("<b" + attributes(MaxAttributes+1) + "/>"), "in:2:13: <b> has more than 1000 attributes, the limit"},
		{"value", inside("<b a='" + value(MaxValue) + "'/>"), inside("<b a='" + value(MaxValue+1) + "'/>"), "in:2:19: the value of the attribute a is longer than 1 MiB"},
		{"text", inside(value(MaxValue)), inside(value(MaxValue + 1)), "in:2:13: a text in <extAccount> is longer than 1 MiB"},
		{"CDATA", inside("<![CDATA[" + value(MaxValue) + "]]>"), inside("<![CDATA[" + value(MaxValue+1) + "]]>"), "in:2:22: a text in <extAccount> is longer than 1 MiB"},
		{"kept element", inside(manyTexts(MaxKept-MaxValue) + "<!--" + value(MaxValue-around-7) + "-->"),
			inside(manyTexts(MaxKept-MaxValue) + "<!--" + value(MaxValue-around-6) + "-->"), "in:2:1: the element is larger than 16 MiB"},
		{"kept element that is truncated", "<a/>", "\n<extAccount>&x;" + strings.Repeat("<b/>", MaxKept/4), "in:2:1: the element is larger than 16 MiB"},
		{"tag", "<a>\n<a b='" + value(MaxTag-9) + "'/></a>", "<a>\n<a b='" + value(MaxTag-8) + "'/></a>", "in:2:1: the tag is longer than 16 MiB"},
		{"tag that is not closed", "<a b='" + value(MaxTag-9) + "'/>", "<a>\n<a b='" + value(2*MaxTag), "in:2:1: the tag is longer than 16 MiB"},
	} {
		o := Options{Names: names, Wanted: wanted, Found: ignore}
		if _, bad := Scan("in", strings.NewReader(c.fits), o); bad != nil {
			t.Errorf("%s: what fits: %v", c.name, bad)
		}
		if _, bad := Scan("in", strings.NewReader(c.exceeds), o); bad == nil || !strings.HasPrefix(bad.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, bad, c.want)
		}
	}
}

// TestDeepKeptElement is about an element that is kept where fewer levels are left
// than it may have.
func TestDeepKeptElement(t *testing.T) {
	const around = MaxDepth - MaxKeptDepth/2
	in := strings.Repeat("<b>", around) + "<group>" + strings.Repeat("<b>", MaxKeptDepth)
	_, bad := Scan("in", strings.NewReader(in), Options{Names: names, Found: ignore, Wanted: func(path []Ancestor, name string) bool { return name == "group" }})
	if want := fmt.Sprintf("in:1:%d: elements are nested more than 100000 deep, the limit", len("<group>")+3*(MaxDepth-1)+1); bad == nil || bad.Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
}

// TestWords holds what is found in a word, byte by byte.
func TestWords(t *testing.T) {
	for b := range 256 {
		for at := range 8 {
			for _, filling := range []byte{'m', 'a', 'Z', 0x80, 0, 'b'} {
				word := bytes.Repeat([]byte{filling}, 8)
				word[at] = byte(b)
				w := load(word, 0)
				isLetter := func(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
				if got, want := noLetters(w), slices.IndexFunc(word, func(c byte) bool { return !isLetter(c) }); got == 0 && want >= 0 || got != 0 && firstByte(got) != want {
					t.Fatalf("%q: no letters: %x, want byte %d", word, got, want)
				}
				if got, want := zeros(w), bytes.IndexByte(word, 0); got == 0 && want >= 0 || got != 0 && firstByte(got) != want {
					t.Fatalf("%q: zeros: %x, want byte %d", word, got, want)
				}
				if got, want := either(w, '<'*ones, '\''*ones), bytes.IndexAny(word, "<'"); filling < 0x80 && b < 0x80 && (got == 0 && want >= 0 || got != 0 && firstByte(got) != want) {
					t.Fatalf("%q: either: %x, want byte %d", word, got, want)
				}
			}
		}
	}
}

// endless is a reader that never ends, and whose owner counts on nobody reading
// from it after Scan: it is not safe for concurrent use.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "<b/>"[(e.n+i)%len("<b/>")]
	}
	e.n += len(p)
	return len(p), nil
}

// TestReaderIsLeft insists that an error ends the reading ahead as well.
func TestReaderIsLeft(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	before := runtime.NumGoroutine()
	tail := new(endless)
	in := io.MultiReader(strings.NewReader("<a>"+strings.Repeat("<b/>", bufferSize)+"</b>"), tail)
	if _, bad := Scan("in", in, Options{Names: names, Wanted: wanted, Found: ignore}); bad == nil {
		t.Error("no error")
	}
	n := tail.n
	if after := runtime.NumGoroutine(); after > before || tail.n != n {
		t.Errorf("%d goroutines before, %d after; %d bytes read, then %d", before, after, n, tail.n)
	}
}
