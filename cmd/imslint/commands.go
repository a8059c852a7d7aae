package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newChecks(io streams) *cobra.Command {
	return &cobra.Command{
		Use:   "checks",
		Short: "List the checks with severity, step of the login path, and what they need",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			for i, c := range checks.All {
				if i > 0 {
					fmt.Fprintln(io.out)
				}
				fmt.Fprintf(io.out, "%s (%s): %s\n", c.Name, c.Step, c.Title)
				for _, code := range c.Codes {
					fmt.Fprintf(io.out, "  %-8s %-38s %s\n", code.Severity, c.Name+"/"+code.Name, code.Title)
					if code.Needs != "" {
						fmt.Fprintf(io.out, "  %-8s %-38s needs %s\n", "", "", code.Needs)
					}
				}
			}
			return nil
		},
	}
}

// version and commit are set when a release is built.
var version, commit = "", ""

func newVersion(io streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print version, commit and Go version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v, c := version, commit
			if info, ok := debug.ReadBuildInfo(); ok {
				if v == "" {
					v = info.Main.Version
				}
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" && c == "" {
						c = s.Value
					}
				}
			}
			if v == "" || v == "(devel)" {
				v = "development"
			}
			if c == "" {
				c = "unknown"
			}
			fmt.Fprintf(io.out, "imslint %s, commit %s, %s %s/%s\n", v, c, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

// newMan writes the man pages that a release carries, from the command tree.
func newMan() *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write the man pages",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			c.Root().DisableAutoGenTag = true // a date would make each build differ
			return doc.GenManTree(c.Root(), &doc.GenManHeader{Title: "IMSLINT", Section: "1", Source: "imslint " + version, Date: &time.Time{}}, args[0])
		},
	}
}
