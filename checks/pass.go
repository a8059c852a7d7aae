package checks

import (
	"fmt"
	"slices"

	"github.com/imslint/imslint/schema"
)

// Pass is one run of one check over one instance.
type Pass struct {
	Check *Check
	In    *schema.Instance
	// Peer is what the instance shows to the others of the run, for the check
	// to fill in.
	Peer *Peer

	account *schema.Account // the kept one, while an Account check runs
	result  *Result
}

// Report adds a finding of a code at a value. Its severity and fix are the
// code's, for the caller to change.
func (p *Pass) Report(code *Code, at schema.Value, format string, args ...any) *Finding {
	f := newFinding(p.Check, code, p.result, at, fmt.Sprintf(format, args...))
	if p.account != nil {
		f.Account = p.account.Field(schema.Name).Shown()
	}
	return f
}

// Full reports whether the list of a code's findings is full. Further ones need
// no words.
func (p *Pass) Full(code *Code) bool { return p.result.Full(code) }

// Full is that of Pass, for a runner that judges something other than an
// instance.
func (r *Result) Full(code *Code) bool { return r.reported[code] >= MaxFindings }

func newFinding(check *Check, code *Code, r *Result, at schema.Value, message string) *Finding {
	f := r.newFinding(code)
	*f = Finding{
		Check: check, Code: code, Instance: r.Instance, Severity: code.Severity, Fix: code.Fix, Causes: code.Causes,
		Value: at, Focus: at.Place, Message: message, corrections: &r.corrections,
	}
	r.add(f)
	return f
}

// Skip notes that a code could not run, and why.
func (p *Pass) Skip(code *Code, reason string) {
	p.result.skip(&Skipped{Check: p.Check, Code: code, Instance: p.In.Name, Needs: code.Needs, Reason: reason})
}

// SkipAll notes that the whole check could not run.
func (p *Pass) SkipAll(needs, reason string) {
	p.result.skip(&Skipped{Check: p.Check, Instance: p.In.Name, Needs: needs, Reason: reason})
}

func (r *Result) skip(s *Skipped) {
	if !slices.ContainsFunc(r.Skipped, func(known *Skipped) bool { return *known == *s }) {
		r.Skipped = append(r.Skipped, s)
	}
}

// Mask returns the kept account's association mask held against product
// profiles and operator groups, which is worked out once for all checks.
func (p *Pass) Mask() *MaskMatch { return p.result.mask(p.In) }

// Search returns a search for the nearest names, which may take the time that this
// check has.
func (p *Pass) Search() *Search { return NewSearch(p.result.selection.share(MaxLetters)) }

// EntityValue is the value that stands for an entity where no single field of
// it is at fault.
func EntityValue(e *schema.Entity) schema.Value { return schema.Value{Place: e.Place()} }

func (p *Pass) run() {
	if p.Check.Instance != nil {
		p.Check.Instance(p)
		return
	}
	if p.Check.Account == nil {
		return
	}
	if p.account = p.Peer.Account; p.account == nil {
		p.SkipAll("an external account for the Adobe ID login", "no account carries the Adobe ID login")
		return
	}
	p.Check.Account(p, p.account)
}

// LoginBroken reports whether a check that ran before found an error in the
// external account or in what it has to agree with.
func (p *Pass) LoginBroken() bool {
	s := p.result.selection
	return slices.ContainsFunc(p.result.Findings, func(f *Finding) bool {
		severity, ok := s.Severity[f.Name()]
		if !ok {
			severity = f.Severity
		}
		// Findings on an unnamed account have an empty Account.
		ofAccount := f.Account != "" || f.Check.Account != nil
		return severity == Error && ofAccount && !f.Code.NoRestart && !covers(s.Disabled, f.Check, f.Code)
	})
}
