// Package stack makes the stack of the main goroutine as large as a run needs,
// for whoever imports it.
//
// The stack would otherwise double several times, in the initialization of
// packages and in the midst of a run, and each time what is on it is looked up,
// frame by frame, and copied: 7 % of the time that a small file takes. This
// package imports nothing that is initialized, and is therefore among the first
// ones that are.
package stack

import "runtime"

var _ = grow()

//go:noinline
func grow() bool {
	var room [16 << 10]byte
	runtime.KeepAlive(&room)
	return true
}
