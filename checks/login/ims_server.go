package login

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// documentedServers are the hosts that Adobe documents for Campaign.
var documentedServers = []string{"adobeid-na1.services.adobe.com", "ims-na1.adobelogin.com"}

// imsServer finds an IMS server that Campaign must not use.
var imsServer = &checks.Check{
	Name:    "ims-server",
	Title:   "an IMS production host that Adobe documents",
	Step:    checks.LoginPageStep,
	Codes:   []*checks.Code{serverMissing, serverMalformed, serverInsecure, serverStage, serverNotAllowed, serverDiffers},
	Account: checkServer,
	Compare: compareServers,
}

var serverMissing = &checks.Code{
	Name: "ims-server/missing", Severity: checks.Error,
	Title:  "IMS server is blank",
	Why:    "Without it Campaign cannot send anybody to a login page.",
	Fix:    "Set IMS server to https://adobeid-na1.services.adobe.com.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsServer=""`},
	Good:   checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com"`},
}

var serverMalformed = &checks.Code{
	Name: "ims-server/malformed", Severity: checks.Error,
	Title:  "IMS server is not a host name or an https URL of one",
	Why:    "Campaign adds the path of the login page to it, so it must be a host and nothing else.",
	Fix:    "Set IMS server to the host only, for example https://adobeid-na1.services.adobe.com: no spaces, user name, path or query.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com/ims/authorize"`},
	Good:   checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com/"`},
}

var serverInsecure = &checks.Code{
	Name: "ims-server/insecure", Severity: checks.Error,
	Title:  "IMS server is an http URL",
	Why:    "That IMS answers only https is inferred: every documented URL of it is https.",
	Fix:    "Replace http:// with https:// in IMS server.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: "inferred from the https URLs that Adobe documents for IMS",
	Bad:    checks.Example{Export: `imsServer="http://ims-na1.adobelogin.com"`},
	Good:   checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com"`},
}

var serverStage = &checks.Code{
	Name: "ims-server/stage-endpoint", Severity: checks.Error,
	Title:  "IMS server is a stage endpoint of Adobe",
	Why:    "Stage endpoints are for Adobe's own tests; stage instances of Campaign use the production endpoint too.",
	Fix:    "Set IMS server to https://adobeid-na1.services.adobe.com, also on a stage instance.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsServer="https://ims-na1-stg1.adobelogin.com"`},
	Good:   checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com"`},
}

var serverNotAllowed = &checks.Code{
	Name: "ims-server/not-allowed", Severity: checks.Error,
	Title:  "IMS server is a host that Campaign must not use",
	Why:    "Adobe documents two hosts for Campaign; that no other shows the login page is inferred.",
	Fix:    "Set IMS server to https://adobeid-na1.services.adobe.com or https://ims-na1.adobelogin.com. Where Adobe gave you another host, list it under provisioned.imsServers in imslint.yaml.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsServer="https://ims-na1.adobelogon.com"`},
	Good:   checks.Example{Export: `imsServer="https://ims.example.com"`, Config: `provisioned: {imsServers: [ims.example.com]}`},
}

var serverDiffers = &checks.Code{
	Name: "ims-server/differs-between-instances", Severity: checks.Error,
	Title:  "the instances point at different IMS servers",
	Why:    "Stage and production must use the same IMS production endpoint.",
	Fix:    "Set IMS server to the same host as on the production instance.",
	Causes: []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com"`, Other: `imsServer="https://adobeid-na1.services.adobe.com"`},
	Good:   checks.Example{Export: `imsServer="https://ims-na1.adobelogin.com"`, Other: `imsServer="https://ims-na1.adobelogin.com"`},
}

func checkServer(p *checks.Pass, a *schema.Account) {
	v := a.Field(schema.IMSServer)
	allowed := allowedServers(p.In.Config.ServerAddresses(p.In.Stated.Provisioned.IMSServers))
	// What the instance points at once its value is corrected; where the
	// correction is only a default, that of another instance takes
	// precedence.
	peer := checks.Sound{Value: v}
	defer func() { p.Peer.IMSHost = peer }()
	set := func(f *checks.Finding, host string) {
		peer.Text = host
		f.Set("https://" + host)
	}
	if v.Blank() {
		set(p.Report(serverMissing, v, "IMS server is blank."), allowed[0])
		return
	}
	u, ok := schema.ParseURL(v.Text)
	var faults []*checks.Finding
	if fault := serverFault(v.Text, u, ok); fault != "" {
		f := p.Report(serverMalformed, v, "IMS server %s %s; expected a host name or an https URL without a path.", checks.Quote(v.Shown()), fault)
		if u, ok = bareServer(v.Text); !ok {
			set(f, nearestServer(strings.TrimSpace(v.Text), allowed))
			return
		}
		faults = append(faults, f)
	}
	if u.Scheme == "http" {
		faults = append(faults, p.Report(serverInsecure, v, "IMS server %s starts with http://.", checks.Quote(v.Shown())))
	}
	host := u.Address()
	switch {
	case slices.Contains(allowed, host):
		peer.Own = true
	case stageEndpoint(u):
		f := p.Report(serverStage, v, "IMS server %s is a stage endpoint.", checks.Quote(v.Shown()))
		faults = append(faults, f)
		host = nearestServer(host, allowed)
	default:
		f := p.Report(serverNotAllowed, v, "%s is not an IMS server that Campaign may use; expected %s.%s", checks.Quote(host), anyOf(allowed), lookAlike(host))
		near := schema.Nearest(host, allowed)
		if near != "" {
			f.Message += " Nearest: " + near + "."
		}
		if len(p.In.Stated.Provisioned.IMSServers) == 0 {
			f.Further = "Where Adobe gave you another host, list it under provisioned.imsServers in imslint.yaml."
		}
		faults = append(faults, f)
		host = cmp.Or(near, allowed[0])
	}
	peer.Text = host
	for _, f := range faults {
		set(f, host)
	}
}

