package report

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// judged returns the results of exports, each an instance of its own: documents
// by the instance's name.
func judged(t *testing.T, config string, exports ...string) job {
	t.Helper()
	c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(config))
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	var results []*checks.Result
	for i, export := range exports {
		name := string(rune('a' + i))
		f, bad := schema.Read(name+".xml", strings.NewReader(export))
		if bad != nil {
			t.Fatal(bad)
		}
		results = append(results, login.Catalogue.Judge(schema.NewInstance(name, []*schema.File{f}, nil, c), checks.Selection{}))
	}
	return newJob(login.Catalogue, results...)
}

// export returns a package with a correct account but for some attributes, and
// with operator groups.
func export(attributes string, groups ...string) string {
	account := `imsRightsMask="campaign - prod - (.*)" userScope="openid,session"`
	for _, name := range []string{"imsRightsMask", "userScope"} {
		if strings.Contains(attributes, name+"=") {
			account = regexp.MustCompile(name+`="[^"]*"`).ReplaceAllString(account, "")
		}
	}
	text := `<package><entities schema="nms:extAccount"><extAccount name="Adobe_Marketing_Cloud" imsServer="ims-na1.adobelogin.com" clientId="c" ` + account + " " + attributes + `/></entities><entities schema="xtk:group">`
	for _, g := range groups {
		text += `<group name="` + g + `"/>`
	}
	return text + `</entities></package>`
}

