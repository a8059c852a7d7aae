package checks

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema"
)

// clean is an account with nothing wrong, attribute by attribute.
var clean = map[string]string{
	"name": "Adobe_Marketing_Cloud", "label": "MAC", "type": "Adobe Experience Cloud", "active": "1",
	"imsServer": "https://ims-na1.adobelogin.com", "userScope": "openid,session",
	"clientId": "campaign-prod", "clientSecret": "@ZXhhbXBsZQ==",
	"callbackServer": "https://campaign.example.com", "imsOrgId": "0123456789ABCDEF01234567@AdobeOrg",
	"imsRightsMask": "campaign - prod - ", "productContext": "dma_campaign_classic",
	"server": "https://marketing.adobe.com", "tenant": "acme",
}

var attribute = regexp.MustCompile(`([\w:]+)=(?:"([^"]*)")?`)

// document returns the export of an example: a document as it is, or a clean
// account with other attributes.
func document(export string) string {
	if strings.HasPrefix(strings.TrimSpace(export), "<") {
		return export
	}
	attributes := maps.Clone(clean)
	for _, m := range attribute.FindAllStringSubmatch(export, -1) {
		if strings.HasSuffix(m[0], "=") {
			delete(attributes, m[1])
		} else {
			attributes[m[1]] = m[2]
		}
	}
	text := "<extAccount"
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		text += fmt.Sprintf(` %s="%s"`, name, attributes[name])
	}
	return text + "/>"
}

func instance(t *testing.T, name, config string, documents ...string) *schema.Instance {
	t.Helper()
	c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(config))
	for _, e := range bad {
		t.Fatalf("config: %v\n%s", e, config)
	}
	var files []*schema.File
	for i, d := range documents {
		path := fmt.Sprintf("%s/%d", name, i)
		if strings.Contains(d, "<serverC") {
			path = name + "/serverConf.xml"
		}
		f, err := schema.Read(path, strings.NewReader(d))
		if err != nil {
			t.Fatalf("%v\n%s", err, d)
		}
		files = append(files, f)
	}
	return schema.NewInstance(name, files, nil, c)
}

func run(t *testing.T, x Example) *Result {
	t.Helper()
	first := instance(t, "prod", x.Config, append([]string{document(x.Export)}, x.Beside...)...)
	all := []*schema.Instance{first}
	if x.Other != "" {
		other := instance(t, "stage", x.Config, document(x.Other))
		return Run(other, []*schema.Instance{first, other}, Selection{})
	}
	return Run(first, all, Selection{})
}

func fired(r *Result) []string {
	var names []string
	for _, f := range r.Findings {
		names = append(names, f.Name())
	}
	return names
}

// TestEveryCode insists that each code is documented, that its bad example
// fires it and nothing else above info, and that its good example is silent.
func TestEveryCode(t *testing.T) {
	for _, c := range All {
		if c.Title == "" || c.Step == "" || (c.Instance == nil) == (c.Account == nil) || len(c.Codes) == 0 {
			t.Errorf("%s: title, step, codes and one of Instance and Account are needed", c.Name)
		}
		for _, code := range c.Codes {
			name := c.Name + "/" + code.Name
			t.Run(name, func(t *testing.T) {
				if code.Title == "" || code.Why == "" || code.Fix == "" || code.Source == "" {
					t.Error("title, why, fix and source are needed")
				}
				for _, text := range []string{code.Why, code.Fix} {
					if !strings.HasSuffix(text, ".") {
						t.Errorf("no sentence: %q", text)
					}
				}
				for _, cause := range code.Causes {
					if _, ok := FindSymptom(cause.Symptom); !ok {
						t.Errorf("no symptom %s", cause.Symptom)
					}
				}
				// A whole document shows what it is about and little else.
				about := func(f *Finding, x Example) bool { return f.Check == c || !strings.HasPrefix(x.Export, "<") }
				bad := run(t, code.Bad)
				if !slices.Contains(fired(bad), name) {
					t.Errorf("the bad example does not fire it, but %v", fired(bad))
				}
				for _, f := range bad.Findings {
					if f.Name() != name && f.Severity > Info && about(f, code.Bad) {
						t.Errorf("the bad example fires %s too: %s", f.Name(), f.Message)
					}
				}
				good := run(t, code.Good)
				for _, f := range good.Findings {
					if f.Name() == name || f.Severity > Info && about(f, code.Good) {
						t.Errorf("the good example fires %s: %s", f.Name(), f.Message)
					}
				}
				for _, s := range good.Skipped {
					if s.Name() == name {
						t.Errorf("the good example skips it: %s", s.Reason)
					}
				}
				if code.Needs != "" {
					without := run(t, Example{Export: `label="MAC"`})
					if !slices.ContainsFunc(without.Skipped, func(s *Skipped) bool { return s.Name() == name && s.Needs == code.Needs && s.Reason != "" }) {
						t.Errorf("without %s it is not listed as skipped", code.Needs)
					}
				}
			})
		}
	}
}

