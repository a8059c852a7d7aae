package checks

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/schema"
)

// SingleAccount finds an instance without exactly one well-named, enabled
// external account for the Adobe ID login.
var SingleAccount = &Check{
	Name:  "single-account",
	Title: "one enabled external account named Adobe_Marketing_Cloud",
	Step:  AccountStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "no external account carries the Adobe ID login",
			Why:    "Without the account, Campaign does not know which IMS to send people to.",
			Fix:    "In Administration > Platform > External accounts, create one with Internal name Adobe_Marketing_Cloud and the Adobe Experience Cloud type; the built-in package Integration with the Adobe Experience Cloud brings it.",
			Causes: []Cause{{"no-login-page", Inferred}, {"web-ui-card-missing", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `<extAccount-collection><extAccount name="defaultRouting" label="Routing" type="3"/></extAccount-collection>`},
			Good:   Example{Export: `name="Adobe_Marketing_Cloud"`},
		},
		{
			Name: "duplicate", Severity: Error,
			Title:  "more than one external account carries the Adobe ID login",
			Why:    "With two accounts it is left open which one login takes its settings from.",
			Fix:    "In Administration > Platform > External accounts, delete the extra account.",
			Causes: []Cause{{"no-login-page", Inferred}, {"no-right-matching-expression", Inferred}},
			Source: troubleshooting,
			Bad: Example{Export: `<extAccount-collection>
  <extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud"/>
  <extAccount name="Adobe_Marketing_Cloud_old" type="Adobe Experience Cloud"/>
</extAccount-collection>`},
			Good: Example{Export: `<extAccount-collection>
  <extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud"/>
  <extAccount name="defaultRouting" type="Routing"/>
</extAccount-collection>`},
		},
		{
			Name: "wrong-name", Severity: Error,
			Title:  "the account has another internal name",
			Why:    "Campaign finds the account by its internal name.",
			Fix:    "Set Internal name to Adobe_Marketing_Cloud, with this case and no spaces.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `name="Adobe_marketing_cloud"`},
			Good:   Example{Export: `name="Adobe_Experience_Cloud"`},
		},
		{
			Name: "wrong-type", Severity: Error,
			Title:  "the account has another type",
			Why:    "Only the Adobe Marketing Cloud type, called Adobe Experience Cloud in newer consoles, has the fields that login needs.",
			Fix:    "Set Type to Adobe Experience Cloud (Adobe Marketing Cloud in older consoles).",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `type="3"`},
			Good:   Example{Export: `type="Adobe Marketing Cloud"`},
		},
		{
			Name: "disabled", Severity: Error,
			Title:  "the account is disabled",
			Why:    "A disabled account is not used.",
			Fix:    "Tick Enabled in the external account.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: configuring,
			Bad:    Example{Export: `active="0"`},
			Good:   Example{Export: `active=`},
		},
	},
	Instance: func(p *Pass) {
		accounts := p.In.IMSAccounts()
		if len(accounts) == 0 {
			reportMissing(p)
			return
		}
		first := accounts[0]
		report := func(a *schema.Account, code string, at schema.Value, format string, args ...any) *Finding {
			f := p.Report(code, at, format, args...)
			f.Account = a.Field(schema.Name).Text
			return f
		}
		if t := first.Field(schema.Type); first.RoughlyNamed() && first.TypeName != "" && !first.IMSType() {
			report(first, "wrong-type", t, "Type is %s, which is not Adobe Marketing Cloud.", typeText(first))
		}
		if len(accounts) > 1 {
			for _, extra := range accounts[1:] {
				f := report(extra, "duplicate", whole(extra.Entity), "%s carries the Adobe ID login too, beside %s.%s",
					account(extra), account(first), sameFields(first, extra))
				f.Related = []Related{{first.Place(), "the account that is kept: " + account(first)}}
				if extra.Disabled() {
					f.Severity = Warning
				}
			}
			return
		}
		if name := first.Field(schema.Name); !first.WellNamed() {
			found := "The account has no internal name"
			if name.Present {
				found = "Internal name is " + Quote(name.Text)
			}
			report(first, "wrong-name", name, "%s, but login looks for Adobe_Marketing_Cloud%s.", found, nameHint(first))
		}
		if first.Disabled() {
			report(first, "disabled", first.Field(schema.Enabled), "%s is the only account for the Adobe ID login, and it is disabled.", account(first))
		}
	},
}

// reportMissing reports an instance without account, unless an input that
// could not be read may hold it.
func reportMissing(p *Pass) {
	if len(p.In.Unread) > 0 {
		p.skipAll("every input readable", "no account was found, but "+p.In.Unread[0].Path+" could not be read")
		return
	}
	at := schema.Value{}
	at.Start, at.End = schema.Position{Line: 1, Column: 1}, schema.Position{Line: 1, Column: 1}
	accounts := 0
	likely := -1 // how likely it is that the account belongs into the file
	for _, f := range p.In.Files {
		rank := 0
		switch {
		case len(f.Accounts) > 0:
			rank = 2
		case f.Kind != schema.OtherFile:
			rank = 1
		}
		if rank > likely {
			at.Path, likely = f.Path, rank
		}
		accounts += len(f.Accounts)
	}
	message := "None of the " + Count(accounts, "external account") + " carries the Adobe ID login."
	if accounts <= 1 {
		message = "The export's external account does not carry the Adobe ID login."
	}
	if accounts == 0 {
		message = fmt.Sprintf("There is no external account here. If another file of this instance holds it, give them together under one name: %[1]s=%[2]s %[1]s=OTHER, or as a folder.", p.In.Name, at.Path)
	}
	p.Report("missing", at, "%s", message)
}

// account names an external account in a message.
func account(a *schema.Account) string {
	name := a.Field(schema.Name)
	if name.Blank() {
		return "an account without internal name"
	}
	return Quote(name.Text)
}

func typeText(a *schema.Account) string {
	value := a.Field(schema.Type).Text
	if value == a.TypeName {
		return Quote(value)
	}
	return Quote(value) + " (" + a.TypeName + ")"
}

func nameHint(a *schema.Account) string {
	if a.RoughlyNamed() {
		return "; it differs in case or spaces alone"
	}
	return ""
}

// sameFields says which fields of two accounts hold the same.
func sameFields(a, b *schema.Account) string {
	var same []string
	for _, n := range schema.AllFields() {
		v, w := a.Field(n.Field), b.Field(n.Field)
		if !v.Blank() && v.Text == w.Text {
			same = append(same, n.Label)
		}
	}
	if len(same) == 0 {
		return ""
	}
	return " They have the same " + strings.Join(same, ", ") + "."
}
