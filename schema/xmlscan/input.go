package xmlscan

import (
	"bytes"
	"io"
	"runtime"

	"github.com/imslint/imslint/schema/source"
)

const (
	// bufferSize is how much of a large file is read at once. Less is as fast
	// where nobody reads ahead, and else spends more time on taking turns.
	bufferSize = 512 << 10
	// firstSize is the size of the first buffer, for most files are small. The
	// next ones are growth times as large each, up to bufferSize.
	firstSize = 8 << 10
	growth    = 8
	// headroom is left in front of what is read, for what the scanner still
	// needs of the buffer before: most often a tag that was cut.
	headroom = 16 << 10
	// ahead is the number of buffers in use where a goroutine reads ahead.
	ahead = 4
)

// input hands over what a reader has, buffer by buffer. A large file is read
// ahead by a goroutine, where there is a processor for it.
type input struct {
	r      io.Reader
	size   int
	fixed  bool   // the size is given, as tests do
	buffer []byte // what the scanner looks at, unless a long token made it grow
	lines  int    // the number of line ends in what next added
	err    error  // of the reader, once it came

	// Of the goroutine that reads ahead; nil without one. Neither channel can
	// be full, for each has room for all buffers.
	filled chan chunk
	free   chan []byte
}

// chunk is a buffer with n bytes behind its headroom.
type chunk struct {
	buffer   []byte
	n, lines int
	err      error
}

func newInput(r io.Reader, size int) *input {
	if size > 0 {
		return &input{r: r, size: size, fixed: true}
	}
	return &input{r: r, size: firstSize}
}

// next returns rest, which is the end of what it returned last, with what comes
// behind it in the file. The error is that of the reader, and comes when there
// is nothing more.
func (in *input) next(rest []byte) ([]byte, error) {
	if in.err != nil {
		return rest, in.err
	}
	if !in.fixed && in.buffer != nil && in.size < bufferSize {
		in.buffer, in.size = nil, in.size*growth // rest keeps the small one for now
		if in.size == bufferSize && runtime.GOMAXPROCS(0) > 1 {
			in.readAhead()
		}
	}
	if len(rest) > headroom {
		return in.grow(rest)
	}
	var n int
	if in.buffer == nil && in.size == firstSize && !in.fixed {
		in.buffer = make([]byte, firstSize) // without headroom: nothing is in front of it
		n, in.lines, in.err = fill(in.r, in.buffer)
		return in.buffer[:n], in.result(n)
	}
	if in.filled == nil {
		if in.buffer == nil {
			in.buffer = make([]byte, headroom+in.size)
		}
		copy(in.buffer[headroom-len(rest):], rest)
		n, in.lines, in.err = fill(in.r, in.buffer[headroom:])
	} else {
		c := <-in.filled
		copy(c.buffer[headroom-len(rest):], rest)
		in.recycle()
		in.buffer, n, in.lines, in.err = c.buffer, c.n, c.lines, c.err
	}
	return in.buffer[headroom-len(rest) : headroom+n], in.result(n)
}

// grow is next for a token that is longer than the headroom. It reads until the
// token has doubled, so that looking at it again from its start takes no more
// than twice the time in all.
func (in *input) grow(rest []byte) ([]byte, error) {
	grown := append(make([]byte, 0, 2*len(rest)+in.size), rest...)
	n := 0
	in.lines = 0
	for n < len(rest) && in.err == nil {
		var more, lines int
		if in.filled == nil {
			end := len(grown)
			more, lines, in.err = fill(in.r, grown[end:min(end+in.size, cap(grown))])
			grown = grown[:end+more]
		} else {
			in.recycle()
			c := <-in.filled
			grown = append(grown, c.buffer[headroom:headroom+c.n]...)
			in.buffer, more, lines, in.err = c.buffer, c.n, c.lines, c.err
		}
		n += more
		in.lines += lines
	}
	return grown, in.result(n)
}

// result is the error for n new bytes.
func (in *input) result(n int) error {
	if n > 0 {
		return nil
	}
	return in.err
}

// fill reads until p is full or the reader ends, and counts the line ends.
func fill(r io.Reader, p []byte) (n, lines int, err error) {
	n, err = source.ReadFull(r, p, 0)
	return n, bytes.Count(p[:n], []byte{'\n'}), err
}

// readAhead starts the goroutine that reads from here on. It ends with the
// reader, or when stop closes the supply of buffers.
func (in *input) readAhead() {
	filled, free, r, size := make(chan chunk, ahead), make(chan []byte, ahead), in.r, headroom+in.size
	for range ahead {
		free <- nil
	}
	in.filled, in.free = filled, free
	go func() {
		defer close(filled)
		for buffer := range free {
			if buffer == nil {
				buffer = make([]byte, size)
			}
			n, lines, err := fill(r, buffer[headroom:])
			filled <- chunk{buffer, n, lines, err}
			if err != nil {
				return
			}
		}
	}()
}

// recycle gives the scanner's buffer back to the goroutine.
func (in *input) recycle() {
	if in.buffer != nil {
		in.free <- in.buffer
		in.buffer = nil
	}
}

// stop waits for the goroutine to end, so that nobody uses the reader any more.
func (in *input) stop() {
	if in.filled == nil {
		return
	}
	close(in.free)
	for range in.filled {
	}
}
