package fix

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

const config = `provisioned:
  organizationId: 0123456789ABCDEF01234567@AdobeOrg
  clientId: campaign-prod
  scopes: [AdobeID, openid, session]
  callbackUrls: ["https://campaign.example.com"]
  productContext: dma_campaign_classic
  productProfiles: ["campaign - prod - admin"]
instances: [{name: prod, url: "https://campaign.example.com"}]
`

func instance(t *testing.T, name, text string) *schema.Instance {
	t.Helper()
	f, bad := schema.Read(name, strings.NewReader(text))
	if bad != nil {
		t.Fatalf("%v\n%s", bad, text)
	}
	c, errs := schema.ReadConfig("imslint.yaml", strings.NewReader(config))
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	return schema.NewInstance("prod", []*schema.File{f}, nil, c)
}

func judge(in *schema.Instance) *checks.Result {
	r := login.Catalogue.Judge(in, checks.Selection{})
	login.Catalogue.Compare([]*checks.Result{r})
	return r
}

// found returns the codes of a result above info.
func found(r *checks.Result) []string {
	var list []string
	for _, f := range r.Findings {
		if f.Severity > checks.Info {
			list = append(list, f.Name())
		}
	}
	return list
}

func opener(text string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

// patched applies a diff to a text, hunk by hunk, and insists that each line it
// takes away or leaves is there.
func patched(t *testing.T, text, diff string) string {
	t.Helper()
	old := strings.SplitAfter(text, "\n")
	var out []string
	next := 0 // index of the line of old that comes next
	lines := strings.SplitAfter(diff, "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, `\ `), line == "":
			continue
		case strings.HasPrefix(line, "@@ -"):
			number, _, _ := strings.Cut(strings.Fields(line)[1][1:], ",")
			from, err := strconv.Atoi(number)
			if err != nil || from-1 < next {
				t.Fatalf("hunk %q", line)
			}
			out = append(out, old[next:from-1]...)
			next = from - 1
			continue
		}
		body := line[1:]
		if i+1 < len(lines) && strings.HasPrefix(lines[i+1], `\ `) {
			body = strings.TrimSuffix(body, "\n")
		}
		if line[0] != '+' {
			if next >= len(old) || old[next] != body {
				t.Fatalf("the diff has %q where the file has %q\n%s", body, old[min(next, len(old)-1)], diff)
			}
			next++
		}
		if line[0] != '-' {
			out = append(out, body)
		}
	}
	return strings.Join(append(out, old[next:]...), "")
}

const broken = `<package buildNumber="9368" buildVersion="7.3">
  <entities schema="nms:extAccount">
    <extAccount name="Adobe_Marketing_Cloud" label="MAC" type="42" active="1"
      imsServer="http://ims-na1.adobelogin.com" userScope='openid,Session,'
      clientId="campaign-prod &amp; co"
      clientSecret="CANARY"
      callbackServer="http://campaign.example.com"
      imsOrgId="0123456789ABCDEF01234567@AdobeOrg"
      imsRightsMask="Campaign - prod - (.*)"
      server="s" tenant="t"/>
  </entities>
</package>
`

