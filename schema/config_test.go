package schema

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

const fullConfig = `provisioned:
  organizationId: 0123456789ABCDEF01234567@AdobeOrg
  clientId: campaign-prod
  scopes: [AdobeID, openid, session, read_organizations, additional_info.projectedProductContext]
  callbackUrls: [https://campaign.example.com, "https://*.stage.example.com", '^https://x\.example\.com']
  productContext: dma_campaign_classic        # what Experience Cloud holds
  productProfiles: ["campaign - prod - admin", "campaign - prod - delivery"]
  imsServers: [ims-na1.adobelogin.com]
instances:
  - name: prod
    environment: production
    url: https://campaign.example.com
    provisioned: {clientId: campaign-live}
checks:
  disable: [control-panel-access]
  severity: {scopes/duplicate: error}
ignore:
  - {code: scopes/duplicate, account: Adobe_Marketing_Cloud, instance: prod, reason: harmless, until: "2027-01-31"}
fields: {associationMask: imsRightsMask}
adminConsole:
  domains: [{name: example.com, type: Federated ID}]
  domainsElsewhere: [partner.example]
  userNames: same-as-email
  productConfigurations: [Campaign - prod - delivery]
  embargoedCountries: [CU, IR, KP, SY]
  directorySync: true
  enforcedDomains: [example.com]
accountType: 0042
`

