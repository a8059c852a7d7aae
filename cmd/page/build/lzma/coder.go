package lzma

import "math"

// The probability that a bit is 0, in 2048ths, learnt as bits are written.
type prob uint16

const (
	probBits = 11
	probInit = 1 << (probBits - 1)
	moveBits = 5
)

// rangeCoder writes bits in as much room as they are unexpected.
type rangeCoder struct {
	out   []byte
	low   uint64
	width uint32
	cache byte
	held  int // bytes that a carry may still change
}

func newRangeCoder() *rangeCoder { return &rangeCoder{width: 0xffffffff, held: 1} }

func (c *rangeCoder) shift() {
	if uint32(c.low) < 0xff000000 || c.low>>32 != 0 {
		carry := byte(c.low >> 32)
		for b := c.cache; c.held > 0; c.held-- {
			c.out = append(c.out, b+carry)
			b = 0xff
		}
		c.cache = byte(c.low >> 24)
	}
	c.held++
	c.low = uint64(uint32(c.low) << 8)
}

func (c *rangeCoder) bit(p *prob, bit int) {
	bound := (c.width >> probBits) * uint32(*p)
	if bit == 0 {
		c.width = bound
		*p += (1<<probBits - *p) >> moveBits
	} else {
		c.low += uint64(bound)
		c.width -= bound
		*p -= *p >> moveBits
	}
	for c.width < 1<<24 {
		c.width <<= 8
		c.shift()
	}
}

// direct writes bits of which nothing is known.
func (c *rangeCoder) direct(value uint32, n int) {
	for n--; n >= 0; n-- {
		c.width >>= 1
		if value>>n&1 != 0 {
			c.low += uint64(c.width)
		}
		for c.width < 1<<24 {
			c.width <<= 8
			c.shift()
		}
	}
}

func (c *rangeCoder) finish() []byte {
	for range 5 {
		c.shift()
	}
	return c.out
}

// tree writes a number of n bits, the highest first, each with a probability
// that depends on those before it.
func (c *rangeCoder) tree(p []prob, n int, value uint32) {
	at := uint32(1)
	for n--; n >= 0; n-- {
		bit := value >> n & 1
		c.bit(&p[at], int(bit))
		at = at<<1 | bit
	}
}

// reverse is like tree, the lowest bit first.
func (c *rangeCoder) reverse(p []prob, n int, value uint32) {
	at := uint32(1)
	for range n {
		bit := value & 1
		value >>= 1
		c.bit(&p[at], int(bit))
		at = at<<1 | bit
	}
}

// Prices are in sixteenths of a bit.
const priceShift = 4

// prices holds what a 0 costs at each probability.
type prices [1 << (probBits - 4)]uint32

func newPrices() *prices {
	t := &prices{}
	for i := range t {
		p := (float64(i) + 0.5) / float64(len(t))
		t[i] = uint32(math.Round(-math.Log2(p) * (1 << priceShift)))
	}
	return t
}

func (t *prices) bit(p prob, bit uint32) uint32 {
	if bit != 0 {
		p = 1<<probBits - p
	}
	return t[p>>4]
}

func (t *prices) tree(p []prob, n int, value uint32) (sum uint32) {
	at := uint32(1)
	for n--; n >= 0; n-- {
		bit := value >> n & 1
		sum += t.bit(p[at], bit)
		at = at<<1 | bit
	}
	return sum
}

func (t *prices) reverse(p []prob, n int, value uint32) (sum uint32) {
	at := uint32(1)
	for range n {
		bit := value & 1
		value >>= 1
		sum += t.bit(p[at], bit)
		at = at<<1 | bit
	}
	return sum
}
