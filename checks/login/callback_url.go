package login

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// callbackURL finds a callback server that IMS does not redirect to, or that is
// not this instance.
var callbackURL = &checks.Check{
	Name:  "callback-url",
	Title: "an https callback to this instance that IMS allows",
	Step:  checks.CallbackStep,
	Codes: []*checks.Code{callbackMissing, callbackMalformed, callbackNotHTTPS, callbackWrongInstance, callbackNotAllowlisted,
		callbackNotServed, callbackShared},
	Account: checkCallback,
	Compare: compareCallbacks,
}

var callbackMissing = &checks.Code{
	Name: "callback-url/missing", Severity: checks.Error,
	Title:  "Callback server is blank",
	Why:    "IMS does not know where to redirect to after the sign-in.",
	Fix:    "Set Callback server to this instance's own https address.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Inferred}, {Symptom: webUICardMissing, Basis: checks.Documented}},
	Source: configuring,
	Bad:    checks.Example{Export: `callbackServer=""`},
	Good:   checks.Example{Export: `callbackServer="https://campaign.example.com"`},
}

var callbackMalformed = &checks.Code{
	Name: "callback-url/malformed", Severity: checks.Error,
	Title:  "Callback server is not a valid URL",
	Why:    "An invalid URL cannot match any redirect URI of the IMS client.",
	Fix:    "Set Callback server to this instance's own address, such as https://campaign.example.com.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Documented}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `callbackServer="https//campaign.example.com"`},
	Good:   checks.Example{Export: `callbackServer="https://campaign.example.com"`},
}

var callbackNotHTTPS = &checks.Code{
	Name: "callback-url/not-https", Severity: checks.Error,
	Title:  "Callback server does not start with https://",
	Why:    "IMS redirects only to https URLs.",
	Fix:    "Set Callback server to the https:// address of this instance.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Documented}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `callbackServer="http://campaign.example.com"`},
	Good:   checks.Example{Export: `callbackServer="https://campaign.example.com"`},
}

var callbackWrongInstance = &checks.Code{
	Name: "callback-url/wrong-instance", Severity: checks.Error, Needs: "instances[].url",
	Title:  "Callback server is not this instance",
	Why:    "Callback server has to be the access URL of this instance; that the callback of another one ends on adobe.com is inferred.",
	Fix:    "Set Callback server to this instance's own address.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Inferred}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `callbackServer="https://stage.example.com"`, Config: `instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]`},
	Good:   checks.Example{Export: `callbackServer="https://campaign.example.com"`, Config: `instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]`},
}

