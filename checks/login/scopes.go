package login

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// scopes finds scopes that the IMS client was not given.
var scopes = &checks.Check{
	Name:    "scopes",
	Title:   "scopes that are a subset of the provisioned ones",
	Step:    checks.LoginPageStep,
	Codes:   []*checks.Code{scopesMissing, scopesWrongSeparator, scopesNotProvisioned, scopesDuplicate, scopesEmptyItem, scopesUsualMissing},
	Account: checkScopes,
}

var scopesMissing = &checks.Code{
	Name: "scopes/missing", Severity: checks.Error,
	Title:  "IMS scope is blank",
	Why:    "That IMS shows no login page to a request without scopes is inferred; every public configuration has some.",
	Fix:    "Set IMS scope to the scopes that Adobe provisioned for the IMS client.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: "inferred from the public configurations, all of which have scopes",
	Bad:    checks.Example{Export: `userScope=""`},
	Good:   checks.Example{Export: `userScope="openid,session,additional_info.projectedProductContext"`},
}

var scopesWrongSeparator = &checks.Code{
	Name: "scopes/wrong-separator", Severity: checks.Error,
	Title:  "the scopes are not separated by commas",
	Why:    "IMS separates scopes at commas and spaces; with any other separator the list is one unknown scope.",
	Fix:    "Separate the scopes in IMS scope by commas.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: userAuth,
	Bad:    checks.Example{Export: `userScope="openid;session;additional_info.projectedProductContext"`},
	Good:   checks.Example{Export: `userScope="openid,session,additional_info.projectedProductContext"`},
}

var scopesNotProvisioned = &checks.Code{
	Name: "scopes/not-provisioned", Severity: checks.Error, Needs: "provisioned.scopes",
	Title:  "a scope was not provisioned for the IMS client",
	Why:    "The scopes of the external account must be a subset of those that Adobe provisioned.",
	Fix:    "Remove the scope from IMS scope, or correct its spelling and case.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Documented}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `userScope="openid,Session,additional_info.projectedProductContext"`, Config: `provisioned: {scopes: [openid, session, additional_info.projectedProductContext]}`},
	Good:   checks.Example{Export: `userScope="openid,session,additional_info.projectedProductContext"`, Config: `provisioned: {scopes: [openid, session, additional_info.projectedProductContext]}`},
}

var scopesDuplicate = &checks.Code{
	Name: "scopes/duplicate", Severity: checks.Warning,
	Title:  "a scope is listed twice",
	Why:    "As far as is known IMS accepts it, but it suggests a list that was edited by hand.",
	Fix:    "Remove the second one from IMS scope.",
	Source: scopesRFC,
	Bad:    checks.Example{Export: `userScope="openid,session,openid,additional_info.projectedProductContext"`},
	Good:   checks.Example{Export: `userScope="openid,session,additional_info.projectedProductContext"`},
}

var scopesEmptyItem = &checks.Code{
	Name: "scopes/empty-item", Severity: checks.Warning,
	Title:  "a comma has no scope on one side",
	Why:    "Readers of the list differ in how they treat an empty scope.",
	Fix:    "Remove the extra comma from IMS scope.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: scopesRFC,
	Bad:    checks.Example{Export: `userScope="openid,,session,additional_info.projectedProductContext"`},
	Good:   checks.Example{Export: `userScope="openid, session, additional_info.projectedProductContext"`},
}

var scopesUsualMissing = &checks.Code{
	Name: "scopes/usual-missing", Severity: checks.Info,
	Title:     "a scope that every public configuration has is missing",
	Why:       "Developer Console credentials need openid, and every public configuration of this account asks for additional_info.projectedProductContext, which carries the product profiles.",
	Fix:       "Ask Adobe whether the scope is provisioned for the IMS client, and add it to IMS scope if so.",
	Source:    userAuth,
	NoRestart: true,
	Bad:       checks.Example{Export: `userScope="openid,session"`},
	Good:      checks.Example{Export: `userScope="openid,session,additional_info.projectedProductContext"`},
}

// usualScopes are those that every public configuration asks for.
var usualScopes = []string{"openid", "additional_info.projectedProductContext"}

// scopesListed returns how many scopes have a finding of their own for one code;
// the rest share one. A finding carries the whole corrected list, of about so
// many bytes, so with one for each scope a report would grow with the square of a
// broken list.
func scopesListed(size int) int { return max(1, min(100, 1<<20/max(1, size))) }

