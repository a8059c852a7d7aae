package load

import (
	"iter"
	"runtime"
	"sync"
)

// Each reads instances and yields what judge makes of each, in the order of
// the groups. Judge is called from several goroutines.
//
// With so many jobs (0 for one for each processor) at most that many instances
// are read and judged, and at most that many files are read at a time, be they of one
// instance or of several. What was judged waits for its turn: of it there are
// at most ahead times as many.
func Each[T any](groups []Group, jobs int, m *Meter, judge func(*Instance) T) iter.Seq[T] {
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return func(yield func(T) bool) {
		files := make(chan struct{}, jobs)
		if len(groups) == 1 { // without the goroutines, of which each costs a small file more than reading it
			result := judge(groups[0].read(files, m))
			m.instanceDone()
			yield(result)
			return
		}
		var running sync.WaitGroup
		stop := make(chan struct{})
		defer running.Wait()
		defer close(stop)

		instances := make(chan struct{}, jobs)
		results := make(chan chan T, ahead*jobs)
		running.Go(func() {
			defer close(results)
			for _, g := range groups {
				select {
				case instances <- struct{}{}:
				case <-stop:
					return
				}
				result := make(chan T, 1)
				select {
				case results <- result:
				case <-stop:
					return
				}
				running.Go(func() {
					result <- judge(g.read(files, m))
					m.instanceDone()
					<-instances
				})
			}
		})
		for result := range results {
			if !yield(<-result) {
				return
			}
		}
	}
}

// ahead is how many judged instances wait for an earlier one that takes long,
// for each job.
const ahead = 4
