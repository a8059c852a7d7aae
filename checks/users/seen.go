package users

import (
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// seen are the addresses and user names of the rows so far. It is what grows
// with the number of rows, so it holds no more than finding duplicates needs,
// and one entry for an address that is the user name too.
type seen struct {
	files   []string       // paths of the files so far
	index   map[string]int // of an entry by its text, in lower case
	entries []entry
	texts   texts
}

// entry is an address or user name, and where it was seen first as which.
type entry struct {
	address, name seenAt
	owner         int32 // entry of the address of the row that has it as its user name
}

// seenAt is a position; of one that was not seen the line is 0.
type seenAt struct{ file, line, column int32 }

// entry returns the index of the entry of a text, in lower case.
func (s *seen) entry(text string) int {
	i, known := s.index[text]
	if !known {
		i = len(s.entries)
		s.index[s.texts.keep(text)] = i
		s.entries = append(s.entries, entry{})
	}
	return i
}

// at returns a position in the current file.
func (s *seen) at(p source.Position) seenAt {
	return seenAt{int32(len(s.files) - 1), int32(p.Line), int32(p.Column)}
}

// place returns where something was seen.
func (s *seen) place(at seenAt) source.Place {
	return source.At(s.files[at.file], source.Position{Line: int(at.line), Column: int(at.column)})
}

// address returns where the address of an entry was seen before, and remembers
// it.
func (s *seen) address(i int, at source.Position) (before source.Place, found bool) {
	e := &s.entries[i]
	if e.address.line > 0 {
		return s.place(e.address), true
	}
	e.address = s.at(at)
	return source.Place{}, false
}

// name returns where a user name was seen before in a row with another address,
// and remembers it.
func (s *seen) name(i, address int, at source.Position) (before source.Place, found bool) {
	e := &s.entries[i]
	if e.name.line == 0 {
		e.name, e.owner = s.at(at), int32(address)
		return source.Place{}, false
	}
	if int(e.owner) == address {
		return source.Place{}, false
	}
	return s.place(e.name), true
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
