package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folder is an instance as a folder: files by name, in which %s is the
// instance's name.
type folder map[string]string

func cleanFolder() folder {
	return folder{
		"accounts.xml": `<package><entities schema="nms:extAccount">
  <extAccount name="defaultEmailBulk" type="3"/>
  <extAccount name="Adobe_Marketing_Cloud" type="42" active="1" clientSecret="@x="
    imsServer="ims-na1.adobelogin.com" userScope="openid" clientId="campaign-%s"
    callbackServer="https://%s.example.com/nl"
    imsOrgId="0123456789ABCDEF01234567@AdobeOrg"
    imsRightsMask="campaign - %s - "
    productContext="dma_campaign_classic"/>
</entities></package>`,
		"groups.xml": `<package><entities schema="xtk:group">
  <group name="admin"/><group name="delivery"/>
  <group _operation="none" name="reference"/>
</entities></package>`,
		"schema.xml": `<schema name="extAccount" namespace="nms">
  <enumeration name="accountType"><value name="adobeExperienceCloud" label="Adobe Experience Cloud" value="42"/></enumeration>
  <element name="extAccount"><attribute name="type" enum="accountType"/><attribute name="productContext" label="Contexte de produit"/></element>
</schema>`,
		"config-%s.xml":  `<serverconf><shared><dataStore hosts="%s.example.com*"/></shared></serverconf>`,
		"operators.xml":  `<operator-collection><operator name="ada" email="ada@example.com"><access authenticationType="ims"/></operator></operator-collection>`,
		"serverConf.xml": `<serverConf><shared><dataStore hosts="other.example.com"/></shared><web><redirection IMSOrgId="0123456789ABCDEF01234567@AdobeOrg"/></web></serverConf>`,
		"users.csv":      "Identity Type,Username,Domain,Email,Product Configurations,User Groups\r\nFederated ID,ada,example.com,ada@example.com,\"campaign - %s - admin,other\",\r\n",
		"notes.txt":      "Ask Adobe: the scopes.",
	}
}

// change replaces text of one file and says what it must lead to: codes, each at
// a text of a file.
type change struct {
	file, old, new string
	want           []expectation
}

type expectation struct{ code, file, at string }

const maskAt = `campaign - %s - `

var changes = []change{
	{"groups.xml", `"delivery"`, `"deliveries"`, []expectation{{"association-mask/profile-without-group", "accounts.xml", maskAt}, {"association-mask/group-without-profile", "groups.xml", "deliveries"}}},
	{"groups.xml", `<group name="admin"/>`, `<group name="admin"/><group name="extra"/>`, []expectation{{"association-mask/group-without-profile", "groups.xml", "extra"}}},
	{"config-%s.xml", `%s.example.com*`, `?%s.example.com`, []expectation{{"callback-url/not-served", "accounts.xml", "https://%s.example.com/nl"}}},
	{"serverConf.xml", "0123456789ABCDEF01234567", "89ABCDEF0123456789ABCDEF", []expectation{{"organization-id/differs-from-server-config", "accounts.xml", "0123456789ABCDEF01234567@AdobeOrg"}}},
	{"users.csv", "campaign - %s - admin", "campaign - elsewhere - admin", []expectation{{"association-mask/user-without-profile", "users.csv", "ada@example.com"}}},
	{"users.csv", `"campaign - %s - admin,other",`, `,staff`, []expectation{{"association-mask/user-without-profile", "users.csv", "ada@example.com"}}},
	{"accounts.xml", "\n    productContext=\"dma_campaign_classic\"", "", []expectation{{"product-context/empty", "accounts.xml", `extAccount name="Adobe`}}},
	{"schema.xml", "Adobe Experience Cloud\" value=\"42\"", "Routing\" value=\"42\"", nil},
	{"schema.xml", `name="adobeExperienceCloud" label="Adobe Experience Cloud"`, `name="routing" label="Routage"`, []expectation{{"single-account/wrong-type", "accounts.xml", "42"}}},
	{"accounts.xml", "campaign - %s - \"", "campaign \u2013 %s \u2013 \"", []expectation{{"association-mask/near-miss", "accounts.xml", "campaign \u2013 %s"}}},
	{"accounts.xml", "campaign - %s - \"", "campaign -&#160;%s - (.*)\"", []expectation{{"association-mask/whitespace", "accounts.xml", "campaign -&#160;%s"}}},
	{"accounts.xml", "https://%s.example.com/nl", "https://instance9.example.com", []expectation{
		{"callback-url/wrong-instance", "accounts.xml", "https://instance9.example.com"}}},
	{"accounts.xml", `name="defaultEmailBulk" type="3"`, `name="copy" type="42"  active="0"`, []expectation{{"single-account/duplicate", "accounts.xml", `extAccount name="copy"`}}},
	{"accounts.xml", "", "", nil},
}

