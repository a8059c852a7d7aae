package xmlscan

import (
	"bytes"

	"github.com/imslint/imslint/schema/source"
)

// tag is a start tag, by offsets in the bytes that it was parsed from.
type tag struct {
	nameEnd int
	// attrs are its attributes, of more than MaxAttributes the first ones and the
	// last one. The last one is not whole where the tag is cut or wrong.
	attrs []rawAttr
	end   int // behind the >; 0 where the tag is cut or wrong

	wrong    string // what is wrong with it, "" for nothing
	wrongAt  int
	unclosed bool // it is wrong because it is not closed
}

// rawAttr is an attribute by its offsets.
type rawAttr struct{ name, nameEnd, value, valueEnd int }

// parseTag parses the start tag that begins with the < at an offset, and appends
// its attributes to an empty list.
func parseTag(b []byte, from int, attrs []rawAttr) tag {
	t := tag{attrs: attrs}
	i := from + 1
	// name moves over a name and returns false where none begins.
	name := func() bool {
		if i < len(b) && classes[b[i]]&startByte != 0 {
			i = nameLimit(b, i)
			return true
		}
		return false
	}
	space := func() bool {
		start := i
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		return i > start
	}
	fail := func(wrong string) tag {
		t.wrong, t.wrongAt = wrong, i
		if b[i] == '<' {
			t.wrong, t.unclosed = "< inside a tag", true
		}
		return t
	}
	if i < len(b) && !name() {
		t.wrong, t.wrongAt = "< does not begin a tag here: text needs &lt; for it", from
		return t
	}
	t.nameEnd = i
	for {
		spaced := space()
		switch {
		case i >= len(b), b[i] == '/' && i+1 == len(b):
			return t
		case b[i] == '>':
			t.end = i + 1
			return t
		case b[i] == '/' && b[i+1] == '>':
			t.end = i + 2
			return t
		}
		begin := i
		if !spaced || !name() {
			return fail("expected an attribute, with white space before it, or the end of the tag")
		}
		if len(t.attrs) > MaxAttributes {
			t.attrs = t.attrs[:MaxAttributes]
		}
		t.attrs = append(t.attrs, rawAttr{begin, i, i, i})
		a := &t.attrs[len(t.attrs)-1]
		space()
		if i >= len(b) {
			return t
		}
		if b[i] != '=' {
			// Not named: after a stray quote it may be a piece of a secret.
			return fail("expected = after the name of an attribute")
		}
		i++
		space()
		if i >= len(b) {
			return t
		}
		quote := b[i]
		if quote != '"' && quote != '\'' {
			return fail("the value of the attribute " + printable(b[a.name:a.nameEnd]) + " needs quotes")
		}
		i++
		n := bytes.IndexByte(b[i:], quote)
		closed := n >= 0
		if !closed {
			n = len(b) - i
		}
		a.value, a.valueEnd = i, i+n
		if n := bytes.IndexByte(b[i:i+n], '<'); n >= 0 {
			a.valueEnd = i + n
			t.wrong, t.wrongAt, t.unclosed = "< inside a quoted value", i+n, true
			return t
		}
		if !closed {
			return t
		}
		i = a.valueEnd + 1
	}
}

// startElement returns the start tag at pos as an element without content, with
// the text of it.
func (s *scanner) startElement(end int) (*source.Text, *source.Element) {
	raw := s.buf[s.pos:end]
	data := string(raw)
	t := parseTag(raw, 0, nil)
	e := &source.Element{Name: Local(data[1:t.nameEnd]), NameSpan: source.Span{From: 1, To: t.nameEnd}, TextSpan: source.Span{From: len(data), To: len(data)}}
	for _, a := range t.attrs {
		e.Attrs = append(e.Attrs, source.Attr{
			Name: data[a.name:a.nameEnd], NameSpan: source.Span{From: a.name, To: a.nameEnd},
			Value: resolveAny(data[a.value:a.valueEnd]), Span: source.Span{From: a.value, To: a.valueEnd},
		})
	}
	return s.origin.Text(data, s.position(s.pos)), e
}
