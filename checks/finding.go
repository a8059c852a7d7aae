package checks

import (
	"fmt"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

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
	Focus   source.Place
	Message string
	// Fix says what to do. Where the right value is certain it is made from
	// Correction, followed by Further.
	Fix        string
	Further    string      // what else there is to do or to know, as sentences; "" for nothing
	Correction *Correction // nil where nobody can be certain of the right value
	Related    []Related
	Causes     []Cause // the code's, where the finding itself is not better or worse documented

	User           string  // e-mail address of the person that it is about, "" for none
	Verdict        Verdict // what the Admin Console makes of it; "" outside its CSV
	ConsoleMessage string  // what the Admin Console says, word for word; "" where nobody has documented it
	Status         string  // status of a user migration, "" for none
	Otherwise      string  // what to do where the person need not be migrated, "" for nothing

	corrections *corrections
	unlisted    bool
}

// MaxFindings is how many findings are listed per code and instance. Nobody reads
// more, and each takes memory. Further ones are counted.
const MaxFindings = 10_000

// Listed reports whether the finding is one of those that the result lists.
func (f *Finding) Listed() bool { return !f.unlisted }

// Verdict says what becomes of an upload to the Admin Console.
type Verdict string

// The verdicts.
const (
	FileRejected Verdict = "file-rejected" // nothing of the file is imported
	RowFails     Verdict = "row-fails"     // this user is not imported
	UserExists   Verdict = "user-exists"   // reported; nothing fails
)

// Correction is the right value of a field, where that is certain. All findings
// on one field of an account share one, so that they cannot disagree.
type Correction struct {
	Field     schema.Field
	Attribute string
	Value     string
	Was       schema.Value // what is written now
}

// String says the correction as an instruction.
func (c *Correction) String() string {
	return fmt.Sprintf("Set %s to %s.", c.Field.Label(), c.Quoted())
}

// Quoted returns the value, in quotes where its ends could be mistaken.
func (c *Correction) Quoted() string {
	if needsQuotes(c.Value) {
		return Quote(c.Value)
	}
	return Visible(c.Value)
}

// corrections are those of one account, by field.
type corrections struct {
	of map[schema.Field]*Correction
}

// Set makes a value the right one of the field that the finding is about. The
// last value that is set on a field is the correction of all its findings. A
// value that holds a user and password, as only one that was derived from a
// wrong value can, is not certain to be right, and would be printed; so would
// one that has only lost what showed it to hold them.
func (f *Finding) Set(value string) {
	if schema.HideUserInfo(value) != value || schema.Leaks(value, f.Value.Text) {
		return
	}
	v := f.Value
	c := f.corrections.of[v.Field]
	if c == nil {
		c = &Correction{Field: v.Field, Attribute: v.Attribute, Was: v}
		if f.corrections.of == nil {
			f.corrections.of = map[schema.Field]*Correction{}
		}
		f.corrections.of[v.Field] = c
	}
	c.Value = value
	f.Correction = c
}

// Name returns the full code, "callback-url/not-https".
func (f *Finding) Name() string { return f.Code.Name }

// Expect says what people will see because of the finding, each symptom with
// its basis; nothing where it is an info.
func (f *Finding) Expect() []string {
	if f.Severity == Info {
		return nil
	}
	return expect(f.Causes)
}

// Related is another place that belongs to a finding.
type Related struct {
	source.Place
	Message string
}

// Skipped is a code, or a whole check, that could not run. It never counts as
// passed.
type Skipped struct {
	Check    *Check
	Code     *Code // nil for the whole check
	Instance string
	Needs    string // the fact or file that was missing
	Reason   string
}

// String says what could not run, and what it needs.
func (s *Skipped) String() string {
	return fmt.Sprintf("%s needs %s: %s", s.Name(), s.Needs, s.Reason)
}

// Name returns the full code, or the check's name for all of it.
func (s *Skipped) Name() string {
	if s.Code == nil {
		return s.Check.Name
	}
	return s.Code.Name
}
