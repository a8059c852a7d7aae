package migration

import (
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// operators finds operators that a login with an Adobe ID will not lead to.
var operators = &checks.Check{
	Name:     "operators",
	Title:    "operators with e-mail addresses that the Admin Console knows",
	Step:     checks.RightsStep,
	Codes:    []*checks.Code{operatorNoEmail, operatorDuplicateEmail, operatorNotInConsole, operatorDisabled, operatorForeignDomain},
	Instance: checkOperators,
}

const (
	withOperators = `<operator-collection><operator name="ada" email="ada@example.com"/><operator name="bob" email="bob@example.com"/></operator-collection>`
	withUsers     = "Identity Type,Username,Email\nAdobe ID,ada,ada@example.com\nAdobe ID,bob,bob@example.com\n"
)

var operatorNoEmail = &checks.Code{
	Name: "operators/no-email", Severity: checks.Error, Needs: "operators with an e-mail address",
	Title:     "an operator has no e-mail address",
	Why:       "Before the migration every native operator needs an e-mail address, which links the Adobe ID to the operator.",
	Fix:       "Enter the person's e-mail address in the Contact points section of the operator.",
	Causes:    []checks.Cause{{Symptom: noRights, Basis: checks.Inferred}},
	Source:    userMigration,
	OnlySome:  true,
	NoRestart: true,
	Bad: checks.Example{Export: `name="Adobe_Marketing_Cloud"`,
		Beside: []string{`<operator-collection><operator name="ada" email="ada@example.com"/><operator name="bob"/></operator-collection>`}},
	Good: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{withOperators}},
}

var operatorDuplicateEmail = &checks.Code{
	Name: "operators/duplicate-email", Severity: checks.Error, Needs: "operators with an e-mail address",
	Title:     "two operators have the same e-mail address",
	Why:       "The e-mail address of every native operator has to be unique; otherwise an Adobe ID matches two operators.",
	Fix:       "Give each of the two operators an e-mail address of its own, or delete the one that nobody uses.",
	Causes:    []checks.Cause{{Symptom: noRights, Basis: checks.Inferred}},
	Source:    userMigration,
	OnlySome:  true,
	NoRestart: true,
	Bad: checks.Example{Export: `name="Adobe_Marketing_Cloud"`,
		Beside: []string{`<operator-collection><operator name="ada" email="ada@example.com"/><operator name="ada2" email="Ada@example.com"/></operator-collection>`}},
	Good: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{withOperators}},
}

var operatorNotInConsole = &checks.Code{
	Name: "operators/not-in-admin-console", Severity: checks.Error, Needs: "an Admin Console user CSV",
	Title:     "an operator is not in the Admin Console",
	Why:       "Without a user in the Admin Console the person has no Adobe ID that leads to this instance.",
	Fix:       "Add the person to the Admin Console with the product profiles of this instance, or correct the e-mail address of the operator.",
	Causes:    []checks.Cause{{Symptom: noRights, Basis: checks.Inferred}},
	Source:    userMigration,
	OnlySome:  true,
	NoRestart: true,
	Bad: checks.Example{Export: `imsRightsMask=""`,
		Beside: []string{`<operator-collection><operator name="ada" email="ada.l@example.com"/></operator-collection>`, withUsers}},
	Good: checks.Example{Export: `imsRightsMask=""`, Beside: []string{withOperators, withUsers}},
}

var operatorDisabled = &checks.Code{
	Name: "operators/disabled", Severity: checks.Warning, Needs: "an Admin Console user CSV",
	Title:     "a disabled operator is a user of the Admin Console",
	Why:       "The operator was locked out of Campaign, but the person can still sign in with an Adobe ID.",
	Fix:       "Remove the person's product profiles in the Admin Console, or enable the operator again.",
	Source:    "inferred from " + userMigration,
	NoRestart: true,
	Bad: checks.Example{Export: `imsRightsMask=""`,
		Beside: []string{`<operator-collection><operator name="ada" email="ada@example.com" disable="1"/></operator-collection>`, withUsers}},
	Good: checks.Example{Export: `imsRightsMask=""`, Beside: []string{withOperators, withUsers}},
}

var operatorForeignDomain = &checks.Code{
	Name: "operators/foreign-domain", Severity: checks.Info, Needs: "adminConsole.domains",
	Title:     "an operator's address is outside the domains of the organization",
	Why:       "An address outside the claimed domains can only be an Adobe ID or a Business ID, which the person keeps after leaving.",
	Fix:       "Use an address of one of the organization's domains, if the person has one.",
	Source:    "inferred from https://helpx.adobe.com/enterprise/using/identity.html",
	NoRestart: true,
	Bad: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Config: `adminConsole: {domains: [{name: example.com, type: Federated ID}]}`,
		Beside: []string{`<operator-collection><operator name="ada" email="ada@agency.example"/></operator-collection>`}},
	Good: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Config: `adminConsole: {domains: [{name: example.com, type: Federated ID}]}`, Beside: []string{withOperators}},
}

