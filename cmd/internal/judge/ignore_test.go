package judge

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// TestIgnores: an entry is about a check or a code, of the account and the
// instance that it names, if any. The first entry that has not expired counts.
func TestIgnores(t *testing.T) {
	check, ok := login.Catalogue.Check("callback-url")
	if !ok {
		t.Fatal("there is no check callback-url")
	}
	code := check.Codes[0]
	for _, c := range []struct {
		ignore, account, instance string
		ignored                   bool
		message                   string // what is added
		used                      string // entries, by their number
	}{
		{"{code: " + code.Name + ", reason: r}", "a", "i", true, "", "0"},
		{"{code: callback-url, reason: r}", "a", "i", true, "", "0"},
		{"{code: client-id, reason: r}", "a", "i", false, "", ""},
		{"{code: callback-url, account: a, reason: r}", "a", "i", true, "", "0"},
		{"{code: callback-url, account: b, reason: r}", "a", "i", false, "", ""},
		{"{code: callback-url, account: '', reason: r}", "a", "i", false, "", ""},
		{"{code: callback-url, account: '', reason: r}", "", "i", true, "", "0"},
		{"{code: callback-url, instance: i, reason: r}", "a", "i", true, "", "0"},
		{"{code: callback-url, instance: j, reason: r}", "a", "i", false, "", ""},
		{"{code: callback-url, account: a, instance: i, reason: r}", "a", "i", true, "", "0"},
		{"{code: callback-url, account: a, instance: j, reason: r}", "a", "i", false, "", ""},
		{"{code: callback-url, until: 2020-01-31, reason: r}", "a", "i", false, " (It was ignored until 2020-01-31: r)", "0"},
		{"{code: callback-url, account: a, reason: r}, {code: " + code.Name + ", reason: s}", "a", "i", true, "", "0"},
		{"{code: " + code.Name + ", reason: s}, {code: callback-url, account: a, reason: r}", "a", "i", true, "", "0"},
		{"{code: callback-url, account: a, until: 2020-01-31, reason: r}, {code: client-id, reason: t}, {code: callback-url, reason: s}", "a", "i", true, " (It was ignored until 2020-01-31: r)", "02"},
		{"{code: callback-url, until: 2020-01-31, reason: r}, {code: callback-url, account: a, until: 2019-01-31, reason: t}, {code: callback-url, until: 2018-01-31, reason: s}", "a", "i", false, " (It was ignored until 2020-01-31: r)", "012"},
		{"{code: callback-url, until: 2020-01-31, reason: 'https://u:p@h'}", "a", "i", false, " (It was ignored until 2020-01-31: https://********@h)", "0"},
		{"{code: callback-url, reason: s}, {code: callback-url, account: a, until: 2020-01-31, reason: r}", "a", "i", true, "", "0"},
	} {
		config, bad := schema.ReadConfig("imslint.yaml", strings.NewReader("ignore: ["+c.ignore+"]"))
		if len(bad) > 0 {
			t.Fatalf("%s: %v", c.ignore, bad[0])
		}
		g := &ignores{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), out: &Outcome{}, catalogue: login.Catalogue}
		f := &checks.Finding{Check: check, Code: code, Account: c.account, Instance: c.instance, Message: "m"}
		if got := g.of(config)(f); got != c.ignored || f.Message != "m"+c.message {
			t.Errorf("%s: %v, %q", c.ignore, got, f.Message)
		}
		used := ""
		for n, i := range g.kept(config).list {
			if i.used {
				used += string(rune('0' + n))
			}
		}
		if used != c.used {
			t.Errorf("%s: used %s, want %s", c.ignore, used, c.used)
		}
	}
}

// TestUnusedIgnores insists that of many ignores that match nothing the first ones are
// noted, and how many more there are: those of other instances are not.
func TestUnusedIgnores(t *testing.T) {
	for n, want := range map[int]string{
		maxUnused:     "this ignore matches no finding: remove it (callback-url)",
		maxUnused + 1: "and 1 more ignore without a finding",
	} {
		text := "ignore:\n- {code: callback-url, instance: other, reason: r}\n- {code: email-domain, reason: r}\n" + strings.Repeat("- {code: callback-url, reason: r}\n", n)
		config, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(text))
		if len(bad) > 0 {
			t.Fatal(bad[0])
		}
		g := &ignores{out: &Outcome{}, catalogue: login.Catalogue}
		g.linted("i", config)
		g.linted("j", config)
		g.unused()
		if got := g.out.Notes; len(got) != n || got[n-1].Message != want || got[n-1].Place.Path() != "imslint.yaml" {
			t.Errorf("%d notes, the last one %s", len(got), got[len(got)-1].Message)
		}
	}
}

// TestManyIgnored judges instances side by side, each with more findings of an
// ignored code than are listed.
func TestManyIgnored(t *testing.T) {
	const ignore = "ignore: [{code: single-account/duplicate, reason: r}]"
	config, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(ignore))
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	export := "<extAccount-collection>" + strings.Repeat(`<extAccount imsServer="x"/>`, checks.MaxFindings+5000) + "</extAccount-collection>"
	var groups []load.Group
	for i := range 4 {
		groups = append(groups, load.Group{
			Name: fmt.Sprint(i),
			List: func() []load.Listing {
				return []load.Listing{{Name: "in.xml", Sources: []load.Source{{Name: "in.xml", Given: true, Open: func() (io.ReadCloser, error) {
					return io.NopCloser(strings.NewReader(export)), nil
				}}}}}
			},
			Config: func() (*schema.Config, []*source.Error) { return config, nil },
		})
	}
	out := (&Task{Groups: groups, Jobs: 4, Catalogue: login.Catalogue}).Run()
	if want := 4 * (checks.MaxFindings + 4999); out.Ignored != want || len(out.Results) != 4 {
		t.Errorf("%d findings of %d instances ignored, want %d", out.Ignored, len(out.Results), want)
	}
	for _, r := range out.Results {
		if len(r.Unlisted) > 0 {
			t.Errorf("findings that are not listed: %v", r.Unlisted)
		}
	}
}
