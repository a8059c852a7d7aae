package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/checks"
)

// textReport is what a person reads on a terminal.
type textReport struct {
	*bufio.Writer
	*Palette
	run   *Run
	width int
}

func newText(w io.Writer) Reporter { return &textReport{Writer: bufio.NewWriter(w)} }

func (t *textReport) Begin(run *Run) error {
	t.run, t.width, t.Palette = run, TextWidth(run.Width), NewPalette(run.Color)
	if run.Symptom != nil && !run.Quiet {
		t.hanging("", fmt.Sprintf("Only what can cause this was checked: %s (%s).", run.Symptom.Title, run.Symptom.ID))
		fmt.Fprintln(t)
	}
	return t.Flush()
}

func (t *textReport) Instance(r *checks.Result) error {
	if t.run.Quiet {
		for _, f := range r.Findings {
			fmt.Fprintf(t, "%s: %s: %s: %s\n", Shown(f.Value.Place.String()), t.Severity(f.Severity)(f.Severity), f.Name(), Shown(f.Message))
		}
		return t.Flush()
	}
	nothing := !t.run.Login && len(r.Findings)+len(r.Skipped) == 0 // a file with which nothing is wrong
	if len(t.run.Instances) > 1 && !nothing {
		name := Shown(r.Instance)
		fmt.Fprintf(t, "%s\n\n", t.Bold("── "+name+" "+strings.Repeat("─", max(3, 60-columnsOf(name)))))
	}
	var infos []*checks.Finding
	for _, f := range r.Findings {
		if f.Severity == checks.Info {
			infos = append(infos, f)
		} else {
			t.finding(f)
		}
	}
	for _, f := range infos {
		fmt.Fprintf(t, "%s %s  %s  %s\n", t.Blue("info:"), t.Bold(f.Name()), Shown(f.Value.Place.String()), Shown(f.Message))
	}
	if infos != nil {
		fmt.Fprintln(t)
	}
	if t.run.Login {
		t.path(r)
	}
	t.symptoms(r)
	t.skipped(r)
	return t.Flush()
}

func (t *textReport) End() error {
	if !t.run.Quiet || t.run.Summary.Findings() > 0 {
		t.closing()
	}
	return t.Flush()
}

func (t *textReport) finding(f *checks.Finding) {
	paint := t.Severity(f.Severity)
	fmt.Fprintf(t, "%s %s  %s\n", paint(f.Severity.String()+":"), t.Bold(f.Name()), Shown(f.Value.Place.String()))
	t.snippet(f, paint)
	t.hanging("  ", f.Message)
	if f.Status != "" {
		t.hanging("  status   ", f.Status)
	}
	if f.ConsoleMessage != "" {
		t.hanging("  console  ", f.ConsoleMessage)
	}
	Hanging(t, t.width, "  fix      ", t.Green, f.Fix, t.Bold)
	if f.Otherwise != "" {
		Hanging(t, t.width, "  or       ", t.Green, f.Otherwise, t.Bold)
	}
	for _, related := range f.Related {
		t.hanging("  see      ", related.Place.String()+", "+related.Message)
	}
	for _, symptom := range f.Expect() {
		t.hanging("  symptom  ", symptom)
	}
	fmt.Fprintln(t)
}

// snippet writes the line of a finding with carets, and behind them the
// condition in a few words where there is room.
func (t *textReport) snippet(f *checks.Finding, paint func(a ...any) string) {
	s := f.Focus.Snippet()
	if s.Text == "" {
		return
	}
	number := fmt.Sprint(f.Focus.Start().Line)
	room := t.width - len(number) - len("   | ")
	e := layOut(s, room)
	carets := e.carets()
	if label := Shown(f.Code.Title); len(carets)+1+columnsOf(label) <= room {
		carets += " " + label
	}
	indent := len(carets) - len(strings.TrimLeft(carets, " "))
	fmt.Fprintf(t, "  %s %s\n", t.Dim(number+" |"), e.line())
	fmt.Fprintf(t, "  %s %s%s\n", t.Dim(strings.Repeat(" ", len(number))+" |"), carets[:indent], paint(carets[indent:]))
}

func (t *textReport) hanging(label, text string) { Hanging(t, t.width, label, t.Dim, text, nil) }

