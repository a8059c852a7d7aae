package checks

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/schema"
)

// documentedServers are the hosts that Adobe documents for Campaign.
var documentedServers = []string{"adobeid-na1.services.adobe.com", "ims-na1.adobelogin.com"}

// IMSServer finds an IMS server that Campaign must not use.
var IMSServer = &Check{
	Name:  "ims-server",
	Title: "an IMS production host that Adobe documents",
	Step:  LoginPageStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "IMS server is blank",
			Why:    "Without it Campaign cannot send anybody to a login page.",
			Fix:    "Set IMS server to https://ims-na1.adobelogin.com.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsServer=""`},
			Good:   Example{Export: `imsServer="ims-na1.adobelogin.com"`},
		},
		{
			Name: "malformed", Severity: Error,
			Title:  "IMS server is no host name or https address",
			Why:    "Campaign adds the path of the login page to it, so it must be a host and nothing else.",
			Fix:    "Set IMS server to the host alone, for example https://ims-na1.adobelogin.com: no spaces, user name, path or query.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsServer="https://ims-na1.adobelogin.com/ims/authorize"`},
			Good:   Example{Export: `imsServer="https://ims-na1.adobelogin.com/"`},
		},
		{
			Name: "insecure", Severity: Error,
			Title:  "IMS server is an http address",
			Why:    "IMS answers to https alone.",
			Fix:    "Replace http:// with https:// in IMS server.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: userAuth,
			Bad:    Example{Export: `imsServer="http://ims-na1.adobelogin.com"`},
			Good:   Example{Export: `imsServer="HTTPS://IMS-NA1.adobelogin.com:443"`},
		},
		{
			Name: "stage-endpoint", Severity: Error,
			Title:  "IMS server is a stage endpoint of Adobe's",
			Why:    "Stage endpoints are for Adobe's own tests; stage instances of Campaign use the production endpoint too.",
			Fix:    "Set IMS server to https://ims-na1.adobelogin.com, also on a stage instance.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsServer="https://ims-na1-stg1.adobelogin.com"`},
			Good:   Example{Export: `imsServer="https://ims-na1.adobelogin.com"`},
		},
		{
			Name: "not-allowed", Severity: Error,
			Title:  "IMS server is a host that Campaign must not use",
			Why:    "Adobe documents two hosts for Campaign; no other shows the login page.",
			Fix:    "Set IMS server to https://ims-na1.adobelogin.com or https://adobeid-na1.services.adobe.com. Where Adobe gave you another host, list it under provisioned.imsServers in imslint.yaml.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsServer="https://ims-na1.adobelogon.com"`},
			Good:   Example{Export: `imsServer="https://ims.example.com"`, Config: `provisioned: {imsServers: [ims.example.com]}`},
		},
		{
			Name: "differs-between-instances", Severity: Error,
			Title:  "the instances point at different IMS servers",
			Why:    "Stage and production must use the same IMS production endpoint, so that one Adobe ID works for both.",
			Fix:    "Set IMS server to the same host as on the production instance.",
			Causes: []Cause{{"no-login-page", Inferred}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsServer="ims-na1.adobelogin.com"`, Other: `imsServer="adobeid-na1.services.adobe.com"`},
			Good:   Example{Export: `imsServer="ims-na1.adobelogin.com"`, Other: `imsServer="https://IMS-na1.adobelogin.com/"`},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.IMSServer)
		if v.Blank() {
			p.Report("missing", v, "IMS server is blank.")
			return
		}
		u, ok := schema.ParseURL(v.Text)
		if !ok || u.UserInfo || u.Query || strings.Trim(u.Path, "/") != "" || !slices.Contains([]string{"", "http", "https"}, u.Scheme) {
			p.Report("malformed", v, "IMS server is %s; expected a host name or an https address without a path.", shown(v))
			return
		}
		if u.Scheme == "http" {
			p.Report("insecure", v, "IMS server %s starts with http://.", shown(v))
		}
		allowed := allowedServers(p.In)
		switch {
		case slices.Contains(allowed, u.Address()):
			checkOthers(p, v, u)
		case stageEndpoint(u):
			p.Report("stage-endpoint", v, "IMS server %s is a stage endpoint.", shown(v))
		default:
			f := p.Report("not-allowed", v, "%s is not an IMS server that Campaign may use; expected %s.", Quote(u.Address()), strings.Join(allowed, " or "))
			if near := schema.Nearest(u.Address(), allowed); near != "" {
				f.Message += " Nearest: " + near + "."
				f.Fix = "Set IMS server to https://" + near + "."
			}
		}
	},
}

// allowedServers returns the addresses that an instance may use.
func allowedServers(in *schema.Instance) []string {
	stated := in.Stated.Provisioned.IMSServers
	if len(stated) == 0 {
		return documentedServers
	}
	var list []string
	for _, s := range stated {
		if u, ok := schema.ParseURL(s.Text); ok {
			list = append(list, u.Address())
		}
	}
	return list
}

func stageEndpoint(u schema.URL) bool {
	return slices.ContainsFunc(strings.Split(u.Host, "."), func(label string) bool { return strings.Contains(label, "-stg") })
}

// soundServer returns the IMS server of an instance's account, where it is
// one that it may use: the others are in error already, and say nothing of
// which one the instances should share.
func soundServer(in *schema.Instance) (string, bool) {
	for _, a := range in.IMSAccounts() {
		u, ok := schema.ParseURL(a.Field(schema.IMSServer).Text)
		if !a.Disabled() && ok && slices.Contains(allowedServers(in), u.Address()) {
			return u.Address(), true
		}
	}
	return "", false
}

// checkOthers reports a server that differs from that of the production
// instance, or of most instances where none is known to be production.
func checkOthers(p *Pass, v schema.Value, u schema.URL) {
	want, whose, most := "", "", 0
	votes := map[string]int{}
	for _, in := range p.All {
		host, ok := soundServer(in)
		if !ok {
			continue
		}
		if in.Stated.Environment.Text == "production" {
			want, whose = host, "the production instance "+in.Name
			break
		}
		votes[host]++
	}
	if want == "" {
		for _, in := range p.All { // in the order given, so that the first wins a tie
			if host, ok := soundServer(in); ok && votes[host] > most {
				want, most = host, votes[host]
				whose = "the instance " + in.Name
				if most > 1 {
					whose = Count(most, "instance")
				}
			}
		}
	}
	if want != "" && want != u.Address() {
		p.Report("differs-between-instances", v, "This instance uses %s, %s %s.", u.Address(), whose, want).Fix = "Set IMS server to https://" + want + ", as on " + whose + "."
	}
}

// shown returns a value for a message, without a password that an address may
// hold.
func shown(v schema.Value) string { return Quote(schema.HidePassword(v.Text)) }
