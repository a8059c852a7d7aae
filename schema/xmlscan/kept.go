package xmlscan

import (
	"github.com/imslint/imslint/schema/source"
)

// tooLarge reports whether the kept element goes beyond its limit before an
// offset in the buffer.
func (s *scanner) tooLarge(offset int) bool {
	return len(s.kept)+offset-s.keptFrom > MaxKept
}

func (s *scanner) keptTooLarge() *source.Error {
	return source.Errorf(source.At(s.origin.Name(), s.keptStart), "the element is larger than %d MiB, the limit", MaxKept>>20)
}

// found parses the kept element, which ends at pos, and hands it over.
func (s *scanner) found() *source.Error {
	if s.tooLarge(s.pos) {
		s.keeping = false
		return s.keptTooLarge()
	}
	s.keeping, s.limit = false, MaxDepth
	raw := s.buf[s.keptFrom:s.pos]
	if len(s.kept) > 0 {
		raw = append(s.kept, raw...)
		s.kept = raw[:0]
	}
	text := s.origin.Text(string(raw), s.keptStart)
	e, bad := s.parser.parse(text, raw)
	if bad != nil {
		return bad
	}
	return s.options.Found(text, e)
}

// firstError returns the first error of a kept element that the file breaks off
// inside of: one that the scanner did not look for, or the one that it found.
func (s *scanner) firstError(found *source.Error) *source.Error {
	if s.tooLarge(s.failedAt) {
		return s.keptTooLarge()
	}
	raw := append(s.kept, s.buf[s.keptFrom:s.failedAt]...)
	// A character that the file ends in is not an error of its own.
	raw = raw[:whole(raw, len(raw))]
	text := s.origin.Text(string(raw), s.keptStart)
	if _, bad := s.parser.parse(text, raw); bad != nil && bad.Start().Before(found.Start()) {
		return bad
	}
	return found
}
