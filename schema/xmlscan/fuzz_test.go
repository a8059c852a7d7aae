package xmlscan

import (
	"strings"
	"testing"
	"testing/iotest"
)

// FuzzScan scans any text in one buffer and byte by byte with the smallest one:
// what is found, where, and what is wrong does not depend on where it is cut.
func FuzzScan(f *testing.F) {
	for _, s := range []string{
		`<package><entities schema="nms:extAccount"><extAccount a="&amp;" b='é'><c>x<![CDATA[y]]></c></extAccount></entities></package>`,
		"<extAccount\n a = \"1\"\n><!-- c --><?p i?>t</extAccount>", `<a><b x="/>"></b x></a>`, `<extAccount a="1" a="2"/>`, "<extAccount>&#0;\xff]]></extAccount>",
		`<!DOCTYPE a [<!ENTITY b "]>"> ]><group/>`, `<group name="a`, `<group></a>`, `<a/><a/>`,
		`<extAccount>x<!`, `<extAccount>x<`, `<extAccount><![CDAT`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole := seen(strings.NewReader(text), 0)
		if cut := seen(iotest.OneByteReader(strings.NewReader(text)), 16); cut != whole {
			t.Fatalf("%q\nat once %s\n   cut %s", text, whole, cut)
		}
	})
}
