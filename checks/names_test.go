package checks

import "testing"

// TestShare insists that the instances of a run share what may be compared, but that
// each may compare some names.
func TestShare(t *testing.T) {
	for instances, want := range map[int]int{0: MaxLetters, 1: MaxLetters, 2: MaxLetters / 2, 50: MaxLetters / 50, 51: leastShare, 10_000: leastShare} {
		if got := (Selection{Instances: instances}).share(MaxLetters); got != want {
			t.Errorf("%d instances: %d, want %d", instances, got, want)
		}
	}
}

// TestSearch insists on the end of a search: what it costs to look for a name is taken
// from what is left, and where that is too little, no further one is looked for.
func TestSearch(t *testing.T) {
	among := NewNames([]string{"delivery", "admin"})
	cost := Letters([]string{"delivry"}) * Letters([]string{"delivery", "admin"})
	for _, c := range []struct {
		letters int
		found   int // how often
	}{{cost - 1, 0}, {cost, 1}, {2*cost - 1, 1}, {2 * cost, 2}} {
		s, found := NewSearch(c.letters), 0
		for range 3 {
			if s.Nearest("delivry", among) == "delivery" {
				found++
			}
		}
		if found != c.found {
			t.Errorf("%d pairs of letters: found %d times, want %d", c.letters, found, c.found)
		}
	}
	s := NewSearch(cost - 1)
	s.Nearest("delivry", among)
	if got := s.Nearest("a", among); got != "" {
		t.Errorf("after its end a search found %s", got)
	}
}
