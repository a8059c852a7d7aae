package xmlscan

import (
	"bytes"

	"github.com/imslint/imslint/schema/source"
)

// declaration follows what begins with <!.
func (s *scanner) declaration() *source.Error {
	const cdata, doctype = "<![CDATA[", "<!DOCTYPE"
	switch {
	case s.at("<!--"):
		return s.until("<!--", "-->", "comment")
	case s.at(cdata):
		if s.depth() == 0 {
			return s.errorAt(s.pos, "a CDATA section outside the root element")
		}
		return s.until(cdata, "]]>", "CDATA section")
	case s.at(doctype) && s.root == "":
		if s.doctype {
			return s.errorAt(s.pos, "a second document type declaration: an XML file has one")
		}
		s.doctype = true
		return s.documentType()
	case s.eof && isBeginning(s.buf[s.pos:], "<!--", cdata, doctype):
		return s.truncated("tag", s.position(s.pos))
	}
	return s.errorAt(s.pos, "<! begins neither a comment nor a CDATA section here")
}

// at reports whether some text is next in the file.
func (s *scanner) at(text string) bool {
	return s.have(len(text)) && string(s.buf[s.pos:s.pos+len(text)]) == text
}

// isBeginning reports whether one of some texts begins with b.
func isBeginning(b []byte, texts ...string) bool {
	for _, t := range texts {
		if len(b) < len(t) && t[:len(b)] == string(b) {
			return true
		}
	}
	return false
}

// until follows what has a beginning and an end of its own.
func (s *scanner) until(begin, end, what string) *source.Error {
	if i := bytes.Index(s.buf[s.pos+len(begin):], []byte(end)); i >= 0 {
		s.pos += len(begin) + i + len(end)
		return nil
	}
	from := s.position(s.pos)
	s.pos += len(begin)
	if !s.skipPast(end) {
		return s.truncated(what, from)
	}
	return nil
}

// skipPast moves behind the next occurrence of some text. It returns false where
// the file has none.
func (s *scanner) skipPast(text string) bool {
	for {
		rest := s.buf[s.pos:]
		if i := bytes.Index(rest, []byte(text)); i >= 0 {
			s.pos += i + len(text)
			return true
		}
		// The text may have begun already.
		s.pos += whole(rest, max(0, len(rest)-len(text)+1))
		if !s.more() {
			return false
		}
	}
}

// documentType follows a document type declaration. What it declares is not
// used: an entity that it defines is an unknown one in what is kept.
func (s *scanner) documentType() *source.Error {
	from := s.position(s.pos)
	const what = "document type declaration"
	s.pos += len("<!DOCTYPE")
	inside := false // of the internal subset, between [ and ]
	for {
		rest := s.buf[s.pos:]
		i := bytes.IndexAny(rest, `<>[]"'`)
		if i < 0 {
			s.pos += whole(rest, len(rest))
			if !s.more() {
				return s.truncated(what, from)
			}
			continue
		}
		s.pos += i
		var bad *source.Error
		switch c := rest[i]; {
		case c == '"' || c == '\'':
			s.pos++
			if !s.skipPast(string(c)) {
				return s.truncated(what, from)
			}
		case s.at("<!--"):
			bad = s.until("<!--", "-->", "comment")
		case s.at("<?"):
			bad = s.until("<?", "?>", "processing instruction")
		default:
			s.pos++
			if c == '>' && !inside {
				return nil
			}
			inside = c == '[' || inside && c != ']'
		}
		if bad != nil {
			return bad
		}
	}
}
