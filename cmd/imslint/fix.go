package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/fix"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

// fixFlags are the flags of fix.
type fixFlags struct {
	inputFlags
	only, disable namesFlag
	output        optional
	force, diff   bool
	color         colorFlag
}

func newFix(s streams) *cobra.Command {
	var flags fixFlags
	c := &cobra.Command{
		Use:   "fix [NAME=]PATH…",
		Short: "Write the corrections as a Campaign package for import",
		Long: `Write what lint is certain about as a Campaign package, one for each instance, to
import with Tools > Advanced > Import package. It holds the changed attributes
of the account that is kept and nothing else, never a secret. Then check the
export as it will be, and say what remains.

Exit status: 0 nothing remains but notes, 1 findings remain, 2 it could not do
its job.`,
		Example: `  imslint fix prod=exports/prod
  imslint fix --output fixes prod=exports/prod stage=exports/stage
  imslint fix --diff exports/prod`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error { return runFix(c, args, flags, s) }
	c.Flags().SortFlags = false
	flags.inputFlags.add(c)
	c.Flags().Var(&flags.output, "output", "`FILE` to write, - for standard output, or a folder for several instances (default: NAME-fix.xml for each)")
	c.Flags().BoolVar(&flags.force, "force", false, "overwrite an existing file")
	c.Flags().BoolVar(&flags.diff, "diff", false, "print the changes as a diff of the export's own lines, and write nothing")
	c.Flags().Var(&flags.only, "only", "correct only what this `CHECK` or code finds; can be given several times")
	c.Flags().Var(&flags.disable, "disable", "leave out this `CHECK` or code; can be given several times")
	addColorFlag(c.Flags(), &flags.color)
	return c
}

func runFix(c *cobra.Command, args []string, flags fixFlags, s streams) error {
	switch {
	case flags.diff && flags.output.given:
		return errors.New("--diff writes nothing, and --output says where to write: give one of them")
	case flags.diff && flags.force:
		return errors.New("--diff writes nothing, and --force overwrites a file: give one of them")
	}
	catalogue := judge.Login()
	selection, _, err := (&selectionFlags{only: flags.only, disable: flags.disable}).selection(catalogue)
	if err != nil {
		return err
	}
	arguments, err := flags.arguments(c, args)
	if err != nil {
		return err
	}
	dir, file, err := flags.destination(len(arguments) > 1)
	if err != nil {
		return err
	}
	var stdin []byte // may be read twice
	if slices.ContainsFunc(arguments, func(a load.Argument) bool { return slices.Contains(a.Paths, load.Stdin) }) {
		if stdin, err = io.ReadAll(s.in); err != nil {
			return fmt.Errorf("standard input cannot be read: %s", load.Reason(err))
		}
	}
	t := task{
		arguments: arguments, search: &load.Search{Given: flags.config.text, Check: judge.UnknownNames}, jobs: int(flags.jobs),
		verbose: flags.verbose, catalogue: catalogue, selection: selection,
		keepAccounts: true, keepInstances: len(arguments) == 1, // of several, one at a time is in memory
	}
	first := s
	first.in = bytes.NewReader(stdin)
	before := t.judge(first)
	list, err := newPlans(before)
	if err != nil {
		return err
	}
	var in *inputs
	var files map[string]string
	if !flags.diff {
		in = newInputs(pathsOf(arguments), s)
		if files, err = flags.files(dir, file, in, before.Results, list); err != nil {
			return err
		}
	}
	after := list.checkAgain(t, before, s, stdin)
	printErrors(s, after.Errors[min(len(before.Errors), len(after.Errors)):])
	groups := map[string]load.Group{}
	if flags.diff {
		for _, g := range load.Groups(arguments, bytes.NewReader(stdin), t.search) {
			groups[g.Name] = g
		}
	}
	for _, r := range before.Results {
		p := list[r.Instance]
		if p == nil || p.pkg == nil {
			continue
		}
		if flags.diff {
			err = p.diff(s, groups[r.Instance])
		} else {
			err = p.write(s, files[r.Instance], in)
		}
		if err != nil {
			return err
		}
	}
	out := &fixReport{w: s.out, Palette: report.NewPalette(s.color(flags.color)), width: report.TextWidth(s.width), several: len(after.Results) > 1}
	if flags.diff || file == stdout {
		out.w, out.Palette = s.err, report.NewPalette(false) // standard output is for another program
	}
	remaining := 0
	for _, r := range after.Results {
		remaining += out.instance(r, list[r.Instance])
	}
	out.closing(after.Results, list)
	switch {
	case len(before.Errors)+len(after.Errors) > 0:
		return status(exitFailure)
	case remaining > 0:
		return status(exitFindings)
	}
	return nil
}

// plan is what is to be written for one instance.
type plan struct {
	*fix.Plan
	pkg []byte // nil where there is nothing to write
}

// plans are those of a run, by instance.
type plans map[string]*plan

func newPlans(j *judge.Outcome) (plans, error) {
	list := plans{}
	for _, r := range j.Results {
		p, ok := fix.NewPlan(r)
		r.Findings = nil // there may be many, and the instance is checked again
		if !ok {
			continue
		}
		b := j.Builds[r.Instance]
		p.Version, p.BuildNumber = b.Version, b.Number
		list[r.Instance] = &plan{Plan: p}
		if len(p.Changes) == 0 {
			continue
		}
		var pkg bytes.Buffer
		if err := p.Write(&pkg); err != nil {
			return nil, err
		}
		list[r.Instance].pkg = pkg.Bytes()
	}
	return list, nil
}

// checkAgain checks the instances as they are when the packages were imported.
func (list plans) checkAgain(t task, before *judge.Outcome, s streams, stdin []byte) *judge.Outcome {
	t.patch = func(in *schema.Instance) (*schema.Instance, error) {
		p := list[in.Name]
		if p == nil || p.pkg == nil {
			return in, nil
		}
		return fix.Apply(in, bytes.NewReader(p.pkg))
	}
	if t.keepInstances {
		return t.judgeAgain(before)
	}
	s.in, s.err, s.errTerminal = bytes.NewReader(stdin), io.Discard, false // what cannot be read was said
	t.verbose = false
	return t.judge(s)
}

func (p *plan) write(s streams, name string, in *inputs) error {
	remark := fmt.Sprintf("%s to %s of %s", checks.Count(len(p.Changes), "change"), checks.Quote(p.Key), report.Shown(p.Instance))
	if in.besideFile(name) {
		remark += "; move it before you lint the folder, or it counts as another account"
	}
	return s.save(name, remark, func(w io.Writer) error {
		_, err := w.Write(p.pkg)
		return err
	})
}

// diff prints the changes as a diff of the file that holds the account.
func (p *plan) diff(s streams, g load.Group) error {
	path := p.Account.Place().Path()
	if info, err := os.Stat(filepath.FromSlash(path)); path != load.Stdin && err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s cannot be read again for the diff: it is not a regular file", report.Shown(path))
	}
	for _, l := range g.List() {
		for _, source := range l.Sources {
			if source.Name != path {
				continue
			}
			left, err := p.Diff(s.out, source.Open)
			if err != nil {
				return fmt.Errorf("%s cannot be read again: %s", report.Shown(path), load.Reason(err))
			}
			for _, c := range left {
				fmt.Fprintf(s.err, "%s: note: the diff leaves out %s: what is on its line cannot be shown, or has no simple form; without --diff it is in the package\n", shownPlace(c.Was.Place), c.Field.Label())
			}
			return nil
		}
	}
	return fmt.Errorf("%s is no longer there", report.Shown(path))
}
