package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/migration"
	"github.com/imslint/imslint/checks/users"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newChecks(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "checks [COMMAND]",
		Short: "List the checks with severity, step of the login path, and what they need",
		Long: `List the checks with severity, step of the login path, and what they need: those
that a command runs (lint, users or migration), or all there are.`,
		ValidArgs: commandNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			catalogue := judge.Everything()
			if len(args) > 0 {
				var err error
				if catalogue, err = checksOf(args); err != nil {
					return err
				}
			}
			for i, c := range catalogue.Checks {
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

// commandNames are the commands that run checks.
func commandNames() []string { return []string{"lint", "migration", "users"} }

// checksOf returns the checks that a command runs.
func checksOf(args []string) (*checks.Catalogue, error) {
	if len(args) == 1 {
		switch args[0] {
		case "lint":
			return judge.Login(), nil
		case "migration":
			return checks.Join(judge.Login(), migration.Statuses), nil
		case "users":
			return users.Catalogue, nil
		}
	}
	message := "checks takes the name of a command, lint, migration or users, found " + checks.Quote(strings.Join(args, " "))
	if near := schema.Nearest(args[0], commandNames()); near != "" {
		message += ": did you mean " + near + "?"
	}
	return nil, errors.New(message)
}
