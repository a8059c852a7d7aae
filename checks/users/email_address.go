package users

import (
	"strings"
	"unicode/utf8"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// emailAddress finds e-mail addresses that the Admin Console does not take.
var emailAddress = &checks.Check{
	Name:  "email-address",
	Title: "an e-mail address that is valid and not used twice",
	Codes: []*checks.Code{emailInvalid, emailTooLong, emailDuplicate},
}

var emailInvalid = &checks.Code{
	Name: "email-address/invalid", Severity: checks.Error,
	Title:     "the e-mail address is missing or not one",
	Why:       "The Admin Console rejects the file at upload: a user is known by the address.",
	Fix:       "Write the address as name@example.com, without a display name or spaces.",
	Causes:    []checks.Cause{{Symptom: validEmailExpected, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example,,,,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,,,,\n"},
}

// maxEmail is how many characters an address may have.
const maxEmail = 60

const longLocal = "a.very.long.name.that.somebody.gave.to.an.accoun" // of 48 characters

var emailTooLong = &checks.Code{
	Name: "email-address/too-long", Severity: checks.Error,
	Title:     "the e-mail address has more than 60 characters",
	Why:       "The Admin Console takes addresses of up to 60 characters.",
	Fix:       "Give the person a shorter address.",
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID," + longLocal + "t@example.org,,,,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID," + longLocal + "@example.org,,,,,,\n"},
}

var emailDuplicate = &checks.Code{
	Name: "email-address/duplicate", Severity: checks.Error,
	Title:     "the e-mail address is in an earlier row already",
	Why:       "The first row creates the user, so that the second one fails.",
	Fix:       "Remove one of the two rows, or correct its address.",
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + classicUser + "Adobe ID,Ada@Example.com,,,,,,\n"},
	Good:      checks.Example{Export: classicHeader + classicUser + "Adobe ID,ada2@example.com,,,,,,\n"},
}

func checkEmailAddress(r *row) {
	if r.email == "" {
		r.rejectFile(emailInvalid, schema.EmailColumn, "The e-mail address is missing.")
		return
	}
	if len(r.email) > maxEmail && utf8.RuneCountInString(r.email) > maxEmail {
		r.rejectFile(emailTooLong, schema.EmailColumn, "The e-mail address has %d characters, the Admin Console takes %d.", utf8.RuneCountInString(r.email), maxEmail)
	}
	if !r.valid {
		r.rejectFile(emailInvalid, schema.EmailColumn, "%s is not an e-mail address: %s.", quoted(r.email), later(func() string { return emailFault(r.email) }))
		return
	}
	at := r.Position(r.header.Span(r.Row, schema.EmailColumn).From)
	if before, found := r.seen.address(r.seenAs(), at); found {
		f := r.failRow(emailDuplicate, schema.EmailColumn, "The e-mail address %s is in an earlier row already.", quoted(r.email))
		f.Related = []checks.Related{{Place: before, Message: "the first row with the address"}}
	}
}

// emailFault says why a text is no address, as far as that can be said.
func emailFault(text string) string {
	local, domain, found := strings.Cut(text, "@")
	switch {
	case !found:
		return "it has no @"
	case local == "":
		return "there is nothing in front of the @"
	case domain == "":
		return "there is nothing behind the @"
	case strings.ContainsAny(text, ";,") && strings.Count(text, "@") > 1:
		return "it holds several addresses"
	case strings.ContainsAny(text, "<>"):
		return "it holds more than the address"
	case strings.Contains(domain, "@"):
		return "it has more than one @"
	case strings.IndexFunc(text, func(c rune) bool { return c > '~' }) >= 0:
		return "it has a character beyond ASCII"
	case strings.ContainsAny(text, " \t\n"):
		return "it holds white space"
	case !strings.Contains(domain, "."):
		return "the domain needs two or more parts, as in example.com"
	}
	return "a character or a dot is where none may be"
}
