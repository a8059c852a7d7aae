package report

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema/source"
)

// SARIF 2.1.0 as far as imslint writes it
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
type (
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string       `json:"id"`
		Name          string       `json:"name"`
		Short         sarifMessage `json:"shortDescription"`
		Full          sarifMessage `json:"fullDescription"`
		Help          sarifMessage `json:"help"`
		HelpURI       string       `json:"helpUri"`
		Configuration sarifLevel   `json:"defaultConfiguration"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
		Properties   *sarifProperties  `json:"properties,omitempty"`
	}
	sarifProperties struct {
		User           string         `json:"user,omitempty"`
		Verdict        checks.Verdict `json:"verdict,omitempty"`
		ConsoleMessage string         `json:"consoleMessage,omitempty"`
		Status         string         `json:"status,omitempty"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"` // of a related one, from 0
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifMessage `json:"insertedContent"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Execution     []sarifNotification `json:"toolExecutionNotifications,omitempty"`
		Configuration []sarifNotification `json:"toolConfigurationNotifications,omitempty"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Rule      *sarifRuleRef   `json:"associatedRule,omitempty"`
	}
	sarifRuleRef struct {
		ID    string `json:"id"`
		Index int    `json:"index"`
	}
)

// sarifLevels are SARIF's words for the severities, by their value.
var sarifLevels = []string{"note", "warning", "error"}

// sarifReport writes SARIF. What was skipped and what could not be read are
// notifications: a code scanning page takes no result without a place.
type sarifReport struct {
	*jsonStream
	run        *Run
	rules      map[*checks.Code]int
	prints     fingerprints
	invocation sarifInvocation
}

// NewSARIF returns a reporter that writes SARIF 2.1.0.
func NewSARIF(w io.Writer) Reporter {
	return &sarifReport{jsonStream: newJSONStream(w), rules: map[*checks.Code]int{}, prints: fingerprints{}}
}

