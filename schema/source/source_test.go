package source

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// TestPosition compares the index with counting from the start, around the
// edges of blocks and of characters.
func TestPosition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var b strings.Builder
		for b.Len() < 3*blockSize {
			b.WriteString([]string{"a", "é", "漢", "😀", "\n", strings.Repeat("x", 100), strings.Repeat("é", 50)}[r.IntN(7)])
		}
		start := Position{1 + r.IntN(3), 1 + r.IntN(9)}
		text := New("in", b.String(), start)
		for offset := range text.data {
			if got, want := text.Position(offset), start.After(text.data[:offset]); got != want {
				t.Fatalf("offset %d: got %v, want %v", offset, got, want)
			}
		}
		if got, want := text.Position(1<<30), start.After(text.data); got != want {
			t.Errorf("behind the end: got %v, want %v", got, want)
		}
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("x", 2*reach)
	for _, c := range []struct {
		text   string // the place between [ and ], secrets between ( and ), other values between { and }
		want   string // the place between [ and ]
		secret bool
	}{
		{`a="[b]" c="d"`, `a="[b]" c="d"`, false},
		{"x\na=\"[b]\"\ny", `a="[b]"`, false},
		{"a=\"[b\nc]\"\ny", `a="[b]`, false},
		{`a="[]"`, `a="[]"`, false},
		{`[]`, "", false},
		{`a="[{b}]" c="{d}" e="(f)"`, `a="[b]" c="…" e="********"`, false},
		{`a="[{b}]" c="{d(e)f}" e="(f)"`, `a="[b]" c="…********…" e="********"`, false},
		{`a="{[https://(u:p)@h]}"`, `a="[https://********@h]"`, false},
		{`a="[(b)]"`, `a="[********]"`, false},
		{`a="([b])"`, `a="[********]"`, false},
		{`a="[b]" c="{d}"`, `a="[********]" c="…"`, true},
		{`a="{[b]}" c="{d}"`, `a="[********]" c="…"`, true},
		{`a="{b}[]{c}"`, `a="b[]c"`, false}, // both touch it
		{`a="{b}" c="[d]" e="{f}"`, `a="…" c="[d]" e="…"`, false},
		{`a="{b}{c}[]"`, `a="…c[]"`, false}, // only one of them touches it
		{"x\ny\na=\"[b]\" c=\"(d)\" e=\"{f}\"", `a="[b]" c="********" e="…"`, false},
		{`ab[]`, `ab[]`, false},
		{"ab\n[]", "", false},
		{"a[\nb]", "a[]", false},
		{"\na[b]", "a[b]", false},
		{`a="(x[b]y)"`, `a="[********]"`, false}, // as much as can be pointed at
		{`a="[](b)"`, `a="[********]"`, false},
		{`a="[b](c)"`, `a="[b]********"`, false},
		{`a="[]" c="(d)"`, `a="[]" c="********"`, false},
		{`a="{b}" c="[]" e="{f}"`, `a="…" c="[]" e="…"`, false},
		{long + "[V]" + long, long[:reach] + "[V]" + long[:reach], false},
		{"[" + long + "]", "[" + long[:reach] + "]" + long[:reach], false},
		{strings.Repeat("é", reach) + "x[é]" + strings.Repeat("é", reach), strings.Repeat("é", reach/2-1) + "x[é]" + strings.Repeat("é", reach/2), false},
	} {
		var data strings.Builder
		var place Span
		var hidden []Hidden
		var secret, other int
		for _, r := range c.text {
			at := data.Len()
			switch r {
			case '[':
				place.From = at
			case ']':
				place.To = at
			case '(':
				secret = at
			case ')':
				hidden = append(hidden, Hidden{Span: Span{secret, at}, Secret: true})
			case '{':
				other = at
			case '}':
				hidden = append(hidden, Hidden{Span: Span{other, at}})
			default:
				data.WriteRune(r)
			}
		}
		p := New("in", data.String(), Start, Ranges(hidden)).Place(place)
		if c.secret {
			p = p.Secret()
		}
		s := p.Snippet()
		got := s.Text
		if got != "" {
			got = s.Text[:s.From] + "[" + s.Text[s.From:s.To] + "]" + s.Text[s.To:]
		}
		if got != c.want {
			t.Errorf("%.60s:\n got %.200s\nwant %.200s", c.text, got, c.want)
		}
		if one := len(data.String()) > 2*reach; (s.Before || s.After) != one {
			t.Errorf("%.60s: before %t, after %t", c.text, s.Before, s.After)
		}
	}
}

