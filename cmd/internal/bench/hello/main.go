// Command hello prints one line. It is what starting a Go program costs, to
// which the start of imslint is compared.
package main

import "os"

func main() { os.Stdout.WriteString("imslint\n") }
