// Package linter is what the page in a browser does, without the browser: it
// checks what it is given and writes the reports, as the command line does.
package linter

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/users"
	"github.com/imslint/imslint/cmd/internal/draft"
	"github.com/imslint/imslint/cmd/internal/fix"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
)

// Linter holds the last run, of which reports are written when they are asked
// for.
type Linter struct {
	Version string // of imslint, "" for an unreleased one
	// Now returns when an ignore may have expired.
	Now func() time.Time
	// Open opens a file of a request.
	Open func(File) (io.ReadCloser, error)

	outcome *judge.Outcome
	run     report.Run
}

// Answer is what the page shows of a run.
type Answer struct {
	HTML  string `json:"html"`  // the report, as in the format html
	Title string `json:"title"` // what it comes to, in a line
	// Draft is the imslint.yaml to begin with, as imslint init writes it.
	Draft string   `json:"draft"`
	Notes []string `json:"notes"`
	Fixes []Fix    `json:"fixes"`
}

// Fix is a package to import that corrects an instance.
type Fix struct {
	Instance string `json:"instance"`
	File     string `json:"file"`
	Changes  int    `json:"changes"`
	Package  string `json:"package"`
}

// Problem is an error of an imslint.yaml, or a note about it.
type Problem struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Note    bool   `json:"note"`
}

// Draft returns the imslint.yaml to begin with when nothing was read.
func Draft() (string, error) { return written(draft.New()) }

// Lint checks what is asked for. An input that cannot be read is part of the
// report; an error is a mistake of imslint itself.
func (l *Linter) Lint(r *Request) (*Answer, error) {
	d := draft.New()
	if r.Users {
		l.users(r)
	} else {
		l.login(r, d)
	}
	l.run.Version = l.Version

	answer := &Answer{Title: checks.Count(l.run.Summary.Errors, "error") + ", " + checks.Count(l.run.Summary.Warnings, "warning")}
	for _, n := range l.outcome.Notes {
		answer.Notes = append(answer.Notes, report.Shown(n.Place.String()+": "+n.Message))
	}
	var html bytes.Buffer
	err := l.write(report.Fragment(&html))
	answer.HTML = html.String()
	if err == nil {
		answer.Draft, err = written(d)
	}
	if err == nil {
		answer.Fixes, err = l.fixes()
	}
	return answer, err
}

// login checks the exports of instances, and adds what they show to a draft.
func (l *Linter) login(r *Request, d *draft.Draft) {
	task := &judge.Task{
		Groups: r.groups(l.Open), Jobs: 1, Catalogue: judge.Login(), Now: l.Now(), KeepAccounts: true, KeepMasks: true,
		Patch: func(in *schema.Instance) (*schema.Instance, error) {
			d.Add(in) // one job: in order, and never two at a time
			return in, nil
		},
	}
	l.outcome = task.Run()
	l.run = l.outcome.Report(task.Catalogue)
}

// users checks files for the Admin Console.
func (l *Linter) users(r *Request) {
	task := &judge.UsersTask{Groups: r.groups(l.Open), Existing: r.existing(l.Open), Now: l.Now()}
	var uploads []report.Upload
	l.outcome, uploads = task.Run()
	l.run = l.outcome.Report(users.Catalogue)
	l.run.Login = false
	for _, u := range uploads {
		l.run.AddUpload(u)
	}
}

// reporters are the formats in which the page saves a report. Formats for
// terminals and pipelines would only make it larger.
func reporters() map[string]func(io.Writer) report.Reporter {
	return map[string]func(io.Writer) report.Reporter{"html": report.NewHTML, "sarif": report.NewSARIF, "json": report.NewJSON}
}

// Write writes a report on the last run.
func (l *Linter) Write(format string, w io.Writer) error {
	newReporter := reporters()[format]
	switch {
	case newReporter == nil:
		return fmt.Errorf("the page has no format %s", checks.Quote(format))
	case l.outcome == nil:
		return errors.New("nothing was checked")
	}
	return l.write(newReporter(w))
}

func (l *Linter) write(r report.Reporter) error {
	run := l.run
	return report.Write(r, &run, l.outcome.Results)
}

// fixes returns the packages that correct the instances of the last run.
func (l *Linter) fixes() ([]Fix, error) {
	var list []Fix
	taken := fix.FileNames{}
	for _, r := range l.outcome.Results {
		p, ok := fix.NewPlan(r)
		if !ok || len(p.Changes) == 0 {
			continue
		}
		b := l.outcome.Builds[r.Instance]
		p.Version, p.BuildNumber = b.Version, b.Number
		var pkg strings.Builder
		if err := p.Write(&pkg); err != nil {
			return nil, err
		}
		list = append(list, Fix{
			Instance: report.Shown(r.Instance), File: taken.Take(r.Instance),
			Changes: len(p.Changes), Package: pkg.String(),
		})
	}
	return list, nil
}

// CheckConfig returns what is wrong with the text of an imslint.yaml, and what
// is odd in it.
func CheckConfig(text string) []Problem {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	config, bad := readConfig(schema.ConfigName, text)
	var list []Problem
	for _, e := range bad {
		at := e.Start()
		list = append(list, Problem{Line: at.Line, Column: at.Column, Message: report.Shown(e.Message)})
	}
	if config != nil {
		for _, n := range config.Notes {
			at := n.Start()
			list = append(list, Problem{Line: at.Line, Column: at.Column, Message: report.Shown(n.Message), Note: true})
		}
	}
	return list
}

func written(d *draft.Draft) (string, error) {
	var b strings.Builder
	err := d.Write(&b)
	return b.String(), err
}
