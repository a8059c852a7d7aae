package migration

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// nativeLogin finds a native login that is still open, or was closed before
// everybody could do without it.
var nativeLogin = &checks.Check{
	Name:       "native-login",
	Title:      "native login closed, once nobody needs it any more",
	Step:       checks.RightsStep,
	Codes:      []*checks.Code{nativeOpen, nativeClosedTooEarly, nativeExemptionRemoved, nativeUnknownOperator},
	Instance:   checkNativeLogin,
	AfterLogin: true,
}

// The two attributes that close native login.
const (
	disableAPI        = "shared/imsConfig/nonIMSAuthnAPI/@disableAPI"
	restrictOperators = "shared/imsConfig/nonIMSOperatorMgmtInClientConsole/@nonIMSOperatorMgmtInClientConsoleRestricted"
)

// Pieces of the examples: a server configuration, with native login closed.
const (
	configBegin  = `<serverConf><shared><imsConfig><nonIMSAuthnAPI disableAPI=`
	allowAdmin   = `<allowOperator name="admin"/>`
	allowServer  = `<allowOperator name="aemserver"/>`
	allowOthers  = `<allowOperator name="campaign-loginmonitor"/><allowOperator name="internal|monitoring"/>`
	configEnd    = `</nonIMSAuthnAPI><nonIMSOperatorMgmtInClientConsole nonIMSOperatorMgmtInClientConsoleRestricted="true"/></imsConfig></shared></serverConf>`
	closedConfig = configBegin + `"true">` + allowAdmin + allowServer + allowOthers + configEnd
)

const serverNeeds = "imsConfig of serverConf.xml or config-<instance>.xml"

var nativeOpen = &checks.Code{
	Name: "native-login/open", Severity: checks.Warning, Needs: serverNeeds,
	Title:  "native login is not closed",
	Why:    "The last step of the migration closes native login for everybody except technical operators; until then passwords of Campaign still work.",
	Fix:    "Set the attribute to true in the instance's server configuration when everybody uses the Adobe ID login.",
	Source: imsImpact,
	Bad:    checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{configBegin + `"false">` + allowAdmin + allowServer + allowOthers + configEnd}},
	Good:   checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{closedConfig}},
}

var nativeClosedTooEarly = &checks.Code{
	Name: "native-login/closed-too-early", Severity: checks.Error, Needs: serverNeeds + " and exported operators",
	Title:    "native login is closed, and the Adobe ID login does not work for everybody",
	Why:      "Once native login is closed, operators that do not use the Adobe ID login are locked out, and everybody is where that login is broken.",
	Fix:      "Set disableAPI to false in the instance's server configuration until the Adobe ID login works and every operator uses it.",
	Causes:   []checks.Cause{{Symptom: lockedOut, Basis: checks.Inferred}},
	Source:   imsImpact,
	OnlySome: true,
	Bad: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{closedConfig,
		`<operator-collection><operator name="ada" email="ada@example.com"><access authenticationType="native"/></operator></operator-collection>`}},
	Good: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{closedConfig,
		`<operator-collection><operator name="ada" email="ada@example.com"><access authenticationType="ims"/></operator></operator-collection>`}},
}

var nativeExemptionRemoved = &checks.Code{
	Name: "native-login/default-exemption-removed", Severity: checks.Warning, Needs: serverNeeds,
	Title:  "the allow-list lacks a technical operator that it has by default",
	Why:    "The technical operators of Campaign have no Adobe ID; without the exemption their tasks stop.",
	Fix:    "Add the operator to the allow-list again, as an allowOperator element of nonIMSAuthnAPI in imsConfig.",
	Causes: []checks.Cause{{Symptom: lockedOut, Basis: checks.Inferred}},
	Source: imsImpact,
	Bad:    checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{configBegin + `"true">` + allowAdmin + allowOthers + configEnd}},
	Good:   checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{closedConfig}},
}

var nativeUnknownOperator = &checks.Code{
	Name: "native-login/unknown-operator", Severity: checks.Warning, Needs: serverNeeds + " and exported operators",
	Title:  "the allow-list names an operator that does not exist",
	Why:    "A misspelt name exempts nobody: the intended operator is refused once native login is closed.",
	Fix:    "Correct the name in the allow-list of imsConfig, or remove it.",
	Causes: []checks.Cause{{Symptom: lockedOut, Basis: checks.Inferred}},
	Source: imsImpact,
	Bad: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{withOperatorsIMS,
		configBegin + `"true"><allowOperator name="bop"/>` + allowAdmin + allowServer + allowOthers + configEnd}},
	Good: checks.Example{Export: `name="Adobe_Marketing_Cloud"`, Beside: []string{withOperatorsIMS,
		configBegin + `"true"><allowOperator name="bob"/>` + allowAdmin + allowServer + allowOthers + configEnd}},
}

