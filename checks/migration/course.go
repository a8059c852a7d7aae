package migration

import (
	"slices"
	"strconv"
	"strings"

	"github.com/imslint/imslint/checks"
)

// StepState says how far a step of the course is.
type StepState string

// The states of a step.
const (
	Done       StepState = "done"        // every check of it ran and found no error or warning
	Open       StepState = "open"        // something is left to do
	NotVisible StepState = "not-visible" // files do not show it
)

// CourseStep is one step of an instance on its way to the Adobe ID login.
type CourseStep struct {
	Name  string // "admin-console"
	Label string // in a word or two: "Admin Console"
	Title string // what is so when it is done
	State StepState
	Open  int    // findings, where it is open
	Only  string // the checks and codes that list them, separated by commas; "" for none
	Lacks string // what it takes to see the step, where it is not visible, or to do it
	// ByHand says that no file will ever show the step: a person has to do it.
	ByHand bool
}

// courseSteps are the steps that files can show, with the checks and codes of
// each.
var courseSteps = []struct {
	name, label, title string
	only               []string
}{
	{"account", "Account", "external account configured", []string{"single-account", "export-completeness", "ims-server", "scopes", "client-id", "callback-url", "product-context", "client-secret", "organization-id"}},
	{"groups", "Groups", "operator groups and product profiles meet", []string{"association-mask"}},
	{"addresses", "Addresses", "operators have unique addresses", []string{"operators/no-email", "operators/duplicate-email"}},
	{"admin-console", "Admin Console", "operators are in the Admin Console", []string{"operators/not-in-admin-console", "operators/disabled"}},
	{"people", "People", "people can be migrated", []string{"migration"}},
	{"native-login", "Native login", "native login closed", []string{"native-login"}},
}

// byHand are the steps that no file shows and that a person has to take, after
// the migration's own course.
var byHand = []CourseStep{
	{Name: "announcement", Label: "Announcement", Title: "tell the users, and when it will happen"},
	{Name: "verification", Label: "Verification", Title: "have them verify their Adobe IDs"},
	{Name: "sign-in", Label: "Sign-in", Title: `have them use "Continue with Adobe ID"`},
	{Name: "bookmarks", Label: "Bookmarks", Title: "change bookmarks to the new address"},
	{Name: "subscriptions", Label: "Subscriptions", Title: "change report subscriptions to the new address"},
	{Name: "workspaces", Label: "Workspaces", Title: "look at reassigned workspaces"},
}

// Course returns how far an instance is on its way, from what its checks found
// and could not run. Judged says that the checks of its login ran, and not only
// those of people.
func Course(c *checks.Catalogue, r *checks.Result, build string, judged bool) []CourseStep {
	var course []CourseStep
	for _, step := range courseSteps {
		s := CourseStep{Name: step.name, Label: step.label, Title: step.title, State: Done}
		belongs := func(check *checks.Check, code string) bool {
			return slices.Contains(step.only, check.Name) || slices.Contains(step.only, code)
		}
		for _, f := range r.Findings {
			if f.Severity > checks.Info && belongs(f.Check, f.Name()) {
				s.Open++
			}
		}
		switch lacks := lacking(c, r, belongs); {
		case s.Open > 0:
			s.State, s.Only = Open, strings.Join(step.only, ",")
		case !judged && step.name != "people":
			s.State, s.Lacks = NotVisible, "files of the instance"
		case len(lacks) > 0:
			s.State, s.Lacks = NotVisible, strings.Join(lacks, "; ")
		}
		course = append(course, s)
	}
	course = append(course, buildStep(build))
	for _, s := range byHand {
		s.State, s.Lacks, s.ByHand = NotVisible, "a person to do it", true
		course = append(course, s)
	}
	return course
}

// lacking returns what the codes of a step need that did not run.
func lacking(c *checks.Catalogue, r *checks.Result, belongs func(*checks.Check, string) bool) (lacks []string) {
	add := func(needs string) {
		if !slices.Contains(lacks, needs) {
			lacks = append(lacks, needs)
		}
	}
	for _, sk := range r.Skipped {
		codes := []*checks.Code{sk.Code}
		if sk.Code == nil {
			codes = sk.Check.Codes
		}
		if slices.ContainsFunc(codes, func(code *checks.Code) bool { return belongs(sk.Check, code.Name) }) {
			add(sk.Needs)
		}
	}
	for _, check := range c.Checks {
		for _, code := range check.Codes {
			if belongs(check, code.Name) && !r.Selected(check, code) {
				add(code.Name + ", which was left out")
			}
		}
	}
	return lacks
}

// Behind returns the one of several instances that is furthest behind, "" where
// none is: that with the fewest steps done, and of two the one with more left to
// do in those that are open.
func Behind(names []string, courses [][]CourseStep) string {
	type progress struct{ done, open int }
	of := make([]progress, len(courses))
	for i, course := range courses {
		for _, s := range course {
			if s.State == Done {
				of[i].done++
			}
			of[i].open += s.Open
		}
	}
	behind, same := 0, true
	for i, p := range of {
		same = same && p == of[0]
		if p.done < of[behind].done || p.done == of[behind].done && p.open > of[behind].open {
			behind = i
		}
	}
	if same {
		return ""
	}
	return names[behind]
}

// Builds that support the Adobe ID login throughout, and those that do only as
// patched
// (https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/technotes/using/ac-ims.md).
const firstBuild = 9368

var patchedBuilds = []int{9356, 9359}

func buildStep(build string) CourseStep {
	s := CourseStep{Name: "build", Label: "Build", Title: "the Campaign build supports IMS throughout"}
	n, err := strconv.Atoi(strings.TrimSpace(build))
	switch {
	case err != nil:
		s.State, s.Lacks = NotVisible, "a Campaign package with buildNumber"
	case slices.Contains(patchedBuilds, n):
		s.State, s.Lacks = NotVisible, "whether build "+build+" is the .IMS patch"
	case n >= firstBuild:
		s.State = Done
	default:
		s.State, s.Open, s.Lacks = Open, 1, "build "+strconv.Itoa(firstBuild)+" or later"
	}
	return s
}
