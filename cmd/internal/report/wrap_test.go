package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{""}},
		{"one two three four five", []string{"one two three four", "five"}},
		{`the value "a  b   c d" is long`, []string{`the value`, `"a  b   c d" is long`}},
		{`"a value that is longer than a line" is kept`, []string{`"a value that is longer than a line"`, "is kept"}},
		{`("in brackets it is too"), and`, []string{`("in brackets it is too"),`, "and"}},
		{`a 5" disk and another one`, []string{`a 5" disk and`, "another one"}},
		{`an "unclosed quote goes on`, []string{`an "unclosed quote`, "goes on"}},
		{`it is "cam"paign - "prod" here`, []string{"it is", `"cam"paign - "prod"`, "here"}},
		{"漢字漢字 漢字漢字 漢字漢字", []string{"漢字漢字 漢字漢字", "漢字漢字"}},
		{`some more 5" disks and 6" ones`, []string{`some more 5" disks`, `and 6" ones`}},
		{`it is "" and then "so"`, []string{`it is "" and then`, `"so"`}},
		{`some long quote " alone`, []string{`some long quote "`, "alone"}},
		{"a word-that-fills-a-line", []string{"a", "word-that-fills-a-line"}},
		{"two  spaces stay", []string{"two  spaces stay"}},
		{"trailing ", []string{"trailing"}},
	} {
		if diff := cmp.Diff(c.want, Wrap(c.text, 20)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add(`a "b  c" d`, 10)
	f.Fuzz(func(t *testing.T, text string, width int) {
		lines := Wrap(text, width%200)
		// Nothing is lost but spaces.
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Errorf("%q became %q", text, lines)
		}
	})
}

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"a – b.xml":      "a – b.xml",
		"a\x1b[31mb":     "a<U+001B>[31mb",
		"x\n::error::":   "x<U+000A>::error::",
		"\u202egnp.exe":  "<U+202E>gnp.exe",
		"a\u200bb\u0085": "a<U+200B>b<U+0085>",
		"\x07\x9b":       "<U+0007><0x9B>",
		"a\xffé\ufffd":   "a<0xFF>é\ufffd",
	} {
		if got := Shown(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestTextWidth(t *testing.T) {
	for in, want := range map[int]int{0: 100, 1: 60, 40: 60, 80: 80, 300: 120} {
		if got := TextWidth(in); got != want {
			t.Errorf("%d: got %d, want %d", in, got, want)
		}
	}
}
