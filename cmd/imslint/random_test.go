package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// fault is a change to a clean account and the code that it must give, at the
// changed value (or at the element's name where the attribute is gone).
type fault struct {
	attribute, value string
	code             string
	removed          bool
}

var faults = []fault{
	{"name", "adobe_marketing_cloud", "single-account/wrong-name", false},
	{"type", "12", "single-account/wrong-type", false},
	{"active", "0", "single-account/disabled", false},
	{"productContext", "dma_campaign", "product-context/wrong-value", false},
	{"productContext", "", "product-context/empty", false},
	{"imsServer", "", "ims-server/missing", true},
	{"imsServer", "https://ims-na1.adobelogin.com/ims", "ims-server/malformed", false},
	{"imsServer", "http://ims-na1.adobelogin.com", "ims-server/insecure", false},
	{"imsServer", "adobeid-na1-stg1.services.adobe.com", "ims-server/stage-endpoint", false},
	{"imsServer", "https://ims.exämple.com", "ims-server/not-allowed", false},
	{"userScope", "", "scopes/missing", false},
	{"userScope", "openid,session,AdobeID,extra", "scopes/not-provisioned", false},
	{"userScope", "openid,session,openid", "scopes/duplicate", false},
	{"userScope", "openid,,session", "scopes/empty-item", false},
	{"clientId", "", "client-id/missing", true},
	{"clientId", "campaign-prod ", "client-id/whitespace", false},
	{"clientId", "campaign-stage&co", "client-id/mismatch", false},
	{"callbackServer", "", "callback-url/missing", false},
	{"callbackServer", "campaign.example.com", "callback-url/malformed", false},
	{"callbackServer", "http://campaign.example.com", "callback-url/not-https", false},
	{"callbackServer", "https://stage.example.com", "callback-url/wrong-instance", false},
	{"imsOrgId", "", "organization-id/missing", false},
	{"imsOrgId", "<x>@AdobeOrg", "organization-id/malformed", false},
	{"imsOrgId", "89ABCDEF0123456789ABCDEF@AdobeOrg", "organization-id/mismatch", false},
	{"imsRightsMask", "", "association-mask/missing", true},
	{"imsRightsMask", "campaign - prod - .*", "association-mask/invalid-pattern", false},
	{"imsRightsMask", "campaign - prod -", "association-mask/whitespace", false},
	{"imsRightsMask", "campaign - pröd - ", "association-mask/near-miss", false},
	{"imsRightsMask", "something else - ", "association-mask/no-profile-matches", false},
	{"clientSecret", "plain", "client-secret/plaintext", false},
	{"tenant", "", "web-ui-card/empty-field", false},
}

const randomConfig = `provisioned:
  organizationId: 0123456789ABCDEF01234567@AdobeOrg
  clientId: campaign-prod
  scopes: [AdobeID, openid, session]
  callbackUrls: ["https://campaign.example.com", "https://stage.example.com"]
  productContext: dma_campaign_classic
  productProfiles: ["campaign - prod - admin"]
instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]
`

// xmlWriter writes XML in a random style and knows where it is.
type xmlWriter struct {
	strings.Builder
	*rand.Rand
	line, column int
	quote        string
}

func (w *xmlWriter) put(text string) {
	w.WriteString(text)
	if i := strings.LastIndex(text, "\n"); i >= 0 {
		w.line += strings.Count(text, "\n")
		w.column = 1
		text = text[i+1:]
	}
	w.column += utf8.RuneCountInString(text)
}

func (w *xmlWriter) gap() { w.put([]string{" ", "\n  ", "  ", "\t"}[w.IntN(4)]) }

// account writes an account and returns where an attribute's value, or else
// the element's name, begins.
func (w *xmlWriter) account(attributes map[string]string, wanted string) (line, column int) {
	w.put("<")
	line, column = w.line, w.column
	w.put("extAccount")
	var names []string
	for name := range attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	w.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		w.gap()
		w.put(name + []string{"=", " = "}[w.IntN(2)] + w.quote)
		if name == wanted {
			line, column = w.line, w.column
		}
		w.put(strings.NewReplacer("&", "&amp;", "<", "&lt;", "\u00a0", "&#160;").Replace(attributes[name]) + w.quote)
	}
	w.put("/>\n")
	return line, column
}

// cleanAttributes is an account with nothing wrong.
func cleanAttributes() map[string]string {
	return map[string]string{
		"name": "Adobe_Marketing_Cloud", "label": "é漢😀", "type": "42", "active": "1", "imsServer": "ims-na1.adobelogin.com",
		"userScope": "openid session,AdobeID", "clientId": "campaign-prod", "clientSecret": "@x=", "callbackServer": "https://campaign.example.com/",
		"imsOrgId": "0123456789ABCDEF01234567@AdobeOrg", "imsRightsMask": "campaign - prod - ", "productContext": "dma_campaign_classic", "server": "s", "tenant": "t",
	}
}

// TestRandom judges random exports with injected faults: each is found with
// its code, line and column, and nothing else is called wrong.
func TestRandom(t *testing.T) {
	rounds := 300
	if testing.Short() {
		rounds = 30
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "imslint.yaml"), []byte(randomConfig), 0o644); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(rounds) {
		random := rand.New(rand.NewPCG(seed, 7))
		f := faults[random.IntN(len(faults))]
		attributes := cleanAttributes()
		attributes[f.attribute] = f.value
		if f.removed {
			delete(attributes, f.attribute)
		}
		w := &xmlWriter{Rand: random, line: 1, column: 1, quote: []string{`"`, `'`}[random.IntN(2)]}
		if random.IntN(2) == 0 {
			w.put("<?xml version='1.0' encoding='UTF-8'?>")
		}
		w.put("<package>\n<!-- <extAccount name='Adobe_Marketing_Cloud'/> é --><entities schema=\"nms:extAccount\">")
		for range random.IntN(4) {
			w.account(map[string]string{"name": fmt.Sprint("other", random.IntN(99)), "type": "3", "server": "", "clientId": " x"}, "")
		}
		w.put("<![CDATA[<extAccount name='Adobe_Marketing_Cloud'/>]]>")
		line, column := w.account(attributes, f.attribute)
		w.account(map[string]string{"name": "Adobe_Experience_Cloud", "_operation": []string{"none", "delete"}[random.IntN(2)]}, "")
		w.put("</entities></package>\n")
		text := w.String()
		if random.IntN(2) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if random.IntN(2) == 0 {
			text = "\ufeff" + text
		}
		file := filepath.Join(dir, "prod.xml")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}

		report, code := lintJSON(t, "--fail-on", "warning", file)
		var got []string
		for _, x := range report.Findings {
			if x.Severity != "info" {
				got = append(got, fmt.Sprint(x.Code, " ", x.Line, ":", x.Column))
			}
		}
		want := []string{fmt.Sprint(f.code, " ", line, ":", column)}
		if diff := cmp.Diff(want, got); diff != "" || code != exitFindings {
			t.Errorf("seed %d, exit status %d\n%s\n%s", seed, code, diff, text)
		}
	}
}
