package lzma

import (
	"math"
	"slices"
)

// window is how far the cheapest way is looked for at a time, with the
// probabilities as they are at its start.
const window = 4096

// node is a place in the window and the cheapest way there: a piece (of length 0
// for none), and where tail is not 0 a literal and a repetition of so many bytes
// behind it. One changed byte in the middle of a copy is cheap that way, and
// would not be found piece by piece: the cheapest way to the byte behind the
// literal is rarely one that still knows the distance.
type node struct {
	price uint32
	from  int32 // the node before it
	tail  int32
	by    piece
	state int
	last  [4]uint32
}

// costs are prices that many pieces share.
type costs struct {
	length, repLength [maxMatch + 1]uint32
	slot              [4][slots]uint32
}

func (e *encoder) learnCosts() {
	for n := minMatch; n <= maxMatch; n++ {
		e.costs.length[n] = e.t.length(&e.m.length, n)
		e.costs.repLength[n] = e.t.length(&e.m.repLength, n)
	}
	for s := range e.costs.slot {
		for slot := range uint32(slots) {
			e.costs.slot[s][slot] = e.t.tree(e.m.slot[s][:], 6, slot)
		}
	}
}

// parse returns the cheapest pieces for the next window, or for less where a
// match is so long that it is taken at once.
func (e *encoder) parse() []piece {
	size := min(window, len(e.data)-e.at)
	if cap(e.nodes) <= size {
		e.nodes = make([]node, size+1)
	}
	e.nodes = e.nodes[:size+1]
	for i := range e.nodes {
		e.nodes[i].price = math.MaxUint32
	}
	e.nodes[0] = node{state: e.state, last: e.last}
	e.learnCosts()
	for i := range size {
		if n := &e.nodes[i]; i > 0 {
			before := &e.nodes[n.from]
			n.state, n.last = stateAfter(before.state, n.by), used(before.last, n.by)
			if n.tail > 0 {
				n.state = afterRepeat(afterLiteral(n.state))
			}
		}
		if long, ok := e.extend(i); ok {
			return append(e.way(i), long)
		}
	}
	return e.way(size)
}

func stateAfter(s int, p piece) int {
	switch {
	case p.length == 0:
		return s
	case p.literal():
		return afterLiteral(s)
	case p.repeat == none:
		return afterMatch(s)
	case p.length == 1:
		return afterShortRep(s)
	}
	return afterRepeat(s)
}

// way returns the pieces that lead to a node.
func (e *encoder) way(to int) []piece {
	e.path = e.path[:0]
	for i := int32(to); i > 0; i = e.nodes[i].from {
		n := &e.nodes[i]
		if n.tail > 0 {
			e.path = append(e.path, piece{int(n.tail), 0, 0}, piece{1, none, 0})
		}
		if n.by.length > 0 {
			e.path = append(e.path, n.by)
		}
	}
	slices.Reverse(e.path)
	return e.path
}

// reach notes a way to a node if it is the cheapest so far.
func (e *encoder) reach(from int, price uint32, by piece, tail int) {
	to := from + by.length
	if tail > 0 {
		to += 1 + tail
	}
	if n := &e.nodes[to]; price < n.price {
		n.price, n.from, n.by, n.tail = price, int32(from), by, int32(tail)
	}
}

// beyond tries a literal behind a piece, and a repetition with the piece's
// distance behind that.
func (e *encoder) beyond(i int, price uint32, by piece, distance uint32) {
	at := e.at + i + by.length // of the literal
	room := len(e.nodes) - 1 - i - by.length - 1
	if room < minMatch {
		return
	}
	length := min(e.f.common(at-int(distance), at+1), room)
	if length < minMatch {
		return
	}
	t, m, s := e.t, e.m, stateAfter(e.nodes[i].state, by)
	price += t.bit(m.match[s], 0) + t.literal(m, s, e.byteAt(at-1), e.data[at], e.data[at-1-int(distance)])
	s = afterLiteral(s)
	price += t.bit(m.match[s], 1) + t.bit(m.rep[s], 1) + t.bit(m.rep0[s], 0) + t.bit(m.long[s], 1)
	e.reach(i, price+e.costs.repLength[length], by, length)
}

// extend tries every piece that can follow a node. A match that is long enough
// is returned instead.
func (e *encoder) extend(i int) (long piece, ok bool) {
	n, t, m, at := &e.nodes[i], e.t, e.m, e.at+i
	s, room := n.state, len(e.nodes)-1-i
	expected := e.byteAt(at - 1 - int(n.last[0]))
	e.reach(i, n.price+t.bit(m.match[s], 0)+t.literal(m, s, e.byteAt(at-1), e.data[at], expected), piece{1, none, 0}, 0)

	matched := n.price + t.bit(m.match[s], 1)
	repeated := matched + t.bit(m.rep[s], 1)
	for r, distance := range n.last {
		if at-1-int(distance) < 0 {
			continue
		}
		var price uint32
		switch r {
		case 0:
			first := repeated + t.bit(m.rep0[s], 0)
			if expected == e.data[at] {
				e.reach(i, first+t.bit(m.long[s], 0), piece{1, 0, 0}, 0)
			} else {
				e.beyond(i, n.price, piece{0, none, 0}, distance)
			}
			price = first + t.bit(m.long[s], 1)
		case 1:
			price = repeated + t.bit(m.rep0[s], 1) + t.bit(m.rep1[s], 0)
		default:
			price = repeated + t.bit(m.rep0[s], 1) + t.bit(m.rep1[s], 1) + t.bit(m.rep2[s], uint32(r-2))
		}
		length := e.f.common(at-1-int(distance), at)
		if length >= goodMatch {
			return piece{length, r, 0}, true
		}
		length = min(length, room)
		for l := minMatch; l <= length; l++ {
			e.reach(i, price+e.costs.repLength[l], piece{l, r, 0}, 0)
		}
		if length >= minMatch {
			e.beyond(i, price+e.costs.repLength[length], piece{length, r, 0}, distance)
		}
	}

	fresh := matched + t.bit(m.rep[s], 0)
	l := minMatch
	for _, f := range e.f.find(at) {
		if f.length >= goodMatch {
			return piece{f.length, none, f.distance}, true
		}
		slot, _ := slotOf(f.distance)
		low := t.lowBits(m, f.distance)
		price := func(length int) uint32 {
			return fresh + e.costs.length[length] + e.costs.slot[lengthState(length)][slot] + low
		}
		length := min(f.length, room)
		for ; l <= length; l++ {
			e.reach(i, price(l), piece{l, none, f.distance}, 0)
		}
		if length >= minMatch {
			e.beyond(i, price(length), piece{length, none, f.distance}, f.distance)
		}
	}
	return piece{}, false
}
