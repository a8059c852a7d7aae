// Package lzma compresses the program within the page. A browser unpacks gzip
// by itself, but makes it half as large again; what unpacks this is
// web/unpack.js.
package lzma

import (
	"encoding/binary"
	"math/bits"
)

// Pack returns data in the format of .lzma files.
func Pack(data []byte) []byte {
	header := []byte{properties}
	header = binary.LittleEndian.AppendUint32(header, 1<<bits.Len32(uint32(max(len(data), 1<<12))))
	header = binary.LittleEndian.AppendUint64(header, uint64(len(data)))
	e := &encoder{data: data, c: newRangeCoder(), m: newModel(), t: newPrices(), f: newFinder(data)}
	for e.at < len(data) {
		for _, p := range e.parse() {
			e.write(p)
		}
	}
	return append(header, e.c.finish()...)
}

// piece is a literal (length 1, repeat none), a match, or a repetition with a
// distance that one of the last matches had.
type piece struct {
	length   int
	repeat   int // 0 to 3: which of the last distances; none for a new one
	distance uint32
}

const none = -1

func (p piece) literal() bool { return p.length == 1 && p.repeat == none }

// encoder writes pieces.
type encoder struct {
	data  []byte
	at    int
	state int
	last  [4]uint32 // distances of the last matches
	c     *rangeCoder
	m     *model
	t     *prices
	f     *finder
	nodes []node
	path  []piece
	costs costs
}

func (e *encoder) byteAt(at int) byte {
	if at < 0 {
		return 0
	}
	return e.data[at]
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (e *encoder) write(p piece) {
	m, c, s := e.m, e.c, e.state
	if p.literal() {
		c.bit(&m.match[s], 0)
		m.writeLiteral(c, s, e.byteAt(e.at-1), e.data[e.at], e.byteAt(e.at-1-int(e.last[0])))
		e.state = afterLiteral(s)
		e.at++
		return
	}
	c.bit(&m.match[s], 1)
	c.bit(&m.rep[s], bit(p.repeat != none))
	if p.repeat == none {
		m.writeLength(c, &m.length, p.length)
		m.writeDistance(c, p.distance, p.length)
		e.state = afterMatch(s)
	} else {
		c.bit(&m.rep0[s], bit(p.repeat > 0))
		switch {
		case p.repeat == 0:
			c.bit(&m.long[s], bit(p.length > 1))
		default:
			c.bit(&m.rep1[s], bit(p.repeat > 1))
			if p.repeat > 1 {
				c.bit(&m.rep2[s], bit(p.repeat > 2))
			}
		}
		if p.length == 1 {
			e.state = afterShortRep(s)
		} else {
			m.writeLength(c, &m.repLength, p.length)
			e.state = afterRepeat(s)
		}
	}
	e.last = used(e.last, p)
	e.at += p.length
}

// used returns the last distances after a piece.
func used(last [4]uint32, p piece) [4]uint32 {
	switch {
	case p.length == 0, p.literal(), p.repeat == 0:
		return last
	case p.repeat == none:
		return [4]uint32{p.distance, last[0], last[1], last[2]}
	}
	distance := last[p.repeat]
	copy(last[1:], last[:p.repeat])
	last[0] = distance
	return last
}
