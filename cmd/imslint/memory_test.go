package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestSaveMemory waits for what follows a collection of garbage.
func TestSaveMemory(t *testing.T) {
	before := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(before)
	limitAfter := func(want int64) bool {
		for range 20 {
			runtime.GC()
			time.Sleep(time.Millisecond) // for the goroutine of the runtime
			if debug.SetMemoryLimit(-1) == want {
				return true
			}
		}
		return false
	}
	saveMemory(func(name string) string { return map[string]string{"GOGC": "50"}[name] }).expect(1000) // of no limit
	if runtime.GC(); limitAfter(mostMemory) {
		t.Error("a limit is set although the environment sets GOGC")
	}
	limit := saveMemory(func(string) string { return "" })
	if limit.expect(1); !limitAfter(mostMemory) {
		t.Errorf("the limit is %d, want %d", debug.SetMemoryLimit(-1), mostMemory)
	}
	if limit.expect(1000); !limitAfter(mostMemory + 1000*perInstance) {
		t.Errorf("the limit is %d for 1,000 instances", debug.SetMemoryLimit(-1))
	}
	// With more than that in use, more is needed.
	inUse := make([]byte, 2*mostMemory)
	for range 100 {
		if debug.SetMemoryLimit(-1) > int64(len(inUse)) {
			break
		}
		limitAfter(debug.SetMemoryLimit(-1) + 1) // whatever it is by then
	}
	if limit := debug.SetMemoryLimit(-1); limit < int64(len(inUse)) {
		t.Errorf("the limit is %d, and %d bytes are in use", limit, len(inUse))
	}
	runtime.KeepAlive(inUse)
}
