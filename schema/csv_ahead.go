package schema

import (
	"io"
	"runtime"
)

// The rows that are read ahead.
const (
	batchRows  = 256
	batchCells = 16 << 10 // or one row more
	batches    = 3
)

// batch holds rows that were read, and the error that followed them.
type batch struct {
	rows [batchRows]Row
	n    int
	err  error
}

func (b *batch) fill(c *CSV) {
	b.n, b.err = 0, nil
	for cells := 0; b.n < batchRows && cells < batchCells; b.n++ {
		r := &b.rows[b.n]
		if cap(r.Cells) > batchCells/batchRows {
			r.Cells = nil // or a few wide rows would take memory for good
		}
		if b.err = c.read(r); b.err != nil {
			return
		}
		cells += len(r.Cells)
	}
}

// Each calls a function for each row that is left. The row is valid during the
// call. The rows of a large file are read ahead by a goroutine, where there is a
// processor for it. The error is as that of Next, nil at the end of the file.
func (c *CSV) Each(take func(*Row)) error {
	filled, free := make(chan *batch, batches), make(chan *batch, batches)
	b := &batch{}
	ahead := false
	for {
		if ahead {
			b = <-filled
		} else {
			b.fill(c)
		}
		for i := range b.n {
			take(&b.rows[i])
		}
		switch {
		case b.err == io.EOF:
			return nil
		case b.err != nil:
			return b.err
		case ahead:
			free <- b
		case runtime.GOMAXPROCS(0) > 1:
			ahead = true
			for range batches {
				free <- &batch{}
			}
			go c.readAhead(filled, free)
		}
	}
}

// readAhead fills batches until one has an error. Neither channel can be full,
// for each has room for all batches.
func (c *CSV) readAhead(filled, free chan *batch) {
	for b := range free {
		b.fill(c)
		filled <- b
		if b.err != nil {
			return
		}
	}
}
