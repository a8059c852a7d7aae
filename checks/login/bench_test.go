package login

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

func configuration(b *testing.B, text string) *schema.Config {
	c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(text))
	if len(bad) > 0 {
		b.Fatal(bad[0])
	}
	return c
}

// read reads an instance held in memory.
func read(b *testing.B, name, export string, config *schema.Config) *schema.Instance {
	f, err := schema.Read(name, strings.NewReader(export))
	if err != nil {
		b.Fatal(err)
	}
	return schema.NewInstance(name, []*schema.File{f}, nil, config)
}

// BenchmarkInstances compares instances with each other.
func BenchmarkInstances(b *testing.B) {
	host := func(i int) string {
		if i%10 == 0 {
			return "adobeid-na1.services.adobe.com"
		}
		return "ims-na1.adobelogin.com"
	}
	for _, c := range []struct {
		name    string
		account func(i int) string
		config  func(i int) string // the entry of an instance
	}{
		{"other servers", func(i int) string { return fmt.Sprintf(`imsServer="https://%s"`, host(i)) }, nil},
		{"one callback and mask", func(int) string {
			return `callbackServer="https://campaign.example.com" imsRightsMask="campaign - prod - (.*)"`
		}, nil},
		{"callbacks of others", func(i int) string { return fmt.Sprintf(`callbackServer="https://i%d.example.com"`, i+1) },
			func(i int) string { return fmt.Sprintf(`{name: instance%d, url: "https://i%d.example.com"}`, i, i) }},
		{"not in the configuration", func(int) string { return "" }, func(i int) string { return fmt.Sprintf(`{name: other%d}`, i) }},
	} {
		for _, n := range []int{200, 2000} {
			b.Run(fmt.Sprint(c.name, " ", n), func(b *testing.B) {
				var entries []string
				for i := range n {
					if c.config != nil {
						entries = append(entries, c.config(i))
					}
				}
				config := configuration(b, "instances: ["+strings.Join(entries, ", ")+"]")
				var list []*schema.Instance
				for i := range n {
					list = append(list, read(b, fmt.Sprint("instance", i), `<extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud" active="1" `+c.account(i)+"/>", config))
				}
				b.ReportAllocs()
				for b.Loop() {
					results := make([]*checks.Result, 0, n)
					for _, in := range list {
						results = append(results, Catalogue.Judge(in, checks.Selection{}))
					}
					Catalogue.Compare(results)
				}
			})
		}
	}
}

// BenchmarkInstance judges one instance of which one part is large.
func BenchmarkInstance(b *testing.B) {
	const account = `<extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud" active="1" imsRightsMask="campaign - prod - (.*)" `
	joined := func(n int, format, separator string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(parts, separator)
	}
	withGroups := func(account, groups string) string {
		return `<package><entities schema="nms:extAccount">` + account + `</entities><entities schema="xtk:group">` + groups + `</entities></package>`
	}
	for _, c := range []struct {
		name string
		make func(n int) (export, config string)
	}{
		{"scopes listed twice", func(n int) (string, string) {
			list := joined(n/2, "scope%d", ",")
			return account + `userScope="` + list + "," + list + `"/>`, ""
		}},
		{"scopes not provisioned", func(n int) (string, string) {
			return account + `userScope="` + joined(n, "scope%d", ",") + `"/>`, "provisioned: {scopes: [" + joined(n, "right%d", ", ") + "]}"
		}},
		{"long callback", func(n int) (string, string) {
			return account + `callbackServer="http://` + strings.Repeat("é", n) + `.example.com"/>`, ""
		}},
		{"long mask", func(n int) (string, string) {
			return strings.Replace(account, "prod", strings.Repeat("prod  ", n), 1) + "/>", "provisioned: {productProfiles: [campaign - prod - admin]}"
		}},
		{"accounts for the login", func(n int) (string, string) {
			return "<extAccount-collection>" + strings.Repeat(account+"/>", n) + "</extAccount-collection>", ""
		}},
		{"accounts beside it", func(n int) (string, string) {
			return "<extAccount-collection>" + account + "/>" + strings.Repeat(`<extAccount name="routing" type="3" active="1"/>`, n) + "</extAccount-collection>", ""
		}},
		{"profiles and groups", func(n int) (string, string) {
			return withGroups(account+"/>", joined(n, `<group name="group%d"/>`, "")),
				"provisioned: {productProfiles: [" + joined(n, "campaign - prod - group%d", ", ") + "]}"
		}},
		{"profiles of another prefix", func(n int) (string, string) {
			return withGroups(account+"/>", joined(n, `<group name="group%d"/>`, "")),
				"provisioned: {productProfiles: [" + joined(n, "campagne - prd - group%d", ", ") + "]}"
		}},
		{"profiles without groups", func(n int) (string, string) {
			return withGroups(account+"/>", joined(n, `<group name="group%d"/>`, "")),
				"provisioned: {productProfiles: [" + joined(n, "campaign - prod - gruop%dx", ", ") + "]}"
		}},
	} {
		for _, n := range []int{900, 9000} {
			b.Run(fmt.Sprint(c.name, " ", n), func(b *testing.B) {
				export, config := c.make(n)
				in := read(b, "prod", export, configuration(b, config))
				b.ReportAllocs()
				for b.Loop() {
					Catalogue.Compare([]*checks.Result{Catalogue.Judge(in, checks.Selection{})})
				}
			})
		}
	}
}
