package login

import (
	"fmt"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

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
		if script := scriptOf(r); latin && script != "" {
			return fmt.Sprintf(" It contains the %s letter %c (%U), which only looks like a Latin one.", script, r, r)
		}
	}
	return ""
}

// scriptOf names the script of a character, of those that have letters which look
// like Latin ones. It is empty for another script.
func scriptOf(r rune) string {
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		return "Cyrillic"
	case unicode.Is(unicode.Greek, r):
		return "Greek"
	case unicode.Is(unicode.Armenian, r):
		return "Armenian"
	case unicode.Is(unicode.Cherokee, r):
		return "Cherokee"
	}
	return ""
}
