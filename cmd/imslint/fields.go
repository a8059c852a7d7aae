package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
	"github.com/spf13/cobra"
)

func newFields(s streams) *cobra.Command {
	var flags inputFlags
	var format string
	var all bool
	c := &cobra.Command{
		Use:   "fields [NAME=]PATH…",
		Short: "Show where each field of an account was found, and by which rule",
		Long: `Show, for each external account that may carry the Adobe ID login, in which
attribute each field was found and by which rule, and the attributes that look
like IMS settings but were not used. Where this build keeps a field in another
attribute, say so in fields: of imslint.yaml.

With --format json: every attribute and nested value of every external account.`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		if format != "text" && format != "json" {
			return fmt.Errorf("--format of fields needs text or json, found %s", checks.Quote(format))
		}
		arguments, err := flags.arguments(c, args)
		if err != nil {
			return err
		}
		search := &load.Search{Given: flags.config.text, Check: judge.UnknownNames}
		failed := false
		instances := func(yield func(*load.Instance) bool) {
			for in := range readAll(arguments, search, flags, s) {
				failed = failed || len(in.Errors) > 0
				if !yield(in) {
					return
				}
			}
		}
		if format == "json" {
			writeFieldsJSON(s.out, instances) // run reports a failed write
		} else {
			for in := range instances {
				if in.Read != nil {
					printFields(s.out, in.Read, all)
				}
			}
		}
		if failed {
			return status(exitFailure)
		}
		return nil
	}
	flags.add(c)
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text or json")
	c.Flags().BoolVar(&all, "all", false, "show the other external accounts too (json always does)")
	return c
}

// readAll yields instances as they are, one after another, when it has printed
// what could not be read of them.
func readAll(arguments []load.Argument, search *load.Search, flags inputFlags, s streams) func(yield func(*load.Instance) bool) {
	seen := map[*source.Error]bool{}
	return func(yield func(*load.Instance) bool) {
		for in := range load.Each(load.Groups(arguments, s.in, search), int(flags.jobs), nil, func(in *load.Instance) *load.Instance { return in }) {
			for _, e := range in.Errors {
				if !seen[e] {
					seen[e] = true
					printErrors(s, []*source.Error{e})
				}
			}
			if flags.verbose {
				describe(s, in)
			}
			if !yield(in) {
				return
			}
		}
	}
}

// maxFieldsShown is of how many accounts of an instance the fields are printed as
// text, which nobody reads to the end.
const maxFieldsShown = 1000

func printFields(w io.Writer, in *schema.Instance, all bool) {
	shown, others, more := 0, 0, 0
	var table tabwriter.Writer
	var fields []foundField // of one account, whose memory is used for the next
	for i, a := range in.Accounts {
		if shown == maxFieldsShown {
			more = len(in.Accounts) - i
			break
		}
		fields = appendFields(fields[:0], a)
		unused := unusedAttributes(a, fields)
		if !a.IMS() && len(unused) == 0 && !all {
			others++
			continue
		}
		shown++
		what := "carries the Adobe ID login"
		if !a.IMS() {
			what = "does not carry the Adobe ID login"
		}
		fmt.Fprintf(w, "%s: %s %s (instance %s)\n", shownPlace(a.Place()), checks.Quote(a.Field(schema.Name).Shown()), what, report.Shown(in.Name))
		table.Init(w, 0, 0, 2, ' ', 0)
		for _, f := range fields {
			label, attribute := f.Field.Label(), source.Printable(f.Attribute)
			if f.rule != "" {
				at := f.Start()
				fmt.Fprintf(&table, "  %s\t%s\t%s\tline %d, column %d\t%s\n", f.Field, label, attribute, at.Line, at.Column, f.rule)
			} else {
				fmt.Fprintf(&table, "  %s\t%s\t-\tnot in the export\texpected in %s\n", f.Field, label, attribute)
			}
		}
		table.Flush()
		for _, v := range unused {
			at := v.Start()
			fmt.Fprintf(w, "  looks like an IMS setting, but was not used: %s (line %d, column %d)\n", source.Printable(v.Attribute), at.Line, at.Column)
		}
		fmt.Fprintln(w)
	}
	if more > 0 {
		fmt.Fprintf(w, "%s of %s not looked at after the first %d; --format json shows all.\n", checks.Count(more, "external account"), report.Shown(in.Name), maxFieldsShown)
	}
	if others > 0 {
		fmt.Fprintf(w, "%s of %s without Adobe ID login left out; --all shows them.\n", checks.Count(others, "external account"), report.Shown(in.Name))
	} else if len(in.Accounts) == 0 {
		fmt.Fprintf(w, "%s holds no external account.\n", report.Shown(in.Name))
	}
}

// foundField is a logical field of an account with the rule that found it, ""
// where the account does not hold it.
type foundField struct {
	schema.Value
	rule schema.Rule
}

// appendFields appends all fields of an account to a list.
func appendFields(list []foundField, a *schema.Account) []foundField {
	for _, n := range schema.AllFields() {
		v, rule := a.Find(n.Field)
		list = append(list, foundField{v, rule})
	}
	return list
}

// fieldOf returns the field that an attribute holds, nil for none.
func fieldOf(fields []foundField, v schema.Value) *foundField {
	for i := range fields {
		if f := &fields[i]; f.Present && f.Place.Span == v.Place.Span && f.Attribute == v.Attribute {
			return f
		}
	}
	return nil
}

// unusedAttributes returns what looks like an IMS setting but holds no field.
func unusedAttributes(a *schema.Account, fields []foundField) []schema.Value {
	var list []schema.Value
	for v := range a.Attributes() {
		if schema.LooksLikeIMS(v.Attribute) && fieldOf(fields, v) == nil {
			list = append(list, v)
		}
	}
	return list
}
