package xmlscan

import (
	"unicode/utf8"
)

// badCharacter finds the first character that XML allows in no file
// (https://www.w3.org/TR/xml/#charsets), or byte that is not a character.
func badCharacter(text string) problem {
	for i := 0; i < len(text); {
		if c := text[i]; c >= ' ' && c < utf8.RuneSelf || isSpace(c) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return problemf(i, "the byte 0x%02X is not UTF-8: declare the file's encoding, or save it as UTF-8", text[i])
		}
		if !isCharacter(r) {
			return problemf(i, "the character %U is not allowed in XML", r)
		}
		i += size
	}
	return problem{}
}

// badName is the problem of what is not expected at an offset. It is named if it
// is a character that looks like a space or a letter.
func badName(text string, at int, expected string) problem {
	if r, _ := utf8.DecodeRuneInString(text[at:]); r >= utf8.RuneSelf {
		return problemf(at, "the character %U is not allowed in a name", r)
	}
	return problem{at, expected}
}

// isCharacter reports whether XML 1.0 allows a character at all.
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || 0x20 <= r && r <= 0xD7FF || 0xE000 <= r && r <= 0xFFFD || 0x10000 <= r && r <= utf8.MaxRune
}

// nameLength returns the length of the name that a text begins with, 0 for none
// (https://www.w3.org/TR/xml/#NT-Name).
func nameLength(text string) int {
	for i, r := range text {
		if i == 0 && !beginsName(r) || !continuesName(r) {
			return i
		}
	}
	return len(text)
}

func beginsName(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[r]&startByte != 0
	}
	return 0xC0 <= r && r <= 0x2FF && r != 0xD7 && r != 0xF7 ||
		0x370 <= r && r <= 0x1FFF && r != 0x37E ||
		r == 0x200C || r == 0x200D ||
		0x2070 <= r && r <= 0x218F ||
		0x2C00 <= r && r <= 0x2FEF ||
		0x3001 <= r && r <= 0xD7FF ||
		0xF900 <= r && r <= 0xFDCF ||
		0xFDF0 <= r && r <= 0xFFFD ||
		0x10000 <= r && r <= 0xEFFFF
}

func continuesName(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[r]&nameByte != 0
	}
	return beginsName(r) || r == 0xB7 || 0x300 <= r && r <= 0x36F || r == 0x203F || r == 0x2040
}