// maxWritten is how long the list of provisioned scopes is at most, in bytes, that a
// correction writes out: each of thousands of instances may have it.
const maxWritten = 4 << 10

// writtenOut returns the provisioned scopes as a correction writes them out, "" where
// it does not.
func writtenOut(provisioned []string) string {
	if list := strings.Join(provisioned, ","); len(list) <= maxWritten {
		return list
	}
	return ""
}

// maxScopeLetters bounds how many pairs of letters are compared in search of the
// nearest provisioned scopes of an account.
const maxScopeLetters = 5_000_000

func moreScopes(n int) string {
	if n == 1 {
		return "1 more scope is"
	}
	return checks.Count(n, "more scope") + " are"
}

func checkScopes(p *checks.Pass, a *schema.Account) {
	v := a.Field(schema.Scopes)
	list := schema.ParseScopes(v)
	stated := p.In.Stated.Provisioned.Scopes
	provisioned := schema.Texts(stated)
	if len(stated) == 0 {
		p.Skip(scopesNotProvisioned, schema.ScopesFact.Unstated)
	}
	if len(list.Items) == 0 {
		f := p.Report(scopesMissing, v, "IMS scope is blank.")
		if list := writtenOut(provisioned); list != "" {
			f.Set(list)
		}
		return
	}
	var faults []*checks.Finding
	if len(list.Wrong) > 0 {
		f := p.Report(scopesWrongSeparator, v, "IMS scope separates scopes with %s, expected a comma.", checks.Quote(list.Wrong[0].Written()))
		if written := list.Wrong[0].Written(); written != ";" && written != "|" {
			f.Message = "IMS scope separates scopes with ; or |, expected a comma."
		}
		f.Focus = list.Wrong[0]
		faults = append(faults, f)
	}
	if len(list.Empty) > 0 {
		f := p.Report(scopesEmptyItem, v, "IMS scope has an empty entry: an extra comma.")
		f.Focus = list.Empty[0]
		faults = append(faults, f)
	}
	var right []string // the list as it has to be
	added := map[string]bool{}
	add := func(name string) {
		if !added[name] {
			added[name] = true
			right = append(right, name)
		}
	}
	known := map[string]bool{}
	for _, name := range provisioned {
		known[name] = true
	}
	letters := 0 // of all that are provisioned
	for _, name := range provisioned {
		letters += len(name)
	}
	maxScopes, compared := scopesListed(len(v.Text)+letters), 0
	times := map[string]int{}
	twice, foreign := 0, 0
	for _, s := range list.Items {
		times[s.Name]++
		switch {
		case times[s.Name] == 2:
			if twice++; twice > maxScopes {
				continue
			}
			f := p.Report(scopesDuplicate, v, "The scope %s is listed more than once.", checks.Quote(s.Shown))
			f.Focus = s.Place
			faults = append(faults, f)
		case times[s.Name] > 2:
		case len(stated) > 0 && !known[s.Name]:
			if foreign++; foreign > maxScopes {
				continue
			}
			f := p.Report(scopesNotProvisioned, v, "The scope %s is not among those that Adobe provisioned.%s", checks.Quote(s.Shown), lookAlike(s.Shown))
			f.Focus = s.Place
			f.Related = []checks.Related{{Place: stated[0].Place, Message: "the provisioned scopes"}}
			if compared += len(s.Name) * letters; compared <= maxScopeLetters { // among more, nobody looks for a slip
				if near := checks.NearestName(s.Name, provisioned); near != "" {
					f.Message += " Nearest: " + checks.Quote(near) + "."
					add(near)
				}
			}
			faults = append(faults, f)
		default:
			add(s.Name)
		}
	}
	if n := twice - maxScopes; n > 0 {
		faults = append(faults, p.Report(scopesDuplicate, v, "%s listed more than once.", moreScopes(n)))
	}
	if n := foreign - maxScopes; n > 0 {
		faults = append(faults, p.Report(scopesNotProvisioned, v, "%s not among those that Adobe provisioned.", moreScopes(n)))
	}
	written := strings.Join(right, ",")
	if len(right) == 0 {
		right, written = provisioned, writtenOut(provisioned)
	}
	if written != "" {
		for _, f := range faults {
			f.Set(written)
		}
	}
	for _, usual := range usualScopes {
		if !slices.Contains(right, usual) {
			p.Report(scopesUsualMissing, v, "IMS scope lacks %s, which every public configuration of this account has.", usual)
		}
	}
}
