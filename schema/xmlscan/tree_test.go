package xmlscan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestTrees holds what is made of kept elements: [text] of an element, {written}
// of where its text is, and <its children>.
func TestTrees(t *testing.T) {
	for in, want := range map[string]string{
		"<extAccount/>":                                                 "extAccount[]{}",
		"<extAccount> \n\t</extAccount>":                                "extAccount[ \n\t]{}",
		"<extAccount><b/>one<b/>  <c/>two<b/> </extAccount>":            "extAccount[one  two ]{one<b/>  <c/>two}<b[]{} b[]{} c[]{} b[]{}>",
		"<extAccount>\n<!---->x<!-- - --><b>y</b></extAccount>":         "extAccount[\nx]{x}<b[y]{y}>",
		"<extAccount><![CDATA[]]><b/><![CDATA[ & ]]>&amp;</extAccount>": "extAccount[ & &]{ & ]]>&amp;}<b[]{}>",
		"<extAccount><b><c><d>1</d></c>2</b >3</extAccount\n>":          "extAccount[3]{3}<b[2]{2}<c[]{}<d[1]{1}>>>",
	} {
		texts, list := elements(t, in)
		if len(list) != 1 {
			t.Errorf("%s: %d elements", in, len(list))
			continue
		}
		var show func(e *source.Element) string
		show = func(e *source.Element) string {
			var below []string
			for _, c := range e.Children {
				below = append(below, show(c))
			}
			out := fmt.Sprintf("%s[%s]{%s}", e.Name, e.Text, texts[0].Place(e.TextSpan).Written())
			if len(below) > 0 {
				out += "<" + strings.Join(below, " ") + ">"
			}
			return out
		}
		if got := show(list[0]); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestManyAttributes is about elements that have so many that a set of their
// names is made.
func TestManyAttributes(t *testing.T) {
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d='%d'", i, i)
		}
		return b.String()
	}
	for _, n := range []int{0, 1, 15, 16, 17, 18, 40} {
		many := attributes(n)
		_, list := elements(t, "<extAccount"+many+"><b"+many+"/><b"+many+"/></extAccount>")
		for _, e := range append(list[0].Children, list[0]) {
			if len(e.Attrs) != n {
				t.Errorf("%d attributes, want %d", len(e.Attrs), n)
			}
		}
		for again := range n {
			in := fmt.Sprintf("<extAccount><b%s/>\n<b%s a%d=''/></extAccount>", many, many, again)
			_, bad := Scan("in", strings.NewReader(in), Options{Names: names, Wanted: wanted, Found: ignore})
			if want := fmt.Sprintf("in:2:%d: duplicate attribute a%d in <b>", 4+len(many), again); bad == nil || bad.Error() != want {
				t.Errorf("%d attributes: got %v, want %s", n, bad, want)
			}
		}
	}
}