// TestSnippetOfALongLine holds how much of a line a snippet shows, and that it
// says where the line goes on.
func TestSnippetOfALongLine(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	é := func(n int) string { return strings.Repeat("é", n) }
	for _, c := range []struct {
		before, at, after                string
		want                             Snippet // From and To follow from the lengths below
		shownBefore, shownAt, shownAfter string
	}{
		{x(reach), "V", x(reach), Snippet{}, x(reach), "V", x(reach)},
		{x(reach + 1), "V", x(reach + 1), Snippet{Before: true, After: true}, x(reach), "V", x(reach)},
		{x(2*reach) + "\nab", "V", "c\n" + x(reach), Snippet{}, "ab", "V", "c"},
		{"\n" + x(reach), "V", x(reach) + "\n", Snippet{}, x(reach), "V", x(reach)},
		{"", x(reach), "y", Snippet{}, "", x(reach), "y"},
		{"", x(reach + 1), "y", Snippet{}, "", x(reach), "xy"},
		{"", x(3 * reach), "", Snippet{After: true}, "", x(reach), x(reach)},
		// Whole characters only.
		{"x" + é(reach), "V", "x" + é(reach), Snippet{Before: true, After: true}, é(reach / 2), "V", "x" + é(reach/2-1)},
		{é(reach) + "x", "V", "x" + é(reach), Snippet{Before: true, After: true}, é(reach/2-1) + "x", "V", "x" + é(reach/2-1)},
		{"", "x" + é(reach), "", Snippet{After: true}, "", "x" + é(reach/2-1), é(reach / 2)},
	} {
		c.want.Text = c.shownBefore + c.shownAt + c.shownAfter
		c.want.From, c.want.To = len(c.shownBefore), len(c.shownBefore)+len(c.shownAt)
		text := New("in", c.before+c.at+c.after, Start)
		if got := text.Place(Span{len(c.before), len(c.before) + len(c.at)}).Snippet(); got != c.want {
			t.Errorf("%.20q, %.20q, %.20q:\n got %+v\nwant %+v", c.before, c.at, c.after, got, c.want)
		}
	}
}

// TestHiddenRanges gives ranges in any order and overlapping, as nested values
// of a file are.
func TestHiddenRanges(t *testing.T) {
	for _, c := range []struct {
		secrets []Span
		want    string
	}{
		{[]Span{{6, 7}, {0, 1}, {3, 4}}, "********bc********ef********h"},
		{[]Span{{0, 3}, {1, 5}}, "********fgh"},
		{[]Span{{0, 5}, {1, 3}}, "********fgh"},
		{[]Span{{0, 3}, {3, 5}}, "********fgh"},
		{[]Span{{2, 2}}, "abcdefgh"},
		{[]Span{{5, 6}, {4, 6}, {4, 5}, {4, 8}}, "abcd********"},
	} {
		var hidden []Hidden
		for _, s := range c.secrets {
			hidden = append(hidden, Hidden{Span: s, Secret: true})
		}
		if got := New("in", "abcdefgh", Start, Ranges(hidden)).Place(Span{}).Snippet().Text; got != c.want {
			t.Errorf("%v: got %s, want %s", c.secrets, got, c.want)
		}
	}
}

// TestHiddenLines asks for a line in the middle of a secret that holds another.
func TestHiddenLines(t *testing.T) {
	text := New("in", "ab\ncd\nef", Start, Ranges{{Span: Span{0, 8}, Secret: true}, {Span: Span{1, 2}, Secret: true}})
	if got := text.Place(Span{3, 5}).Snippet().Text; got != Masked {
		t.Errorf("got %s", got)
	}
}

// TestHidingOfManyTexts: any number of goroutines may ask for snippets of the texts
// of a file, in whatever order.
func TestHidingOfManyTexts(t *testing.T) {
	origin := NewOrigin("in", digits{})
	var texts []*Text
	var want []string
	for i := range 20 {
		data := strings.Repeat("ab", i) + "123" + strings.Repeat("c", 20-i)
		texts = append(texts, origin.Text(data, Start))
		want = append(want, strings.Replace(data, "123", Masked, 1))
	}
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range 1000 {
				n := (i + 7*worker) % len(texts)
				if got := texts[n].Place(Span{}).Snippet().Text; got != want[n] {
					t.Errorf("got %s, want %s", got, want[n])
					return
				}
			}
		})
	}
	wait.Wait()
}

// digits hides what is from 1 to 3.
type digits struct{}

