package source

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// TestEncodingNames asks the registries of names for every encoding there is
// and expects the same one back.
func TestEncodingNames(t *testing.T) {
	ebcdic := []encoding.Encoding{charmap.CodePage037, charmap.CodePage1047, charmap.CodePage1140}
	all := append([]encoding.Encoding{traditionalchinese.Big5, korean.EUCKR}, charmap.All...)
	all = append(append(all, japanese.All...), simplifiedchinese.All...)
	for _, want := range all {
		for _, registry := range []func(encoding.Encoding) (string, error){ianaindex.IANA.Name, ianaindex.MIME.Name, htmlindex.Name} {
			name, err := registry(want)
			if err != nil || name == "" {
				continue
			}
			key := strings.ToLower(name)
			switch got := encodingNamed(key); {
			case want == ebcdic[0] || want == ebcdic[1] || want == ebcdic[2]:
				if got != nil {
					t.Errorf("%s: got %v, want none", name, got)
				}
			case got != want && !(isUTF8(key) && got == nil):
				t.Errorf("%s: got %v, want %v", name, got, want)
			}
		}
	}
	for name, want := range map[string]encoding.Encoding{
		"latin1": charmap.ISO8859_1, "cp1252": charmap.Windows1252, "iso8859-1": charmap.Windows1252, "iso8859-15": charmap.ISO8859_15,
		"windows-31j": japanese.ShiftJIS, "gb2312": simplifiedchinese.GBK, "": nil, "utf-32": nil, "x": nil,
	} {
		if got := encodingNamed(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

// declarationPattern is what declaration looks for, as a regular expression.
var declarationPattern = regexp.MustCompile(`^\s*<\?xml\s(?:[^>]*?\s)??encoding\s*=\s*["']([^"'<>]*)["']`)

func FuzzDeclaration(f *testing.F) {
	for _, seed := range []string{
		"<?xml version='1.0' encoding='UTF-8'?>", "\r\n\f<?xml\tencoding\n=\r\"x\"?>", "<?xml?><a encoding='x'/>", "<?xml encoding='<' encoding='y'",
		"<?xml xencoding='x' encoding = y encoding= 'z\"", "<?xml encoding", "<?xml", "<?xmlencoding='x'", "<?xml encodingencoding='x' encoding\vencoding=''", "<?xml a>encoding='x'",
		`<?xml encoding=" encoding=""`, // the first one counts
		"<?xml version='1.0'?><a encoding='x'/>", "<?xml encoding> encoding='x'", "<?xml-stylesheet encoding='x'?>", "<?xml encodingencoding='x' encoding='y'",
		"<?xml encoding 'x'?>", "<?xml encoding=", "<?xml encoding='x", "<?xml encoding='x>'", "<?xml encoding='x<'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, head string) {
		var want Span
		found := declarationPattern.FindStringSubmatchIndex(head)
		if found != nil {
			want = Span{found[2], found[3]}
		}
		if got, ok := declaration([]byte(head)); ok != (found != nil) || got != want {
			t.Errorf("%q: got %v, %v, want %v, %v", head, got, ok, want, found != nil)
		}
	})
}
