package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema"
)

// linted judges an export held in memory, as a browser does.
func linted(t testing.TB, name, export string) job {
	t.Helper()
	f, err := schema.Read(name, strings.NewReader(export))
	if err != nil {
		t.Fatal(err)
	}
	in := schema.NewInstance("prod", []*schema.File{f}, nil, &schema.Config{})
	return newJob(login.Catalogue, login.Catalogue.Judge(in, checks.Selection{}))
}

func TestInMemory(t *testing.T) {
	j := linted(t, "accounts.xml", "<extAccount name=\"Adobe_Marketing_Cloud\" type=\"Adobe Experience Cloud\" active=\"1\"\n  callbackServer=\"http://campaign.example.com\"/>")
	var got struct {
		Findings []struct {
			Code, Path   string
			Line, Column int
			Set          struct{ Value string }
		}
	}
	if err := json.Unmarshal(j.written(t, "json"), &got); err != nil {
		t.Fatal(err)
	}
	for _, f := range got.Findings {
		if f.Code != "callback-url/not-https" {
			continue
		}
		if f.Path != "accounts.xml" || f.Line != 2 || f.Column != 19 || f.Set.Value != "https://campaign.example.com" {
			t.Errorf("got %+v", f)
		}
		return
	}
	t.Errorf("no finding of callback-url/not-https in %+v", got.Findings)
}

// BenchmarkLongValue reports findings on one attribute of two lengths.
func BenchmarkLongValue(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		j := linted(b, "accounts.xml", `<extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud" active="1" callbackServer="http://`+strings.Repeat("é", n)+`.example.com" userScope="`+strings.Repeat("openid,", n/10)+`"/>`)
		for _, format := range []string{"text", "json", "html", "sarif", "markdown"} {
			b.Run(fmt.Sprint(format, "/", n), func(b *testing.B) {
				for b.Loop() {
					if err := j.write(Formats()[format](io.Discard)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkInstances reports many instances, each with a file of its own.
func BenchmarkInstances(b *testing.B) {
	for _, n := range []int{200, 2000} {
		var results []*checks.Result
		for range n {
			results = append(results, linted(b, "accounts.xml", `<extAccount name="Adobe_Marketing_Cloud" callbackServer="http://campaign.example.com"/>`).results...)
		}
		j := newJob(login.Catalogue, results...)
		for _, format := range []string{"text", "json", "html"} {
			b.Run(fmt.Sprint(format, "/", n), func(b *testing.B) {
				for b.Loop() {
					if err := j.write(Formats()[format](io.Discard)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
