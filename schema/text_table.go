package schema

import (
	"bytes"
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
	tables [256]slotTable // by the lowest bits of the hash
	pages  []*textPage
	count  int
}

// textSeed is what texts are hashed with. It is made when the first one is.
var textSeed = sync.OnceValue(maphash.MakeSeed)

// slotTable is a part of the hash table.
type slotTable struct {
	tags    []uint16 // of the text in each slot, 0 for a free one
	numbers []uint32 // of the text in each slot
	taken   int
}

// textPage holds texts one after another. Full pages never move.
type textPage struct {
	bytes []byte
	ends  [pageTexts]uint32 // where each text ends
}

const pageTexts = 4096

// TextHash is the hash of a text.
type TextHash struct {
	table uint8  // where the text is
	tag   uint16 // texts with another one are not looked at; it says which slot is looked at first
	first uint16 // tag of that slot
}

// Hash returns the hash of a text. It reads the slot, which in a large table means to
// wait for the memory: who has something else to do before AddHashed does not wait.
func (t *TextTable) Hash(text string) TextHash {
	sum := maphash.String(textSeed(), text)
	h := TextHash{table: uint8(sum), tag: max(1, uint16(sum>>8))}
	if tags := t.tables[h.table].tags; len(tags) > 0 {
		h.first = tags[firstSlot(h.tag, len(tags))]
	}
	return h
}

// firstSlot returns the slot where texts with a tag are looked for first. Where a
// table has more slots than there are tags, several texts begin at the same one.
func firstSlot(tag uint16, slots int) int { return int(uint64(tag) * uint64(slots) >> 16) }

// Add returns the number of a text, a new one where it was not added before. It
// keeps a copy.
func (t *TextTable) Add(text string) int { return t.AddHashed(text, t.Hash(text)) }

// AddHashed is Add for a text whose hash is known.
func (t *TextTable) AddHashed(text string, h TextHash) int {
	table := &t.tables[h.table]
	if 4*table.taken >= 3*len(table.tags) {
		table.grow()
	}
	slot, found := t.slot(text, h)
	if found {
		return int(table.numbers[slot])
	}
	if t.count%pageTexts == 0 {
		if len(t.pages) > 0 { // no more is added to the last one
			full := t.pages[len(t.pages)-1]
			full.bytes = bytes.Clone(full.bytes)
		}
		t.pages = append(t.pages, &textPage{})
	}
	p := t.pages[len(t.pages)-1]
	p.bytes = append(p.bytes, text...)
	p.ends[t.count%pageTexts] = uint32(len(p.bytes))
	table.tags[slot], table.numbers[slot] = h.tag, uint32(t.count)
	table.taken++
	t.count++
	return t.count - 1
}

// Find returns the number of a text; ok is false where it was not added.
func (t *TextTable) Find(text string) (number int, ok bool) {
	h := t.Hash(text)
	if table := &t.tables[h.table]; len(table.tags) > 0 {
		slot, ok := t.slot(text, h)
		return int(table.numbers[slot]), ok
	}
	return 0, false
}

// Text returns the text of a number that Add has returned.
func (t *TextTable) Text(number int) string { return string(t.text(number)) }

func (t *TextTable) text(number int) []byte {
	p, i := t.pages[number/pageTexts], number%pageTexts
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.bytes[from:p.ends[i]]
}

// slot returns the slot of a text in its table, or the free one where it belongs.
func (t *TextTable) slot(text string, h TextHash) (slot int, found bool) {
	table := &t.tables[h.table]
	for slot = firstSlot(h.tag, len(table.tags)); ; slot = table.next(slot) {
		switch table.tags[slot] {
		case 0:
			return slot, false
		case h.tag:
			if string(t.text(int(table.numbers[slot]))) == text {
				return slot, true
			}
		}
	}
}

// next returns the slot that is looked at after another one.
func (t *slotTable) next(slot int) int {
	if slot++; slot < len(t.tags) {
		return slot
	}
	return 0
}

// grow makes half as many slots again.
func (t *slotTable) grow() {
	old, slots := *t, max(8, len(t.tags)*3/2)
	t.tags, t.numbers = make([]uint16, slots), make([]uint32, slots)
	for i, tag := range old.tags {
		if tag == 0 {
			continue
		}
		slot := firstSlot(tag, slots)
		for t.tags[slot] > 0 {
			slot = t.next(slot)
		}
		t.tags[slot], t.numbers[slot] = tag, old.numbers[i]
	}
}
