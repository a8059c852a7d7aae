package source

import (
	"iter"
	"sort"
)

// Offsets are a Span in half the memory: a large file may have millions of them,
// and none is larger than 4 GiB.
type Offsets struct{ From, To uint32 }

// OffsetsOf returns a span as offsets.
func OffsetsOf(s Span) Offsets { return Offsets{uint32(s.From), uint32(s.To)} }

// Span returns the offsets as a span.
func (o Offsets) Span() Span { return Span{int(o.From), int(o.To)} }

// ranges is a list of ranges of a text. It is held in blocks, so that none of a
// long one is moved as it grows.
type ranges struct {
	blocks [][]Offsets
	n      int
}

const blockRanges = 4096 // in each block but the last

func (r *ranges) add(s Span) {
	if r.n == blockRanges*len(r.blocks) {
		var block []Offsets // the first one grows, for most lists are short
		if r.n > 0 {
			block = make([]Offsets, 0, blockRanges)
		}
		r.blocks = append(r.blocks, block)
	}
	last := &r.blocks[len(r.blocks)-1]
	*last = append(*last, OffsetsOf(s))
	r.n++
}

func (r *ranges) at(i int) *Offsets { return &r.blocks[i/blockRanges][i%blockRanges] }

// Len, Less and Swap are those of sort.Interface.
func (r *ranges) Len() int           { return r.n }
func (r *ranges) Less(i, j int) bool { return r.at(i).From < r.at(j).From }
func (r *ranges) Swap(i, j int)      { *r.at(i), *r.at(j) = *r.at(j), *r.at(i) }

// disjoin sorts the ranges, merges overlapping ones and drops empty ones. Nothing
// may be added afterwards.
func (r *ranges) disjoin() {
	if !sort.IsSorted(r) { // most lists are
		sort.Sort(r)
	}
	n := 0
	for i := range r.n {
		switch s := *r.at(i); {
		case n > 0 && s.From < r.at(n-1).To:
			r.at(n - 1).To = max(r.at(n-1).To, s.To)
		case s.From < s.To:
			*r.at(n) = s
			n++
		}
	}
	r.n = n
	blocks := (n + blockRanges - 1) / blockRanges
	clear(r.blocks[blocks:]) // let them be collected
	r.blocks = r.blocks[:blocks]
}

// overlapping returns those ranges of a disjoint list that share a byte with s.
func (r *ranges) overlapping(s Span) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		first := sort.Search(r.n, func(i int) bool { return int(r.at(i).To) > s.From })
		for i := first; i < r.n && int(r.at(i).From) < s.To; i++ {
			if !yield(r.at(i).Span()) {
				return
			}
		}
	}
}
