package schema

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestCSVRows is about fields and rows that are written in an unusual way.
func TestCSVRows(t *testing.T) {
	for _, c := range []csvCase{
		{name: "the first line tells the separator", text: "a;b\nc,d,e;f\n", want: []string{`1 "a"@1:1-1:2 "b"@1:3-1:4`, `2 "c,d,e"@2:1-2:6 "f"@2:7-2:8`}},
		{name: "a first line without one", text: "a\nb;c\nd,e\n", want: []string{`1 "a"@1:1-1:2`, `2 "b;c"@2:1-2:4`, `3 "d"@3:1-3:2 "e"@3:3-3:4`}},
		{name: "as many of each", text: "a;b,c\n", want: []string{`1 "a;b"@1:1-1:4 "c"@1:5-1:6`}},
		{name: "space on one side", text: " a,b ,c\n\"x\", d,e ,f\n", want: []string{`1 "a"@1:2-1:3 "b"@1:4-1:5 "c"@1:7-1:8`, `2 "x"@2:2-2:3 "d"@2:6-2:7 "e"@2:8-2:9 "f"@2:11-2:12`}},
		{name: "space beyond ASCII", text: "\u3000a,b\u2000,\u00a0\n\"\u3000c\",\"d\u2000\"\n", want: []string{`1 "a"@1:2-1:3 "b"@1:4-1:5 ""@1:7-1:7`, `2 "c"@2:3-2:4 "d"@2:7-2:8`}},
		{name: "a line of such space is blank", text: "\u3000 \u2000\na\n", want: []string{`2 "a"@2:1-2:2`}},
		{name: "quotes at the ends", text: "\"\"\"a\"\"\",\"\"\"\",\"b\"\"\"\n", want: []string{`1 "\"a\""@1:2-1:7 "\""@1:10-1:12 "b\""@1:15-1:18`}},
		{name: "space in front of a line break in quotes", text: "\" \na\",b\n", want: []string{`1 "a"@1:2-2:2 "b"@2:4-2:5`}},
		{name: "a quote, and the line ends", text: "\"\na\"\n\"\nb\"\n\"\n\"\n", want: []string{`1 "a"@1:2-2:2`, `3 "b"@3:2-4:2`, `5 ""@5:2-5:2`}},
		{name: "rows of several lines", text: "\"a\n\n\nb\",\"c\nd\"\n\"e\nf\ng\",h\ni\n", want: []string{`1 "a\n\n\nb"@1:2-4:2 "c\nd"@4:5-5:2`, `6 "e\nf\ng"@6:2-8:2 "h"@8:4-8:5`, `9 "i"@9:1-9:2`}},
		{name: "separators at the end", text: "a,\n\"b\",\n,\"\"\n", want: []string{`1 "a"@1:1-1:2 ""@1:3-1:3`, `2 "b"@2:2-2:3 ""@2:5-2:5`, `3 ""@3:1-3:1 ""@3:3-3:3`}},
		{name: "eight bytes", text: "1234567,1\n12345678,2\n123456789,3\n,,,,,,,,\n", want: []string{`1 "1234567"@1:1-1:8 "1"@1:9-1:10`, `2 "12345678"@2:1-2:9 "2"@2:10-2:11`, `3 "123456789"@3:1-3:10 "3"@3:11-3:12`, `4 ""@4:1-4:1 ""@4:2-4:2 ""@4:3-4:3 ""@4:4-4:4 ""@4:5-4:5 ""@4:6-4:6 ""@4:7-4:7 ""@4:8-4:8 ""@4:9-4:9`}},
		{name: "text behind a quote, in a later line", text: "a,b\n\"x\ny\" z,\"c\"\n", want: []string{`1 "a"@1:1-1:2 "b"@1:3-1:4`}, err: "in.csv:3:2: not valid CSV (RFC 4180): a quote that neither ends the field nor is written twice: write each quote in a field twice, and nothing behind the last one"},
		{name: "a stray quote, in a later line", text: "\"x\ny\",b\"\n", err: "in.csv:2:5: not valid CSV (RFC 4180): a quote inside a field that has none around it: write the field in quotes, and each quote in it twice"},
		{name: "unclosed, in a later line", text: "\"x\ny\",\"b\n", err: "in.csv:2:4: not valid CSV (RFC 4180): " + unclosed},
		{name: "unclosed and nothing behind", text: "a,\"", err: "in.csv:1:3: not valid CSV (RFC 4180): " + unclosed},
	} {
		t.Run(c.name, c.test)
	}
}

// TestCSVUnreadable insists that a reader's error is on the line that could not be
// read, inside quotes too.
func TestCSVUnreadable(t *testing.T) {
	broken := errors.New("the disk is broken")
	long := "a,\"" + strings.Repeat("x\n", maxCell)
	for in, want := range map[string]string{
		"":          "in.csv:1:1: cannot be read: the disk is broken",
		"a,b\n":     "in.csv:2:1: cannot be read: the disk is broken",
		"a\n\"b\nc": "in.csv:3:1: cannot be read: the disk is broken",
	} {
		c := NewCSV("in.csv", io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)))
		var err error
		for err == nil {
			_, err = c.Next()
		}
		if err.Error() != want {
			t.Errorf("%q: got %v, want %s", in, err, want)
		}
		if _, again := c.Next(); again != err {
			t.Errorf("%q: then %v", in, again)
		}
	}
	// The search for the quote that closes a field beyond the limit fails.
	_, err := NewCSV("in.csv", io.MultiReader(strings.NewReader(long), iotest.ErrReader(broken))).Next()
	if err == nil || !strings.HasSuffix(err.Error(), ":1: cannot be read: the disk is broken") {
		t.Errorf("got %v", err)
	}
}

// TestCSVNotUTF8 finds the first byte that is not UTF-8, wherever it is.
func TestCSVNotUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"a\n":               "",
		"\ufffd\n":          "",
		"\xfc\n":            "in.csv:1:1: the byte 0xFC is not UTF-8: save the CSV as UTF-8",
		"\ufffdé\xfc,b\n":   "in.csv:1:3: the byte 0xFC is not UTF-8: save the CSV as UTF-8",
		"a\n\"b\nc\xe4\"\n": "in.csv:3:2: the byte 0xE4 is not UTF-8: save the CSV as UTF-8",
		strings.Repeat("a\n", blockSize) + "b\xff": "in.csv:65537:2: the byte 0xFF is not UTF-8: save the CSV as UTF-8",
	} {
		c := NewCSV("in.csv", strings.NewReader(in))
		if err := c.Each(func(*Row) {}); err != nil {
			t.Errorf("%.20q: %v", in, err)
		}
		got := ""
		if bad := c.NotUTF8(); bad != nil {
			got = bad.Error()
		}
		if got != want {
			t.Errorf("%.20q: got %q, want %q", in, got, want)
		}
	}
}
