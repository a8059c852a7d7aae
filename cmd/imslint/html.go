package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

var (
	//go:embed web/report.html
	htmlSource string
	//go:embed web/report.css
	htmlStyle string
	//go:embed web/report.js
	htmlScript string

	htmlTemplate = template.Must(template.New("report.html").Parse(htmlSource))
)

// What the template shows.
type (
	htmlReport struct {
		Policy                   string
		Style                    template.CSS
		Script                   template.JS
		Summary                  string
		Errors                   []string
		Severities, Checks       []string
		Instances                []htmlInstance
		Comparison               *htmlComparison
		Linux, OldLinux, Windows []string
	}
	htmlInstance struct {
		ID, Name string
		Drawings []htmlDrawing
		Symptoms []string
		Steps    []htmlStep
		Masks    []htmlMask
		Scopes   []htmlScopes
	}
	htmlStep struct {
		ID, Title, Words string
		Findings         []htmlFinding
		Skipped          []string
	}
	htmlFinding struct {
		Severity, Check, Code, Place, Account, Snippet string
		Message, Fix, Why, Source, Link                string
		Symptoms, Related                              []string
	}
	htmlComparison struct {
		Names []string
		Rows  []htmlRow
	}
	htmlRow struct {
		Name  string
		Cells []string
	}
	htmlMask struct {
		Mask string
		Rows []htmlMaskRow
	}
	htmlMaskRow struct{ Prefix, Rest, Group, Verdict, Class string }
	htmlScopes  struct {
		Account string
		Rows    []htmlScope
	}
	htmlScope struct{ Name, Asked, Provisioned, Verdict, Class string }
)

// stepTitles are the steps as a person goes through them.
var stepTitles = map[checks.Step]string{
	checks.AccountStep: "Console", checks.LoginPageStep: "Adobe ID login page", checks.CallbackStep: "Callback",
	checks.TokenStep: "Token", checks.RightsStep: "Rights",
}

// writeHTML writes one self-contained page: its policy lets nothing run or
// load but the style and the script that stand in it, by their hashes.
func writeHTML(w io.Writer, r *lintReport, _ *palette) error {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	page := htmlReport{
		Policy: "default-src 'none'; style-src " + hash(htmlStyle) + "; script-src " + hash(htmlScript) + "; img-src data:; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(htmlStyle), Script: template.JS(htmlScript),
		Summary:    r.summary().String() + r.leftOut(),
		Severities: []string{"error", "warning", "info"},
		Linux:      restartLinux, OldLinux: restartOldLinux, Windows: restartWindows,
	}
	for _, e := range r.errors {
		page.Errors = append(page.Errors, checks.Visible(e.Error()))
	}
	for _, f := range r.findings() {
		if !slices.Contains(page.Checks, f.Check.Name) {
			page.Checks = append(page.Checks, f.Check.Name)
		}
	}
	for i, result := range r.results {
		page.Instances = append(page.Instances, htmlOf(result, fmt.Sprint("instance-", i+1)))
	}
	if len(r.results) > 1 {
		page.Comparison = compare(r.results)
	}
	return htmlTemplate.Execute(w, page)
}

func htmlOf(r *checks.Result, id string) htmlInstance {
	in := htmlInstance{ID: id, Name: checks.Visible(r.Instance.Name)}
	for _, s := range r.Symptoms() {
		in.Symptoms = append(in.Symptoms, s.Title)
	}
	for _, step := range checks.Steps {
		s := htmlStep{ID: id + "-" + string(step), Title: stepTitles[step], Words: stateMarks[r.Path[step]]}
		for _, f := range r.Findings {
			if f.Check.Step == step {
				s.Findings = append(s.Findings, htmlFindingOf(f))
			}
		}
		for _, skipped := range r.Skipped {
			if skipped.Check.Step == step {
				s.Skipped = append(s.Skipped, skipped.String())
			}
		}
		in.Steps = append(in.Steps, s)
	}
	in.Drawings = []htmlDrawing{draw(r, id, true), draw(r, id, false)}
	for _, a := range r.Instance.IMSAccounts() {
		if a.Disabled() {
			continue
		}
		if m, ok := maskTable(r.Instance, a); ok {
			in.Masks = append(in.Masks, m)
		}
		if s, ok := scopeTable(r.Instance, a); ok {
			in.Scopes = append(in.Scopes, s)
		}
	}
	return in
}

func htmlFindingOf(f *checks.Finding) htmlFinding {
	out := htmlFinding{
		Severity: f.Severity.String(), Check: f.Check.Name, Code: f.Name(), Place: checks.Visible(f.Value.Place.String()), Account: checks.Visible(f.Account),
		Message: f.Message, Fix: f.Fix, Why: f.Code.Why, Source: f.Code.Source,
		Symptoms: f.Expect(),
	}
	if strings.HasPrefix(f.Code.Source, "https://") {
		out.Link = f.Code.Source
	}
	if line, from, to := f.Focus.Snippet(); line != "" {
		text, carets := snippet(line, from, to, lineWidth)
		out.Snippet = text + "\n" + carets
	}
	for _, related := range f.Related {
		out.Related = append(out.Related, checks.Visible(related.Place.String())+", "+related.Message)
	}
	return out
}

// htmlDrawing is the login path as a picture, from left to right or, for a
// phone, from top to bottom.
type htmlDrawing struct {
	Class         string
	Width, Height int
	Arrows        []htmlArrow
	Nodes         []htmlNode
}

type htmlArrow struct{ Line, Head string }

type htmlNode struct {
	Step, Label, State, Words, Mark, Target   string
	X, Y, Width, Height, TextX, TextY, StateY int
}

