package login

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// webUICard finds what keeps the Web user interface card off the home page.
var webUICard = &checks.Check{
	Name:  "web-ui-card",
	Title: "the fields that the Web user interface card needs",
	Step:  checks.AccountStep,
	Codes: []*checks.Code{webUIEmptyField},
	Account: func(p *checks.Pass, a *schema.Account) {
		for _, field := range []schema.Field{schema.Server, schema.Tenant} {
			v := a.Field(field)
			switch {
			case v.Present && v.Blank():
				p.Report(webUIEmptyField, v, "%s is blank.", field.Label()).Fix = fillIn(field)
			case !v.Present && p.In.Schema != nil && p.In.Schema.Has(field):
				p.Report(webUIEmptyField, v, "%s is blank: the exported schema has the field, and the export leaves it out.", field.Label()).Fix = fillIn(field)
			}
		}
	},
}

var webUIEmptyField = &checks.Code{
	Name: "web-ui-card/empty-field", Severity: checks.Warning,
	Title:  "Server or Tenant is blank",
	Why:    "The home page of Campaign v8.6 and later shows the Web user interface card only where Server, Tenant, Callback server and Association mask are all filled in.",
	Fix:    "Fill in Server (usually https://marketing.adobe.com) and Tenant (the name of the Experience Cloud tenant).",
	Causes: []checks.Cause{{Symptom: webUICardMissing, Basis: checks.Documented}},
	Source: homePage,
	Bad:    checks.Example{Export: `tenant=""`},
	Good:   checks.Example{Export: `tenant="example"`},
}

func fillIn(f schema.Field) string {
	if f == schema.Server {
		return "Fill in Server (usually https://marketing.adobe.com), if this is Campaign v8.6 or later."
	}
	return "Fill in Tenant (the name of the Experience Cloud tenant), if this is Campaign v8.6 or later."
}
