package main

import (
	"io"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

// meter counts the bytes that have been read of all inputs.
type meter struct {
	read  atomic.Int64
	total int64 // of the files whose size is known
}

// Write counts; it makes a meter the side of an io.TeeReader.
func (m *meter) Write(p []byte) (int, error) {
	m.read.Add(int64(len(p)))
	return len(p), nil
}

// show draws a bar on w once the work has taken as long as after, and removes
// it when the returned function is called.
func (m *meter) show(w io.Writer, after time.Duration) (stop func()) {
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-done:
			return
		case <-time.After(after):
		}
		bar := progressbar.NewOptions64(max(m.total, 1), progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("reading"),
			progressbar.OptionSetPredictTime(false), progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish())
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			bar.Set64(min(m.read.Load(), max(m.total, 1)-1)) // never full: that would end it
			select {
			case <-done:
				bar.Clear()
				return
			case <-tick.C:
			}
		}
	}()
	return func() {
		close(done)
		<-gone
	}
}
