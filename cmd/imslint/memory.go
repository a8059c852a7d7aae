package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The memory that a run may take before garbage is collected more often.
const (
	plenty = 40 << 20
	spare  = 8 << 20 // beyond a quarter more than what is in use
)

// saveMemory has garbage collected when a run has taken plenty of memory, and
// from then on when a quarter more than what is in use is taken. By default a
// program takes twice of what it has in use. It waits for the first collection,
// and costs a run without one next to nothing. Whoever sets GOGC or GOMEMLIMIT
// knows better.
func saveMemory(env func(string) string) {
	if env("GOGC") != "" || env("GOMEMLIMIT") != "" {
		return
	}
	afterCollection(func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		inUse := int64(live[0].Value.Uint64())
		debug.SetMemoryLimit(max(plenty, inUse+inUse/4+spare))
	})
}

// afterCollection calls a function after each collection of garbage.
func afterCollection(f func()) {
	type object struct{ _ *int } // with a pointer, or it might share its memory with something in use
	runtime.AddCleanup(&object{}, func(struct{}) {
		f()
		afterCollection(f)
	}, struct{}{})
}