// TestRandomInstances judges up to four instances at once, a fault injected
// into a file of one of them: what it leads to is found, at its place, and
// nothing else in any instance.
func TestRandomInstances(t *testing.T) {
	rounds := 80
	if testing.Short() {
		rounds = 10
	}
	for seed := range uint64(rounds) {
		random := rand.New(rand.NewPCG(seed, 11))
		root := t.TempDir()
		count := 1 + random.IntN(4)
		broken := random.IntN(count)
		c := changes[int(seed)%len(changes)]
		config := "adminConsole: {domains: [{name: example.com, type: Federated ID}]}\nprovisioned:\n  scopes: [openid]\n  organizationId: 0123456789ABCDEF01234567@AdobeOrg\n  productContext: dma_campaign_classic\n  callbackUrls: ['https://*.example.com']\n  productProfiles:\n"
		entries := "instances:\n  - {name: instance9, url: 'https://instance9.example.com'}\n"
		var args, want []string
		for i := range count {
			name := fmt.Sprint("instance", i)
			config += fmt.Sprintf("    - campaign - %s - admin\n    - campaign - %[1]s - delivery\n", name)
			entries += fmt.Sprintf("  - {name: %s, url: 'https://%[1]s.example.com', provisioned: {clientId: campaign-%[1]s}}\n", name)
			fill := func(text string) string { return strings.ReplaceAll(text, "%s", name) }
			dir := filepath.Join(root, name)
			os.Mkdir(dir, 0o755)
			for file, text := range cleanFolder() {
				if i == broken && file == c.file {
					if !strings.Contains(text, c.old) {
						t.Fatalf("%s does not hold %s", file, c.old)
					}
					text = strings.Replace(text, c.old, c.new, 1)
				}
				text = fill(text)
				if random.IntN(2) == 0 {
					text = "\ufeff" + text
				}
				if random.IntN(2) == 0 && !strings.Contains(text, "\r") {
					text = strings.ReplaceAll(text, "\n", "\r\n")
				}
				if err := os.WriteFile(filepath.Join(dir, fill(file)), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				for _, x := range c.want {
					if i == broken && x.file == file {
						want = append(want, fmt.Sprintf("%s %s %s/%s:%s", name, x.code, name, fill(file), place(t, text, fill(x.at))))
					}
				}
			}
			args = append(args, dir)
		}
		if err := os.WriteFile(filepath.Join(root, "imslint.yaml"), []byte(config+entries), 0o644); err != nil {
			t.Fatal(err)
		}
		report, code := lintJSON(t, append([]string{"--fail-on", "warning", "--disable", "native-login"}, args...)...)
		var got []string
		for _, f := range report.Findings {
			if f.Severity != "info" {
				path, _ := filepath.Rel(root, f.Path)
				got = append(got, fmt.Sprintf("%s %s %s:%d:%d", f.Instance, f.Code, filepath.ToSlash(path), f.Line, f.Column))
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || (code == exitFindings) != (len(want) > 0) || len(report.Skipped) > 0 {
			t.Errorf("seed %d, %q for %q in %s, exit status %d, skipped %v\n%s", seed, c.new, c.old, c.file, code, report.Skipped, diff)
		}
	}
}

// place returns line:column of a text within another.
func place(t *testing.T, text, what string) string {
	t.Helper()
	text = strings.TrimPrefix(text, "\ufeff")
	before, _, found := strings.Cut(text, what)
	if !found {
		t.Fatalf("%q is not in %q", what, text)
	}
	line := before[strings.LastIndex(before, "\n")+1:]
	return fmt.Sprint(strings.Count(before, "\n")+1, ":", len([]rune(line))+1)
}
