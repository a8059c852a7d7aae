package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

// mostMemory is what a run should take, in bytes, and perInstance what it may
// take more for each instance: findings and what instances are compared by are
// held to the end.
const (
	mostMemory  = 52 << 20
	perInstance = 4 << 10
)

// memoryLimit is the number of bytes that a run should take.
type memoryLimit struct{ bytes atomic.Int64 }

// saveMemory makes the collector run more often where a run would otherwise take
// more than mostMemory: by default a program takes twice what it has in use.
// Where that leaves too little to be allocated between two collections, a run
// may take more. All this waits for the first collection, and costs a run without
// one next to nothing. GOGC and GOMEMLIMIT take precedence: there is no limit
// then.
func saveMemory(env func(string) string) *memoryLimit {
	if env("GOGC") != "" || env("GOMEMLIMIT") != "" {
		return nil
	}
	limit := &memoryLimit{}
	limit.bytes.Store(mostMemory)
	afterCollection(func() {
		debug.SetMemoryLimit(max(limit.bytes.Load(), needed()))
	})
	return limit
}

// needed returns how many bytes a program should be allowed that has in use what
// it has now, so that collections do not take most of its time.
func needed() int64 {
	// Nothing says how much was in use when the last collection ended, but without
	// a limit the collector lets a program take twice that. (runtime/metrics says
	// it, and costs each start 30 µs.)
	debug.SetMemoryLimit(math.MaxInt64)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	live, others := int64(m.NextGC/2), int64(m.Sys-m.HeapIdle-m.HeapAlloc)
	between := live/12 + max(live-mostMemory, 0) // more for a large heap
	return live + others + min(between, live/3)
}

// expect allows for the instances of a run.
func (l *memoryLimit) expect(instances int) {
	if l != nil && instances > 1 {
		l.bytes.Add(int64(instances) * perInstance)
	}
}

// afterCollection calls a function after each collection of garbage.
func afterCollection(f func()) {
	type object struct{ _ *int } // with a pointer, or it might share its memory with something in use
	runtime.AddCleanup(&object{}, func(struct{}) {
		f()
		afterCollection(f)
	}, struct{}{})
}
