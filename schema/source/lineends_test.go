package source

import (
	"io"
	"strings"
	"testing"
)

// pieces returns n bytes a read.
type pieces struct {
	r io.Reader
	n int
}

func (p pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(p.n, len(b))]) }

// TestLineEnds cuts texts at every place: a CR LF that two reads share is one
// line end.
func TestLineEnds(t *testing.T) {
	for _, text := range []string{
		"", "a", "\n", "\r", "\r\n", "\n\r", "\r\r", "\na", "\ra", "\r\na", "a\r", "a\r\nb\rc\nd\r\r\n\r\n\n\re\r\n", strings.Repeat("a\r\n", 40),
	} {
		want := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
		for n := 1; n <= 5; n++ {
			r := LineEnds(pieces{strings.NewReader(text), n})
			var got strings.Builder
			for b := make([]byte, 16); ; {
				n, err := r.Read(b)
				got.Write(b[:n])
				if err == io.EOF {
					break
				}
				if n == 0 || err != nil {
					t.Fatalf("%q: %d bytes, %v", text, n, err)
				}
			}
			if got.String() != want {
				t.Errorf("%q, %d bytes a read: got %q, want %q", text, n, got.String(), want)
			}
		}
	}
	if n, err := LineEnds(pieces{strings.NewReader("a"), 1}).Read(nil); n != 0 || err != nil {
		t.Errorf("into nothing: %d bytes, %v", n, err)
	}
}
