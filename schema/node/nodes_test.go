package node

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestFlat tells lists of scalars from all else.
func TestFlat(t *testing.T) {
	const in = `{"a": [], "b": [1, "x", null, true], "c": [1, []], "d": [{}], "e": {"x": 1}, "f": 1, "g": [{"x": 1}, 2], "h": [1], "i": [[]]}`
	for _, text := range []string{in, "--- " + in} {
		got := ""
		for p := range parse(t, text).root().Pairs() {
			if p.Value.Flat() {
				got += p.Key.Text()
			}
		}
		if got != "abh" {
			t.Errorf("%.10s: got %s, want abh", text, got)
		}
	}
	// What is behind a list is no part of it.
	for item := range parse(t, `[[1, 2], {"x": 1}]`).root().Items() {
		if got, want := item.Flat(), item.Kind == Sequence; got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// TestHandles finds each node of a JSON file by its handle.
func TestHandles(t *testing.T) {
	const in = `{"a": [1, "x\n", null, {"b": {}}], "c": false}`
	file := parse(t, in)
	n := 0
	var walk func(*Node)
	walk = func(want *Node) {
		n++
		got := file.At(want.Handle())
		if show(in, &got) != show(in, want) || got.Kind != want.Kind {
			t.Errorf("got %s, want %s", show(in, &got), show(in, want))
		}
		for p := range want.Pairs() {
			walk(&p.Key)
			walk(&p.Value)
		}
		for item := range want.Items() {
			walk(item)
		}
	}
	walk(file.root())
	if n != 11 {
		t.Errorf("%d nodes, want 11", n)
	}
}

// TestTextOfCollections: what is not a scalar, or null, has no text.
func TestTextOfCollections(t *testing.T) {
	const in = `{"a": [1, 2], "b": {"c": "d"}, "e": "f", "g": null}`
	for _, text := range []string{in, "--- " + in} {
		for p := range parse(t, text).root().Pairs() {
			n := p.Value
			pairs, items := 0, 0
			for range n.Pairs() {
				pairs++
			}
			for range n.Items() {
				items++
			}
			want := map[string]struct {
				text         string
				pairs, items int
			}{"a": {"", 0, 2}, "b": {"", 1, 0}, "e": {"f", 0, 0}, "g": {"", 0, 0}}[p.Key.Text()]
			if n.Text() != want.text || pairs != want.pairs || items != want.items {
				t.Errorf("%.10s, %s: got %q, %d pairs, %d items", text, p.Key.Text(), n.Text(), pairs, items)
			}
		}
	}
}

// TestErrorOfWhich reports the error of JSON where a text was certainly meant to
// be JSON, although YAML finds another one.
func TestErrorOfWhich(t *testing.T) {
	if _, bad := Parse(source.New("in", `["`+strings.Repeat("x", surelyJSON-5)+`", a]`, source.Start)); bad != nil {
		t.Errorf("with less of JSON: %v", bad)
	}
	for in, want := range map[string]string{
		strings.Repeat("[", MaxDepth+1) + "1":              "in:1:1001: values are nested more than 1000 deep, the limit",
		`[1, {"a": 1, "a": 2}, @]`:                         "in:1:14: duplicate key a, first in line 1",
		"[1, // x\n2]":                                     "in:1:5: not valid JSON: JSON has no comments, remove this one",
		`["` + strings.Repeat("x", surelyJSON-2) + `", a]`: fmt.Sprintf("in:1:%d: not valid JSON: expected a value (text in double quotes, a number, true, false, null, { or [)", surelyJSON+4),
		"[1, /* x */ 2]":                                   "in:1:5: not valid JSON: JSON has no comments, remove this one",
	} {
		if _, bad := Parse(source.New("in", in, source.Start)); bad == nil || bad.Error() != want {
			t.Errorf("%.30q: got %v, want %s", in, bad, want)
		}
	}
}

// TestBeyond counts the lines and indicators of a text, and of some of its spans.
func TestBeyond(t *testing.T) {
	for _, c := range []struct {
		in    string
		count int
		last  int // where the last one is
		spans []source.Span
	}{
		{in: "a", count: 1, last: 0},
		{in: "a: -b", count: 2, last: 1},
		{in: "a:b-c?d", count: 1, last: 0},
		{in: "a\n  ", count: 1, last: 0},
		{in: "# ,\n \n,\n # b\n", count: 2, last: 6},
		{in: "a\n\nb # c", count: 2, last: 3},
		{in: "-", count: 2, last: 0},
		{in: "?\n", count: 2, last: 0},
		{in: "a:\u0085", count: 2, last: 1},
		{in: "[{,:,", count: 6, last: 4},
		{in: ",,,,,", count: 5, last: 4, spans: []source.Span{{From: 0, To: 1}, {From: 3, To: 5}}},
		{in: "a\n  b", count: 1, last: 0, spans: []source.Span{{From: 0, To: 3}}},
	} {
		r := newYAMLReader(source.New("in", c.in, source.Start), notSecret)
		if c.spans == nil {
			c.spans = []source.Span{{To: len(c.in)}}
		}
		if at, more := r.beyond(c.count, c.spans); more {
			t.Errorf("%q: more than %d at %d", c.in, c.count, at)
		}
		if at, more := r.beyond(c.count-1, c.spans); !more || at != c.last {
			t.Errorf("%q: got %d, %t at %d, want %d", c.in, c.count-1, more, at, c.last)
		}
	}
}

// TestFileAliases tells whether a file has aliases.
func TestFileAliases(t *testing.T) {
	for in, want := range map[string]bool{"a: &x b": false, "a: &x b\nc: *x": true, "&x a: *x": true, "- &x a\n- *x : b": true, "<<: {a: b}": false, "[]": false} {
		if got := parse(t, in).Aliases; got != want {
			t.Errorf("%q: got %t, want %t", in, got, want)
		}
	}
}

// TestWeigh counts nodes and levels, aliases followed.
func TestWeigh(t *testing.T) {
	for in, want := range map[string]weight{
		"a":  {1, 0},
		"[]": {1, 1}, "{}": {1, 1},
		"[a, b]":                      {3, 1},
		"{a: b}":                      {3, 1},
		"- a\n- [b, {c: d}]\n- e\n":   {8, 3},
		"- &x [a]\n- *x\n- {b: *x}\n": {9, 3},
	} {
		// What is behind it is no part of it.
		f := parse(t, "--- "+strings.ReplaceAll("\n"+in, "\n", "\n  ")+"\n--- z\n")
		if got := f.index.weigh(0); got != want {
			t.Errorf("%q: got %v, want %v", in, got, want)
		}
	}
}

// TestMerged returns what is written as the value of a merge key, wherever the
// key is, and no alias.
func TestMerged(t *testing.T) {
	for in, want := range map[string]string{
		"a: b":                                       "",
		"a: {b: c}":                                  "",
		"<<: {a: b}":                                 "{a<a>: b<b>, }",
		"x: y\n<<: {a: b}\na: c\nz: {}":              "{a<a>: b<b>, }",
		"<<: [{a: b}, {c: d}]\na: e":                 "{a<a>: b<b>, }{c<c>: d<d>, }",
		"<<: {<<: {a: b}, c: d}":                     "{c<c>: d<d>, a<a>: b<b>, }",
		"<<: {x: &a {b: c}, y: [{d: e}]}\n":          "{x<x>: {b<b>: c<c>, }, y<y>: [{d<d>: e<e>, }, ], }",
		"<<: []\na: b":                               "",
		"&x a: &m {b: c}\n<<: *m":                    "",
		"a: &m {b: c}\n<<: [*m, {d: e}, *m, {f: g}]": "{d<d>: e<e>, }{f<f>: g<g>, }",
	} {
		got := ""
		for n := range parse(t, in).root().Merged() {
			got += show(in, n)
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
	for range parse(t, "- <<: {a: b}").root().Merged() {
		t.Error("a list has merge keys")
	}
	for p := range parse(t, "a: {b: c}\n<<: {d: e}").root().Pairs() {
		for range p.Value.Merged() {
			t.Errorf("%s has the merge key that is behind it", p.Key.Text())
		}
	}
	for n := range parse(t, "<<: [{a: b}, {c: d}]").root().Merged() {
		if n.Span.From != 5 {
			t.Errorf("goes on at %d", n.Span.From)
		}
		break
	}
}
