package checks

import (
	"strings"
	"testing"
)

// TestVisible insists that nothing that a terminal would act on comes through.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"a\u00a0b": "a<U+00A0 no-break space>b", "a\x1b[31m": "a<U+001B>[31m", "\u202ex": "<U+202E>x",
		"a\tb": "a<tab>b", "é漢": "é漢", "a b": "a b", "a\r\nb": "a<line end><line end>b", "a\u3000b": "a<U+3000>b", "": "",
		"\u202f": "<U+202F narrow no-break space>", "\u2010": "<U+2010 hyphen>", "\u2011": "<U+2011 no-break hyphen>", "\u2012": "<U+2012 figure dash>",
		"\u2013": "<U+2013 en dash>", "\u2014": "<U+2014 em dash>", "\u2015": "<U+2015 horizontal bar>", "\u2212": "<U+2212 minus sign>",
		"\u00ad": "<U+00AD soft hyphen>", "\u200b": "<U+200B zero-width space>", "\ufeff": "<U+FEFF byte order mark>",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{strings.Repeat("é", 1000): strings.Repeat("é", 1000), strings.Repeat("a\t", 30) + "b": strings.Repeat("a<tab>", 30) + "b", strings.Repeat("a\t", 31): strings.Repeat("a<tab>", 30) + "a…"} {
		if got := Visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestQuote insists that a value is exact up to 100 characters, cut beyond, and
// that it never shows the password of an address.
func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"":                         `""`,
		"a  b ":                    `"a  b "`,
		"a\tb":                     `"a<tab>b"`,
		strings.Repeat("é", 100):   `"` + strings.Repeat("é", 100) + `"`,
		strings.Repeat("é", 101):   `"` + strings.Repeat("é", 100) + `…"`,
		strings.Repeat("\t", 30):   `"` + strings.Repeat("<tab>", 30) + `"`,
		strings.Repeat("\t", 101):  `"` + strings.Repeat("<tab>", 30) + `…"`,
		strings.Repeat("\x01", 31): `"` + strings.Repeat("<U+0001>", 30) + `…"`,
		"ada:secret":               `"ada:secret"`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
	for _, in := range []string{"https://ada:secret@example.com/x", `https:\\ada:secret@example.com`, "https:/ada:secret@example.com", "//ada:secret@example.com"} {
		if got := Quote(in); strings.Contains(got, "secret") || !strings.Contains(got, "@example.com") {
			t.Errorf("%q: got %s", in, got)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 rows", 1: "1 row", 2: "2 rows"} {
		if got := Count(n, "row"); got != want {
			t.Errorf("%d: got %s", n, got)
		}
	}
}

// TestList insists that the first five of many values are named, and that no
// more are asked for.
func TestList(t *testing.T) {
	for _, c := range []struct {
		values []string
		want   string
	}{
		{nil, ""},
		{[]string{"a b"}, `"a b"`},
		{[]string{"a", "b", "c", "d", "e"}, `"a", "b", "c", "d", "e"`},
		{[]string{"a", "b", "c", "d", "e", "f", "g"}, `"a", "b", "c", "d", "e", and 2 more`},
	} {
		if got := List(c.values); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	asked := 0
	ListFunc(1000, func(i int) string { asked++; return "" })
	if asked != 5 {
		t.Errorf("asked for %d values", asked)
	}
}
