package checks

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/schema"
)

// CallbackURL finds a callback server that IMS does not return to, or that is
// not this instance.
var CallbackURL = &Check{
	Name:  "callback-url",
	Title: "an https callback to this instance that IMS allows",
	Step:  CallbackStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "Callback server is blank",
			Why:    "IMS does not know where to return to after the sign-in.",
			Fix:    "Set Callback server to this instance's own https address.",
			Causes: []Cause{{"redirected-to-adobe-com", Inferred}, {"web-ui-card-missing", Documented}},
			Source: configuring,
			Bad:    Example{Export: `callbackServer=""`},
			Good:   Example{Export: `callbackServer="https://campaign.example.com"`},
		},
		{
			Name: "malformed", Severity: Error,
			Title:  "Callback server is no address",
			Why:    "What is no address matches no redirect URI of the IMS client.",
			Fix:    "Set Callback server to this instance's own address, such as https://campaign.example.com.",
			Causes: []Cause{{"redirected-to-adobe-com", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `callbackServer="https//campaign.example.com"`},
			Good:   Example{Export: `callbackServer="https://campaign.example.com/"`},
		},
		{
			Name: "not-https", Severity: Error,
			Title:  "Callback server does not start with https://",
			Why:    "IMS returns to https addresses alone.",
			Fix:    "Set Callback server to the https:// address of this instance.",
			Causes: []Cause{{"redirected-to-adobe-com", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `callbackServer="http://campaign.example.com"`},
			Good:   Example{Export: `callbackServer="HTTPS://campaign.example.com"`},
		},
		{
			Name: "not-allowlisted", Severity: Error, Needs: "provisioned.callbackUrls",
			Title:  "Callback server is not on the IMS client's allowlist",
			Why:    "IMS returns only to an address that matches a redirect URI of the client; from any other it goes to the client's default.",
			Fix:    "Correct Callback server, or ask Adobe to add the address to the redirect URIs of the IMS client.",
			Causes: []Cause{{"redirected-to-adobe-com", Documented}},
			Source: userAuth,
			Bad:    Example{Export: `callbackServer="https://campaign.example.org"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`},
			Good:   Example{Export: `callbackServer="https://campaign.example.com/nl"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`},
		},
		{
			Name: "wrong-instance", Severity: Error, Needs: "instances[].url",
			Title:  "Callback server is not this instance",
			Why:    "After signing in, people land on another instance than the one that they came from.",
			Fix:    "Set Callback server to this instance's own address.",
			Causes: []Cause{{"redirected-to-adobe-com", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `callbackServer="https://stage.example.com"`, Config: `instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]`},
			Good:   Example{Export: `callbackServer="https://campaign.example.com/nl/jsp"`, Config: `instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]`},
		},
		{
			Name: "not-served", Severity: Error, Needs: "dataStore/@hosts of serverConf.xml or config-<instance>.xml",
			Title:  "this instance does not answer at Callback server",
			Why:    "The server picks an instance by the DNS masks in dataStore/@hosts; a host that none of them matches leads to another instance, or to none.",
			Fix:    "Set Callback server to an address that this instance serves, or add its host to hosts of <dataStore> in the server configuration.",
			Causes: []Cause{{"redirected-to-adobe-com", Inferred}},
			Source: serverFile,
			Bad: Example{Export: `callbackServer="https://campaign.example.com"`,
				Beside: []string{`<serverconf><shared><dataStore hosts="stage.example.com*,console.example.com*"/></shared></serverconf>`}},
			Good: Example{Export: `callbackServer="https://campaign.example.com"`,
				Beside: []string{`<serverconf><shared><dataStore hosts="stage.example.com*,campaign.example.com*"/></shared></serverconf>`}},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.CallbackURL)
		if p.In.Stated.URL.Blank() {
			p.Skip("wrong-instance", noEntry(p.In))
		}
		if v.Blank() {
			p.Report("missing", v, "Callback server is blank.")
			return
		}
		u, ok := schema.ParseURL(v.Text)
		if !ok || u.Scheme == "" || u.UserInfo {
			f := p.Report("malformed", v, "Callback server is %s, which is no address such as https://campaign.example.com.", shown(v))
			if ok && !u.UserInfo && strings.Contains(u.Host, ".") {
				f.Fix = "Set Callback server to https://" + Visible(strings.TrimSpace(v.Text)) + "."
			}
			return
		}
		if u.Scheme != "https" {
			f := p.Report("not-https", v, "Callback server is %s, which does not start with https://.", shown(v))
			if rest, http := strings.CutPrefix(v.Text, "http://"); http {
				f.Fix = "Set Callback server to https://" + Visible(rest) + ", or whatever the https address of this instance is."
			}
		}
		// What follows is asked of the https address, so that not-https is not
		// said again in other words.
		checkAllowlist(p, v, u)
		checkOwnAddress(p, v, u)
		checkServed(p, v, u)
	},
}

func checkAllowlist(p *Pass, v schema.Value, u schema.URL) {
	stated := p.In.Stated.Provisioned.CallbackURLs
	if len(stated) == 0 {
		p.Skip("not-allowlisted", "the redirect URIs of the IMS client are not stated")
		return
	}
	for _, entry := range stated {
		// The configuration was checked when it was read.
		if pattern, err := schema.ParseCallbackPattern(entry.Text); err == nil && pattern.Allows(u) {
			return
		}
	}
	f := p.Report("not-allowlisted", v, "%s matches none of the provisioned callback URLs: %s.", shown(v), list(schema.Texts(stated)))
	f.Related = []Related{{stated[0].Place, "the provisioned callback URLs"}}
}

func checkOwnAddress(p *Pass, v schema.Value, u schema.URL) {
	own := p.In.Stated.URL
	if ownURL, _ := schema.ParseURL(own.Text); own.Blank() || ownURL.SamePlace(u) {
		return
	}
	f := p.Report("wrong-instance", v, "%s is not the address of this instance, %s.", shown(v), Quote(own.Text))
	f.Fix = "Set Callback server to " + Visible(own.Text) + "."
	f.Related = []Related{{own.Place, "the address of " + p.In.Name}}
	others := p.In.Config.Instances
	for _, in := range p.All { // each may have a configuration of its own
		others = append(others[:len(others):len(others)], in.Stated)
	}
	for _, other := range others {
		otherURL, ok := schema.ParseURL(other.URL.Text)
		if ok && other.Name.Text != p.In.Name && otherURL.SamePlace(u) {
			f.Message = fmt.Sprintf("%s is the address of %s, not of this instance, which is %s.", shown(v), Visible(other.Name.Text), Quote(own.Text))
			f.Related = append(f.Related, Related{other.URL.Place, "the address of " + Visible(other.Name.Text)})
			return
		}
	}
}

// noEntry says why the configuration states no address of the instance.
func noEntry(in *schema.Instance) string {
	if in.Named {
		return "the entry of this instance has no url"
	}
	if len(in.Config.Instances) == 0 {
		return "the address of this instance is not stated"
	}
	var names []string
	for _, i := range in.Config.Instances {
		names = append(names, Visible(i.Name.Text))
	}
	return fmt.Sprintf("no entry of instances: is named %s; there are %s", in.Name, strings.Join(names, ", "))
}

func checkServed(p *Pass, v schema.Value, u schema.URL) {
	hosts, known := p.In.ServerValue("shared/dataStore/@hosts")
	masks := schema.ParseDNSMasks(hosts.Text)
	switch {
	case !p.In.HasServerFiles():
		p.Skip("not-served", "no server configuration file was given")
	case !known || len(masks) == 0:
		p.Skip("not-served", "the server configuration names no hosts, or several instances' files name different ones")
	case masks.Any():
		p.Skip("not-served", "the DNS mask * lets every host through, which proves nothing")
	case !masks.Serve(u):
		f := p.Report("not-served", v, "%s is served by none of the DNS masks of this instance: %s.", Quote(u.Address()), list(masks))
		f.Related = []Related{{hosts.Place, "the hosts that this instance serves"}}
	}
}
