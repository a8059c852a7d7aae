package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/checks"
)

// The JUnit form that Jenkins and GitLab read: a test suite for each instance,
// a test case for each check.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string         `xml:"name,attr"`
		ClassName string         `xml:"classname,attr"`
		Skipped   *string        `xml:"skipped"`
		Errors    []junitFailure `xml:"error"`
		Failures  []junitFailure `xml:"failure"`
		Out       string         `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// junitReport holds the suites until all are there: their totals come first.
type junitReport struct {
	w      io.Writer
	run    *Run
	suites junitSuites
}

func newJUnit(w io.Writer) Reporter { return &junitReport{w: w, suites: junitSuites{Name: "imslint"}} }

func (j *junitReport) Begin(run *Run) error {
	j.run = run
	return nil
}

func (j *junitReport) Instance(r *checks.Result) error {
	suite := junitSuite{Name: Shown(r.Instance)}
	findings := map[*checks.Check][]*checks.Finding{}
	for _, f := range r.Findings {
		findings[f.Check] = append(findings[f.Check], f)
	}
	for _, c := range j.run.Catalogue.Checks {
		suite.add(j.testCase(c, r, findings[c]))
	}
	j.add(suite)
	return nil
}

func (j *junitReport) End() error {
	if len(j.run.Errors) > 0 {
		suite := junitSuite{Name: "inputs"}
		for _, e := range j.run.Errors {
			suite.add(junitCase{Name: Shown(e.Path()), ClassName: "imslint.inputs",
				Errors: []junitFailure{{"unreadable", Shown(e.Message), Shown(e.Place.String())}}})
		}
		j.add(suite)
	}
	if _, err := io.WriteString(j.w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(j.w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(j.suites); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, "\n")
	return err
}

func (j *junitReport) add(s junitSuite) {
	j.suites.Suites = append(j.suites.Suites, s)
	j.suites.Tests += s.Tests
	j.suites.Failures += s.Failures
	j.suites.Errors += s.Errors
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	s.Failures += min(1, len(c.Failures))
	s.Errors += min(1, len(c.Errors))
	if c.Skipped != nil {
		s.Skipped++
	}
}

// testCase is what one check says of one instance: failed by what reaches
// --fail-on, else skipped where a part of it could not run, else passed.
func (j *junitReport) testCase(c *checks.Check, r *checks.Result, findings []*checks.Finding) junitCase {
	out := junitCase{Name: c.Name, ClassName: "imslint." + Shown(r.Instance)}
	var lines, lacking []string
	for _, f := range findings {
		text := fmt.Sprintf("%s: %s\nfix: %s", Shown(f.Value.Place.String()), Shown(f.Message), Shown(f.Fix))
		if f.ConsoleMessage != "" {
			text += "\nAdmin Console: " + Shown(f.ConsoleMessage)
		}
		if j.run.Fails(f) {
			out.Failures = append(out.Failures, junitFailure{f.Name(), Shown(f.Message), text})
		} else {
			lines = append(lines, fmt.Sprintf("%s: %s\n%s", f.Severity, f.Name(), text))
		}
	}
	for _, s := range r.Skipped {
		if s.Check == c {
			lacking = append(lacking, Shown(s.String()))
		}
	}
	if r.LeftOut[c] {
		lacking = append(lacking, c.Name+" was left out by the selection")
	}
	skipped := strings.Join(lacking, "\n")
	switch {
	case len(lacking) == 0:
	case len(out.Failures) == 0:
		out.Skipped = &skipped
	default:
		lines = append(lines, "not checked: "+skipped)
	}
	out.Out = strings.Join(lines, "\n")
	return out
}
