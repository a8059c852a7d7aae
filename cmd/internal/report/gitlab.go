package report

import (
	"fmt"
	"io"
	"path"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema/source"
)

// gitlabIssue is an issue of GitLab's Code Quality report
// (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

type gitlabReport struct {
	*jsonStream
	prints fingerprints
}

func newGitLab(w io.Writer) Reporter {
	return &gitlabReport{jsonStream: newJSONStream(w), prints: fingerprints{}}
}

func (g *gitlabReport) Begin(run *Run) error {
	g.open("", '[')
	unreadable := map[string]int{}
	for _, e := range run.Errors {
		unreadable[e.Path()]++
		g.issue("blocker", "imslint/unreadable", fmt.Sprintf("unreadable:%s:%d", e.Path(), unreadable[e.Path()]), e.Message, e.Place)
	}
	return g.flush()
}

func (g *gitlabReport) Instance(r *checks.Result) error {
	for _, f := range r.Findings {
		g.issue([]string{"info", "minor", "critical"}[f.Severity], f.Name(), g.prints.of(f), f.Message+" "+f.Fix, f.Value.Place)
	}
	at := source.File(r.Path)
	for i, s := range r.Skipped {
		g.issue("info", s.Name(), fmt.Sprintf("skipped:%s:%s:%d", s.Instance, s.Name(), i), fmt.Sprintf("Not checked: %s (needs %s)", s.Reason, s.Needs), at)
	}
	return g.flush()
}

func (g *gitlabReport) End() error {
	g.close(']')
	return g.end()
}

func (g *gitlabReport) issue(severity, name, fingerprint, text string, at source.Place) {
	g.add("", gitlabIssue{Shown(text), name, fingerprint, severity, gitlabLocation{path.Clean(at.Path()), gitlabLines{at.Start().Line}}})
}
