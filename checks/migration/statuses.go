package migration

import (
	"fmt"
	"iter"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// Statuses holds the check of the people who are to be migrated. It predicts
// the statuses of a user migration, person by person.
var Statuses = &checks.Catalogue{Checks: []*checks.Check{people}, Symptoms: statuses}

// people finds persons whose migration will fail.
var people = &checks.Check{
	Name:  "migration",
	Title: "people whose user migration succeeds",
	Codes: []*checks.Code{gmailCharacter, invalidDomain, notInDirectory, inactiveUser, type2E},
}

// statusSource is where Adobe documents the statuses of a user migration.
const statusSource = "https://experienceleague.adobe.com/en/docs/marketo/using/product-docs/administration/marketo-with-adobe-identity/adobe-ims-user-migration-troubleshooting-guide"

// skipPerson is what to do with a person who need not be migrated.
const skipPerson = "Skip the person in the migration console."

const rerun = " Then run the migration again for this person."

var gmailCharacter = &checks.Code{
	Name: "migration/gmail-character", Severity: checks.Error,
	Title:     "a Gmail address has a character that Adobe does not allow",
	Why:       "Adobe's security policy allows neither . nor + in front of the @ of a Gmail address.",
	Fix:       "Change the person's address to one without . and +, and have it verified again." + rerun,
	Causes:    []checks.Cause{{Symptom: &gmailStatus, Basis: checks.Documented}},
	Source:    statusSource,
	NoRestart: true,
}

var invalidDomain = &checks.Code{
	Name: "migration/invalid-domain", Severity: checks.Error, Needs: "adminConsole.enforcedDomains or adminConsole.domainsElsewhere",
	Title:     "the domain of the address is not allowed",
	Why:       "Domain enforcement lets only the allowed domains through, and a domain that another organization has claimed belongs to that one.",
	Fix:       "Change the person's address to an allowed domain, or have a system administrator move the domain to a directory without domain enforcement." + rerun,
	Causes:    []checks.Cause{{Symptom: &domainStatus, Basis: checks.Documented}},
	Source:    statusSource,
	NoRestart: true,
}

var notInDirectory = &checks.Code{
	Name: "migration/not-in-directory", Severity: checks.Error, Needs: "adminConsole.directorySync and --directory",
	Title:     "the person is not in the directory",
	Why:       "With directory synchronization users are created only through the identity provider.",
	Fix:       "Have a system administrator add the person to the directory, with the right permissions." + rerun,
	Causes:    []checks.Cause{{Symptom: &notInDirectoryStatus, Basis: checks.Documented}},
	Source:    statusSource,
	NoRestart: true,
}

var inactiveUser = &checks.Code{
	Name: "migration/inactive-user", Severity: checks.Error, Needs: "adminConsole.directorySync and --directory",
	Title:     "the person is inactive in the directory",
	Why:       "With directory synchronization a federated account that is inactive or disabled cannot be migrated.",
	Fix:       "Have a system administrator restore the person's status and permissions in the directory." + rerun,
	Causes:    []checks.Cause{{Symptom: &inactiveStatus, Basis: checks.Documented}},
	Source:    statusSource,
	NoRestart: true,
}

var type2E = &checks.Code{
	Name: "migration/type2e", Severity: checks.Error, Needs: "adminConsole.domains and --existing with Identity Type",
	Title:     "an Adobe ID keeps the federated account from being created",
	Why:       "A federated account cannot be created while an Adobe ID of an individual has the same address.",
	Fix:       "Remove the individual user from the organization (the person loses access to all products for that time), run the migration again so that the federated account is created, and add the person to the products again.",
	Causes:    []checks.Cause{{Symptom: &type2EStatus, Basis: checks.Documented}},
	Source:    statusSource,
	NoRestart: true,
}

// Person is somebody who is to be migrated.
type Person struct {
	Address string              // e-mail address, as it is written
	Email   func() schema.Value // the address with its place
	Who     string              // operator name, "" for a row of a CSV
}

// Lists are what is known about people besides the people themselves; nil for
// what was not given.
type Lists struct {
	// Existing reports whether a user of the Admin Console has an Adobe ID; ok is
	// false where there is no such user.
	Existing  func(address string) (adobeID, ok bool)
	Directory *schema.Directory
	// ExistingUnread and DirectoryUnread say that such a list was given and could
	// not be read.
	ExistingUnread, DirectoryUnread bool
}

// Operators returns the operators of an instance who are to be migrated: those
// who are not exempt and have an e-mail address.
func Operators(in *schema.Instance) iter.Seq[Person] {
	return func(yield func(Person) bool) {
		for o := range in.OperatorList() {
			if o.Address() != "" && !in.Exempt(o.Name.Text) && !yield(Person{o.Email.Text, func() schema.Value { return o.Email }, o.Name.Text}) {
				return
			}
		}
	}
}

// Judge predicts the status of each person and adds what will fail to a result.
func Judge(r *checks.Result, persons iter.Seq[Person], console *schema.AdminConsole, lists Lists) {
	skip := func(code *checks.Code, reason string) {
		r.Skip(&checks.Skipped{Check: people, Code: code, Instance: r.Instance, Needs: code.Needs, Reason: reason})
	}
	nobody := true
	for range persons {
		nobody = false
		break
	}
	if nobody {
		r.Skip(&checks.Skipped{Check: people, Instance: r.Instance, Needs: "operators with an e-mail address, or a CSV of people", Reason: "nobody who could be migrated was given"})
		return
	}
	lacking := func(reason string, unread bool) string {
		if unread {
			return "a list that was given could not be read"
		}
		return reason
	}
	domainKnown := console.EnforcedDomains != nil || console.DomainsElsewhere != nil
	if !domainKnown {
		skip(invalidDomain, "neither the enforced domains nor those of other organizations are stated")
	}
	directory := false
	switch {
	case !console.DirectorySync.Present:
		skip(notInDirectory, "adminConsole.directorySync is not stated")
		skip(inactiveUser, "adminConsole.directorySync is not stated")
	case console.Synchronized() && lists.Directory == nil:
		skip(notInDirectory, lacking("no list of the directory was given", lists.DirectoryUnread))
		skip(inactiveUser, lacking("no list of the directory was given", lists.DirectoryUnread))
	default:
		directory = console.Synchronized()
	}
	federated := false
	switch {
	case lists.Existing == nil:
		skip(type2E, lacking("no list of existing users with a column Identity Type was given", lists.ExistingUnread))
	case console.Domains == nil:
		skip(type2E, "the domains of this organization are not stated")
	default:
		federated = true
	}
	for person := range persons {
		address := schema.FoldAddress(person.Address)
		local, domain, ok := cutAddress(address)
		if !ok {
			continue
		}
		report := func(code *checks.Code, format string, args ...any) *checks.Finding {
			if r.Full(code) { // it is only counted: a place and words cost something
				return r.Report(people, code, schema.Value{}, "")
			}
			email := person.Email()
			f := r.Report(people, code, email, fmt.Sprintf(format, args...))
			f.User, f.Status = email.Shown(), code.Causes[0].Symptom.Messages[0]
			if code != type2E { // for which the document has no other way
				f.Otherwise = skipPerson
			}
			return f
		}
		shown := quotedAddress(person.Address)
		if (domain == "gmail.com" || domain == "googlemail.com") && strings.ContainsAny(local, ".+") {
			report(gmailCharacter, "The Gmail address %s has %s in front of the @.", shown, gmailCharacters(local))
		}
		if domainKnown {
			switch {
			case console.Elsewhere(domain):
				report(invalidDomain, "Another organization has claimed the domain of %s.", shown).Fix = "Have a system administrator of the organization that has claimed the domain add the address to its exception list." + rerun
			case !console.Allows(domain):
				report(invalidDomain, "Domain enforcement does not allow the domain of %s.", shown)
			}
		}
		if directory {
			switch active, there := lists.Directory.Find(address); {
			case !there:
				report(notInDirectory, "The directory does not have %s.", shown)
			case !active:
				report(inactiveUser, "%s is not active in the directory.", shown)
			}
		}
		if federated {
			adobeID, _ := lists.Existing(address)
			claimed, ours := console.Claimed(domain)
			if adobeID && ours && claimed == "Federated ID" {
				report(type2E, "%s exists with an Adobe ID, and its domain is claimed for Federated ID.", shown)
			}
		}
	}
}

// quotedAddress is an address that is put in quotes when a message is made.
type quotedAddress string

func (a quotedAddress) String() string { return checks.Quote(strings.TrimSpace(string(a))) }

func cutAddress(address string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(address, '@')
	if i <= 0 || i == len(address)-1 {
		return "", "", false
	}
	return address[:i], address[i+1:], true
}

func gmailCharacters(local string) string {
	dot, plus := strings.Contains(local, "."), strings.Contains(local, "+")
	switch {
	case dot && plus:
		return ". and +"
	case dot:
		return "."
	}
	return "+"
}