func TestPlan(t *testing.T) {
	in := instance(t, "prod.xml", broken)
	r := judge(in)
	p, ok := NewPlan(r)
	if !ok {
		t.Fatal("nothing to correct")
	}
	p.Version, p.BuildNumber = "7.3", "9368"
	var pkg, diff bytes.Buffer
	if err := p.Write(&pkg); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<package buildNumber="9368" buildVersion="7.3">
  <entities schema="nms:extAccount">
    <extAccount _operation="update" _key="@name" name="Adobe_Marketing_Cloud" imsServer="https://ims-na1.adobelogin.com" userScope="openid,session" clientId="campaign-prod" callbackServer="https://campaign.example.com" imsRightsMask="campaign - prod - (.*)"/>
  </entities>
</package>
`
	if diff := cmp.Diff(want, pkg.String()); diff != "" {
		t.Error(diff)
	}
	left, err := p.Diff(&diff, opener(broken))
	if err != nil || len(left) > 0 {
		t.Errorf("%v left, %v", left, err)
	}
	wantDiff := `--- prod.xml
+++ prod.xml
@@ -3,3 +3,3 @@
     <extAccount name="Adobe_Marketing_Cloud" label="MAC" type="42" active="1"
-      imsServer="http://ims-na1.adobelogin.com" userScope='openid,Session,'
-      clientId="campaign-prod &amp; co"
+      imsServer="https://ims-na1.adobelogin.com" userScope='openid,session'
+      clientId="campaign-prod"
`
	if !strings.HasPrefix(diff.String(), "--- prod.xml\n+++ prod.xml\n@@ -") || strings.Contains(diff.String(), "CANARY") {
		t.Errorf("got\n%s\nwant something like\n%s", diff.String(), wantDiff)
	}
	for _, gone := range []string{"", broken[:strings.Index(broken, "callbackServer")]} {
		if _, err := p.Diff(io.Discard, opener(gone)); err == nil {
			t.Errorf("a diff of a file that has become %d bytes long", len(gone))
		}
	}
	after, err := Apply(in, &pkg)
	if err != nil {
		t.Fatal(err)
	}
	again := instance(t, "prod.xml", patched(t, broken, diff.String()))
	if diff := cmp.Diff(found(judge(after)), found(judge(again))); diff != "" {
		t.Errorf("the package and the diff lead to different findings\n%s", diff)
	}
}

// TestNoPlan insists that nothing is made of what is not certain, and that the
// internal name, the key of an import, is not changed by it.
func TestNoPlan(t *testing.T) {
	if _, ok := NewPlan(judge(instance(t, "x.yaml", "[]"))); ok {
		t.Error("there is a plan without an account")
	}
	in := instance(t, "x.xml", `<extAccount name="adobe_marketing_cloud" type="Adobe Experience Cloud" active="1" imsServer="http://ims-na1.adobelogin.com"/>`)
	p, ok := NewPlan(judge(in))
	if !ok || p.Rename == nil || p.Key != "adobe_marketing_cloud" || slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Field == schema.Name }) {
		t.Errorf("%v %+v", ok, p)
	}
	other := instance(t, "y.xml", `<extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud"/>`)
	var pkg bytes.Buffer
	if err := p.Write(&pkg); err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(other, &pkg); err != ErrNotApplied {
		t.Errorf("a package was applied to another account: %v", err)
	}
}

// TestLabels insists that the package has Campaign's attributes where a YAML
// file has labels, and that nested values stay where they are.
func TestLabels(t *testing.T) {
	in := instance(t, "x.yaml", "- name: Adobe_Marketing_Cloud\n  IMS server: http://ims-na1.adobelogin.com\n")
	p, _ := NewPlan(judge(in))
	var pkg bytes.Buffer
	if err := p.Write(&pkg); err != nil || !strings.Contains(pkg.String(), `imsServer="https://ims-na1.adobelogin.com"`) {
		t.Errorf("%v\n%s", err, pkg.String())
	}
	in = instance(t, "x.xml", `<extAccount name="Adobe_Marketing_Cloud"><ims mask=" a"><server>http://ims-na1.adobelogin.com</server></ims></extAccount>`)
	c := &schema.Config{Fields: []schema.ConfigEntry{
		{Key: schema.Value{Text: "imsServer"}, Value: schema.Value{Text: "ims/server"}},
		{Key: schema.Value{Text: "clientId"}, Value: schema.Value{Text: "ims/@client"}},
	}}
	in.Config.Fields = c.Fields
	in = schema.NewInstance("prod", in.Files, nil, in.Config)
	p, _ = NewPlan(judge(in))
	pkg.Reset()
	if err := p.Write(&pkg); err != nil || !strings.Contains(pkg.String(), `<server>https://ims-na1.adobelogin.com</server>`) || !strings.Contains(pkg.String(), `<ims client="campaign-prod">`) {
		t.Errorf("%v\n%s", err, pkg.String())
	}
	after, err := Apply(in, &pkg)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range found(judge(after)) {
		if strings.HasPrefix(code, "ims-server/") || strings.HasPrefix(code, "client-id/") {
			t.Errorf("%s remains", code)
		}
	}
}

var wrong = map[string][]string{
	"imsServer":      {"", "-", "http://ims-na1.adobelogin.com", "ims-na1-stg1.adobelogin.com"},
	"userScope":      {"", "-", "openid;session", "openid,,session", "OpenID"},
	"clientId":       {"", "-", "campaign-prod ", "a&b<c>'\"", "é漢😀"},
	"callbackServer": {"", "-", "http://campaign.example.com"},
	"imsOrgId":       {"", "-", "x"},
	"imsRightsMask":  {"", "-", "campaign - prod -", "Campaign - prod - ", "campaign \u2013 prod - (.*)"},
	"productContext": {"", "dma_campaign"},
}

