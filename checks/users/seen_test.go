package users

import (
	"fmt"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestSeen insists that of very many texts each is known by itself, also where
// two have the same hash, and that their places stay.
func TestSeen(t *testing.T) {
	const n = 200_000 // of which some share their 32 bits of hash
	var s seen
	s.begin("a.csv")
	name := func(i int) string { return fmt.Sprintf("user%d@example.com", i) }
	for i := range n {
		if got := s.entry(name(i), s.texts.Hash(name(i))); got != i {
			t.Fatalf("%s is taken for entry %d", name(i), got)
		}
		if _, found := s.address(i, source.Position{Line: i + 1, Column: 10}); found {
			t.Fatalf("%s was seen before", name(i))
		}
	}
	for i := range n {
		if got := s.entry(name(i), s.texts.Hash(name(i))); got != i {
			t.Fatalf("%s is entry %d, was %d", name(i), got, i)
		}
		if before, found := s.address(i, source.Position{Line: n + i, Column: 1}); !found || before.Start() != (source.Position{Line: i + 1, Column: 10}) {
			t.Fatalf("%s was seen at %v", name(i), before)
		}
	}
}

// TestSeenInSeveralFiles finds the file again that a line is of, beside files in
// which nothing was seen.
func TestSeenInSeveralFiles(t *testing.T) {
	var s seen
	want := map[string]string{}
	see := func(line int) {
		text := fmt.Sprint(len(want), "@example.com")
		s.address(s.entry(text, s.texts.Hash(text)), source.Position{Line: line, Column: 7})
		want[text] = fmt.Sprintf("%s:%d:7", s.files[len(s.files)-1].path, line)
	}
	s.begin("empty.csv")
	s.begin("a.csv")
	see(1)
	see(900)
	see(20)
	s.begin("empty.csv")
	s.begin("b.csv")
	see(1)
	see(901)
	s.begin("c.csv")
	see(2)
	for text, place := range want {
		if got, _ := s.address(s.entry(text, s.texts.Hash(text)), source.Position{Line: 1, Column: 1}); got.String() != place {
			t.Errorf("%s was seen at %s, want %s", text, got, place)
		}
	}
}
