package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema/source"
)

// githubReport writes workflow commands, which GitHub Actions shows beside the
// lines of a pull request
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
type githubReport struct {
	*bufio.Writer
	run *Run
}

func newGitHub(w io.Writer) Reporter { return &githubReport{Writer: bufio.NewWriter(w)} }

func (g *githubReport) Begin(run *Run) error {
	g.run = run
	for _, e := range run.Errors {
		g.command("error", e.Place, "imslint: cannot be read", e.Message)
	}
	return g.Flush()
}

func (g *githubReport) Instance(r *checks.Result) error {
	for _, f := range r.Findings {
		texts := []string{f.Message, f.Fix}
		if f.ConsoleMessage != "" {
			texts = []string{f.Message, "Admin Console: " + f.ConsoleMessage, f.Fix}
		}
		g.command([]string{"notice", "warning", "error"}[f.Severity], f.Value.Place, f.Name(), texts...)
	}
	for _, s := range r.Skipped {
		fmt.Fprintf(g, "::notice title=%s::%s\n", commandProperty("imslint: not checked"),
			commandMessage(fmt.Sprintf("%s of %s needs %s: %s", s.Name(), s.Instance, s.Needs, s.Reason)))
	}
	return g.Flush()
}

func (g *githubReport) End() error {
	fmt.Fprintf(g, "imslint: %s\n", g.run.summary()) // a line of the log
	for _, u := range g.run.Uploads {
		fmt.Fprintf(g, "imslint: %s\n", commandMessage(u.File+": "+u.String()))
	}
	return g.Flush()
}

// command writes one command; each text is a line of its message.
func (g *githubReport) command(name string, at source.Place, title string, texts ...string) {
	start, end := at.Start(), at.End()
	lines := make([]string, len(texts))
	for i, text := range texts {
		lines[i] = commandMessage(text)
	}
	fmt.Fprintf(g, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", name, commandProperty(at.Path()),
		start.Line, end.Line, start.Column, end.Column, commandProperty(title), strings.Join(lines, "%0A"))
}

// commandMessage escapes the message of a command. No line end is left in it
// that could begin another command.
func commandMessage(text string) string { return strings.ReplaceAll(Shown(text), "%", "%25") }

// commandProperty escapes a property of a command.
func commandProperty(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(commandMessage(text), ":", "%3A"), ",", "%2C")
}
