//go:build !unix

package load

// withoutWaiting is for systems where no file waits to be opened.
const withoutWaiting = 0
