package xmlscan

import (
	"strings"
	"testing"
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
