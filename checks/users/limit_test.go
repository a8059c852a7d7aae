package users

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// TestMoreThanListed has more findings of a code than are listed: they count all
// the same, as severe as they are.
func TestMoreThanListed(t *testing.T) {
	const rows = checks.MaxFindings + 3
	text := currentHeader + strings.Repeat("Adobe ID,,,,,,UK,\n", rows)
	text = strings.Replace(text, ",,,,,,UK", ",,,ada@example.com,,,US", 1)
	file := func(settings string, s checks.Selection) (*checks.Result, Outcome) {
		r, o, bad := judge(t).File(Upload{Name: "users", Path: "users.csv", Config: config(t, settings)}, strings.NewReader(text), s)
		if bad != nil {
			t.Fatal(bad)
		}
		return r, o
	}
	unknown := checks.Selection{Only: []string{"country-code/unknown"}}
	r, o := file("", unknown)
	if len(r.Findings) != checks.MaxFindings || o.Users != rows || o.Failing != rows-1 || o.Rejected {
		t.Errorf("%d findings, %+v", len(r.Findings), o)
	}
	if r.Unlisted[checks.Error] != 2 {
		t.Errorf("not listed: %v", r.Unlisted)
	}
	// Where the code is no error, its rows do not fail, listed or not.
	unknown.Severity = map[string]checks.Severity{"country-code/unknown": checks.Warning}
	if r, o := file("", unknown); o.Failing != 0 || r.Unlisted[checks.Warning] != 2 || r.Unlisted[checks.Error] != 0 {
		t.Errorf("as a warning: %+v, not listed: %v", o, r.Unlisted)
	}
	unknown.Ignore = func(*checks.Finding) bool { return true }
	if r, o := file("", unknown); o.Failing != 0 || len(r.Findings) > 0 || len(r.Unlisted) > 0 {
		t.Errorf("ignored: %d findings, %+v", len(r.Findings), o)
	}
}

// TestMoreExistThanListed counts users who exist beyond those that are listed,
// unless their rows fail.
func TestMoreExistThanListed(t *testing.T) {
	const rows = checks.MaxFindings + 5
	var upload, list strings.Builder
	upload.WriteString(classicHeader)
	list.WriteString("Identity Type,Email\n")
	for i := range rows {
		address := "user" + strings.Repeat("x", i%40) + "@" + letters(i) + ".example.com"
		country := ""
		if i >= rows-2 {
			country = "UK"
		}
		upload.WriteString("Adobe ID," + address + ",,," + country + ",,,\n")
		list.WriteString("Adobe ID," + address + "\n")
	}
	r, o, bad := judge(t, list.String()).File(Upload{Name: "users", Path: "users.csv", Config: config(t, "")}, strings.NewReader(upload.String()),
		checks.Selection{Only: []string{"existing-user", "country-code"}})
	if bad != nil {
		t.Fatal(bad)
	}
	if want := (Outcome{Users: rows, Failing: 2, Existing: rows - 2}); o != want {
		t.Errorf("got %+v, want %+v (%d findings)", o, want, len(r.Findings))
	}
}

// TestMoreOfCell insists that the rest of a long list shares a finding.
func TestMoreOfCell(t *testing.T) {
	list := func(n int, entry string) string { return strings.TrimSuffix(strings.Repeat(entry+",", n), ",") }
	for _, c := range []struct{ configurations, options, want string }{
		{list(listedOfCell, "y"), "", `There is no product configuration "y".`},
		{list(listedOfCell+1, "y"), "", "1 more product configuration of this cell is unknown."},
		{list(10_000, "y"), "", "9900 more product configurations of this cell are unknown."},
		{list(listedOfCell+2, "P:"+defaultConfiguration), "", `2 more product configurations of this cell are called "Default configuration".`},
		{"", list(listedOfCell+2, "Quiet"), "2 more options of this cell are not documented."},
	} {
		r, _ := upload(t, classicHeader+"Adobe ID,ada@example.com,\""+c.configurations+"\",,,,,\""+c.options+"\"\n", "adminConsole: {productConfigurations: [x]}")
		var got []*checks.Finding
		for _, f := range r.Findings {
			if f.Check == productConfigurations || f.Check == options {
				got = append(got, f)
			}
		}
		if last := got[len(got)-1].Message; last != c.want || len(got) > listedOfCell+1 {
			t.Errorf("%d findings, the last one is %q, want %q", len(got), last, c.want)
		}
	}
}

// TestCountedConfigurations insists that a list that is wrong is wrong in each row,
// also where its findings are only counted.
func TestCountedConfigurations(t *testing.T) {
	const more = 5
	r, o, _ := judge(t).File(Upload{Name: "users", Path: "users.csv", Config: config(t, "adminConsole: {productConfigurations: [x]}")},
		strings.NewReader(classicHeader+strings.Repeat("Adobe ID,ada@example.com,y,,,,,\n", checks.MaxFindings+more)), checks.Selection{Only: []string{"product-configurations"}})
	if o.Failing != checks.MaxFindings+more || r.Unlisted[checks.Error] != more {
		t.Errorf("%+v, not listed: %v", o, r.Unlisted)
	}
}

// TestCountedOnly insists that a finding that is only counted costs neither words nor
// a place.
func TestCountedOnly(t *testing.T) {
	j := judge(t)
	made, counted := 0, 0
	j.rules = []rule{{check: options, row: func(r *row) {
		f := r.report(optionUnknown, "", schema.OptionsColumn, "%s", later(func() string { made++; return "" }))
		if !f.Listed() && f.Value.Text == "" {
			counted++
		}
	}}}
	j.File(Upload{Name: "users", Path: "users.csv", Config: config(t, "")},
		strings.NewReader(classicHeader+strings.Repeat("Adobe ID,ada@example.com,,,,,,Quiet\n", checks.MaxFindings+5)), checks.Selection{})
	if made != checks.MaxFindings || counted != 5 {
		t.Errorf("words are made %d times, %d are only counted", made, counted)
	}
}

// letters writes a number with letters.
func letters(n int) string {
	text := ""
	for ; n > 0 || text == ""; n /= 26 {
		text += string(rune('a' + n%26))
	}
	return text
}

// TestManyDomains states as many domains as a list may have.
func TestManyDomains(t *testing.T) {
	var domains strings.Builder
	for i := range 10_000 {
		domains.WriteString("    - {name: " + letters(i) + ".Example.com, type: Federated ID}\n")
	}
	c := config(t, "adminConsole:\n  domains:\n"+domains.String()+"  domainsElsewhere: [Partner.example]\n")
	for domain, want := range map[string]string{"b.example.com": "Federated ID", "B.EXAMPLE.COM": "Federated ID", "example.com": ""} {
		if got, ok := c.AdminConsole.Claimed(domain); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", domain, got, ok)
		}
	}
	if !c.AdminConsole.Elsewhere("partner.EXAMPLE") || c.AdminConsole.Elsewhere("b.example.com") {
		t.Error("domains of others")
	}
	if !c.AdminConsole.Allows("anything.example") {
		t.Error("a domain is refused although none is enforced")
	}
	if c := config(t, "adminConsole: {enforcedDomains: [Example.com]}"); !c.AdminConsole.Allows("example.COM") || c.AdminConsole.Allows("x.example") {
		t.Error("enforced domains")
	}
}
