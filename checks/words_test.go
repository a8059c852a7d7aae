package checks

import (
	"strings"
	"testing"
)

// TestVisible insists that nothing that a terminal would act on comes through.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"a\u00a0b": "a<U+00A0 no-break space>b", "a\x1b[31m": "a<U+001B>[31m", "\u202ex": "<U+202E>x",
		"a\tb": "a<tab>b", "é漢": "é漢",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := Quote(strings.Repeat("x", 500)); len(got) > 110 {
		t.Errorf("a long value is not cut: %d", len(got))
	}
}
