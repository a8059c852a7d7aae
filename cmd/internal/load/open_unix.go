//go:build unix

package load

import "syscall"

// withoutWaiting has the opening of a FIFO not wait for a writer.
const withoutWaiting = syscall.O_NONBLOCK
