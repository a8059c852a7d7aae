// Package source holds the texts that imslint reads and the places in them.
//
// A place is a text and two byte offsets. Lines, columns and snippets are
// worked out when somebody asks for them, from an index that is built once for
// each text.
package source

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Position is a point in a file. Line and Column start at 1; Column counts
// Unicode code points, as SARIF's unicodeCodePoints does. Lines end with LF,
// CR LF or CR, as editors count them. A byte order mark has no column.
type Position struct{ Line, Column int }

// Start is the position at which every file begins.
var Start = Position{1, 1}

// Before reports whether p comes earlier in the file than q.
func (p Position) Before(q Position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Column < q.Column
}

// After returns the position behind a text written at p. The text has line
// feeds only.
func (p Position) After(text string) Position {
	if n := strings.Count(text, "\n"); n > 0 {
		p.Line += n
		p.Column = 1
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	p.Column += utf8.RuneCountInString(text)
	return p
}

// Span is a range of a text in byte offsets: From is its first byte, To the
// offset just behind its last (equal to From for an empty range).
type Span struct{ From, To int }

// Empty reports whether the span holds nothing.
func (s Span) Empty() bool { return s.From >= s.To }

// Text is a whole file, or the piece of one that was kept, as UTF-8 with line
// feeds only. It never changes after New, so that any number of goroutines may
// ask it for positions and snippets.
type Text struct {
	name    string
	data    string
	start   Position
	secrets []Span // in order, disjoint
	elided  []Span // the same

	index sync.Once
	marks []Position // of each block of blockSize bytes
}

// blockSize is the distance of the marks of the index: a position costs a walk
// over no more than so many bytes, however long the line is.
const blockSize = 1024

// New returns the text of a file, or a piece of it that begins at start. Name
// is the file's name as printed. What a snippet must not show is given here and
// cannot be added later; see Hiding.
func New(name, data string, start Position, hidden ...Hidden) *Text {
	t := &Text{name: name, data: data, start: start}
	t.hide(hidden)
	return t
}

// hide adds to what the snippets of a new text do not show.
func (t *Text) hide(hidden []Hidden) {
	secrets := 0
	for _, h := range hidden {
		if h.Secret {
			secrets++
		}
	}
	t.secrets = slices.Grow(t.secrets, secrets)
	t.elided = slices.Grow(t.elided, len(hidden)-secrets)
	for _, h := range hidden {
		if h.Secret {
			t.secrets = append(t.secrets, h.Span)
		} else {
			t.elided = append(t.elided, h.Span)
		}
	}
	t.secrets, t.elided = disjoint(t.secrets), disjoint(t.elided)
}

// Hiding returns a text like t of which snippets hide more.
func (t *Text) Hiding(more ...Hidden) *Text {
	other := &Text{name: t.name, data: t.data, start: t.start, secrets: slices.Clone(t.secrets), elided: slices.Clone(t.elided)}
	other.hide(more)
	return other
}

// Name returns the name of the file, as printed.
func (t *Text) Name() string { return t.name }

// Data returns the text itself.
func (t *Text) Data() string { return t.data }

// Position returns the line and column of a byte offset. An offset outside of
// the text is taken as its nearest end.
func (t *Text) Position(offset int) Position {
	offset = max(0, min(offset, len(t.data)))
	t.index.Do(t.buildIndex)
	block := offset / blockSize
	from := block * blockSize
	// A character that is cut by the block's edge belongs to the block before.
	for from < offset && !utf8.RuneStart(t.data[from]) {
		from++
	}
	if from >= offset {
		return t.marks[block]
	}
	return t.marks[block].After(t.data[from:offset])
}

func (t *Text) buildIndex() {
	t.marks = make([]Position, 0, len(t.data)/blockSize+1)
	at, from := t.start, 0
	for {
		t.marks = append(t.marks, at)
		to := from - from%blockSize + blockSize
		for to < len(t.data) && !utf8.RuneStart(t.data[to]) {
			to++
		}
		if to > len(t.data) {
			return
		}
		at = at.After(t.data[from:to])
		from = to
	}
}

// Place returns the place of a range of the text.
func (t *Text) Place(s Span) Place { return Place{text: t, Span: s} }

// Place is a range in a text. The zero Place is nowhere: it has no path.
type Place struct {
	text *Text
	Span
	secret bool
}

// At returns a place of a file of which no text is kept.
func At(name string, p Position) Place { return New(name, "", p).Place(Span{}) }

// File returns the place of a whole file: its first character.
func File(name string) Place { return At(name, Start) }

// Path returns the file's name as printed, with "/"; "" for the zero Place.
func (p Place) Path() string {
	if p.text == nil {
		return ""
	}
	return p.text.name
}

// Start returns where the place begins.
func (p Place) Start() Position {
	if p.text == nil {
		return Start
	}
	return p.text.Position(p.From)
}

// End returns the position just behind the place.
func (p Place) End() Position {
	if p.text == nil {
		return Start
	}
	return p.text.Position(p.To)
}

// Secret returns the place as one whose own text no snippet shows.
func (p Place) Secret() Place {
	p.secret = true
	return p
}

// Part returns a range of the place, in byte offsets from its start.
func (p Place) Part(s Span) Place {
	p.Span = Span{p.From + s.From, p.From + s.To}
	return p
}

// Written returns the text of the place as it is written in the file.
func (p Place) Written() string {
	if p.text == nil {
		return ""
	}
	return p.text.data[p.From:p.To]
}

// String returns path:line:column, the form that editors and terminals follow.
func (p Place) String() string {
	start := p.Start()
	return fmt.Sprintf("%s:%d:%d", p.Path(), start.Line, start.Column)
}

// Compare orders places by path, then by position: it is negative where p
// comes before q.
func (p Place) Compare(q Place) int {
	if p.text == q.text {
		return p.From - q.From
	}
	if d := strings.Compare(p.Path(), q.Path()); d != 0 {
		return d
	}
	switch a, b := p.Start(), q.Start(); {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}

// Error is an input that could not be read, or a configuration that could not
// be used, at its place. Its message never holds text of the file other than
// names, so that it cannot show a secret.
type Error struct {
	Place
	Message string
}

// Error returns path:line:column: message.
func (e *Error) Error() string { return e.Place.String() + ": " + e.Message }

// Errorf returns an error at a place.
func Errorf(at Place, format string, args ...any) *Error {
	return &Error{Place: at, Message: fmt.Sprintf(format, args...)}
}
