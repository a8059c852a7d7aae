package main

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

// mostMemory is what a run should take, in bytes, and perInstance what it may
// take more for each instance: findings and what instances are compared by are
// held to the end. leastBetween is how much it should be able to allocate between
// two collections of garbage.
const (
	mostMemory   = 56 << 20
	perInstance  = 8 << 10
	leastBetween = 4 << 20
)

// memoryLimit is the number of bytes that a run should take.
type memoryLimit struct{ bytes atomic.Int64 }

// saveMemory makes the collector run more often where a run would otherwise take
// more than mostMemory: by default a program takes twice what it has in use.
// Where that is too little, so that hardly anything can be allocated between two
// collections, or less than a third of what a large run holds, the limit grows by
// half. All this waits for the first collection, and costs a run without one next
// to nothing. GOGC and GOMEMLIMIT take precedence: there is no limit then.
func saveMemory(env func(string) string) *memoryLimit {
	if env("GOGC") != "" || env("GOMEMLIMIT") != "" {
		return nil
	}
	limit, allocated := &memoryLimit{}, uint64(0)
	limit.bytes.Store(mostMemory)
	afterCollection(func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		least := uint64(leastBetween)
		if m.HeapAlloc > mostMemory {
			least = m.HeapAlloc / 3
		}
		if most := limit.bytes.Load(); int64(m.HeapAlloc) > most/4*3 && m.TotalAlloc-allocated < least {
			limit.bytes.Add(most / 2)
		}
		allocated = m.TotalAlloc
		debug.SetMemoryLimit(limit.bytes.Load())
	})
	return limit
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
