// Package checks says what a check is and runs a catalogue of checks over
// instances. The checks themselves are in its subpackages: login, users and
// migration.
package checks

import (
	"slices"

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

// Check is one subject with the conditions that it finds.
type Check struct {
	Name  string // "callback-url"
	Title string // what it looks at, in a few words
	Step  Step   // of the login path, which its findings break
	Codes []*Code

	// Instance runs once for each instance, Account on the external account
	// that is kept. A check has one of them, or neither where another runner
	// judges its subject, such as the rows of a CSV.
	Instance func(p *Pass)
	Account  func(p *Pass, a *schema.Account)
	// AfterLogin says that the check asks whether the login is broken, for
	// which the checks before it run even where they are not selected.
	AfterLogin bool
	// Compare runs once for all instances of a run, when each was judged by
	// itself; nil where nothing sets instances apart.
	Compare func(c *Comparison)
}
