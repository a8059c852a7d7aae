package users

import (
	"hash/maphash"
	"sort"

	"github.com/imslint/imslint/schema/source"
)

// seen are the addresses and user names of the rows so far. It is what grows
// with the number of rows, so it holds no more than finding duplicates needs,
// and one entry for an address that is the user name too.
//
// It is a hash table with open addressing: with a map of strings, most of the
// time of a million rows would go into it. It consists of small tables, which
// fit into the processor's cache while one grows.
type seen struct {
	files  []seenFile // so far
	lines  int        // of them all, up to the last one on which something was seen
	seed   maphash.Seed
	tables [256]table // by the upper bits of the hash
	chunks []*chunk
	number int // of entries
}

type seenFile struct {
	path   string
	before int // lines of the files before it
}

// table is a part of the hash table.
type table struct {
	slots  []slot // their number is a power of two, or 0
	number int    // of those that are taken
}

// slot is a place of the table: an entry's index and 1, 0 for none, with the
// hash of its text, so that entries of other texts are not looked at.
type slot struct{ hash, entry uint32 }

// chunk holds entries with their texts. What is in it never moves, so that a
// million entries are not copied whenever there are a few more.
type chunk struct {
	texts   []byte // in lower case
	entries [chunkSize]entry
}

const chunkSize = 4096

// entry is an address or user name, and where it was seen first as which.
type entry struct {
	address, name seenAt
	owner         int32 // entry of the address of the row that has it as its user name
	end           int32 // of its text in its chunk
}

// seenAt is a position; of one that was not seen the line is 0. Lines are
// counted through all files.
type seenAt struct{ line, column uint32 }

func newSeen() seen { return seen{seed: maphash.MakeSeed()} }

// get returns an entry by its index.
func (s *seen) get(i int) *entry { return &s.chunks[i/chunkSize].entries[i%chunkSize] }

// probe is the hash of a text, with the slot where its entry is looked for first.
type probe struct {
	hash  uint32
	first slot
}

// probe returns the hash of a text in lower case. It reads the slot, which in a
// large table takes as long as judging half a row: whoever does something else
// before asking for the entry does not wait for it.
func (s *seen) probe(text string) probe {
	p := probe{hash: uint32(maphash.String(s.seed, text))}
	if t := &s.tables[p.hash>>24]; len(t.slots) > 0 {
		p.first = t.slots[int(p.hash)&(len(t.slots)-1)]
	}
	return p
}

// entry returns the index of the entry of a text in lower case.
func (s *seen) entry(text string, p probe) int {
	hash := p.hash
	t := &s.tables[hash>>24]
	if 4*t.number >= 3*len(t.slots) {
		t.grow()
	}
	mask := len(t.slots) - 1
	at := int(hash) & mask
	for ; t.slots[at].entry > 0; at = (at + 1) & mask {
		if i := int(t.slots[at].entry) - 1; t.slots[at].hash == hash && s.text(i) == text {
			return i
		}
	}
	if s.number%chunkSize == 0 {
		s.chunks = append(s.chunks, &chunk{})
	}
	c := s.chunks[len(s.chunks)-1]
	c.texts = append(c.texts, text...)
	c.entries[s.number%chunkSize].end = int32(len(c.texts))
	s.number++
	t.slots[at] = slot{hash, uint32(s.number)}
	t.number++
	return s.number - 1
}

func (s *seen) text(i int) string {
	c, from := s.chunks[i/chunkSize], int32(0)
	if i %= chunkSize; i > 0 {
		from = c.entries[i-1].end
	}
	return string(c.texts[from:c.entries[i].end])
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, max(8, 2*len(old)))
	mask := len(t.slots) - 1
	for _, o := range old {
		if o.entry > 0 {
			at := int(o.hash) & mask
			for t.slots[at].entry > 0 {
				at = (at + 1) & mask
			}
			t.slots[at] = o
		}
	}
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
