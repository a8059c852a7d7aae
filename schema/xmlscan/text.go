package xmlscan

import (
	"bytes"

	"github.com/imslint/imslint/schema/source"
)

// text skips to the next <, or to the end of the file.
func (s *scanner) text() *source.Error {
	for {
		rest := s.buf[s.pos:]
		end := bytes.IndexByte(rest, '<')
		if end < 0 {
			end = whole(rest, len(rest))
		}
		if s.depth() == 0 {
			if i := firstOther(rest[:end], " \t\n"); i >= 0 {
				return s.errorAt(s.pos+i, "text outside the root element")
			}
		}
		s.pos += end
		if end < len(rest) && rest[end] == '<' {
			return nil
		}
		if s.more() {
			continue
		}
		// The file may end inside a character.
		if s.pos < len(s.buf) && s.depth() == 0 {
			return s.errorAt(s.pos, "text outside the root element")
		}
		s.pos = len(s.buf)
		return nil
	}
}

// firstOther returns the offset of the first byte that is not in set, -1 for
// none.
func firstOther(b []byte, set string) int {
	if rest := bytes.TrimLeft(b, set); len(rest) > 0 {
		return len(b) - len(rest)
	}
	return -1
}
