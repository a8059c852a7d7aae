package checks

import "slices"

// Step is one of the five steps of a login, in the order of Steps.
type Step string

// The login path.
const (
	AccountStep   Step = "account"
	LoginPageStep Step = "login-page"
	CallbackStep  Step = "callback"
	TokenStep     Step = "token"
	RightsStep    Step = "rights"
)

// Steps are the steps of a login in their order.
var Steps = []Step{AccountStep, LoginPageStep, CallbackStep, TokenStep, RightsStep}

func (s Step) index() int { return slices.Index(Steps, s) }

// State is how far a step of the login path can be trusted.
type State string

// The states of a step.
const (
	OK         State = "ok"
	Broken     State = "broken"      // an error on it
	AtRisk     State = "at-risk"     // a warning on it
	NotChecked State = "not-checked" // a check of it was skipped or left out
)

// loginPath returns the state of each step that the catalogue has checks of.
func (c *Catalogue) loginPath(r *Result) map[Step]State {
	worst := map[Step]Severity{}
	for _, f := range r.Findings {
		worst[f.Check.Step] = max(worst[f.Check.Step], f.Severity)
	}
	unchecked := map[Step]bool{}
	for _, s := range r.Skipped {
		unchecked[s.Check.Step] = true
	}
	states := map[Step]State{}
	for _, check := range c.Checks {
		if check.Step == "" {
			continue
		}
		if r.selection.leavesOut(c, check) { // what was not asked for was not found to be right
			unchecked[check.Step] = true
		}
		states[check.Step] = OK
	}
	for step := range states {
		switch {
		case worst[step] == Error:
			states[step] = Broken
		case worst[step] == Warning:
			states[step] = AtRisk
		case unchecked[step]:
			states[step] = NotChecked
		}
	}
	return states
}

// leavesOut reports whether the selection keeps a step from being checked:
// --only leaves the rest out, and a disabled check takes its step with it
// where no other check of the step remains. To disable one of several is a
// decision that the step is fine without it.
func (s Selection) leavesOut(c *Catalogue, check *Check) bool {
	if len(s.Only) > 0 {
		return slices.ContainsFunc(check.Codes, func(code *Code) bool { return !covers(s.Only, check, code) })
	}
	return !slices.ContainsFunc(c.Checks, func(other *Check) bool { return other.Step == check.Step && s.anyOf(other) })
}
