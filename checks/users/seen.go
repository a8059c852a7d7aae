package users

import (
	"hash/maphash"

	"github.com/imslint/imslint/schema/source"
)

// seen are the addresses and user names of the rows so far. It is what grows
// with the number of rows, so it holds no more than finding duplicates needs,
// and one entry for an address that is the user name too.
//
// It is a hash table with open addressing: with a map of strings, most of the
// time of a million rows would go into it.
type seen struct {
	files   []string // paths of the files so far
	seed    maphash.Seed
	slots   []int32 // index of an entry and 1, 0 for none; their number is a power of two
	entries []entry
	texts   []byte // of the entries, in lower case
}

// entry is an address or user name, and where it was seen first as which.
type entry struct {
	address, name seenAt
	owner         int32 // entry of the address of the row that has it as its user name
	hash          uint32
	from, to      int // range of its text
}

// seenAt is a position; of one that was not seen the line is 0.
type seenAt struct{ file, line, column int32 }

func newSeen() seen { return seen{seed: maphash.MakeSeed(), slots: make([]int32, 64)} }

// entry returns the index of the entry of a text in lower case.
func (s *seen) entry(text string) int {
	if 4*len(s.entries) >= 3*len(s.slots) {
		s.grow()
	}
	hash := uint32(maphash.String(s.seed, text))
	slot := s.find(hash, func(e *entry) bool { return e.hash == hash && string(s.texts[e.from:e.to]) == text })
	if i := s.slots[slot]; i > 0 {
		return int(i) - 1
	}
	from := len(s.texts)
	s.texts = append(s.texts, text...)
	s.entries = append(s.entries, entry{hash: hash, from: from, to: len(s.texts)})
	s.slots[slot] = int32(len(s.entries))
	return len(s.entries) - 1
}

// find returns the slot of the first entry of a hash that is the right one, else
// the empty slot where it would be.
func (s *seen) find(hash uint32, right func(e *entry) bool) int {
	mask := len(s.slots) - 1
	slot := int(hash) & mask
	for s.slots[slot] > 0 && !right(&s.entries[s.slots[slot]-1]) {
		slot = (slot + 1) & mask
	}
	return slot
}

func (s *seen) grow() {
	s.slots = make([]int32, 2*len(s.slots))
	for i := range s.entries {
		slot := s.find(s.entries[i].hash, func(*entry) bool { return false })
		s.slots[slot] = int32(i + 1)
	}
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
