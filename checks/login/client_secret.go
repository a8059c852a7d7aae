package login

import (
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// clientSecret finds a secret that a file gives away, and one that it lacks.
// Its value is never part of a message.
var clientSecret = &checks.Check{
	Name:  "client-secret",
	Title: "a client secret that no file gives away",
	Step:  checks.TokenStep,
	Codes: []*checks.Code{secretPlaintext, secretNotExported},
	Account: func(p *checks.Pass, a *schema.Account) {
		switch v := a.Field(schema.ClientSecret); {
		case v.Blank():
			p.Report(secretNotExported, v, "The export holds no client secret, as no export does.")
		case !strings.HasPrefix(strings.TrimSpace(v.Text), "@"):
			p.Report(secretPlaintext, v, "The file holds the client secret in plain text, not in Campaign's encrypted form (@…).")
		}
	},
}

var secretPlaintext = &checks.Code{
	Name: "client-secret/plaintext", Severity: checks.Warning,
	Title:  "the file holds the client secret in plain text",
	Why:    "Whoever reads the file can act as Campaign towards IMS.",
	Fix:    "Have Adobe issue a new client secret, enter it in IMS client secret, and remove the old one from this file and its history.",
	Causes: []checks.Cause{{Symptom: signInReturnFails, Basis: checks.Inferred}},
	Source: privacy,
	Bad:    checks.Example{Export: `clientSecret="example"`},
	Good:   checks.Example{Export: `clientSecret="@ZXhhbXBsZQ=="`},
}

var secretNotExported = &checks.Code{
	Name: "client-secret/not-exported", Severity: checks.Info,
	Title:     "the export holds no client secret",
	Why:       "Exports carry no secrets, so imslint cannot compare it, and an instance that this account is imported into has none.",
	Fix:       "Compare IMS client secret by hand with the one that Adobe issued; after importing the account elsewhere, enter it there again.",
	Causes:    []checks.Cause{{Symptom: signInReturnFails, Basis: checks.Inferred}},
	Source:    environments,
	NoRestart: true,
	Bad:       checks.Example{Export: `clientSecret=`},
	Good:      checks.Example{Export: `clientSecret="@ZXhhbXBsZQ=="`},
}
