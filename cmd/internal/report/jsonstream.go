package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/source"
)

// jsonStream writes one JSON document member by member, so that a report need
// not be held until it is whole. The first error stays.
type jsonStream struct {
	w       *bufio.Writer
	value   bytes.Buffer // of the member that is written
	encoder *json.Encoder
	depth   int
	some    bool // the object or array that is open holds something
	err     error
}

func newJSONStream(w io.Writer) *jsonStream {
	s := &jsonStream{w: bufio.NewWriter(w)}
	s.encoder = json.NewEncoder(&s.value)
	s.encoder.SetEscapeHTML(false)
	return s
}

// next begins a member of the object or array that is open; name is "" in an
// array.
func (s *jsonStream) next(name string) {
	if s.some {
		s.w.WriteByte(',')
	}
	s.some = true
	if s.depth > 0 {
		s.line(s.depth)
	}
	if name != "" {
		s.string(name)
		s.w.WriteString(": ")
	}
}

// open begins an object or array as a member.
func (s *jsonStream) open(name string, bracket byte) {
	s.next(name)
	s.w.WriteByte(bracket)
	s.depth++
	s.some = false
}

// close ends the object or array that is open.
func (s *jsonStream) close(bracket byte) {
	s.depth--
	if s.some {
		s.line(s.depth)
	}
	s.w.WriteByte(bracket)
	s.some = true
}

// add writes a value as a member.
func (s *jsonStream) add(name string, value any) {
	if m, ok := value.(JSONMembers); ok {
		s.open(name, '{')
		m.WriteMembers(JSONObject{s})
		s.close('}')
		return
	}
	s.next(name)
	s.put(value)
}

// JSONMembers is a value that is written as an object, and writes its members itself:
// that is faster than to have them found by reflection.
type JSONMembers interface{ WriteMembers(o JSONObject) }

// JSONObject is an object to which members are written.
type JSONObject struct{ s *jsonStream }

// Text writes a text.
func (o JSONObject) Text(name, text string) {
	o.s.next(name)
	o.s.string(text)
}

// Int writes a number.
func (o JSONObject) Int(name string, n int) {
	o.s.next(name)
	o.s.w.Write(strconv.AppendInt(o.s.w.AvailableBuffer(), int64(n), 10))
}

// Bool writes true or false.
func (o JSONObject) Bool(name string, b bool) {
	o.s.next(name)
	o.s.w.Write(strconv.AppendBool(o.s.w.AvailableBuffer(), b))
}

// WriteObjects writes a list of objects, of which a function writes the members of each.
func WriteObjects[T any](o JSONObject, name string, list iter.Seq[T], members func(T, JSONObject)) {
	o.s.open(name, '[')
	for v := range list {
		o.s.open("", '{')
		members(v, o)
		o.s.close('}')
	}
	o.s.close(']')
}

// string writes a text. Most consist of printable ASCII, which is written as it is.
func (s *jsonStream) string(text string) {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			s.put(text)
			return
		}
	}
	s.w.WriteByte('"')
	s.w.WriteString(text)
	s.w.WriteByte('"')
}

// put writes a value, indented as the member that it is.
func (s *jsonStream) put(value any) {
	s.value.Reset()
	if err := s.encoder.Encode(value); err != nil && s.err == nil {
		s.err = err
	}
	s.indented(bytes.TrimSuffix(s.value.Bytes(), []byte("\n")))
}

// flush writes out what was added so far.
func (s *jsonStream) flush() error {
	if s.err == nil {
		s.err = s.w.Flush()
	}
	return s.err
}

// end ends the document.
func (s *jsonStream) end() error {
	s.w.WriteByte('\n')
	return s.flush()
}

// WriteJSON writes a value as an indented JSON document with whatever a terminal
// could act on as \u escapes.
func WriteJSON(w io.Writer, value any) error {
	s := newJSONStream(w)
	s.put(value)
	return s.end()
}

// Large is a value that is so large that none is made while it is written.
type Large interface{ Large() bool }

// valuesAhead is how many other values of a list may wait to be written.
const valuesAhead = 16

// WriteJSONMembers writes an object as WriteJSON does. Its members are added one
// after another. The values of a list are written by a goroutine while the next ones
// are made, unless one is Large: a value must not change after it was yielded, and
// nothing may be added before list returns.
func WriteJSONMembers(w io.Writer, members func(add func(name string, value any), list func(name string, values iter.Seq[any]))) error {
	s := newJSONStream(w)
	s.open("", '{')
	members(s.add, func(name string, values iter.Seq[any]) {
		s.open(name, '[')
		ahead := make(chan any, valuesAhead)
		written := make(chan struct{})
		var writing sync.WaitGroup
		writing.Go(func() {
			for v := range ahead {
				s.add("", v)
				if isLarge(v) {
					written <- struct{}{}
				}
			}
		})
		func() {
			defer close(ahead) // after a panic too
			for v := range values {
				if ahead <- v; isLarge(v) {
					<-written
				}
			}
		}()
		writing.Wait()
		s.close(']')
	})
	s.close('}')
	return s.end()
}

func isLarge(v any) bool {
	l, ok := v.(Large)
	return ok && l.Large()
}

// indented writes JSON without white space as an indented value. The encoder's own
// indentation takes three times as long: it looks for mistakes once more.
func (s *jsonStream) indented(data []byte) {
	depth := s.depth
	for i := 0; i < len(data); {
		from := i
		c := data[i]
		i++
		switch c {
		case '"':
			i += s.text(data[from:]) - 1
		case '{', '[':
			s.w.WriteByte(c)
			if closing := c + 2; data[i] == closing {
				s.w.WriteByte(closing)
				i++
				continue
			}
			depth++
			s.line(depth)
		case '}', ']':
			depth--
			s.line(depth)
			s.w.WriteByte(c)
		case ',':
			s.w.WriteByte(c)
			s.line(depth)
		case ':':
			s.w.WriteString(": ")
		default: // a number, true, false or null
			for i < len(data) && data[i] != ',' && data[i] != '}' && data[i] != ']' {
				i++
			}
			s.w.Write(data[from:i])
		}
	}
}

// line begins a line.
func (s *jsonStream) line(depth int) {
	s.w.WriteByte('\n')
	for ; depth > len(indentation)/2; depth -= len(indentation) / 2 {
		s.w.WriteString(indentation)
	}
	s.w.WriteString(indentation[:2*depth])
}

// indentation is that of eight levels. Deeper lines repeat it.
const indentation = "                "

// text writes the string that JSON begins with, and whatever a terminal could act
// on, or a reader could not see, as \u escapes. It returns how many bytes of the
// JSON the string takes, with its quotes.
func (s *jsonStream) text(data []byte) int {
	from := 0 // of what is to be written as it is
	for i := 1; ; {
		c := data[i]
		switch {
		case c == '"':
			s.w.Write(data[from : i+1])
			return i + 1
		case c == '\\':
			i += 2
		case c < utf8.RuneSelf && c != 0x7f:
			i++
		default:
			r, size := utf8.DecodeRune(data[i:])
			if source.Unseen(r) {
				s.w.Write(data[from:i])
				from = i + size
				if r > 0xffff {
					high, low := utf16.EncodeRune(r)
					fmt.Fprintf(s.w, `\u%04x\u%04x`, high, low)
				} else {
					fmt.Fprintf(s.w, `\u%04x`, r)
				}
			}
			i += size
		}
	}
}
