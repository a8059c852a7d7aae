package xmlscan

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/imslint/imslint/schema/source"
)

// sound and unsound are what random documents are made of: markup that is right
// by itself, and halves of it and what is wrong.
var (
	sound = []string{
		"<b>", "</b>", "<b/>", "<b >", "</b >", "<b a='1'>", "<b a=\"1\" c='2'/>", "<b\na = '1'\n/>", "<é:b à='é'/>", "</é:b>", "<é:b>",
		"<bbbbbbbbbbbbbbbbbbbbbbbbbbbb aaaaaaaaaaaaaaaaa='1' _a-b.1:c='2'>", "</bbbbbbbbbbbbbbbbbbbbbbbbbbbb>",
		"<b a='" + strings.Repeat("long value ", 4) + "'/>", "<b a='12345678' c=\"1234567890123456\"/>", "<b a='\n\t&#10;'/>",
		"x", "é漢😀", " ", "\n", "\t\n   ", "text that is longer than two words of eight bytes", "&amp;", "&#65;", "&#x1F600;", "&lt;&gt;&quot;&apos;",
		"<!-- x -->", "<!---->", "<!-- é\n-->", "<?p?>", "<?p i?>", "<![CDATA[]]>", "<![CDATA[<b>&]]]>", "]]", "'", "\"", "=", ">", "/",
	}
	unsound = []string{
		"<", "</", "<!", "<?", "<!--", "-->", "--", "--->", "<![CDATA[", "]]>", "<b", "<b a", "<b a=", "<b a='", "<b a='<'/>", "<b a=1/>", "<b a/>",
		"<b a='1' a='2'/>", "<b a='1'c='2'/>", "<1/>", "<b/ >", "</c>", "<?1?>", "<??>", "<?xml version='1.0'?>", "<!DOCTYPE b>",
		"&", "&x;", "&#0;", "&#xD800;", "&amp", "\x01", "\xff", "\xc3", "\uffff", "\u00a0", "<b\u00a0a='1'/>", "<b a='&x;'/>", "<b a='\x01'/>",
	}
)

// randomContent returns what may be in an element. Most of it nests.
func randomContent(r *rand.Rand) string {
	var b strings.Builder
	var open []string
	for range r.IntN(12) {
		p := sound[r.IntN(len(sound))]
		switch {
		case r.IntN(12) == 0:
			p = unsound[r.IntN(len(unsound))]
		case strings.HasPrefix(p, "</"):
			if len(open) == 0 {
				continue
			}
			p, open = open[len(open)-1], open[:len(open)-1]
		case strings.HasPrefix(p, "<") && !strings.HasPrefix(p, "<!") && !strings.HasPrefix(p, "<?") && !strings.HasSuffix(p, "/>"):
			open = append(open, "</"+p[1:1+strings.IndexAny(p[1:], " >")]+">")
		}
		b.WriteString(p)
	}
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString(open[i])
	}
	return b.String()
}

