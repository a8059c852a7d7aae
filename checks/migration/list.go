// Package migration holds the checks of the people who are to log in with an
// Adobe ID: of the operators of an instance, of its native login, and of the
// statuses of a user migration.
package migration

import "github.com/imslint/imslint/checks"

// Catalogue holds the checks of an instance's operators and native login, which
// run with those of its login.
var Catalogue = &checks.Catalogue{Checks: []*checks.Check{
	operators,
	nativeLogin,
}, Symptoms: []*checks.Symptom{noRights, lockedOut}}

// The pages that the rules come from.
const (
	classicDocs   = "https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/"
	userMigration = classicDocs + "technotes/using/migrate-users-to-ims.md"
	imsImpact     = classicDocs + "technotes/using/impact-ims-migration.md"
)

// What people see when the operators and the Admin Console do not agree.
var (
	noRights = &checks.Symptom{
		ID:         "person-not-recognised",
		Title:      "A person who signs in with an Adobe ID is not the operator they used to be",
		Steps:      []checks.Step{checks.RightsStep},
		Cause:      "An operator and a user of the Admin Console are matched by e-mail address. An operator without an address, with one that another operator has too, or with one that the Admin Console does not have, matches no user.",
		Resolution: "Give every native operator an e-mail address of its own, that of the person's user in the Admin Console.",
		Source:     userMigration,
	}
	lockedOut = &checks.Symptom{
		ID:         "native-login-refused",
		Title:      "An operator with a password of Campaign is refused",
		Steps:      []checks.Step{checks.RightsStep},
		Cause:      "The server configuration closes native login except for the operators on its allow-list.",
		Resolution: "Move the operator to the Adobe ID login first, or put it on the allow-list in imsConfig. Restart the server.",
		Source:     imsImpact,
	}
)
