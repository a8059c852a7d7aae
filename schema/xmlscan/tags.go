package xmlscan

import (
	"bytes"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// startTag follows a start tag.
func (s *scanner) startTag() *source.Error {
	nameEnd, end, bad := s.wholeTag()
	if bad != nil {
		return bad
	}
	depth := s.depth()
	if depth >= s.limit {
		return s.errorAt(s.pos, "elements are nested more than %d deep, the limit", s.maxDepth())
	}
	if depth == 0 || s.suspected(nameEnd) {
		if bad := s.consider(nameEnd, end); bad != nil {
			return bad
		}
	}
	from := s.pos
	s.pos = end
	if s.buf[end-2] != '/' {
		s.opened = append(s.opened, newElement{from, nameEnd})
	} else if s.keeping && depth == s.keptDepth {
		return s.found()
	}
	return nil
}

// maxDepth is the limit that applies to the elements here.
func (s *scanner) maxDepth() int {
	if s.keeping && s.limit < MaxDepth {
		return MaxKeptDepth
	}
	return MaxDepth
}

// suspicion is the end of a name, which tells nearly all names apart from those
// in Options.Names.
func suspicion(third, second, last byte) uint16 {
	return uint16(third)<<10 ^ uint16(second)<<5 ^ uint16(last)
}

// suspect makes elements of a local name worth a second look.
func (s *scanner) suspect(name string) {
	n := len(name)
	s.shortest = min(s.shortest, n)
	if n >= 3 {
		v := suspicion(name[n-3], name[n-2], name[n-1])
		s.suspects[v/64] |= 1 << (v % 64)
	}
}

// suspected reports whether the element whose name begins behind pos may be one
// of Options.Names.
func (s *scanner) suspected(nameEnd int) bool {
	if s.shortest < 3 || nameEnd < 3 {
		return true
	}
	v := suspicion(s.buf[nameEnd-3], s.buf[nameEnd-2], s.buf[nameEnd-1])
	return s.suspects[v/64]&(1<<(v%64)) != 0
}

// consider looks at a start tag that may be the root element's or one of
// Options.Names, and begins to keep the element where it is wanted.
func (s *scanner) consider(nameEnd, end int) *source.Error {
	written := s.buf[s.pos+1 : nameEnd]
	name := written[bytes.IndexByte(written, ':')+1:]
	if s.depth() == 0 {
		if s.root != "" {
			return s.errorAt(s.pos, "a second root element <%s>: an XML file has one", printable(written))
		}
		s.root = string(name)
		if s.options.Root != nil {
			s.options.Root(s.startElement(end))
		}
	} else if s.keeping || !s.options.Names[string(name)] {
		return nil
	}
	s.setMark(s.pos)
	if s.options.Wanted(s.path, string(name)) {
		s.keeping, s.keptDepth, s.keptFrom, s.keptStart = true, s.depth(), s.pos, s.mark
		s.limit = min(MaxDepth, s.keptDepth+MaxKeptDepth)
	}
	return nil
}

// endTag follows an end tag.
func (s *scanner) endTag() *source.Error {
	for {
		end, bad := s.endTagEnd()
		if bad != nil {
			return bad
		}
		if end-s.pos > MaxTag {
			return s.longTag()
		}
		if end > 0 {
			s.pos = end
			return s.close()
		}
		if bad := s.moreTag(); bad != nil {
			return bad
		}
	}
}

// endTagEnd returns the offset behind the end tag at pos, 0 where it is cut.
func (s *scanner) endTagEnd() (int, *source.Error) {
	from := s.pos + len("</")
	i := from
	for i < len(s.buf) && !isSpace(s.buf[i]) && s.buf[i] != '>' && s.buf[i] != '<' {
		i++
	}
	name := s.buf[from:i]
	for i < len(s.buf) && isSpace(s.buf[i]) {
		i++
	}
	if i == len(s.buf) {
		return 0, nil
	}
	if s.depth() == 0 {
		return 0, s.errorAt(s.pos, "</%s> closes no open element", printable(name))
	}
	opened := s.innermost()
	switch {
	case s.buf[i] == '<':
		from := s.position(s.pos)
		return 0, s.errorAt(i, "< inside a tag: the tag that opens at line %d, column %d is not closed", from.Line, from.Column)
	case string(name) != string(opened):
		at := s.innermostAt()
		return 0, s.errorAt(s.pos, "found </%s>, expected </%s>: <%[2]s> opens at line %d, column %d", printable(name), printable(opened), at.Line, at.Column)
	case s.buf[i] != '>':
		return 0, s.errorAt(i, "expected > at the end of </%s", printable(name))
	}
	return i + 1, nil
}

// close ends the innermost element.
func (s *scanner) close() *source.Error {
	if n := len(s.opened); n > 0 {
		s.opened = s.opened[:n-1]
	} else {
		n := len(s.open) - 1
		s.open, s.path = s.open[:n], s.path[:n]
	}
	if s.keeping && s.depth() == s.keptDepth {
		return s.found()
	}
	return nil
}

// wholeTag returns the offsets behind the name and behind the > of the start tag
// at pos, or what is wrong with it.
func (s *scanner) wholeTag() (nameEnd, end int, bad *source.Error) {
	for {
		t := parseTag(s.buf, s.pos, s.attrs[:0])
		s.attrs = t.attrs[:0]
		if max(t.end, t.wrongAt)-s.pos > MaxTag {
			return 0, 0, s.longTag()
		}
		if t.wrong != "" {
			if t.unclosed {
				from := s.position(s.pos)
				return 0, 0, s.errorAt(t.wrongAt, "%s: the tag that opens at line %d, column %d is not closed", t.wrong, from.Line, from.Column)
			}
			return 0, 0, s.errorAt(t.wrongAt, "%s", t.wrong)
		}
		if t.end > 0 {
			return t.nameEnd, t.end, nil
		}
		if bad := s.moreTag(); bad != nil {
			return 0, 0, bad
		}
	}
}

// moreTag reads on after a tag that was cut.
func (s *scanner) moreTag() *source.Error {
	if len(s.buf)-s.pos > MaxTag {
		return s.longTag()
	}
	if !s.more() {
		return s.truncated("tag", s.position(s.pos))
	}
	return nil
}

func (s *scanner) longTag() *source.Error {
	return s.errorAt(s.pos, "the tag is longer than %d MiB, the limit", MaxTag>>20)
}

// attribute returns the value of an attribute of the start tag at an offset, of
// those that parseTag returns.
func (s *scanner) attribute(from int, name string) string {
	t := parseTag(s.buf, from, s.attrs[:0])
	s.attrs = t.attrs[:0]
	for _, a := range t.attrs {
		if string(s.buf[a.name:a.nameEnd]) == name {
			return resolveAny(string(s.buf[a.value:a.valueEnd]))
		}
	}
	return ""
}

// nameLimit returns the offset of the first byte from i on that cannot be part
// of a name.
func nameLimit(buf []byte, i int) int {
	for i+8 <= len(buf) {
		other := noLetters(load(buf, i))
		if other == 0 {
			i += 8
			continue
		}
		i += firstByte(other)
		if classes[buf[i]]&nameByte == 0 {
			return i
		}
		i++
	}
	for i < len(buf) && classes[buf[i]]&nameByte != 0 {
		i++
	}
	return i
}

// What a byte can be in a tag. Outside of kept elements every character that is
// not ASCII can be part of a name.
const (
	nameByte = 1 << iota
	startByte
)

// classes has the class of each byte; it is never changed.
var classes = func() (c [256]uint8) {
	for i := range c {
		switch b := byte(i); {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', b == '_', b == ':', b >= 0x80:
			c[i] = nameByte | startByte
		case '0' <= b && b <= '9', b == '-', b == '.':
			c[i] = nameByte
		}
	}
	return c
}()

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// Local returns a name without its namespace prefix.
func Local(name string) string { return name[strings.IndexByte(name, ':')+1:] }
