package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/imslint/imslint/checks"
)

// markdownReport is a report for a pull request or a ticket.
type markdownReport struct {
	*bufio.Writer
	run *Run
}

func newMarkdown(w io.Writer) Reporter { return &markdownReport{Writer: bufio.NewWriter(w)} }

func (m *markdownReport) Begin(run *Run) error {
	m.run = run
	fmt.Fprintf(m, "# imslint\n\n%s.\n", run.summary())
	for _, u := range run.Uploads {
		fmt.Fprintf(m, "\n- %s: **%s**\n", markdown(u.File), u)
	}
	for _, e := range run.Errors {
		fmt.Fprintf(m, "\n> **Could not be read:** %s: %s\n", markdown(e.Place.String()), markdown(e.Message))
	}
	return m.Flush()
}

func (m *markdownReport) Instance(r *checks.Result) error {
	fmt.Fprintf(m, "\n## %s\n", markdown(r.Instance))
	if m.run.Login {
		fmt.Fprint(m, "\n|")
		for _, step := range checks.Steps {
			fmt.Fprintf(m, " %s |", step)
		}
		fmt.Fprintf(m, "\n|%s\n|", strings.Repeat("---|", len(checks.Steps)))
		for _, step := range checks.Steps {
			fmt.Fprintf(m, " %s |", markOf(stateOf(r, step)))
		}
		fmt.Fprintln(m)
	}
	for _, f := range r.Findings {
		m.finding(f)
	}
	if len(r.Skipped) > 0 {
		fmt.Fprint(m, "\n### Not checked\n\n")
	}
	for _, s := range r.Skipped {
		fmt.Fprintf(m, "- %s\n", markdown(s.String()))
	}
	return m.Flush()
}

func (m *markdownReport) finding(f *checks.Finding) {
	fmt.Fprintf(m, "\n### %s: %s\n\n%s\n\n", f.Severity, f.Name(), markdown(f.Message))
	fmt.Fprintf(m, "- **Where:** %s\n", markdown(f.Value.Place.String()))
	if f.Status != "" {
		fmt.Fprintf(m, "- **Status:** %s\n", markdown(f.Status))
	}
	if f.ConsoleMessage != "" {
		fmt.Fprintf(m, "- **Admin Console:** %s\n", markdown(f.ConsoleMessage))
	}
	if c := f.Correction; c != nil {
		fmt.Fprintf(m, "- **Fix:** %s\n", strings.TrimSpace("Set "+markdown(c.Field.Label())+" to "+codeSpan(c.Value)+". "+markdown(beyondCorrection(f))))
	} else {
		fmt.Fprintf(m, "- **Fix:** %s\n", markdown(f.Fix))
	}
	if f.Otherwise != "" {
		fmt.Fprintf(m, "- **Or:** %s\n", markdown(f.Otherwise))
	}
	for _, symptom := range f.Expect() {
		fmt.Fprintf(m, "- **Symptom:** %s\n", markdown(symptom))
	}
}

func (m *markdownReport) End() error {
	for i, c := range m.run.Course {
		if i == 0 || m.run.Course[i-1].Instance != c.Instance {
			fmt.Fprintf(m, "\n## Course of %s\n\n| step | state | next |\n|---|---|---|\n", markdown(c.Instance))
		}
		state, next := c.State.words(), ""
		switch {
		case c.State == Open:
			state += " (" + checks.Count(c.Open, "finding") + ")"
			if c.Command != "" {
				next = codeSpan(c.Command)
				break
			}
			fallthrough
		case c.Lacks != "":
			next = "needs " + markdown(c.Lacks)
		}
		fmt.Fprintf(m, "| %s | %s | %s |\n", markdown(c.Title), state, strings.ReplaceAll(next, "|", `\|`))
	}
	if m.run.restart() {
		fmt.Fprintf(m, "\n## Restart\n\n%s\n\n- Linux: `%s`, then `%s` (before 20.1, as root: `%s`, then `%s`)\n- Windows: `%s`, then `%s`\n", restartText,
			restartLinux[0], restartLinux[1], restartOldLinux[0], restartOldLinux[1], restartWindows[0], restartWindows[1])
		if m.run.Hosted {
			fmt.Fprintf(m, "\n%s\n", restartHosted)
		}
	}
	return m.Flush()
}

// markdown escapes what a text from a file could be taken for: markup, and the
// mentions and references that GitHub makes of @name and #1 even where they are
// escaped.
func markdown(text string) string {
	runes := []rune(Shown(text))
	var out strings.Builder
	for i, c := range runes {
		switch {
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
		word := func(i int) bool {
			return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
		}
		if c == '#' && word(i+1) || c == '@' && word(i+1) && !word(i-1) {
			out.WriteString("<!-- -->")
		}
	}
	return out.String()
}

// codeSpan returns a value as code, with as many backquotes around it as it
// takes.
func codeSpan(text string) string {
	text = checks.Visible(text)
	fence, run := 1, 0
	for _, c := range text {
		if run++; c != '`' {
			run = 0
		}
		fence = max(fence, run+1)
	}
	quotes := strings.Repeat("`", fence)
	if text == "" || strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") ||
		strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") {
		text = " " + text + " " // one space on either side is not part of the value
	}
	return quotes + text + quotes
}
