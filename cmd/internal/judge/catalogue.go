package judge

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/checks/migration"
	"github.com/imslint/imslint/checks/users"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Login returns the checks that lint and fix run.
func Login() *checks.Catalogue { return checks.Join(login.Catalogue, migration.Catalogue) }

// Everything returns all checks and symptoms there are, for explain, checks
// and the names that a configuration may hold.
func Everything() *checks.Catalogue {
	return checks.Join(login.Catalogue, migration.Catalogue, migration.Statuses, users.Catalogue)
}

// UnknownCheck says that there is no check or code of a name.
func UnknownCheck(name string, c *checks.Catalogue) string {
	message := "there is no check or code " + checks.Quote(name)
	if near := schema.Nearest(name, c.Names()); near != "" {
		return message + ": did you mean " + near + "?"
	}
	return message + " (imslint checks lists them)"
}

// maxUnknown is how many errors of names are listed.
const maxUnknown = 100

// UnknownNames finds names in a configuration that are no check or code.
func UnknownNames(config *schema.Config) []*source.Error {
	var bad []*source.Error
	unlisted := 0
	// What is wrong is asked for only of what is listed: the nearest name takes time.
	fail := func(at source.Place, wrong func() string) {
		if len(bad) == maxUnknown {
			unlisted++
			return
		}
		bad = append(bad, source.Errorf(at, "%s", wrong()))
	}
	known := Everything()
	unknown := func(key string, v schema.Value) {
		fail(v.Place, func() string { return key + ": " + UnknownCheck(v.Text, known) })
	}
	for _, v := range config.Checks.Disable {
		if !known.Has(v.Text) {
			unknown("checks.disable", v)
		}
	}
	for _, i := range config.Ignore {
		if !known.Has(i.Code.Text) {
			unknown("ignore", i.Code)
		}
	}
	for _, e := range config.Checks.Severity {
		_, isCheck := known.Check(e.Key.Text)
		_, isCode := known.Code(e.Key.Text)
		switch {
		case isCheck:
			fail(e.Key.Place, func() string {
				return "checks.severity needs codes: " + source.Printable(schema.HideUserInfo(e.Key.Text)) + " is a check"
			})
		case !isCode:
			unknown("checks.severity", e.Key)
		}
		if _, ok := checks.ParseSeverity(e.Value.Text); !ok {
			fail(e.Value.Place, func() string {
				return "checks.severity needs error, warning or info, found " + source.Printable(schema.HideUserInfo(e.Value.Text)) + "; checks.disable leaves a code out"
			})
		}
	}
	if unlisted > 0 {
		bad = append(bad, source.Errorf(source.File(config.Path), "and %d more errors", unlisted))
	}
	return bad
}
