package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/spf13/cobra"
)

// inputFlags say what is read, for every command that reads instances.
type inputFlags struct {
	config      fileFlag
	instancesIn optional
	jobs        jobsFlag
	verbose     bool
}

func (f *inputFlags) add(c *cobra.Command) {
	c.Flags().Var(&f.instancesIn, "instances-in", "take each entry of `DIR` as an instance")
	f.addFiles(c)
}

// addFiles adds the flags for a command that reads files by themselves.
func (f *inputFlags) addFiles(c *cobra.Command) {
	c.Flags().Var(&f.config, "config", "`FILE` to use instead of the nearest imslint.yaml")
	c.Flags().Var(&f.jobs, "jobs", "read `N` files at a time (default: one for each processor)")
	c.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "say what each file contributes")
}

// arguments returns the instances that a command line names.
func (f *inputFlags) arguments(c *cobra.Command, args []string) ([]load.Argument, error) {
	list, err := load.Parse(args)
	if err != nil {
		return nil, err
	}
	if f.instancesIn.given {
		entries, err := load.InstancesIn(f.instancesIn.text)
		if err != nil {
			return nil, fmt.Errorf("--instances-in: %w", err)
		}
		list = append(list, entries...)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s needs a PATH: an exported file, a folder of them, or - for standard input (see %s --help)", c.Name(), c.CommandPath())
	}
	return list, nil
}

// selectionFlags say which checks run.
type selectionFlags struct {
	only, disable namesFlag
	symptom       optional
}

func (f *selectionFlags) add(c *cobra.Command, catalogue func() *checks.Catalogue) {
	c.Flags().Var(&f.only, "only", "run only this `CHECK` or code; can be given several times")
	c.Flags().Var(&f.disable, "disable", "leave out this `CHECK` or code; can be given several times")
	c.Flags().Var(&f.symptom, "symptom", "check only what can cause what people see: a symptom or a pasted `TEXT`")
	names := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return catalogue().Names(), cobra.ShellCompDirectiveNoFileComp
	}
	c.RegisterFlagCompletionFunc("only", names)
	c.RegisterFlagCompletionFunc("disable", names)
	c.RegisterFlagCompletionFunc("symptom", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return catalogue().SymptomIDs(), cobra.ShellCompDirectiveNoFileComp
	})
}

// selection returns what the flags select, and the symptom that was asked for,
// nil for none.
func (f *selectionFlags) selection(catalogue *checks.Catalogue) (s checks.Selection, symptom *checks.Symptom, err error) {
	for _, flag := range []struct {
		name  string
		names []string
	}{{"--only", f.only}, {"--disable", f.disable}} {
		for _, name := range flag.names {
			if !catalogue.Has(name) {
				return s, nil, fmt.Errorf("%s: %s", flag.name, judge.UnknownCheck(name, catalogue))
			}
		}
	}
	s.Only, s.Disabled = f.only, f.disable
	if !f.symptom.given {
		return s, nil, nil
	}
	if len(f.only) > 0 {
		return s, nil, errors.New("--symptom and --only both say what to check: give one of them")
	}
	matches := catalogue.Match(f.symptom.text)
	if len(matches) == 0 {
		return s, nil, fmt.Errorf("--symptom: no known symptom fits %s; there are:\n%s", checks.Quote(f.symptom.text), symptomList(catalogue.Symptoms))
	}
	s.Only = catalogue.CodesOf(matches[0])
	return s, matches[0], nil
}

// optional is a flag that must hold something where it is given.
type optional struct {
	text  string
	given bool
}

// String returns the text.
func (o *optional) String() string { return o.text }

// Type returns what the value is called in a usage line.
func (o *optional) Type() string { return "TEXT" }

// Set reads the text.
func (o *optional) Set(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("needs a value, found an empty one")
	}
	o.text, o.given = text, true
	return nil
}

// fileFlag is an optional flag that names a file, and not standard input.
type fileFlag struct{ optional }

// Set reads the name.
func (f *fileFlag) Set(text string) error {
	if text == load.Stdin {
		return errors.New("needs a file, and not standard input (./- is a file called -)")
	}
	return f.optional.Set(text)
}

// namesFlag is a flag that lists names, at commas and where it is repeated.
type namesFlag []string

// String returns the names.
func (n *namesFlag) String() string { return strings.Join(*n, ",") }

// Type returns what the value is called in a usage line.
func (n *namesFlag) Type() string { return "CHECK" }

// Set adds names.
func (n *namesFlag) Set(text string) error {
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name == "" {
			return errors.New("needs the name of a check or a code, found an empty one (imslint checks lists them)")
		}
		*n = append(*n, name)
	}
	return nil
}

// jobsFlag is how many files are read at a time; 0 for one for each processor.
type jobsFlag int

// maxJobs is as many as any machine has use for.
const maxJobs = 1024

// String returns the number, "" for 0.
func (j *jobsFlag) String() string {
	if *j == 0 {
		return ""
	}
	return strconv.Itoa(int(*j))
}

// Type returns what the value is called in a usage line.
func (j *jobsFlag) Type() string { return "N" }

// Set reads the number.
func (j *jobsFlag) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxJobs {
		return fmt.Errorf("needs a whole number from 1 to %d, found %s", maxJobs, checks.Quote(text))
	}
	*j = jobsFlag(n)
	return nil
}

// symptomList lists symptoms, a line each.
func symptomList(symptoms []*checks.Symptom) string {
	var b strings.Builder
	for _, s := range symptoms {
		fmt.Fprintf(&b, "  %-28s  %s\n", s.ID, s.Title)
	}
	return strings.TrimRight(b.String(), "\n")
}
