package users

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// existingUser finds users whom the Admin Console has already.
var existingUser = &checks.Check{
	Name:  "existing-user",
	Title: "users whom the Admin Console does not have yet",
	Codes: []*checks.Code{userInvited, userInOrganization},
}

const existingFact = "--existing FILE: users exported from the Admin Console"

const listHeader = "Identity Type,Username,Email,Status\n"

var userInvited = &checks.Code{
	Name: "existing-user/invited", Severity: checks.Error, Needs: existingFact,
	Title:     "the user is invited already",
	Why:       "While an invitation is under way the address cannot be added again, with whichever identity type.",
	Fix:       "Leave the row out, or withdraw the invitation in the Admin Console first.",
	Causes:    []checks.Cause{{Symptom: alreadyInvited, Basis: checks.Documented}, {Symptom: invitationOrAccount, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + classicUser, Beside: []string{listHeader + "Adobe ID,,ada@example.com,Invited\n"}},
	Good:      checks.Example{Export: classicHeader + classicUser, Beside: []string{listHeader + "Adobe ID,,bob@example.com,Invited\n"}},
}

var userInOrganization = &checks.Code{
	Name: "existing-user/in-organization", Severity: checks.Warning, Needs: existingFact,
	Title:     "the user is in the organization already",
	Why:       "The row creates nobody. The import reports that and goes on.",
	Fix:       "Leave the row out, or do nothing: the import does not fail because of it.",
	Causes:    []checks.Cause{{Symptom: alreadyAssociated, Basis: checks.Documented}, {Symptom: alreadyAssociatedOther, Basis: checks.Documented}, {Symptom: invitationOrAccount, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + classicUser, Beside: []string{listHeader + "Adobe ID,,ada@example.com,Active\n"}},
	Good:      checks.Example{Export: classicHeader + classicUser, Beside: []string{listHeader + "Adobe ID,,bob@example.com,Active\n"}},
}

func beginExistingUser(f *file) {
	if f.Existing == nil || f.Unread {
		reason := "no list of the users that there are was given"
		if f.Unread {
			reason = "a list of the users that there are could not be read"
		}
		f.skip(userInvited, reason)
		f.skip(userInOrganization, reason)
	}
}

func checkExistingUser(r *row) {
	if r.Existing == nil || r.email == "" || r.notOwned {
		return
	}
	user, ok := r.Existing.Find(r.folded)
	if !ok {
		return
	}
	if user.Invited {
		r.failRow(userInvited, schema.EmailColumn, "The user %s is invited already.", quoted(r.email))
		return
	}
	symptom, message := alreadyAssociated, "The user %s is in the organization already."
	if user.Federated && r.identity == adobeID {
		symptom, message = alreadyAssociatedOther, "The user %s is in the organization already, with a Federated ID."
	}
	f := r.report(userInOrganization, checks.UserExists, schema.EmailColumn, message, quoted(r.email))
	if f.Listed() {
		f.ConsoleMessage = consoleMessage(symptom, r.Line, schema.HideUserInfo(r.email))
	}
}