// TestRandomCuts insists that it makes no difference how a document comes in.
// Small buffers also leave to the careful functions what plain follows in large
// ones.
func TestRandomCuts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		in := randomContent(r)
		switch r.IntN(3) {
		case 0:
			in = "<extAccount>" + in + "</extAccount>"
		case 1:
			in = "<extAccount-collection>" + in + "<extAccount>" + randomContent(r) + "</extAccount></extAccount-collection>" + strings.Repeat(" ", reach)
		default:
			in = "<a>" + in + "</a>" + strings.Repeat("\n", 2*reach)
		}
		if r.IntN(3) == 0 {
			in = in[:r.IntN(len(in))]
		}
		want := seen(strings.NewReader(in), 0)
		for _, size := range []int{1, 7} {
			if got := seen(strings.NewReader(in), size); got != want {
				t.Fatalf("%q, buffer %d:\ngot  %s\nwant %s", in, size, got, want)
			}
		}
		if got := seen(iotest.OneByteReader(strings.NewReader(in)), 0); got != want {
			t.Fatalf("%q, byte by byte:\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// TestRandomDocuments compares with encoding/xml, inside and outside of kept
// elements.
func TestRandomDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const documents = 20000
	wellFormed := 0
	for range documents {
		if sameAsStandard(t, randomContent(r)) {
			wellFormed++
		}
	}
	if wellFormed < documents/4 || wellFormed > documents*3/4 {
		t.Errorf("%d of %d documents are well-formed: the test shows too little", wellFormed, documents)
	}
}

func FuzzStandard(f *testing.F) {
	for _, list := range [][]string{sound, unsound} {
		for _, p := range list {
			f.Add(p)
		}
	}
	f.Fuzz(func(t *testing.T, in string) {
		if !strings.Contains(in, "\r") { // which source.LineEnds takes out
			sameAsStandard(t, in)
		}
	})
}

// stricter are the beginnings of our messages about what encoding/xml accepts,
// and why it should not.
var stricter = []string{
	"duplicate attribute",                                 // which it does not look for
	"expected an attribute, with white space",             // which it does not ask for
	"<! begins neither",                                   // it takes any <!…> for a directive, anywhere
	"expected white space after the name of a processing", // likewise
	"an XML declaration is allowed only",                  // it takes <?XML?>, and an <?xml?> anywhere
	"the character", "the byte",                           // in comments, processing instructions and names, which it does not look at as closely
	"]]> outside a CDATA",                      // which it misses behind a reference
	"a second root element",                    // it reads any number of elements,
	"text outside the root element",            // and text between them,
	"a CDATA section outside the root element", // and CDATA
}

// laxer are pieces of encoding/xml's messages about what we accept, and why it
// should.
var laxer = []string{
	"invalid XML name",        // it has the names of an earlier edition,
	"expected element name",   // and is a namespace processor: <a:b:c>
	"expected attribute name", //
	"expected target name",
	"expected name after",
	"closed by </", // <a:></a:>
	"unsupported version",
}

// sameAsStandard compares what is made of the content of an element with
// encoding/xml, and reports whether it is well-formed.
func sameAsStandard(t *testing.T, content string) bool {
	document := "<extAccount>" + content + "</extAccount>"
	want, standard := standardTree(document)
	var got strings.Builder
	_, bad := Scan("in", strings.NewReader(document), Options{Names: names, Wanted: wanted, Found: func(_ *source.Text, e *source.Element) *source.Error {
		writeTree(&got, e)
		return nil
	}})
	_, outside := Scan("in", strings.NewReader("<a>"+content+"</a>"), Options{Names: names, Wanted: func([]Ancestor, string) bool { return false }, Found: ignore})
	switch {
	case outside != nil && bad == nil:
		t.Errorf("%q: an error only where it is not kept: %v", content, outside)
	case bad != nil && standard == nil && !contains(bad.Message, stricter) && !surrogate.MatchString(content):
		t.Errorf("%q: only encoding/xml accepts it: %v", content, bad)
	case bad == nil && standard != nil && !contains(standard.Error(), laxer):
		t.Errorf("%q: only encoding/xml refuses it: %v", content, standard)
	case bad == nil && standard == nil && got.String() != want:
		t.Errorf("%q:\n got %s\nwant %s", content, got.String(), want)
	}
	return bad == nil
}

// surrogate matches a reference to half of a UTF-16 pair, of which encoding/xml
// makes U+FFFD.
var surrogate = regexp.MustCompile(`&#(x0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5[5-7][0-9]{3});`)

func contains(message string, list []string) bool {
	for _, s := range list {
		if strings.Contains(message, s) {
			return true
		}
	}
	return false
}

// writeTree writes an element as far as encoding/xml can say the same: it has
// names without their prefix, and does not normalize values.
func writeTree(out *strings.Builder, e *source.Element) {
	fmt.Fprintf(out, "<%s", unprefixed(e.Name))
	for _, a := range e.Attrs {
		fmt.Fprintf(out, " %s=%q", unprefixed(a.Name), spaced(a.Value))
	}
	fmt.Fprint(out, ">")
	for _, c := range e.Children {
		writeTree(out, c)
	}
	fmt.Fprintf(out, "%q</>", e.Text)
}

func unprefixed(name string) string {
	if prefix, rest, found := strings.Cut(name, ":"); found && prefix != "" && rest != "" {
		return rest
	}
	return name
}

func spaced(value string) string { return strings.NewReplacer("\n", " ", "\t", " ").Replace(value) }

// standardTree is writeTree of what encoding/xml reads.
func standardTree(document string) (string, error) {
	in := xml.NewDecoder(strings.NewReader(document))
	in.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var out strings.Builder
	var text []string // of the open elements
	for {
		token, err := in.Token()
		if err == io.EOF {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			fmt.Fprintf(&out, "<%s", token.Name.Local)
			for _, a := range token.Attr {
				fmt.Fprintf(&out, " %s=%q", a.Name.Local, spaced(a.Value))
			}
			fmt.Fprint(&out, ">")
			text = append(text, "")
		case xml.EndElement:
			fmt.Fprintf(&out, "%q</>", text[len(text)-1])
			text = text[:len(text)-1]
		case xml.CharData:
			if len(text) > 0 {
				text[len(text)-1] += string(token)
			}
		}
	}
}
