package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/owenrumney/go-sarif/v3/pkg/report"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// homepage is where the rules' documentation is found.
const homepage = "https://github.com/imslint/imslint"

// sarifLevels are SARIF's words for the severities, by their value.
var sarifLevels = []string{"note", "warning", "error"}

// writeSARIF writes SARIF 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). What was
// skipped and what could not be read are notifications: a code scanning page
// takes no result without a place.
func writeSARIF(w io.Writer, r *lintReport, _ *palette) error {
	log := report.NewV210Report()
	driver := sarif.NewToolComponent().WithName("imslint").WithInformationURI(homepage)
	if version != "" {
		driver.WithVersion(version)
	}
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(driver)).WithColumnKind("unicodeCodePoints")

	index := map[string]int{}
	for _, c := range checks.All {
		for i := range c.Codes {
			name := c.Name + "/" + c.Codes[i].Name
			index[name] = len(driver.Rules)
			driver.AddRule(sarifRule(c, &c.Codes[i]))
		}
	}
	prints := fingerprints{}
	for _, f := range r.findings() {
		result := sarif.NewRuleResult(f.Name()).WithRuleIndex(index[f.Name()]).WithLevel(sarifLevels[f.Severity]).
			WithMessage(sarif.NewTextMessage(f.Message + " " + f.Fix)).
			AddLocation(sarifLocation(f.Value.Place, "")).
			WithPartialFingerprints(map[string]string{"imslint/v1": prints.of(f)})
		for i, related := range f.Related {
			result.AddRelatedLocation(sarifLocation(related.Place, related.Message).WithID(i))
		}
		run.AddResult(result)
	}
	invocation := sarif.NewInvocation().WithExecutionSuccessful(len(r.errors) == 0)
	for _, e := range r.errors {
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel("error").
			WithMessage(sarif.NewTextMessage(e.Message)).AddLocation(sarifLocation(e.Place, "")))
	}
	for _, result := range r.results {
		for _, s := range result.Skipped {
			n := sarif.NewNotification().WithLevel("note").WithMessage(sarif.NewTextMessage(
				fmt.Sprintf("%s was not checked for %s: %s (needs %s)", s.Name(), s.Instance, s.Reason, s.Needs)))
			if s.Code != nil {
				n.WithAssociatedRule(sarif.NewReportingDescriptorReference().WithID(s.Name()).WithIndex(index[s.Name()]))
			}
			invocation.AddToolConfigurationNotification(n)
		}
	}
	for _, n := range r.notes {
		invocation.AddToolConfigurationNotification(sarif.NewNotification().WithLevel("note").
			WithMessage(sarif.NewTextMessage(n.message)).AddLocation(sarifLocation(n.Place, "")))
	}
	run.AddInvocation(invocation)
	log.AddRun(run)
	return log.PrettyWrite(w)
}

func sarifRule(c *checks.Check, code *checks.Code) *sarif.ReportingDescriptor {
	name := c.Name + "/" + code.Name
	text := code.Why + " " + code.Fix
	rule := sarif.NewRule(name).
		WithName(name).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(code.Title)).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(code.Why)).
		WithHelp(sarif.NewMultiformatMessageString().WithText(text).WithMarkdown(ruleMarkdown(c, code))).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(sarifLevels[code.Severity]))
	if strings.HasPrefix(code.Source, "https://") {
		rule.WithHelpURI(code.Source)
	} else {
		rule.WithHelpURI(homepage)
	}
	return rule
}

// ruleMarkdown is a code's documentation for a code scanning page.
func ruleMarkdown(c *checks.Check, code *checks.Code) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n\n%s\n\n**Fix:** %s\n\n**Step of the login path:** %s\n", code.Title, code.Why, code.Fix, c.Step)
	for _, symptom := range code.Expect() {
		fmt.Fprintf(&b, "\n**Symptom:** %s\n", symptom)
	}
	fmt.Fprintf(&b, "\n**Source:** %s\n", code.Source)
	return b.String()
}

func sarifLocation(p schema.Place, message string) *sarif.Location {
	region := sarif.NewRegion().WithStartLine(p.Start.Line).WithStartColumn(p.Start.Column).WithEndLine(p.End.Line).WithEndColumn(p.End.Column)
	location := sarif.NewLocation().WithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewArtifactLocation().WithURI(pathURI(p.Path))).WithRegion(region))
	if message != "" {
		location.WithMessage(sarif.NewTextMessage(message))
	}
	return location
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

// fingerprints tells findings apart by code, instance, account and field,
// whatever their line; those that agree in all of it are numbered.
type fingerprints map[string]int

func (p fingerprints) of(f *checks.Finding) string {
	key := strings.Join([]string{f.Name(), f.Instance, f.Account, string(f.Value.Field)}, "\x00")
	p[key]++
	return fmt.Sprintf("%x:%d", sha256.Sum256([]byte(key)), p[key])
}
