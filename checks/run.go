package checks

import (
	"cmp"
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
	// Instances is how many instances a run has, 0 for one. They share the time for the
	// search for the nearest names.
	Instances int
}

// leastShare is how many pairs of letters an instance may compare however many there
// are: slips in a few dozen names are found in a fleet too.
const leastShare = 5_000_000

// share returns how many pairs of letters an instance may compare, of so many in a run.
func (s Selection) share(all int) int { return max(all/max(s.Instances, 1), leastShare) }

func covers(names []string, check *Check, code *Code) bool {
	return slices.Contains(names, check.Name) || code != nil && slices.Contains(names, code.Name)
}

// Runs reports whether a code of a check is selected.
func (s Selection) Runs(check *Check, code *Code) bool {
	return (len(s.Only) == 0 || covers(s.Only, check, code)) && !covers(s.Disabled, check, code)
}

// Result is what the checks say about one instance. It does not hold the
// instance.
type Result struct {
	Instance  string           // its name
	Path      string           // of its first file
	Accounts  int              // external accounts
	Findings  []*Finding       // in the order of the login path, then by severity and place
	Unlisted  map[Severity]int // how many findings are not listed; see MaxFindings
	Skipped   []*Skipped
	LoginPath map[Step]State // empty where the subject is not a login
	LeftOut   map[*Check]bool
	NoLogin   bool // the subject is not a login: there is no login path
	Peer      *Peer
	Mask      *MaskMatch // nil without an association mask or product profiles

	selection   Selection
	corrections corrections
	maskDone    bool
	reported    map[*Code]int // findings that are listed
	// unlisted is the last finding that is not listed, which its check may still
	// change.
	unlisted *Finding
	// spare is the memory of all findings that are not listed, and dropped has what
	// they would correct.
	spare   Finding
	dropped corrections
}

// newFinding returns the memory for a finding. Of those that are not listed, all
// have the same: there may be millions.
func (r *Result) newFinding(code *Code) *Finding {
	if !r.Full(code) {
		return new(Finding)
	}
	r.countUnlisted()
	return &r.spare
}

// add lists a finding, or counts it where the list of its code is full.
func (r *Result) add(f *Finding) {
	if r.Full(f.Code) {
		f.unlisted = true
		r.dropped = corrections{}
		f.corrections = &r.dropped // it corrects nothing
		r.unlisted = f
		return
	}
	if r.reported == nil {
		r.reported = map[*Code]int{}
	}
	r.reported[f.Code]++
	r.Findings = append(r.Findings, f)
}

// countUnlisted counts the last finding that is not listed, as it is by now.
func (r *Result) countUnlisted() {
	f := r.unlisted
	r.unlisted = nil
	if f == nil || !r.selected(f) {
		return
	}
	if r.Unlisted == nil {
		r.Unlisted = map[Severity]int{}
	}
	r.Unlisted[f.Severity]++
}

// selected gives a finding the severity that the configuration says, and reports
// whether it belongs to the report.
func (r *Result) selected(f *Finding) bool {
	s := r.selection
	if severity, ok := s.Severity[f.Name()]; ok {
		f.Severity = severity
	}
	return s.Runs(f.Check, f.Code) && (s.Ignore == nil || !s.Ignore(f))
}

func (r *Result) mask(in *schema.Instance) *MaskMatch {
	if !r.maskDone {
		r.maskDone = true
		if a := r.Peer.Account; a != nil {
			r.Mask = NewMaskMatch(in, a, r.selection.share(maxMaskLetters))
		}
	}
	return r.Mask
}

// NewResult returns an empty result, for a runner that judges something else
// than an instance.
func NewResult(name, path string, s Selection) *Result {
	r := &Result{Instance: name, Path: path, selection: s, LeftOut: map[*Check]bool{}, LoginPath: map[Step]State{}}
	r.Peer = &Peer{Name: name, Stated: &schema.ConfigInstance{Provisioned: &schema.Provisioned{}}, result: r}
	return r
}