func (digits) Hide(data string, add func(Hidden)) {
	i := strings.Index(data, "123")
	add(Hidden{Span: Span{i, i + 3}, Secret: true})
}

func TestHiding(t *testing.T) {
	text := New("in", "abc", Start, Ranges{{Span: Span{0, 1}, Secret: true}})
	more := text.Hiding(Ranges{{Span: Span{1, 2}, Secret: true}})
	if got := text.Place(Span{2, 3}).Snippet().Text; got != "********bc" {
		t.Errorf("the first text: %s", got)
	}
	if got := more.Place(Span{2, 3}).Snippet().Text; got != "********c" {
		t.Errorf("the second text: %s", got)
	}
}

func TestPlaceOrder(t *testing.T) {
	a, b := New("a", "x\ny", Start), New("b", "x", Start)
	list := []Place{a.Place(Span{0, 1}), a.Place(Span{2, 3}), b.Place(Span{})}
	for i, p := range list {
		for j, q := range list {
			if got := p.Compare(q); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%v to %v: %d", p, q, got)
			}
		}
	}
	first, second := New("a", "x", Position{3, 1}).Place(Span{0, 1}), New("a", "x", Position{3, 2}).Place(Span{0, 1})
	if first.Compare(second) >= 0 || second.Compare(first) <= 0 {
		t.Error("two pieces of a file are not in order")
	}
	piece := New("a", "y", Position{2, 1}).Place(Span{0, 1})
	if d := piece.Compare(list[1]); d != 0 || piece.String() != "a:2:1" {
		t.Errorf("%v: %d", piece, d)
	}
	if (Place{}).Path() != "" || (Place{}).Start() != Start || (Place{}).Snippet().Text != "" {
		t.Error("the zero place is somewhere")
	}
}

// TestPositionAtTheEnd asks for the end of texts that fill their last block.
func TestPositionAtTheEnd(t *testing.T) {
	for _, blocks := range []int{1, 2} {
		text := New("in", strings.Repeat("x", blocks*blockSize), Start)
		if got, want := text.Position(blocks*blockSize), (Position{1, blocks*blockSize + 1}); got != want {
			t.Errorf("%d blocks: got %v, want %v", blocks, got, want)
		}
		if got := text.Position(-1); got != Start {
			t.Errorf("in front of the text: got %v", got)
		}
	}
}

func TestPositionBefore(t *testing.T) {
	order := []Position{{1, 1}, {1, 2}, {1, 9}, {2, 1}, {2, 2}, {10, 1}}
	for i, p := range order {
		for j, q := range order {
			if p.Before(q) != (i < j) {
				t.Errorf("%v before %v: want %t", p, q, i < j)
			}
		}
	}
}

func TestSpanEmpty(t *testing.T) {
	for s, want := range map[Span]bool{{0, 0}: true, {3, 3}: true, {3, 2}: true, {0, 1}: false} {
		if s.Empty() != want {
			t.Errorf("%v: want %t", s, want)
		}
	}
}

func TestPlace(t *testing.T) {
	p := New("in", "one two\nthree", Position{4, 3}).Place(Span{4, 13})
	for _, c := range []struct {
		p       Place
		written string
		at, end string
	}{
		{p, "two\nthree", "in:4:7", "{5 6}"},
		{p.Part(Span{1, 3}), "wo", "in:4:8", "{4 10}"},
		{p.Part(Span{4, 9}).Part(Span{1, 2}), "h", "in:5:2", "{5 3}"},
		{File("in"), "", "in:1:1", "{1 1}"},
		{At("in", Position{7, 8}), "", "in:7:8", "{7 8}"},
		{Place{}, "", ":1:1", "{1 1}"},
	} {
		if c.p.Written() != c.written || c.p.String() != c.at || fmt.Sprint(c.p.End()) != c.end {
			t.Errorf("got %q from %v to %v, want %q from %s to %s", c.p.Written(), c.p, c.p.End(), c.written, c.at, c.end)
		}
	}
}

// BenchmarkPlaces asks for every place of one long line: the time grows with
// the number of places, not with the line.
func BenchmarkPlaces(b *testing.B) {
	for _, places := range []int{2000, 20000} {
		data := strings.Repeat(`"key":"é value",`, places)
		b.Run(fmt.Sprint(places), func(b *testing.B) {
			for b.Loop() {
				text := New("in", data, Start)
				for i := range places {
					p := text.Place(Span{i * 17, i*17 + 3})
					p.Start()
					p.Snippet()
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*places), "ns/place")
		})
	}
}
