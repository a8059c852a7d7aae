package users

import (
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// seen are the addresses and user names of the rows so far. It is what grows
// with the number of rows, so it holds no more than finding duplicates needs.
type seen struct {
	files     []string // paths of the files so far
	addresses map[string]seenAddress
	names     map[string]seenName // user names that are not the address of their row
	texts     texts
}

// seenAt is where something was seen first.
type seenAt struct{ file, line, column int32 }

type seenAddress struct {
	at seenAt
	// named is where the address was a user name of its own row, if it was.
	named seenAt
}

type seenName struct {
	at      seenAt
	address string // of the row, in lower case
}

// at returns a position in the current file.
func (s *seen) at(p source.Position) seenAt {
	return seenAt{int32(len(s.files) - 1), int32(p.Line), int32(p.Column)}
}

// place returns where something was seen.
func (s *seen) place(at seenAt) source.Place {
	return source.At(s.files[at.file], source.Position{Line: int(at.line), Column: int(at.column)})
}

// address returns where an address, in lower case, was seen before, and
// remembers it.
func (s *seen) address(address string, at source.Position) (before source.Place, found bool) {
	if known, ok := s.addresses[address]; ok && known.at.line > 0 {
		return s.place(known.at), true
	} else if ok {
		known.at = s.at(at)
		s.addresses[address] = known
		return source.Place{}, false
	}
	if s.addresses == nil {
		s.addresses = map[string]seenAddress{}
	}
	s.addresses[s.texts.keep(address)] = seenAddress{at: s.at(at)}
	return source.Place{}, false
}

// name returns where a user name was seen before in a row with another address,
// and remembers it. Both are in lower case.
func (s *seen) name(name, address string, at source.Position) (before source.Place, found bool) {
	if known, ok := s.names[name]; ok && known.address != address {
		return s.place(known.at), true
	}
	own, ok := s.addresses[name]
	if name == address {
		if own.named.line == 0 {
			own.named = s.at(at)
			if !ok {
				name = s.texts.keep(name)
			}
			if s.addresses == nil {
				s.addresses = map[string]seenAddress{}
			}
			s.addresses[name] = own
		}
		return source.Place{}, false
	}
	if own.named.line > 0 {
		return s.place(own.named), true
	}
	if _, ok := s.names[name]; !ok {
		if s.names == nil {
			s.names = map[string]seenName{}
		}
		s.names[s.texts.keep(name)] = seenName{s.at(at), s.texts.keep(address)}
	}
	return source.Place{}, false
}

// texts keeps short texts close together, so that the rows that they are parts
// of need not be kept, nor a piece of memory be asked for each.
type texts struct{ block strings.Builder }

const blockSize = 64 << 10

func (t *texts) keep(text string) string {
	if t.block.Cap()-t.block.Len() < len(text) {
		t.block = strings.Builder{}
		t.block.Grow(max(blockSize, len(text)))
	}
	from := t.block.Len()
	t.block.WriteString(text)
	return t.block.String()[from:]
}