// anyOf names the first few of some hosts.
func anyOf(hosts []string) string {
	const most = 5
	if n := len(hosts) - most; n > 0 {
		hosts = append(slices.Clone(hosts[:most]), checks.Count(n, "other"))
	}
	return strings.Join(hosts, " or ")
}

// serverFault says why an address cannot be an IMS server, "" where it can.
func serverFault(text string, u schema.URL, ok bool) string {
	switch trimmed := strings.TrimSpace(text); {
	case trimmed+" " == text:
		return "ends in a space"
	case " "+trimmed == text:
		return "begins with a space"
	case trimmed != text:
		return "has white space around it"
	case strings.ContainsAny(text, " \t\n"):
		return "contains white space"
	case !ok:
		return "is not a host name"
	case u.UserInfo:
		return "contains a user name"
	case u.Query:
		return "has a query or a fragment"
	case strings.Trim(u.Path, "/") != "":
		return "has a path"
	case u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
		return "has the scheme " + checks.Visible(u.Scheme)
	}
	return ""
}

// bareServer returns the host of an address that has more than a host; ok is
// false where there is none.
func bareServer(text string) (u schema.URL, ok bool) {
	text = strings.Join(strings.Fields(text), "")
	if u, ok = schema.ParseURL(text); !ok {
		return u, false
	}
	return schema.URL{Scheme: u.Scheme, Host: u.Host, Port: u.Port}, true
}

// nearestServer returns the allowed host that was likely meant, else the first
// one.
func nearestServer(host string, allowed []string) string {
	if near := schema.Nearest(strings.ToLower(host), allowed); near != "" {
		return near
	}
	return allowed[0]
}

// allowedServers returns the addresses that an instance may use: those that are
// stated, else those that Adobe documents.
func allowedServers(stated []string) []string {
	if len(stated) == 0 {
		return documentedServers
	}
	return stated
}

func stageEndpoint(u schema.URL) bool {
	return slices.ContainsFunc(strings.Split(u.Host, "."), func(label string) bool { return strings.Contains(label, "-stg") })
}

// compareServers reports the servers that differ from that of the production
// instance, or of most instances where none is known to be production, and
// makes that one the correction of every server that is wrong anyway.
func compareServers(c *checks.Comparison) {
	host, whose := sharedServer(c.Peers)
	if host == "" {
		return
	}
	known := map[*schema.Value]bool{} // by the first entry of a list, which many share
	allows := func(stated []schema.Value) bool {
		if len(stated) == 0 {
			return slices.Contains(documentedServers, host)
		}
		may, ok := known[&stated[0]]
		if !ok {
			may = slices.Contains(allowedServers(schema.ServerAddresses(stated)), host)
			known[&stated[0]] = may
		}
		return may
	}
	for _, peer := range c.Peers {
		own := peer.IMSHost
		if own.Text == "" || own.Text == host {
			continue
		}
		mayUse := allows(peer.Stated.Provisioned.IMSServers)
		if own.Own {
			f := c.Report(peer, serverDiffers, own.Value, "This instance uses %s, %s %s.", own.Text, whose, host)
			f.Fix = "Set IMS server to https://" + host + ", as on " + whose + "."
			if mayUse {
				f.Set("https://" + host)
			}
		}
		if correction := c.Correction(peer, schema.IMSServer); correction != nil && mayUse {
			correction.Value = "https://" + host
		}
	}
}

// sharedServer returns the host that all instances should point at, and whose
// it is: that of the production instance, else of the majority, of two the
// first. Instances whose own host is wrong have a say only where all are.
func sharedServer(peers []*checks.Peer) (host, whose string) {
	for _, own := range []bool{true, false} {
		votes := map[string]int{}
		for _, p := range peers {
			if p.IMSHost.Text == "" || p.IMSHost.Own != own {
				continue
			}
			if p.Production() {
				return p.IMSHost.Text, "the production instance " + checks.Visible(p.Name)
			}
			votes[p.IMSHost.Text]++
		}
		most := 0
		for _, p := range peers { // in the order given, so that the first wins a tie
			if n := votes[p.IMSHost.Text]; p.IMSHost.Own == own && n > most {
				host, most, whose = p.IMSHost.Text, n, "the instance "+checks.Visible(p.Name)
				if n > 1 {
					whose = fmt.Sprintf("%d instances", n)
				}
			}
		}
		if host != "" {
			return host, whose
		}
	}
	return "", ""
}
