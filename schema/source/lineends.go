package source

import (
	"bytes"
	"io"
)

// LineEnds returns what r has with line feeds as its only line ends: CR LF and
// CR become LF, as XML asks for (https://www.w3.org/TR/xml/#sec-line-ends).
func LineEnds(r io.Reader) io.Reader { return &lineFeeds{r: r} }

type lineFeeds struct {
	r       io.Reader
	afterCR bool // the last byte read was a CR, which has been made LF
}

func (l *lineFeeds) Read(p []byte) (int, error) {
	for {
		n, err := l.r.Read(p)
		n = l.normalize(p[:n])
		// A chunk that held nothing but the LF of a CR LF does not end the file.
		if n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// normalize changes the line ends of p in place and returns its new length.
func (l *lineFeeds) normalize(p []byte) int {
	from := 0 // of what is not yet moved
	if l.afterCR && len(p) > 0 {
		l.afterCR = false
		if p[0] == '\n' {
			from = 1
		}
	}
	i := bytes.IndexByte(p[from:], '\r')
	if i < 0 && from == 0 {
		return len(p)
	}
	to := 0
	for ; i >= 0; i = bytes.IndexByte(p[from:], '\r') {
		to += copy(p[to:], p[from:from+i])
		p[to] = '\n'
		to++
		from += i + 1
		if from == len(p) {
			l.afterCR = true
			return to
		}
		if p[from] == '\n' {
			from++
		}
	}
	return to + copy(p[to:], p[from:])
}
