package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// writeGitHub writes workflow commands, which GitHub Actions shows beside the
// lines of a pull request
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
func writeGitHub(w io.Writer, r *lintReport, _ *palette) error {
	out := bufio.NewWriter(w)
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	command := func(name string, at schema.Place, title, text string) {
		fmt.Fprintf(out, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", name, property.Replace(at.Path),
			at.Start.Line, at.End.Line, at.Start.Column, at.End.Column, property.Replace(title), message.Replace(text))
	}
	for _, e := range r.errors {
		command("error", e.Place, "imslint: cannot be read", e.Message)
	}
	for _, f := range r.findings() {
		command([]string{"notice", "warning", "error"}[f.Severity], f.Value.Place, f.Name(), f.Message+"\n"+f.Fix)
	}
	for _, result := range r.results {
		for _, s := range result.Skipped {
			fmt.Fprintf(out, "::notice title=%s::%s\n", property.Replace("imslint: not checked"),
				message.Replace(fmt.Sprintf("%s of %s needs %s: %s", s.Name(), s.Instance, s.Needs, s.Reason)))
		}
	}
	fmt.Fprintf(out, "imslint: %s%s\n", r.summary(), r.leftOut()) // a line of the log
	return out.Flush()
}

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
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

func writeGitLab(w io.Writer, r *lintReport, _ *palette) error {
	issues := []gitlabIssue{}
	add := func(severity, name, fingerprint, text string, at schema.Place) {
		i := gitlabIssue{Description: text, CheckName: name, Fingerprint: fingerprint, Severity: severity}
		i.Location.Path, i.Location.Lines.Begin = path.Clean(at.Path), at.Start.Line
		issues = append(issues, i)
	}
	for _, e := range r.errors {
		add("blocker", "imslint/unreadable", "unreadable:"+e.Path, e.Message, e.Place)
	}
	prints := fingerprints{}
	for _, f := range r.findings() {
		add([]string{"info", "minor", "critical"}[f.Severity], f.Name(), prints.of(f), f.Message+" "+f.Fix, f.Value.Place)
	}
	for _, result := range r.results {
		at := schema.Place{Path: result.Instance.Files[0].Path, Start: schema.Position{Line: 1, Column: 1}}
		for _, s := range result.Skipped {
			add("info", s.Name(), "skipped:"+s.Instance+":"+s.Name(), fmt.Sprintf("Not checked: %s (needs %s)", s.Reason, s.Needs), at)
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(issues)
}

// writeMarkdown writes a report for a pull request or a ticket.
func writeMarkdown(w io.Writer, r *lintReport, _ *palette) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# imslint\n\n%s%s.\n", r.summary(), r.leftOut())
	for _, e := range r.errors {
		fmt.Fprintf(out, "\n> **Could not be read:** %s: %s\n", markdown(e.Place.String()), markdown(e.Message))
	}
	for _, result := range r.results {
		fmt.Fprintf(out, "\n## %s\n\n", markdown(result.Instance.Name))
		fmt.Fprintf(out, "| %s |\n|%s\n|", joinSteps(" | "), strings.Repeat("---|", len(checks.Steps)))
		for _, step := range checks.Steps {
			fmt.Fprintf(out, " %s |", stateMarks[result.Path[step]])
		}
		fmt.Fprintln(out)
		for _, f := range result.Findings {
			fmt.Fprintf(out, "\n### %s: %s\n\n%s\n\n", f.Severity, f.Name(), markdown(f.Message))
			fmt.Fprintf(out, "- **Where:** %s\n- **Fix:** %s\n", markdown(f.Value.Place.String()), markdown(f.Fix))
			for _, symptom := range f.Expect() {
				fmt.Fprintf(out, "- **Symptom:** %s\n", symptom) // of the catalogue
			}
		}
		if len(result.Skipped) > 0 {
			fmt.Fprint(out, "\n### Not checked\n\n")
		}
		for _, s := range result.Skipped {
			fmt.Fprintf(out, "- %s\n", markdown(s.String()))
		}
	}
	fmt.Fprintf(out, "\n## Restart\n\nA change to these settings takes effect only after the server restarts.\n\n"+
		"- Linux: `%s`, then `%s` (before 20.1, as root: `%s`, then `%s`)\n- Windows: `%s`, then `%s`\n",
		restartLinux[0], restartLinux[1], restartOldLinux[0], restartOldLinux[1], restartWindows[0], restartWindows[1])
	return out.Flush()
}

func joinSteps(separator string) string {
	var names []string
	for _, s := range checks.Steps {
		names = append(names, string(s))
	}
	return strings.Join(names, separator)
}

// markdown escapes what a text from a file could be taken for.
func markdown(text string) string {
	var out strings.Builder
	for _, c := range text {
		switch {
		case c == '\n':
			out.WriteByte(' ')
			continue
		case c == '<':
			out.WriteString("&lt;")
			continue
		case c == '&':
			out.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_{}[]>()#|~!@", c):
			out.WriteByte('\\')
		}
		out.WriteRune(c)
	}
	return out.String()
}
