package xmlscan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestOneRoot: behind the root element of a file there are comments, processing
// instructions and white space only, however much.
func TestOneRoot(t *testing.T) {
	space := strings.Repeat(" \n", 40)
	for text, want := range map[string]string{
		"<a></a>" + space:                        "",
		"<a></a>" + space + "<!-- b -->" + space: "",
		"<a></a>junk<b></b>" + space:             "in:1:8: text outside the root element",
		"<a>x</a>" + space + "junk" + space:      "in:41:1: text outside the root element",
		"<a></a><b></b>" + space:                 "in:1:8: a second root element <b>: an XML file has one",
		"<a><b/></a><a><b/></a>" + space:         "in:1:12: a second root element <a>: an XML file has one",
		"<a><b/></a></a>" + space:                "in:1:12: </a> closes no open element",
		"<package><x y='1'></x></package><package>" + strings.Repeat("<x y='1'></x>", 20) + "</package>": "in:1:33: a second root element <package>: an XML file has one",
	} {
		_, bad := Scan("in", strings.NewReader(text), Options{Wanted: func([]Ancestor, string) bool { return false }})
		got := ""
		if bad != nil {
			got = bad.Error()
		}
		if got != want {
			t.Errorf("%.60q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestAttributesCollected insists that of a tag with many attributes only so many are
// collected as somebody may ask for, and that one that is wrong is found.
func TestAttributesCollected(t *testing.T) {
	const n = 3 * MaxAttributes
	many := strings.Repeat(" a=''", n)
	var root *source.Element
	scan := func(text string) string {
		_, bad := Scan("in", strings.NewReader(text), Options{Wanted: func([]Ancestor, string) bool { return false }, Root: func(_ *source.Text, e *source.Element) { root = e }})
		if bad != nil {
			return bad.Error()
		}
		return ""
	}
	if bad := scan("<r first='1'" + many + " last='2'><b" + many + "/></r>"); bad != "" {
		t.Error(bad)
	}
	if len(root.Attrs) != MaxAttributes+1 || root.Attr("first") != "1" || root.Attr("last") != "2" {
		t.Errorf("%d attributes", len(root.Attrs))
	}
	if got, want := scan("<r><b"+many+" c></b></r>"), fmt.Sprintf("in:1:%d: expected = after the name of an attribute", 6+len(many)+len(" c")); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := parseTag([]byte("<b"+many+"/>"), 0, nil); len(got.attrs) != MaxAttributes+1 || got.attrs[MaxAttributes].valueEnd != len("<b"+many)-1 {
		t.Errorf("%d attributes are collected, the last one %v", len(got.attrs), got.attrs[len(got.attrs)-1])
	}
}
