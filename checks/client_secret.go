package checks

import (
	"strings"

	"github.com/imslint/imslint/schema"
)

// ClientSecret finds a secret that a file gives away, and one that it lacks.
// Its value is never part of a message.
var ClientSecret = &Check{
	Name:  "client-secret",
	Title: "a client secret that no file gives away",
	Step:  TokenStep,
	Codes: []Code{
		{
			Name: "plaintext", Severity: Warning,
			Title:  "the file holds the client secret in plain text",
			Why:    "Whoever reads the file can act as Campaign towards IMS.",
			Fix:    "Have Adobe issue a new client secret, enter it in IMS client secret, and remove the old one from this file and its history.",
			Source: privacy,
			Bad:    Example{Export: `clientSecret="example"`},
			Good:   Example{Export: `clientSecret="@ZXhhbXBsZQ=="`},
		},
		{
			Name: "not-exported", Severity: Info,
			Title:     "the export holds no client secret",
			Why:       "Exports carry no secrets, so an instance that this one is imported into has none, and login fails there.",
			Fix:       "Enter IMS client secret by hand after importing the account.",
			Causes:    []Cause{{"no-login-page", Inferred}},
			Source:    environments,
			Elsewhere: true,
			Bad:       Example{Export: `clientSecret=`},
			Good:      Example{Export: `clientSecret="@ZXhhbXBsZQ=="`},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		switch v := a.Field(schema.ClientSecret); {
		case v.Blank():
			p.Report("not-exported", v, "The export holds no client secret; it must be entered again after an import.")
		case !strings.HasPrefix(strings.TrimSpace(v.Text), "@"):
			p.Report("plaintext", v, "The file holds the client secret in plain text, not in Campaign's encrypted form (@…).")
		}
	},
}
