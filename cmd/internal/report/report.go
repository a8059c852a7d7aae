// Package report writes what a run has found, in each of the formats.
//
// It writes to what it is given and uses no file system, clock or environment,
// so that it works in a browser too. Every text that comes from a file is shown
// so that neither a terminal nor a pipeline acts on it.
package report

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema/source"
)

// Reporter writes the report of one run: what is known of the run as a whole,
// then the results in the order of the run. A reporter serves one run.
type Reporter interface {
	Begin(run *Run) error
	Instance(r *checks.Result) error
	End() error
}

// Run is what is known of a run when all of it was judged.
type Run struct {
	Version   string // of imslint, "" for an unreleased one
	Catalogue *checks.Catalogue
	Summary   Summary
	Instances []string // the names, in the order in which the results follow
	Errors    []*source.Error
	Notes     []Note

	// Login says that instances were judged, so that a login path and the
	// restart reminder belong to the report.
	Login bool
	// Hosted says that Adobe hosts an instance of the run, and restarts it.
	Hosted  bool
	Uploads []Upload // what becomes of each file of users
	Course  []Course // how far each instance is on its way to IMS
	Behind  string   // the instance that is furthest behind, "" for none

	Symptom *checks.Symptom // asked for, nil for none
	FailOn  checks.Severity // the lowest that fails the run; above Error for none
	Ignored int             // findings left out by the configuration
	Known   int             // findings left out by a baseline

	// What concerns the text format only.
	Quiet bool // a line for each finding
	Width int  // columns of the terminal, 0 for unknown
	Color bool
}

// Add counts a result that will follow.
func (r *Run) Add(result *checks.Result) {
	r.Summary.Add(result)
	r.Instances = append(r.Instances, result.Instance)
	r.Hosted = r.Hosted || result.Peer.Stated.Hosting.Text == "hosted"
}

// AddUpload counts a file of users.
func (r *Run) AddUpload(u Upload) {
	r.Summary.AddUpload(u)
	r.Uploads = append(r.Uploads, u)
}

// Write writes a whole report.
func Write(r Reporter, run *Run, results []*checks.Result) error {
	if err := r.Begin(run); err != nil {
		return err
	}
	for _, result := range results {
		if err := r.Instance(result); err != nil {
			return err
		}
	}
	return r.End()
}

// Fails reports whether a finding makes the run fail.
func (r *Run) Fails(f *checks.Finding) bool { return f.Severity >= r.FailOn }

// FailsUnlisted reports whether a finding of a result that is not listed makes
// the run fail.
func (r *Run) FailsUnlisted(result *checks.Result) bool {
	for severity, n := range result.Unlisted {
		if n > 0 && severity >= r.FailOn {
			return true
		}
	}
	return false
}

// unread returns how many inputs could not be read: one may have several errors.
func (r *Run) unread() int {
	paths := map[string]bool{}
	for _, e := range r.Errors {
		paths[e.Path()] = true
	}
	return len(paths)
}

// restart reports whether the restart reminder belongs to the report. Where
// nothing was read there is nothing to change.
func (r *Run) restart() bool { return r.Login && r.Summary.Files > 0 }

// Note is something about the run itself, such as an entry of the configuration
// that has no effect.
type Note struct {
	source.Place
	Message string
}

// Upload is what becomes of a file that is uploaded to the Admin Console.
type Upload struct {
	File     string
	Rejected bool // nothing of it is imported
	Users    int  // rows
	Failing  int  // users that are not created, all of them where the file is rejected
	Existing int  // users that exist already
	// Unfinished says that the file could not be read to its end.
	Unfinished bool
}

// Created returns how many users the upload creates.
func (u Upload) Created() int {
	if u.Rejected {
		return 0
	}
	return u.Users - u.Failing - u.Existing
}

// Course is one step of an instance's way to IMS.
type Course struct {
	Instance string
	Step     string // its key: "native-login"
	Label    string // in a word or two: "Native login"
	Title    string // what is done when the step is done: "native log-in is closed"
	State    CourseState
	Open     int    // findings, where it is open
	Command  string // that lists them, "" for none
	Lacks    string // what is needed to see it, where it is not visible, or to do it
	ByHand   bool   // no file will ever show it: a person has to do it
}

// CourseState says how far a step of the course is.
type CourseState string

// The states of a step of the course.
const (
	Done       CourseState = "done"        // every check of it ran and found no error or warning
	Open       CourseState = "open"        // there are findings
	NotVisible CourseState = "not-visible" // no file given shows it
)

// words are the state as a person reads it.
func (s CourseState) words() string {
	switch s {
	case Done:
		return "✓ done"
	case Open:
		return "✗ open"
	}
	return "? not visible"
}

// Formats returns the constructors of reporters by the name of their format.
func Formats() map[string]func(io.Writer) Reporter {
	return map[string]func(io.Writer) Reporter{
		"text":     newText,
		"json":     NewJSON,
		"sarif":    NewSARIF,
		"junit":    newJUnit,
		"github":   newGitHub,
		"gitlab":   newGitLab,
		"markdown": newMarkdown,
		"html":     NewHTML,
	}
}

// Names returns the names of the formats, sorted.
func Names() []string { return slices.Sorted(maps.Keys(Formats())) }

// homepage is where imslint itself is documented.
const homepage = "https://github.com/imslint/imslint"

// markOf returns a state in words with a mark, so that a colour is never the only
// sign.
func markOf(state checks.State) string {
	switch state {
	case checks.OK:
		return "✓ ok"
	case checks.Broken:
		return "✗ broken"
	case checks.AtRisk:
		return "! at risk"
	case checks.NotChecked:
		return "? not checked"
	}
	return ""
}

// stateOf returns the state of a step. One that no check of the run looks at was
// not checked.
func stateOf(r *checks.Result, step checks.Step) checks.State {
	if state, ok := r.LoginPath[step]; ok {
		return state
	}
	return checks.NotChecked
}

// beyondCorrection returns what a fix says behind its correction.
func beyondCorrection(f *checks.Finding) string {
	return strings.TrimSpace(strings.TrimPrefix(f.Fix, f.Correction.String()))
}
