package main

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// lineWidth is how many columns text is laid out for.
const lineWidth = 100

// snippet lays out a source line of at most so many columns, cut around the
// range, and what stands below it: carets under the range, and no less than
// one. Tabs, wide and invisible characters keep the carets aligned.
func snippet(line string, from, to, width int) (text, carets string) {
	cells := cellsOf(line, from, to)
	from, to = min(from, len(cells)), min(to, len(cells))
	lo, hi := 0, len(cells)
	for lo < from && cells[lo].blank { // indentation says nothing here
		lo++
	}
	before, after := "", ""
	if columns(cells[lo:hi]) > width {
		// A good part of the room goes to the value, the rest to what
		// stands before it.
		if context := width / 4; columns(cells[lo:from]) > context {
			lo = from
			for lo > 0 && columns(cells[lo-1:from]) < context {
				lo--
			}
			before = "…"
		}
		for hi > lo && columns(cells[lo:hi]) > width-2 {
			hi--
		}
		if hi < len(cells) {
			after = "…"
		}
	}
	var shown strings.Builder
	for _, c := range cells[lo:hi] {
		shown.WriteString(c.text)
	}
	from, to = max(from, lo), min(to, hi)
	indent := runewidth.StringWidth(before) + columns(cells[lo:from])
	under := max(1, columns(cells[from:max(from, to)]))
	return before + shown.String() + after, strings.Repeat(" ", indent) + strings.Repeat("^", under)
}

// cell is a character as it is shown.
type cell struct {
	text  string
	width int
	blank bool
}

func cellsOf(line string, from, to int) []cell {
	var cells []cell
	for i, r := range []rune(line) {
		text := string(r)
		switch {
		case r == '\t' && i >= from && i < to:
			text = "→" // part of what is wrong
		case r == '\t':
			text = "    "
		case r == 0x00A0 || r == 0x202F:
			text = "⍽"
		case !unicode.IsPrint(r) && r != ' ':
			text = "·"
		}
		cells = append(cells, cell{text, runewidth.StringWidth(text), unicode.IsSpace(r)})
	}
	return cells
}

func columns(cells []cell) (n int) {
	for _, c := range cells {
		n += c.width
	}
	return n
}

// wrap breaks a text into lines of at most so many columns, at spaces.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		w := runewidth.StringWidth(word)
		if used > 0 && used+1+w > width {
			lines = append(lines, line)
			line, used = "", 0
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += w
	}
	return append(lines, line)
}
