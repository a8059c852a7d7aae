package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"io"
	"slices"

	"github.com/imslint/imslint/checks"
)

//go:embed html/report.css
var htmlStyle string

//go:embed html/report.js
var htmlScript string

// What the page shows. Every text in it is safe to be seen; html_page.go escapes
// it for HTML.
type (
	htmlBody struct {
		Outlook            outlook
		Summary            string
		Errors             []string
		Symptom            string
		Uploads            []htmlUpload
		Login              bool
		Instances          []func() htmlInstance // made when it is written: there may be thousands
		Comparison         *htmlComparison
		Severities, Checks []string
		Courses            []htmlCourse
		Restart            *htmlRestart
	}
	htmlInstance struct {
		ID, Name string
		Outlook  *outlook // nil where the page has one instance only
		Drawings func() []htmlDrawing
		Symptoms []string
		Steps    []htmlStep
		Rows     []*htmlUserRow
		Skipped  []htmlSkipped
		Mask     func() *htmlMask
		Scopes   func() *htmlScopes
	}
	htmlStep struct {
		ID, Title, State, Words string
		Findings                []*checks.Finding
	}
	htmlSkipped struct {
		Reason string
		Names  []string
	}
	htmlRestart struct {
		Text, Hosted             string
		Linux, OldLinux, Windows []string
	}
)

// titleOf returns a step as a person goes through it.
func titleOf(step checks.Step) string {
	switch step {
	case checks.AccountStep:
		return "External account"
	case checks.LoginPageStep:
		return "Adobe ID login page"
	case checks.CallbackStep:
		return "Callback"
	case checks.TokenStep:
		return "Token"
	case checks.RightsStep:
		return "Rights"
	}
	return ""
}

// htmlReport writes one self-contained page: its policy lets nothing run or
// load but the style and the script within it, by their hashes.
type htmlReport struct {
	w        io.Writer
	fragment bool // without the page around the body
	run      *Run
	results  []*checks.Result
	scopes   int // rows of scopes so far
}

// NewHTML returns a reporter that writes one self-contained page.
func NewHTML(w io.Writer) Reporter { return &htmlReport{w: w} }

// Fragment returns a reporter that writes what is within the body of the HTML
// page, for a page that has the rest: see Assets.
func Fragment(w io.Writer) Reporter { return &htmlReport{w: w, fragment: true} }

// Assets returns the style and the script of the HTML page. The script defines
// imslintReport(element), which makes the report within an element filter and
// copy, and calls it for the document.
func Assets() (style, script string) { return htmlStyle, htmlScript }

func (h *htmlReport) Begin(run *Run) error {
	h.run = run
	return nil
}

func (h *htmlReport) Instance(r *checks.Result) error {
	h.results = append(h.results, r)
	return nil
}

func (h *htmlReport) End() error {
	body := h.body()
	if h.fragment {
		return body.node().Render(h.w)
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	policy := "default-src 'none'; style-src " + hash(htmlStyle) + "; script-src " + hash(htmlScript) + "; img-src data:; base-uri 'none'; form-action 'none'"
	return page(policy, body).Render(h.w)
}

func (h *htmlReport) body() *htmlBody {
	run := h.run
	body := &htmlBody{
		Outlook: run.outlook(h.results), Summary: run.summary(), Login: run.Login,
		Severities: []string{"error", "warning", "info"},
	}
	for _, e := range run.Errors {
		body.Errors = append(body.Errors, Shown(e.Error()))
	}
	if run.Symptom != nil {
		body.Symptom = run.Symptom.Title
	}
	for _, u := range run.Uploads {
		body.Uploads = append(body.Uploads, uploadBar(u))
	}
	seen := map[string]bool{}
	for _, r := range h.results {
		for _, f := range r.Findings {
			seen[f.Check.Name] = true
		}
	}
	for _, c := range run.Catalogue.Checks {
		if seen[c.Name] {
			body.Checks = append(body.Checks, c.Name)
		}
	}
	for i, r := range h.results {
		body.Instances = append(body.Instances, func() htmlInstance { return h.instance(r, i+1) })
	}
	if run.Login && len(h.results) > 1 {
		body.Comparison = compare(h.results)
	}
	body.Courses = courses(run.Course)
	if run.restart() {
		body.Restart = &htmlRestart{Text: restartText, Linux: restartLinux, OldLinux: restartOldLinux, Windows: restartWindows}
		if run.Hosted {
			body.Restart.Hosted = restartHosted
		}
	}
	return body
}

func (h *htmlReport) instance(r *checks.Result, number int) htmlInstance {
	id := "instance-" + itoa(number)
	in := htmlInstance{ID: id, Name: Shown(r.Instance)}
	for _, g := range skippedGroups(r) {
		in.Skipped = append(in.Skipped, htmlSkipped{Shown(g.reason), g.names})
	}
	if !h.run.Login {
		in.Rows = userRows(r.Findings)
		return in
	}
	if len(h.results) > 1 {
		o := loginOutlook(r)
		in.Outlook = &o
	}
	for _, s := range r.Symptoms() {
		in.Symptoms = append(in.Symptoms, s.Title)
	}
	for _, step := range checks.Steps {
		s := htmlStep{ID: id + "-" + string(step), Title: titleOf(step), State: string(stateOf(r, step)), Words: markOf(stateOf(r, step))}
		for _, f := range r.Findings {
			if f.Check.Step == step {
				s.Findings = append(s.Findings, f)
			}
		}
		if len(s.Findings) > 0 {
			in.Steps = append(in.Steps, s)
		}
	}
	// A step of the picture leads to its findings, else to what was skipped.
	target := func(step checks.Step) string {
		name := id + "-" + string(step)
		switch {
		case slices.ContainsFunc(in.Steps, func(s htmlStep) bool { return s.ID == name }):
			return name
		case len(in.Skipped) > 0:
			return id + "-skipped"
		}
		return id + "-findings"
	}
	in.Drawings = func() []htmlDrawing { return []htmlDrawing{draw(r, target, true), draw(r, target, false)} }
	in.Mask = func() *htmlMask { return maskTable(h.run.Catalogue, r) }
	in.Scopes = func() *htmlScopes { return h.scopeTable(r.Peer) }
	return in
}