func draw(r *checks.Result, id string, wide bool) htmlDrawing {
	const width, height, gap, margin = 170, 70, 36, 4
	d := htmlDrawing{Class: "tall", Width: width + 2*margin, Height: 5*height + 4*gap + 2*margin}
	if wide {
		d.Class, d.Width, d.Height = "wide", 5*width+4*gap+2*margin, height+2*margin
	}
	for i, step := range checks.Steps {
		x, y := margin, margin+i*(height+gap)
		arrow := fmt.Sprintf("M%d %dv%d", x+width/2, y-gap, gap-8)
		head := fmt.Sprintf("M%d %dl-6 -9h12z", x+width/2, y-1)
		if wide {
			x, y = margin+i*(width+gap), margin
			arrow = fmt.Sprintf("M%d %dh%d", x-gap, y+height/2, gap-8)
			head = fmt.Sprintf("M%d %dl-9 -6v12z", x-1, y+height/2)
		}
		if i > 0 {
			d.Arrows = append(d.Arrows, htmlArrow{arrow, head})
		}
		state := r.Path[step]
		d.Nodes = append(d.Nodes, htmlNode{
			Step: string(step), Label: stepTitles[step], State: string(state), Mark: stateMarks[state],
			Words: strings.ReplaceAll(string(state), "-", " "), Target: id + "-" + string(step),
			X: x, Y: y, Width: width, Height: height, TextX: x + width/2, TextY: y + 30, StateY: y + 52,
		})
	}
	return d
}

// maskTable cuts each product profile into mask and rest, beside the operator
// group that it meets or misses; ok is false without profiles.
func maskTable(in *schema.Instance, a *schema.Account) (table htmlMask, ok bool) {
	profiles := in.Stated.Provisioned.ProductProfiles
	text := a.Field(schema.AssociationMask).Text
	mask, err := schema.ParseMask(text)
	if len(profiles) == 0 || strings.TrimSpace(text) == "" || err != nil {
		return table, false
	}
	table.Mask = checks.Quote(text)
	groups := in.GroupNames()
	met := map[string]bool{}
	for _, p := range profiles {
		group, matches := mask.Group(p.Text)
		row := htmlMaskRow{Prefix: checks.Visible(p.Text), Verdict: "? the mask does not match: another instance's, or a slip", Class: "unsure"}
		if matches {
			row.Prefix, row.Rest = spaceShown(checks.Visible(strings.TrimSuffix(p.Text, group))), checks.Visible(group)
			met[group] = true
			switch {
			case len(groups) == 0:
				row.Verdict = "? no operator groups were given"
			case slices.Contains(groups, group):
				row.Group, row.Verdict, row.Class = row.Rest, "✓ meets", "good"
			default:
				row.Verdict, row.Class = "✗ no such operator group", "bad"
			}
		}
		table.Rows = append(table.Rows, row)
	}
	for _, g := range groups {
		if !met[g] {
			table.Rows = append(table.Rows, htmlMaskRow{Group: checks.Visible(g), Verdict: "✗ no product profile", Class: "bad"})
		}
	}
	return table, true
}

// spaceShown makes the space visible that a mask ends in.
func spaceShown(text string) string {
	if prefix, ok := strings.CutSuffix(text, " "); ok {
		return prefix + "␣"
	}
	return text
}

// scopeTable sets the scopes asked for against the provisioned ones.
func scopeTable(in *schema.Instance, a *schema.Account) (table htmlScopes, ok bool) {
	provisioned := schema.Texts(in.Stated.Provisioned.Scopes)
	var asked []string
	for _, s := range schema.ParseScopes(a.Field(schema.Scopes)).Items {
		if !slices.Contains(asked, s.Name) {
			asked = append(asked, s.Name)
		}
	}
	if len(provisioned) == 0 || len(asked) == 0 {
		return table, false
	}
	table.Account = checks.Quote(a.Field(schema.Name).Text)
	for _, name := range asked {
		row := htmlScope{checks.Visible(name), "yes", "yes", "✓ fine", "good"}
		if !slices.Contains(provisioned, name) {
			row.Provisioned, row.Verdict, row.Class = "no", "✗ not provisioned", "bad"
		}
		table.Rows = append(table.Rows, row)
	}
	for _, name := range provisioned {
		if !slices.Contains(asked, name) {
			table.Rows = append(table.Rows, htmlScope{checks.Visible(name), "no", "yes", "not asked for", "unsure"})
		}
	}
	return table, true
}

// compare sets the instances side by side: the login path, then the fields of
// the account.
func compare(results []*checks.Result) *htmlComparison {
	c := &htmlComparison{}
	for _, r := range results {
		c.Names = append(c.Names, checks.Visible(r.Instance.Name))
	}
	row := func(name string, cell func(r *checks.Result) string) {
		out := htmlRow{Name: name}
		for _, r := range results {
			out.Cells = append(out.Cells, cell(r))
		}
		c.Rows = append(c.Rows, out)
	}
	for _, step := range checks.Steps {
		row(stepTitles[step], func(r *checks.Result) string { return stateMarks[r.Path[step]] })
	}
	for _, n := range schema.AllFields() {
		if n.Field == schema.ClientSecret {
			continue
		}
		row(n.Label, func(r *checks.Result) string {
			accounts := r.Instance.IMSAccounts()
			if len(accounts) == 0 || !accounts[0].Field(n.Field).Present {
				return "–"
			}
			return checks.Visible(schema.HidePassword(accounts[0].Field(n.Field).Text))
		})
	}
	return c
}
