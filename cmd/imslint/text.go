package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/mattn/go-runewidth"
)

// textWriter writes the report that a person reads.
type textWriter struct {
	*bufio.Writer
	*palette
}

func writeText(w io.Writer, r *lintReport, p *palette) error {
	t := &textWriter{bufio.NewWriter(w), p}
	several := len(r.results) > 1
	if r.symptom != nil && !r.quiet {
		t.hanging("", fmt.Sprintf("Only what can cause this was checked: %s (%s).", r.symptom.Title, r.symptom.ID))
		fmt.Fprintln(t)
	}
	for _, result := range r.results {
		if r.quiet {
			t.briefly(result)
			continue
		}
		if several {
			fmt.Fprintf(t, "%s\n\n", t.bold("── "+result.Instance.Name+" "+strings.Repeat("─", max(3, 60-runewidth.StringWidth(result.Instance.Name)))))
		}
		for _, f := range result.Findings {
			t.finding(f)
		}
		t.path(result)
		t.symptoms(result)
		t.skipped(result)
	}
	if !r.quiet || len(r.findings()) > 0 {
		t.closing(r)
	}
	return t.Flush()
}

// briefly writes a line for each finding, in the form that editors follow.
func (t *textWriter) briefly(result *checks.Result) {
	for _, f := range result.Findings {
		fmt.Fprintf(t, "%s: %s: %s: %s\n", f.Value.Place, t.severity(f.Severity)(f.Severity), f.Name(), f.Message)
	}
}

func (t *textWriter) finding(f *checks.Finding) {
	fmt.Fprintf(t, "%s %s  %s\n", t.severity(f.Severity)(f.Severity.String()+":"), t.bold(f.Name()), f.Value.Place)
	if line, from, to := f.Focus.Snippet(); line != "" {
		number := fmt.Sprint(f.Focus.Start.Line)
		text, carets := snippet(line, from, to, lineWidth-len(number)-5)
		margin := strings.Repeat(" ", len(number))
		fmt.Fprintf(t, "  %s %s\n", t.dim(number+" |"), text)
		fmt.Fprintf(t, "  %s %s\n", t.dim(margin+" |"), t.severity(f.Severity)(carets))
	}
	t.hanging("  ", f.Message)
	for _, related := range f.Related {
		t.hanging("  see      ", related.Place.String()+", "+related.Message)
	}
	t.hanging("  fix      ", f.Fix)
	for _, symptom := range f.Expect() {
		t.hanging("  symptom  ", symptom)
	}
	fmt.Fprintln(t)
}

func (t *textWriter) hanging(label, text string) { hanging(t, t.palette, label, text) }

// hanging writes a text behind a label, its further lines below the text.
func hanging(w io.Writer, p *palette, label, text string) {
	for i, line := range wrap(text, lineWidth-len(label)) {
		if i == 1 {
			label = strings.Repeat(" ", len(label))
		}
		fmt.Fprintf(w, "%s%s\n", p.dim(label), line)
	}
}

// stateMarks go with the words, so that a colour is never alone.
var stateMarks = map[checks.State]string{checks.OK: "✓ ok", checks.Broken: "✗ broken", checks.AtRisk: "! at risk", checks.NotChecked: "? not checked"}

func (t *textWriter) path(result *checks.Result) {
	t.heading("Login path of " + result.Instance.Name)
	for _, step := range checks.Steps {
		state := result.Path[step]
		fmt.Fprintf(t, "  %-11s %s\n", step, t.state(state)(stateMarks[state]))
	}
	fmt.Fprintln(t)
}

func (t *textWriter) heading(text string) { fmt.Fprintln(t, t.bold(text)) }

func (t *textWriter) symptoms(result *checks.Result) {
	list := result.Symptoms()
	if len(list) == 0 {
		return
	}
	t.heading("What people will see")
	for _, s := range list {
		t.hanging("  ", s.Title)
	}
	fmt.Fprintln(t)
}

func (t *textWriter) skipped(result *checks.Result) {
	if len(result.Skipped) == 0 {
		return
	}
	t.heading("Not checked")
	var reasons []string
	names := map[string][]string{} // by what was lacking
	for _, s := range result.Skipped {
		reason := s.Reason + " (" + s.Needs + ")"
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], s.Name())
	}
	for _, reason := range reasons {
		t.hanging("  ", reason)
		t.hanging("    ", strings.Join(names[reason], ", "))
	}
	fmt.Fprintln(t)
}

func (t *textWriter) closing(r *lintReport) {
	s := r.summary()
	switch {
	case len(r.errors) > 0:
		fmt.Fprintf(t, "%s %s could not be read; see above.\n", t.red("Incomplete:"), checks.Count(len(r.errors), "input"))
	case s.Errors+s.Warnings+s.Infos == 0 && s.Skipped == 0:
		fmt.Fprintln(t, t.green("Nothing is wrong with what was checked."))
	}
	fmt.Fprintf(t, "%s%s.\n\n", s, r.leftOut())
	t.heading("Restart")
	t.hanging("  ", "A change to these settings takes effect only after the server restarts:")
	fmt.Fprintf(t, "  Linux    %s, then %s\n", restartLinux[0], restartLinux[1])
	fmt.Fprintf(t, "           (before 20.1, as root: %s, then %s)\n", restartOldLinux[0], restartOldLinux[1])
	fmt.Fprintf(t, "  Windows  %s, then %s\n", restartWindows[0], restartWindows[1])
}
