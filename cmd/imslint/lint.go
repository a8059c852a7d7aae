package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
	"github.com/spf13/cobra"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	inputFlags
	selectionFlags
	formats       []string
	failOn        failOnFlag
	failOnSkipped bool
	baseline      fileFlag
	writeBaseline optional
	color         colorFlag
	quiet         bool
}

func newLint(s streams) *cobra.Command {
	var flags lintFlags
	c := &cobra.Command{
		Use:   "lint [NAME=]PATH…",
		Short: "Check exported external accounts",
		Long: `Check exported external accounts. Each PATH is one instance: a file, a folder
with all its files, or - for standard input. NAME=PATH names the instance, and
paths with the same NAME are one instance.

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 it could not do its
job: usage, or a configuration, an input or an output that failed.`,
		Example: `  imslint lint accounts.xml
  imslint lint prod=accounts.xml prod=groups.xml
  imslint lint prod=exports/prod stage=exports/stage
  imslint lint --format text --format json=report.json exports/prod`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		return flags.run(c, args, s, runPlan{catalogue: judge.Login()})
	}
	flags.add(c)
	return c
}

// add adds the flags of lint to a command that reads instances.
func (flags *lintFlags) add(c *cobra.Command) {
	flags.inputFlags.add(c)
	flags.addReport(c, judge.Login)
}

// addReport adds the flags of a command that runs the checks of a catalogue and
// reports on them.
func (flags *lintFlags) addReport(c *cobra.Command, catalogue func() *checks.Catalogue) {
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVar(&flags.formats, "format", []string{"text"}, "write the report as `FORMAT[=FILE]`: "+strings.Join(report.Names(), ", ")+"; can be given several times")
	flags.failOn = failOnFlag(checks.Error)
	f.Var(&flags.failOn, "fail-on", "lowest `SEVERITY` that fails the run: "+severityWords)
	f.BoolVar(&flags.failOnSkipped, "fail-on-skipped", false, "exit status 1 also when a check was skipped")
	flags.selectionFlags.add(c, catalogue)
	f.Var(&flags.baseline, "baseline", "leave out the findings that this `FILE` holds")
	f.Var(&flags.writeBaseline, "write-baseline", "write the findings to this `FILE`, for --baseline; the exit status is then 0")
	addColorFlag(f, &flags.color)
	f.BoolVarP(&flags.quiet, "quiet", "q", false, "a line for each finding, and nothing where there is none")
	for flag, values := range map[string]func() []string{
		"format":  report.Names,
		"fail-on": func() []string { return strings.Fields(severityNames) },
		"color":   func() []string { return []string{"auto", "always", "never"} },
	} {
		c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		})
	}
}

// runPlan is what sets apart the commands that read, check and report.
type runPlan struct {
	catalogue *checks.Catalogue
	// judge reads and judges in a way of its own; nil for instances.
	judge func(t *task) *judge.Outcome
	// each judges an instance, from several goroutines; nil for the catalogue.
	each func(*schema.Instance, checks.Selection) *checks.Result
	// finish adds to the report what a command has to say beyond the findings;
	// nil for nothing.
	finish func(run *report.Run, j *judge.Outcome, arguments []load.Argument)
	// lists are other files that the command line names. readLists reads them
	// before the instances, and reports and returns what is wrong with them; nil
	// where judge does.
	lists     []string
	readLists func() []*source.Error
}

