package schema

import (
	"strings"
	"testing"
)

func readConfig(t *testing.T, text string) *Config {
	t.Helper()
	c, bad := ReadConfig("imslint.yaml", strings.NewReader(text))
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	return c
}

func TestAdminConsole(t *testing.T) {
	stated := readConfig(t, `adminConsole:
  domains: [{name: Example.com, type: Federated ID}, {name: example.net, type: Enterprise ID}]
  domainsElsewhere: [Partner.example]
  enforcedDomains: [Example.com]
  embargoedCountries: [KP, xx]
  directorySync: true
`).AdminConsole
	nothing := readConfig(t, "adminConsole: {directorySync: false}\n").AdminConsole
	none := readConfig(t, "adminConsole: {domains: [], productConfigurations: [], embargoedCountries: []}\n").AdminConsole
	// Not stated is something else than stated that there are none.
	if nothing.Domains != nil || nothing.ProductConfigurations != nil || none.Domains == nil || none.ProductConfigurations == nil || none.EmbargoedCountries == nil {
		t.Errorf("got %+v and %+v", nothing, none)
	}
	for _, c := range []struct {
		domain                       string
		claimed                      string
		elsewhere, allowed, anywhere bool
	}{
		{"example.com", "Federated ID", false, true, true},
		{"EXAMPLE.NET", "Enterprise ID", false, false, true},
		{"partner.example", "-", true, false, true},
		{"mail.example.com", "-", false, false, true},
	} {
		claimed, ok := stated.Claimed(c.domain)
		if !ok {
			claimed = "-"
		}
		if claimed != c.claimed || stated.Elsewhere(c.domain) != c.elsewhere || stated.Allows(c.domain) != c.allowed || nothing.Allows(c.domain) != c.anywhere {
			t.Errorf("%s: claimed as %s, elsewhere %t, allowed %t", c.domain, claimed, stated.Elsewhere(c.domain), stated.Allows(c.domain))
		}
	}
	for code, want := range map[string][3]bool{"KP": {true, true, false}, "kp": {true, true, false}, "XX": {true, false, false}, "cu": {false, true, false}, "IR": {false, true, false}, "SY": {false, true, false}, "XK": {}, "DE": {}} {
		if got := [3]bool{stated.Embargoed(code), nothing.Embargoed(code), none.Embargoed(code)}; got != want {
			t.Errorf("%s is embargoed: %v, want %v", code, got, want)
		}
	}
	if !stated.Synchronized() || nothing.Synchronized() || none.Synchronized() {
		t.Error("users come from the identity provider only where it is stated")
	}
}