var callbackNotAllowlisted = &checks.Code{
	Name: "callback-url/not-allowlisted", Severity: checks.Error, Needs: "provisioned.callbackUrls",
	Title:  "Callback server is not on the IMS client's allowlist",
	Why:    "IMS redirects only to an address that matches a redirect URI of the client; for any other it takes the client's default.",
	Fix:    "Correct Callback server, or ask Adobe to add the address to the redirect URIs of the IMS client.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Documented}},
	Source: userAuth,
	Bad:    checks.Example{Export: `callbackServer="https://campaign.example.org"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`},
	Good:   checks.Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`},
}

var callbackNotServed = &checks.Code{
	Name: "callback-url/not-served", Severity: checks.Error, Needs: "dataStore/@hosts of serverConf.xml or config-<instance>.xml",
	Title:  "this instance does not answer at Callback server",
	Why:    "The server picks an instance by the DNS masks in dataStore/@hosts; a host that none of them matches leads to another instance, or to none.",
	Fix:    "Set Callback server to an address that this instance serves, or add its host to hosts of <dataStore> in the server configuration.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Inferred}},
	Source: serverFile,
	Bad: checks.Example{Export: `callbackServer="https://campaign.example.com"`,
		Beside: []string{`<serverconf><shared><dataStore hosts="stage.example.com*,console.example.com*"/></shared></serverconf>`}},
	Good: checks.Example{Export: `callbackServer="https://campaign.example.com"`,
		Beside: []string{`<serverconf><shared><dataStore hosts="stage.example.com*,campaign.example.com*"/></shared></serverconf>`}},
}

var callbackShared = &checks.Code{
	Name: "callback-url/shared-between-instances", Severity: checks.Error,
	Title:  "two instances have the same Callback server",
	Why:    "Callback server is the access URL of one instance. Restoring production onto stage brings its external accounts along, and a sign-in on stage then does not return to stage.",
	Fix:    "Set Callback server to this instance's own https address.",
	Causes: []checks.Cause{{Symptom: redirectedToAdobeCom, Basis: checks.Inferred}},
	Source: "inferred from " + configuring + " and " + environments,
	Bad:    checks.Example{Export: `callbackServer="https://campaign.example.com"`, Other: `callbackServer="https://campaign.example.com"`},
	Good:   checks.Example{Export: `callbackServer="https://campaign.example.com"`, Other: `callbackServer="https://stage.example.com"`},
}

func checkCallback(p *checks.Pass, a *schema.Account) {
	v := a.Field(schema.CallbackURL)
	own, ownURL := p.In.Stated.URL, schema.URL{}
	if own.Blank() {
		p.Skip(callbackWrongInstance, noEntry(p.In))
	} else {
		ownURL, _ = schema.ParseURL(own.Text)
	}
	u, f := judgeCallback(p, v, own)
	p.Peer.Callback = checks.Sound{Value: v}
	if f != nil {
		right := ""
		switch {
		case !own.Blank():
			right, u = httpsOf(own.Text), ownURL
		case u.Host != "":
			right = u.String()
		}
		if right == "" {
			skipRest(p)
			return
		}
		f.Set(right)
	}
	p.Peer.Callback.Text = u.Address()
	checkAllowlist(p, v, u)
	checkServed(p, v, u)
}

// judgeCallback finds the first thing that is wrong with the address itself,
// nil for nothing, and returns the address as it was meant; it has no host
// where that cannot be determined.
func judgeCallback(p *checks.Pass, v, own schema.Value) (schema.URL, *checks.Finding) {
	if v.Blank() {
		return schema.URL{}, p.Report(callbackMissing, v, "Callback server is blank.")
	}
	u, ok := schema.ParseURL(v.Text)
	if !ok || u.Scheme == "" || u.UserInfo {
		f := p.Report(callbackMalformed, v, "Callback server is %s, expected a URL such as https://campaign.example.com.", checks.Quote(v.Shown()))
		meant, ok := schema.ParseURL(strings.TrimSpace(v.Text))
		if !ok || meant.UserInfo || !strings.Contains(meant.Host, ".") {
			return schema.URL{}, f
		}
		meant.Scheme = "https"
		return meant, f
	}
	secure := u.Scheme == "https"
	if !secure {
		f := p.Report(callbackNotHTTPS, v, "Callback server is %s, which does not start with https://.", checks.Quote(v.Shown()))
		if u.Scheme != "http" {
			return schema.URL{}, f
		}
		u.Scheme = "https"
		return u, f
	}
	ownURL, _ := schema.ParseURL(own.Text)
	if own.Blank() || ownURL.SamePlace(u) {
		return u, nil
	}
	f := p.Report(callbackWrongInstance, v, "%s is not the address of this instance, %s.%s", checks.Quote(v.Shown()), checks.Quote(own.Shown()), lookAlike(u.Host))
	f.Related = []checks.Related{{Place: own.Place, Message: "the address of " + checks.Visible(p.In.Name)}}
	for other := range p.In.Config.InstancesAt(u) {
		if other.Name.Text != p.In.Name {
			addressOf(f, v, own, other)
			break
		}
	}
	return u, f
}

// addressOf says of a wrong address whose it is.
func addressOf(f *checks.Finding, v, own schema.Value, other schema.ConfigInstance) {
	name := checks.Visible(other.Name.Text)
	f.Message = fmt.Sprintf("%s is the address of %s, not of this instance, which is %s.", checks.Quote(v.Shown()), name, checks.Quote(own.Shown()))
	f.Related = append(f.Related, checks.Related{Place: other.URL.Place, Message: "the address of " + name})
}

// httpsOf returns an address as an https one.
func httpsOf(address string) string {
	if scheme, rest, ok := strings.Cut(strings.TrimSpace(address), "://"); ok && strings.EqualFold(scheme, "http") {
		return "https://" + rest
	}
	return strings.TrimSpace(address)
}

// skipRest notes what cannot be checked of an address that nobody can guess.
func skipRest(p *checks.Pass) {
	const reason = "Callback server holds no address that could be compared"
	p.Skip(callbackNotAllowlisted, reason)
	p.Skip(callbackNotServed, reason)
}

// maxCallback is how long an address may be to be held against patterns, in
// bytes: browsers take about half of it.
const maxCallback = 4 << 10

// maxWork bounds how long an address is held against patterns, in steps of them
// times bytes of it: beyond it they are not evaluated.
const maxWork = 10_000_000

const longCallback = "Callback server is too long to be compared"

func checkAllowlist(p *checks.Pass, v schema.Value, u schema.URL) {
	stated := p.In.Stated.Provisioned.CallbackURLs
	if len(stated) == 0 {
		p.Skip(callbackNotAllowlisted, schema.CallbackURLsFact.Unstated)
		return
	}
	if len(u.String()) > maxCallback {
		p.Skip(callbackNotAllowlisted, longCallback)
		return
	}
	work, size := 0, len("https://"+u.Address()+u.Path)
	for _, entry := range stated {
		patterns := p.In.Config.CallbackPatterns(entry.Text)
		if work += patterns.Cost() * size; work > maxWork {
			p.Skip(callbackNotAllowlisted, "the provisioned callback URLs repeat more than imslint evaluates")
			return
		}
		if patterns.Allow(u) {
			return
		}
	}
	entries := checks.ListFunc(len(stated), func(i int) string { return stated[i].Text })
	f := p.Report(callbackNotAllowlisted, v, "https://%s matches none of the provisioned callback URLs: %s.%s", checks.Visible(u.Address()), entries, lookAlike(u.Host))
	f.Related = []checks.Related{{Place: stated[0].Place, Message: "the provisioned callback URLs"}}
}

// noEntry says why the configuration states no address of the instance.
func noEntry(in *schema.Instance) string {
	if in.Named {
		return "the entry of this instance has no url"
	}
	if len(in.Config.Instances) == 0 {
		return "the address of this instance is not stated"
	}
	names := checks.ListFunc(len(in.Config.Instances), func(i int) string { return in.Config.Instances[i].Name.Text })
	return fmt.Sprintf("no entry of instances: is named %s; there are %s", checks.Visible(in.Name), names)
}

func checkServed(p *checks.Pass, v schema.Value, u schema.URL) {
	hosts, known := p.In.ServerValue("shared/dataStore/@hosts")
	masks := schema.ParseDNSMasks(hosts.Text)
	switch {
	case !p.In.HasServerFiles():
		p.Skip(callbackNotServed, "no server configuration file was given")
	case !known || len(masks) == 0:
		p.Skip(callbackNotServed, "the server configuration names no hosts, or several instances' files name different ones")
	case masks.Any():
		p.Skip(callbackNotServed, "the DNS mask * lets every host through, which proves nothing")
	case len(u.String()) > maxCallback:
		p.Skip(callbackNotServed, longCallback)
	case masks.Cost(u) > maxWork:
		p.Skip(callbackNotServed, "the server configuration names more hosts than imslint compares")
	case !masks.Serve(u):
		list := checks.ListFunc(len(masks), func(i int) string { return masks[i] })
		// A comma in a password must not part it from the @ that gives it away.
		if shown := schema.HideUserOfAddress(hosts.Text); shown != hosts.Text {
			list = checks.Quote(shown)
		}
		f := p.Report(callbackNotServed, v, "None of the DNS masks of this instance serves %s: %s.", checks.Quote(u.Address()), list)
		f.Related = []checks.Related{{Place: hosts.Place, Message: "the hosts that this instance serves"}}
	}
}

// compareCallbacks finds instances that have the same Callback server, as a
// restore of production onto stage leaves them behind, and says whose address
// a wrong one is.
func compareCallbacks(c *checks.Comparison) {
	sharing := map[string][]*checks.Peer{}   // by Callback server
	addresses := map[string][]*checks.Peer{} // by the address that is stated
	for _, peer := range c.Peers {
		if address := peer.Callback.Text; address != "" {
			sharing[address] = append(sharing[address], peer)
		}
		if u, ok := schema.ParseURL(peer.Stated.URL.Text); ok {
			addresses[u.Address()] = append(addresses[u.Address()], peer)
		}
	}
	owners := map[string]*checks.Peer{}
	for address, peers := range sharing {
		owners[address] = callbackOwner(address, peers)
	}
	for _, peer := range c.Peers {
		nameOwner(c, peer, addresses)
		others := sharing[peer.Callback.Text]
		owner := owners[peer.Callback.Text]
		if len(others) < 2 || peer == owner {
			continue
		}
		other := owner
		if other == nil { // nobody knows whose it is: each names another one
			if other = others[0]; other == peer {
				other = others[1]
			}
		}
		f := c.Report(peer, callbackShared, peer.Callback.Value, "Callback server %s is also that of %s.", checks.Quote(peer.Callback.Value.Shown()), checks.Visible(other.Name))
		f.Related = []checks.Related{{Place: other.Callback.Value.Place, Message: "Callback server of " + checks.Visible(other.Name)}}
	}
}

// callbackOwner returns the instance whose address several of them have: the
// one that is stated to have it, else the production one, nil where nobody
// knows.
func callbackOwner(address string, sharing []*checks.Peer) *checks.Peer {
	for _, p := range sharing {
		if u, ok := schema.ParseURL(p.Stated.URL.Text); ok && u.Address() == address {
			return p
		}
	}
	for _, p := range sharing {
		if p.Production() {
			return p
		}
	}
	return nil
}

// nameOwner says whose address a wrong one is, where another instance of the
// run has a configuration of its own.
func nameOwner(c *checks.Comparison, peer *checks.Peer, addresses map[string][]*checks.Peer) {
	for _, f := range c.Findings(peer) {
		if f.Code != callbackWrongInstance || len(f.Related) > 1 {
			continue
		}
		u, _ := schema.ParseURL(f.Value.Text)
		there := addresses[u.Address()]
		for _, other := range there[:min(len(there), schema.MaxAtHost)] {
			if stated, _ := schema.ParseURL(other.Stated.URL.Text); other != peer && stated.SamePlace(u) {
				addressOf(f, f.Value, peer.Stated.URL, *other.Stated)
				break
			}
		}
	}
}
