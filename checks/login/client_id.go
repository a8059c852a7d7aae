package login

import (
	"strings"
	"unicode"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// clientID finds a client identifier that is not the provisioned one.
var clientID = &checks.Check{
	Name:    "client-id",
	Title:   "the client identifier that Adobe provisioned",
	Step:    checks.LoginPageStep,
	Codes:   []*checks.Code{clientIDMissing, clientIDWhitespace, clientIDMismatch},
	Account: checkClientID,
}

var clientIDMissing = &checks.Code{
	Name: "client-id/missing", Severity: checks.Error,
	Title:  "IMS client identifier is blank",
	Why:    "IMS does not know who asks for a login.",
	Fix:    "Set IMS client identifier to the one that Adobe provisioned.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: configuring,
	Bad:    checks.Example{Export: `clientId=""`},
	Good:   checks.Example{Export: `clientId="campaign-prod"`},
}

var clientIDWhitespace = &checks.Code{
	Name: "client-id/whitespace", Severity: checks.Error,
	Title:  "IMS client identifier contains white space",
	Why:    "IMS compares the identifier as it is, so that a pasted space makes it another one.",
	Fix:    "Remove the white space from IMS client identifier.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: configuring,
	Bad:    checks.Example{Export: `clientId="campaign-prod "`},
	Good:   checks.Example{Export: `clientId="campaign-prod"`},
}

var clientIDMismatch = &checks.Code{
	Name: "client-id/mismatch", Severity: checks.Error, Needs: "provisioned.clientId",
	Title:  "IMS client identifier is not the provisioned one",
	Why:    "The client ID of the external account has to match the one provisioned by IMS.",
	Fix:    "Set IMS client identifier to the one that Adobe provisioned.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `clientId="Campaign-prod"`, Config: `provisioned: {clientId: campaign-prod}`},
	Good:   checks.Example{Export: `clientId="campaign-prod"`, Config: `provisioned: {clientId: campaign-prod}`},
}

func checkClientID(p *checks.Pass, a *schema.Account) {
	v := a.Field(schema.ClientID)
	stated := p.In.Stated.Provisioned.ClientID
	if stated.Blank() {
		p.Skip(clientIDMismatch, schema.ClientIDFact.Unstated)
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, v.Text)
	var f *checks.Finding
	switch {
	case v.Text == stated.Text && !stated.Blank():
		return
	case v.Blank():
		f = p.Report(clientIDMissing, v, "IMS client identifier is blank.")
	case bare != v.Text:
		f = p.Report(clientIDWhitespace, v, "IMS client identifier %s contains white space.", checks.Quote(v.Text))
		if stated.Blank() {
			f.Set(bare)
		}
	case !stated.Blank():
		f = p.Report(clientIDMismatch, v, "IMS client identifier is %s, Adobe provisioned %s%s.%s", checks.Quote(v.Text), checks.Quote(stated.Text), caseHint(v.Text, stated.Text), lookAlike(v.Text))
	default:
		return
	}
	if !stated.Blank() {
		f.Set(stated.Text)
		f.Related = []checks.Related{{Place: stated.Place, Message: "the provisioned client identifier"}}
	}
}

func caseHint(a, b string) string {
	if strings.EqualFold(a, b) {
		return "; they differ only in case"
	}
	return ""
}
