package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan writes the man pages that a release carries, from the command tree.
func newMan() *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write the man pages",
		Hidden: true,
		Args:   atLeast(1, "a DIR to write into"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			root := c.Root()
			for _, page := range slices.Concat([]*cobra.Command{root}, manCommands(root)) {
				name := filepath.Join(args[0], manName(page)+".1")
				if err := writeFile(name, func(w io.Writer) error { return writeManPage(w, page) }); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// manCommands returns the commands that have a page.
func manCommands(c *cobra.Command) []*cobra.Command {
	return slices.DeleteFunc(slices.Clone(c.Commands()), func(c *cobra.Command) bool { return c.Hidden || c.Name() == "help" })
}

func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// writeManPage writes a page in roff, with the macros of man(7). It has no
// date, which would make each build differ.
func writeManPage(w io.Writer, c *cobra.Command) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line(`.TH "%s" 1 "" "%s" ""`, roff(strings.ToUpper(manName(c))), roff(strings.TrimSpace("imslint "+version)))
	line(".SH NAME\n%s \\- %s", roff(manName(c)), roff(c.Short))
	line(".SH SYNOPSIS\n.B %s", roff(c.CommandPath()))
	if _, arguments, found := strings.Cut(c.Use, " "); found {
		line("%s", roff(arguments))
	}
	line("[flags]")
	line(".SH DESCRIPTION\n%s", roff(c.Long))
	if c.Long == "" {
		line("%s.", roff(c.Short))
	}
	if c.Flags().HasAvailableFlags() {
		line(".SH OPTIONS")
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			name, usage := pflag.UnquoteUsage(f)
			flag := `\fB` + roff("--"+f.Name) + `\fR`
			if f.Shorthand != "" {
				flag = `\fB` + roff("-"+f.Shorthand) + `\fR, ` + flag
			}
			if name != "" {
				flag += ` \fI` + roff(name) + `\fR`
			}
			line(".TP\n%s\n%s", flag, roff(usage))
		})
	}
	if c.Example != "" {
		line(".SH EXAMPLES\n.nf\n%s\n.fi", roff(c.Example))
	}
	line(".SH SEE ALSO")
	var also []string
	if c.HasParent() {
		also = append(also, manName(c.Parent()))
	}
	for _, sub := range manCommands(c) {
		also = append(also, manName(sub))
	}
	for i, name := range also {
		also[i] = `\fB` + roff(name) + `\fR(1)`
	}
	line("%s", strings.Join(also, ", "))
	_, err := io.WriteString(w, b.String())
	return err
}

// roff escapes a text: backslashes, hyphens that are to stay what they are, and
// lines that would be requests.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
