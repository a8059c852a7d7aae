package source

import (
	"iter"
	"sort"
)

// offsets are a Span in half the memory: a large file may have millions of them,
// and none is larger than 4 GiB.
type offsets struct{ from, to uint32 }

func offsetsOf(s Span) offsets { return offsets{uint32(s.From), uint32(s.To)} }

func (o offsets) span() Span { return Span{int(o.from), int(o.to)} }

// ranges is a list of ranges of a text. It is held in blocks, so that none of a
// long one is moved as it grows.
type ranges struct {
	blocks [][]offsets
	n      int
}

const blockRanges = 4096 // in each block but the last

func (r *ranges) add(s Span) {
	if r.n == blockRanges*len(r.blocks) {
		var block []offsets // the first one grows, for most lists are short
		if r.n > 0 {
			block = make([]offsets, 0, blockRanges)
		}
		r.blocks = append(r.blocks, block)
	}
	last := &r.blocks[len(r.blocks)-1]
	*last = append(*last, offsetsOf(s))
	r.n++
}

func (r *ranges) at(i int) *offsets { return &r.blocks[i/blockRanges][i%blockRanges] }

// Len, Less and Swap are those of sort.Interface.
func (r *ranges) Len() int           { return r.n }
func (r *ranges) Less(i, j int) bool { return r.at(i).from < r.at(j).from }
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
		case n > 0 && s.from < r.at(n-1).to:
			r.at(n - 1).to = max(r.at(n-1).to, s.to)
		case s.from < s.to:
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
		first := sort.Search(r.n, func(i int) bool { return int(r.at(i).to) > s.From })
		for i := first; i < r.n && int(r.at(i).from) < s.To; i++ {
			if !yield(r.at(i).span()) {
				return
			}
		}
	}
}
