// Package migration holds the checks of the people who are to log in with an
// Adobe ID: of the operators of an instance, of its native login, and of the
// statuses of a user migration.
package migration

import "github.com/imslint/imslint/checks"

// Catalogue holds the checks of an instance's operators and native login, which
// run with those of its login.
var Catalogue = checks.NewCatalogue([]*checks.Check{
	operators,
	nativeLogin,
}, []*checks.Symptom{noRights, lockedOut})
