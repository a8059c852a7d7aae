package main

import (
	"encoding/json"
	"io"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// The JSON report. Its keys are a contract: never renamed.
type (
	jsonReport struct {
		Version   int             `json:"version"`
		Summary   summary         `json:"summary"`
		Findings  []jsonFinding   `json:"findings"`
		Skipped   []jsonSkipped   `json:"skipped"`
		Errors    []jsonError     `json:"errors"`
		LoginPath []jsonLoginPath `json:"loginPath"`
		Restart   jsonRestart     `json:"restart"`
	}
	jsonFinding struct {
		Check     string        `json:"check"`
		Code      string        `json:"code"`
		Severity  string        `json:"severity"`
		Step      checks.Step   `json:"step"`
		Instance  string        `json:"instance"`
		Path      string        `json:"path"`
		Line      int           `json:"line"`
		Column    int           `json:"column"`
		EndLine   int           `json:"endLine"`
		EndColumn int           `json:"endColumn"`
		Account   string        `json:"account,omitempty"`
		Field     schema.Field  `json:"field,omitempty"`
		Attribute string        `json:"attribute,omitempty"`
		Value     *string       `json:"value,omitempty"` // absent where nothing is written, and for a secret
		Message   string        `json:"message"`
		Fix       string        `json:"fix"`
		Symptoms  []jsonSymptom `json:"symptoms"`
		Related   []jsonRelated `json:"related"`
	}
	jsonSymptom struct {
		ID    string       `json:"id"`
		Basis checks.Basis `json:"basis"`
	}
	jsonRelated struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonSkipped struct {
		Check    string `json:"check"`
		Code     string `json:"code"` // "" for the whole check
		Instance string `json:"instance"`
		Needs    string `json:"needs"`
		Reason   string `json:"reason"`
	}
	jsonError struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonLoginPath struct {
		Instance string    `json:"instance"`
		Steps    jsonSteps `json:"steps"`
	}
	// jsonSteps keeps the steps in their order, which a map would not.
	jsonSteps struct {
		Account   checks.State `json:"account"`
		LoginPage checks.State `json:"login-page"`
		Callback  checks.State `json:"callback"`
		Token     checks.State `json:"token"`
		Rights    checks.State `json:"rights"`
	}
	jsonRestart struct {
		Required bool     `json:"required"`
		Linux    []string `json:"linux"`
		Windows  []string `json:"windows"`
	}
)

func writeJSON(w io.Writer, r *lintReport, _ *palette) error {
	out := jsonReport{
		Version: 1, Summary: r.summary(),
		Findings: []jsonFinding{}, Skipped: []jsonSkipped{}, Errors: []jsonError{}, LoginPath: []jsonLoginPath{},
		Restart: jsonRestart{r.restartRequired(), restartLinux, restartWindows},
	}
	for _, f := range r.findings() {
		out.Findings = append(out.Findings, jsonOf(f))
	}
	for _, result := range r.results {
		for _, s := range result.Skipped {
			code := ""
			if s.Code != nil {
				code = s.Name()
			}
			out.Skipped = append(out.Skipped, jsonSkipped{s.Check.Name, code, s.Instance, s.Needs, s.Reason})
		}
		p := result.Path
		out.LoginPath = append(out.LoginPath, jsonLoginPath{result.Instance.Name, jsonSteps{
			p[checks.AccountStep], p[checks.LoginPageStep], p[checks.CallbackStep], p[checks.TokenStep], p[checks.RightsStep]}})
	}
	for _, e := range r.errors {
		out.Errors = append(out.Errors, jsonError{e.Path, e.Start.Line, e.Start.Column, e.Message})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func jsonOf(f *checks.Finding) jsonFinding {
	v := f.Value
	out := jsonFinding{
		Check: f.Check.Name, Code: f.Name(), Severity: f.Severity.String(), Step: f.Check.Step,
		Instance: f.Instance, Path: v.Path, Line: v.Start.Line, Column: v.Start.Column, EndLine: v.End.Line, EndColumn: v.End.Column,
		Account: f.Account, Field: v.Field, Attribute: v.Attribute,
		Message: f.Message, Fix: f.Fix, Symptoms: []jsonSymptom{}, Related: []jsonRelated{},
	}
	if v.Present && !v.Secret() {
		text := schema.HidePassword(v.Text)
		out.Value = &text
	}
	for _, c := range f.Code.Causes {
		out.Symptoms = append(out.Symptoms, jsonSymptom{c.Symptom, c.Basis})
	}
	for _, related := range f.Related {
		out.Related = append(out.Related, jsonRelated{related.Path, related.Start.Line, related.Start.Column, related.Message})
	}
	return out
}
