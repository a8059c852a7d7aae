package login

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// singleAccount finds an instance without exactly one well-named, enabled
// external account for the Adobe ID login.
var singleAccount = &checks.Check{
	Name:     "single-account",
	Title:    "one enabled external account named Adobe_Marketing_Cloud",
	Step:     checks.AccountStep,
	Codes:    []*checks.Code{accountMissing, accountDuplicate, accountWrongName, accountWrongType, accountDisabled, accountEnabledUnconfirmed},
	Instance: checkAccounts,
}

var accountMissing = &checks.Code{
	Name: "single-account/missing", Severity: checks.Error,
	Title:  "no external account carries the Adobe ID login",
	Why:    "Without the account, Campaign does not know which IMS to send people to.",
	Fix:    "In Administration > Platform > External accounts, create one with Internal name Adobe_Marketing_Cloud and the type Adobe Experience Cloud; the built-in package Integration with the Adobe Experience Cloud brings it.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}, {Symptom: webUICardMissing, Basis: checks.Inferred}},
	Source: configuring,
	Bad:    checks.Example{Export: `<extAccount-collection><extAccount name="defaultRouting" label="Routing" type="3" active="1"/></extAccount-collection>`},
	Good:   checks.Example{Export: `name="Adobe_Marketing_Cloud"`},
}

