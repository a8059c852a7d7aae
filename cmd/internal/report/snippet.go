package report

import (
	"strings"
	"unicode"

	"github.com/imslint/imslint/schema/source"
)

// excerpt is a snippet as it is shown: one line with the part that it is about.
// Marked is empty where a place is between two characters.
type excerpt struct{ Before, Marked, After string }

// layOut cuts a snippet to at most so many columns around the place, and shows
// what a reader would not see.
func layOut(s source.Snippet, width int) excerpt {
	cells, from, to := cellsOf(s)
	lo, hi := 0, len(cells)
	for lo < from && cells[lo].blank { // indentation says nothing here
		lo++
	}
	before, after := s.Before, s.After
	room := func() int {
		n := width
		if before {
			n--
		}
		if after {
			n--
		}
		return n
	}
	if columns(cells[lo:hi]) > room() {
		// A good part of the room goes to the value, the rest to what is
		// before it.
		if context := width / 4; columns(cells[lo:from]) > context {
			lo, before = from, true
			for used := 0; lo > 0 && used+cells[lo-1].width < context; lo-- {
				used += cells[lo-1].width
			}
		}
		for used := columns(cells[lo:hi]); hi > lo && used > room(); {
			hi--
			used -= cells[hi].width
			after = true
		}
	}
	from, to = min(max(from, lo), hi), max(min(to, hi), lo)
	e := excerpt{joined(cells[lo:from]), joined(cells[from:max(from, to)]), joined(cells[max(from, to):hi])}
	if before {
		e.Before = source.Elided + e.Before
	}
	if after {
		e.After += source.Elided
	}
	return e
}

// line returns the whole line.
func (e excerpt) line() string { return e.Before + e.Marked + e.After }

// carets returns the line below it: carets under the part that it is
// about, and no less than one.
func (e excerpt) carets() string {
	return strings.Repeat(" ", columnsOf(e.Before)) + strings.Repeat("^", max(1, columnsOf(e.Marked)))
}

// cell is a character as it is shown.
type cell struct {
	text  string
	width int
	blank bool
}

// cellsOf returns the characters of a snippet, and the indices of those that it
// is about.
func cellsOf(s source.Snippet) (cells []cell, from, to int) {
	cells = make([]cell, 0, len(s.Text))
	from, to = -1, -1
	for i, r := range s.Text {
		if i >= s.From && from < 0 {
			from = len(cells)
		}
		if i >= s.To && to < 0 {
			to = len(cells)
		}
		if ' ' <= r && r <= '~' { // most of them
			cells = append(cells, cell{s.Text[i : i+1], 1, r == ' '})
			continue
		}
		text := string(r)
		switch {
		case r == '\t' && i >= s.From && i < s.To:
			text = "→" // part of what is wrong
		case r == '\t':
			text = "    "
		case r == 0x00A0 || r == 0x202F:
			text = "⍽"
		case source.Unseen(r):
			text = "·"
		}
		cells = append(cells, cell{text, columnsOf(text), unicode.IsSpace(r)})
	}
	if from < 0 {
		from = len(cells)
	}
	if to < 0 {
		to = len(cells)
	}
	return cells, from, to
}

func columns(cells []cell) (n int) {
	for _, c := range cells {
		n += c.width
	}
	return n
}

func joined(cells []cell) string {
	var out strings.Builder
	for _, c := range cells {
		out.WriteString(c.text)
	}
	return out.String()
}
