package schema

import "hash/maphash"

// textTable numbers texts in the order in which they are added; equal ones have
// one number. It is for millions of short texts: a map of strings takes two to
// three times as much memory and twice the time.
//
// It is a hash table with open addressing.
type textTable struct {
	seed  maphash.Seed
	slots []uint32 // by hash: the number of a text plus 1, 0 for a free slot; at least a third are free
	pages []*textPage
	count int
}

// textPage holds texts one after another. Full pages never move: of a large table
// only slots are copied as it grows.
type textPage struct {
	bytes []byte
	ends  [pageTexts]uint32 // where each text ends
}

const pageTexts = 4096

// add returns the number of a text, a new one where it was not added before. It
// keeps a copy.
func (t *textTable) add(text string) int {
	if 3*t.count >= 2*len(t.slots) {
		t.grow()
	}
	at := t.slot(text)
	if t.slots[at] > 0 {
		return int(t.slots[at] - 1)
	}
	if t.count%pageTexts == 0 {
		t.pages = append(t.pages, &textPage{})
	}
	p := t.pages[len(t.pages)-1]
	p.bytes = append(p.bytes, text...)
	p.ends[t.count%pageTexts] = uint32(len(p.bytes))
	t.count++
	t.slots[at] = uint32(t.count)
	return t.count - 1
}

// find returns the number of a text; ok is false where it was not added.
func (t *textTable) find(text string) (number int, ok bool) {
	if t.count == 0 {
		return 0, false
	}
	number = int(t.slots[t.slot(text)]) - 1
	return number, number >= 0
}

// text returns the text of a number.
func (t *textTable) text(number int) []byte {
	p, i := t.pages[number/pageTexts], number%pageTexts
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.bytes[from:p.ends[i]]
}

// slot returns the slot of a text, or the free one where it belongs.
func (t *textTable) slot(text string) int {
	mask := len(t.slots) - 1
	at := int(maphash.String(t.seed, text)) & mask
	for t.slots[at] > 0 && string(t.text(int(t.slots[at]-1))) != text {
		at = (at + 1) & mask
	}
	return at
}

// grow doubles the slots.
func (t *textTable) grow() {
	if t.count == 0 {
		t.seed = maphash.MakeSeed()
	}
	t.slots = make([]uint32, max(16, 2*len(t.slots)))
	mask := len(t.slots) - 1
	for i := range t.count {
		at := int(maphash.Bytes(t.seed, t.text(i))) & mask
		for t.slots[at] > 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = uint32(i + 1)
	}
}