func (t *textReport) heading(text string) { fmt.Fprintln(t, t.Bold(text)) }

func (t *textReport) path(r *checks.Result) {
	t.heading("Login path of " + Shown(r.Instance))
	for _, step := range checks.Steps {
		state := stateOf(r, step)
		fmt.Fprintf(t, "  %-11s %s\n", step, t.state(state)(markOf(state)))
	}
	fmt.Fprintln(t)
}

func (t *textReport) symptoms(r *checks.Result) {
	list := r.Symptoms()
	if len(list) == 0 || !t.run.Login {
		return
	}
	t.heading("What people will see")
	for _, s := range list {
		t.hanging("  ", s.Title)
	}
	fmt.Fprintln(t)
}

func (t *textReport) skipped(r *checks.Result) {
	if len(r.Skipped) == 0 {
		return
	}
	t.heading("Not checked")
	for _, g := range skippedGroups(r) {
		t.hanging("  ", g.reason)
		t.hanging("    ", strings.Join(g.names, ", "))
	}
	fmt.Fprintln(t)
}

// skippedGroup is what could not run for one reason.
type skippedGroup struct {
	reason string
	names  []string
}

func skippedGroups(r *checks.Result) []*skippedGroup {
	var list []*skippedGroup
	known := map[string]*skippedGroup{}
	for _, s := range r.Skipped {
		reason := s.Reason + " (" + s.Needs + ")"
		g := known[reason]
		if g == nil {
			g = &skippedGroup{reason: reason}
			known[reason] = g
			list = append(list, g)
		}
		g.names = append(g.names, s.Name())
	}
	return list
}

// courses writes how far each instance is on its way to IMS.
func (t *textReport) courses() {
	for i, c := range t.run.Course {
		if i == 0 || t.run.Course[i-1].Instance != c.Instance {
			if i > 0 {
				fmt.Fprintln(t)
			}
			t.heading("Course of " + Shown(c.Instance))
		}
		t.course(c)
		// What several steps in a row need is said once.
		if c.Lacks == "" || i+1 < len(t.run.Course) && c.needsSame(t.run.Course[i+1]) {
			continue
		}
		needs := "needs "
		if i > 0 && c.needsSame(t.run.Course[i-1]) {
			needs = "each needs "
		}
		t.hanging(strings.Repeat(" ", 28), needs+c.Lacks)
	}
	if t.run.Behind != "" {
		fmt.Fprintf(t, "\nFurthest behind: %s\n", Shown(t.run.Behind))
	}
	if len(t.run.Course) > 0 {
		fmt.Fprintln(t)
	}
}

// closing ends the report; the restart reminder is always last.
func (t *textReport) closing() {
	run := t.run
	if !run.Quiet {
		t.courses()
	}
	if len(run.Errors) > 0 {
		fmt.Fprintf(t, "%s %s could not be read; see above.\n", t.Red("Incomplete:"), checks.Count(run.unread(), "input"))
	} else if run.Summary.Findings()+run.Summary.Skipped == 0 {
		fmt.Fprintln(t, t.Green("Nothing is wrong with what was checked."))
	}
	fmt.Fprintf(t, "%s.\n", run.summary())
	for _, u := range run.Uploads {
		t.hanging("  ", u.File+": "+u.String())
	}
	if !run.restart() {
		return
	}
	fmt.Fprintln(t)
	Reminder(t, t.width, t.Palette, run.Hosted)
}

// needsSame reports whether two steps of an instance need the same.
func (c Course) needsSame(d Course) bool { return c.Instance == d.Instance && c.Lacks == d.Lacks }

func (t *textReport) course(c Course) {
	state := c.State.words()
	paint := t.Dim
	switch c.State {
	case Done:
		paint = t.Green
	case Open:
		state += fmt.Sprintf(" (%s)", checks.Count(c.Open, "finding"))
		paint = t.Red
	}
	Hanging(t, t.width, "  "+state+strings.Repeat(" ", max(1, 26-columnsOf(state))), paint, c.Title, nil)
	if c.State == Open && c.Command != "" {
		t.hanging(strings.Repeat(" ", 28), c.Command)
	}
}