func (s *sarifReport) Begin(run *Run) error {
	s.run = run
	driver := sarifDriver{Name: "imslint", Version: run.Version, InformationURI: homepage, Rules: []sarifRule{}}
	for _, check := range run.Catalogue.Checks {
		for _, code := range check.Codes {
			s.rules[code] = len(driver.Rules)
			driver.Rules = append(driver.Rules, ruleOf(check, code))
		}
	}
	s.invocation.Successful = len(run.Errors) == 0
	for _, e := range run.Errors {
		s.invocation.Execution = append(s.invocation.Execution, sarifNotification{
			Level: "error", Message: sarifMessage{Text: e.Message}, Locations: []sarifLocation{locationOf(e.Place)}})
	}
	s.open("", '{')
	s.add("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
	s.add("version", "2.1.0")
	s.open("runs", '[')
	s.open("", '{')
	s.add("tool", sarifTool{driver})
	s.add("columnKind", "unicodeCodePoints")
	s.open("results", '[')
	return s.flush()
}

func (s *sarifReport) Instance(r *checks.Result) error {
	for _, f := range r.Findings {
		s.add("", s.result(f))
	}
	for _, skipped := range r.Skipped {
		n := sarifNotification{Level: "note", Message: sarifMessage{Text: fmt.Sprintf("%s was not checked for %s: %s (needs %s)", skipped.Name(), skipped.Instance, skipped.Reason, skipped.Needs)}}
		if skipped.Code != nil {
			n.Rule = &sarifRuleRef{skipped.Name(), s.rules[skipped.Code]}
		}
		s.invocation.Configuration = append(s.invocation.Configuration, n)
	}
	return s.flush()
}

func (s *sarifReport) End() error {
	for _, n := range s.run.Notes {
		s.invocation.Configuration = append(s.invocation.Configuration, sarifNotification{
			Level: "note", Message: sarifMessage{Text: n.Message}, Locations: []sarifLocation{locationOf(n.Place)}})
	}
	s.close(']')
	s.add("invocations", []sarifInvocation{s.invocation})
	s.close('}')
	s.close(']')
	s.close('}')
	return s.end()
}

func (s *sarifReport) result(f *checks.Finding) sarifResult {
	out := sarifResult{
		RuleID: f.Name(), RuleIndex: s.rules[f.Code], Level: sarifLevels[f.Severity],
		Message:      sarifMessage{Text: f.Message + " " + f.Fix},
		Locations:    []sarifLocation{locationOf(f.Value.Place)},
		Fingerprints: map[string]string{"imslint/v1": s.prints.of(f)},
	}
	for i, related := range f.Related {
		l := locationOf(related.Place)
		l.ID, l.Message = &i, &sarifMessage{Text: related.Message}
		out.Related = append(out.Related, l)
	}
	if c := f.Correction; c != nil && replaceable(c) {
		at := locationOf(c.Was.Place).Physical
		out.Fixes = []sarifFix{{sarifMessage{Text: c.String()}, []sarifChange{{at.Artifact, []sarifReplacement{{at.Region, sarifMessage{Text: c.Value}}}}}}}
	}
	if p := (sarifProperties{f.User, f.Verdict, f.ConsoleMessage, f.Status}); p != (sarifProperties{}) {
		out.Properties = &p
	}
	return out
}

// replaceable reports whether a correction can replace what is written,
// whatever the form of the file: the old value is there, and the new one needs
// neither escapes nor quotes in XML, JSON and YAML.
func replaceable(c *checks.Correction) bool {
	return c.Was.Present && !c.Was.Secret() && !c.Was.Place.Empty() &&
		c.Value != "" && strings.Trim(c.Value, " -?:,[]{}#&*!|>'\"%@`") == c.Value &&
		!strings.ContainsAny(c.Value, "<&\"'\\") && !strings.Contains(c.Value, ": ") && !strings.Contains(c.Value, " #") &&
		Shown(c.Value) == c.Value
}

func ruleOf(check *checks.Check, code *checks.Code) sarifRule {
	uri := homepage
	if isLink(code.Source) {
		uri = code.Source
	}
	return sarifRule{
		ID: code.Name, Name: code.Name,
		Short: sarifMessage{Text: code.Title}, Full: sarifMessage{Text: code.Why},
		Help:          sarifMessage{Text: code.Why + " " + code.Fix, Markdown: ruleMarkdown(check, code)},
		HelpURI:       uri,
		Configuration: sarifLevel{sarifLevels[code.Severity]},
	}
}

// ruleMarkdown is a code's documentation for a code scanning page.
func ruleMarkdown(check *checks.Check, code *checks.Code) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n\n%s\n\n**Fix:** %s\n", code.Title, code.Why, code.Fix)
	if check.Step != "" {
		fmt.Fprintf(&b, "\n**Step of the login path:** %s\n", check.Step)
	}
	for _, symptom := range code.Expect() {
		fmt.Fprintf(&b, "\n**Symptom:** %s\n", symptom)
	}
	fmt.Fprintf(&b, "\n**Source:** %s\n", code.Source)
	return b.String()
}

func locationOf(p source.Place) sarifLocation {
	start, end := p.Start(), p.End()
	return sarifLocation{Physical: sarifPhysical{
		sarifArtifact{pathURI(p.Path())},
		sarifRegion{start.Line, start.Column, end.Line, end.Column},
	}}
}

// pathURI returns a path as a URI: a relative reference, or file: for an
// absolute path of Linux, macOS or Windows.
func pathURI(p string) string {
	drive := len(p) > 2 && p[1] == ':' && p[2] == '/'
	switch {
	case drive:
		return (&url.URL{Scheme: "file", Path: "/" + p}).String()
	case strings.HasPrefix(p, "/"):
		return (&url.URL{Scheme: "file", Path: p}).String()
	}
	return (&url.URL{Path: path.Clean(p)}).String()
}

// isLink reports whether a source may be a link: an address of the web and no
// other scheme.
func isLink(source string) bool { return strings.HasPrefix(source, "https://") }