func TestMaskTable(t *testing.T) {
	const config = `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - delivry", "campaign - prod - messagecenter", "other"]}`
	for _, c := range []struct {
		name, mask string
		groups     []string
		want       []htmlMaskRow
	}{
		{"right", "campaign - prod - (.*)", []string{"admin", "delivery", "report"}, []htmlMaskRow{
			{"campaign - prod -␣", "admin", "admin", "✓ meets", "good"},
			{"campaign - prod -␣", "delivry", "", "✗ nearly: delivery", "bad"},
			{"campaign - prod -␣", "messagecenter", "", "– not judged", "unsure"},
			{"other", "", "", "? the mask does not match: of another instance or product", "unsure"},
			{"", "", "delivery", "✗ nearly: campaign - prod - delivry", "bad"},
			{"", "", "report", "✗ no product profile", "bad"},
		}},
		{"doubled space", "campaign -  prod - (.*)", []string{"admin"}, []htmlMaskRow{
			{"campaign - prod -␣", "admin", "", "✗ nearly: the mask differs", "bad"},
			{"campaign - prod -␣", "delivry", "", "✗ nearly: the mask differs", "bad"},
			{"campaign - prod -␣", "messagecenter", "", "✗ nearly: the mask differs", "bad"},
			{"other", "", "", "? the mask does not match: of another instance or product", "unsure"},
		}},
		{"no match", "something else (.*)", nil, []htmlMaskRow{
			{"campaign - prod - admin", "", "", "✗ the mask does not match", "bad"},
			{"campaign - prod - delivry", "", "", "✗ the mask does not match", "bad"},
			{"campaign - prod - messagecenter", "", "", "✗ the mask does not match", "bad"},
			{"other", "", "", "✗ the mask does not match", "bad"},
		}},
	} {
		j := judged(t, config, export(`imsRightsMask="`+c.mask+`"`, c.groups...))
		table := maskTable(login.Catalogue, j.results[0])
		if table == nil {
			t.Errorf("%s: no table", c.name)
		} else if diff := cmp.Diff(c.want, table.Rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	j := judged(t, config, export(""))
	check, _ := login.Catalogue.Check(maskCheck)
	j.results[0].LeftOut[check] = true
	if maskTable(login.Catalogue, j.results[0]) != nil {
		t.Error("a table of a check that did not run")
	}
}

// TestLongMaskTable leaves groups out of a long table, and says how many.
func TestLongMaskTable(t *testing.T) {
	var groups []string
	for i := range maxMaskRows + 4 {
		groups = append(groups, fmt.Sprintf("group%d", i))
	}
	const config = "provisioned: {productProfiles: [campaign - prod - group0, campaign - prod - other]}"
	for left, want := range map[int]string{0: "", 1: "1 more operator group that no product profile meets.", 2: "2 more operator groups that no product profile meets."} {
		j := judged(t, config, export(`imsRightsMask="campaign - prod - (.*)"`, groups[:maxMaskRows-1+left]...))
		table := maskTable(login.Catalogue, j.results[0])
		if len(table.Rows) != maxMaskRows || table.More != want {
			t.Errorf("%d rows, %q, want %q", len(table.Rows), table.More, want)
		}
		if html := string(j.written(t, "html")); want != "" && !strings.Contains(html, "<p>"+want+"</p>") {
			t.Errorf("the page does not say %s", want)
		}
	}
}

func TestScopeTable(t *testing.T) {
	j := judged(t, `provisioned: {scopes: [openid, session, AdobeID]}`, export(`userScope="openid, Session openid"`))
	want := []htmlScope{
		{"openid", "yes", "yes", "✓ fine", "good"},
		{"Session", "yes", "no", "✗ not provisioned", "bad"},
		{"session", "no", "yes", "not asked for", "unsure"},
		{"AdobeID", "no", "yes", "not asked for", "unsure"},
	}
	if diff := cmp.Diff(want, new(htmlReport).scopeTable(j.results[0].Peer).Rows); diff != "" {
		t.Error(diff)
	}
}

// TestManyTables leaves out the tables of further instances when those before have
// very many rows, and says so.
func TestManyTables(t *testing.T) {
	var scopes []string
	for i := range maxScopeRows / 2 {
		scopes = append(scopes, fmt.Sprint("s", i))
	}
	config := "provisioned: {productProfiles: [campaign - prod - a], scopes: [" + strings.Join(scopes, ", ") + "]}"
	account := export(`imsRightsMask="campaign - prod - (.*)" userScope="s1"`)
	j := judged(t, config, account, account, account)
	j.results[2].Mask.Forget()
	h := new(htmlReport)
	for i, r := range j.results {
		table := h.scopeTable(r.Peer)
		if left := i == 2; (table.More == leftOut) != left || (len(table.Rows) == 0) != left {
			t.Errorf("instance %d: %d rows of scopes, %q", i, len(table.Rows), table.More)
		}
	}
	if n := strings.Count(string(j.written(t, "html")), "<p>"+leftOut+"</p>"); n != 2 {
		t.Errorf("%d tables are said to be left out, want 2", n)
	}
}

func TestCompare(t *testing.T) {
	j := judged(t, "", export(`callbackServer="https://u:p@a.example.com" clientSecret="s3"`), export(`callbackServer="https://b.example.com" clientSecret="s4"`))
	differs := map[string]bool{}
	for _, row := range compare(j.results).Rows {
		differs[row.Name] = row.Differs
		if text := strings.Join(row.Cells, " "); strings.Contains(text, "s3") || strings.Contains(text, "u:p") {
			t.Errorf("%s shows a secret: %s", row.Name, text)
		}
	}
	if _, ok := differs["Tenant"]; ok {
		t.Error("a row of a field that no instance has")
	}
	if !differs["Callback server"] || differs["IMS server"] {
		t.Errorf("differing rows: %v", differs)
	}
}

func TestOutlook(t *testing.T) {
	finding := func(r *checks.Result, check *checks.Check, code *checks.Code, user string) *checks.Result {
		r.Report(check, code, schema.Value{}, "").User = user
		return r
	}
	result := func() *checks.Result { return checks.NewResult("prod", "", checks.Selection{}) }
	skipped := result()
	skipped.Skip(&checks.Skipped{Check: rightsCheck, Instance: "prod"})
	broken := func() *checks.Result { return finding(result(), callbackCheck, notHTTPS, "") }
	for _, c := range []struct {
		want, class string
		results     []*checks.Result
	}{
		{"Nothing found", "good", []*checks.Result{result()}},
		{"Nothing found; 1 check could not run", "unsure", []*checks.Result{skipped}},
		{"No error and no warning", "good", []*checks.Result{finding(result(), rightsCheck, odd, "")}},
		{"Login is at risk at the callback", "risk", []*checks.Result{finding(result(), callbackCheck, shared, "")}},
		{"Some people cannot log in: it stops at the callback", "risk", []*checks.Result{finding(result(), callbackCheck, notHTTPS, "jane@example.com")}},
		{"Some people cannot log in: it stops at the callback", "risk", []*checks.Result{finding(result(), callbackCheck, &checks.Code{Name: "x/y", Severity: checks.Error, OnlySome: true}, "")}},
		{"Nobody can log in: it stops at the callback", "bad", []*checks.Result{broken()}},
		{"prod: Nobody can log in: it stops at the callback", "bad", []*checks.Result{result(), broken()}},
		{"Nobody can log in to 2 of 3 instances", "bad", []*checks.Result{broken(), result(), broken()}},
		{"Nobody can log in to any of the 2 instances", "bad", []*checks.Result{broken(), broken()}},
		{"Nothing was checked", "bad", nil},
	} {
		j := newJob(byHand, c.results...)
		if got := j.outlook(c.results); got.Text != c.want || got.Class != c.class {
			t.Errorf("got %+v, want %s, %s", got, c.want, c.class)
		}
	}
	unread := newJob(byHand, result())
	unread.Errors = []*source.Error{source.Errorf(source.File("x"), "bad")}
	if got := unread.outlook(unread.results); got.Text != "Incomplete: 1 input could not be read" {
		t.Errorf("%+v", got)
	}
	for want, uploads := range map[string][]Upload{
		"Nothing found":                               {{Users: 2}},
		"1 of 2 users would not be created":           {{Users: 2, Failing: 1}},
		"The Admin Console would reject the file":     {{Users: 2, Rejected: true}},
		"The Admin Console would reject 1 of 2 files": {{Users: 2, Rejected: true}, {Users: 1}},
	} {
		j := newJob(byHand, result())
		j.Login = false
		for _, u := range uploads {
			j.AddUpload(u)
		}
		if got := j.outlook(j.results); got.Text != want {
			t.Errorf("got %q, want %q", got.Text, want)
		}
	}
}

func TestSourceParts(t *testing.T) {
	for in, want := range map[string][]htmlSource{
		"https://www.example.com/a/b/page-name.md#part": {{"https://www.example.com/a/b/page-name.md#part", "example.com: page-name, part"}},
		"https://example.com/a/":                        {{"https://example.com/a/", "example.com: a"}},
		"https://example.com":                           {{"https://example.com", "example.com"}},
		"inferred: so it works":                         {{"", "inferred: so it works"}},
		"javascript:alert(1)":                           {{"", "javascript:alert(1)"}},
		"inferred from https://a.example/x, and y":      {{"", "inferred from "}, {"https://a.example/x", "a.example: x"}, {"", ", and y"}},
	} {
		if diff := cmp.Diff(want, sourceParts(in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", in, diff)
		}
	}
}

// TestFragment insists that the fragment is the body of the page and nothing
// else.
func TestFragment(t *testing.T) {
	var out bytes.Buffer
	if err := handMade().write(Fragment(&out)); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "<header") || strings.Contains(out.String(), "<script") || strings.Contains(out.String(), "<style") {
		t.Errorf("the fragment is %.100q", out.String())
	}
	if !bytes.Contains(handMade().written(t, "html"), out.Bytes()) {
		t.Error("the page holds something else than the fragment")
	}
}

var cssColor = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`)

// TestContrast insists on AA of WCAG 2 (4.5 to 1) for the page's text, light
// and dark.
func TestContrast(t *testing.T) {
	luminance := func(hex string) float64 {
		n, err := strconv.ParseUint(hex[1:], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		linear := func(c uint64) float64 {
			v := float64(c&0xff) / 255
			if v <= 0.04045 {
				return v / 12.92
			}
			return math.Pow((v+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
	}
	schemes := strings.SplitAfter(htmlStyle, "(prefers-color-scheme: dark)")
	if len(schemes) != 2 {
		t.Fatal("no dark colours")
	}
	pairs := `ink/page faint/page link/page ink/box faint/box ok/ok-box broken/broken-box at-risk/at-risk-box
		not-checked/not-checked-box info/info-box ok/page broken/page at-risk/page not-checked/page
		ok/box broken/box at-risk/box not-checked/box ink/ok-box ink/at-risk-box`
	for _, scheme := range schemes {
		color := map[string]string{}
		for _, m := range cssColor.FindAllStringSubmatch(scheme, -1) {
			color[m[1]] = m[2]
		}
		for _, pair := range strings.Fields(pairs) {
			text, ground, _ := strings.Cut(pair, "/")
			a, b := luminance(color[text]), luminance(color[ground])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s on %s: %.2f", text, ground, ratio)
			}
		}
	}
}

// TestCoursePicture insists that the steps that files show are drawn, each with
// its state, and that what a person has to do is in the table only.
func TestCoursePicture(t *testing.T) {
	got := courses([]Course{
		{Instance: "prod", Step: "account", Label: "Account", Title: "account configured", State: Done},
		{Instance: "prod", Step: "admin-console", Label: "Admin Console", Title: "in the Admin Console", State: Open, Open: 3},
		{Instance: "prod", Step: "build", Label: "Build", Title: "build", State: NotVisible, Lacks: "a package"},
		{Instance: "prod", Step: "sign-in", Label: "Sign-in", Title: "sign in", State: NotVisible, ByHand: true},
		{Instance: "stage", Step: "account", Label: "Account", Title: "account configured", State: Open, Open: 1},
	})
	if len(got) != 2 || len(got[0].Steps) != 4 || len(got[1].Steps) != 1 {
		t.Fatalf("got %+v", got)
	}
	var nodes [][]string
	for _, n := range got[0].Drawings[0].Nodes {
		nodes = append(nodes, []string{n.Label, n.Mark, n.Class, n.Target})
	}
	want := [][]string{
		{"Account", "✓ done", "ok", "course-1-account"},
		{"Admin Console", "✗ 3 open", "broken", "course-1-admin-console"},
		{"Build", "? not visible", "not-checked", "course-1-build"},
	}
	if diff := cmp.Diff(want, nodes); diff != "" {
		t.Error(diff)
	}
	if got[0].Steps[3].ID != "course-1-sign-in" || got[1].Drawings[1].Nodes[0].Target != "course-2-account" {
		t.Errorf("got %+v", got)
	}
}

// TestPeopleOutlook insists that a report on people counts persons, not
// findings, and never takes what could not run for a success.
func TestPeopleOutlook(t *testing.T) {
	check := &checks.Check{Name: "migration"}
	code := &checks.Code{Name: "migration/x", Severity: checks.Error}
	for _, c := range []struct {
		lines   []int
		skipped int
		unread  bool
		want    outlook
	}{
		{want: outlook{"Everybody can be migrated, by what the files show", "good"}},
		{skipped: 2, want: outlook{"Nothing found; 2 checks could not run", "unsure"}},
		{lines: []int{3, 3}, skipped: 2, want: outlook{"1 person cannot be migrated", "bad"}},
		{lines: []int{3, 4}, unread: true, want: outlook{"2 people cannot be migrated", "bad"}},
		{unread: true, want: outlook{"Incomplete: 1 input could not be read", "unsure"}},
	} {
		r := checks.NewResult("people", "people.csv", checks.Selection{})
		for _, line := range c.lines {
			at := schema.Value{Place: source.At("people.csv", source.Position{Line: line, Column: 1})}
			r.Report(check, code, at, "x").Status = "Failed"
		}
		run := &Run{Course: []Course{{}}, Summary: Summary{Files: 1, Skipped: c.skipped}}
		if c.unread {
			run.Errors = []*source.Error{source.Errorf(source.File("x"), "x")}
		}
		if got := run.outlook([]*checks.Result{r}); got != c.want {
			t.Errorf("lines %v: got %v, want %v", c.lines, got, c.want)
		}
	}
}
