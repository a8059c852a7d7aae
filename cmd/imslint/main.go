// Command imslint checks the Adobe Campaign external account that lets people
// log in with an Adobe ID, before a restart turns a mistake into an outage.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/imslint/imslint/cmd/internal/load"
	_ "github.com/imslint/imslint/cmd/internal/stack"
	"github.com/mattn/go-colorable"
	"github.com/mattn/go-isatty"
	"golang.org/x/term"
)

// The exit statuses.
const (
	exitOK       = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitFailure  = 2 // it could not do its job: usage, configuration, input, output
)

func main() {
	// With SIGPIPE (13 wherever there is one) ignored, a closed pipe is an
	// error of the write, and not the silent end of the program.
	signal.Ignore(syscall.Signal(13))
	s := streams{
		in: os.Stdin, out: colorable.NewColorable(os.Stdout), err: os.Stderr, env: os.Getenv,
		outTerminal: terminal(os.Stdout), errTerminal: terminal(os.Stderr),
	}
	if s.outTerminal {
		s.width, _, _ = term.GetSize(int(os.Stdout.Fd()))
	}
	s.memory = saveMemory(os.Getenv)
	os.Exit(run(os.Args[1:], s))
}

func terminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// streams are what a command reads and writes, and what it knows of where that
// leads to.
type streams struct {
	in       io.Reader
	out, err io.Writer
	env      func(name string) string // nil for an empty environment

	outTerminal, errTerminal bool
	width                    int // columns of the terminal, 0 for unknown

	memory *memoryLimit // nil for none
}

// status ends a command with an exit status, when everything has been said.
type status int

func (s status) Error() string { return fmt.Sprint("exit status ", int(s)) }

// run executes a command line and returns the exit status.
func run(args []string, s streams) int {
	out := bufio.NewWriterSize(s.out, 32<<10)
	s.out = out
	code := execute(args, s)
	// A bufio.Writer keeps its first error, so that no command needs to look
	// at each of its writes.
	if err := out.Flush(); err != nil {
		fmt.Fprintf(s.err, "imslint: standard output cannot be written: %s\n", load.Reason(err))
		return exitFailure
	}
	return code
}

func execute(args []string, s streams) int {
	root := newRoot(args, s)
	root.SetArgs(args)
	err := root.Execute()
	var code status
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(s.err, "imslint:", err)
	return exitFailure
}
