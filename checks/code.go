package checks

import "fmt"

// Code is one condition: everything that is said about it except where it is.
type Code struct {
	Name     string // in full: "callback-url/not-https"
	Severity Severity
	Title    string  // the condition in a few words
	Why      string  // why it matters, in one sentence
	Fix      string  // what to do, naming the console's field
	Causes   []Cause // the symptoms that it leads to, the likeliest first
	Source   string  // where Adobe says so, as an address; or "inferred" and from what
	// Needs names the fact or file without which it cannot run, "" for none.
	Needs string
	// NoRestart says that the fix does not change Campaign's configuration,
	// so that no restart follows from it.
	NoRestart bool
	// OnlySome says that it keeps some people out, and the others can log in.
	OnlySome bool
	// Bad fires the code and Good is its nearest correct neighbour.
	Bad, Good Example
}

// Cause ties a code to a symptom.
type Cause struct {
	Symptom *Symptom
	Basis   Basis
}

// Basis says how a symptom is known to follow.
type Basis string

// The bases.
const (
	Documented Basis = "documented" // Adobe says so
	Inferred   Basis = "inferred"   // it follows from how login works
)

// Expect says what people see because of the condition, each symptom with its
// basis.
func (c *Code) Expect() []string { return expect(c.Causes) }

func expect(causes []Cause) []string {
	var list []string
	for _, cause := range causes {
		list = append(list, fmt.Sprintf("%s (%s)", cause.Symptom.Title, cause.Basis))
	}
	return list
}

// Example is an input that shows a condition. Tests run it.
type Example struct {
	// Export is a document, or the attributes of an account that are not as
	// in a correct one; name= without a value removes one.
	Export string
	// Accounts is an export with so many accounts, where that is what counts.
	Accounts int
	// Config is what imslint.yaml states with it, if that matters.
	Config string
	// Beside holds further documents of the instance.
	Beside []string
	// Other is the export of a second instance of the run.
	Other string
}
