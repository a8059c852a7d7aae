package checks

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// maxQuoted is how much of a value a message shows.
const maxQuoted = 100

// Quote returns a value in quotes for a message: cut to what that can hold, with
// whatever a reader would not see made visible, and without the user and
// password of a URL, which may be in a field where none belongs.
func Quote(text string) string {
	return `"` + visible(schema.HideUserInfo(text), maxQuoted) + `"`
}

// nameOf names an invisible character or look-alike, of those that spoil a mask most
// often. It is empty for another one.
func nameOf(r rune) string {
	switch r {
	case '\t':
		return "<tab>"
	case '\n', '\r':
		return "<line end>"
	case 0x00A0:
		return "<U+00A0 no-break space>"
	case 0x202F:
		return "<U+202F narrow no-break space>"
	case 0x2010:
		return "<U+2010 hyphen>"
	case 0x2011:
		return "<U+2011 no-break hyphen>"
	case 0x2012:
		return "<U+2012 figure dash>"
	case 0x2013:
		return "<U+2013 en dash>"
	case 0x2014:
		return "<U+2014 em dash>"
	case 0x2015:
		return "<U+2015 horizontal bar>"
	case 0x2212:
		return "<U+2212 minus sign>"
	case 0x00AD:
		return "<U+00AD soft hyphen>"
	case 0x200B:
		return "<U+200B zero-width space>"
	case 0xFEFF:
		return "<U+FEFF byte order mark>"
	}
	return ""
}

// Visible returns a text with its invisible characters and look-alikes named:
// a no-break space as <U+00A0 no-break space>. It is safe to print on a
// terminal. A text with more than maxNamed of them is cut there.
func Visible(text string) string { return visible(text, len(text)) }

// visible is Visible of a text that is cut to so many characters.
func visible(text string, most int) string {
	var out strings.Builder
	count, named := 0, 0
	for _, r := range text {
		if count++; count > most {
			return out.String() + "…"
		}
		name := nameOf(r)
		if name == "" && source.Unseen(r) {
			name = fmt.Sprintf("<%U>", r)
		}
		if name == "" {
			out.WriteRune(r)
			continue
		}
		if named++; named > maxNamed {
			return out.String() + "…"
		}
		out.WriteString(name)
	}
	return out.String()
}

// maxNamed is how many invisible characters of a text are named. Each is a dozen times
// as long then, and nobody reads a hundred.
const maxNamed = 30

// Count returns a number with its noun.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprint(n, " ", noun, "s")
}

// needsQuotes reports whether a value could be misread without quotes: white
// space or anything invisible in it.
func needsQuotes(text string) bool {
	return text == "" || strings.ContainsFunc(text, unicode.IsSpace) || Visible(text) != text
}

// List returns quoted values for a sentence, the first few of many.
func List(values []string) string {
	return ListFunc(len(values), func(i int) string { return values[i] })
}

// ListFunc is List of n values, of which it asks for the first few only.
func ListFunc(n int, value func(i int) string) string {
	const most = 5
	var quoted []string
	for i := range min(n, most) {
		quoted = append(quoted, Quote(value(i)))
	}
	if n > most {
		quoted = append(quoted, fmt.Sprintf("and %d more", n-most))
	}
	return strings.Join(quoted, ", ")
}
