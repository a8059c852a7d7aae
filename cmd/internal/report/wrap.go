package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/source"
	"golang.org/x/text/width"
)

// The columns that a text is laid out for.
const (
	minWidth     = 60
	defaultWidth = 100
	maxWidth     = 120
)

// TextWidth returns the columns to lay a text out for on a terminal of so many,
// 0 for unknown. Lines that are longer than 120 are hard to read.
func TextWidth(terminal int) int {
	if terminal <= 0 {
		return defaultWidth
	}
	return max(minWidth, min(terminal, maxWidth))
}

// columnsOf returns how many columns a text takes, whatever the locale: none for
// marks that combine with the character before them, two for wide characters.
func columnsOf(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		default:
			n++
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}

// Shown returns a text with whatever a terminal could act on, or a reader could
// not see, as its code point: control characters, line ends, bidirectional and
// zero-width characters. Bytes that are not UTF-8, which names of files may hold,
// are shown as such.
func Shown(text string) string {
	if strings.IndexFunc(text, source.Unseen) < 0 && utf8.ValidString(text) {
		return text
	}
	var out strings.Builder
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&out, "<0x%02X>", text[i])
		} else if source.Unseen(r) {
			fmt.Fprintf(&out, "<%U>", r)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// Wrap breaks a text into lines of at most so many columns, at spaces outside
// of quotes. Runs of spaces stay as they are, so that a value in quotes is
// printed exactly; one that is longer than a line has a line of its own.
func Wrap(text string, width int) []string {
	if len(text) <= width { // no text takes more columns than bytes
		return []string{strings.TrimRight(text, " ")}
	}
	var lines []string
	from, used := 0, 0 // where the line begins, and its columns
	for at := 0; at < len(text); {
		gap := len(text[at:]) - len(strings.TrimLeft(text[at:], " "))
		end := at + gap + wordEnd(text[at+gap:])
		columns := columnsOf(text[at+gap : end])
		if used > 0 && used+gap+columns > width {
			lines = append(lines, text[from:at])
			from, used, gap = at+gap, 0, 0
		}
		used += gap + columns
		at = end
	}
	return append(lines, strings.TrimRight(text[from:], " "))
}

// wordEnd returns where the first word of a text ends: at the first space that
// is not within quotes.
func wordEnd(text string) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == ' ':
			return i
		case text[i] == '"' && opensQuote(text[:i]):
			i += closingQuote(text[i+1:])
		}
	}
	return len(text)
}

// opensQuote reports whether a quote behind the beginning of a word opens one:
// within a word it is a part of it.
func opensQuote(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// closingQuote returns how many bytes a quoted text takes with its closing
// quote: the first one that no letter or digit follows. It is 0 where nothing
// closes the quote.
func closingQuote(text string) int {
	for i := 0; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		r, _ := utf8.DecodeRuneInString(text[i+1:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i + 1
		}
	}
	return 0
}

// Hanging writes a text behind a label, its further lines below the text. What
// the label is painted with does not count for its width; a nil paint leaves
// the text as it is.
func Hanging(w io.Writer, width int, label string, paintLabel func(a ...any) string, text string, paint func(a ...any) string) {
	columns := columnsOf(label)
	for i, line := range Wrap(Shown(text), width-columns) {
		if i > 0 {
			label = strings.Repeat(" ", columns)
		} else if strings.TrimSpace(label) != "" && paintLabel != nil {
			label = paintLabel(label)
		}
		if paint != nil {
			line = paint(line)
		}
		fmt.Fprintf(w, "%s%s\n", label, line)
	}
}
