package schema

import (
	"fmt"
	"strings"
	"testing"
)

// TestConfigFacts holds each statement that cannot be true, and its nearest
// neighbour that can. The arrow is where the error is.
func TestConfigFacts(t *testing.T) {
	const domains = "adminConsole.domains needs domains such as example.com, found "
	for in, want := range map[string]string{
		"adminConsole: {domains: [{name: example.com, type: Business ID}]}":         "",
		"adminConsole: {domains: [{type: →Federated ID}]}":                          "adminConsole.domains: an entry needs a name",
		"adminConsole: {domains: [{name: '→', type: Federated ID}]}":                "adminConsole.domains: an entry needs a name",
		"adminConsole: {domains: [{name: →example.com, type: ''}]}":                 "adminConsole.domains: an entry needs a type, Enterprise ID or Federated ID",
		"adminConsole: {domains: [{name: example.com, type: →Federated}]}":          "adminConsole.domains[].type needs Adobe ID, Business ID, Enterprise ID or Federated ID, found Federated: did you mean Federated ID?",
		"adminConsole: {domains: [{name: '→https://example.com', type: Adobe ID}]}": domains + "https://example.com",
		"adminConsole: {domains: [{name: →example.com/x, type: Adobe ID}]}":         domains + "example.com/x",
		"adminConsole: {domains: [{name: →ada@example.com, type: Adobe ID}]}":       domains + "ada@example.com",
		"adminConsole: {domains: [{name: '→example.com?', type: Adobe ID}]}":        domains + "example.com?",
		"adminConsole: {domains: [{name: →example, type: Adobe ID}]}":               domains + "example",
		"adminConsole: {domainsElsewhere: [partner.example]}":                       "",
		"adminConsole: {domainsElsewhere: [→partner]}":                              "adminConsole.domainsElsewhere needs domains such as example.com, found partner",
		"adminConsole: {enforcedDomains: [→partner]}":                               "adminConsole.enforcedDomains needs domains such as example.com, found partner",
		"adminConsole: {directorySync: →yes}":                                       "adminConsole.directorySync needs true or false, found yes",
		"adminConsole: {embargoedCountries: [cu, XY]}":                              "",
		"adminConsole: {embargoedCountries: [→C1]}":                                 "adminConsole.embargoedCountries needs two-letter country codes, found C1",
		"adminConsole: {embargoedCountries: [→A]}":                                  "adminConsole.embargoedCountries needs two-letter country codes, found A",
		"adminConsole: {userNames: any}":                                            "",
		"fields: {clientSecret: hush, server: ims/@x}":                              "",
		"fields: {clientSecret: apiKey}":                                            "",
		"adminConsole: {domains: [{name: →a..b, type: Adobe ID}]}":                  domains + "a..b",
		"instances: [{name: a, url: '→https://a..b'}]":                              "url needs an address such as https://campaign.example.com",
		"provisioned: {imsServers: [→a..b]}":                                        "imsServers: an entry is a host name such as ims-na1.adobelogin.com",
		"fields: {clientId: clientIds}":                                             "",
		"fields: {clientId: '→ /@'}":                                                "fields: clientId needs the name of an attribute",
		"fields: {→operatorMail: x}":                                                "fields: there is no logical field operatorMail: did you mean operatorEmail?",
		"fields: {clientId: →apiKey}":                                               "fields: clientId cannot be read from apiKey, which is the name of a secret",
		"instances: [{name: a, url: 'http://a.example.com:8080/x'}]":                "",
		"instances: [{name: a, url: 'https://a.example.com'}]":                      "",
		"instances: [{name: a, url: '→'}]":                                          "url needs an address such as https://campaign.example.com",
		"instances: [{name: a, url: '→https://me@a.example.com'}]":                  "url needs an address such as https://campaign.example.com",
		"instances: [{name: a, url: '→https://a.example.com?x'}]":                   "url needs an address such as https://campaign.example.com",
		"instances: [{name: a, url: '→ftp://a.example.com'}]":                       "url needs an address such as https://campaign.example.com",
		"instances: [{name: a, url: '→https://a b'}]":                               "url needs an address such as https://campaign.example.com",
		"instances: [{environment: →stage}]":                                        "instances: an entry needs a name",
		"instances: [{name: a}, {name: b}, {name: →a}]":                             "instances: duplicate name a, first in line 1",
		"instances: [{name: a, environment: →stages}]":                              "environment needs production, stage or development, found stages: did you mean stage?",
		"provisioned: {clientId: '→https://me:CANARY@x'}":                           "clientId holds a user name or a password: leave it out",
		"provisioned: {clientId: 'me:x@y'}":                                         "",
		"provisioned: {clientId: 'a/b'}":                                            "",
		"provisioned: {scopes: ['→https://me:CANARY@x']}":                           "scopes holds a user name or a password: leave it out",
		"provisioned: {clientId: ''}":                                               "",
		"provisioned: {organizationId: ''}":                                         "",
		"provisioned: {callbackUrls: ['→']}":                                        "callbackUrls: an entry needs its scheme, as in https://campaign.example.com, or starts with ^ as a regular expression",
		"provisioned: {imsServers: ['→https://me:x@ims.example.com']}":              "imsServers: an entry is a host name such as ims-na1.adobelogin.com",
		"provisioned: {imsServers: ['→https:///x']}":                                "imsServers: an entry is a host name such as ims-na1.adobelogin.com",
		"provisioned: {imsServers: ['https://ims.example.com']}":                    "",
		"instances: [{name: a, provisioned: {organizationId: →x}}]":                 "organizationId: an organization ID is 24 letters or digits and @AdobeOrg, as Experience Cloud shows it",
		"fields: {clientId: '→https://u:S@h/x'}":                                    "fields: clientId needs the name of an attribute, and not an address with a password",
		"ignore: [{code: a, reason: b, until: '2027-02-28'}]":                       "",
		"ignore: [{code: a, reason: b, until: '→2027-02-29'}]":                      "ignore: until needs a day such as 2027-01-31, found 2027-02-29",
		"ignore: [{code: a, reason: b, until: '→'}]":                                "ignore: until needs a day such as 2027-01-31, found ",
		"ignore: [{code: '→', reason: b}]":                                          "ignore: an entry needs a code",
		"ignore: [{until: '2027-01-31', reason: →b}]":                               "ignore: an entry needs a code",
		"ignore: [{code: →a, reason: ' '}]":                                         "ignore: an entry needs a reason, for whoever reads it next year",
	} {
		before, after, _ := strings.Cut(in, "→")
		if want != "" {
			want = fmt.Sprintf("imslint.yaml:1:%d: %s", max(strings.Index(in, "→"), 0)+1, want)
		}
		_, bad := ReadConfig("imslint.yaml", strings.NewReader(before+after+"\n"))
		got := ""
		if len(bad) > 0 {
			got = bad[0].Error()
		}
		if got != want || len(bad) > 1 {
			t.Errorf("%s\n got %v\nwant %s", in, bad, want)
		}
	}
}

