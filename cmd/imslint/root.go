package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newRoot returns the command tree for a command line.
func newRoot(args []string, s streams) *cobra.Command {
	var showVersion bool
	root := &cobra.Command{
		Use:   "imslint",
		Short: "Check the external account that lets people log in to Adobe Campaign with an Adobe ID",
		Long: `imslint reads what Adobe Campaign exports, compares it with what Adobe has
provisioned, and says what is wrong with the external account that lets people
log in with an Adobe ID: where, what people will see, and how to correct it.`,
		Example: `  imslint lint accounts.xml
  imslint lint prod=exports/prod stage=exports/stage
  imslint explain "Login does not have any right matching the expression"`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			if showVersion {
				printVersion(s.out)
				return nil
			}
			return c.Help()
		},
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.Flags().BoolVar(&showVersion, "version", false, "print version, commit and Go version")
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if c == root && !strings.HasPrefix(args[0], "-") {
			return unknownCommand(root, args[0]) // and the flags are those of the command that was meant
		}
		return flagError(c, err)
	})
	root.AddCommand(newCommands(args, s)...)
	return root
}

// newCommands returns the command that a command line names, and all of them
// where it names none, or one that is about the others: most of what the tree
// costs is the flags of commands that nobody asked for.
func newCommands(args []string, s streams) []*cobra.Command {
	commands := []struct {
		name string
		make func(streams) *cobra.Command
	}{
		{"lint", newLint}, {"fix", newFix}, {"migration", newMigration}, {"users", newUsers}, {"explain", newExplain},
		{"checks", newChecks}, {"fields", newFields}, {"init", newInit}, {"version", newVersion},
	}
	for _, c := range commands {
		if len(args) > 0 && args[0] == c.name {
			return []*cobra.Command{c.make(s)}
		}
	}
	all := []*cobra.Command{newCompletion(s), newMan()}
	for _, c := range commands {
		all = append(all, c.make(s))
	}
	return all
}

// unknownCommand says what a first argument that is no command was likely
// meant to be: a file, or a command with a slip in it.
func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	path := name
	if _, after, named := strings.Cut(name, "="); named {
		path = after
	}
	_, err := os.Lstat(path)
	near := schema.Nearest(name, names)
	switch {
	case near == "" && (err == nil || filepath.Ext(path) != "" || strings.ContainsAny(path, `/\`)):
		return fmt.Errorf("unknown command %s: to check a file or folder, run imslint lint %s", checks.Quote(name), checks.Visible(name))
	case near != "":
		return fmt.Errorf("unknown command %s: did you mean %s?", checks.Quote(name), near)
	}
	return fmt.Errorf("unknown command %s (imslint --help lists them)", checks.Quote(name))
}

// flagError says in words what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var lacking *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		name := unknown.GetSpecifiedName()
		message := "unknown flag --" + checks.Visible(name)
		if near := schema.Nearest(name, flagNames(c)); near != "" {
			return fmt.Errorf("%s: did you mean --%s?", message, near)
		}
		if lint, _, err := c.Root().Find([]string{"lint"}); err == nil && !c.HasParent() && lint.Flags().Lookup(name) != nil {
			return fmt.Errorf("%s: it is one of imslint lint", message)
		}
		return fmt.Errorf("%s (see %s --help)", message, c.CommandPath())
	case errors.As(err, &unknown):
		return fmt.Errorf("unknown flag -%s (see %s --help)", checks.Visible(unknown.GetSpecifiedName()), c.CommandPath())
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "bool":
		return fmt.Errorf("--%s needs true or false, found %s", invalid.GetFlag().Name, checks.Quote(invalid.GetValue()))
	case errors.As(err, &invalid):
		return fmt.Errorf("--%s %w", invalid.GetFlag().Name, invalid.Unwrap())
	case errors.As(err, &lacking):
		return fmt.Errorf("--%s needs a value (see %s --help)", lacking.GetFlag().Name, c.CommandPath())
	}
	return fmt.Errorf("%w (see %s --help)", err, c.CommandPath())
}

func flagNames(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// atLeast asks for so many arguments, in the words of the command.
func atLeast(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return fmt.Errorf("%s needs %s (see %s --help)", c.Name(), what, c.CommandPath())
		}
		return nil
	}
}

// noArguments refuses arguments, in words.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, found %s", c.Name(), checks.Quote(args[0]))
	}
	return nil
}
