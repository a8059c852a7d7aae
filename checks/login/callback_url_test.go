package login

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

func TestCallbackUrl(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "callback http on the allowlist but for that", In: checks.Example{Export: `callbackServer="http://campaign.example.com"`, Config: `
provisioned: {callbackUrls: ["https://campaign.example.com"]}
instances: [{name: prod, url: "https://campaign.example.com"}]`}, Want: []string{"callback-url/not-https"}},
		{Name: "callback http and elsewhere", In: checks.Example{Export: `callbackServer="http://x.example.org"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`},
			Want: []string{"callback-url/not-allowlisted", "callback-url/not-https"}},
		{Name: "callback without scheme", In: checks.Example{Export: `callbackServer="campaign.example.com"`}, Want: []string{"callback-url/malformed"}},
		{Name: "callback with a space", In: checks.Example{Export: `callbackServer="https://campaign.example.com "`}, Want: []string{"callback-url/malformed"}},
		{Name: "callback shorter than the entry", In: checks.Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl/jsp"]}`}, Want: nil},
		{Name: "callback with another path", In: checks.Example{Export: `callbackServer="https://campaign.example.com/x"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl"]}`}, Want: []string{"callback-url/not-allowlisted"}},
		{Name: "callback with another port", In: checks.Example{Export: `callbackServer="https://campaign.example.com:8443"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`}, Want: []string{"callback-url/not-allowlisted"}},
		{Name: "callback with the usual port", In: checks.Example{Export: `callbackServer="https://Campaign.example.com:443/"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`}, Want: nil},
		{Name: "callback by regular expression", In: checks.Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ['^https://campaign\.example\.com/?$']}`}, Want: nil},
		{Name: "callback by wildcard path", In: checks.Example{Export: `callbackServer="https://campaign.example.com/nl/x"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl/*"]}`}, Want: nil},
		{Name: "wildcard host does not stand for none", In: checks.Example{Export: `callbackServer="https://example.com"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`}, Want: []string{"callback-url/not-allowlisted"}},
	})
}

// TestCallbackMessages insists that a wrong address is shown, and whose it is.
func TestCallbackMessages(t *testing.T) {
	in := func(callback, config string) checks.Example {
		return checks.Example{Export: `callbackServer="` + callback + `"`, Config: config}
	}
	const own = `instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}, {name: dev, url: "https://stage.example.com/nl"}]`
	malformed := func(shown string) string {
		return "Callback server is " + shown + ", expected a URL such as https://campaign.example.com."
	}
	testWording(t, callbackURL, []wording{
		{"blank", in(" ", ""), []string{"Callback server is blank."}},
		{"no host", in("https//campaign.example.com", ""), []string{malformed(`"https//campaign.example.com"`)}},
		{"a user", in("https://ada:secret@campaign.example.com", ""), []string{malformed(`"https://********@campaign.example.com"`)}},
		{"a host that is none", in("https://campaign..example.com", ""), []string{malformed(`"https://campaign..example.com"`)}},
		{"http", in("http://campaign.example.com", ""), []string{`Callback server is "http://campaign.example.com", which does not start with https://.`}},
		{"ftp", in("ftp://campaign.example.com", ""), []string{`Callback server is "ftp://campaign.example.com", which does not start with https://.`}},
		{"the instance's own", in("https://Campaign.example.com/", own), nil},
		{"a path of the instance's own", in("https://campaign.example.com/nl", own), nil},
		{"another instance's", in("https://stage.example.com", own), []string{`"https://stage.example.com" is the address of stage, not of this instance, which is "https://campaign.example.com".`}},
		{"nobody's", in("https://www.example.com", own), []string{`"https://www.example.com" is not the address of this instance, "https://campaign.example.com".`}},
		{"nobody's, and it looks alike", in("https://c\u0430mpaign.example.com", own), []string{"\"https://c\u0430mpaign.example.com\" is not the address of this instance, \"https://campaign.example.com\". It contains the Cyrillic letter \u0430 (U+0430), which only looks like a Latin one."}},
		{"its own, though it is stated of another one too", in("https://stage.example.com", `instances: [{name: prod, url: "https://campaign.example.com"}, {name: prod2, url: "https://stage.example.com/x"}, {name: stage, url: "https://stage.example.com"}]`),
			[]string{`"https://stage.example.com" is the address of prod2, not of this instance, which is "https://campaign.example.com".`}},
		{"not on the list", in("https://campaign.example.com", `provisioned: {callbackUrls: ["https://a.example.com", "https://b.example.com:8443"]}`),
			[]string{`https://campaign.example.com matches none of the provisioned callback URLs: "https://a.example.com", "https://b.example.com:8443".`}},
		{"on the list at the end", in("https://campaign.example.com", `provisioned: {callbackUrls: ["https://a.example.com", "https://campaign.example.com"]}`), nil},
	})
	r := checkstest.Run(t, Catalogue, in("https://stage.example.com", own))
	if diff := cmp.Diff([]string{"the address of prod: https://campaign.example.com", "the address of stage: https://stage.example.com"}, related(finding(t, r, callbackWrongInstance))); diff != "" {
		t.Error(diff)
	}
	r = checkstest.Run(t, Catalogue, in("https://campaign.example.com", `provisioned: {callbackUrls: ["https://a.example.com", "https://b.example.com"]}`))
	if diff := cmp.Diff([]string{"the provisioned callback URLs: https://a.example.com"}, related(finding(t, r, callbackNotAllowlisted))); diff != "" {
		t.Error(diff)
	}
}

// TestCallbackCorrection insists on the address that is set, on which what
// follows is judged, and that none is made up.
func TestCallbackCorrection(t *testing.T) {
	const (
		listed = `provisioned: {callbackUrls: ["https://campaign.example.com/nl"]}`
		lost   = "Callback server holds no address that could be compared"
	)
	for _, c := range []struct {
		callback, config string
		want             string // what is set, "" for nothing
		listed           bool   // whether it was held against the list, and is on it
	}{
		{"http://campaign.example.com/nl", listed, "https://campaign.example.com/nl", true},
		{" campaign.example.com/nl ", listed, "https://campaign.example.com/nl", true},
		{"campaign.example.com", listed, "https://campaign.example.com", true},
		{"campaign", listed, "", false},
		{"https://campaign..example.com/nl", listed, "", false},
		{"https://ada:secret@campaign.example.com/nl", listed, "", false},
		{"https:campaign.example.com", listed, "", false},
		{"ftp://campaign.example.com", listed, "", false},
		{"", listed, "", false},
		{"", listed + `, instances: [{name: prod, url: "http://campaign.example.com/nl"}]`, "https://campaign.example.com/nl", true},
		{"ftp://x.example.com", listed + `, instances: [{name: prod, url: "HTTP://campaign.example.com/nl"}]`, "https://campaign.example.com/nl", true},
		{"", listed + `, instances: [{name: prod, url: "HTTPS://campaign.example.com/nl"}]`, "HTTPS://campaign.example.com/nl", true},
		{"http://x.example.com", listed + `, instances: [{name: prod, url: "https://campaign.example.com/nl"}]`, "https://campaign.example.com/nl", true},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `callbackServer="` + c.callback + `"`, Config: "{" + c.config + "}"})
		set := ""
		for _, f := range r.Findings {
			if f.Check == callbackURL && f.Correction != nil {
				set = f.Correction.Value
			}
			if f.Code == callbackNotAllowlisted {
				t.Errorf("%q: %s", c.callback, f.Message)
			}
		}
		if compared := !slices.Contains(skipped(r, callbackURL), "not-allowlisted: "+lost); set != c.want || compared != c.listed {
			t.Errorf("%q: set to %q, compared: %v", c.callback, set, compared)
		}
		if compared := !slices.Contains(skipped(r, callbackURL), "not-served: "+lost); compared != c.listed {
			t.Errorf("%q: held against the hosts: %v", c.callback, compared)
		}
	}
}

// TestCallbackSkipped insists that each code that lacks something says what.
func TestCallbackSkipped(t *testing.T) {
	const (
		all   = `{provisioned: {callbackUrls: ["https://campaign.example.com"]}, instances: [{name: prod, url: "https://campaign.example.com"}]}`
		serve = `<serverconf><shared><dataStore hosts="campaign.example.com"/></shared></serverconf>`
		other = `<serverconf><shared><dataStore hosts="other.example.com"/></shared></serverconf>`
		names = "not-served: the server configuration names no hosts, or several instances' files name different ones"
	)
	for _, c := range []struct {
		name, config string
		files        []string
		want         []string
	}{
		{"nothing lacks", all, []string{serve}, nil},
		{"nothing stated", "", nil, []string{"wrong-instance: the address of this instance is not stated", "not-allowlisted: the redirect URIs of the IMS client are not stated", "not-served: no server configuration file was given"}},
		{"an entry without address", `{provisioned: {callbackUrls: ["https://campaign.example.com"]}, instances: [{name: prod}]}`, []string{serve}, []string{"wrong-instance: the entry of this instance has no url"}},
		{"entries of others", `{provisioned: {callbackUrls: ["https://campaign.example.com"]}, instances: [{name: live}, {name: stage}]}`, []string{serve}, []string{`wrong-instance: no entry of instances: is named prod; there are "live", "stage"`}},
		{"any host", all, []string{strings.Replace(serve, "campaign.example.com", "stage.example.com,*", 1)}, []string{"not-served: the DNS mask * lets every host through, which proves nothing"}},
		{"no hosts", all, []string{`<serverconf><shared/></serverconf>`}, []string{names}},
		{"blank hosts", all, []string{`<serverconf><shared><dataStore hosts=" "/></shared></serverconf>`}, []string{names}},
		{"files of several instances", all, []string{serve, other}, []string{names}},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="x"`, Config: c.config, Beside: c.files})
		if diff := cmp.Diff(c.want, skipped(r, callbackURL)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if got := checkstest.Said(r, callbackURL); len(got) > 0 {
			t.Errorf("%s: found %q", c.name, got)
		}
	}
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="x"`, Beside: []string{other}})
	f := finding(t, r, callbackNotServed)
	if want := `None of the DNS masks of this instance serves "campaign.example.com": "other.example.com".`; f.Message != want {
		t.Errorf("got %s", f.Message)
	}
	if diff := cmp.Diff([]string{"the hosts that this instance serves: other.example.com"}, related(f)); diff != "" {
		t.Error(diff)
	}
}

// TestCredentialsInHosts insists that no comma parts a password from what gives
// it away.
func TestCredentialsInHosts(t *testing.T) {
	for hosts, want := range map[string]string{
		"https://u:S3CRETa,b@host.example.com": `"https://********@host.example.com"`,
		"ada@one.example.com,two.example.com":  `"********@one.example.com,two.example.com"`,
		"one?token=S3CRET,a":                   `"one?token=********"`,
		"one.example.com two.example.com":      `"one.example.com", "two.example.com"`,
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="x"`,
			Beside: []string{`<serverconf><shared><dataStore hosts="` + hosts + `"/></shared></serverconf>`}})
		f := finding(t, r, callbackNotServed)
		if want := `None of the DNS masks of this instance serves "campaign.example.com": ` + want + "."; f.Message != want {
			t.Errorf("%s: got %s", hosts, f.Message)
		}
	}
}

// TestCallbackTooMuch insists that what would take long to compare is skipped.
func TestCallbackTooMuch(t *testing.T) {
	serve := func(hosts string) []string {
		return []string{`<serverconf><shared><dataStore hosts="` + hosts + `"/></shared></serverconf>`}
	}
	label, address := strings.Repeat("a", 60)+".", strings.Repeat("a", 2000)
	var wildcards, regexps string
	for i := range 100 {
		wildcards += fmt.Sprintf(`"https://example.com/*%s%d", `, address[1000:], i)
		regexps += fmt.Sprintf(`"^https://(a{1,500}|b)*x%d$", `, i)
	}
	const tooMuch = "the provisioned callback URLs repeat more than imslint evaluates"
	for _, c := range []struct {
		name, callback string
		config         string
		files          []string
		want           []string
	}{
		{"hosts", "https://" + strings.Repeat(label, 4) + "a", "", serve(strings.Repeat(strings.Repeat("*a", 100)+"b ", 1200)),
			[]string{"not-served: the server configuration names more hosts than imslint compares"}},
		{"a long address", "https://example.com/" + strings.Repeat("a", maxCallback), "provisioned: {callbackUrls: [https://example.com]}", serve("other.example.com"),
			[]string{"not-allowlisted: " + longCallback, "not-served: " + longCallback}},
		{"wildcards", "https://example.com/" + address, "provisioned: {callbackUrls: [" + wildcards + "]}", serve("example.com"), []string{"not-allowlisted: " + tooMuch}},
		{"regular expressions", "https://example.com/" + address, "provisioned: {callbackUrls: [" + regexps + "]}", serve("example.com"), []string{"not-allowlisted: " + tooMuch}},
		{"allowed before", "https://example.com/" + address, `provisioned: {callbackUrls: ["https://*.com",` + regexps + "]}", serve("example.com"), []string{}},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `callbackServer="` + c.callback + `"`, Config: c.config, Beside: c.files})
		got := slices.DeleteFunc(skipped(r, callbackURL), func(s string) bool {
			return strings.HasPrefix(s, "wrong-instance: ") || strings.HasSuffix(s, "not stated")
		})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if got := checkstest.Said(r, callbackURL); len(got) > 0 {
			t.Errorf("%s: found %q", c.name, got)
		}
	}
}

// TestSharedCallback insists that of instances with one address those are told
// that it is another's: all but the one whose address is stated, else all but
// production, else all.
func TestSharedCallback(t *testing.T) {
	const (
		same  = `callbackServer="https://campaign.example.com"`
		also  = `is also that of `
		there = `Callback server "https://campaign.example.com" `
	)
	for _, c := range []struct {
		name, config string
		accounts     [][2]string
		want         map[string]string
	}{
		{"all different", "", [][2]string{{"one", same}, {"two", `callbackServer="https://two.example.com"`}}, map[string]string{}},
		{"nobody knows whose", "", [][2]string{{"one", same}, {"other", `callbackServer="https://x.example.com"`}, {"two", same}, {"three", same}},
			map[string]string{"one": there + also + "two.", "two": there + also + "one.", "three": there + also + "one."}},
		{"production's", "instances: [{name: two, environment: production}]", [][2]string{{"one", same}, {"two", same}, {"three", same}},
			map[string]string{"one": there + also + "two.", "three": there + also + "two."}},
		{"the one's whose it is, before production's", `instances: [{name: one, environment: production}, {name: three, url: "https://campaign.example.com/nl"}]`, [][2]string{{"one", same}, {"two", same}, {"three", same}},
			map[string]string{"one": there + also + "three.", "two": there + also + "three."}},
		{"another's address is stated", `instances: [{name: one, url: "https://one.example.com"}, {name: two, environment: production}]`, [][2]string{{"one", same}, {"two", same}, {"three", same}},
			map[string]string{"three": there + also + "two."}},
		{"blank ones", "", [][2]string{{"one", `callbackServer=""`}, {"two", `callbackServer=""`}}, map[string]string{}},
		{"as corrected", "", [][2]string{{"one", same}, {"two", `callbackServer="http://Campaign.example.com:443/"`}},
			map[string]string{"one": there + also + "two.", "two": `Callback server "http://Campaign.example.com:443/" ` + also + "one."}},
	} {
		got := map[string]string{}
		for _, r := range run(t, c.config, c.accounts...) {
			for _, f := range r.Findings {
				if f.Code == callbackShared {
					got[r.Instance] += f.Message
					if len(f.Related) != 1 || !strings.HasPrefix(f.Related[0].Message, "Callback server of ") {
						t.Errorf("%s: related to %v", c.name, related(f))
					}
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestOwnersAtOneHost insists that the owner of an address is looked for among the
// first instances with its host, and not among thousands.
func TestOwnersAtOneHost(t *testing.T) {
	const n = schema.MaxAtHost
	entry := func(i int) string {
		return fmt.Sprintf(`{name: i%d, url: "https://campaign.example.com/i%[1]d/"}`, i)
	}
	var all []string
	for i := range n + 2 {
		all = append(all, entry(i))
	}
	own := func(i int) string { return "instances: [" + entry(i) + "]" }
	every := func(int) string { return "instances: [" + strings.Join(all, ",") + "]" }
	for name, config := range map[string]func(i int) string{"one configuration": every, "one each": own} {
		var list []*schema.Instance
		for i := range n + 2 {
			callback := "https://campaign.example.com/"
			switch i {
			case 0:
				callback += fmt.Sprintf("i%d/", n-1)
			case 1:
				callback += fmt.Sprintf("i%d/", n)
			default:
				callback += fmt.Sprintf("i%d/", i)
			}
			list = append(list, checkstest.Instance(t, fmt.Sprintf("i%d", i), config(i), checkstest.Document(`callbackServer="`+callback+`"`)))
		}
		results := checkstest.Judge(Catalogue, checks.Selection{}, list...)
		for i, want := range []string{
			fmt.Sprintf(`"https://campaign.example.com/i%d/" is the address of i%[1]d, not of this instance, which is "https://campaign.example.com/i0/".`, n-1),
			fmt.Sprintf(`"https://campaign.example.com/i%d/" is not the address of this instance, "https://campaign.example.com/i1/".`, n),
		} {
			if f := finding(t, results[i], callbackWrongInstance); f.Message != want {
				t.Errorf("%s: got %s", name, f.Message)
			}
		}
	}
}

// TestOwnerOfCallback insists that a wrong address is said to be that of another
// instance of the run too, which has a configuration of its own.
func TestOwnerOfCallback(t *testing.T) {
	instance := func(name, url, callback string) *schema.Instance {
		return checkstest.Instance(t, name, `instances: [{name: `+name+`, url: "`+url+`"}]`, checkstest.Document(`callbackServer="`+callback+`"`))
	}
	results := checkstest.Judge(Catalogue, checks.Selection{},
		instance("training", "https://stage.example.com/training", "http://stage.example.com"),
		instance("prod", "https://campaign.example.com", "https://stage.example.com/dev"),
		instance("dev", "https://stage.example.com/dev", "https://elsewhere.example.com"),
		instance("stage", "https://stage.example.com/nl", "https://stage.example.com/dev/x"),
		instance("test", "https://stage.example.com", "https://stage.example.com"))
	want := map[string]string{
		"prod":  `"https://stage.example.com/dev" is the address of dev, not of this instance, which is "https://campaign.example.com".`,
		"dev":   `"https://elsewhere.example.com" is not the address of this instance, "https://stage.example.com/dev".`,
		"stage": `"https://stage.example.com/dev/x" is the address of dev, not of this instance, which is "https://stage.example.com/nl".`,
	}
	got := map[string]string{}
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Code == callbackNotHTTPS && strings.Contains(f.Message, "is the address of") {
				t.Errorf("%s: %s", r.Instance, f.Message)
			}
			if f.Code == callbackWrongInstance {
				got[r.Instance] = f.Message
				if wanted := 1 + strings.Count(f.Message, " is the address of "); len(f.Related) != wanted {
					t.Errorf("%s: related to %q", r.Instance, related(f))
				}
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// Where the instance's own configuration says whose it is, that is enough.
	r := run(t, `instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]`,
		[2]string{"prod", `callbackServer="https://stage.example.com"`}, [2]string{"stage", `callbackServer="https://stage.example.com"`})
	if f := finding(t, r[0], callbackWrongInstance); len(f.Related) != 2 {
		t.Errorf("related to %q", related(f))
	}
}
