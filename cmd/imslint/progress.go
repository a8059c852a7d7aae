package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/imslint/imslint/cmd/internal/load"
)

// showProgress writes a line on w, a terminal, once the work has taken as long
// as after, and removes it when the returned function is called.
func showProgress(w io.Writer, m *load.Meter, instances int, after time.Duration) (stop func()) {
	done := make(chan struct{})
	var showing sync.WaitGroup
	showing.Go(func() {
		next := time.NewTimer(after)
		defer next.Stop()
		for shown := false; ; shown = true {
			select {
			case <-done:
				if shown {
					fmt.Fprint(w, "\r\x1b[K")
				}
				return
			case <-next.C:
				fmt.Fprint(w, "\r\x1b[K"+progressLine(m, instances))
				next.Reset(200 * time.Millisecond)
			}
		}
	})
	return sync.OnceFunc(func() {
		close(done)
		showing.Wait()
	})
}

// progressLine says how far the work has come: by instances where there are
// several, else by what was read of the files whose size is known.
func progressLine(m *load.Meter, instances int) string {
	read, expected := m.Bytes()
	switch {
	case instances > 1:
		return fmt.Sprintf("imslint: %d of %d instances, %d MB", m.Instances(), instances, read/1e6)
	case expected >= read && expected > 0:
		return fmt.Sprintf("imslint: %d of %d MB (%d %%)", read/1e6, expected/1e6, 100*read/expected)
	}
	return fmt.Sprintf("imslint: %d MB", read/1e6)
}
