package checks

import (
	"strings"
	"unicode"

	"github.com/imslint/imslint/schema"
)

// ClientID finds a client identifier that is not the provisioned one.
var ClientID = &Check{
	Name:  "client-id",
	Title: "the client identifier that Adobe provisioned",
	Step:  LoginPageStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "IMS client identifier is blank",
			Why:    "IMS does not know who asks for a login.",
			Fix:    "Set IMS client identifier to the one that Adobe provisioned.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `clientId=""`},
			Good:   Example{Export: `clientId="campaign"`},
		},
		{
			Name: "whitespace", Severity: Error,
			Title:  "IMS client identifier has white space in it",
			Why:    "IMS compares the identifier as it is, so that a pasted space makes it another one.",
			Fix:    "Remove the white space from IMS client identifier.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `clientId="campaign-prod "`},
			Good:   Example{Export: `clientId="campaign-prod"`},
		},
		{
			Name: "mismatch", Severity: Error, Needs: "provisioned.clientId",
			Title:  "IMS client identifier is not the provisioned one",
			Why:    "IMS shows its login page only to a client that it knows.",
			Fix:    "Set IMS client identifier to the one that Adobe provisioned.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `clientId="Campaign-prod"`, Config: `provisioned: {clientId: campaign-prod}`},
			Good:   Example{Export: `clientId="campaign-prod"`, Config: `provisioned: {clientId: campaign-prod}`},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.ClientID)
		if v.Blank() {
			p.Report("missing", v, "IMS client identifier is blank.")
			return
		}
		stated := p.In.Stated.Provisioned.ClientID
		bare := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, v.Text)
		if bare != v.Text && v.Text != stated.Text {
			p.Report("whitespace", v, "IMS client identifier %s has white space in it.", Quote(v.Text)).Fix = "Set IMS client identifier to " + Visible(bare) + ", without white space."
		}
		switch {
		case stated.Blank():
			p.Skip("mismatch", "the client identifier that Adobe provisioned is not stated")
		case v.Text != stated.Text && bare != stated.Text:
			f := p.Report("mismatch", v, "IMS client identifier is %s, Adobe provisioned %s%s.", Quote(v.Text), Quote(stated.Text), caseHint(bare, stated.Text))
			f.Fix = "Set IMS client identifier to " + Visible(stated.Text) + "."
			f.Related = []Related{{stated.Place, "the provisioned client identifier"}}
		}
	},
}

func caseHint(a, b string) string {
	if strings.EqualFold(a, b) {
		return "; they differ in case alone"
	}
	return ""
}
