package lzma

import "math/bits"

// The parameters of the stream: a literal depends on the three highest bits of
// the byte before it, and nothing on where in a word it is.
const (
	literalBits = 3
	properties  = literalBits // (pb*5+lp)*9+lc, with pb and lp 0

	minMatch = 2
	maxMatch = 273
	slots    = 64
	// Distances from 4 on have low bits; from slot 14 on most of them are
	// written directly.
	firstSpecial, firstDirect = 4, 14
	alignBits                 = 4
)

// states are what the last few pieces were: literals below 7, else matches.
const (
	states       = 12
	firstNoBytes = 7
)

func afterLiteral(s int) int {
	switch {
	case s < 4:
		return 0
	case s < 10:
		return s - 3
	}
	return s - 6
}

// after returns the state after another piece, given what follows literals and
// what follows anything else.
func after(s, bytes, other int) int {
	if s < firstNoBytes {
		return bytes
	}
	return other
}

func afterMatch(s int) int    { return after(s, 7, 10) }
func afterRepeat(s int) int   { return after(s, 8, 11) }
func afterShortRep(s int) int { return after(s, 9, 11) }

// lengths are the probabilities of the length of a match.
type lengths struct {
	choice, choice2 prob
	low, mid        [8]prob
	high            [256]prob
}

// model is everything that is learnt.
type model struct {
	match, rep, rep0, rep1, rep2, long [states]prob
	literal                            [0x300 << literalBits]prob
	slot                               [4][slots]prob
	special                            [firstDirect - firstSpecial][1 << 5]prob
	align                              [1 << alignBits]prob
	length, repLength                  lengths
}

func newModel() *model {
	m := &model{}
	fill := func(list ...[]prob) {
		for _, p := range list {
			for i := range p {
				p[i] = probInit
			}
		}
	}
	fill(m.match[:], m.rep[:], m.rep0[:], m.rep1[:], m.rep2[:], m.long[:], m.literal[:], m.align[:])
	for i := range m.slot {
		fill(m.slot[i][:])
	}
	for i := range m.special {
		fill(m.special[i][:])
	}
	for _, l := range []*lengths{&m.length, &m.repLength} {
		l.choice, l.choice2 = probInit, probInit
		fill(l.low[:], l.mid[:], l.high[:])
	}
	return m
}

// literalProbs returns the probabilities of a byte behind another one.
func (m *model) literalProbs(before byte) []prob {
	return m.literal[0x300*int(before>>(8-literalBits)):][:0x300]
}

// slotOf returns the slot of a distance, counted from 0, and how many low bits
// follow it.
func slotOf(distance uint32) (slot uint32, low int) {
	if distance < firstSpecial {
		return distance, 0
	}
	n := bits.Len32(distance) - 1
	return uint32(n)<<1 | distance>>(n-1)&1, n - 1
}

// lengthState returns which probabilities a slot has: short matches are near.
func lengthState(length int) int { return min(length-minMatch, 3) }

func (m *model) writeLength(c *rangeCoder, l *lengths, length int) {
	n := uint32(length - minMatch)
	switch {
	case n < 8:
		c.bit(&l.choice, 0)
		c.tree(l.low[:], 3, n)
	case n < 16:
		c.bit(&l.choice, 1)
		c.bit(&l.choice2, 0)
		c.tree(l.mid[:], 3, n-8)
	default:
		c.bit(&l.choice, 1)
		c.bit(&l.choice2, 1)
		c.tree(l.high[:], 8, n-16)
	}
}

func (t *prices) length(l *lengths, length int) uint32 {
	n := uint32(length - minMatch)
	switch {
	case n < 8:
		return t.bit(l.choice, 0) + t.tree(l.low[:], 3, n)
	case n < 16:
		return t.bit(l.choice, 1) + t.bit(l.choice2, 0) + t.tree(l.mid[:], 3, n-8)
	}
	return t.bit(l.choice, 1) + t.bit(l.choice2, 1) + t.tree(l.high[:], 8, n-16)
}

func (m *model) writeDistance(c *rangeCoder, distance uint32, length int) {
	slot, low := slotOf(distance)
	c.tree(m.slot[lengthState(length)][:], 6, slot)
	rest := distance & (1<<low - 1)
	switch {
	case slot < firstSpecial:
	case slot < firstDirect:
		c.reverse(m.special[slot-firstSpecial][:], low, rest)
	default:
		c.direct(rest>>alignBits, low-alignBits)
		c.reverse(m.align[:], alignBits, rest&(1<<alignBits-1))
	}
}

// lowBits returns the price of what follows the slot of a distance.
func (t *prices) lowBits(m *model, distance uint32) uint32 {
	slot, low := slotOf(distance)
	rest := distance & (1<<low - 1)
	switch {
	case slot < firstSpecial:
		return 0
	case slot < firstDirect:
		return t.reverse(m.special[slot-firstSpecial][:], low, rest)
	}
	return uint32(low-alignBits)<<priceShift + t.reverse(m.align[:], alignBits, rest&(1<<alignBits-1))
}

// writeLiteral writes a byte; behind a match, the byte that the match would
// have gone on with is known to be another one, up to the first bit that
// differs.
func (m *model) writeLiteral(c *rangeCoder, s int, before, b, expected byte) {
	p := m.literalProbs(before)
	at, follows := uint32(1), s >= firstNoBytes
	for i := 7; i >= 0; i-- {
		bit := uint32(b) >> i & 1
		index := at
		if follows {
			other := uint32(expected) >> i & 1
			index += (1 + other) << 8
			follows = other == bit
		}
		c.bit(&p[index], int(bit))
		at = at<<1 | bit
	}
}

func (t *prices) literal(m *model, s int, before, b, expected byte) (sum uint32) {
	p := m.literalProbs(before)
	at, follows := uint32(1), s >= firstNoBytes
	for i := 7; i >= 0; i-- {
		bit := uint32(b) >> i & 1
		index := at
		if follows {
			other := uint32(expected) >> i & 1
			index += (1 + other) << 8
			follows = other == bit
		}
		sum += t.bit(p[index], bit)
		at = at<<1 | bit
	}
	return sum
}
