package node

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/imslint/imslint/schema/source"
)

func accounts(n int, head, account, between, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		if i > 0 {
			b.WriteString(between)
		}
		fmt.Fprintf(&b, account, i)
	}
	return b.String() + tail
}

func minified(n int) string {
	return accounts(n, `{"extAccount":[`, `{"name":"account%d","label":"é \"x\"","type":3,"active":true,"imsServer":"https:\/\/ims-na1.adobelogin.com","nested":{"a":[1,2,null]}}`, ",", "]}")
}

func indented(n int) string {
	return accounts(n, "{\n  \"extAccount\": [\n", "    {\n      \"name\": \"account%d\",\n      \"label\": \"é x\",\n      \"type\": 3,\n      \"scopes\": [\n        \"openid\",\n        \"session\"\n      ]\n    }", ",\n", "\n  ]\n}\n")
}

func numbers(n int) string { return "[" + strings.Repeat("1,", n) + "1]" }

func yamlAccounts(n int) string {
	return accounts(n, "externalAccounts:\n", "  - name: account%d # comment\n    label: \"é \\\"x\\\"\"\n    type: 3\n    Callback server: https://campaign.example.com\n    scopes: [openid, session]\n    imsRightsMask: |\n      campaign - prod -\n    organizationId:\n", "", "")
}

// BenchmarkParse reads files of two sizes: the time for a byte stays the same.
func BenchmarkParse(b *testing.B) {
	for _, c := range []struct {
		name string
		make func(n int) string
		n    int
	}{
		{"JSON minified", minified, 1000},
		{"JSON indented", indented, 1000},
		{"JSON numbers", numbers, 200_000},
		{"YAML", yamlAccounts, 100},
		{"YAML on one line", func(n int) string { return strings.ReplaceAll(minified(n), `\/`, "/") + " #" }, 100},
	} {
		for _, n := range []int{c.n, 10 * c.n} {
			b.Run(fmt.Sprint(c.name, " ", n), func(b *testing.B) {
				data := c.make(n)
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if _, bad := Parse(source.New("in", data, source.Start)); bad != nil {
						b.Fatal(bad)
					}
				}
			})
		}
	}
}

// BenchmarkOthers is what encoding/json and yaml.v3 take for the same.
func BenchmarkOthers(b *testing.B) {
	b.Run("encoding/json tokens", func(b *testing.B) {
		data := minified(10_000)
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			d := json.NewDecoder(strings.NewReader(data))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("yaml.v3 nodes", func(b *testing.B) {
		data := yamlAccounts(1000)
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var n yaml.Node
			if err := yaml.Unmarshal([]byte(data), &n); err != nil {
				b.Fatal(err)
			}
		}
	})
}
