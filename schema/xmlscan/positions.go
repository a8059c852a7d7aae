package xmlscan

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/source"
)

// newElement is an element that was opened in the buffer and is still open. Its
// name is looked up there.
type newElement struct {
	from    int // offset of the <
	nameEnd int
}

// openElement is an element that was opened before mark.
type openElement struct {
	name string // as written
	at   source.Position
}

func (s *scanner) depth() int { return len(s.open) + len(s.opened) }

// innermost returns the name of the innermost open element.
func (s *scanner) innermost() []byte {
	if n := len(s.opened); n > 0 {
		e := s.opened[n-1]
		return s.buf[e.from+1 : e.nameEnd]
	}
	return []byte(s.open[len(s.open)-1].name)
}

// innermostAt returns where the innermost open element opens.
func (s *scanner) innermostAt() source.Position {
	if n := len(s.opened); n > 0 {
		return s.position(s.opened[n-1].from)
	}
	return s.open[len(s.open)-1].at
}

// position returns the line and column of an offset in the buffer that is not
// before the mark.
func (s *scanner) position(offset int) source.Position {
	p, between := s.mark, s.buf[s.markAt:offset]
	if n := s.linesBefore(offset); n > 0 {
		p.Line += n
		p.Column = 1
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	p.Column += utf8.RuneCount(between)
	return p
}

// linesBefore returns the number of line ends between the mark and an offset.
// Most of the offsets that are asked for are near the one or near the end.
func (s *scanner) linesBefore(offset int) int {
	if offset-s.markAt <= len(s.buf)-offset {
		return bytes.Count(s.buf[s.markAt:offset], []byte{'\n'})
	}
	return s.lines - bytes.Count(s.buf[offset:], []byte{'\n'})
}

// setMark moves the mark up to an offset. What was opened before it is looked
// up in the buffer for the last time.
func (s *scanner) setMark(offset int) {
	for _, e := range s.opened {
		s.moveMark(e.from)
		name := string(s.buf[e.from+1 : e.nameEnd])
		s.open = append(s.open, openElement{name, s.mark})
		a := Ancestor{Name: Local(name)}
		if a.Name == "entities" {
			a.Schema = s.attribute(e.from, "schema")
		}
		s.path = append(s.path, a)
	}
	s.opened = s.opened[:0]
	s.moveMark(offset)
}

func (s *scanner) moveMark(offset int) {
	at := s.position(offset)
	s.lines -= at.Line - s.mark.Line
	s.mark, s.markAt = at, offset
}

// more lets go of what is before pos and adds what comes behind the buffer. It
// returns false at the end of the file. What was at pos is at the new pos.
func (s *scanner) more() bool {
	if s.eof {
		return false
	}
	s.setMark(s.pos)
	if s.keeping {
		if s.tooLarge(s.pos) {
			return false
		}
		s.kept = append(s.kept, s.buf[s.keptFrom:s.pos]...)
	}
	var err error
	s.buf, err = s.in.next(s.buf[s.pos:])
	s.pos, s.markAt, s.keptFrom = 0, 0, 0
	s.eof = err != nil
	if !s.eof {
		s.lines += s.in.lines
	}
	if err != io.EOF {
		s.err = err
	}
	return !s.eof
}

// have reports whether the file has n bytes from pos on, which are then in the
// buffer.
func (s *scanner) have(n int) bool {
	for len(s.buf)-s.pos < n {
		if !s.more() {
			return false
		}
	}
	return true
}

// whole returns n, or the offset of the character that goes on behind b[:n].
func whole(b []byte, n int) int {
	for i := n - 1; i >= 0 && i >= n-utf8.UTFMax+1; i-- {
		if utf8.RuneStart(b[i]) {
			if _, size := utf8.DecodeRune(b[i:]); i+size > n || !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return n
}

func (s *scanner) errorAt(offset int, format string, args ...any) *source.Error {
	s.failedAt = offset
	return source.Errorf(source.At(s.origin.Name(), s.position(offset)), format, args...)
}

// unreadable is the reader's error, where reading ended.
func (s *scanner) unreadable() *source.Error {
	s.failedAt = len(s.buf)
	bad := source.ReadError(s.origin.Name(), "", s.err)
	bad.Place = source.At(s.origin.Name(), s.position(len(s.buf)))
	return bad
}

// truncated is the error of a file that ends inside something.
func (s *scanner) truncated(what string, from source.Position) *source.Error {
	if s.err != nil {
		return s.unreadable()
	}
	return s.errorAt(len(s.buf), "the file ends inside the %s that opens at line %d, column %d: it is truncated", what, from.Line, from.Column)
}
