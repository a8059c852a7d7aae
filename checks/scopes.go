package checks

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema"
)

// Scopes finds scopes that the IMS client was not given.
var Scopes = &Check{
	Name:  "scopes",
	Title: "scopes that are a subset of the provisioned ones",
	Step:  LoginPageStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "IMS scope is blank",
			Why:    "IMS shows no login page to a request without scopes.",
			Fix:    "Set IMS scope to the scopes that Adobe provisioned for the IMS client.",
			Causes: []Cause{{"no-login-page", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `userScope=""`},
			Good:   Example{Export: `userScope="openid"`},
		},
		{
			Name: "not-provisioned", Severity: Error, Needs: "provisioned.scopes",
			Title:  "a scope was not provisioned for the IMS client",
			Why:    "IMS refuses the whole request when one scope of it was not given to the client.",
			Fix:    "Remove the scope from IMS scope, or correct its spelling and case.",
			Causes: []Cause{{"no-login-page", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `userScope="openid,Session"`, Config: `provisioned: {scopes: [openid, session]}`},
			Good:   Example{Export: `userScope="session openid"`, Config: `provisioned: {scopes: [openid, session]}`},
		},
		{
			Name: "duplicate", Severity: Warning,
			Title:  "a scope stands twice",
			Why:    "It is harmless to IMS as far as is known, and a sign of a list put together by hand.",
			Fix:    "Remove the second one from IMS scope.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: scopesRFC,
			Bad:    Example{Export: `userScope="openid,session,openid"`},
			Good:   Example{Export: `userScope="openid,session,OpenID"`},
		},
		{
			Name: "empty-item", Severity: Warning,
			Title:  "a comma has no scope on one side",
			Why:    "How an empty scope is taken depends on who reads the list.",
			Fix:    "Remove the extra comma from IMS scope.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: scopesRFC,
			Bad:    Example{Export: `userScope="openid,,session"`},
			Good:   Example{Export: `userScope="openid, session"`},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.Scopes)
		scopes := schema.ParseScopes(v)
		if len(scopes.Items) == 0 {
			p.Report("missing", v, "IMS scope is blank.")
			return
		}
		if len(scopes.Empty) > 0 {
			p.Report("empty-item", v, "IMS scope has an empty entry: a comma too many.").Focus = scopes.Empty[0]
		}
		stated := p.In.Stated.Provisioned.Scopes
		provisioned := schema.Texts(stated)
		if len(stated) == 0 {
			p.Skip("not-provisioned", "the scopes that Adobe provisioned are not stated")
		}
		times := map[string]int{}
		for _, s := range scopes.Items {
			times[s.Name]++
			switch {
			case times[s.Name] == 2:
				p.Report("duplicate", v, "The scope %s stands more than once.", Quote(s.Name)).Focus = s.Place
			case times[s.Name] == 1 && len(stated) > 0 && !slices.Contains(provisioned, s.Name):
				f := p.Report("not-provisioned", v, "The scope %s is not among those that Adobe provisioned.", Quote(s.Name))
				f.Focus = s.Place
				f.Related = []Related{{stated[0].Place, "the provisioned scopes"}}
				if near := nearestScope(s.Name, provisioned); near != "" {
					f.Message += " Nearest: " + Quote(near) + "."
					f.Fix = "Replace it with " + Visible(near) + " in IMS scope, or remove it."
				}
			}
		}
	},
}

func nearestScope(name string, provisioned []string) string {
	for _, p := range provisioned {
		if strings.EqualFold(p, name) {
			return p
		}
	}
	return schema.Nearest(name, provisioned)
}
