package users

import (
	"sort"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// seen are the addresses and user names of the rows so far. It is what grows
// with the number of rows, so it holds no more than finding duplicates needs,
// and one entry for an address that is the user name too.
type seen struct {
	files   []seenFile            // so far
	lines   int                   // of them all, up to the last one on which something was seen
	texts   schema.TextTable      // in lower case
	entries []*[pageEntries]entry // by the numbers of the texts
}

// pageEntries is how many entries are allocated at a time: they never move, so that
// a million are not copied whenever there are a few more.
const pageEntries = 4096

type seenFile struct {
	path   string
	before int // lines of the files before it
}

// entry is an address or user name, and where it was seen first as which.
type entry struct {
	address, name seenAt
	owner         int32 // entry of the address of the row that has it as its user name
}

// seenAt is a position; of one that was not seen the line is 0. Lines are
// counted through all files.
type seenAt struct{ line, column uint32 }

// get returns an entry by its index.
func (s *seen) get(i int) *entry { return &s.entries[i/pageEntries][i%pageEntries] }

// entry returns the index of the entry of a text in lower case.
func (s *seen) entry(text string, h schema.TextHash) int {
	i := s.texts.AddHashed(text, h)
	if i == pageEntries*len(s.entries) {
		s.entries = append(s.entries, &[pageEntries]entry{})
	}
	return i
}

// begin notes that what is seen from now on is in another file.
func (s *seen) begin(path string) { s.files = append(s.files, seenFile{path, s.lines}) }

// at returns a position in the current file.
func (s *seen) at(p source.Position) seenAt {
	line := s.files[len(s.files)-1].before + p.Line
	s.lines = max(s.lines, line)
	return seenAt{uint32(line), uint32(p.Column)}
}

// place returns where something was seen.
func (s *seen) place(at seenAt) source.Place {
	i := sort.Search(len(s.files), func(i int) bool { return s.files[i].before >= int(at.line) }) - 1
	return source.At(s.files[i].path, source.Position{Line: int(at.line) - s.files[i].before, Column: int(at.column)})
}

// address returns where the address of an entry was seen before, and remembers
// it.
func (s *seen) address(i int, at source.Position) (before source.Place, found bool) {
	e := s.get(i)
	if e.address.line > 0 {
		return s.place(e.address), true
	}
	e.address = s.at(at)
	return source.Place{}, false
}

// name returns where a user name was seen before in a row with another address,
// and remembers it.
func (s *seen) name(i, address int, at source.Position) (before source.Place, found bool) {
	e := s.get(i)
	if e.name.line == 0 {
		e.name, e.owner = s.at(at), int32(address)
		return source.Place{}, false
	}
	if int(e.owner) == address {
		return source.Place{}, false
	}
	return s.place(e.name), true
}
