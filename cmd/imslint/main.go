// Command imslint checks the Adobe Campaign external account that lets people
// log in with an Adobe ID, before a server restart makes a mistake of it an
// outage.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-colorable"
	"github.com/spf13/cobra"
)

// The exit statuses.
const (
	exitOK       = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitFailure  = 2 // it could not do its job: usage, configuration, unreadable input
)

func main() {
	io := streams{in: os.Stdin, out: colorable.NewColorable(os.Stdout), err: os.Stderr, terminal: terminal(os.Stderr)}
	os.Exit(run(os.Args[1:], io))
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	terminal bool // whether err is one
}

// status ends a command with an exit status, when everything has been said.
type status int

func (s status) Error() string { return fmt.Sprint("exit status ", int(s)) }

// run executes a command line and returns the exit status.
func run(args []string, io streams) int {
	root := newRoot(io)
	root.SetArgs(args)
	err := root.Execute()
	var code status
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(io.err, "imslint:", err)
	return exitFailure
}

func newRoot(io streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "imslint",
		Short: "Check the external account that lets people log in to Adobe Campaign with an Adobe ID",
		Long: `imslint reads what Adobe Campaign exports, compares it with what Adobe has
provisioned, and says what is wrong with the external account that lets people
log in with an Adobe ID: where, what people will see, and how to put it right.`,
		Example: `  imslint lint accounts.xml
  imslint lint prod=exports/prod stage=exports/stage
  imslint explain "Login does not have any right matching the expression"`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(io.in)
	root.SetOut(io.out)
	root.SetErr(io.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w (see %s --help)", err, c.CommandPath())
	})
	root.AddCommand(newLint(io), newExplain(io), newChecks(io), newFields(io), newInit(io), newVersion(io), newMan())
	return root
}
