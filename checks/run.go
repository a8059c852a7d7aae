package checks

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema"
)

// Selection says which checks and codes run, and how severe they are.
type Selection struct {
	Only     []string // names of checks or codes; empty for all
	Disabled []string
	Severity map[string]Severity // by full code
	// Ignore says which findings to leave out; nil for none.
	Ignore func(f *Finding) bool
}

func covers(names []string, check *Check, code *Code) bool {
	return slices.Contains(names, check.Name) || code != nil && slices.Contains(names, check.Name+"/"+code.Name)
}

// runs reports whether a code is selected.
func (s Selection) runs(check *Check, code *Code) bool {
	return (len(s.Only) == 0 || covers(s.Only, check, code)) && !covers(s.Disabled, check, code)
}

// Result is what the checks say of one instance.
type Result struct {
	Instance *schema.Instance
	Findings []*Finding // in the order of the login path, then by place
	Skipped  []*Skipped
	Path     map[Step]State
	LeftOut  map[*Check]bool // checks of which the selection runs nothing
}

// State is how far a step of the login path can be trusted.
type State string

// The states of a step.
const (
	OK         State = "ok"
	Broken     State = "broken"      // an error on it
	AtRisk     State = "at-risk"     // a warning on it
	NotChecked State = "not-checked" // a check of it was skipped or left out
)

// Run runs the selected checks on one of the instances of a run.
func Run(in *schema.Instance, all []*schema.Instance, selection Selection) *Result {
	r := &Result{Instance: in, LeftOut: map[*Check]bool{}}
	unchecked := map[Step]bool{}
	for _, c := range All {
		// What was not asked for has not been found to be right.
		if selection.leavesOut(c) {
			unchecked[c.Step] = true
		}
		if !selection.anyOf(c) {
			r.LeftOut[c] = true
			continue
		}
		p := &Pass{Check: c, In: in, All: all}
		p.run()
		for _, f := range p.findings {
			if selection.runs(c, f.Code) && (selection.Ignore == nil || !selection.Ignore(f)) {
				if s, ok := selection.Severity[f.Name()]; ok {
					f.Severity = s
				}
				r.Findings = append(r.Findings, f)
			}
		}
		for _, s := range p.skipped {
			if s.Code == nil || selection.runs(c, s.Code) {
				r.Skipped = append(r.Skipped, s)
				unchecked[c.Step] = true
			}
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b *Finding) int {
		if d := slices.Index(Steps, a.Check.Step) - slices.Index(Steps, b.Check.Step); d != 0 {
			return d
		}
		switch {
		case a.Value.Place.Before(b.Value.Place):
			return -1
		case b.Value.Place.Before(a.Value.Place):
			return 1
		}
		return strings.Compare(a.Name(), b.Name())
	})
	r.Path = path(r.Findings, unchecked)
	return r
}

// anyOf reports whether at least one code of a check is selected.
func (s Selection) anyOf(c *Check) bool {
	return slices.ContainsFunc(c.Codes, func(code Code) bool { return s.runs(c, &code) })
}

// leavesOut reports whether the selection keeps a step from being checked:
// --only leaves the rest out, and a disabled check takes its step with it
// where no other check of the step remains. To disable one of several is a
// decision that the step is fine without it.
func (s Selection) leavesOut(c *Check) bool {
	if len(s.Only) > 0 {
		return slices.ContainsFunc(c.Codes, func(code Code) bool { return !covers(s.Only, c, &code) })
	}
	return !slices.ContainsFunc(All, func(other *Check) bool { return other.Step == c.Step && s.anyOf(other) })
}

func path(findings []*Finding, unchecked map[Step]bool) map[Step]State {
	states := map[Step]State{}
	for _, step := range Steps {
		worst := Info
		for _, f := range findings {
			if f.Check.Step == step {
				worst = max(worst, f.Severity)
			}
		}
		switch {
		case worst == Error:
			states[step] = Broken
		case worst == Warning:
			states[step] = AtRisk
		case unchecked[step]:
			states[step] = NotChecked
		default:
			states[step] = OK
		}
	}
	return states
}

func (p *Pass) run() {
	if p.Check.Instance != nil {
		p.Check.Instance(p)
		return
	}
	ran := false
	for _, a := range p.In.IMSAccounts() {
		if !a.Disabled() {
			ran = true
			p.account = a
			p.Check.Account(p, a)
		}
	}
	if !ran {
		p.skipAll("an enabled IMS account", "no enabled account carries the Adobe ID login")
	}
}

// Symptoms returns what people will see because of the findings, each symptom
// once, errors' before warnings'.
func (r *Result) Symptoms() []*Symptom {
	var list []*Symptom
	for _, severity := range []Severity{Error, Warning} {
		for _, f := range r.Findings {
			if f.Severity != severity {
				continue
			}
			for _, c := range f.Code.Causes {
				if s, ok := FindSymptom(c.Symptom); ok && !slices.Contains(list, s) {
					list = append(list, s)
				}
			}
		}
	}
	return list
}