// Selected reports whether a code of a check was to run.
func (r *Result) Selected(check *Check, code *Code) bool { return r.selection.Runs(check, code) }

// Report adds a finding, for a runner that judges something else than an
// instance.
func (r *Result) Report(check *Check, code *Code, at schema.Value, message string) *Finding {
	return newFinding(check, code, r, at, message)
}

// Skip adds what could not run, for a runner that judges something else than an
// instance.
func (r *Result) Skip(s *Skipped) { r.skip(s) }

// Judge runs the selected checks on one instance. The result is complete when
// Compare has seen the results of all instances of the run.
func (c *Catalogue) Judge(in *schema.Instance, s Selection) *Result {
	r := NewResult(in.Name, "", s)
	r.Accounts = len(in.Accounts)
	if len(in.Files) > 0 {
		r.Path = in.Files[0].Path
	}
	r.Peer.Stated = in.Stated
	r.Peer.Account, _ = in.Kept()
	afterLogin := slices.ContainsFunc(c.Checks, func(check *Check) bool { return check.AfterLogin && s.anyOf(check) })
	for _, check := range c.Checks {
		if !s.anyOf(check) {
			r.LeftOut[check] = true
			if !afterLogin || check.AfterLogin {
				continue
			}
		}
		p := &Pass{Check: check, In: in, Peer: r.Peer, result: r}
		p.run()
	}
	// It is kept for the report, which shows it beside the profiles.
	if m := r.mask(in); m != nil && len(m.Profiles) == 0 {
		r.Mask = nil
	}
	return r
}

// Compare runs the checks on what sets instances apart, and completes the
// results of a run: findings are selected, ordered and worded, and the login
// path is drawn from them.
func (c *Catalogue) Compare(results []*Result) {
	for _, check := range c.Checks {
		if check.Compare == nil {
			continue
		}
		comparison := &Comparison{Check: check}
		for _, r := range results {
			if !r.LeftOut[check] {
				comparison.Peers = append(comparison.Peers, r.Peer)
			}
		}
		check.Compare(comparison)
	}
	for _, r := range results {
		r.complete(c)
	}
}

// complete selects, words and orders what a result holds.
func (r *Result) complete(c *Catalogue) {
	s := r.selection
	r.countUnlisted()
	r.Findings = slices.DeleteFunc(r.Findings, func(f *Finding) bool {
		if f.Correction != nil {
			f.Fix = strings.TrimSpace(f.Correction.String() + " " + f.Further)
		} else if f.Further != "" {
			f.Fix = f.Fix + " " + f.Further
		}
		if r.Peer.Stated.Hosting.Text == "hosted" && !f.Code.NoRestart {
			f.Fix += " Adobe hosts this instance: ask Adobe to make the change."
		}
		return !r.selected(f)
	})
	r.Skipped = slices.DeleteFunc(r.Skipped, func(sk *Skipped) bool {
		return r.LeftOut[sk.Check] || sk.Code != nil && !s.Runs(sk.Check, sk.Code)
	})
	order := map[*Check]int{}
	for i, check := range c.Checks {
		order[check] = i
	}
	slices.SortStableFunc(r.Skipped, func(a, b *Skipped) int { return order[a.Check] - order[b.Check] })
	slices.SortStableFunc(r.Findings, func(a, b *Finding) int {
		return cmp.Or(
			a.Check.Step.index()-b.Check.Step.index(),
			int(b.Severity-a.Severity),
			a.Value.Place.Compare(b.Value.Place)) // of one value, in the order judged
	})
	if !r.NoLogin {
		r.LoginPath = c.loginPath(r)
	}
}

// anyOf reports whether at least one code of a check is selected.
func (s Selection) anyOf(c *Check) bool {
	return slices.ContainsFunc(c.Codes, func(code *Code) bool { return s.Runs(c, code) })
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
			for _, c := range f.Causes {
				if !slices.Contains(list, c.Symptom) {
					list = append(list, c.Symptom)
				}
			}
		}
	}
	return list
}
