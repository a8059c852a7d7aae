package schema

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// lineReaders are ways in which a text comes in.
func lineReaders(text string) map[string]io.Reader {
	return map[string]io.Reader{
		"whole":        strings.NewReader(text),
		"byte by byte": iotest.OneByteReader(strings.NewReader(text)),
		"halves":       iotest.HalfReader(strings.NewReader(text)),
		"with EOF":     iotest.DataErrReader(strings.NewReader(text)),
	}
}

// unready is a reader that returns nothing, and no error, some times before each
// read and before the end.
type unready struct {
	r            io.Reader
	times, since int
}

func (h *unready) Read(p []byte) (int, error) {
	if h.since < h.times {
		h.since++
		return 0, nil
	}
	h.since = 0
	return h.r.Read(p[:min(2, len(p))])
}

// TestUnreadyLines insists that a reader which returns nothing is asked again, and
// not for ever.
func TestUnreadyLines(t *testing.T) {
	for times, want := range map[int]error{0: io.EOF, 99: io.EOF, 100: io.ErrNoProgress} {
		l := newLineReader(&unready{strings.NewReader("abc\n\ndef"), times, 0}, 100)
		var got []string
		var err error
		for err == nil {
			var text string
			if _, text, err = l.next(); err == nil {
				got = append(got, text)
			}
		}
		if err != want || times < 100 && strings.Join(got, "|") != "abc||def" {
			t.Errorf("%d times: got %q, %v", times, got, err)
		}
	}
}

// TestLines reads lines that are shorter and longer than what is read at once.
func TestLines(t *testing.T) {
	const most = 2*blockSize + 1000
	x := strings.Repeat("x", most)
	for _, lengths := range [][]int{
		{}, {0}, {0, 0}, {1, 0, 2}, {blockSize - 1, 1}, {blockSize, 1}, {blockSize + 1, 1}, {1, blockSize - 2, 1, blockSize, blockSize},
		{most, 1, most - 1, 0, most}, {3, most, most}, {2 * blockSize, 2*blockSize - 1, 2*blockSize + 1},
	} {
		var want []string
		for _, n := range lengths {
			want = append(want, x[:n])
		}
		text := strings.Join(want, "\n")
		if len(want) > 0 && want[len(want)-1] == "" {
			want = want[:len(want)-1] // the end of the last line, and no line more
		}
		for name, r := range lineReaders(text) {
			l := newLineReader(r, most)
			for i := 0; ; i++ {
				line, text, err := l.next()
				if err == io.EOF && i == len(want) {
					break
				}
				if err != nil || i >= len(want) || string(line) != want[i] || text != want[i] {
					t.Errorf("%v, %s: line %d has %d bytes, %d as text, error %v", lengths, name, i, len(line), len(text), err)
					break
				}
			}
		}
	}
}

// TestLongLines insists that lines before one that is too long are read, and
// nothing behind it.
func TestLongLines(t *testing.T) {
	for _, most := range []int{100, blockSize, blockSize + 100, 3 * blockSize} {
		long := strings.Repeat("x", most+1)
		for _, text := range []string{long, long + "\nb\n", strings.Repeat("y", 2*most) + "\n" + long} {
			for name, r := range lineReaders("a\n" + text) {
				l := newLineReader(r, most)
				if line, _, err := l.next(); string(line) != "a" || err != nil {
					t.Errorf("%d, %s: got %q, %v", most, name, line, err)
				}
				if line, _, err := l.next(); err != errLongLine {
					t.Errorf("%d, %s: got %d bytes, %v", most, name, len(line), err)
				}
			}
		}
	}
}

// TestSkipTo finds a byte in this line, in a later one, and in lines that are too
// long, and goes on behind it.
func TestSkipTo(t *testing.T) {
	const most = blockSize + 100
	long := strings.Repeat("x", 3*most)
	for _, c := range []struct {
		text, next string
		found      bool
	}{
		{"\"b\nc", "b", true}, {"b\"c\nd", "c", true}, {"b\"", "", true}, {"b\nc\"d\n", "d", true}, {"b\n\n\"\ne", "", true},
		{"", "", false}, {"b\nc", "", false}, {long, "", false}, {long + "\n" + long + "\n", "", false},
		{strings.Repeat("b\n", most) + "\"c\n", "c", true}, {strings.Repeat("b\n", most), "", false},
		{"\"" + long, "?", true}, {long + "\"", "?", true}, {long + "\nb\"c", "?", true}, {strings.Repeat("x", most+50) + "\"" + long, "?", true},
	} {
		for name, r := range lineReaders("a\n" + c.text) {
			l := newLineReader(r, most)
			if _, _, err := l.next(); err != nil {
				t.Fatal(err)
			}
			found, err := l.skipTo('"')
			if found != c.found || err != nil {
				t.Errorf("%.20q, %s: got %v, %v", c.text, name, found, err)
				continue
			}
			if !found || c.next == "?" {
				continue
			}
			if line, _, err := l.next(); string(line) != c.next || err != nil && err != io.EOF {
				t.Errorf("%.20q, %s: goes on with %q, %v", c.text, name, line, err)
			}
		}
	}
	broken := errors.New("broken")
	for _, text := range []string{"", "b\n", long} {
		l := newLineReader(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), most)
		if found, err := l.skipTo('"'); found || err != broken {
			t.Errorf("%.20q: got %v, %v", text, found, err)
		}
	}
}
