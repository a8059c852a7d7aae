package main

import (
	"fmt"

	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/spf13/cobra"
)

func newChecks(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "checks",
		Short: "List the checks with severity, step of the login path, and what they need",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			for i, c := range judge.Everything().Checks {
				if i > 0 {
					fmt.Fprintln(s.out)
				}
				step := ""
				if c.Step != "" {
					step = " (" + string(c.Step) + ")"
				}
				fmt.Fprintf(s.out, "%s%s: %s\n", c.Name, step, c.Title)
				for _, code := range c.Codes {
					fmt.Fprintf(s.out, "  %-8s %-38s %s\n", code.Severity, code.Name, code.Title)
					if code.Needs != "" {
						fmt.Fprintf(s.out, "  %-8s %-38s needs %s\n", "", "", code.Needs)
					}
				}
			}
			return nil
		},
	}
}
