package schema

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// randomRows returns a CSV of about so many bytes: short and long fields, with
// and without quotes, line breaks and white space in them.
func randomRows(seed uint64, size int) string {
	r := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	for b.Len() < size {
		for i := range 1 + r.IntN(20) {
			if i > 0 {
				b.WriteByte(',')
			}
			switch r.IntN(12) {
			case 0:
				fmt.Fprintf(&b, `"%d""%s"`, r.IntN(100), strings.Repeat("é\n,", r.IntN(4)))
			case 1:
				b.WriteString(strings.Repeat("x", r.IntN(300)))
			case 2:
				b.WriteString(`"` + strings.Repeat("line\n", r.IntN(40)) + `."`)
			case 3:
			default:
				fmt.Fprintf(&b, "user%d@example.com", r.IntN(1e6))
			}
		}
		b.WriteString("\n")
		if r.IntN(50) == 0 {
			b.WriteString(strings.Repeat("y", r.IntN(maxCell)) + "\n")
		}
	}
	return b.String()
}

// TestCSVWide compares the rows of a file with many columns with what was written,
// on one processor and on several.
func TestCSVWide(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 0))
	var text strings.Builder
	var want []string
	for i := range 2000 {
		columns := r.IntN(3 * wideRow)
		switch {
		case i == 0:
			columns = wideRow + 1
		case i%100 == 0:
			columns = maxCells
		}
		row := fmt.Sprint(i) + strings.Repeat(fmt.Sprintf(",%d", r.IntN(10)), max(columns-1, 0))
		want = append(want, row)
		text.WriteString(row + "\n")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2} {
		runtime.GOMAXPROCS(processors)
		n := 0
		err := NewCSV("in.csv", strings.NewReader(text.String())).Each(func(r *Row) {
			var row []string
			for _, c := range r.Cells {
				row = append(row, c.Text)
			}
			if got := strings.Join(row, ","); got != want[n] {
				t.Errorf("row %d: got %.50s, want %.50s", n, got, want[n])
			}
			n++
		})
		if err != nil || n != len(want) {
			t.Errorf("%d rows, %v", n, err)
		}
	}
}

// TestCSVEach compares the rows of large files, which are read ahead, with those
// of encoding/csv, on one processor and on several.
func TestCSVEach(t *testing.T) {
	text := randomRows(1, 3<<20)
	var want [][]string
	for in := csv.NewReader(strings.NewReader(text)); ; {
		in.FieldsPerRecord = -1
		row, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		want = append(want, row)
	}
	if len(want) < 8*batchRows {
		t.Fatalf("%d rows are too few for this test", len(want))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2} {
		for name, in := range map[string]io.Reader{"whole": strings.NewReader(text), "halves": iotest.HalfReader(strings.NewReader(text))} {
			runtime.GOMAXPROCS(processors)
			var got [][]string
			var lines []int
			err := NewCSV("in.csv", in).Each(func(r *Row) {
				var row []string
				for _, c := range r.Cells {
					row = append(row, strings.Clone(c.Text))
				}
				got = append(got, row)
				lines = append(lines, r.Line)
			})
			if err != nil {
				t.Errorf("%s, %d processors: %v", name, processors, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %d processors (-encoding/csv +Each):\n%s", name, processors, diff)
			}
			for i, line := range lines[1:] {
				if line <= lines[i] {
					t.Fatalf("%s: row %d is on line %d, the one before on line %d", name, i+1, line, lines[i])
				}
			}
		}
	}
}

// TestCSVEachError reports the error behind rows that were read ahead, after
// all of them.
func TestCSVEachError(t *testing.T) {
	const rows = 5 * batchRows
	text := strings.Repeat("a,b\n", rows)
	broken := errors.New("the disk is broken")
	for name, c := range map[string]struct {
		in   io.Reader
		want string
	}{
		"not CSV":    {strings.NewReader(text + "c,d\"\n" + text), fmt.Sprintf("in.csv:%d:4: not valid CSV", rows+1)},
		"unreadable": {io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), fmt.Sprintf("in.csv:%d:1: cannot be read: the disk is broken", rows+1)},
		"stuck":      {io.MultiReader(strings.NewReader(text), stuck{}), fmt.Sprintf("in.csv:%d:1: cannot be read: multiple Read calls", rows+1)},
	} {
		n := 0
		err := NewCSV("in.csv", c.in).Each(func(*Row) { n++ })
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
		if n != rows {
			t.Errorf("%s: %d rows, want %d", name, n, rows)
		}
	}
}

// TestRowOutlives keeps places and texts of rows that are long gone.
func TestRowOutlives(t *testing.T) {
	text := randomRows(2, 300_000)
	type kept struct {
		value Value
		want  string
	}
	var all []kept
	err := NewCSV("in.csv", strings.NewReader(text)).Each(func(r *Row) {
		r.keep()
		for _, c := range r.Cells {
			all = append(all, kept{Value{Place: r.Place(c.Span), Text: c.Text}, strings.Clone(c.Text)})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range all {
		if k.value.Text != k.want {
			t.Fatalf("%s: %q became %q", k.value.Place, k.want, k.value.Text)
		}
		if written := strings.ReplaceAll(k.value.Written(), `""`, `"`); written != k.want && strings.TrimSpace(written) != k.want {
			t.Fatalf("%s: %q is written as %q", k.value.Place, k.want, written)
		}
	}
}
