package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/judge"
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
	// keepAccounts and keepInstances are for those who write corrections, keepMasks
	// for a page that shows what masks match.
	keepAccounts, keepInstances, keepMasks bool
}

// judge has the checks look at the instances, and says on standard error what
// could not be read.
func (t *task) judge(s streams) *judge.Outcome {
	s.memory.expect(len(t.arguments))
	m := &load.Meter{}
	stop := func() {}
	if s.errTerminal {
		stop = showProgress(s.err, m, len(t.arguments), time.Second)
	}
	out := (&judge.Task{
		Groups: load.Groups(t.arguments, s.in, t.search), Jobs: t.jobs, Meter: m,
		Catalogue: t.catalogue, Selection: t.selection, Now: time.Now(), Patch: t.patch, Each: t.each, KeepAccounts: t.keepAccounts, KeepInstances: t.keepInstances, KeepMasks: t.keepMasks,
		Seen: func(in *load.Instance, bad []*source.Error) {
			if len(bad) > 0 || t.verbose {
				stop()
				stop = func() {}
			}
			printErrors(s, bad)
			if t.verbose {
				describe(s, in)
			}
		},
	}).Run()
	stop()
	return out
}

// judgeAgain has the checks look once more at the instances that an outcome keeps.
// Each is let go when it was judged, so that this can be done once.
func (t *task) judgeAgain(before *judge.Outcome) *judge.Outcome {
	again := &judge.Task{Jobs: t.jobs, Catalogue: t.catalogue, Selection: t.selection, Now: time.Now(), Patch: t.patch}
	for _, in := range before.Instances {
		again.Groups = append(again.Groups, load.Again(in))
	}
	before.Instances = nil
	return again.Run()
}

// whole reports whether every check was asked for, so that what was not found
// is not there.
func (t *task) whole() bool { return len(t.selection.Only) == 0 }

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
func likeliestFirst(results []*checks.Result, c *checks.Catalogue, symptom *checks.Symptom) {
	codes := c.CodesOf(symptom)
	for _, r := range results {
		slices.SortStableFunc(r.Findings, func(a, b *checks.Finding) int {
			return slices.Index(codes, a.Name()) - slices.Index(codes, b.Name())
		})
	}
}
