package schema

import (
	"hash/maphash"
	"sync"
)

// TextTable numbers texts in the order in which they are added; equal ones have
// one number. It is for millions of short texts: a map of strings takes two to
// three times as much memory and twice the time.
//
// It is a hash table with open addressing, which consists of small tables that fit
// into the processor's cache while one grows.
type TextTable struct {
	tables [256]slotTable // by the upper bits of the hash
	pages  []*textPage
	count  int
}

// textSeed is what texts are hashed with. It is made when the first one is.
var textSeed struct {
	once sync.Once
	seed maphash.Seed
}

// slotTable is a part of the hash table.
type slotTable struct {
	slots []textSlot // their number is a power of two, or 0
	taken int
}

// textSlot is the number of a text plus 1, 0 for a free slot, and the hash of the
// text, so that texts with another one are not looked at.
type textSlot struct{ hash, text uint32 }

// textPage holds texts one after another. Full pages never move.
type textPage struct {
	bytes []byte
	ends  [pageTexts]uint32 // where each text ends
}

const pageTexts = 4096

// TextHash is the hash of a text, with the slot where the text is looked for first.
type TextHash struct {
	hash  uint32
	first textSlot
}

// Hash returns the hash of a text. It reads the slot, which in a large table means to
// wait for the memory: who has something else to do before AddHashed does not wait.
func (t *TextTable) Hash(text string) TextHash {
	textSeed.once.Do(func() { textSeed.seed = maphash.MakeSeed() })
	h := TextHash{hash: uint32(maphash.String(textSeed.seed, text))}
	if slots := t.tables[h.hash>>24].slots; len(slots) > 0 {
		h.first = slots[int(h.hash)&(len(slots)-1)]
	}
	return h
}

// Add returns the number of a text, a new one where it was not added before. It
// keeps a copy.
func (t *TextTable) Add(text string) int { return t.AddHashed(text, t.Hash(text)) }

// AddHashed is Add for a text whose hash is known.
func (t *TextTable) AddHashed(text string, h TextHash) int {
	table := &t.tables[h.hash>>24]
	if 4*table.taken >= 3*len(table.slots) {
		table.grow()
	}
	slot := t.slot(table, text, h.hash)
	if slot.text > 0 {
		return int(slot.text) - 1
	}
	if t.count%pageTexts == 0 {
		t.pages = append(t.pages, &textPage{})
	}
	p := t.pages[len(t.pages)-1]
	p.bytes = append(p.bytes, text...)
	p.ends[t.count%pageTexts] = uint32(len(p.bytes))
	t.count++
	table.taken++
	*slot = textSlot{h.hash, uint32(t.count)}
	return t.count - 1
}

// find returns the number of a text; ok is false where it was not added.
func (t *TextTable) find(text string) (number int, ok bool) {
	h := t.Hash(text)
	table := &t.tables[h.hash>>24]
	if len(table.slots) == 0 {
		return 0, false
	}
	number = int(t.slot(table, text, h.hash).text) - 1
	return number, number >= 0
}

// text returns the text of a number.
func (t *TextTable) text(number int) []byte {
	p, i := t.pages[number/pageTexts], number%pageTexts
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.bytes[from:p.ends[i]]
}

// slot returns the slot of a text, or the free one where it belongs.
func (t *TextTable) slot(table *slotTable, text string, hash uint32) *textSlot {
	mask := len(table.slots) - 1
	for at := int(hash) & mask; ; at = (at + 1) & mask {
		s := &table.slots[at]
		if s.text == 0 || s.hash == hash && string(t.text(int(s.text)-1)) == text {
			return s
		}
	}
}

// grow doubles the slots.
func (t *slotTable) grow() {
	old := t.slots
	t.slots = make([]textSlot, max(8, 2*len(old)))
	mask := len(t.slots) - 1
	for _, o := range old {
		if o.text > 0 {
			at := int(o.hash) & mask
			for t.slots[at].text > 0 {
				at = (at + 1) & mask
			}
			t.slots[at] = o
		}
	}
}
