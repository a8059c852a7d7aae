package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestMeter insists that the bar is drawn after its time and not before, and
// that nothing of it remains.
func TestMeter(t *testing.T) {
	var early bytes.Buffer
	stop := (&meter{total: 100}).show(&early, time.Hour)
	stop()
	if early.Len() > 0 {
		t.Errorf("drawn too early: %q", early.String())
	}

	m := &meter{total: 1000}
	m.Write(make([]byte, 500))
	drawn := make(written, 100)
	stop = m.show(drawn, 0)
	text := ""
	for !strings.Contains(text, "50%") {
		text += <-drawn
	}
	stop()
	for len(drawn) > 0 {
		text += <-drawn
	}
	if last := text[strings.LastIndex(strings.TrimRight(text, "\r"), "\r")+1:]; strings.TrimSpace(strings.ReplaceAll(last, "\x1b[2K", "")) != "" {
		t.Errorf("what remains: %q", last)
	}
}

// written hands on what is written to it.
type written chan string

func (w written) Write(p []byte) (int, error) {
	w <- string(p)
	return len(p), nil
}
