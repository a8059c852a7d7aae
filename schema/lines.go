package schema

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/source"
)

// lineReader reads a file line by line. It makes a string of many lines at
// once, so that a line costs no memory of its own as long as nobody keeps it.
type lineReader struct {
	r    io.Reader
	most int // bytes that a line may have

	block int // how much is read at once

	buf   []byte // what was read: whole lines first, then the beginning of another
	pos   int    // of the next line in buf
	lines string // the whole lines, as a string
	valid bool   // they are UTF-8
	err   error  // of the reader, once it came
}

// errLongLine is the error of a line that is longer than allowed.
var errLongLine = errors.New("a line is too long")

// blockSize is how much of a file is read at once.
const blockSize = 64 << 10

func newLineReader(r io.Reader, most int) *lineReader {
	return &lineReader{r: r, most: most, block: blockSize}
}

// next returns the next line without its end, as bytes, which are valid until
// the next call, and as a string. At the end of the file the error is io.EOF.
func (l *lineReader) next() (line []byte, text string, err error) {
	if l.pos == len(l.lines) {
		if err := l.fill(); err != nil {
			return nil, "", err
		}
	}
	from, end := l.pos, len(l.lines)
	if i := strings.IndexByte(l.lines[from:], '\n'); i >= 0 {
		end = from + i
	}
	if end-from > l.most {
		return nil, "", errLongLine
	}
	l.pos = min(end+1, len(l.lines))
	return l.buf[from:end], l.lines[from:end], nil
}

// fill reads at least one more line, the last one of the file included.
func (l *lineReader) fill() error {
	rest := l.buf[l.pos:]
	if l.buf == nil {
		l.buf = make([]byte, l.block)
	}
	n := copy(l.buf[:cap(l.buf)], rest)
	whole := 0 // bytes of whole lines
	for whole == 0 && l.err == nil {
		if n == cap(l.buf) {
			if n > l.most {
				l.buf, l.lines, l.pos = l.buf[:n], "", 0
				return errLongLine
			}
			l.buf = append(make([]byte, 0, min(2*cap(l.buf), l.most+1)), l.buf[:n]...)
		}
		before := n
		n, l.err = source.ReadFull(l.r, l.buf[:cap(l.buf)], n)
		whole = before + bytes.LastIndexByte(l.buf[before:n], '\n') + 1
		if whole == before {
			whole = 0
		}
	}
	l.buf, l.pos = l.buf[:n], 0
	if whole == 0 && l.err == io.EOF {
		whole = n // the last line need not end
	}
	l.lines = string(l.buf[:whole])
	l.valid = utf8.ValidString(l.lines)
	if whole == 0 {
		return l.err
	}
	return nil
}

// skipTo moves behind the next byte of this value; found is false where the file
// has none.
func (l *lineReader) skipTo(b byte) (found bool, err error) {
	for {
		if i := strings.IndexByte(l.lines[l.pos:], b); i >= 0 {
			l.pos += i + 1
			return true, nil
		}
		l.pos = len(l.lines)
		switch err := l.fill(); {
		case err == io.EOF:
			return false, nil
		case err == errLongLine: // its beginning is in buf
			if bytes.IndexByte(l.buf, b) >= 0 {
				return true, nil
			}
			l.buf = l.buf[:0]
		case err != nil:
			return false, err
		}
	}
}
