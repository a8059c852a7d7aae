package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What a run may take, in bytes, and how much of it may be in use.
const (
	mostMemory = 56 << 20
	mostInUse  = 44 << 20
)

// saveMemory has garbage collected more often where a run would otherwise take
// more memory than mostMemory: by default a program takes twice of what it has
// in use. A run that needs more than that takes half as much again. It waits for
// the first collection, and costs a run without one next to nothing. Whoever
// sets GOGC or GOMEMLIMIT knows better.
func saveMemory(env func(string) string) {
	if env("GOGC") != "" || env("GOMEMLIMIT") != "" {
		return
	}
	afterCollection(func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		limit := int64(mostMemory)
		if inUse := int64(live[0].Value.Uint64()); inUse > mostInUse {
			limit = max(limit, inUse+inUse/2)
		}
		debug.SetMemoryLimit(limit)
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
