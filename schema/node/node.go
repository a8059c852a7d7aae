// Package node reads YAML and JSON as one kind of tree, in which every value
// knows the bytes that it is written in.
//
// JSON has a reader of its own. Most JSON is YAML too, but not all of it
// ("\/", surrogate pairs, line ends that only YAML knows), and yaml.v3 takes
// up to a hundred times its size in memory.
package node

import (
	"iter"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// Limits of a file.
const (
	MaxSize    = 64 << 20 // bytes
	MaxDepth   = 1000     // mappings and sequences in each other
	MaxAliased = 100_000  // nodes that aliases and merge keys add

	// Of JSON: keys and values, which take four bytes each; a large file may have one
	// for each bytesPerValue of its bytes. A mapping or sequence that holds something
	// counts as three.
	MaxValues     = 6_000_000
	bytesPerValue = 4

	// Of YAML: lines that begin with %.
	MaxDirectives = 100
	// Of YAML: lines and indicators (- ? : , [ {). Each may take a microsecond.
	MaxIndicators = 2_000_000
	// Of YAML that yaml.v3 parses at once: lines and indicators, of which each may
	// take several hundred bytes of memory, and bytes.
	MaxAtOnce      = 100_000
	MaxBytesAtOnce = 4 << 20

	// surelyJSON is how much of a text has to be JSON so that it is meant to be.
	surelyJSON = 1 << 20
)

// Kind is what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Mapping
	Sequence
)

// Node is a value of a YAML or JSON file, or a key of one of its mappings.
type Node struct {
	Kind Kind
	// Span is where the value is written: a scalar's text without its quotes,
	// a mapping or a sequence from its start to its end. An empty value has an
	// empty span where it would be written.
	Span source.Span

	null  bool
	entry uint32         // of the index
	whole source.Offsets // of Whole
	index *index
}

// Pair is a key of a mapping with its value.
type Pair struct{ Key, Value Node }

// Whole returns all that is written for the value: its anchor and tag, its
// quotes, or the indicator of a block scalar too.
func (n *Node) Whole() source.Span {
	return n.whole.Span()
}

// Null reports whether the value is null: null or ~, or nothing at all.
func (n *Node) Null() bool { return n.null }

// Text returns a scalar as it is written, so that 0012, 1e3 and no stay what
// they are; escapes are resolved and lines folded. A value that is null has no
// text, and neither has a node that is not a scalar.
func (n *Node) Text() string { return n.index.text(n) }

// Pairs returns the keys of a mapping with their values, in order. Aliases lead
// to the nodes that they name, and merge keys (<<) are replaced by the pairs
// that they add, after the mapping's own. A key need not be a scalar.
func (n *Node) Pairs() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		if n.Kind == Mapping {
			n.index.pairs(int(n.entry), yield)
		}
	}
}

// Len returns how many pairs a mapping has.
func (n *Node) Len() (pairs int) {
	if n.Kind == Mapping {
		for range n.index.pairEntries(int(n.entry)) {
			pairs++
		}
	}
	return pairs
}

// Items returns the values of a sequence.
func (n *Node) Items() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		if n.Kind == Sequence {
			n.index.items(int(n.entry), yield)
		}
	}
}

// Merged returns the mappings that are written as values of the merge keys of a
// mapping, alone or in a list. Pairs leaves out those of their pairs that others
// override.
func (n *Node) Merged() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		if n.Kind == Mapping {
			n.index.merged(int(n.entry), yield)
		}
	}
}

// Flat reports whether a sequence holds scalars only.
func (n *Node) Flat() bool { return n.Kind == Sequence && n.index.flat(int(n.entry)) }

// File is what a YAML or JSON file holds.
type File struct {
	JSON    bool
	Aliases bool // whether a value may be that of several keys

	index *index
	gaps  []source.Offsets // where comments are, and no values
}

// Documents returns the value of each document. JSON has one.
func (f *File) Documents() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for entry := 0; entry < f.index.size; entry = f.index.after(entry) {
			if n := f.index.node(entry); !yield(&n) {
				return
			}
		}
	}
}

// Comments returns where comments of YAML are, from # to the end of the line;
// several as one where only white space is between them.
func (f *File) Comments() iter.Seq[source.Span] {
	data := f.index.data
	return func(yield func(source.Span) bool) {
		for _, gap := range f.gaps {
			for at := int(gap.From); at < int(gap.To); {
				comments := source.Span{From: at, To: lineEnd(data, at)}
				for at = skipSpace(data, comments.To); at < int(gap.To) && data[at] == '#'; at = skipSpace(data, comments.To) {
					comments.To = lineEnd(data, at)
				}
				if !yield(comments) {
					return
				}
				at = nextComment(data, at, int(gap.To))
			}
		}
	}
}

// nextComment returns where the next comment begins between two offsets with no
// value between them, the second one for none.
func nextComment(data string, from, to int) int {
	if i := strings.IndexByte(data[from:max(from, to)], '#'); i >= 0 {
		return from + i
	}
	return max(from, to)
}

// Handle identifies a node of a file, and takes less memory.
type Handle uint32

// Handle returns the handle of a node.
func (n *Node) Handle() Handle { return Handle(n.entry) }

// At returns the node of a file that a handle stands for.
func (f *File) At(h Handle) Node { return f.index.node(int(h)) }

// Parse reads a YAML or JSON file. One that begins with { or [ is JSON if it
// parses as JSON, or a large part of it does, and else YAML. Where it is neither,
// the error is that of JSON if what follows the first brackets looks like JSON: a
// quote, or nothing more.
func Parse(text *source.Text) (*File, *source.Error) {
	return ParseHiding(text, func(string) bool { return false })
}

// ParseHiding is Parse with errors that name no key below one that is the name of
// a secret.
func ParseHiding(text *source.Text, secret func(key string) bool) (*File, *source.Error) {
	data := text.Data()
	if len(data) > MaxSize {
		return nil, source.Errorf(source.File(text.Name()), "the file is larger than %d MiB, the limit of YAML and JSON", MaxSize>>20)
	}
	if bad := source.CheckUTF8(text, "file"); bad != nil {
		return nil, bad
	}
	start := strings.TrimLeft(data, " \t\r\n")
	if !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		return parseYAML(text, secret)
	}
	file, notJSON := parseJSON(text, secret)
	if notJSON == nil {
		return file, nil
	}
	if notJSON.certain || notJSON.From > surelyJSON {
		return nil, notJSON.Error
	}
	file, notYAML := parseYAML(text, secret)
	if inside := strings.TrimLeft(start, "{[ \t\r\n"); notYAML != nil && (inside == "" || strings.IndexByte(`"]}`, inside[0]) >= 0) {
		return nil, notJSON.Error
	}
	return file, notYAML
}
