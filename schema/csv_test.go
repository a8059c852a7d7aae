package schema

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// readCSV returns each row as its line and its fields with their positions, and
// the error at the end, "" for none.
func readCSV(text string) (rows []string, message string) {
	c := NewCSV("in.csv", strings.NewReader(text))
	for {
		row, err := c.Next()
		if err == io.EOF {
			return rows, ""
		}
		if err != nil {
			return rows, err.Error()
		}
		out := fmt.Sprint(row.Line)
		for _, cell := range row.Cells {
			place := row.Place(cell.Span)
			start, end := place.Start(), place.End()
			out += fmt.Sprintf(" %q@%d:%d-%d:%d", cell.Text, start.Line, start.Column, end.Line, end.Column)
		}
		rows = append(rows, out)
	}
}

// csvCase is a CSV with what is read of it: rows and an error.
type csvCase struct {
	name, text string
	want       []string
	err        string
}

func (c csvCase) test(t *testing.T) {
	rows, err := readCSV(c.text)
	if diff := cmp.Diff(c.want, rows); diff != "" {
		t.Error(diff)
	}
	if err != c.err {
		t.Errorf("got error %q", err)
	}
}

func TestCSV(t *testing.T) {
	for _, c := range []csvCase{
		{name: "plain", text: "a,b\nc,d\n", want: []string{`1 "a"@1:1-1:2 "b"@1:3-1:4`, `2 "c"@2:1-2:2 "d"@2:3-2:4`}},
		{name: "no line end", text: "a,b", want: []string{`1 "a"@1:1-1:2 "b"@1:3-1:4`}},
		{name: "empty"},
		{name: "blank lines count", text: "\n  \na\n\t\n\nb\n", want: []string{`3 "a"@3:1-3:2`, `6 "b"@6:1-6:2`}},
		{name: "separators only", text: "a,b\n,\n", want: []string{`1 "a"@1:1-1:2 "b"@1:3-1:4`, `2 ""@2:1-2:1 ""@2:2-2:2`}},
		{name: "semicolons", text: "a;b,c;d\n", want: []string{`1 "a"@1:1-1:2 "b,c"@1:3-1:6 "d"@1:7-1:8`}},
		{name: "separators in quotes do not count", text: "\"a;b;c\",d\n", want: []string{`1 "a;b;c"@1:2-1:7 "d"@1:9-1:10`}},
		{name: "outer space", text: " a ,\tb c\u00a0,  \n", want: []string{`1 "a"@1:2-1:3 "b c"@1:6-1:9 ""@1:11-1:11`}},
		{name: "space in quotes", text: "\" a \",\"  \"\n", want: []string{`1 "a"@1:3-1:4 ""@1:8-1:8`}},
		{name: "quotes", text: "\"a\"\"b\",\"\",c\n", want: []string{`1 "a\"b"@1:2-1:6 ""@1:9-1:9 "c"@1:11-1:12`}},
		{name: "line breaks", text: "\"a\nb\",c\nd,\"\ne\n\"\nf,g", want: []string{`1 "a\nb"@1:2-2:2 "c"@2:4-2:5`, `3 "d"@3:1-3:2 "e"@3:4-4:2`, `6 "f"@6:1-6:2 "g"@6:3-6:4`}},
		{name: "code points", text: "äö,b\n", want: []string{`1 "äö"@1:1-1:3 "b"@1:4-1:5`}},
		{name: "control characters", text: "a\x00b,\x01\n", want: []string{`1 "a\x00b"@1:1-1:4 "\x01"@1:5-1:6`}},
		{name: "single-byte text", text: "M\xfcller,b\n", want: []string{`1 "Müller"@1:1-1:7 "b"@1:8-1:9`}},
		{name: "stray quote", text: "a,b\nc,d\"e\nf,g\n", want: []string{`1 "a"@1:1-1:2 "b"@1:3-1:4`}, err: "in.csv:2:4: not valid CSV (RFC 4180): a quote inside a field that has none around it: write the field in quotes, and each quote in it twice"},
		{name: "space in front of a quote", text: "a, \"b\"\n", err: "in.csv:1:4: not valid CSV (RFC 4180): white space in front of a quote: remove it"},
		{name: "text behind a quote", text: "\"a\"b,c\n", err: "in.csv:1:3: not valid CSV (RFC 4180): a quote that neither ends the field nor is written twice: write each quote in a field twice, and nothing behind the last one"},
		{name: "unclosed", text: "a\nb,\"c\nd\n", want: []string{`1 "a"@1:1-1:2`}, err: "in.csv:2:3: not valid CSV (RFC 4180): this quote is never closed: close it, or write the quotes in a field twice"},
	} {
		t.Run(c.name, c.test)
	}
}

