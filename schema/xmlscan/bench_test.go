package xmlscan

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// packageOf returns a package of about a size, of which two accounts in the
// middle are wanted.
func packageOf(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"campaign", "delivery", "recipient", "offer", "welcome", "sale", "code", "segment", "query", "target", "label", "é"}
	names := []string{"internalName", "label", "messageType", "created", "lastModified", "isModel", "name", "xtkschema", "id", "_operation", "img", "x", "expr"}
	var b bytes.Buffer
	text := func(n int) {
		for range n {
			b.WriteString(words[r.IntN(len(words))])
			b.WriteByte(' ')
		}
	}
	element := func(name string, attributes int, end string) {
		fmt.Fprintf(&b, "<%s", name)
		first := r.IntN(len(names))
		for i := range attributes {
			fmt.Fprintf(&b, " %s=\"", names[(first+i)%len(names)])
			switch r.IntN(3) {
			case 0:
				fmt.Fprint(&b, r.IntN(1<<r.IntN(30)))
			case 1:
				text(1 + r.IntN(4))
			}
			b.WriteByte('"')
		}
		b.WriteString(end)
	}
	accounts := false
	b.WriteString("<?xml version=\"1.0\"?>\n<package buildNumber=\"9368\">\n")
	for b.Len() < size {
		b.WriteString("<entities schema=\"nms:delivery\">\n  ")
		element("delivery", 8, ">\n    <content>\n      <html><source><![CDATA[")
		for range r.IntN(40) {
			b.WriteString("<tr>\n<td class=\"a\"><a href=\"https://www.example.com/?x=1&y=2\">")
			text(r.IntN(30))
			b.WriteString("</a></td></tr>\n")
		}
		b.WriteString("]]></source></html>\n    </content>\n")
		for range r.IntN(60) {
			b.WriteString("    ")
			element("query", 5, ">\n      ")
			element("done", 2, "/>\n      <humanCond>")
			text(r.IntN(10))
			b.WriteString("</humanCond><!-- ")
			text(r.IntN(4))
			b.WriteString("-->\n    </query>\n")
		}
		b.WriteString("  </delivery>\n</entities>\n")
		if !accounts && b.Len() > size/2 {
			accounts = true
			b.WriteString("<entities schema=\"nms:extAccount\">\n<extAccount name=\"Adobe_Marketing_Cloud\" imsServer=\"x\"/><extAccount name=\"a\"/></entities>\n")
		}
	}
	b.WriteString("</package>\n")
	return b.Bytes()
}

// BenchmarkScan follows a package of which two elements are wanted.
func BenchmarkScan(b *testing.B) {
	for _, size := range []int{1 << 20, 16 << 20} {
		for _, end := range []string{"\n", "\r\n"} {
			data := bytes.ReplaceAll(packageOf(size), []byte("\n"), []byte(end))
			b.Run(fmt.Sprintf("%d MiB, %q", size>>20, end), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					found := 0
					_, bad := Scan("in", source.LineEnds(bytes.NewReader(data)), Options{Names: names, Wanted: wanted, Found: func(*source.Text, *source.Element) *source.Error {
						found++
						return nil
					}})
					if bad != nil || found != 2 {
						b.Fatal(bad)
					}
				}
			})
		}
	}
}

// BenchmarkKept reads files that are wanted as a whole: of many small elements,
// and of one large one.
func BenchmarkKept(b *testing.B) {
	const account = "<extAccount name=\"a\" label=\"b &amp; c\" type=\"3\" server=\"c\" account=\"d\" active=\"1\"><x y=\"é\"/>text</extAccount>\n"
	for _, n := range []int{1000, 16000} {
		for what, around := range map[string][2]string{
			"small": {"<extAccount-collection>", "</extAccount-collection>"},
			"large": {"<extAccount>", "</extAccount>"},
		} {
			data := around[0] + string(bytes.Repeat([]byte(account), n)) + around[1]
			b.Run(fmt.Sprintf("%s, %d", what, n), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if _, bad := Scan("in", bytes.NewReader([]byte(data)), Options{Names: names, Wanted: wanted, Found: ignore}); bad != nil {
						b.Fatal(bad)
					}
				}
			})
		}
	}
}

// BenchmarkHostile follows files that are made to be slow.
func BenchmarkHostile(b *testing.B) {
	for _, n := range []int{1 << 16, 1 << 20} {
		for _, c := range []struct{ what, begin, repeated, end string }{
			{"one tag", "<a ", "b='c' ", "/>"},
			{"one end tag", "<a></a", " ", ">"},
			{"one name", "<", "é", "/>"},
			{"one value", "<a b='", "éé\n ", "'/>"},
			{"candidates", "<a>", "<group/>", "</a>"},
			{"hyphens", "<a><!--", "--", "--></a>"},
			{"brackets", "<a><![CDATA[", "]", "]]></a>"},
			{"doctype", "<!DOCTYPE a [", "<!-- ' -->", "]><a/>"},
			{"kept texts", "<extAccount>", "a<b/>", "</extAccount>"},
			{"kept references", "<extAccount>", "&#0065;", "</extAccount>"},
			{"kept comments", "<extAccount>", "<!-- -->", "</extAccount>"},
		} {
			data := c.begin + string(bytes.Repeat([]byte(c.repeated), n/len(c.repeated))) + c.end
			b.Run(fmt.Sprintf("%s, %d KiB", c.what, n>>10), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if _, bad := Scan("in", bytes.NewReader([]byte(data)), Options{Names: names, Wanted: wanted, Found: ignore}); bad != nil && c.what != "hyphens" {
						b.Fatal(bad)
					}
				}
			})
		}
	}
}
