package xmlscan

import (
	"testing"
	"unicode/utf8"
)

// ranges are pairs of the first and the last character of a range, as the
// productions of XML 1.0 list them.
type ranges []rune

func (r ranges) has(c rune) bool {
	for i := 0; i < len(r); i += 2 {
		if r[i] <= c && c <= r[i+1] {
			return true
		}
	}
	return false
}

var (
	// https://www.w3.org/TR/xml/#NT-Char
	charRanges = ranges{0x9, 0xA, 0xD, 0xD, 0x20, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF}
	// https://www.w3.org/TR/xml/#NT-NameStartChar
	startRanges = ranges{
		':', ':', 'A', 'Z', '_', '_', 'a', 'z', 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x2FF, 0x370, 0x37D, 0x37F, 0x1FFF, 0x200C, 0x200D,
		0x2070, 0x218F, 0x2C00, 0x2FEF, 0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF,
	}
	// https://www.w3.org/TR/xml/#NT-NameChar, without those
	nameRanges = ranges{'-', '-', '.', '.', '0', '9', 0xB7, 0xB7, 0x300, 0x36F, 0x203F, 0x2040}
)

// TestCharacters compares each character there is with what XML says of it.
func TestCharacters(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if got, want := isCharacter(r), charRanges.has(r); got != want {
			t.Errorf("%U is a character: %v", r, got)
		}
		start := startRanges.has(r)
		if got := beginsName(r); got != start {
			t.Errorf("%U begins a name: %v", r, got)
		}
		if got, want := continuesName(r), start || nameRanges.has(r); got != want {
			t.Errorf("%U continues a name: %v", r, got)
		}
	}
}
