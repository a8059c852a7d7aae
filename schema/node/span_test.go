package node

import (
	"testing"

	"gopkg.in/yaml.v3"
)

// TestEnds is about texts that do not hold what they are said to hold. yaml.v3
// names none such; if it ever does, the answer is no, and not a panic.
func TestEnds(t *testing.T) {
	quote := func(data, _ string) (int, bool) { return closingQuote(data, 0) }
	bracket := func(data, _ string) (int, bool) { return closingBracket(data, 0) }
	plain := func(data, value string) (int, bool) { return plainEnd(data, 0, value) }
	block := func(data, value string) (int, bool) {
		span, ok := blockSpan(data, 0, value)
		return span.To, ok
	}
	const none = -1
	for _, c := range []struct {
		name        string
		find        func(data, value string) (int, bool)
		data, value string
		want        int
	}{
		{"quote", quote, `"a"`, "", 2},
		{"quote", quote, `"a`, "", none},
		{"quote", quote, `"a\`, "", none},
		{"quote", quote, `'a''`, "", none},
		{"quote", quote, "a'", "", none},
		{"quote", quote, "", "", none},
		{"bracket", bracket, ", ] ", "", 3},
		{"bracket", bracket, ", ", "", none},
		{"bracket", bracket, "a]", "", none},
		{"plain", plain, "a\n  b", "a b", 5},
		{"plain", plain, "a\n  b", "a c", none},
		{"plain", plain, "a\n", "a b", none},
		{"block", block, "|\n a", "a", 4},
		{"block", block, "|", "", 1},
		{"block", block, "", "a", none},
		{"block", block, "a", "a", none},
		{"block", block, "|", "a", none},
		{"block", block, "|\n\n ", "a", none},
		{"block", block, "|\na", "a", none},
	} {
		got, ok := c.find(c.data, c.value)
		if !ok {
			got = none
		}
		if got != c.want {
			t.Errorf("%s in %q: got %d, want %d", c.name, c.data, got, c.want)
		}
	}
}

// TestEmptyEnd is about empty values at the end of a text.
func TestEmptyEnd(t *testing.T) {
	both := &yaml.Node{Anchor: "x", Style: yaml.TaggedStyle}
	for data, want := range map[string]int{"": 0, "&x": 2, "!y ": 2, "&x !y": 5, "!y\n&x\n&z": 5, "!y !z": 2} {
		if got := emptyEnd(data, 0, both); got != want {
			t.Errorf("%q: got %d, want %d", data, got, want)
		}
	}
}
