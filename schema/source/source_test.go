package source

import (
	"fmt"
	"math/rand/v2"
	"strings"
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
	piece := New("a", "y", Position{2, 1}).Place(Span{0, 1})
	if d := piece.Compare(list[1]); d != 0 || piece.String() != "a:2:1" {
		t.Errorf("%v: %d", piece, d)
	}
	if (Place{}).Path() != "" || (Place{}).Start() != Start || (Place{}).Snippet().Text != "" {
		t.Error("the zero place is somewhere")
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
