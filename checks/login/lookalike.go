package login

import (
	"fmt"
	"unicode"
)

// lookAlike names the first letter of a text in which letters of another script
// are mixed with Latin ones, as a Cyrillic a in a host name: they look the same
// and are not. It is empty for none.
func lookAlike(text string) string {
	latin := false
	var other rune
	for _, r := range text {
		switch {
		case r < unicode.MaxASCII && unicode.IsLetter(r):
			latin = true
		case other == 0 && unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee):
			other = r
		}
	}
	if !latin || other == 0 {
		return ""
	}
	script := "another script"
	for name, table := range map[string]*unicode.RangeTable{"Cyrillic": unicode.Cyrillic, "Greek": unicode.Greek, "Armenian": unicode.Armenian, "Cherokee": unicode.Cherokee} {
		if unicode.Is(table, other) {
			script = name
		}
	}
	return fmt.Sprintf(" It contains the %s letter %c (%U), which only looks like a Latin one.", script, other, other)
}
