package node

import (
	"encoding/json"
	"hash/maphash"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// index says where the values of a JSON text are, in the order in which they
// are written: one entry for a scalar, a key or an empty collection, and three for
// another collection, which are where it begins, the entry after all that it
// holds, and where it ends. Nodes are made from it when somebody asks for them.
type index struct {
	data   string
	blocks [][]uint32 // of blockSize entries each: none is moved as more come
	size   int        // number of entries
}

const blockSize = 1 << 14

// An entry has the kind of its value in its low bits, and above them an offset:
// MaxSize leaves room for both.
const (
	kindBits = 3
	kindMask = 1<<kindBits - 1
	// emptyFlag says of a scalar that it is null, of a collection that it holds
	// nothing.
	emptyFlag = 4
)

func (x *index) entry(i int) *uint32 { return &x.blocks[i/blockSize][i%blockSize] }

func (x *index) append(entry uint32) {
	if x.size == blockSize*len(x.blocks) {
		x.blocks = append(x.blocks, make([]uint32, blockSize))
	}
	*x.entry(x.size) = entry
	x.size++
}

// add notes a scalar.
func (x *index) add(at int, null bool) {
	kind := uint32(Scalar)
	if null {
		kind |= emptyFlag
	}
	x.append(uint32(at)<<kindBits | kind)
}

// open notes the start of a collection and returns its entry.
func (x *index) open(at int, kind Kind) int {
	x.append(uint32(at)<<kindBits | uint32(kind))
	x.append(0)
	x.append(0)
	return x.size - 3
}

// close notes the end of a collection.
func (x *index) close(entry, end int) {
	if x.size == x.first(entry) {
		x.size = entry + 1
		*x.entry(entry) |= emptyFlag
		return
	}
	*x.entry(entry + 1) = uint32(x.size)
	*x.entry(entry + 2) = uint32(end)
}

func (x *index) kind(entry int) Kind { return Kind(*x.entry(entry) & (kindMask &^ emptyFlag)) }

func (x *index) isEmpty(entry int) bool { return *x.entry(entry)&emptyFlag != 0 }

func (x *index) start(entry int) int { return int(*x.entry(entry) >> kindBits) }

// first returns the first entry that a collection holds, if it holds any.
func (x *index) first(entry int) int { return entry + 3 }

// after returns the entry after a value and all that it holds.
func (x *index) after(entry int) int {
	if x.kind(entry) == Scalar || x.isEmpty(entry) {
		return entry + 1
	}
	return int(*x.entry(entry + 1))
}

// end returns where a collection ends.
func (x *index) end(entry int) int {
	if !x.isEmpty(entry) {
		return int(*x.entry(entry + 2))
	}
	at := x.start(entry) + 1
	return at + strings.IndexAny(x.data[at:], "]}") + 1
}

func (x *index) node(entry int) *Node {
	from := x.start(entry)
	n := &Node{Kind: x.kind(entry), null: x.kind(entry) == Scalar && x.isEmpty(entry), json: x, entry: uint32(entry)}
	switch {
	case n.Kind != Scalar:
		n.Span = source.Span{From: from, To: x.end(entry)}
	case x.data[from] == '"':
		n.Span = source.Span{From: from + 1, To: stringEnd(x.data, from+1)}
		n.whole = offsets{uint32(from), uint32(n.Span.To + 1)}
		return n
	default:
		n.Span = source.Span{From: from, To: wordEnd(x.data, from)}
	}
	n.whole = offsetsOf(n.Span)
	return n
}

// stringEnd returns where the closing quote of a string is.
func stringEnd(data string, at int) int {
	for ; data[at] != '"'; at++ {
		if data[at] == '\\' {
			at++
		}
	}
	return at
}

// wordEnd returns the end of a number or a word.
func wordEnd(data string, at int) int {
	if i := strings.IndexAny(data[at:], ",]} \t\r\n"); i >= 0 {
		return at + i
	}
	return len(data)
}

func (x *index) pairs(entry int, yield func(Pair) bool) {
	end := x.after(entry)
	for key := x.first(entry); key < end; {
		value := key + 1
		if !yield(Pair{x.node(key), x.node(value)}) {
			return
		}
		key = x.after(value)
	}
}

func (x *index) items(entry int, yield func(*Node) bool) {
	end := x.after(entry)
	for item := x.first(entry); item < end; item = x.after(item) {
		if !yield(x.node(item)) {
			return
		}
	}
}

// above returns the keys that lead to a value, from the root on. Collections
// that are not closed yet hold it.
func (x *index) above(entry int) (keys []string) {
	for at := 0; at != entry; {
		isMapping := x.kind(at) == Mapping
		for i := x.first(at); ; {
			value := i
			if isMapping {
				value++
			}
			if after := x.after(value); value != entry && after > 0 && after <= entry {
				i = after
				continue
			}
			if isMapping {
				keys = append(keys, x.node(i).Text())
			}
			at = value
			break
		}
	}
	return keys
}

// flat reports whether all entries of a collection are scalars.
func (x *index) flat(entry int) bool {
	for i := x.first(entry); i < x.after(entry); i++ {
		if x.kind(i) != Scalar {
			return false
		}
	}
	return true
}

func (x *index) text(n *Node) string {
	if n.Kind != Scalar || n.null {
		return ""
	}
	return unescape(x.data, n.Span)
}

// unescape returns the text of a string without its escapes, as encoding/json
// reads them: half a surrogate pair is the replacement character.
func unescape(data string, s source.Span) string {
	written := data[s.From:s.To]
	if strings.IndexByte(written, '\\') < 0 {
		return written
	}
	var text string
	if err := json.Unmarshal([]byte(data[s.From-1:s.To+1]), &text); err != nil {
		return written // never: it was read as a string before
	}
	return text
}

// keySet finds keys that are in a mapping more than once. Its table is used for
// every mapping of a file.
type keySet struct {
	seed  maphash.Seed
	table []uint32 // entries of keys, by their hash; 0 for none
}

// duplicate returns the first key that is the same as one before it, and that
// one; nil where there is none.
func (k *keySet) duplicate(x *index, mapping, keys int) (first, again *Node) {
	size := 8
	for size < 2*keys {
		size *= 2
	}
	if len(k.table) == 0 {
		k.seed = maphash.MakeSeed()
	}
	if size > len(k.table) {
		k.table = make([]uint32, size)
	}
	table := k.table[:size]
	clear(table)
	text := func(entry int) string {
		from := x.start(entry) + 1
		return unescape(x.data, source.Span{From: from, To: stringEnd(x.data, from)})
	}
	end := x.after(mapping)
	for key := x.first(mapping); key < end; key = x.after(key + 1) {
		own := text(key)
		slot := int(maphash.String(k.seed, own)) & (size - 1)
		for ; table[slot] != 0; slot = (slot + 1) & (size - 1) {
			if text(int(table[slot])) == own {
				return x.node(int(table[slot])), x.node(key)
			}
		}
		table[slot] = uint32(key)
	}
	return nil, nil
}