// TestRandom insists that the package and the diff lead to the same findings,
// and that neither leaves anything that was certain.
func TestRandom(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		account := map[string]string{
			"name": "Adobe_Marketing_Cloud", "label": "é漢😀", "type": "Adobe Experience Cloud", "active": "1",
			"imsServer": "https://ims-na1.adobelogin.com", "userScope": "openid,session", "clientId": "campaign-prod", "clientSecret": "@CANARY=",
			"callbackServer": "https://campaign.example.com", "imsOrgId": "0123456789ABCDEF01234567@AdobeOrg",
			"imsRightsMask": "campaign - prod - (.*)", "productContext": "dma_campaign_classic", "server": "s", "tenant": "t",
		}
		for name, values := range wrong {
			if r.IntN(2) == 0 {
				if v := values[r.IntN(len(values))]; v == "-" {
					delete(account, name)
				} else {
					account[name] = v
				}
			}
		}
		text, name := written(r, account)
		in := instance(t, name, text)
		p, ok := NewPlan(judge(in))
		if !ok {
			continue
		}
		var pkg, diff bytes.Buffer
		if err := p.Write(&pkg); err != nil {
			t.Fatal(err)
		}
		after, err := Apply(in, &pkg)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		result := judge(after)
		if again, ok := NewPlan(result); ok {
			t.Errorf("seed %d: still to change: %+v", seed, again.Changes)
		}
		left, err := p.Diff(&diff, opener(text))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if strings.Contains(diff.String(), "CANARY") {
			t.Errorf("seed %d: a secret is shown\n%s", seed, diff.String())
		}
		changed := patched(t, text, diff.String())
		if len(left) > 0 {
			continue
		}
		if d := cmp.Diff(found(result), found(judge(instance(t, name, changed)))); d != "" {
			t.Errorf("seed %d: the package and the diff differ\n%s\n%s\n%s", seed, d, diff.String(), pkg.String())
		}
	}
}

// written returns an account in a random form and layout.
func written(r *rand.Rand, account map[string]string) (text, name string) {
	var names []string
	for name := range account {
		names = append(names, name)
	}
	slices.Sort(names)
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var b strings.Builder
	end := []string{"\n", "\r\n"}[r.IntN(2)]
	if r.IntN(3) == 0 {
		b.WriteString("\ufeff")
	}
	switch form := r.IntN(4); form {
	case 0:
		b.WriteString("externalAccounts:" + end)
		for i, name := range names {
			lead := "    "
			if i == 0 {
				lead = "  - "
			}
			fmt.Fprintf(&b, "%s%s: %s%s", lead, name, strconv.Quote(account[name]), end)
		}
		return b.String(), "x.yaml"
	case 1:
		b.WriteString("[{" + end)
		for i, name := range names {
			comma := ","
			if i == len(names)-1 {
				comma = ""
			}
			fmt.Fprintf(&b, `  "%s": %s%s%s`, name, strconv.Quote(account[name]), comma, end)
		}
		b.WriteString("}]")
		return b.String(), "x.json"
	}
	b.WriteString("<extAccount-collection>" + end + "<extAccount name=\"other\" password=\"CANARY\"/>" + end + "<extAccount")
	for _, name := range names {
		quote := []string{`"`, `'`}[r.IntN(2)]
		b.WriteString([]string{" ", end + "  ", end + "\t"}[r.IntN(3)])
		b.WriteString(name + "=" + quote + strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "'", "&apos;").Replace(account[name]) + quote)
	}
	b.WriteString("/>" + end + "</extAccount-collection>" + []string{"", end}[r.IntN(2)])
	return b.String(), "x.xml"
}

