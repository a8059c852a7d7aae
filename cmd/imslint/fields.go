package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newFields(io streams) *cobra.Command {
	var config string
	var all bool
	c := &cobra.Command{
		Use:   "fields [NAME=]PATH…",
		Short: "Show where each field of an account was found, and by which rule",
		Long: `Show, for each external account that may carry the Adobe ID login, in which
attribute each field was found and by which rule, and the attributes that look
like IMS settings but were not used. The fields: of imslint.yaml says where a
field is that this build keeps elsewhere.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := loadAndReport(args, config, io)
			if err != nil {
				return err
			}
			for _, in := range l.instances {
				printFields(io, in, all)
			}
			if len(l.errors) > 0 {
				return status(exitFailure)
			}
			return nil
		},
	}
	c.Flags().StringVar(&config, "config", "", "`FILE` to use instead of the nearest imslint.yaml")
	c.Flags().BoolVar(&all, "all", false, "show the other external accounts too")
	return c
}

// loadAndReport reads the instances of a command line and prints the errors
// of those that cannot be read.
func loadAndReport(args []string, config string, io streams) (*loaded, error) {
	arguments, err := parseArguments(args)
	if err != nil {
		return nil, err
	}
	l := load(arguments, config, 0, io)
	for _, e := range l.errors {
		fmt.Fprintf(io.err, "%s: error: %s\n", e.Place, e.Message)
	}
	return l, nil
}

func printFields(io streams, in *schema.Instance, all bool) {
	others := 0
	for _, a := range in.Accounts {
		unused := unusedAttributes(a)
		if !a.IMS() && len(unused) == 0 && !all {
			others++
			continue
		}
		what := "carries the Adobe ID login"
		if !a.IMS() {
			what = "does not carry the Adobe ID login"
		}
		fmt.Fprintf(io.out, "%s: %s %s (instance %s)\n", a.Place(), checks.Quote(a.Field(schema.Name).Text), what, in.Name)
		table := tabwriter.NewWriter(io.out, 0, 0, 2, ' ', 0)
		for _, n := range schema.AllFields() {
			v := a.Field(n.Field)
			if rule := a.Rule(n.Field); rule != "" {
				fmt.Fprintf(table, "  %s\t%s\t%s\tline %d, column %d\t%s\n", n.Field, n.Label, v.Attribute, v.Start.Line, v.Start.Column, rule)
			} else {
				fmt.Fprintf(table, "  %s\t%s\t-\tnot in the export\texpected in %s\n", n.Field, n.Label, v.Attribute)
			}
		}
		table.Flush()
		for _, v := range unused {
			fmt.Fprintf(io.out, "  looks like an IMS setting, but was not used: %s (line %d, column %d)\n", checks.Visible(v.Attribute), v.Start.Line, v.Start.Column)
		}
		fmt.Fprintln(io.out)
	}
	if others > 0 {
		fmt.Fprintf(io.out, "%s of %s without Adobe ID login left out; --all shows them.\n", checks.Count(others, "external account"), in.Name)
	} else if len(in.Accounts) == 0 {
		fmt.Fprintf(io.out, "%s holds no external account.\n", in.Name)
	}
}

// unusedAttributes returns what looks like an IMS setting but holds no field.
func unusedAttributes(a *schema.Account) []schema.Value {
	used := map[string]bool{}
	for _, n := range schema.AllFields() {
		used[a.Field(n.Field).Attribute] = a.Rule(n.Field) != "" || used[a.Field(n.Field).Attribute]
	}
	var list []schema.Value
	for _, v := range a.Attributes() {
		if schema.LooksLikeIMS(v.Attribute) && !used[v.Attribute] {
			list = append(list, v)
		}
	}
	return list
}
