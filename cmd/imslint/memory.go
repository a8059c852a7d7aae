package main

import (
	"runtime"
	"runtime/debug"
)

// mostMemory is what a run should take, in bytes, and leastBetween how much it
// should be able to allocate between two collections of garbage.
const (
	mostMemory   = 56 << 20
	leastBetween = 4 << 20
)

// saveMemory makes the collector run more often where a run would otherwise take
// more than mostMemory: by default a program takes twice what it has in use.
// Where that is too little, so that hardly anything can be allocated between two
// collections, or less than a third of what a large run holds, the limit grows by
// half. All this waits for the first collection, and costs a run without one next
// to nothing. GOGC and GOMEMLIMIT take precedence.
func saveMemory(env func(string) string) {
	if env("GOGC") != "" || env("GOMEMLIMIT") != "" {
		return
	}
	limit, allocated := int64(mostMemory), uint64(0)
	afterCollection(func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		least := uint64(leastBetween)
		if m.HeapAlloc > mostMemory {
			least = m.HeapAlloc / 3
		}
		if int64(m.HeapAlloc) > limit/4*3 && m.TotalAlloc-allocated < least {
			limit += limit / 2
		}
		allocated = m.TotalAlloc
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