// TestConfigNotes: what is odd is said, and is not an error.
func TestConfigNotes(t *testing.T) {
	for in, want := range map[string]string{
		"provisioned: {imsServers: [ims-na1-stg1.adobelogin.com]}":                    "imslint.yaml:1:28: imsServers: this is a stage endpoint, which Campaign must not use, not on a stage instance either",
		"provisioned: {imsServers: [ims-na1.adobelogin.com]}":                         "",
		"provisioned: {productContext: dma_campaign_clasic}":                          "imslint.yaml:1:31: productContext: Adobe documents dma_campaign_classic and dma_campaign, found dma_campaign_clasic",
		"provisioned: {productContext: dma_campaign_classic}":                         "",
		"provisioned: {productContext: dma_campaign}":                                 "",
		"provisioned: {productContext: ''}":                                           "",
		"instances: [{name: a, provisioned: {imsServers: [ims-stg.adobelogin.com]}}]": "imslint.yaml:1:50: imsServers: this is a stage endpoint, which Campaign must not use, not on a stage instance either",
	} {
		got := ""
		for _, n := range readConfig(t, in).Notes {
			got += n.Error()
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestConfigAllErrors: a person corrects all of them at once.
func TestConfigAllErrors(t *testing.T) {
	for in, want := range map[string]string{
		"adminConsole: {domains: [{type: Adobe ID}, {name: x, type: Adobe ID}]}":     "1:33 1:51",
		"provisioned: {scopes: ['https://a:b@c', 'https://d:e@f']}":                  "1:25 1:42",
		"provisioned: {callbackUrls: [a, b]}":                                        "1:30 1:33",
		"provisioned:\n  scopes:\n  - a\n  -\n  - b\n  -\n":                          "4:4 6:4",
		"provisoned: {}\ninstances: {}\n":                                            "1:1 2:12",
		"checks: {severity: {a: [b], c: d, e: {f: g}}}":                              "1:24 1:38",
		"accountType: '1'\n---\naccountType: '2'\n---\na: b\n":                       "3:1 5:1",
		"instances: [{name: a, environment: x, hosting: y}]\nignore: [{account: x}]": "1:36 1:48 2:20 2:20",
		"fields: {mask: password}":                                                   "1:10 1:16",
	} {
		_, bad := ReadConfig("imslint.yaml", strings.NewReader(in))
		var places []string
		for _, e := range bad {
			places = append(places, fmt.Sprintf("%d:%d", e.Start().Line, e.Start().Column))
		}
		if got := strings.Join(places, " "); got != want {
			t.Errorf("%q: errors at %s, want %s", in, got, want)
		}
	}
	// Entries of which nothing is stated have no place of their own.
	for _, in := range []string{"instances: [{}]", "ignore: [{}]", "adminConsole: {domains: [{}]}", "fields: {clientId: ~}"} {
		_, bad := ReadConfig("imslint.yaml", strings.NewReader(in))
		if len(bad) == 0 || bad[0].Path() != "imslint.yaml" {
			t.Errorf("%s: got %v", in, bad)
		}
	}
}

// TestConfigSuggestions: of two keys that are equally near the same one is
// offered at every run.
func TestConfigSuggestions(t *testing.T) {
	for range 20 {
		_, bad := ReadConfig("imslint.yaml", strings.NewReader("chelds: {}\n"))
		if want := "imslint.yaml:1:1: unknown key chelds: did you mean checks?"; bad[0].Error() != want {
			t.Fatalf("got %v, want %s", bad[0], want)
		}
	}
}

// TestConfigEdges reads an imslint.yaml of exactly the largest size, and a
// mapping with as many entries as one may have.
func TestConfigEdges(t *testing.T) {
	text := func(n int) string { return "accountType: '1' #" + strings.Repeat("x", n-18) }
	severities := func(n int) string {
		var b strings.Builder
		b.WriteString("checks:\n  severity:\n")
		for i := range n {
			fmt.Fprintf(&b, "    a%d: error\n", i)
		}
		return b.String()
	}
	for _, c := range []struct{ within, beyond, want string }{
		{text(maxConfig), text(maxConfig + 1), "in:1:1: the file is larger than 4 MiB, the limit of imslint.yaml"},
		{severities(maxEntries), severities(maxEntries + 1), "in:3:5: checks.severity holds more than 10000 entries, the limit"},
	} {
		if _, bad := ReadConfig("in", strings.NewReader(c.within)); len(bad) > 0 {
			t.Errorf("at the edge: %v", bad[0])
		}
		if _, bad := ReadConfig("in", strings.NewReader(c.beyond)); len(bad) != 1 || bad[0].Error() != c.want {
			t.Errorf("got %v, want %s", bad, c.want)
		}
	}
}

// TestManyConfigNotes insists on the first of many notes, and on how many there are.
func TestManyConfigNotes(t *testing.T) {
	stage := "ims-stg.adobelogin.com, "
	for n, want := range map[int]string{maxErrors: "imslint.yaml:1:", maxErrors + 1: "imslint.yaml:1:1: and 1 more value that may be a slip"} {
		notes := readConfig(t, "provisioned: {imsServers: ["+strings.Repeat(stage, n)+"]}").Notes
		if len(notes) != n || !strings.HasPrefix(notes[n-1].Error(), want) {
			t.Errorf("%d notes, the last one %v", len(notes), notes[n-1])
		}
	}
}
