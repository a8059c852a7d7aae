package users

import (
	"strings"
	"unicode/utf8"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// userName finds user names that the Admin Console, or the owner of the domain,
// does not take.
var userName = &checks.Check{
	Name:  "user-name",
	Title: "a user name that is in ASCII, as the owner of the domain requires, and not used twice",
	Codes: []*checks.Code{userNameNotASCII, userNameNotAnAddress, userNameNotTheAddress, userNameDuplicate, userNameSeparator},
}

const userNamesFact = "adminConsole.userNames"

var userNameNotASCII = &checks.Code{
	Name: "user-name/not-ascii", Severity: checks.Error,
	Title:     "the user name has a character beyond ASCII",
	Why:       "User names of Enterprise IDs and Federated IDs are restricted to ASCII.",
	Fix:       "Write the user name in ASCII, as the identity provider has it.",
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Federated ID,mueller@example.com,x,müller,DE,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Federated ID,mueller@example.com,x,mueller,DE,Jörg,Müller,\n"},
}

var userNameNotAnAddress = &checks.Code{
	Name: "user-name/not-an-address", Severity: checks.Error, Needs: userNamesFact,
	Title:     "the user name is no e-mail address, which the owner of the domain requires",
	Why:       "The owner of a domain can require user names to be e-mail addresses.",
	Fix:       "Write an e-mail address as the user name.",
	Causes:    []checks.Cause{{Symptom: invalidUserName, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,ada,GB,,,\n", Config: "adminConsole: {userNames: email}"},
	Good:      checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,ada@home.example,GB,,,\n", Config: "adminConsole: {userNames: email}"},
}

var userNameNotTheAddress = &checks.Code{
	Name: "user-name/not-the-address", Severity: checks.Error, Needs: userNamesFact,
	Title:     "the user name is another e-mail address than that of the user",
	Why:       "The owner of a domain can require user name and e-mail address to be the same.",
	Fix:       "Write the e-mail address of the user as the user name too.",
	Causes:    []checks.Cause{{Symptom: userNameMustMatch, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,ada@home.example,GB,,,\n", Config: "adminConsole: {userNames: same-as-email}"},
	Good:      checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,Ada@Example.com,GB,,,\n", Config: "adminConsole: {userNames: same-as-email}"},
}

var userNameDuplicate = &checks.Code{
	Name: "user-name/duplicate", Severity: checks.Error,
	Title:     "somebody else has the user name already",
	Why:       "A user name belongs to one user of an Enterprise ID or Federated ID.",
	Fix:       "Give one of the two users another user name.",
	Causes:    []checks.Cause{{Symptom: userNameExists, Basis: checks.Inferred}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,ada,GB,,,\nFederated ID,ada.l@example.com,x,ada,GB,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,ada,GB,,,\nFederated ID,ada.l@example.com,x,adal,GB,,,\n"},
}

var userNameSeparator = &checks.Code{
	Name: "user-name/separator", Severity: checks.Warning,
	Title:     "the user name has a comma or a semicolon",
	Why:       "The import does not support user names with characters that separate fields.",
	Fix:       "Write the user name without commas and semicolons.",
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,\"ada;l\",GB,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,ada.l,GB,,,\n"},
}

func beginUserName(f *file) {
	if !f.Config.AdminConsole.UserNames.Present {
		const reason = "whether the owner of the domain requires user names to be e-mail addresses is not stated"
		f.skip(userNameNotAnAddress, reason)
		f.skip(userNameNotTheAddress, reason)
	}
}

func checkUserName(r *row) {
	name := r.text(schema.UserNameColumn)
	if name == "" {
		return
	}
	// What is the address of the user too, as most user names are, was judged.
	if name != r.email || !r.valid || r.address.Local[0] == '"' {
		checkUserNameText(r, name)
	}
	if r.managed() {
		checkUserNameOwner(r, name)
	}
}

// checkUserNameText judges how a user name is written.
func checkUserNameText(r *row, name string) {
	if i := strings.IndexAny(name, ",;"); i >= 0 {
		f := r.report(userNameSeparator, "", schema.UserNameColumn, "The user name %s has a comma or a semicolon.", quoted(name))
		focus(f, i, i+1)
	}
	if !r.managed() {
		return
	}
	if i := strings.IndexFunc(name, func(c rune) bool { return c >= utf8.RuneSelf }); i >= 0 {
		_, size := utf8.DecodeRuneInString(name[i:])
		f := r.failRow(userNameNotASCII, schema.UserNameColumn, "The user name %s has a character beyond ASCII.", quoted(name))
		focus(f, i, i+size)
	}
	rule := r.Config.AdminConsole.UserNames.Text
	if rule != "email" && rule != "same-as-email" {
		return
	}
	if _, isAddress := schema.ParseEmailAddress(name); !isAddress {
		r.failRow(userNameNotAnAddress, schema.UserNameColumn, "The user name %s is not an e-mail address.", quoted(name))
	} else if rule == "same-as-email" && !strings.EqualFold(name, r.email) {
		r.failRow(userNameNotTheAddress, schema.UserNameColumn, "The user name %s is not the e-mail address of the user, %s.", quoted(name), quoted(r.email))
	}
}

// checkUserNameOwner finds somebody else who has the user name.
func checkUserNameOwner(r *row, name string) {
	folded, entry := r.folded, r.seenAs()
	if name != r.email {
		if folded = strings.ToLower(name); folded != r.folded {
			entry = r.seen.entry(folded, r.seen.texts.Hash(folded))
		}
	}
	at := r.Position(r.header.Span(r.Row, schema.UserNameColumn).From)
	if before, found := r.seen.name(entry, r.seenAs(), at); found {
		f := r.failRow(userNameDuplicate, schema.UserNameColumn, "The user name %s is that of an earlier row with another e-mail address.", quoted(name))
		f.Related = []checks.Related{{Place: before, Message: "the first row with the user name"}}
	} else if r.Existing != nil {
		if owner := r.Existing.AddressOf(folded); owner != "" && owner != r.folded {
			r.failRow(userNameDuplicate, schema.UserNameColumn, "The user name %s is that of %s, who is in the Admin Console already.", quoted(name), quoted(owner))
		}
	}
}
