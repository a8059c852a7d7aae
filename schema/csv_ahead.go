package schema

import (
	"io"
	"runtime"
	"slices"
)

// The rows that are read ahead.
const (
	batchRows  = 256
	batchCells = 16 << 10 // or one row more
	batches    = 3

	// A row of more fields than this has its memory from that of the batch: in a row
	// of its own, it would take it for good.
	wideRow = batchCells / batchRows
)

// batch holds rows that were read, and the error that followed them.
type batch struct {
	rows [batchRows]Row
	wide []Cell // the fields of rows that have more than wideRow
	n    int
	err  error
}

func (b *batch) fill(c *CSV) {
	b.n, b.err, b.wide = 0, nil, b.wide[:0]
	for cells := 0; b.n < batchRows && cells < batchCells; b.n++ {
		r := &b.rows[b.n]
		if cap(r.Cells) > wideRow {
			r.Cells = nil
		}
		wide := c.columns > wideRow
		if wide {
			b.wide = slices.Grow(b.wide, batchCells+maxCells-cells) // once
			r.Cells = b.wide[len(b.wide):]
		}
		if b.err = c.read(r); b.err != nil {
			return
		}
		if wide {
			b.wide = b.wide[:len(b.wide)+len(r.Cells)]
			r.Cells = slices.Clip(r.Cells)
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
