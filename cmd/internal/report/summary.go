package report

import (
	"fmt"

	"github.com/imslint/imslint/checks"
)

// Summary counts what a run has found. Its keys are those of the JSON report.
type Summary struct {
	Instances int `json:"instances"`
	Files     int `json:"files"`
	Accounts  int `json:"accounts"`
	Errors    int `json:"errors"`
	Warnings  int `json:"warnings"`
	Infos     int `json:"infos"`
	Skipped   int `json:"skipped"`
	Unlisted  int `json:"unlisted,omitempty"` // findings that are counted and not listed
	*Users        // nil where no users were judged
}

// Users counts the users of files for the Admin Console.
type Users struct {
	Users    int `json:"users"`    // rows
	Rejected int `json:"rejected"` // files of which nothing is imported
	Failing  int `json:"failing"`  // users that are not created
}

// Add counts a result. The number of files is for the caller to set: a result
// does not hold it.
func (s *Summary) Add(r *checks.Result) {
	s.Instances++
	s.Accounts += r.Accounts
	s.Skipped += len(r.Skipped)
	for _, f := range r.Findings {
		s.count(f.Severity, 1)
	}
	for severity, n := range r.Unlisted {
		s.count(severity, n)
		s.Unlisted += n
	}
}

func (s *Summary) count(severity checks.Severity, n int) {
	switch severity {
	case checks.Error:
		s.Errors += n
	case checks.Warning:
		s.Warnings += n
	case checks.Info:
		s.Infos += n
	}
}

// AddUpload counts the users of a file.
func (s *Summary) AddUpload(u Upload) {
	if s.Users == nil {
		s.Users = &Users{}
	}
	s.Users.Users += u.Users
	s.Failing += u.Failing
	if u.Rejected {
		s.Rejected++
	}
}

// Findings returns how many findings there are.
func (s Summary) Findings() int { return s.Errors + s.Warnings + s.Infos }

// String says the summary in words.
func (s Summary) String() string {
	found := fmt.Sprintf("%s, %s, %s in ", checks.Count(s.Errors, "error"), checks.Count(s.Warnings, "warning"), checks.Count(s.Infos, "info"))
	if s.Users != nil {
		found += fmt.Sprintf("%s (%s)", checks.Count(s.Files, "file"), checks.Count(s.Users.Users, "user"))
	} else {
		found += fmt.Sprintf("%s (%s, %s)", checks.Count(s.Instances, "instance"), checks.Count(s.Files, "file"), checks.Count(s.Accounts, "external account"))
	}
	return found + "; " + checks.Count(s.Skipped, "check") + " skipped"
}

// summary says what was found, and how many findings are not shown.
func (r *Run) summary() string {
	text := r.Summary.String()
	if n := r.Summary.Unlisted; n > 0 {
		text += "; not listed: " + checks.Count(n, "finding")
	}
	if r.Ignored > 0 {
		text += fmt.Sprintf("; %s ignored by imslint.yaml", checks.Count(r.Ignored, "finding"))
	}
	if r.Known > 0 {
		text += fmt.Sprintf("; %s known to the baseline", checks.Count(r.Known, "finding"))
	}
	return text
}

// String says what becomes of the file.
func (u Upload) String() string {
	if u.Rejected {
		return "rejected at upload"
	}
	if u.Unfinished {
		return "could not be read to its end"
	}
	fail := "fail"
	if u.Failing == 1 {
		fail = "fails"
	}
	return fmt.Sprintf("%d of %s would be created, %d %s, %d %s", u.Created(), checks.Count(u.Users, "user"), u.Failing, fail, u.Existing, existWords(u.Existing))
}
