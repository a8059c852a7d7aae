package checks

import "github.com/imslint/imslint/schema"

// WebUICard finds what keeps the Web user interface card off the home page.
var WebUICard = &Check{
	Name:  "web-ui-card",
	Title: "the fields that the Web user interface card needs",
	Step:  AccountStep,
	Codes: []Code{{
		Name: "empty-field", Severity: Warning,
		Title:  "Server or Tenant is blank",
		Why:    "The home page shows the Web user interface card only where Server, Tenant, Callback server and Association mask are all filled in.",
		Fix:    "Fill in Server (as a rule https://marketing.adobe.com) and Tenant (the name of the Experience Cloud tenant).",
		Causes: []Cause{{"web-ui-card-missing", Documented}},
		Source: homePage,
		Bad:    Example{Export: `tenant=""`},
		Good:   Example{Export: `tenant=`},
	}},
	Account: func(p *Pass, a *schema.Account) {
		for _, field := range []schema.Field{schema.Server, schema.Tenant} {
			if v := a.Field(field); v.Present && v.Blank() {
				p.Report("empty-field", v, "%s is blank.", field.Label()).Fix = "Fill in " + field.Label() + "."
			}
		}
	},
}
