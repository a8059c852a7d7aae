package node

import (
	"sync"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestAhead: parts come in order, and no more bytes of them are parsed or in use at
// a time than aheadSize, unless that is one part.
func TestAhead(t *testing.T) {
	for _, sizes := range [][]int{
		{}, {1}, {aheadSize + 1, 1, aheadSize + 1}, {1, aheadSize, 1}, {aheadSize, aheadSize},
		{aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4, aheadSize / 4},
	} {
		var parts []part
		at := 0
		for i, size := range sizes {
			parts = append(parts, part{source.Span{From: at, To: at + size}, i})
			at += size
		}
		var mu sync.Mutex
		inUse, bytes := 0, 0
		use := func(n, size int) {
			mu.Lock()
			defer mu.Unlock()
			inUse += n
			bytes += n * size
			if inUse > 1 && bytes > aheadSize {
				t.Errorf("%v: %d parts of %d bytes at a time", sizes, inUse, bytes)
			}
		}
		n := 0
		for p := range ahead(parts, func(p part) *parsed {
			use(1, p.size())
			return &parsed{piece: &piece{line: p.line}}
		}) {
			if p.line != n {
				t.Fatalf("%v: part %d, want %d", sizes, p.line, n)
			}
			use(-1, sizes[n])
			n++
		}
		if n != len(sizes) {
			t.Errorf("%v: %d parts", sizes, n)
		}
	}
	// Those that were started are dropped.
	for range ahead([]part{{Span: source.Span{To: 1}}, {Span: source.Span{From: 1, To: 2}}}, func(part) *parsed { return &parsed{} }) {
		break
	}
}

// TestFirstError: of the errors of several parts, that of the first one is
// reported, however soon another is found.
func TestFirstError(t *testing.T) {
	long := "- a: b\n"
	for len(long) < 2*partSize {
		long += "- {a: b, c: [d, e]}\n"
	}
	text := source.New("in", long+"- {a: b, a: c}\n"+long+"- [\n"+long+"- }\n"+long, source.Start)
	for range 20 {
		_, bad := Parse(text)
		if want := text.Position(len(long)).Line; bad == nil || bad.Start().Line != want {
			t.Fatalf("got %v, want an error on line %d", bad, want)
		}
	}
}
