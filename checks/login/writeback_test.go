package login

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// wrongValues are values of each attribute that are wrong in one way or
// another; "-" removes the attribute.
var wrongValues = map[string][]string{
	"name":           {"adobe_marketing_cloud", " Adobe_Marketing_Cloud", "Campaign", ""},
	"type":           {"3", "Routing", "12"},
	"active":         {"0", "false"},
	"imsServer":      {"", "-", "http://ims-na1.adobelogin.com", "https://ims-na1.adobelogin.com/ims/authorize", "ims-na1-stg1.adobelogin.com", "https://ims.example.com", " https://adobeid-na1.services.adobe.com", "http://x@adobeid-na1.services.adobe.com/p?q", "https://not a host"},
	"userScope":      {"", "-", "openid;session", "openid,,session", "openid,openid", "OpenID,sesion,x", "openid|nothing", ",", "x,y"},
	"clientId":       {"", "-", "campaign-prod ", "Campaign-prod", "other", " oth er"},
	"callbackServer": {"", "-", "http://campaign.example.com", "campaign.example.com", "https://stage.example.com", "https//x", "http://stage.example.com/x", "https://campaign.example.com ", "ftp://campaign.example.com"},
	"imsOrgId":       {"", "-", "0123456789ABCDEF01234567", "89ABCDEF0123456789ABCDEF@AdobeOrg", "O123456789ABCDEF01234567@AdobeOrg", "x"},
	"imsRightsMask":  {"", "-", "campaign - prod -", "campaign -  prod - (.*)", "Campaign - prod - ", "Campaign -  prod - ", "campaign - prod - .*", "campaign - prd - (.*)", "something - (.*)", "(a)(b)", "campaign \u2013 prod - (.*)", "campaign - stage - (.*)"},
	"productContext": {"", "dma_campaign", "x"},
}

// configs are what the user may state.
var configs = []string{
	"",
	`provisioned: {clientId: campaign-prod, organizationId: 0123456789ABCDEF01234567@AdobeOrg}`,
	`provisioned: {scopes: [openid, session, additional_info.projectedProductContext]}`,
	`provisioned: {callbackUrls: ["https://campaign.example.com"], productContext: dma_campaign}`,
	`{provisioned: {callbackUrls: ["https://*.example.com"]}, instances: [{name: prod, environment: production, url: "https://campaign.example.com"}]}`,
	`{provisioned: {callbackUrls: ["https://other.example.com"]}, instances: [{name: prod, url: "http://campaign.example.com/nl"}]}`,
	`provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - delivery"]}`,
	`provisioned: {productProfiles: ["campaign - prod - admin", "campaign - stage - admin", "campaign - prod - delivery"]}`,
	`provisioned: {imsServers: [ims.example.com]}`,
	`{provisioned: {clientId: campaign-prod, organizationId: 0123456789ABCDEF01234567@AdobeOrg, scopes: [openid, session], callbackUrls: ["https://campaign.example.com"], productContext: dma_campaign_classic, productProfiles: ["campaign - prod - admin"]}, instances: [{name: prod, url: "https://campaign.example.com"}, {name: stage, url: "https://stage.example.com"}]}`,
}

var besides = []string{
	`<group-collection><group name="admin"/><group name="delivery"/></group-collection>`,
	`<serverConf><shared><dataStore hosts="campaign.example.com*"/></shared><web><redirection IMSOrgId="0123456789ABCDEF01234567@AdobeOrg"/></web></serverConf>`,
	`<srcSchema name="extAccount" namespace="nms"><enumeration name="accountType"><value name="adobeExperienceCloud" label="Adobe Experience Cloud" value="42"/></enumeration><element name="extAccount"><attribute name="productContext"/><attribute name="type" enum="accountType"/><attribute name="server"/><attribute name="imsServer"/></element></srcSchema>`,
	"Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com,campaign - prod - admin\n",
}

const writeBackRuns = 1500

// TestWriteBack insists that advice leads to silence in one step: with every
// correction of a run written into the exports, no code fires that had one, and
// nothing new above info does.
func TestWriteBack(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for n := range writeBackRuns {
		config := configs[r.IntN(len(configs))]
		var names []string
		var accounts []map[string]string
		var beside [][]string
		for i := range 1 + r.IntN(3) {
			account := maps.Clone(checkstest.Clean)
			if i > 0 {
				account["callbackServer"] = "https://stage.example.com"
			}
			for range r.IntN(6) {
				attribute := slices.Sorted(maps.Keys(wrongValues))[r.IntN(len(wrongValues))]
				values := wrongValues[attribute]
				if v := values[r.IntN(len(values))]; v == "-" {
					delete(account, attribute)
				} else {
					account[attribute] = v
				}
			}
			var documents []string
			for _, d := range besides {
				if r.IntN(3) == 0 {
					documents = append(documents, d)
				}
			}
			names = append(names, []string{"prod", "stage", "dev"}[i])
			accounts = append(accounts, account)
			beside = append(beside, documents)
		}
		lint := func() []*checks.Result {
			var list []*schema.Instance
			for i, name := range names {
				list = append(list, checkstest.Instance(t, name, config, append([]string{write(accounts[i])}, beside[i]...)...))
			}
			return checkstest.Judge(Catalogue, checks.Selection{}, list...)
		}
		before := lint()
		was := fmt.Sprint(accounts)
		had := make([]map[string]bool, len(names))
		for i, result := range before {
			had[i] = map[string]bool{}
			set := map[schema.Field]string{}
			for _, f := range result.Findings {
				if f.Correction == nil {
					continue
				}
				if other, ok := set[f.Correction.Field]; ok && other != f.Correction.Value {
					t.Fatalf("run %d: two corrections of %s: %q and %q", n, f.Correction.Field, other, f.Correction.Value)
				}
				if !strings.HasPrefix(f.Fix, f.Correction.String()) {
					t.Errorf("the fix is not the correction: %s", f.Fix)
				}
				set[f.Correction.Field] = f.Correction.Value
				accounts[i][f.Correction.Attribute] = f.Correction.Value
				had[i][f.Name()] = true
			}
		}
		for i, result := range lint() {
			old := checkstest.Fired(before[i], false)
			for _, f := range result.Findings {
				if had[i][f.Name()] || f.Severity > checks.Info && !slices.Contains(old, f.Name()) {
					t.Errorf("run %d, %s: %s again or new: %s\nconfig %s\nbeside %v\nwas %s\nis  %v\nfound first: %v", n, names[i], f.Name(), f.Message, config, beside, was, accounts, old)
				}
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
}

// write returns an account as XML.
func write(account map[string]string) string {
	text := "<extAccount"
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;")
	for _, name := range slices.Sorted(maps.Keys(account)) {
		text += fmt.Sprintf(` %s="%s"`, name, escape.Replace(account[name]))
	}
	return text + "/>"
}