func TestReadConfig(t *testing.T) {
	c, bad := ReadConfig("imslint.yaml", strings.NewReader("\ufeff"+strings.ReplaceAll(fullConfig, "\n", "\r\n")))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	prod, named := c.Instance("prod")
	other, _ := c.Instance("stage")
	got := []string{
		prod.Provisioned.ClientID.Text, other.Provisioned.ClientID.Text, prod.Provisioned.OrganizationID.Text,
		prod.Environment.Text, c.AccountType.Text, c.Fields[0].Key.Text, c.Checks.Severity[0].Value.Text,
		c.Provisioned.Scopes[1].Place.String(), c.Instances[0].URL.Place.String(), prod.Provisioned.ProductProfiles[1].Place.String(),
	}
	want := []string{
		"campaign-live", "campaign-prod", "0123456789ABCDEF01234567@AdobeOrg", "production", "0042", "associationMask", "error",
		"imslint.yaml:4:21", "imslint.yaml:12:10", "imslint.yaml:7:49",
	}
	if diff := cmp.Diff(want, got); diff != "" || !named {
		t.Error(diff)
	}
	for _, empty := range []string{"", "# nothing\n", "provisioned:\n", "instances: []\n"} {
		if _, bad := ReadConfig("imslint.yaml", strings.NewReader(empty)); len(bad) > 0 {
			t.Errorf("%q: %v", empty, bad)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	for in, want := range map[string]string{
		"provisioned:\n  clientID: x\n":                                 "2:3: unknown key clientID in provisioned: did you mean clientId?",
		"provisoned: {}\n":                                              "1:1: unknown key provisoned: did you mean provisioned?",
		"provisioned: {scopes: openid}\n":                               "1:23: provisioned.scopes needs a list, found a single value",
		"provisioned: {clientId: [a]}\n":                                "1:25: provisioned.clientId needs a single value, found a list",
		"provisioned: [a]\n":                                            "1:14: provisioned needs a mapping, found a list",
		"- a\n":                                                         "1:1: the file needs a mapping, found a list",
		"provisioned: {scopes: [a, {b: c}]}\n":                          "1:27: provisioned.scopes[] needs a single value, found a mapping",
		"provisioned: {scopes: [a, ]}\nprovisioned: {}\n":               "2:1: duplicate key provisioned, first in line 1",
		"instances: [{url: 'https://x.example.com'}]\n":                 "1:20: instances: an entry needs a name",
		"instances: [{name: a}, {name: a}]\n":                           "1:31: instances: duplicate name a, first in line 1",
		"instances: [{name: a, environment: live}]\n":                   "1:36: environment needs production, stage or development, found live",
		"instances: [{name: a, url: campaign.example.com}]\n":           "1:28: url needs an address such as https://campaign.example.com",
		"provisioned: {callbackUrls: [campaign.example.com]}\n":         "1:30: callbackUrls: an entry needs its scheme",
		"provisioned: {callbackUrls: ['^(']}\n":                         "1:31: callbackUrls: not a valid regular expression",
		"instances: [{name: a, provisioned: {callbackUrls: ['^(']}}]\n": "1:53: callbackUrls: not a valid regular expression",
		"provisioned: {imsServers: ['a b']}\n":                          "1:29: imsServers: an entry is a host name",
		"instances: [{name: a, hosting: cloud}]\n":                      "1:32: hosting needs on-premise, hybrid or hosted, found cloud",
		"provisioned: {organizationId: 5D4A123F5245AE3A0A490D4}\n":      "1:31: organizationId: an organization ID is 24 letters or digits and @AdobeOrg",
		"fields: {clientId: ''}\n":                                      "1:21: fields: clientId needs the name of an attribute",
		"adminConsole: {domains: [{name: example.com}]}\n":              "1:33: adminConsole.domains: an entry needs a type",
		"adminConsole: {domains: [{name: a b, type: Federated ID}]}\n":  "1:33: adminConsole.domains needs domains such as example.com",
		"adminConsole: {userNames: mail}\n":                             "1:27: adminConsole.userNames needs any, email or same-as-email, found mail",
		"adminConsole: {embargoedCountries: [Cuba]}\n":                  "1:37: adminConsole.embargoedCountries needs two-letter country codes",
		"fields: {mask: x}\n":                                           "1:10: fields: there is no logical field mask",
		"ignore: [{reason: x}]\n":                                       "1:19: ignore: an entry needs a code",
		"ignore: [{code: scopes}]\n":                                    "1:17: ignore: an entry needs a reason",
		"ignore: [{code: scopes, reason: x, until: 31.1.2027}]\n":       "1:43: ignore: until needs a day such as 2027-01-31",
		"provisioned: {scopes:\n":                                       "2:1: not valid YAML",
		"a: 1\n---\nb: 2\n":                                             "1:1: unknown key a",
	} {
		_, bad := ReadConfig("imslint.yaml", strings.NewReader(in))
		if len(bad) == 0 || !strings.HasPrefix(bad[0].Error(), "imslint.yaml:"+want) {
			t.Errorf("%q\n got %v\nwant %s", in, bad, want)
		}
	}
	if _, bad := ReadConfig("imslint.yaml", strings.NewReader("a: 1\nb: 2\n")); len(bad) != 2 {
		t.Errorf("of two errors %d are told", len(bad))
	}
	_, bad := ReadConfig("imslint.yaml", strings.NewReader("secret: &a {S: 1}\nprovisioned: *a\n"))
	if len(bad) != 2 || bad[1].Error() != "imslint.yaml:1:13: unknown key ******** in provisioned" {
		t.Errorf("a key below a secret: %v", bad)
	}
}

// TestConfigSchema keeps the JSON Schema in step with the Go types: the same
// keys at every level, and the same verdict on configurations.
func TestConfigSchema(t *testing.T) {
	text, err := os.ReadFile("imslint.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	// The schema and the reader know the same facts and fields.
	properties := func(path ...string) map[string]any {
		at := root
		for _, key := range path {
			at, _ = at[key].(map[string]any)
		}
		return at
	}
	facts := properties("$defs", "provisioned", "properties")
	for _, f := range Facts {
		property, _ := facts[f.Key].(map[string]any)
		if ref, _ := property["$ref"].(string); (ref == "#/$defs/texts") != f.List() || ref == "" {
			t.Errorf("the JSON Schema has %v for %s", property, f.Key)
		}
	}
	if len(facts) != len(Facts) {
		t.Errorf("the JSON Schema has %d facts, want %d", len(facts), len(Facts))
	}
	var logical []any
	for _, n := range AllFields() {
		logical = append(logical, string(n.Field))
	}
	for _, name := range OperatorFields {
		logical = append(logical, name)
	}
	if diff := cmp.Diff(logical, properties("properties", "fields", "propertyNames")["enum"]); diff != "" {
		t.Errorf("fields: %s", diff)
	}

	compiler := jsonschema.NewCompiler()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("imslint.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("imslint.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	configs := map[string]bool{fullConfig: true, "": true, "provisioned:\n": true, "provisoned: {}": false, "provisioned: {scopes: openid}": false,
		"provisioned: {clientId: [a]}": false, "instances: [{url: x}]": false, "instances: [{name: a, environment: live}]": false, "instances: [{name: a, hosting: hosted}]": true, "instances: [{name: a, hosting: x}]": false, "fields: {operatorEmail: email}": true, "adminConsole: {userNames: mail}": false, "adminConsole: {directorySync: false}": true, "adminConsole: {domains: [{name: example.com}]}": false, "fields: {mask: x}": false,
		"ignore: [{code: scopes}]": false, "ignore: [{reason: x}]": false, "ignore: [{code: scopes, reason: x, until: '31.1.2027'}]": false}
	samples, _ := filepath.Glob("../samples/*/imslint.yaml")
	for _, file := range samples {
		text, _ := os.ReadFile(file)
		configs[string(text)] = true
	}
	for text, want := range configs {
		var value any
		if err := yaml.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		_, bad := ReadConfig("imslint.yaml", strings.NewReader(text))
		if err := schema.Validate(value); (err == nil) != want || (len(bad) == 0) != want {
			t.Errorf("%q: wanted %t, JSON Schema says %v, Go %v", text, want, err, bad)
		}
	}
}

func TestIgnoreExpired(t *testing.T) {
	i := ConfigIgnore{Until: Value{Text: "2027-01-31", Present: true}}
	for day, want := range map[string]bool{"2027-01-30": false, "2027-01-31": false, "2027-02-01": true} {
		now, _ := time.Parse(DateFormat, day)
		if i.Expired(now) != want || (ConfigIgnore{}).Expired(now) {
			t.Errorf("%s: want %t", day, want)
		}
	}
}
