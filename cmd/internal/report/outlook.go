package report

import (
	"fmt"

	"github.com/imslint/imslint/checks"
)

// outlook is what a report comes down to, in one line.
type outlook struct{ Text, Class string }

// The classes of an outlook, from the best to the worst.
var outlookClasses = []string{"good", "unsure", "risk", "bad"}

// placeOf says where a login stops.
func placeOf(step checks.Step) string {
	switch step {
	case checks.AccountStep:
		return "the external account"
	case checks.LoginPageStep:
		return "the Adobe ID login page"
	case checks.CallbackStep:
		return "the callback"
	case checks.TokenStep:
		return "the token"
	case checks.RightsStep:
		return "the rights"
	}
	return ""
}

// stopsEverybody reports whether an error of a step is not about one person
// only.
func stopsEverybody(r *checks.Result, step checks.Step) bool {
	for _, f := range r.Findings {
		if f.Check.Step == step && f.Severity == checks.Error && f.User == "" && !f.Code.OnlySome {
			return true
		}
	}
	return false
}

// outlook says what the whole run means.
func (r *Run) outlook(results []*checks.Result) outlook {
	if len(results) == 0 || r.Summary.Files == 0 {
		return outlook{"Nothing was checked", "bad"}
	}
	if !r.Login {
		o := r.uploadOutlook()
		if len(r.Course) > 0 {
			o = r.peopleOutlook(results)
		}
		if len(r.Errors) > 0 && o.Class != "bad" {
			return r.incomplete()
		}
		return o
	}
	worst, rank, bad := loginOutlook(results[0]), -1, 0
	for _, result := range results {
		o := loginOutlook(result)
		n := 0
		for i, class := range outlookClasses {
			if class == o.Class {
				n = i
			}
		}
		if o.Class == "bad" {
			bad++
		}
		if n > rank {
			rank, worst = n, o
			if len(results) > 1 && o.Class != "good" {
				worst.Text = Shown(result.Instance) + ": " + o.Text
			}
		}
	}
	if bad > 1 {
		worst.Text = fmt.Sprintf("Nobody can log in to %d of %d instances", bad, len(results))
		if bad == len(results) {
			worst.Text = fmt.Sprintf("Nobody can log in to any of the %d instances", bad)
		}
	}
	if len(r.Errors) > 0 && worst.Class != "bad" {
		return r.incomplete()
	}
	return worst
}

// incomplete is the outlook of a run that lacks inputs.
func (r *Run) incomplete() outlook {
	return outlook{"Incomplete: " + checks.Count(r.unread(), "input") + " could not be read", "unsure"}
}

// peopleOutlook says who of a list of people cannot be migrated.
func (r *Run) peopleOutlook(results []*checks.Result) outlook {
	failing := map[string]bool{}
	for _, result := range results {
		for _, f := range result.Findings {
			if f.Status != "" {
				failing[f.Value.Place.String()] = true
			}
		}
	}
	switch n := len(failing); {
	case n == 1:
		return outlook{"1 person cannot be migrated", "bad"}
	case n > 1:
		return outlook{itoa(n) + " people cannot be migrated", "bad"}
	case r.Summary.Skipped > 0:
		return outlook{"Nothing found; " + checks.Count(r.Summary.Skipped, "check") + " could not run", "unsure"}
	}
	return outlook{"Everybody can be migrated, by what the files show", "good"}
}

// loginOutlook says what a result means for the people who log in.
func loginOutlook(r *checks.Result) outlook {
	atRisk := ""
	for _, step := range checks.Steps {
		switch state := stateOf(r, step); {
		case state == checks.Broken && stopsEverybody(r, step):
			return outlook{"Nobody can log in: it stops at " + placeOf(step), "bad"}
		case state == checks.Broken && atRisk == "":
			atRisk = "Some people cannot log in: it stops at " + placeOf(step)
		case state == checks.AtRisk && atRisk == "":
			atRisk = "Login is at risk at " + placeOf(step)
		}
	}
	if atRisk != "" {
		return outlook{atRisk, "risk"}
	}
	text := "Nothing found"
	if len(r.Findings) > 0 {
		text = "No error and no warning"
	}
	if n := len(r.Skipped); n > 0 {
		return outlook{text + "; " + checks.Count(n, "check") + " could not run", "unsure"}
	}
	if n := len(r.LeftOut); n > 0 {
		return outlook{text + "; " + checks.Count(n, "check") + " left out", "unsure"}
	}
	return outlook{text, "good"}
}

// uploadOutlook says what becomes of the files of a run.
func (r *Run) uploadOutlook() outlook {
	var users Users
	if r.Summary.Users != nil {
		users = *r.Summary.Users
	}
	switch {
	case users.Rejected > 0 && len(r.Uploads) == 1:
		return outlook{"The Admin Console would reject the file", "bad"}
	case users.Rejected > 0:
		return outlook{fmt.Sprintf("The Admin Console would reject %d of %d files", users.Rejected, len(r.Uploads)), "bad"}
	case users.Failing > 0:
		return outlook{fmt.Sprintf("%d of %s would not be created", users.Failing, checks.Count(users.Users, "user")), "bad"}
	case r.Summary.Findings() > 0:
		return outlook{"No user would fail; " + checks.Count(r.Summary.Findings(), "finding"), "risk"}
	case r.Summary.Skipped > 0:
		return outlook{"Nothing found; " + checks.Count(r.Summary.Skipped, "check") + " could not run", "unsure"}
	}
	return outlook{"Nothing found", "good"}
}
