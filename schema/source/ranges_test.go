package source

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRanges compares lists of several blocks with a byte for each offset.
func TestRanges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, sorted := range []bool{true, false} {
		const size = 200_000
		var list ranges
		covered := make([]bool, size)
		for i := range 3*blockRanges + 5 {
			from := random.IntN(size - 20)
			if sorted {
				from = i * 15
			}
			s := Span{from, from + random.IntN(20)}
			list.add(s)
			for at := s.From; at < s.To; at++ {
				covered[at] = true
			}
		}
		list.disjoin()
		got := make([]bool, size)
		last := 0
		for i := range list.n {
			s := list.at(i).Span()
			if s.Empty() || s.From < last {
				t.Fatalf("range %d is %v, after one to %d", i, s, last)
			}
			last = s.To
			for at := s.From; at < s.To; at++ {
				got[at] = true
			}
		}
		if !slices.Equal(got, covered) {
			t.Error("the ranges cover something else")
		}
		for range 1000 {
			from := random.IntN(size - 50)
			window := Span{from, from + 1 + random.IntN(50)}
			var want []Span
			for i := range list.n {
				if s := list.at(i).Span(); s.overlaps(window) {
					want = append(want, s)
				}
			}
			if got := slices.Collect(list.overlapping(window)); !slices.Equal(got, want) {
				t.Fatalf("%v overlaps %v, want %v", window, got, want)
			}
		}
	}
}
