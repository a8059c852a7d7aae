// Package source holds the texts that imslint reads and the places in them.
//
// A place is a text and two byte offsets. Lines, columns and snippets are
// worked out when somebody asks for them, from an index that is built once for
// each text.
package source

import (
	"fmt"
	"strings"
	"sync/atomic"
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
// feeds only. What it says never changes after New, so that any number of
// goroutines may ask it for positions and snippets. Positions are worked out when
// somebody first asks, because most texts are never shown; what snippets hide,
// whenever another text of the file was asked in between.
type Text struct {
	of    *Origin
	data  string
	start Position
	marks atomic.Pointer[[]Position] // of each block of blockSize bytes; nil for not yet
}

// Origin is the file that texts are of.
type Origin struct {
	name  string
	hider Hider // nil for nothing
	// last is what snippets hide of the text that was asked last. To remember it of
	// every text would take more memory than the texts.
	last atomic.Pointer[hidden]
}

// Hider says what the snippets of a text must not show. It may be asked several
// times, by several goroutines at once, and always says the same.
type Hider interface {
	// Hide adds the ranges of the text, in whatever order.
	Hide(data string, add func(Hidden))
}

// Ranges is a Hider that knows what to hide.
type Ranges []Hidden

// Hide adds the ranges.
func (r Ranges) Hide(_ string, add func(Hidden)) {
	for _, h := range r {
		add(h)
	}
}

// hidden are the ranges of a text that snippets do not show.
type hidden struct {
	of                        *Text
	secrets, elided, comments ranges // each in order, disjoint
}

// blockSize is the distance of the marks of the index: a position costs a walk
// over no more than so many bytes, however long the line is.
const blockSize = 256

// NewOrigin returns the origin of texts of a file, with its name as printed. What
// snippets of the texts must not show is given here, nil for nothing; Text.Hiding
// makes a text that hides more.
func NewOrigin(name string, hiders ...Hider) *Origin {
	o := &Origin{name: name}
	switch len(hiders) {
	case 0:
	case 1:
		o.hider = hiders[0]
	default:
		o.hider = allOf(hiders)
	}
	return o
}

// Name returns the name of the file, as printed.
func (o *Origin) Name() string { return o.name }

// Text returns a piece of the file that begins at start.
func (o *Origin) Text(data string, start Position) *Text {
	return &Text{of: o, data: data, start: start}
}

// New returns the only text of a file.
func New(name, data string, start Position, hiders ...Hider) *Text {
	return NewOrigin(name, hiders...).Text(data, start)
}

// allOf hides what any of some hiders does.
type allOf []Hider

func (a allOf) Hide(data string, add func(Hidden)) {
	for _, h := range a {
		h.Hide(data, add)
	}
}

// Hiding returns an origin like o, of whose texts snippets hide more.
func (o *Origin) Hiding(more Hider) *Origin {
	if o.hider == nil {
		return NewOrigin(o.name, more)
	}
	return NewOrigin(o.name, o.hider, more)
}

// Origin returns the file that the text is of.
func (t *Text) Origin() *Origin { return t.of }

// As returns the text as one of another origin.
func (t *Text) As(o *Origin) *Text { return o.Text(t.data, t.start) }

// Hiding returns a text like t of which snippets hide more.
func (t *Text) Hiding(more Hider) *Text { return t.As(t.of.Hiding(more)) }

func (t *Text) hiddenRanges() *hidden {
	if last := t.of.last.Load(); last != nil && last.of == t {
		return last
	}
	h := &hidden{of: t}
	if t.of.hider != nil {
		t.of.hider.Hide(t.data, func(r Hidden) {
			switch {
			case r.Secret:
				h.secrets.add(r.Span)
			case r.Comment:
				h.comments.add(r.Span)
			default:
				h.elided.add(r.Span)
			}
		})
		h.secrets.disjoin()
		h.elided.disjoin()
		h.comments.disjoin()
	}
	t.of.last.Store(h)
	return h
}

// Name returns the name of the file, as printed.
func (t *Text) Name() string { return t.of.name }

// Data returns the text itself.
func (t *Text) Data() string { return t.data }

// Position returns the line and column of a byte offset. An offset outside of
// the text is taken as its nearest end.
func (t *Text) Position(offset int) Position {
	offset = max(0, min(offset, len(t.data)))
	if len(t.data) < blockSize {
		return t.start.After(t.data[:offset])
	}
	marks := t.index()
	block := offset / blockSize
	from := block * blockSize
	// A character that is cut by the block's edge belongs to the block before.
	for from < offset && !utf8.RuneStart(t.data[from]) {
		from++
	}
	if from >= offset {
		return marks[block]
	}
	return marks[block].After(t.data[from:offset])
}

// index returns the position of each block.
func (t *Text) index() []Position {
	if known := t.marks.Load(); known != nil {
		return *known
	}
	marks := make([]Position, 0, len(t.data)/blockSize+1)
	at, from := t.start, 0
	for {
		marks = append(marks, at)
		to := from - from%blockSize + blockSize
		for to < len(t.data) && !utf8.RuneStart(t.data[to]) {
			to++
		}
		if to > len(t.data) {
			t.marks.Store(&marks) // whoever else is here has the same
			return marks
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
	return p.text.of.name
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
