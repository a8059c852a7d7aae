package main

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

func writeJUnit(w io.Writer, r *lintReport, _ *palette) error {
	out := junitSuites{Name: "imslint"}
	for _, result := range r.results {
		suite := junitSuite{Name: result.Instance.Name}
		for _, c := range checks.All {
			suite.Cases = append(suite.Cases, r.junitCase(c, result))
		}
		out.Suites = append(out.Suites, suite)
	}
	if len(r.errors) > 0 {
		suite := junitSuite{Name: "inputs"}
		for _, e := range r.errors {
			suite.Cases = append(suite.Cases, junitCase{Name: e.Path, ClassName: "imslint.inputs",
				Errors: []junitFailure{{"unreadable", e.Message, e.Place.String()}}})
		}
		out.Suites = append(out.Suites, suite)
	}
	for i := range out.Suites {
		s := &out.Suites[i]
		for _, c := range s.Cases {
			s.Tests++
			s.Failures += min(1, len(c.Failures))
			s.Errors += min(1, len(c.Errors))
			if c.Skipped != nil {
				s.Skipped++
			}
		}
		out.Tests += s.Tests
		out.Failures += s.Failures
		out.Errors += s.Errors
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitCase is what one check says of one instance: failed by what reaches
// --fail-on, else skipped where a part of it could not run, else passed.
func (r *lintReport) junitCase(c *checks.Check, result *checks.Result) junitCase {
	out := junitCase{Name: c.Name, ClassName: "imslint." + result.Instance.Name}
	var lines, lacking []string
	for _, f := range result.Findings {
		if f.Check != c {
			continue
		}
		text := fmt.Sprintf("%s: %s\nfix: %s", f.Value.Place, f.Message, f.Fix)
		if r.fails(f) {
			out.Failures = append(out.Failures, junitFailure{f.Name(), f.Message, text})
		} else {
			lines = append(lines, fmt.Sprintf("%s: %s\n%s", f.Severity, f.Name(), text))
		}
	}
	for _, s := range result.Skipped {
		if s.Check == c {
			lacking = append(lacking, s.String())
		}
	}
	if result.LeftOut[c] {
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
