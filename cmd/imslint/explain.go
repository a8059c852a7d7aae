package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/spf13/cobra"
)

func newExplain(io streams) *cobra.Command {
	var when string
	c := &cobra.Command{
		Use:   "explain [CHECK, CODE, SYMPTOM or pasted MESSAGE]",
		Short: "Say what a check, a code or a symptom means and what to do",
		Example: `  imslint explain callback-url/not-https
  imslint explain redirected-to-adobe-com
  imslint explain "Login does not have any right matching the expression"`,
		ValidArgs: append(checks.FullNames(), symptomIDs()...),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkColor(when); err != nil {
				return err
			}
			e := &explainer{w: io.out, palette: newPalette(useColor(when))}
			return e.explain(strings.Join(args, " "))
		},
	}
	c.Flags().StringVar(&when, "color", "auto", "`WHEN` to colour: auto, always or never")
	return c
}

// explainer writes the documentation that checks and symptoms carry.
type explainer struct {
	w io.Writer
	*palette
}

func (e *explainer) explain(what string) error {
	what = strings.TrimSpace(what)
	if what == "" {
		for i, c := range checks.All {
			e.gap(i)
			e.check(c)
		}
		for _, s := range checks.Symptoms {
			e.gap(1)
			e.symptom(s)
		}
		return nil
	}
	name := strings.ToLower(what)
	if c, ok := checks.Find(name); ok {
		e.check(c)
		return nil
	}
	if c, code, ok := checks.FindCode(name); ok {
		e.code(c, code)
		return nil
	}
	if s, ok := checks.MatchSymptom(what); ok {
		e.symptom(s)
		return nil
	}
	message := "nothing is known by " + checks.Quote(what)
	if near := schema.Nearest(name, append(checks.FullNames(), symptomIDs()...)); near != "" {
		message += "; did you mean " + near + "?"
	}
	return fmt.Errorf("%s\nThe symptoms are:\n%s\nimslint checks lists checks and codes", message, symptomList())
}

func (e *explainer) gap(i int) {
	if i > 0 {
		fmt.Fprintln(e.w)
	}
}

// field writes a label and a text beside it.
func (e *explainer) field(label, text string) {
	hanging(e.w, e.palette, fmt.Sprintf("  %-10s", label), text)
}

func (e *explainer) check(c *checks.Check) {
	fmt.Fprintf(e.w, "%s: %s\n", e.bold(c.Name), c.Title)
	e.field("step", string(c.Step))
	for i := range c.Codes {
		fmt.Fprintln(e.w)
		e.code(c, &c.Codes[i])
	}
}

func (e *explainer) code(c *checks.Check, code *checks.Code) {
	fmt.Fprintf(e.w, "%s (%s): %s\n", e.bold(c.Name+"/"+code.Name), e.severity(code.Severity)(code.Severity), code.Title)
	e.field("step", string(c.Step))
	e.field("why", code.Why)
	e.field("fix", code.Fix)
	for _, cause := range code.Causes {
		if s, ok := checks.FindSymptom(cause.Symptom); ok {
			e.field("symptom", fmt.Sprintf("%s: %s (%s)", s.ID, s.Title, cause.Basis))
		}
	}
	if code.Needs != "" {
		e.field("needs", code.Needs)
	}
	e.example("wrong", code.Bad)
	e.example("right", code.Good)
	e.field("source", code.Source)
}

// maxExample is the length above which an example is more than one takes in.
const maxExample = 400

func (e *explainer) example(label string, x checks.Example) {
	lines := strings.Split(x.Export, "\n")
	if len(x.Export) > maxExample {
		lines = []string{fmt.Sprintf("(an export with %d external accounts)", strings.Count(x.Export, "<extAccount "))}
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
		fmt.Fprintf(e.w, "  %s%s\n", e.dim(fmt.Sprintf("%-10s", label)), line)
	}
}

func (e *explainer) symptom(s *checks.Symptom) {
	fmt.Fprintf(e.w, "%s: %s\n", e.bold(s.ID), s.Title)
	for _, m := range s.Messages {
		e.field("message", checks.Quote(m))
	}
	if len(s.Steps) == 0 {
		e.field("step", "none: the configuration is not at fault")
	}
	for _, step := range s.Steps {
		e.field("step", string(step))
	}
	e.field("cause", s.Cause)
	e.field("do", s.Resolution)
	if codes := s.Codes(); len(codes) > 0 {
		e.field("codes", strings.Join(codes, ", "))
	}
	e.field("source", s.Source)
}
