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

// UnknownNames finds names in a configuration that are no check or code.
func UnknownNames(config *schema.Config) []*source.Error {
	var bad []*source.Error
	fail := func(at source.Place, format string, args ...any) {
		bad = append(bad, source.Errorf(at, format, args...))
	}
	known := Everything()
	for _, v := range config.Checks.Disable {
		if !known.Has(v.Text) {
			fail(v.Place, "checks.disable: %s", UnknownCheck(v.Text, known))
		}
	}
	for _, i := range config.Ignore {
		if !known.Has(i.Code.Text) {
			fail(i.Code.Place, "ignore: %s", UnknownCheck(i.Code.Text, known))
		}
	}
	for _, e := range config.Checks.Severity {
		_, isCheck := known.Check(e.Key.Text)
		_, isCode := known.Code(e.Key.Text)
		switch {
		case isCheck:
			fail(e.Key.Place, "checks.severity needs codes: %s is a check", source.Printable(schema.HideUserInfo(e.Key.Text)))
		case !isCode:
			fail(e.Key.Place, "checks.severity: %s", UnknownCheck(e.Key.Text, known))
		}
		if _, ok := checks.ParseSeverity(e.Value.Text); !ok {
			fail(e.Value.Place, "checks.severity needs error, warning or info, found %s; checks.disable leaves a code out", source.Printable(schema.HideUserInfo(e.Value.Text)))
		}
	}
	return bad
}