func checkOperators(p *checks.Pass) {
	if len(p.In.Operators) == 0 {
		p.SkipAll("exported operators (xtk:operator)", "no operators were given")
		return
	}
	emailKnown := p.In.HasEmail()
	if !emailKnown {
		const reason = "no operator has an e-mail address; fields.operatorEmail in imslint.yaml can say which attribute holds it"
		p.Skip(operatorNoEmail, reason)
		p.Skip(operatorDuplicateEmail, reason)
	}
	listed := consoleAddresses(p.In)
	if !listed.some {
		p.Skip(operatorNotInConsole, "no user list of the Admin Console was given")
		p.Skip(operatorDisabled, "no user list of the Admin Console was given")
	}
	console := &p.In.Config.AdminConsole
	if console.Domains == nil {
		p.Skip(operatorForeignDomain, "the domains of this organization are not stated")
	}
	first := map[string]*schema.Entity{} // the operator who has an address
	search := p.Search()
	for o := range p.In.OperatorList() {
		if p.In.Exempt(o.Name.Text) {
			continue
		}
		name, address := checks.Quote(o.Name.Text), o.Address()
		if address == "" {
			if emailKnown && !o.Disabled && !o.IMS() {
				p.Report(operatorNoEmail, o.Email, "The operator %s has no e-mail address.", name)
			}
			continue
		}
		if e, twice := first[address]; twice {
			other := p.In.Operator(e)
			f := p.Report(operatorDuplicateEmail, o.Email, "The operator %s has the same e-mail address as %s, %s.", name, checks.Quote(other.Name.Text), checks.Quote(o.Email.Text))
			f.User = o.Email.Shown()
			f.Related = []checks.Related{{Place: other.Email.Place, Message: "the e-mail address of " + checks.Quote(other.Name.Text)}}
		} else {
			first[address] = o.Entity
		}
		if _, domain, ok := cutAddress(address); ok && console.Domains != nil && !o.Disabled {
			if _, ours := console.Claimed(domain); !ours {
				p.Report(operatorForeignDomain, o.Email, "The address of the operator %s, %s, is outside the domains of this organization.", name, checks.Quote(o.Email.Text)).User = o.Email.Shown()
			}
		}
		switch {
		case !listed.some:
		case o.Disabled && listed.has[address]:
			f := p.Report(operatorDisabled, o.Email, "The operator %s is disabled, and %s is a user of the Admin Console.", name, checks.Quote(o.Email.Text))
			f.User = o.Email.Shown()
		case !o.Disabled && !listed.has[address]:
			full := p.Full(operatorNotInConsole)
			f := p.Report(operatorNotInConsole, o.Email, "The Admin Console has no user %s, the e-mail address of the operator %s.", checks.Quote(o.Email.Text), name)
			f.User = o.Email.Shown()
			if full || listed.names == nil {
				continue
			}
			if near := search.Nearest(address, listed.names); near != "" {
				f.Message += " Nearest: " + checks.Quote(near) + "."
			}
		}
	}
}

// addressBook holds the addresses of the users of the Admin Console.
type addressBook struct {
	some bool            // whether there is any
	has  map[string]bool // by the address of an operator: whether it is among them

	names *checks.Names // each once, nil where there are more than maxAddresses
}

// consoleAddresses goes over the users of the Admin Console, of whom there may be
// many more than operators.
func consoleAddresses(in *schema.Instance) addressBook {
	book := addressBook{has: map[string]bool{}}
	if !in.HasUsers() {
		return book
	}
	for o := range in.OperatorList() {
		book.has[o.Address()] = false
	}
	var all []string
	seen := map[string]bool{}
	for u := range in.Users() {
		address := schema.FoldAddress(u.Email())
		if address == "" {
			continue
		}
		book.some = true
		if _, known := book.has[address]; known {
			book.has[address] = true
		}
		if len(seen) <= maxAddresses && !seen[address] {
			address = strings.Clone(address) // which must not keep the file
			seen[address] = true
			all = append(all, address)
		}
	}
	if len(all) <= maxAddresses {
		book.names = checks.NewNames(all)
	}
	return book
}

// maxAddresses is how many addresses are held in search of the nearest one.
const maxAddresses = 50_000