const withOperatorsIMS = `<operator-collection><operator name="ada" email="ada@example.com"><access authenticationType="ims"/></operator><operator name="bob" email="bob@example.com"><access authenticationType="ims"/></operator></operator-collection>`

func checkNativeLogin(p *checks.Pass) {
	element, ok := p.In.IMSConfig()
	if !ok {
		reason := "no server configuration file was given"
		if p.In.HasServerFiles() {
			reason = "the server configuration has no imsConfig"
		}
		p.SkipAll(serverNeeds, reason)
		return
	}
	closed := false
	for _, path := range []string{disableAPI, restrictOperators} {
		v, known := p.In.ServerValue(path)
		switch {
		case known && strings.EqualFold(strings.TrimSpace(v.Text), "true"):
			closed = closed || path == disableAPI
			continue
		case !known && v.Present:
			p.Skip(nativeOpen, "several instances' files disagree about "+path[strings.LastIndex(path, "@"):])
			continue
		case !known:
			v = element
			v.Attribute = path
		}
		name := path[strings.LastIndex(path, "@")+1:]
		f := p.Report(nativeOpen, v, "%s is not true, and so native login is open.", name)
		f.Fix = "Set " + name + " to true in the instance's server configuration when everybody uses the Adobe ID login."
	}
	if closed {
		checkClosedTooEarly(p)
	}
	checkAllowList(p)
}

// checkClosedTooEarly runs where native login is closed.
func checkClosedTooEarly(p *checks.Pass) {
	v, _ := p.In.ServerValue(disableAPI)
	var names []string
	var related []checks.Related
	for o := range p.In.OperatorList() {
		if p.In.Exempt(o.Name.Text) || o.Auth.Blank() || o.IMS() {
			continue
		}
		names = append(names, o.Name.Text)
		if len(related) < 5 {
			related = append(related, checks.Related{Place: o.Auth.Place, Message: "authentication type of " + checks.Quote(o.Name.Text)})
		}
	}
	var reasons []string
	if p.LoginBroken() {
		reasons = append(reasons, "the external account for the Adobe ID login has errors, so that nobody can log in")
	}
	if len(names) > 0 {
		reasons = append(reasons, checks.Count(len(names), "operator")+" cannot use the Adobe ID login yet: "+checks.List(names))
	}
	if len(reasons) == 0 {
		if len(p.In.Operators) == 0 {
			p.Skip(nativeClosedTooEarly, "no operators were given: export xtk:operator too")
		}
		return
	}
	p.Report(nativeClosedTooEarly, v, "disableAPI is true, and %s.", strings.Join(reasons, "; ")).Related = related
}

// checkAllowList compares the allow-list with the operators that there are, and
// with those that it has by default.
func checkAllowList(p *checks.Pass) {
	var first schema.Value
	lacking := slices.Clone(schema.DefaultAllowed)
	for v := range p.In.AllowedOperators() {
		if !first.Present {
			first = v
		}
		lacking = slices.DeleteFunc(lacking, func(name string) bool { return name == v.Text })
	}
	if !first.Present {
		return // without a list the defaults apply
	}
	for _, name := range lacking {
		f := p.Report(nativeExemptionRemoved, first, "The allow-list lacks the technical operator %s, which it has by default.", name)
		f.Fix = `Add <allowOperator name="` + name + `"/> to nonIMSAuthnAPI in imsConfig.`
	}
	if len(p.In.Operators) == 0 {
		p.Skip(nativeUnknownOperator, "no operators were given: export xtk:operator too")
		return
	}
	known := map[string]bool{}
	var names []string
	for _, o := range p.In.Operators {
		name := o.InternalName().Text
		known[name] = true
		names = append(names, name)
	}
	among, search := checks.NewNames(names), p.Search()
	for v := range p.In.AllowedOperators() {
		if known[v.Text] || slices.Contains(schema.DefaultAllowed, v.Text) {
			continue
		}
		full := p.Full(nativeUnknownOperator)
		if full {
			p.Report(nativeUnknownOperator, v, "")
			continue
		}
		f := p.Report(nativeUnknownOperator, v, "The allow-list names the operator %s, which the export does not have.", checks.Quote(v.Shown()))
		if near := search.Nearest(v.Text, among); near != "" {
			f.Message += " Nearest: " + checks.Quote(near) + "."
		}
	}
}
