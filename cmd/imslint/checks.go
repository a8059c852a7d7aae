package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
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

// catalogues are the checks that each command runs.
func catalogues() map[string]func() *checks.Catalogue {
	return map[string]func() *checks.Catalogue{
		"lint":      judge.Login,
		"migration": func() *checks.Catalogue { return checks.Join(judge.Login(), migration.Statuses) },
		"users":     func() *checks.Catalogue { return users.Catalogue },
	}
}

// commandNames are the commands that run checks.
func commandNames() []string { return slices.Sorted(maps.Keys(catalogues())) }

// checksOf returns the checks that a command runs.
func checksOf(args []string) (*checks.Catalogue, error) {
	if of := catalogues()[args[0]]; of != nil && len(args) == 1 {
		return of(), nil
	}
	message := "checks takes the name of a command, lint, migration or users, found " + checks.Quote(strings.Join(args, " "))
	if near := schema.Nearest(args[0], commandNames()); near != "" {
		message += ": did you mean " + near + "?"
	}
	return nil, errors.New(message)
}