func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n, "-lines"), func(b *testing.B) {
			text := "<extAccount-collection>\n" + strings.Repeat("<x a=\"1\"/>\n", n) + `<extAccount name="Adobe_Marketing_Cloud" imsServer="http://ims-na1.adobelogin.com"/>` + "\n</extAccount-collection>\n"
			f, bad := schema.Read("x.xml", strings.NewReader(text))
			if bad != nil {
				b.Fatal(bad)
			}
			p, _ := NewPlan(judge(schema.NewInstance("x", []*schema.File{f}, nil, &schema.Config{})))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := p.Diff(io.Discard, opener(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestControlCharacter has a list of scopes whose correction has a character
// that no XML has, which only YAML and JSON can.
func TestControlCharacter(t *testing.T) {
	for scope, want := range map[string]bool{`\u001b`: false, `\uffff`: false, "x": true} {
		in := instance(t, "prod.json", `{"extAccount": {"name": "Adobe_Marketing_Cloud", "type": 42, "userScope": "openid,,`+scope+`"}}`)
		in.Stated = &schema.ConfigInstance{Provisioned: &schema.Provisioned{}} // which would say what the scopes are
		p, _ := NewPlan(judge(in))
		if has := slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Field == schema.Scopes }); has != want {
			t.Errorf("scope %s: changed %t", scope, has)
		}
	}
}

// TestFileNames insists that no two instances get the same file, on a disk that
// ignores case either, and that numbers go on from the last one.
func TestFileNames(t *testing.T) {
	taken := FileNames{}
	for _, c := range [][2]string{
		{"prod", "prod-fix.xml"}, {"Prod", "Prod-2-fix.xml"}, {"prod", "prod-3-fix.xml"}, {"stage", "stage-fix.xml"},
		{"prod-4", "prod-4-fix.xml"}, {"PROD", "PROD-5-fix.xml"}, {"prod-4", "prod-4-2-fix.xml"},
		{"../a b", "a-b-fix.xml"}, {"a/b", "a-b-2-fix.xml"}, {"..", "instance-fix.xml"}, {"", "instance-2-fix.xml"},
	} {
		if got := taken.Take(c[0]); got != c[1] {
			t.Errorf("%q: got %s, want %s", c[0], got, c[1])
		}
	}
	for range 4000 {
		taken.Take("stage")
	}
	if next := taken["stage-fix.xml"]; next != 4002 {
		t.Errorf("the next number is %d", next)
	}
}

// TestUnseen writes what cannot be seen as references, so that a package says what
// was meant and a terminal or a pipeline does not act on it, and shows no such line
// in a diff.
func TestUnseen(t *testing.T) {
	const key = "Adobe_Marketing_Cloud\tx\n::error::y\u202e\u009b"
	text := strings.NewReplacer("Adobe_Marketing_Cloud", "Adobe_Marketing_Cloud&#9;x&#10;::error::y\u202e&#x9b;", " co\"", " co\u202e\"").Replace(broken)
	in := instance(t, "prod\u202e.xml", text)
	p, ok := NewPlan(judge(in))
	if !ok || p.Key != key {
		t.Fatalf("key %q", p.Key)
	}
	var pkg, diff bytes.Buffer
	if err := p.Write(&pkg); err != nil {
		t.Fatal(err)
	}
	if bad := strings.ContainsFunc(pkg.String(), func(r rune) bool { return r != '\n' && source.Unseen(r) }); bad || strings.Contains(pkg.String(), "\n::") {
		t.Errorf("the package is not all to be seen: %q", &pkg)
	}
	again, bad := schema.Read("fix.xml", &pkg)
	if bad != nil || len(again.Accounts) != 1 || again.Accounts[0].InternalName().Text != key {
		t.Errorf("%v: the package is of %q", bad, again.Accounts[0].InternalName().Text)
	}
	left, err := p.Diff(&diff, opener(text))
	if err != nil || len(left) == 0 || strings.Contains(diff.String(), "\u202e") {
		t.Errorf("%v, %d left out: %q", err, len(left), &diff)
	}
	for name, want := range map[string]string{"a b": "a b", "a\u202e": `"a\u202e"`, "a\x9b": `"a\x9b"`, `a"`: `"a\""`, "é": "é"} {
		if got := header(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

// TestLongLine leaves out of a diff what is on a line of megabytes, also where the file
// ends in it, and shows a line just short of that.
func TestLongLine(t *testing.T) {
	const before, after = `<extAccount-collection><extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud"` + "\n", "\n  imsServer=\"http://ims-na1.adobelogin.com\"/></extAccount-collection>"
	tags := strings.Repeat("</b>", maxLine/4)
	for end, left := range map[string]int{"": 0, "\n" + tags[:maxLine-1] + "\n": 0, tags: 1, tags + "\n": 1} {
		text := before + after + end
		p, ok := NewPlan(judge(instance(t, "prod.xml", before+after)))
		if !ok {
			t.Fatal("nothing to correct")
		}
		var diff bytes.Buffer
		got, err := p.Diff(&diff, opener(text))
		if err != nil || len(got) != left || diff.Len() > 1<<10 {
			t.Errorf("%d bytes behind the account: %v, %d left out, %d bytes", len(end), err, len(got), diff.Len())
		}
	}
	for text, want := range map[string]int{tags: 0, "a": 0, "a\n": 0, "a\nb\n": 1, "a\nb": 1, "a\n" + tags: 1} {
		f, err := readLines("in", opener(text), 2, 9)
		if noEnd := want > 0 && !strings.HasSuffix(text, "\n"); err != nil || len(f.text) != want || f.noEnd != noEnd {
			t.Errorf("%.9q: %v, %d lines, the last one without an end: %t", text, err, len(f.text), f.noEnd)
		}
	}
	f, err := readLines("in", opener(tags+"\n"+tags[:maxLine-1]+"\nx"), 1, 9)
	if err != nil || len(f.text) != 3 || f.text[1] != "" || len(f.text[2]) != maxLine-1 || f.text[3] != "x" {
		t.Errorf("%v: %d lines, of %d, %d and %d bytes", err, len(f.text), len(f.text[1]), len(f.text[2]), len(f.text[3]))
	}
}
