// Package checks says what is wrong with the external account that lets
// people log in with an Adobe ID. A check is one value in one file, with its
// documentation as fields; All lists them.
package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema"
)

// Severity says how much a finding matters.
type Severity int

// The severities, the least one first.
const (
	Info    Severity = iota // worth knowing
	Warning                 // likely wrong, or wrong for some
	Error                   // login is broken
)

// Severities are the names of the severities, by their value.
var Severities = []string{"info", "warning", "error"}

// String returns error, warning or info.
func (s Severity) String() string { return Severities[s] }

// ParseSeverity reads a severity's name.
func ParseSeverity(name string) (Severity, bool) {
	i := slices.Index(Severities, name)
	return Severity(max(i, 0)), i >= 0
}

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

// Check is one subject with the conditions that it finds.
type Check struct {
	Name  string // "callback-url"
	Title string // what it looks at, in a few words
	Step  Step   // of the login path, which its findings break
	Codes []Code

	// One of these is set. Instance runs once for each instance, Account on
	// each enabled IMS account of it.
	Instance func(p *Pass)
	Account  func(p *Pass, a *schema.Account)
}

// Code is one condition: everything that is said of it but where it is.
type Code struct {
	Name     string // the part behind the check's name: "not-https"
	Severity Severity
	Title    string  // the condition in a few words
	Why      string  // why it matters, in one sentence
	Fix      string  // what to do, naming the console's field
	Causes   []Cause // the symptoms that it leads to, the likeliest first
	Source   string  // where Adobe says so; for inferred rules what they rest on
	// Needs names the fact or file without which it cannot run, "" for none.
	Needs string
	// Elsewhere says that the fix is no change to Campaign's configuration,
	// so that no restart follows from it.
	Elsewhere bool
	// Bad fires the code and Good is its nearest correct neighbour.
	Bad, Good Example
}

// Cause ties a code to a symptom.
type Cause struct {
	Symptom string // an ID of Symptoms
	Basis   Basis
}

// Basis says how a symptom is known to follow.
type Basis string

// The bases.
const (
	Documented Basis = "documented" // Adobe says so
	Inferred   Basis = "inferred"   // it follows from how login works
)

// Example is an input that shows a condition. Tests run it.
type Example struct {
	// Export is a document, or the attributes of an account that are not as
	// in a correct one; name= alone removes one.
	Export string
	// Config is what imslint.yaml states beside it, if that matters.
	Config string
	// Beside are further documents of the instance.
	Beside []string
	// Other is the export of a second instance of the run.
	Other string
}

// Find returns the check of a name.
func Find(name string) (*Check, bool) {
	for _, c := range All {
		if c.Name == name {
			return c, true
		}
	}
	return nil, false
}

// FindCode returns the code of a full name, "callback-url/not-https".
func FindCode(full string) (*Check, *Code, bool) {
	name, condition, _ := strings.Cut(full, "/")
	if c, ok := Find(name); ok {
		if i := c.index(condition); i >= 0 {
			return c, &c.Codes[i], true
		}
	}
	return nil, nil, false
}

func (c *Check) index(condition string) int {
	return slices.IndexFunc(c.Codes, func(code Code) bool { return code.Name == condition })
}

// FullNames returns the names of all checks, then of all codes.
func FullNames() []string {
	var checks, codes []string
	for _, c := range All {
		checks = append(checks, c.Name)
		for _, code := range c.Codes {
			codes = append(codes, c.Name+"/"+code.Name)
		}
	}
	return append(checks, codes...)
}

// Finding is one defect at one place.
type Finding struct {
	Check    *Check
	Code     *Code
	Severity Severity // of this finding: a configuration may have changed it
	Instance string
	Account  string // internal name of the external account, "" for none
	// Value is where it was found and what was written there. Where Present
	// is false it is the place of the element that lacks it.
	Value schema.Value
	// Focus is the part of the value that the finding is about.
	Focus   schema.Place
	Message string
	Fix     string
	Related []Related
}

// Name returns the full code, "callback-url/not-https".
func (f *Finding) Name() string { return f.Check.Name + "/" + f.Code.Name }

// Expect says what people will see because of the finding, each symptom with
// its basis; nothing where it is no more than an information.
func (f *Finding) Expect() []string {
	if f.Severity == Info {
		return nil
	}
	return f.Code.Expect()
}

// Expect says what people see because of the condition, each symptom with its
// basis.
func (c *Code) Expect() []string {
	var list []string
	for _, cause := range c.Causes {
		if s, ok := FindSymptom(cause.Symptom); ok {
			list = append(list, fmt.Sprintf("%s (%s)", s.Title, cause.Basis))
		}
	}
	return list
}

// Related is another place that belongs to a finding.
type Related struct {
	schema.Place
	Message string
}

// Skipped is a code, or a whole check, that could not run. It never counts as
// passed.
type Skipped struct {
	Check    *Check
	Code     *Code // nil for the whole check
	Instance string
	Needs    string // the fact or file that was lacking
	Reason   string
}

// String says what could not run, and for want of what.
func (s *Skipped) String() string {
	return fmt.Sprintf("%s needs %s: %s", s.Name(), s.Needs, s.Reason)
}

// Name returns the full code, or the check's name for all of it.
func (s *Skipped) Name() string {
	if s.Code == nil {
		return s.Check.Name
	}
	return s.Check.Name + "/" + s.Code.Name
}

// Pass is one run of one check over one instance.
type Pass struct {
	Check    *Check
	In       *schema.Instance
	All      []*schema.Instance // of the run, for what sets instances apart
	account  *schema.Account
	findings []*Finding
	skipped  []*Skipped
}

// Report adds a finding of a code at a value. Its severity and fix are the
// code's, for the caller to change.
func (p *Pass) Report(code string, at schema.Value, format string, args ...any) *Finding {
	f := &Finding{
		Check: p.Check, Code: p.code(code), Instance: p.In.Name,
		Value: at, Focus: at.Place, Message: fmt.Sprintf(format, args...),
	}
	f.Severity, f.Fix = f.Code.Severity, f.Code.Fix
	if p.account != nil {
		f.Account = p.account.Field(schema.Name).Text
	}
	p.findings = append(p.findings, f)
	return f
}

// Skip notes that a code could not run, and why.
func (p *Pass) Skip(code, reason string) {
	s := &Skipped{Check: p.Check, Code: p.code(code), Instance: p.In.Name, Reason: reason}
	s.Needs = s.Code.Needs
	if !slices.ContainsFunc(p.skipped, func(known *Skipped) bool { return *known == *s }) {
		p.skipped = append(p.skipped, s)
	}
}

// skipAll notes that the whole check could not run.
func (p *Pass) skipAll(needs, reason string) {
	p.skipped = append(p.skipped, &Skipped{Check: p.Check, Instance: p.In.Name, Needs: needs, Reason: reason})
}

// code returns the code of this check. A name that is none is a slip in the
// check itself, which the test of its example shows.
func (p *Pass) code(name string) *Code { return &p.Check.Codes[p.Check.index(name)] }

// whole is the value that stands for an entity where no single field of it is
// at fault.
func whole(e *schema.Entity) schema.Value { return schema.Value{Place: e.Place()} }
