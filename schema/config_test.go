package schema

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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
		"provisioned: {scopes: [a, ]}\nprovisioned: {}\n":               "2:1: the key provisioned stands twice in one mapping, first in line 1",
		"instances: [{url: 'https://x.example.com'}]\n":                 "1:20: instances: an entry needs a name",
		"instances: [{name: a}, {name: a}]\n":                           "1:31: instances: a stands twice, first in line 1",
		"instances: [{name: a, environment: live}]\n":                   "1:36: environment is production, stage or development, found live",
		"instances: [{name: a, url: campaign.example.com}]\n":           "1:28: url needs an address such as https://campaign.example.com",
		"provisioned: {callbackUrls: [campaign.example.com]}\n":         "1:30: callbackUrls: an entry needs its scheme",
		"provisioned: {callbackUrls: ['^(']}\n":                         "1:31: callbackUrls: not a regular expression",
		"instances: [{name: a, provisioned: {callbackUrls: ['^(']}}]\n": "1:53: callbackUrls: not a regular expression",
		"provisioned: {imsServers: ['a b']}\n":                          "1:29: imsServers needs host names",
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
	compareKeys(t, "", reflect.TypeFor[Config](), root, root)
	var logical []any
	for _, n := range AllFields() {
		logical = append(logical, string(n.Field))
	}
	if diff := cmp.Diff(logical, root["properties"].(map[string]any)["fields"].(map[string]any)["propertyNames"].(map[string]any)["enum"]); diff != "" {
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
		"provisioned: {clientId: [a]}": false, "instances: [{url: x}]": false, "instances: [{name: a, environment: live}]": false, "fields: {mask: x}": false,
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

func compareKeys(t *testing.T, where string, typ reflect.Type, node, root map[string]any) {
	if ref, ok := node["$ref"].(string); ok {
		node = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if typ.Kind() == reflect.Slice && typ.Elem().Kind() == reflect.Struct && node["items"] != nil {
		typ, node = typ.Elem(), node["items"].(map[string]any)
	}
	if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[Value]() {
		return
	}
	properties, _ := node["properties"].(map[string]any)
	if properties == nil {
		return // free keys
	}
	var want, got []string
	for name := range properties {
		got = append(got, name)
	}
	for i := range typ.NumField() {
		name := typ.Field(i).Tag.Get("yaml")
		if name == "-" {
			continue
		}
		want = append(want, name)
		if p, ok := properties[name].(map[string]any); ok {
			compareKeys(t, where+"."+name, typ.Field(i).Type, p, root)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys of %q, Go types against JSON Schema:\n%s", where, diff)
	}
}
