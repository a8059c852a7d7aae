package schema

import (
	"io"
	"strings"
)

// pieces are a text that is held piece by piece, as nobody knows how long it is.
// They are an io.Writer.
type pieces struct {
	whole []string
	last  []byte // of which there is more to come
}

// The sizes of the first piece and of the largest.
const (
	leastPiece = 4 << 10
	mostPiece  = 256 << 10
)

func (p *pieces) Write(b []byte) (int, error) {
	for rest := b; len(rest) > 0; {
		if len(p.last) == cap(p.last) {
			size := leastPiece
			if len(p.last) > 0 {
				p.whole = append(p.whole, string(p.last))
				size = min(2*cap(p.last), mostPiece)
			}
			p.last = make([]byte, 0, size)
		}
		n := min(len(rest), cap(p.last)-len(p.last))
		p.last = append(p.last, rest[:n]...)
		rest = rest[n:]
	}
	return len(b), nil
}

// reader returns a reader of the whole text.
func (p *pieces) reader() io.Reader {
	readers := make([]io.Reader, 0, len(p.whole)+1)
	for _, text := range p.whole {
		readers = append(readers, strings.NewReader(text))
	}
	return io.MultiReader(append(readers, strings.NewReader(string(p.last)))...)
}
