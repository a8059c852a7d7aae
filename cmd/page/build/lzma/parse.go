package lzma

import "math"

// window is how far the cheapest way is looked for at a time, with the
// probabilities as they are at its start.
const window = 4096

// node is a place in the window and the cheapest way there.
type node struct {
	price uint32
	from  int32 // the node before it
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
			n.state, n.last = stateAfter(before.state, n.by), before.last
			if n.by.length > 1 || n.by.repeat != none {
				n.last = used(n.last, n.by)
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
	case p.repeat == none && p.length == 1:
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
		e.path = append(e.path, e.nodes[i].by)
	}
	for i, j := 0, len(e.path)-1; i < j; i, j = i+1, j-1 {
		e.path[i], e.path[j] = e.path[j], e.path[i]
	}
	return e.path
}

// reach notes a way to a node if it is the cheapest so far.
func (e *encoder) reach(from int, price uint32, by piece) {
	to := from + by.length
	if n := &e.nodes[to]; price < n.price {
		n.price, n.from, n.by = price, int32(from), by
	}
}

// extend tries every piece that can follow a node. A match that is long enough
// is returned instead.
func (e *encoder) extend(i int) (long piece, ok bool) {
	n, t, m, at := &e.nodes[i], e.t, e.m, e.at+i
	s, room := n.state, len(e.nodes)-1-i
	expected := e.byteAt(at - 1 - int(n.last[0]))
	e.reach(i, n.price+t.bit(m.match[s], 0)+t.literal(m, s, e.byteAt(at-1), e.data[at], expected), piece{1, none, 0})

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
				e.reach(i, first+t.bit(m.long[s], 0), piece{1, 0, 0})
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
		for l := minMatch; l <= min(length, room); l++ {
			e.reach(i, price+e.costs.repLength[l], piece{l, r, 0})
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
		for ; l <= min(f.length, room); l++ {
			e.reach(i, fresh+e.costs.length[l]+e.costs.slot[lengthState(l)][slot]+low, piece{l, none, f.distance})
		}
	}
	return piece{}, false
}