// run runs the main job: read, check, report.
func (flags *lintFlags) run(c *cobra.Command, args []string, s streams, p runPlan) error {
	t := &task{catalogue: p.catalogue, each: p.each, jobs: int(flags.jobs), verbose: flags.verbose, search: &load.Search{Given: flags.config.text, Check: judge.UnknownNames}}
	var symptom *checks.Symptom
	var known *baseline
	// What is wrong with the command line is found before anything is read.
	outputs, err := parseOutputs(flags.formats)
	if err == nil {
		t.selection, symptom, err = flags.selection(t.catalogue)
	}
	if err == nil {
		t.arguments, err = flags.arguments(c, args)
	}
	if err == nil {
		err = flags.checkFiles(outputs, t.arguments, p.lists, s)
	}
	if err == nil && flags.baseline.given {
		known, err = readBaseline(flags.baseline.text)
	}
	if err != nil {
		return err
	}
	t.keepMasks = slices.ContainsFunc(outputs, func(o output) bool { return o.format == "html" })
	color := s.color(flags.color)
	if symptom != nil && len(t.selection.Only) == 0 {
		newExplainer(s, color).symptom(symptom)
		return nil // no setting can cause it, so there is nothing to check
	}

	var unread []*source.Error
	if p.readLists != nil {
		unread = p.readLists()
	}
	var j *judge.Outcome
	if p.judge != nil {
		j = p.judge(t)
	} else {
		j = t.judge(s)
	}
	j.Errors = slices.Concat(unread, j.Errors)
	if symptom != nil {
		likeliestFirst(j.Results, t.catalogue, symptom)
	}
	failed := len(j.Errors) > 0
	leftOut := 0
	if flags.writeBaseline.given {
		if err := flags.saveBaseline(j, known, s); err != nil {
			fmt.Fprintln(s.err, "imslint:", err)
			failed = true
		}
	} else if known != nil {
		leftOut = known.apply(j, t.whole())
	}
	printNotes(s, j.Notes)
	run := j.Report(t.catalogue)
	run.Version, run.Symptom, run.FailOn, run.Known, run.Quiet = shownVersion(), symptom, checks.Severity(flags.failOn), leftOut, flags.quiet
	failing := slices.ContainsFunc(j.Findings(), run.Fails) || slices.ContainsFunc(j.Results, run.FailsUnlisted)
	if p.finish != nil {
		p.finish(&run, j, t.arguments)
	}

	for _, o := range outputs {
		if err := o.write(run, j.Results, s, color); err != nil {
			if o.file != stdout { // what is wrong with standard output is said at the end
				fmt.Fprintln(s.err, "imslint:", err)
			}
			failed = true
		}
	}
	switch {
	case failed:
		return status(exitFailure)
	case flags.writeBaseline.given:
		return nil
	case failing || flags.failOnSkipped && run.Summary.Skipped > 0:
		return status(exitFindings)
	}
	return nil
}

// saveBaseline writes the baseline. Where one is known it says what changed.
func (flags *lintFlags) saveBaseline(j *judge.Outcome, known *baseline, s streams) error {
	if len(j.Errors) > 0 {
		// It would hold less than there is.
		return errors.New(shownOutput(flags.writeBaseline.text) + " was not written: an input could not be read")
	}
	b := newBaseline(j.Findings())
	remark := checks.Count(len(b.Findings), "finding")
	if known != nil {
		remark += " (" + b.change(known) + ")"
	}
	return s.save(flags.writeBaseline.text, remark, b.write)
}

const (
	severityNames = "error warning info never"
	severityWords = "error, warning, info or never"
)

// failOnFlag is the value of --fail-on: the lowest severity that fails a run,
// above Error for none.
type failOnFlag checks.Severity

// String returns the value.
func (f *failOnFlag) String() string {
	if checks.Severity(*f) > checks.Error {
		return "never"
	}
	return checks.Severity(*f).String()
}

// Type returns what the value is called in a usage line.
func (f *failOnFlag) Type() string { return "SEVERITY" }

// Set reads the value.
func (f *failOnFlag) Set(text string) error {
	severity, ok := checks.ParseSeverity(text)
	if text == "never" {
		severity, ok = checks.Error+1, true
	}
	if !ok {
		return fmt.Errorf("needs %s, found %s", severityWords, checks.Quote(text))
	}
	*f = failOnFlag(severity)
	return nil
}
