package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	config        string
	formats       []string
	failOn        string
	failOnSkipped bool
	only, disable []string
	symptom       string
	color         string
	quiet         bool
	verbose       bool
	jobs          int
	instancesIn   string
	baseline      string
	writeBaseline string
}

func newLint(io streams) *cobra.Command {
	var flags lintFlags
	c := &cobra.Command{
		Use:   "lint [NAME=]PATH…",
		Short: "Check exported external accounts",
		Long: `Check exported external accounts. Each PATH is one instance: a file, a folder
with all its files, or - for standard input. NAME=PATH names the instance, and
paths with the same NAME are one instance.

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 usage, a
configuration or an input that could not be read.`,
		Example: `  imslint lint accounts.xml
  imslint lint prod=accounts.xml prod=groups.xml
  imslint lint prod=exports/prod stage=exports/stage
  imslint lint --format text --format json=report.json exports/prod`,
		RunE: func(_ *cobra.Command, args []string) error { return lint(args, flags, io) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&flags.config, "config", "", "`FILE` to use instead of the nearest imslint.yaml")
	f.StringArrayVar(&flags.formats, "format", []string{"text"}, "write the report as `FORMAT[=FILE]`: "+strings.Join(formatNames(), ", ")+"; can be given several times")
	f.StringVar(&flags.failOn, "fail-on", "error", "least `SEVERITY` that makes the exit status 1: error, warning, info or never")
	f.BoolVar(&flags.failOnSkipped, "fail-on-skipped", false, "exit status 1 also when a check was skipped")
	f.StringSliceVar(&flags.only, "only", nil, "run only this `CHECK` or code; can be given several times")
	f.StringSliceVar(&flags.disable, "disable", nil, "leave out this `CHECK` or code; can be given several times")
	f.StringVar(&flags.symptom, "symptom", "", "check only what can cause what people see: a symptom or a pasted `TEXT`")
	f.StringVar(&flags.baseline, "baseline", "", "leave out the findings that this `FILE` knows")
	f.StringVar(&flags.writeBaseline, "write-baseline", "", "write the findings to this `FILE`, for --baseline; the exit status is then 0")
	f.StringVar(&flags.color, "color", "auto", "`WHEN` to colour: auto, always or never")
	f.BoolVarP(&flags.quiet, "quiet", "q", false, "a line for each finding, and nothing where there is none")
	f.BoolVarP(&flags.verbose, "verbose", "v", false, "say what each file contributes")
	f.IntVar(&flags.jobs, "jobs", 0, "read so many `FILES` at a time (default: one for each processor)")
	f.StringVar(&flags.instancesIn, "instances-in", "", "take each entry of `DIR` as an instance")
	complete := func(values ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	}
	for flag, values := range map[string][]string{
		"format": formatNames(), "fail-on": append(slices.Clone(checks.Severities), "never"), "color": colorWhen,
		"only": checks.FullNames(), "disable": checks.FullNames(), "symptom": symptomIDs(),
	} {
		c.RegisterFlagCompletionFunc(flag, complete(values...))
	}
	return c
}

// lint runs the main job: read, check, tell.
func lint(args []string, flags lintFlags, io streams) error {
	job, err := flags.parse(args)
	if err != nil {
		return err
	}
	if job.symptom != nil && len(job.symptom.Codes()) == 0 {
		e := &explainer{w: io.out, palette: newPalette(useColor(flags.color))}
		e.symptom(job.symptom)
		return nil // no setting can cause it, so there is nothing to check
	}
	l := load(job.arguments, flags.config, flags.jobs, io)
	for _, e := range l.errors {
		fmt.Fprintf(io.err, "%s: error: %s\n", e.Place, e.Message)
	}
	if flags.verbose {
		l.describe(io)
	}
	r := job.check(l)
	r.quiet = flags.quiet
	if flags.writeBaseline != "" {
		if err := writeBaseline(flags.writeBaseline, r); err != nil {
			return err
		}
		fmt.Fprintf(io.err, "%s written: %s\n", flags.writeBaseline, checks.Count(len(r.findings()), "finding"))
	}
	if job.known != nil {
		job.known.apply(filepath.ToSlash(flags.baseline), r, job.whole())
	}
	for _, n := range r.notes {
		fmt.Fprintf(io.err, "%s: note: %s\n", n.Place, n.message)
	}
	failed := len(l.errors) > 0
	for _, o := range job.outputs {
		if err := o.write(r, io, newPalette(useColor(flags.color))); err != nil {
			fmt.Fprintln(io.err, "imslint:", err)
			failed = true
		}
	}
	switch {
	case failed:
		return status(exitFailure)
	case flags.writeBaseline != "":
		return nil
	case slices.ContainsFunc(r.findings(), r.fails) || flags.failOnSkipped && r.summary().Skipped > 0:
		return status(exitFindings)
	}
	return nil
}

// lintJob is what a command line of lint asks for.
type lintJob struct {
	arguments []argument
	outputs   []output
	selection checks.Selection // before a configuration adds to it
	symptom   *checks.Symptom  // nil without --symptom
	known     *baseline        // nil without --baseline
	failOn    checks.Severity  // above Error for never
}

// parse finds what is wrong with a command line before anything is read.
func (flags lintFlags) parse(args []string) (job lintJob, err error) {
	if job.selection, job.symptom, err = flags.selection(); err != nil {
		return job, err
	}
	if job.outputs, err = parseOutputs(flags.formats); err != nil {
		return job, err
	}
	var ok bool
	if job.failOn, ok = checks.ParseSeverity(flags.failOn); !ok {
		job.failOn = checks.Error + 1
		if flags.failOn != "never" {
			return job, fmt.Errorf("--fail-on needs error, warning, info or never, found %s", checks.Quote(flags.failOn))
		}
	}
	if err = checkColor(flags.color); err != nil {
		return job, err
	}
	if job.arguments, err = flags.arguments(args); err != nil {
		return job, err
	}
	if flags.baseline != "" {
		job.known, err = readBaseline(flags.baseline)
	}
	return job, err
}

// whole reports whether every check was asked for, so that what was not found
// is not there.
func (job lintJob) whole() bool { return len(job.selection.Only) == 0 }

// check runs the checks on what was loaded.
func (job lintJob) check(l *loaded) *lintReport {
	r := &lintReport{errors: l.errors, files: l.files, symptom: job.symptom, failOn: job.failOn, now: time.Now()}
	ignoring := &ignores{used: map[schema.Place]bool{}, r: r}
	for _, in := range l.instances {
		chosen := configured(job.selection, in.Config)
		chosen.Ignore = ignoring.of(in.Config)
		result := checks.Run(in, l.instances, chosen)
		if job.symptom != nil {
			likeliestFirst(result, job.symptom)
		}
		r.results = append(r.results, result)
	}
	if job.whole() {
		ignoring.unused(l.instances)
	}
	return r
}

// likeliestFirst orders findings as the symptom's codes are.
func likeliestFirst(r *checks.Result, s *checks.Symptom) {
	codes := s.Codes()
	slices.SortStableFunc(r.Findings, func(a, b *checks.Finding) int {
		return slices.Index(codes, a.Name()) - slices.Index(codes, b.Name())
	})
}

// configured adds to a selection what an instance's configuration disables and
// sets.
func configured(selection checks.Selection, c *schema.Config) checks.Selection {
	selection.Disabled = append(slices.Clone(selection.Disabled), schema.Texts(c.Checks.Disable)...)
	selection.Severity = map[string]checks.Severity{}
	for _, e := range c.Checks.Severity {
		selection.Severity[e.Key.Text], _ = checks.ParseSeverity(e.Value.Text)
	}
	return selection
}

// selection returns what the flags select.
func (flags lintFlags) selection() (s checks.Selection, symptom *checks.Symptom, err error) {
	known := checks.FullNames()
	for i, name := range slices.Concat(flags.only, flags.disable) {
		if !slices.Contains(known, name) {
			flag := "--only"
			if i >= len(flags.only) {
				flag = "--disable"
			}
			return s, nil, fmt.Errorf("%s: %s", flag, unknownCheck(name))
		}
	}
	s.Only, s.Disabled = flags.only, flags.disable
	if flags.symptom == "" {
		return s, nil, nil
	}
	if len(flags.only) > 0 {
		return s, nil, errors.New("--symptom and --only both say what to check: give one of them")
	}
	symptom, ok := checks.MatchSymptom(flags.symptom)
	if !ok {
		return s, nil, fmt.Errorf("--symptom: no known symptom fits %s; there are:\n%s", checks.Quote(flags.symptom), symptomList())
	}
	s.Only = symptom.Codes()
	return s, symptom, nil
}

func symptomIDs() []string {
	var ids []string
	for _, s := range checks.Symptoms {
		ids = append(ids, s.ID)
	}
	return ids
}

func symptomList() string {
	var b strings.Builder
	for _, s := range checks.Symptoms {
		fmt.Fprintf(&b, "  %-28s  %s\n", s.ID, s.Title)
	}
	return strings.TrimRight(b.String(), "\n")
}

// arguments returns the instances that the command line names.
func (flags lintFlags) arguments(args []string) ([]argument, error) {
	if flags.instancesIn != "" {
		entries, err := os.ReadDir(flags.instancesIn)
		if err != nil {
			return nil, fmt.Errorf("--instances-in: %s: %s", flags.instancesIn, bare(err))
		}
		found := false
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") && e.Name() != schema.ConfigName && (e.IsDir() || e.Type().IsRegular()) {
				args = append(args, filepath.Join(flags.instancesIn, e.Name()))
				found = true
			}
		}
		if !found {
			return nil, fmt.Errorf("--instances-in: %s holds no instance", flags.instancesIn)
		}
	}
	if len(args) == 0 {
		return nil, errors.New("lint needs a PATH: an exported file, a folder of them, or - for standard input (see imslint lint --help)")
	}
	return parseArguments(args)
}

// describe says what each input contributed.
func (l *loaded) describe(io streams) {
	for _, in := range l.inputs {
		switch {
		case in.bad != nil:
		case in.file.Contribution() == "":
			fmt.Fprintf(io.err, "%s: contributes nothing (%s)\n", in.shown, in.file.Kind)
		default:
			fmt.Fprintf(io.err, "%s: %s (%s)\n", in.shown, in.file.Contribution(), in.file.Kind)
		}
	}
	for _, in := range l.instances {
		if in.Config.Path == "" {
			fmt.Fprintf(io.err, "%s: no imslint.yaml found\n", in.Name)
		} else {
			fmt.Fprintf(io.err, "%s: configured by %s\n", in.Name, in.Config.Path)
		}
	}
}
