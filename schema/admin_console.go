package schema

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/node"
)

// AdminConsole is what the user states of the Admin Console below adminConsole:
// in imslint.yaml. What is not stated is absent or empty.
type AdminConsole struct {
	Domains               []Domain // claimed by this organization
	DomainsElsewhere      []Value  // claimed by others
	UserNames             Value    // one of UserNameRules
	ProductConfigurations []Value
	EmbargoedCountries    []Value // two-letter codes; DefaultEmbargoed where they are not stated
	DirectorySync         Value   // true: users come from the identity provider only
	EnforcedDomains       []Value // domain enforcement is on, and allows these

	claimed             map[string]string // identity types, by domain in lower case
	elsewhere, enforced map[string]bool   // domains in lower case
}

// Domain is a domain that an organization has claimed, for one identity type.
type Domain struct{ Name, Type Value }

// UserNameRules are the values of adminConsole.userNames: what the domain owner
// requires of a user name.
var UserNameRules = []string{"any", "email", "same-as-email"}

// IdentityTypes are the identity types of the Admin Console. Business ID is
// what an Adobe ID of an organization became.
var IdentityTypes = []string{"Adobe ID", "Business ID", "Enterprise ID", "Federated ID"}

// DefaultEmbargoed are countries with which Adobe does no business, unless the
// configuration states others.
var DefaultEmbargoed = []string{"CU", "IR", "KP", "SY"}

// Claimed returns the identity type for which this organization has claimed a
// domain; ok is false where it has not.
func (a *AdminConsole) Claimed(domain string) (identityType string, ok bool) {
	identityType, ok = a.claimed[strings.ToLower(domain)]
	return identityType, ok
}

// index makes the look-ups: there may be thousands of domains, and a million
// addresses.
func (a *AdminConsole) index() {
	a.claimed = make(map[string]string, len(a.Domains))
	for _, d := range a.Domains {
		if name := strings.ToLower(d.Name.Text); a.claimed[name] == "" { // the first one counts
			a.claimed[name] = d.Type.Text
		}
	}
	a.elsewhere, a.enforced = domainSet(a.DomainsElsewhere), domainSet(a.EnforcedDomains)
}

func domainSet(list []Value) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, v := range list {
		set[strings.ToLower(v.Text)] = true
	}
	return set
}

// Elsewhere reports whether another organization has claimed a domain.
func (a *AdminConsole) Elsewhere(domain string) bool { return a.elsewhere[strings.ToLower(domain)] }

// Allows reports whether domain enforcement lets a domain through; it does
// where nothing is enforced.
func (a *AdminConsole) Allows(domain string) bool {
	return a.EnforcedDomains == nil || a.enforced[strings.ToLower(domain)]
}

// Synchronized reports whether users come from the identity provider only.
func (a *AdminConsole) Synchronized() bool { return a.DirectorySync.Text == "true" }

// Embargoed reports whether Adobe does no business with a country.
func (a *AdminConsole) Embargoed(code string) bool {
	if a.EmbargoedCountries == nil {
		return slices.Contains(DefaultEmbargoed, strings.ToUpper(code))
	}
	return slices.ContainsFunc(a.EmbargoedCountries, func(v Value) bool { return strings.EqualFold(v.Text, code) })
}

func (d *configReader) adminConsole(a *AdminConsole) func(*node.Node, string) {
	return func(n *node.Node, key string) {
		d.mapping(n, key, keys{
			"domains": listed(&a.Domains, d.each(func(n *node.Node, key string) {
				var domain Domain
				d.mapping(n, key, keys{"name": d.value(&domain.Name), "type": d.value(&domain.Type)})
				a.Domains = append(a.Domains, domain)
			})),
			"domainsElsewhere": d.values(&a.DomainsElsewhere), "userNames": d.value(&a.UserNames),
			"productConfigurations": listed(&a.ProductConfigurations, d.values(&a.ProductConfigurations)),
			"embargoedCountries":    listed(&a.EmbargoedCountries, d.values(&a.EmbargoedCountries)),
			"directorySync":         d.value(&a.DirectorySync), "enforcedDomains": d.values(&a.EnforcedDomains),
		})
	}
}

// listed has an empty list count as stated: that there are none.
func listed[T any](list *[]T, read func(*node.Node, string)) func(*node.Node, string) {
	return func(n *node.Node, key string) {
		if n.Kind == node.Sequence {
			*list = []T{}
		}
		read(n, key)
	}
}

// checkAdminConsole finds values that cannot be true.
func (d *configReader) checkAdminConsole(a *AdminConsole) {
	for _, domain := range a.Domains {
		if domain.Name.Blank() {
			d.failAt(firstStated(domain.Name, domain.Type), "adminConsole.domains: an entry needs a name")
			continue
		}
		d.checkDomain(domain.Name, "adminConsole.domains")
		if domain.Type.Blank() {
			d.failAt(domain.Name, "adminConsole.domains: an entry needs a type, Enterprise ID or Federated ID")
		} else {
			d.oneOf(domain.Type, "adminConsole.domains[].type", IdentityTypes)
		}
	}
	for _, v := range a.DomainsElsewhere {
		d.checkDomain(v, "adminConsole.domainsElsewhere")
	}
	for _, v := range a.EnforcedDomains {
		d.checkDomain(v, "adminConsole.enforcedDomains")
	}
	d.oneOf(a.UserNames, "adminConsole.userNames", UserNameRules)
	d.oneOf(a.DirectorySync, "adminConsole.directorySync", []string{"true", "false"})
	for _, v := range a.EmbargoedCountries {
		if len(v.Text) != 2 || strings.Trim(strings.ToUpper(v.Text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			d.failAt(v, "adminConsole.embargoedCountries needs two-letter country codes, found %s", printable(v.Text))
		}
	}
}

func (d *configReader) checkDomain(v Value, key string) {
	u, ok := ParseURL(v.Text)
	if !ok || u.Scheme != "" || u.Path != "" || u.UserInfo || u.Query || !strings.Contains(u.Host, ".") {
		d.failAt(v, "%s needs domains such as example.com, found %s", key, printable(v.Text))
	}
}