// TestCSVLimits goes to each limit and one byte beyond.
func TestCSVLimits(t *testing.T) {
	field := strings.Repeat("x", maxCell)
	row := strings.Repeat(strings.Repeat("x", 1023)+",", 1023) + strings.Repeat("x", 1024)
	lines := strings.Repeat("x\n", maxCell/2)
	// Rows whose fields go on over lines, up to a last field of so many bytes.
	const fields, fieldLines = 17, 30_000
	several := strings.Repeat("\""+strings.Repeat("x\n", fieldLines)+"\",", fields)
	last := func(n int) string { return several + "\"y\n" + strings.Repeat("y", n-len("\"y\n\"")) + "\"\n" }
	rest := maxRow - len(several)
	const cell, wide = "a field longer than 64 KiB, the limit of a CSV", "a row longer than 1 MiB, the limit of a CSV"
	const many = "a row of more than 10,000 fields, the limit of a CSV"
	for _, c := range []struct{ name, text, want string }{
		{"field", "a," + field + "\n", ""},
		{"field + 1", "a," + field + "x\n", "in.csv:1:3: " + cell},
		{"quoted field", "a,\"" + field + "\"\n", ""},
		{"quoted field + 1", "a,\"" + field + "x\"\n", "in.csv:1:4: " + cell},
		{"field of many lines", "a,\"" + lines + "\"\n", ""},
		{"field of many lines + 2", "a,\"x\n" + lines + lines + "\"\n", "in.csv:1:3: " + cell},
		{"row", row + "\nb", ""},
		{"row + 1", row + "x\nb", "in.csv:1:1: " + wide},
		{"row of several lines", last(rest), ""},
		{"row of several lines + 1", last(rest + 1), "in.csv:1:1: " + wide},
		{"row of several lines that goes on", several + "\"" + strings.Repeat("y\n", rest/2+10) + "\"\n", fmt.Sprintf("in.csv:%d:3: %s", fields*fieldLines+1, wide)},
		{"row at the end", row, ""},
		{"row + 1 at the end", "a\n" + row + "x", "in.csv:2:1: " + wide},
		{"fields", strings.Repeat(",", maxCells-1) + "\n", ""},
		{"fields + 1", "a\n" + strings.Repeat(",", maxCells) + "\n", "in.csv:2:10001: " + many},
		{"quoted fields", "\"a\"" + strings.Repeat(",", maxCells-1) + "\n", ""},
		{"quoted fields + 1", "\"a\"" + strings.Repeat(",", maxCells) + "\n", "in.csv:1:10004: " + many},
		{"unclosed in a long file", "a,\"b\n" + lines + lines, "in.csv:1:3: not valid CSV (RFC 4180): " + unclosed},
	} {
		if _, got := readCSV(c.text); got != c.want {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}

func TestCSVErrors(t *testing.T) {
	c := NewCSV("in.csv", io.MultiReader(strings.NewReader("a,b\nc"), iotest.ErrReader(errors.New("the disk is broken"))))
	if _, err := c.Next(); err != nil {
		t.Fatal(err)
	}
	_, err := c.Next()
	if err == nil || err.Error() != "in.csv:2:1: cannot be read: the disk is broken" {
		t.Errorf("got %v", err)
	}
	if _, again := c.Next(); again != err {
		t.Errorf("then %v", again)
	}
	c = NewCSV("in.csv", strings.NewReader("a\nbä\xfc\xff\n\xfe\n"))
	for range 3 {
		if _, err := c.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if bad := c.NotUTF8(); bad == nil || bad.Error() != "in.csv:2:3: the byte 0xFC is not UTF-8: save the CSV as UTF-8" {
		t.Errorf("first bad byte: %v", bad)
	}
}

func TestDecodeCSV(t *testing.T) {
	utf16 := func(text string, big bool) string {
		var out []byte
		for i := range len(text) {
			if big {
				out = append(out, 0, text[i])
			} else {
				out = append(out, text[i], 0)
			}
		}
		return string(out)
	}
	for _, c := range []struct {
		text, want string
		utf16      bool
	}{
		{"a,b\r\nc,d\r\n", "a,b\nc,d\n", false},
		{"\ufeffa,b\rc,d", "a,b\nc,d", false},
		{"", "", false},
		{"a", "a", false},
		{"\xff\xfe" + utf16("a,b\r\n", false), "a,b\n", true},
		{"\xfe\xff" + utf16("a,b\n", true), "a,b\n", true},
		{utf16("a,b\r\n", false), "a,b\n", true},
		{utf16("a,b\r\n", true), "a,b\n", true},
		{utf16("\x01a", false), "\x01a", true},
		{utf16("\x01a", true), "\x01a", true},
		{"\xfea,b", "\xfea,b", false},
		{"\xffa,b", "\xffa,b", false},
		{"a\xff", "a\xff", false},
		{"a\xfe", "a\xfe", false},
		{"\x00\x00a", "\x00\x00a", false},
	} {
		r, is16, bad := DecodeCSV("in.csv", strings.NewReader(c.text))
		if bad != nil {
			t.Fatal(bad)
		}
		got, err := io.ReadAll(r)
		if string(got) != c.want || is16 != c.utf16 || err != nil {
			t.Errorf("%q: got %q, %v, %v", c.text, got, is16, err)
		}
	}
}

// FuzzCSV compares with encoding/csv: the same rows, or an error in both.
func FuzzCSV(f *testing.F) {
	for _, text := range []string{"a,b\nc,d", "\"a\"\"b\",\"c\nd\"\n", "a;b\n\n;\n", "a,\"b", "a\"b", "\"a\"b", " a , \" b \"\n", "ä,\xfc\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\r") || !utf8.ValidString(text) || len(text) > maxCell {
			return // what reaches the reader has neither
		}
		c := NewCSV("in.csv", strings.NewReader(text))
		var rows [][]string
		var failed error
		for {
			row, err := c.Next()
			if err != nil {
				failed = err
				break
			}
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
				place := row.Place(cell.Span)
				written := strings.TrimSpace(strings.ReplaceAll(place.Written(), `""`, `"`))
				if written != cell.Text && !strings.Contains(cell.Text, `"`) {
					t.Errorf("the place holds %q, the field %q", place.Written(), cell.Text)
				}
			}
			rows = append(rows, cells)
		}
		// encoding/csv takes a line of spaces for a row.
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if strings.TrimSpace(line) == "" && !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, `"`) }) {
				lines[i] = ""
			}
		}
		r := csv.NewReader(strings.NewReader(strings.Join(lines, "\n")))
		r.FieldsPerRecord = -1
		if c.comma != 0 {
			r.Comma = rune(c.comma)
		}
		want, err := r.ReadAll()
		if (err != nil) != (failed != io.EOF) {
			t.Fatalf("got %v, encoding/csv %v", failed, err)
		}
		if err != nil {
			return
		}
		for _, row := range want {
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
		}
		blank := func(row []string) bool { return len(row) == 1 && row[0] == "" }
		want, rows = slices.DeleteFunc(want, blank), slices.DeleteFunc(rows, blank)
		if diff := cmp.Diff(want, rows); diff != "" && len(want)+len(rows) > 0 {
			t.Error(diff)
		}
	})
}

// usersCSV returns a list of users in today's template.
func usersCSV(rows int) string {
	var b strings.Builder
	b.WriteString("Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access\n")
	for i := range rows {
		fmt.Fprintf(&b, "Federated ID,user%d@example.com,example.com,user%d@example.com,Ada,Lovelace,GB,,\"campaign - prod - delivery,campaign - prod - admin\",,,,,,\n", i, i)
	}
	return b.String()
}

// BenchmarkCSV reads rows beside encoding/csv, whose speed is the measure.
func BenchmarkCSV(b *testing.B) {
	for _, rows := range []int{25_000, 250_000} {
		text := usersCSV(rows)
		b.Run(fmt.Sprint("ours/", rows), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				c := NewCSV("in.csv", strings.NewReader(text))
				n := 0
				for {
					if _, err := c.Next(); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n != rows+1 {
					b.Fatal(n)
				}
			}
		})
		b.Run(fmt.Sprint("encoding-csv/", rows), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				r := csv.NewReader(strings.NewReader(text))
				r.ReuseRecord = true
				for {
					if _, err := r.Read(); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