func TestSymptoms(t *testing.T) {
	for _, s := range Symptoms {
		if s.Title == "" || s.Cause == "" || s.Resolution == "" || s.Source == "" {
			t.Errorf("%s is not documented", s.ID)
		}
		if len(s.Steps) > 0 && len(s.Codes()) == 0 {
			t.Errorf("no code leads to %s", s.ID)
		}
		if len(s.Steps) == 0 && len(s.Codes()) > 0 {
			t.Errorf("%s comes from no step, but from %v", s.ID, s.Codes())
		}
		for _, m := range append(s.Messages, s.Title, s.ID) {
			if found, ok := MatchSymptom(m); !ok || found != s {
				t.Errorf("%q is matched with %v", m, found)
			}
		}
	}
}

func TestMatchSymptom(t *testing.T) {
	for text, want := range map[string]string{
		`login does not have any right matching the expression`:                                                      "no-right-matching-expression",
		`2026-11-02 10:12:01 ERR XTK-170006 Login does not have any right matching the expression '[admin]'. (jdoe)`: "no-right-matching-expression",
		`"LOGIN DOES NOT HAVE ANY RIGHT..." `:                                                                        "no-right-matching-expression",
		"user is redirected to adobe.com page":                                                                       "redirected-to-adobe-com",
		"redirected to adobe.com":                                                                                    "redirected-to-adobe-com",
		"login page cannot be reached":                                                                               "no-login-page",
		"error=invalid_scope":                                                                                        "no-login-page",
		"webview2 cache":                                                                                             "webview2-cache",
		"You need to install the latest updated to Windows and/or your Adobe apps.":                                  "console-outdated",
		"web user interface card":                                                                                    "web-ui-card-missing",
		"the cat sat on the mat":                                                                                     "",
		"error":                                                                                                      "",
		"login":                                                                                                      "",
		"":                                                                                                           "",
	} {
		got := ""
		if s, ok := MatchSymptom(text); ok {
			got = s.ID
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestConditions holds the cases beside the codes' own examples: what fires
// together, and what must not.
func TestConditions(t *testing.T) {
	const profiles = `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - delivery"]}`
	groups := []string{`<group-collection><group name="admin"/><group name="delivery"/></group-collection>`}
	mask := func(m string) Example {
		return Example{Export: `imsRightsMask="` + m + `"`, Config: profiles, Beside: groups}
	}
	for _, c := range []struct {
		name string
		in   Example
		want []string // above info
	}{
		{"clean", Example{Export: `label="MAC"`}, nil},
		{"type number nobody knows", Example{Export: `type="42"`}, nil},
		{"type number of the configuration", Example{Export: `type="17"`, Config: `accountType: "17"`}, nil},
		{"type number that the configuration rules out", Example{Export: `type="43"`, Config: `accountType: 42`}, []string{"single-account/wrong-type"}},
		{"name and enabled together", Example{Export: `name=" Adobe_Marketing_Cloud" active="false"`}, []string{"single-account/disabled", "single-account/wrong-name"}},
		{"no name", Example{Export: `name=`}, []string{"single-account/wrong-name"}},
		{"found by its mask alone", Example{Export: `name="x" type= imsServer= imsOrgId=`}, []string{"single-account/wrong-name", "ims-server/missing", "organization-id/missing"}},

		{"http and another host", Example{Export: `imsServer="http://ims.example.com"`}, []string{"ims-server/insecure", "ims-server/not-allowed"}},
		{"http stage endpoint", Example{Export: `imsServer="http://adobeid-na1-stg1.services.adobe.com"`}, []string{"ims-server/insecure", "ims-server/stage-endpoint"}},
		{"upper case host", Example{Export: `imsServer="ADOBEID-NA1.SERVICES.ADOBE.COM"`}, nil},
		{"host with another port", Example{Export: `imsServer="ims-na1.adobelogin.com:8443"`}, []string{"ims-server/not-allowed"}},
		{"outer space", Example{Export: `imsServer=" ims-na1.adobelogin.com"`}, []string{"ims-server/malformed"}},
		{"user info", Example{Export: `imsServer="https://me@ims-na1.adobelogin.com"`}, []string{"ims-server/malformed"}},
		{"query", Example{Export: `imsServer="https://ims-na1.adobelogin.com?x=1"`}, []string{"ims-server/malformed"}},
		{"another scheme", Example{Export: `imsServer="ftp://ims-na1.adobelogin.com"`}, []string{"ims-server/malformed"}},

		{"callback http on the allowlist but for that", Example{Export: `callbackServer="http://campaign.example.com"`, Config: `
provisioned: {callbackUrls: ["https://campaign.example.com"]}
instances: [{name: prod, url: "https://campaign.example.com"}]`}, []string{"callback-url/not-https"}},
		{"callback http and elsewhere", Example{Export: `callbackServer="http://x.example.org"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`},
			[]string{"callback-url/not-allowlisted", "callback-url/not-https"}},
		{"callback without scheme", Example{Export: `callbackServer="campaign.example.com"`}, []string{"callback-url/malformed"}},
		{"callback with a space", Example{Export: `callbackServer="https://campaign.example.com "`}, []string{"callback-url/malformed"}},
		{"callback shorter than the entry", Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl/jsp"]}`}, nil},
		{"callback with another path", Example{Export: `callbackServer="https://campaign.example.com/x"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl"]}`}, []string{"callback-url/not-allowlisted"}},
		{"callback with another port", Example{Export: `callbackServer="https://campaign.example.com:8443"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`}, []string{"callback-url/not-allowlisted"}},
		{"callback with the usual port", Example{Export: `callbackServer="https://Campaign.example.com:443/"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com"]}`}, nil},
		{"callback by regular expression", Example{Export: `callbackServer="https://campaign.example.com"`, Config: `provisioned: {callbackUrls: ['^https://campaign\.example\.com/?$']}`}, nil},
		{"callback by wildcard path", Example{Export: `callbackServer="https://campaign.example.com/nl/x"`, Config: `provisioned: {callbackUrls: ["https://campaign.example.com/nl/*"]}`}, nil},
		{"wildcard host does not stand for none", Example{Export: `callbackServer="https://example.com"`, Config: `provisioned: {callbackUrls: ["https://*.example.com"]}`}, []string{"callback-url/not-allowlisted"}},

		{"scopes by white space", Example{Export: `userScope="openid session"`, Config: `provisioned: {scopes: [session, openid]}`}, nil},
		{"two scopes too many", Example{Export: `userScope="openid,a,b"`, Config: `provisioned: {scopes: [openid]}`}, []string{"scopes/not-provisioned", "scopes/not-provisioned"}},
		{"nothing but commas", Example{Export: `userScope=", ,"`}, []string{"scopes/missing"}},
		{"trailing comma", Example{Export: `userScope="openid,session,"`}, []string{"scopes/empty-item"}},
		{"leading comma", Example{Export: `userScope=",openid"`}, []string{"scopes/empty-item"}},

		{"client ID with a space inside", Example{Export: `clientId="campaign -prod"`, Config: `provisioned: {clientId: campaign-prod}`}, []string{"client-id/whitespace"}},
		{"client ID with a provisioned space", Example{Export: `clientId="campaign prod"`, Config: `provisioned: {clientId: campaign prod}`}, nil},
		{"client ID wrong and spaced", Example{Export: `clientId=" other"`, Config: `provisioned: {clientId: campaign-prod}`}, []string{"client-id/mismatch", "client-id/whitespace"}},

		{"organization malformed and another", Example{Export: `imsOrgId="x"`, Config: `provisioned: {organizationId: 0123456789ABCDEF01234567@AdobeOrg}`}, []string{"organization-id/malformed"}},

		{"context wrong as Experience Cloud has it right", Example{Export: `productContext="dma_campaign"`, Config: `provisioned: {productContext: dma_campaign_classic}`}, []string{"product-context/wrong-value"}},
		{"context wrong on both sides, differently", Example{Export: `productContext="x"`, Config: `provisioned: {productContext: dma_campaign}`}, []string{"product-context/mismatch", "product-context/wrong-value"}},
		{"context of a build without the field", Example{Export: `productContext=`, Beside: []string{schemaWithout}, Config: `provisioned: {productContext: dma_campaign}`}, nil},
		{"context of a build without the field, other side has it", Example{Export: `productContext=`, Beside: []string{schemaWithout}, Config: `provisioned: {productContext: dma_campaign_classic}`}, []string{"product-context/mismatch"}},
		{"context left out by a build with the field", Example{Export: `productContext=`, Beside: []string{`<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><attribute name="productContext"/></element></srcSchema>`}}, []string{"product-context/empty"}},

		{"mask right", mask("campaign - prod - "), nil},
		{"mask as a pattern", mask("campaign - prod - (.*)"), nil},
		{"mask as a regular expression", mask("campaign - (?:prod|live) - ([a-z]+)"), nil},
		{"mask lacks its space", mask("campaign - prod -"), []string{"association-mask/whitespace"}},
		{"pattern lacks its space", mask("campaign - prod -(.*)"), []string{"association-mask/whitespace"}},
		{"mask with a leading space", mask(" campaign - prod - "), []string{"association-mask/whitespace"}},
		{"mask with a no-break space", mask("campaign - prod -\u00a0"), []string{"association-mask/whitespace"}},
		{"mask with two spaces at its end", mask("campaign - prod -  "), []string{"association-mask/whitespace"}},
		{"space behind the group", mask("campaign - prod - (.*) "), []string{"association-mask/whitespace"}},
		{"white space and case", mask("Campaign -  prod - "), []string{"association-mask/near-miss", "association-mask/whitespace"}},
		{"case", mask("Campaign - Prod - (.*)"), []string{"association-mask/near-miss"}},
		{"en dash", mask("campaign \u2013 prod \u2013 "), []string{"association-mask/near-miss"}},
		{"space missing inside", mask("campaign -prod - "), []string{"association-mask/near-miss"}},
		{"two edits", mask("campain - prd - "), []string{"association-mask/near-miss"}},
		{"three edits", mask("camain - prd - "), []string{"association-mask/no-profile-matches"}},
		{"another instance's", mask("campaign - stage - "), []string{"association-mask/no-profile-matches"}},
		{"pattern without group", mask("campaign - prod - .*"), []string{"association-mask/invalid-pattern"}},
		{"pattern with two groups", mask("(campaign) - prod - (.*)"), []string{"association-mask/invalid-pattern"}},
		{"pattern unclosed", mask("campaign - prod - (.*"), []string{"association-mask/invalid-pattern"}},
		{"space extra", Example{Export: `imsRightsMask="campaign_prod "`, Config: `provisioned: {productProfiles: [campaign_prodadmin]}`}, []string{"association-mask/whitespace"}},
		{"brackets that the profiles have", Example{Export: `imsRightsMask="[EU] campaign - "`, Config: `provisioned: {productProfiles: ["[EU] campaign - admin"]}`}, nil},
		{"profiles of other instances and products", Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - stage - admin", "Analytics"]}`,
			Beside: []string{`<group-collection><group name="admin"/></group-collection>`}}, nil},
		{"group renamed", Example{Export: `imsRightsMask="campaign - prod - "`, Config: profiles, Beside: []string{`<operator-collection><operator type="1" name="admin"/><operator type="1" name="Delivery"/><operator name="ada"/></operator-collection>`}},
			[]string{"association-mask/group-without-profile", "association-mask/profile-without-group"}},
		{"admin profile of a broken mask", Example{Export: `imsRightsMask=""`, Config: `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - Administrators"]}`},
			[]string{"association-mask/missing", "control-panel-access/admin-profile"}},
		{"user with user groups", Example{Export: `imsRightsMask="campaign - prod - "`, Beside: []string{"Identity Type;Username;Email;Product Configurations;User Groups\nAdobe ID;ada;ada@example.com;;staff\n"}},
			[]string{"association-mask/user-without-profile"}},

		{"server blank and tenant blank", Example{Export: `server="" tenant=" "`}, []string{"web-ui-card/empty-field", "web-ui-card/empty-field"}},
		{"profile with its product's name", Example{Export: `imsRightsMask="campaign - prod - "`, Beside: []string{"Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com,\"Adobe Campaign:campaign - prod - admin,x\"\n"}}, nil},
		{"files of several instances that disagree", Example{Export: `label="MAC"`, Beside: []string{
			`<serverconf><shared><dataStore hosts="a.example.com"/></shared></serverconf>`,
			`<serverconf><shared><dataStore hosts="b.example.com"/></shared></serverconf>`}}, nil},
		{"files of several instances that agree", Example{Export: `label="MAC"`, Beside: []string{
			`<serverconf><shared><dataStore hosts="a.example.com"/></shared></serverconf>`,
			`<serverconf><shared><dataStore hosts="a.example.com"/></shared></serverconf>`}}, []string{"callback-url/not-served"}},
		{"instance file overrides the general one with nothing", Example{Export: `label="MAC"`, Beside: []string{
			`<serverconf><web><redirection IMSOrgId=""/></web></serverconf>`,
			`<serverConf><web><redirection IMSOrgId="89ABCDEF0123456789ABCDEF@AdobeOrg"/></web></serverConf>`}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range run(t, c.in).Findings {
				if f.Severity > Info {
					got = append(got, f.Name())
				}
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// TestNoAccount insists that checks without an account are skipped, and the
// steps of the login path not called right.
func TestNoAccount(t *testing.T) {
	for _, export := range []string{`<extAccount-collection/>`, `active="0"`} {
		r := run(t, Example{Export: export})
		skipped := map[string]bool{}
		for _, s := range r.Skipped {
			skipped[s.Name()] = true
		}
		for _, c := range All {
			if c.Account != nil && !skipped[c.Name] {
				t.Errorf("%s: %s ran without an account", export, c.Name)
			}
		}
		for _, step := range Steps[1:] {
			if r.Path[step] != NotChecked {
				t.Errorf("%s: step %s is %s", export, step, r.Path[step])
			}
		}
	}
}

func TestPath(t *testing.T) {
	r := run(t, Example{Export: `callbackServer="" tenant=""`})
	for step, want := range map[Step]State{AccountStep: AtRisk, CallbackStep: Broken, TokenStep: NotChecked} {
		if r.Path[step] != want {
			t.Errorf("%s is %s, want %s", step, r.Path[step], want)
		}
	}
	in := instance(t, "prod", "", document(""))
	only := Run(in, []*schema.Instance{in}, Selection{Only: []string{"client-secret"}})
	for _, step := range Steps {
		if only.Path[step] != NotChecked {
			t.Errorf("with --only, %s is %s", step, only.Path[step])
		}
	}
	without := Run(in, []*schema.Instance{in}, Selection{Disabled: []string{"single-account/wrong-type", "callback-url"}})
	if without.Path[AccountStep] != OK || without.Path[CallbackStep] != NotChecked {
		t.Errorf("with --disable: %v", without.Path)
	}
}

// TestVisible insists that nothing that a terminal would act on comes through.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"a\u00a0b": "a<U+00A0 no-break space>b", "a\x1b[31m": "a<U+001B>[31m", "\u202ex": "<U+202E>x",
		"a\tb": "a<tab>b", "é漢": "é漢",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := Quote(strings.Repeat("x", 500)); len(got) > 110 {
		t.Errorf("a long value is not cut: %d", len(got))
	}
}
