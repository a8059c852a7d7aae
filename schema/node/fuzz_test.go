package node

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// checkPlaces insists that the ranges of a file are within it, and that those
// of what a collection holds are in order and inside it where they are its own.
func checkPlaces(t *testing.T, data string, file *File) {
	t.Helper()
	inside := func(inner, outer source.Span) bool {
		return outer.From <= inner.From && inner.From <= inner.To && inner.To <= outer.To
	}
	all := source.Span{From: 0, To: len(data)}
	seen := map[uint32]bool{}
	var check func(n *Node)
	check = func(n *Node) {
		if seen[n.entry] {
			return
		}
		seen[n.entry] = true
		if !inside(n.Whole(), all) || !inside(n.Span, n.Whole()) {
			t.Fatalf("%q: a value in %v of %v", data, n.Span, n.Whole())
		}
		if n.Kind == Scalar && n.index.yaml && n.Span.Empty() && strings.TrimSpace(n.Text()) != "" {
			t.Fatalf("%q: %q is nowhere", data, n.Text())
		}
		for p := range n.Pairs() {
			check(&p.Key)
			check(&p.Value)
		}
		for item := range n.Items() {
			check(item)
		}
	}
	for d := range file.Documents() {
		check(d)
	}
	for c := range file.Comments() {
		if !inside(c, all) || data[c.From] != '#' {
			t.Fatalf("%q: a comment in %v", data, c)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"- name: a\n  clientSecret: b\n", "a: &a [*a]", "a: |\n  b\n", "- <<: *x", "a: &x !t 'b''c'\n*x : \"d\\n\n e\" # f",
		"? [a: b, {c: d}: e, ? f]\n: >-2\n    g\n   h\n\n---\n...", "{a, b: , 'c': [d\n e]}", "\uFEFFa: \u2028b\u0085\nc: d", "%YAML 1.2\n---\n- &a !!str\n- - !<x> &b\n",
		`{"a":"\ud83d"}`, `[1,{"b":[]},"\\",-0.5e3,null]`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		file, bad := Parse(source.New("in", data, source.Start))
		if (file == nil) == (bad == nil) {
			t.Fatal("neither a file nor an error, or both")
		}
		if bad != nil {
			if at := bad.Start(); at.Line < 1 || at.Column < 1 || bad.From > len(data) {
				t.Fatalf("an error without a place: %v", bad)
			}
			if strings.Contains(bad.Message, "cannot be found") {
				t.Fatalf("%q: %v", data, bad)
			}
			return
		}
		checkPlaces(t, data, file)
	})
}

// FuzzJSON compares with encoding/json, which judges as the RFC does.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`{"a":"\ud83d\ude00","b":[1,-2.5e+10,true,false,null,"",{}]}`, ` [ "\\\"\/\b\f\n\r\t\u00e9" , 0 ] `, "[\"\u2028\"]", `"a"`, "-0", `{"a":1,"\u0061":2}`, "[1,]", "[01]", "{\"a\"\n:1}", "[]]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		text := source.New("in", data, source.Start)
		if source.CheckUTF8(text, "file") != nil {
			return
		}
		file, bad := parseJSON(text, func(string) bool { return false })
		if bad != nil {
			ours := strings.HasPrefix(bad.Message, "duplicate key") || strings.Contains(bad.Message, "the limit")
			if json.Valid([]byte(data)) && !ours {
				t.Fatalf("%q: %v", data, bad)
			}
			return
		}
		var want any
		d := json.NewDecoder(strings.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&want); err != nil || !json.Valid([]byte(data)) {
			t.Fatalf("%q is not JSON: %v", data, err)
		}
		checkPlaces(t, data, file)
		compare(t, data, file.root(), want)
	})
}

// compare compares a node with what encoding/json made of it.
func compare(t *testing.T, data string, n *Node, want any) {
	whole := data[n.Whole().From:n.Whole().To]
	if !json.Valid([]byte(whole)) {
		t.Fatalf("%q: the whole value is %q", data, whole)
	}
	switch want := want.(type) {
	case map[string]any:
		count := 0
		for p := range n.Pairs() {
			count++
			value, ok := want[p.Key.Text()]
			if !ok {
				t.Fatalf("%q: a key %q", data, p.Key.Text())
			}
			compare(t, data, &p.Value, value)
		}
		if count != len(want) || n.Kind != Mapping {
			t.Fatalf("%q: %d pairs, want %d", data, count, len(want))
		}
	case []any:
		count := 0
		for item := range n.Items() {
			compare(t, data, item, want[count])
			count++
		}
		if count != len(want) || n.Kind != Sequence {
			t.Fatalf("%q: %d items, want %d", data, count, len(want))
		}
	default:
		text := ""
		switch want := want.(type) {
		case string:
			text = want
			if whole != `"`+data[n.Span.From:n.Span.To]+`"` {
				t.Fatalf("%q: the string %q", data, whole)
			}
		case json.Number:
			text = want.String()
		case bool:
			text = whole
		}
		if n.Kind != Scalar || n.Text() != text || n.Null() != (want == nil) {
			t.Fatalf("%q: got %q, want %q", data, n.Text(), text)
		}
	}
}
