package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newExplain(s streams) *cobra.Command {
	var when colorFlag
	c := &cobra.Command{
		Use:   "explain [CHECK, CODE, SYMPTOM or pasted MESSAGE]",
		Short: "Say what a check, a code or a symptom means and what to do",
		Example: `  imslint explain callback-url/not-https
  imslint explain redirected-to-adobe-com
  imslint explain "Association mask"
  imslint explain "Login does not have any right matching the expression"`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			all := judge.Everything()
			return append(all.Names(), all.SymptomIDs()...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return newExplainer(s, s.color(when)).explain(strings.Join(args, " "), len(args) > 0)
		},
	}
	addColorFlag(c.Flags(), &when)
	return c
}

// explainer writes the documentation that checks and symptoms carry.
type explainer struct {
	w         io.Writer
	width     int
	catalogue *checks.Catalogue
	*report.Palette
}

func newExplainer(s streams, color bool) *explainer {
	return &explainer{s.out, report.TextWidth(s.width), judge.Everything(), report.NewPalette(color)}
}

func (e *explainer) explain(what string, asked bool) error {
	what = strings.TrimSpace(what)
	if what == "" {
		if asked {
			return fmt.Errorf("explain needs a check, a code, a symptom or a message, found an empty one")
		}
		e.all()
		return nil
	}
	name := strings.ToLower(what)
	if c, ok := e.catalogue.Check(name); ok {
		e.check(c)
		return nil
	}
	if code, ok := e.catalogue.Code(name); ok {
		e.code(code)
		return nil
	}
	if c, ok := e.checkOfField(what); ok {
		e.check(c)
		return nil
	}
	if matches := e.catalogue.Match(what); len(matches) > 0 {
		e.symptom(matches[0])
		if len(matches) > 1 {
			fmt.Fprintf(e.w, "\n%s\n%s\n", e.Bold("It may also be (imslint explain NAME says more)"), symptomList(matches[1:]))
		}
		return nil
	}
	message := "no check, code or symptom matches " + checks.Quote(what)
	if near := schema.Nearest(name, append(e.catalogue.Names(), e.catalogue.SymptomIDs()...)); near != "" {
		return fmt.Errorf("%s: did you mean %s?", message, near)
	}
	return fmt.Errorf("%s; the symptoms are:\n%s\nimslint checks lists checks and codes", message, symptomList(e.catalogue.Symptoms))
}

func (e *explainer) all() {
	report.Hanging(e.w, e.width, "", e.Dim, login.Basis, nil)
	fmt.Fprintln(e.w)
	for _, c := range e.catalogue.Checks {
		e.check(c)
		fmt.Fprintln(e.w)
	}
	for i, s := range e.catalogue.Symptoms {
		if i > 0 {
			fmt.Fprintln(e.w)
		}
		e.symptom(s)
	}
}

// checkOfField returns the check of a console label or a logical field:
// "Product context" is what product-context looks at.
func (e *explainer) checkOfField(what string) (*checks.Check, bool) {
	for _, n := range schema.AllFields() {
		if !strings.EqualFold(what, n.Label) && !strings.EqualFold(what, string(n.Field)) && !strings.EqualFold(what, n.Attribute) {
			continue
		}
		switch n.Field {
		case schema.Name, schema.Label, schema.Type, schema.EnabledField:
			return e.catalogue.Check("single-account")
		case schema.Server, schema.Tenant:
			return e.catalogue.Check("web-ui-card")
		}
		return e.catalogue.Check(kebab(string(n.Field)))
	}
	return nil, false
}

// kebab writes imsServer as ims-server: the checks of a field are named after
// it.
func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// field writes a label and a text beside it.
func (e *explainer) field(label, text string) {
	report.Hanging(e.w, e.width, fmt.Sprintf("  %-10s", label), e.Dim, text, nil)
}

func (e *explainer) check(c *checks.Check) {
	fmt.Fprintf(e.w, "%s: %s\n", e.Bold(c.Name), c.Title)
	if c.Step != "" {
		e.field("step", string(c.Step))
	}
	for _, code := range c.Codes {
		fmt.Fprintln(e.w)
		e.code(code)
	}
}

func (e *explainer) code(code *checks.Code) {
	fmt.Fprintf(e.w, "%s (%s): %s\n", e.Bold(code.Name), e.Severity(code.Severity)(code.Severity), code.Title)
	if step := e.catalogue.CheckOf(code).Step; step != "" {
		e.field("step", string(step))
	}
	e.field("why", code.Why)
	e.field("fix", code.Fix)
	for _, cause := range code.Causes {
		e.field("symptom", fmt.Sprintf("%s: %s (%s)", cause.Symptom.ID, cause.Symptom.Title, cause.Basis))
	}
	if code.Needs != "" {
		e.field("needs", code.Needs)
	}
	e.example("wrong", code.Bad)
	e.example("right", code.Good)
	e.field("source", code.Source)
}

func (e *explainer) example(label string, x checks.Example) {
	if x.Export == "" && x.Accounts == 0 {
		return // it takes too much to show
	}
	lines := strings.Split(strings.TrimSuffix(x.Export, "\n"), "\n")
	if x.Accounts > 0 {
		lines = []string{fmt.Sprintf("(an export with %d external accounts)", x.Accounts)}
	}
	if name, removed := strings.CutSuffix(x.Export, "="); removed {
		lines = []string{"(no " + name + ")"}
	}
	for _, beside := range x.Beside {
		lines = append(lines, "beside "+strings.ReplaceAll(strings.TrimSpace(beside), "\n", " ⏎ "))
	}
	if x.Other != "" {
		lines = append(lines, "another instance: "+x.Other)
	}
	if x.Config != "" {
		lines = append(lines, "imslint.yaml: "+x.Config)
	}
	for i, line := range lines {
		if i > 0 {
			label = ""
		}
		fmt.Fprintf(e.w, "  %s%s\n", e.Dim(fmt.Sprintf("%-10s", label)), line)
	}
}

func (e *explainer) symptom(s *checks.Symptom) {
	fmt.Fprintf(e.w, "%s: %s\n", e.Bold(s.ID), s.Title)
	for _, m := range s.Messages {
		e.field("message", checks.Quote(m))
	}
	if s.Where != "" {
		e.field("where", s.Where)
	}
	if len(s.Steps) == 0 && s.Where == "" {
		e.field("step", "none: the configuration is not at fault")
	}
	for _, step := range s.Steps {
		e.field("step", string(step))
	}
	e.field("cause", s.Cause)
	e.field("do", s.Resolution)
	if s.Otherwise != "" {
		e.field("otherwise", s.Otherwise)
	}
	if codes := e.catalogue.CodesOf(s); len(codes) > 0 {
		e.field("codes", strings.Join(codes, ", "))
	}
	e.field("source", s.Source)
}
