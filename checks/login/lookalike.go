package login

import (
	"fmt"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// scripts have letters that look like Latin ones.
var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}, {"Armenian", unicode.Armenian}, {"Cherokee", unicode.Cherokee},
}

// lookAlike names the first character of a text that is none of ASCII and only
// looks like one of it: a letter of another script among Latin ones, as a
// Cyrillic a in a host name, or a wide, Roman or mathematical form of a letter
// or digit. It is empty for none.
func lookAlike(text string) string {
	latin := false
	for _, r := range text {
		latin = latin || r < unicode.MaxASCII && unicode.IsLetter(r)
	}
	for _, r := range text {
		if r <= unicode.MaxASCII {
			continue
		}
		if plain := norm.NFKC.String(string(r)); len(plain) == 1 && plain != " " {
			return fmt.Sprintf(" It contains the character %c (%U), which only looks like %s.", r, r, plain)
		}
		for _, s := range scripts {
			if latin && unicode.Is(s.table, r) {
				return fmt.Sprintf(" It contains the %s letter %c (%U), which only looks like a Latin one.", s.name, r, r)
			}
		}
	}
	return ""
}