var accountDuplicate = &checks.Code{
	Name: "single-account/duplicate", Severity: checks.Error,
	Title:  "more than one external account carries the Adobe ID login",
	Why:    "With two accounts, it is undefined which one the login uses.",
	Fix:    "In Administration > Platform > External accounts, delete the extra account.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}, {Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad: checks.Example{Export: `<extAccount-collection>
  <extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud" active="1"/>
  <extAccount name="Adobe_Marketing_Cloud_old" type="Adobe Experience Cloud" active="1"/>
</extAccount-collection>`},
	Good: checks.Example{Export: `<extAccount-collection>
  <extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud" active="1"/>
  <extAccount name="defaultRouting" type="Routing" active="1"/>
</extAccount-collection>`},
}

var accountWrongName = &checks.Code{
	Name: "single-account/wrong-name", Severity: checks.Error,
	Title:  "the account has another internal name",
	Why:    "Adobe documents the account under this internal name; that login finds it by the name is inferred.",
	Fix:    "Set Internal name to Adobe_Marketing_Cloud, with this case and no spaces.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `name="Adobe_marketing_cloud"`},
	Good:   checks.Example{Export: `name="Adobe_Marketing_Cloud"`},
}

var accountWrongType = &checks.Code{
	Name: "single-account/wrong-type", Severity: checks.Error,
	Title:  "the account has another type",
	Why:    "Only the type Adobe Marketing Cloud, called Adobe Experience Cloud in newer consoles, has the fields that login needs.",
	Fix:    "Set Type to Adobe Experience Cloud (Adobe Marketing Cloud in older consoles).",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `type="3"`},
	Good:   checks.Example{Export: `type="Adobe Marketing Cloud"`},
}

var accountDisabled = &checks.Code{
	Name: "single-account/disabled", Severity: checks.Error,
	Title:  "the account is disabled",
	Why:    "Campaign does not use a disabled external account. Exports leave out Enabled where it is off.",
	Fix:    "Tick Enabled in the external account.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: "inferred from what Enabled means for every external account",
	Bad:    checks.Example{Export: `active="0"`},
	Good:   checks.Example{Export: `active="1"`},
}

var accountEnabledUnconfirmed = &checks.Code{
	Name: "single-account/enabled-unconfirmed", Severity: checks.Info,
	Title:     "the export does not show whether the account is enabled",
	Why:       "Exports leave out fields that hold their default, and nothing else in this file shows whether Enabled was left out because it is off.",
	Fix:       "Look whether Enabled is ticked in the external account.",
	Source:    classicDocs + "platform/using/working-with-data-packages.md",
	NoRestart: true,
	Bad:       checks.Example{Export: `active=`},
	Good:      checks.Example{Export: `active="1"`},
}

func checkAccounts(p *checks.Pass) {
	accounts := p.In.IMSAccounts()
	if len(accounts) == 0 {
		reportMissing(p)
		return
	}
	first := accounts[0]
	report := func(a *schema.Account, code *checks.Code, at schema.Value, format string, args ...any) *checks.Finding {
		f := p.Report(code, at, format, args...)
		f.Account = a.Field(schema.Name).Shown()
		return f
	}
	// The only account is judged under the name that it has to have.
	named := len(accounts) == 1 || first.RoughlyNamed()
	if t := first.Field(schema.Type); named && first.TypeName != "" && !first.IMSType() {
		f := report(first, accountWrongType, t, "Type is %s, which is not Adobe Experience Cloud.", typeText(first))
		if right := first.RightType(); right != "" {
			f.Set(right)
		}
	}
	var fields []schema.Value
	kept := "" // what first is called: names may be long, and the extra accounts many
	if len(accounts) > 1 {
		fields, kept = filledIn(first), accountName(first)
	}
	for _, extra := range accounts[1:] {
		if p.Full(accountDuplicate) {
			p.Report(accountDuplicate, schema.Value{}, "")
			continue
		}
		what := "carries the Adobe ID login too, in addition to"
		if extra.Stub() {
			what = "is a stub, with few of its fields filled in, in addition to"
		}
		name := accountName(extra)
		f := report(extra, accountDuplicate, checks.EntityValue(extra.Entity), "%s %s %s.%s", name, what, kept, sameFields(fields, extra))
		f.Related = []checks.Related{{Place: first.Place(), Message: "the account to keep: " + kept}}
		f.Fix = "In Administration > Platform > External accounts, delete " + name + "."
		if !first.WellNamed() {
			f.Fix += " Set Internal name of " + kept + " to Adobe_Marketing_Cloud."
		}
		if extra.Disabled() {
			f.Severity = checks.Warning
		}
	}
	if len(accounts) > 1 {
		return
	}
	if name := first.Field(schema.Name); !first.WellNamed() {
		found := "The account has no internal name"
		if name.Present {
			found = "Internal name is " + checks.Quote(name.Text)
		}
		hint := ""
		if first.RoughlyNamed() {
			hint = "; it differs only in case or spaces"
		}
		report(first, accountWrongName, name, "%s, expected Adobe_Marketing_Cloud%s.%s", found, hint, lookAlike(name.Text)).Set("Adobe_Marketing_Cloud")
	}
	enabled := first.Field(schema.EnabledField)
	switch first.Enabled {
	case schema.EnabledNo:
		report(first, accountDisabled, enabled, "%s is the only account for the Adobe ID login, and it is disabled.", accountName(first)).Set("1")
	case schema.EnabledLeftOut:
		report(first, accountDisabled, enabled, "%s is the only account for the Adobe ID login, and Enabled is left out: other accounts of this file have it as 1, so this one is disabled.", accountName(first)).Set("1")
	case schema.EnabledUnknown:
		report(first, accountEnabledUnconfirmed, enabled, "The export leaves Enabled out, and nothing else in the file shows what that means.")
	}
}

// reportMissing reports an instance without account, unless an input that
// could not be read may hold it.
func reportMissing(p *checks.Pass) {
	if len(p.In.Unread) > 0 {
		p.SkipAll("every input readable", "no account was found, but "+p.In.Unread[0].Path()+" could not be read")
		return
	}
	// Where the account would be expected: a file with accounts before one of
	// another of our kinds.
	path, likely, accounts := "", -1, 0
	for _, f := range p.In.Files {
		rank := 0
		switch {
		case len(f.Accounts) > 0:
			rank = 2
		case f.Kind != schema.OtherFile:
			rank = 1
		}
		if rank > likely {
			path, likely = f.Path, rank
		}
		accounts += len(f.Accounts)
	}
	at := schema.Value{Place: source.File(path)}
	var message string
	switch accounts {
	case 0:
		message = fmt.Sprintf("There is no external account here. If another file of this instance holds it, give them together under one name: %[1]s=%[2]s %[1]s=OTHER, or as a folder.", p.In.Name, path)
	case 1:
		message = "The only external account of the export does not carry the Adobe ID login."
	default:
		message = "None of the " + checks.Count(accounts, "external account") + " carries the Adobe ID login."
	}
	p.Report(accountMissing, at, "%s", checks.Visible(message))
}

// accountName names an external account in a message.
func accountName(a *schema.Account) string {
	name := a.Field(schema.Name)
	if name.Blank() {
		return "an account without internal name"
	}
	return checks.Quote(name.Text)
}

func typeText(a *schema.Account) string {
	value := a.Field(schema.Type).Text
	if value == a.TypeName {
		return checks.Quote(value)
	}
	return checks.Quote(value) + " (" + checks.Visible(schema.HideUserInfo(a.TypeName)) + ")"
}

// filledIn returns the fields of an account that are not blank, without secrets.
func filledIn(a *schema.Account) (list []schema.Value) {
	for _, n := range schema.AllFields() {
		if v := a.Field(n.Field); !v.Blank() && !v.Secret() {
			list = append(list, v)
		}
	}
	return list
}

// sameFields says which of some fields have the same value in another account.
func sameFields(fields []schema.Value, other *schema.Account) string {
	var same []string
	for _, v := range fields {
		if other.Field(v.Field).Text == v.Text {
			same = append(same, v.Field.Label())
		}
	}
	if len(same) == 0 {
		return ""
	}
	return " They have the same " + strings.Join(same, ", ") + "."
}
