package users

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// emailDomain finds addresses in domains that the organization has not claimed
// for the identity type.
var emailDomain = &checks.Check{
	Name:  "email-domain",
	Title: "a domain that the organization has claimed for the identity type",
	Codes: []*checks.Code{domainNotOwned},
}

var domainNotOwned = &checks.Code{
	Name: "email-domain/not-owned", Severity: checks.Error, Needs: "adminConsole.domains",
	Title:     "the domain of the address is not claimed here for the identity type",
	Why:       "Accounts with an Enterprise ID or a Federated ID are created only in a domain that the organization has claimed for that type.",
	Fix:       "Claim the domain in the Admin Console, write the identity type that it is claimed for, or add the person with an Adobe ID.",
	Causes:    []checks.Cause{{Symptom: domainIsNotOwned, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Enterprise ID,ada@example.com,x,,GB,,,\n", Config: "adminConsole: {domains: [{name: example.com, type: Federated ID}]}"},
	Good:      checks.Example{Export: classicHeader + "Enterprise ID,ada@Example.com,x,,GB,,,\n", Config: "adminConsole: {domains: [{name: example.com, type: Enterprise ID}]}"},
}

func beginEmailDomain(f *file) {
	if f.Config.AdminConsole.Domains == nil {
		f.skip(domainNotOwned, "the domains of this organization are not stated")
	}
}

func checkEmailDomain(r *row) {
	if !r.managed() || !r.valid {
		return
	}
	console := &r.Config.AdminConsole
	report := func(format string, args ...any) {
		r.failRow(domainNotOwned, schema.EmailColumn, format, args...)
		r.notOwned = r.runs(domainNotOwned)
	}
	switch claimed, ok := console.Claimed(r.address.Domain); {
	case console.Elsewhere(r.address.Domain):
		report("Another organization has claimed the domain %s.", quoted(r.address.Domain))
	case console.Domains == nil:
	case !ok:
		report("This organization has not claimed the domain %s.", quoted(r.address.Domain))
	case claimed != r.identity:
		report("The domain %s is claimed for %s, and the user has the type %s.", quoted(r.address.Domain), claimed, r.identity)
	}
}
