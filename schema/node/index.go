package node

import (
	"encoding/json"
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// index says where the values of a text are, in the order in which they are
// written. Nodes are made from it when somebody asks for them. An entry has, as
// numbers:
//
//	JSON: a scalar, an empty collection   where it begins
//	another collection                    where it begins, the entry after all that it holds, where it ends
//	YAML: a scalar                        where it begins and ends, with its quotes
//	a scalar with escapes or folds        the same, and its text
//	a collection                          as in JSON, and where its anchor or tag begins
//	another scalar: with a tag, say       as Span and Whole have it, and its text
//	an alias                              the entry that it leads to; as a key, where it is too
//	a pair with a merge key               the entry after it; the pair does not count among the mapping's
type index struct {
	data   string
	yaml   bool
	blocks [][]uint32 // of blockSize numbers each: none is moved as more come
	size   int        // how many numbers there are

	texts   texts          // of scalars of YAML that are not written as they read
	weights map[int]weight // of collections of YAML, as far as somebody asked
}

const blockSize = 1 << 14

// The first number of an entry has its form in its low bits, and above them an
// offset or an entry: MaxSize leaves room for both.
const (
	formBits = 4
	formMask = 1<<formBits - 1

	// A Kind is the form of what is written without more. With emptyFlag a
	// scalar is null, a collection of JSON holds nothing.
	emptyFlag = 4

	specialForm  = 8 // a scalar that is not only its text, with quotes or without
	aliasForm    = 9
	aliasKeyForm = 10
	mergeForm    = 11
	escapedForm  = 12 // a scalar with escapes or folds; the form contains emptyFlag, and it is not null
)

// What a special scalar has for its text: its number in texts is counted from
// firstText on.
const (
	textAsWritten = iota
	textNull
	firstText
)

func (x *index) entry(i int) *uint32 { return &x.blocks[i/blockSize][i%blockSize] }

func (x *index) append(numbers ...uint32) {
	for _, n := range numbers {
		if x.size == blockSize*len(x.blocks) {
			x.blocks = append(x.blocks, make([]uint32, blockSize))
		}
		*x.entry(x.size) = n
		x.size++
	}
}

// add notes a scalar of JSON, or the first number of one of YAML.
func (x *index) add(at int, null bool) {
	form := uint32(Scalar)
	if null {
		form |= emptyFlag
	}
	x.append(uint32(at)<<formBits | form)
}

// addYAML notes a scalar of YAML.
func (x *index) addYAML(span, whole source.Span, text string, null bool) {
	asWritten := text == x.data[span.From:span.To]
	if x.quoted(whole) == span && (asWritten || !null) {
		if asWritten {
			x.add(whole.From, null)
			x.append(uint32(whole.To))
		} else {
			x.append(uint32(whole.From)<<formBits|escapedForm, uint32(whole.To), uint32(x.texts.add(text)))
		}
		return
	}
	number := textAsWritten
	switch {
	case null:
		number = textNull
	case !asWritten:
		number = firstText + x.texts.add(text)
	}
	x.append(uint32(span.From)<<formBits|specialForm, uint32(span.To), uint32(whole.From), uint32(whole.To), uint32(number))
}

// quoted returns what is between the quotes of a scalar, or all of one without.
func (x *index) quoted(whole source.Span) source.Span {
	if whole.To-whole.From < 2 || x.data[whole.From] != '"' && x.data[whole.From] != '\'' {
		return whole
	}
	return source.Span{From: whole.From + 1, To: whole.To - 1}
}

// open notes the start of a collection and returns its entry. Its anchor or tag
// begins at whole.
func (x *index) open(at, whole int, kind Kind) int {
	entry := x.size
	x.append(uint32(at)<<formBits|uint32(kind), 0, 0)
	if x.yaml {
		x.append(uint32(whole))
	}
	return entry
}

// close notes the end of a collection.
func (x *index) close(entry, end int) {
	if x.size == x.first(entry) && !x.yaml {
		x.size = entry + 1
		*x.entry(entry) |= emptyFlag
		return
	}
	*x.entry(entry + 1) = uint32(x.size)
	*x.entry(entry + 2) = uint32(end)
}

// alias notes an alias that leads to an entry.
func (x *index) alias(entry int) { x.append(uint32(entry)<<formBits | aliasForm) }

// aliasKey notes an alias that is a key.
func (x *index) aliasKey(entry int, own source.Span) {
	x.append(uint32(entry)<<formBits|aliasKeyForm, uint32(own.From), uint32(own.To))
}

// openMerge notes the start of a pair with a merge key.
func (x *index) openMerge() (entry int) {
	x.append(mergeForm)
	return x.size - 1
}

func (x *index) closeMerge(entry int) { *x.entry(entry) |= uint32(x.size) << formBits }

func (x *index) form(entry int) uint32 { return *x.entry(entry) & formMask }

// kind returns the kind of what is no alias.
func (x *index) kind(entry int) Kind {
	if form := x.form(entry); form == specialForm || form == escapedForm {
		return Scalar
	}
	return Kind(x.form(entry) &^ emptyFlag)
}

func (x *index) isEmpty(entry int) bool {
	form := x.form(entry)
	return form < specialForm && form&emptyFlag != 0
}

// start returns the offset, or the entry, that the first number of an entry has.
func (x *index) start(entry int) int { return int(*x.entry(entry) >> formBits) }

// target returns the entry that an alias leads to, other entries as they are.
func (x *index) target(entry int) int {
	if form := x.form(entry); form == aliasForm || form == aliasKeyForm {
		return x.start(entry)
	}
	return entry
}

// first returns the first entry that a collection holds, if it holds any.
func (x *index) first(entry int) int {
	if x.yaml {
		return entry + 4
	}
	return entry + 3
}

// after returns the entry after a value and all that it holds.
func (x *index) after(entry int) int {
	switch first := *x.entry(entry); Kind(first & formMask) {
	case Mapping, Sequence:
		return int(*x.entry(entry + 1))
	case Scalar, Scalar | emptyFlag:
		if x.yaml {
			return entry + 2
		}
	case aliasKeyForm, escapedForm:
		return entry + 3
	case specialForm:
		return entry + 5
	case mergeForm:
		return int(first >> formBits)
	}
	return entry + 1
}

// end returns where a collection ends.
func (x *index) end(entry int) int {
	if !x.isEmpty(entry) {
		return int(*x.entry(entry + 2))
	}
	at := x.start(entry)
	return at + strings.IndexAny(x.data[at:], "]}") + 1
}

// node returns the node of an entry, or that which an alias leads to. As a key it
// is where the alias is.
func (x *index) node(entry int) Node {
	if x.form(entry) == aliasKeyForm {
		n := x.node(x.target(entry))
		n.whole = source.Offsets{From: *x.entry(entry + 1), To: *x.entry(entry + 2)}
		n.Span = n.Whole()
		return n
	}
	entry = x.target(entry)
	from := x.start(entry)
	n := Node{Kind: x.kind(entry), index: x, entry: uint32(entry)}
	switch {
	case x.form(entry) == specialForm:
		n.Span = source.Span{From: from, To: int(*x.entry(entry + 1))}
		n.whole = source.Offsets{From: *x.entry(entry + 2), To: *x.entry(entry + 3)}
		n.null = *x.entry(entry + 4) == textNull
		return n
	case n.Kind != Scalar:
		n.Span = source.Span{From: from, To: x.end(entry)}
		n.whole = source.OffsetsOf(n.Span)
		if x.yaml {
			n.whole.From = *x.entry(entry + 3)
		}
		return n
	}
	whole := source.Span{From: from}
	switch {
	case x.yaml:
		whole.To = int(*x.entry(entry + 1))
	case x.data[from] == '"':
		whole.To = stringEnd(x.data, from+1) + 1
	default:
		whole.To = wordEnd(x.data, from)
	}
	n.null = x.isEmpty(entry)
	n.Span, n.whole = x.quoted(whole), source.OffsetsOf(whole)
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
	for at < len(data) && strings.IndexByte(",]} \t\r\n", data[at]) < 0 {
		at++
	}
	return at
}

func (x *index) pairs(entry int, yield func(Pair) bool) {
	for key, value := range x.pairEntries(entry) {
		if !yield(Pair{x.node(key), x.node(value)}) {
			return
		}
	}
}

// pairEntries returns the entries of the keys of a mapping, and of their values.
func (x *index) pairEntries(entry int) iter.Seq2[int, int] {
	return func(yield func(key, value int) bool) {
		end := x.after(entry)
		for key := x.first(entry); key < end; {
			if x.form(key) == mergeForm {
				key = x.after(key)
				continue
			}
			value := x.after(key)
			if !yield(key, value) {
				return
			}
			key = x.after(value)
		}
	}
}

// merged returns the values of the merge keys of a mapping, or what their lists
// hold, without aliases.
func (x *index) merged(entry int, yield func(*Node) bool) {
	for at := range x.entries(entry) {
		if x.form(at) != mergeForm {
			continue
		}
		written := []int{x.after(at + 1)}
		if x.form(written[0]) == uint32(Sequence) {
			written = slices.Collect(x.entries(written[0]))
		}
		for _, value := range written {
			if x.form(value) == aliasForm {
				continue
			}
			if n := x.node(value); !yield(&n) {
				return
			}
		}
	}
}

// entries returns the entries that a collection holds, in order: items of a
// sequence, or keys, values and pairs with merge keys of a mapping.
func (x *index) entries(entry int) iter.Seq[int] {
	return func(yield func(int) bool) {
		end := x.after(entry)
		for at := x.first(entry); at < end; at = x.after(at) {
			if !yield(at) {
				return
			}
		}
	}
}

func (x *index) items(entry int, yield func(*Node) bool) {
	for item := range x.entries(entry) {
		if n := x.node(item); !yield(&n) {
			return
		}
	}
}

// mappings returns the entries of the mappings that the value of a merge key
// has: one, or a list. ok is false for any other value.
func (x *index) mappings(value int) (list []int, ok bool) {
	value = x.target(value)
	if x.kind(value) != Sequence {
		return []int{value}, x.kind(value) == Mapping
	}
	for item := range x.entries(value) {
		list = append(list, x.target(item))
		if x.kind(x.target(item)) != Mapping {
			return nil, false
		}
	}
	return list, true
}

// weight is how large a node is, aliases followed: how many nodes there are,
// this one included, and how many collections are in each other.
type weight struct{ size, height int }

// weigh returns the weight of a node of YAML. It is worked out once.
func (x *index) weigh(entry int) weight {
	entry = x.target(entry)
	if x.kind(entry) == Scalar {
		return weight{1, 0}
	}
	w, known := x.weights[entry]
	if known {
		return w
	}
	w = weight{1, 1}
	add := func(below int) {
		b := x.weigh(below)
		w.size += b.size
		w.height = max(w.height, b.height+1)
	}
	if x.kind(entry) == Mapping {
		for key, value := range x.pairEntries(entry) {
			add(key)
			add(value)
		}
	} else {
		for item := range x.entries(entry) {
			add(item)
		}
	}
	if x.weights == nil {
		x.weights = map[int]weight{}
	}
	x.weights[entry] = w
	return w
}

// above returns the keys that lead to a value of JSON, from the root on. Collections
// that are not closed yet hold it.
func (x *index) above(entry int) (keys []string) {
	for at := 0; at != entry; {
		isMapping := x.kind(at) == Mapping
		for i := x.first(at); ; {
			value := i
			if isMapping {
				value++
			}
			if after := x.after(value); after > 0 && after <= entry {
				i = after
				continue
			}
			if isMapping {
				key := x.node(i)
				keys = append(keys, key.Text())
			}
			at = value
			break
		}
	}
	return keys
}

// flat reports whether a sequence holds only scalars.
func (x *index) flat(entry int) bool {
	for item := range x.entries(entry) {
		if x.kind(x.target(item)) != Scalar {
			return false
		}
	}
	return true
}

func (x *index) text(n *Node) string {
	entry := int(n.entry)
	switch {
	case n.Kind != Scalar || n.null:
		return ""
	case !x.yaml:
		return unescape(x.data, n.Span)
	case x.form(entry) == escapedForm:
		return x.texts.get(int(*x.entry(entry + 2)))
	case x.form(entry) == specialForm && *x.entry(entry + 4) >= firstText:
		return x.texts.get(int(*x.entry(entry + 4)) - firstText)
	}
	// An alias that is a key has another span.
	own := source.Span{From: x.start(entry), To: int(*x.entry(entry + 1))}
	if x.form(entry) != specialForm {
		own = x.quoted(own)
	}
	return x.data[own.From:own.To]
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
// one.
func (k *keySet) duplicate(x *index, mapping, keys int) (first, again Node, found bool) {
	size := 2 << bits.Len(uint(keys)) // at most half of it is used
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
				return x.node(int(table[slot])), x.node(key), true
			}
		}
		table[slot] = uint32(key)
	}
	return first, again, false
}
