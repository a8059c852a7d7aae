package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
)

// fixReport says what fix changes and what remains.
type fixReport struct {
	w       io.Writer
	width   int
	several bool
	*report.Palette
}

func (o *fixReport) hanging(label, text string) {
	report.Hanging(o.w, o.width, label, o.Dim, text, nil)
}

func (o *fixReport) heading(text string) { fmt.Fprintln(o.w, o.Bold(text)) }

// instance says what changes in an instance, and what is found when it has.
// It returns how many errors and warnings remain.
func (o *fixReport) instance(after *checks.Result, p *plan) int {
	if o.several {
		o.heading("── " + report.Shown(after.Instance) + " ──")
		fmt.Fprintln(o.w)
	}
	if p != nil && len(p.Changes) > 0 {
		o.heading("Changes to " + checks.Quote(p.Key))
		for _, c := range p.Changes {
			o.hanging("  ", fmt.Sprintf("%s (%s)  %s", c.Field.Label(), c.Attribute, c.Was.Place))
			was := "(nothing)"
			if c.Was.Present {
				was = checks.Quote(c.Was.Shown())
			}
			o.hanging("    before  ", was)
			o.hanging("    after   ", checks.Quote(c.Value))
		}
		fmt.Fprintln(o.w)
	}
	if p != nil && p.Rename != nil {
		o.heading("To rename in the console")
		o.hanging("  ", fmt.Sprintf("The internal name is the key of the account, so that an import cannot change it. In Administration > Platform > External accounts, set Internal name of %s to %s.", checks.Quote(p.Key), p.Rename.Quoted()))
		fmt.Fprintln(o.w)
	}
	open, elsewhere, notes, rename := remaining(after)
	o.findings("To decide: what imslint cannot know", open)
	o.findings("To do elsewhere: the export, the Admin Console, Adobe", elsewhere)
	o.findings("Notes", notes)
	if n := len(after.Skipped); n > 0 {
		o.hanging("", checks.Count(n, "check")+" skipped: imslint lint says which, and what they need.")
	}
	counts := map[checks.Severity]int{}
	for _, f := range after.Findings {
		counts[f.Severity]++
	}
	remain := fmt.Sprintf("%s, %s and %s remain.", checks.Count(counts[checks.Error], "error"), checks.Count(counts[checks.Warning], "warning"), checks.Count(counts[checks.Info], "info"))
	switch {
	case p != nil && len(p.Changes) > 0:
		o.hanging("", "After the import, "+remain)
	case len(after.Findings) == 0:
		o.hanging("", "There is nothing to correct.")
	default:
		o.hanging("", "No correction is certain, so that nothing is written. "+remain)
	}
	fmt.Fprintln(o.w)
	return len(open) + len(elsewhere) + rename
}

// remaining sorts what is found after the changes by who has to act, and counts
// what a rename corrects.
func remaining(after *checks.Result) (open, elsewhere, notes []*checks.Finding, rename int) {
	for _, f := range after.Findings {
		switch {
		case f.Correction != nil && f.Correction.Field == schema.Name: // said with the rename
			rename++
		case f.Severity == checks.Info:
			notes = append(notes, f)
		case f.Code.NoRestart:
			elsewhere = append(elsewhere, f)
		default:
			open = append(open, f)
		}
	}
	return open, elsewhere, notes, rename
}

func (o *fixReport) findings(title string, list []*checks.Finding) {
	if len(list) == 0 {
		return
	}
	o.heading(title)
	for _, f := range list {
		fmt.Fprintf(o.w, "  %s %s  %s\n", o.Severity(f.Severity)(f.Severity.String()+":"), o.Bold(f.Name()), shownPlace(f.Value.Place))
		o.hanging("    ", f.Message)
		o.hanging("    fix  ", f.Fix)
	}
	fmt.Fprintln(o.w)
}

// closing says what makes the changes take effect.
func (o *fixReport) closing(results []*checks.Result, list plans) {
	changes := slices.ContainsFunc(results, func(r *checks.Result) bool { return list[r.Instance] != nil })
	if !changes {
		return
	}
	report.Reminder(o.w, o.width, o.Palette, slices.ContainsFunc(results, func(r *checks.Result) bool { return r.Peer.Stated.Hosting.Text == "hosted" }))
}
