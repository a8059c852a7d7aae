package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// task is what a command has the checks do.
type task struct {
	arguments []load.Argument
	search    *load.Search
	jobs      int
	verbose   bool
	catalogue *checks.Catalogue
	selection checks.Selection // before a configuration adds to it
	// patch changes what was read of an instance before it is checked; nil for
	// nothing.
	patch func(*schema.Instance) (*schema.Instance, error)
	// each judges an instance, from several goroutines; nil for the catalogue.
	each func(*schema.Instance, checks.Selection) *checks.Result
}

// whole reports whether every check was asked for, so that what was not found
// is not there.
func (t *task) whole() bool { return len(t.selection.Only) == 0 }

// judged is what the checks say about the instances of a run.
type judged struct {
	results []*checks.Result
	errors  []*source.Error // of inputs and configurations, in the order given
	notes   []report.Note
	files   int // that were read
	ignored int // findings left out by a configuration
	// builds say which server wrote the file of the kept account, by instance.
	builds map[string]build
}

// build is the version and build number of a server, "" where unknown.
type build struct{ version, number string }

// judge reads the instances one after another, checks them, and says on
// standard error what could not be read.
func (t *task) judge(s streams) *judged {
	out := &judged{builds: map[string]build{}}
	ignores := &ignores{now: time.Now(), out: out}
	seen := map[*source.Error]bool{} // several instances may have one configuration
	noted := map[*schema.Config]bool{}
	m := &load.Meter{}
	stop := func() {}
	if s.errTerminal {
		stop = showProgress(s.err, m, len(t.arguments), time.Second)
	}
	type one struct {
		*load.Instance
		result *checks.Result
		build  build
	}
	judge := func(in *load.Instance) one {
		o := one{Instance: in}
		if t.patch != nil && in.Read != nil {
			patched, err := t.patch(in.Read)
			if err != nil {
				in.Errors = append(in.Errors, source.Errorf(source.File(in.Name), "%s", err))
			}
			in.Read = patched
		}
		if in.Read != nil {
			selection := configured(t.selection, in.Config)
			selection.Ignore = ignores.of(in.Config)
			if t.each != nil {
				o.result = t.each(in.Read, selection)
			} else {
				o.result = t.catalogue.Judge(in.Read, selection)
			}
			o.build = buildOf(in.Read)
			in.Read = nil
		}
		return o
	}
	for in := range load.Each(load.Groups(t.arguments, s.in, t.search), t.jobs, m, judge) {
		out.files += len(in.Files)
		var bad []*source.Error
		for _, e := range in.Errors {
			if !seen[e] {
				seen[e] = true
				bad = append(bad, e)
			}
		}
		out.errors = append(out.errors, bad...)
		if len(bad) > 0 || t.verbose {
			stop()
			stop = func() {}
		}
		printErrors(s, bad)
		if t.verbose {
			describe(s, in.Instance)
		}
		if in.Config != nil && !noted[in.Config] {
			noted[in.Config] = true
			for _, n := range in.Config.Notes {
				out.notes = append(out.notes, report.Note{Place: n.Place, Message: n.Message})
			}
		}
		if in.result != nil {
			out.results = append(out.results, in.result)
			if in.build != (build{}) {
				out.builds[in.Name] = in.build
			}
			ignores.linted(in.Name, in.Config)
		}
	}
	stop()
	t.catalogue.Compare(out.results)
	if t.whole() {
		ignores.unused()
	}
	return out
}

// buildOf returns which server wrote the file that the kept account is in.
func buildOf(in *schema.Instance) build {
	kept, ok := in.Kept()
	if !ok {
		return build{}
	}
	for _, f := range in.Files {
		if (f.Version != "" || f.BuildNumber != "") && slices.ContainsFunc(f.Accounts, func(e *schema.Entity) bool { return e.Element == kept.Element }) {
			return build{f.Version, f.BuildNumber}
		}
	}
	return build{}
}

// findings returns the findings of all instances.
func (j *judged) findings() []*checks.Finding {
	var list []*checks.Finding
	for _, r := range j.results {
		list = append(list, r.Findings...)
	}
	return list
}

// printErrors says what could not be read, a line each.
func printErrors(s streams, list []*source.Error) {
	for _, e := range list {
		fmt.Fprintf(s.err, "%s: error: %s\n", shownPlace(e.Place), report.Shown(e.Message))
	}
}

func printNotes(s streams, list []report.Note) {
	for _, n := range list {
		fmt.Fprintf(s.err, "%s: note: %s\n", shownPlace(n.Place), report.Shown(n.Message))
	}
}

// shownPlace returns path:line:column, so that a terminal cannot act on it.
func shownPlace(p source.Place) string { return report.Shown(p.String()) }

// describe says what each file of an instance contributed.
func describe(s streams, in *load.Instance) {
	for _, f := range in.Files {
		if f.Holds == "" {
			fmt.Fprintf(s.err, "%s: contributes nothing (%s)\n", report.Shown(f.Name), f.Kind)
		} else {
			fmt.Fprintf(s.err, "%s: %s (%s)\n", report.Shown(f.Name), f.Holds, f.Kind)
		}
	}
	switch {
	case in.Config == nil:
	case in.Config.Path == "":
		fmt.Fprintf(s.err, "%s: no imslint.yaml found\n", report.Shown(in.Name))
	default:
		fmt.Fprintf(s.err, "%s: configured by %s\n", report.Shown(in.Name), report.Shown(in.Config.Path))
	}
}

// likeliestFirst orders the findings as the codes of a symptom are.
func (j *judged) likeliestFirst(c *checks.Catalogue, symptom *checks.Symptom) {
	codes := c.CodesOf(symptom)
	for _, r := range j.results {
		slices.SortStableFunc(r.Findings, func(a, b *checks.Finding) int {
			return slices.Index(codes, a.Name()) - slices.Index(codes, b.Name())
		})
	}
}
