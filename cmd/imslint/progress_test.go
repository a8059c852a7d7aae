package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/imslint/imslint/cmd/internal/load"
)

// TestProgress insists that the line is drawn after its time and not before,
// and that nothing of it remains.
func TestProgress(t *testing.T) {
	var early bytes.Buffer
	showProgress(&early, &load.Meter{}, 2, time.Hour)()
	if early.Len() > 0 {
		t.Errorf("drawn too early: %q", early.String())
	}

	drawn := make(written)
	stop := showProgress(drawn, &load.Meter{}, 20, 0)
	if first := <-drawn; !strings.Contains(first, "0 of 20 instances") {
		t.Errorf("drawn: %q", first)
	}
	stopped := make(chan struct{})
	go func() {
		stop()
		close(stopped)
	}()
	last := ""
	for open := true; open; {
		select {
		case last = <-drawn:
		case <-stopped:
			open = false
		}
	}
	if last != "\r\x1b[K" {
		t.Errorf("what remains: %q", last)
	}
}

// written hands on what is written to it.
type written chan string

func (w written) Write(p []byte) (int, error) {
	w <- string(p)
	return len(p), nil
}
