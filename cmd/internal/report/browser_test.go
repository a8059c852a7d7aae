package report

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/cmd/internal/browsertest"
	"github.com/imslint/imslint/schema"
)

func openReport(t *testing.T, ctx context.Context, j job) *browsertest.Page {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, j.written(t, "html"), 0o644); err != nil {
		t.Fatal(err)
	}
	return browsertest.Open(t, ctx, file, "")
}

const pictureStates = `[...document.querySelectorAll("svg.wide a")].map((a) => a.dataset.step + " " + a.getAttribute("class"))`

func TestBrowser(t *testing.T) {
	ctx := browsertest.Start(t)

	broken := openReport(t, ctx, sample(t, "broken"))
	if diff := cmp.Diff([]string{"account at-risk", "login-page broken first", "callback broken beyond", "token broken beyond", "rights broken beyond"}, browsertest.Eval[[]string](t, broken, pictureStates)); diff != "" {
		t.Error(diff)
	}
	if got, want := browsertest.Eval[string](t, broken, `document.querySelector("h1").textContent`), "Nobody can log in: it stops at the Adobe ID login page"; got != want {
		t.Errorf("the page begins with %q, want %q", got, want)
	}
	// Every button copies the value beside it.
	broken.Do(t, chromedp.Click(`article button`), chromedp.WaitVisible(`//button[.="Copied"]`))
	if got := browsertest.Eval[bool](t, broken, `[...document.querySelectorAll("button[data-copy]")].every((b) => b.dataset.copy === b.previousElementSibling.textContent)`); !got {
		t.Error("a button copies another value than the one beside it")
	}
	const visible = `[...document.querySelectorAll("article")].filter((a) => a.offsetParent !== null).length`
	all := browsertest.Eval[int](t, broken, visible)
	warnings := browsertest.Eval[int](t, broken, `document.querySelectorAll("article.warning").length`)
	if all == 0 || warnings == 0 || warnings == all {
		t.Fatalf("%d findings, %d of them warnings", all, warnings)
	}
	broken.Do(t, chromedp.Click(`input[value=warning]`))
	if got := browsertest.Eval[int](t, broken, visible); got != all-warnings {
		t.Errorf("after a click on warning %d findings are shown, want %d", got, all-warnings)
	}
	broken.Do(t, chromedp.Focus(`input[value=warning]`), chromedp.KeyEvent(" "))
	if got := browsertest.Eval[int](t, broken, visible); got != all {
		t.Errorf("after the space bar on warning %d findings are shown, want %d", got, all)
	}
	broken.Do(t, chromedp.Focus(`select`), chromedp.KeyEvent("scop"+kb.Enter))
	if got, want := browsertest.Eval[int](t, broken, visible), browsertest.Eval[int](t, broken, `document.querySelectorAll("article[data-check=scopes]").length`); got != want || want == 0 {
		t.Errorf("after choosing scopes by key %d findings are shown, want %d", got, want)
	}
	// A step of the picture leads to its findings.
	broken.Do(t, chromedp.Click(`svg.wide a[data-step=rights]`))
	if got := browsertest.Eval[string](t, broken, `document.querySelector(location.hash).textContent`); !strings.HasPrefix(got, "Rights") {
		t.Errorf("the picture leads to %q", got)
	}
	// Headings go down one level at a time.
	if got := browsertest.Eval[bool](t, broken, `[...document.querySelectorAll("h1,h2,h3,h4")].every((h, i, all) => i === 0 ? h.tagName === "H1" : h.tagName[1] - all[i-1].tagName[1] <= 1)`); !got {
		t.Error("a heading skips a level")
	}
	broken.Quiet(t)

	clean := openReport(t, ctx, sample(t, "clean"))
	if diff := cmp.Diff([]string{"account ok", "login-page ok", "callback ok", "token ok", "rights ok"}, browsertest.Eval[[]string](t, clean, pictureStates)); diff != "" {
		t.Error(diff)
	}
	clean.Quiet(t)

	users := openReport(t, ctx, handMadeUsers())
	if got := browsertest.Eval[int](t, users, `document.querySelectorAll("tr[data-row]").length`); got != 1 {
		t.Errorf("%d rows, want 1 with both findings", got)
	}
	if got := browsertest.Eval[string](t, users, `[...document.querySelectorAll("tr[data-row] mark")].map((m) => m.textContent).join("|")`); got != "Type1|jane@example.com" {
		t.Errorf("marked are %q", got)
	}
	users.Do(t, chromedp.Click(`input[value=error]`))
	if got := browsertest.Eval[bool](t, users, `document.querySelector("tr[data-row]").hidden`); !got {
		t.Error("a row stays without its findings")
	}
	users.Quiet(t)
}

// TestBrowserNarrow insists that a page fits a phone: only tables and lines of
// a file scroll by themselves.
func TestBrowserNarrow(t *testing.T) {
	ctx := browsertest.Start(t)
	for name, j := range jobs(t) {
		p := openReport(t, ctx, j)
		p.Do(t, chromedp.EmulateViewport(390, 844))
		if got := browsertest.Eval[int](t, p, `document.documentElement.scrollWidth`); got > 390 {
			t.Errorf("%s is %d pixels wide", name, got)
		}
	}
}

// TestBrowserHostile opens the report of an export that tries to run a script
// and to call home from every value of it.
func TestBrowserHostile(t *testing.T) {
	ctx := browsertest.Start(t)
	const attack = `&lt;script&gt;document.title='owned'&lt;/script&gt;&lt;img src=&quot;https://example.com/x&quot; onerror=&quot;document.title='owned'&quot;&gt;`
	export := `<extAccount name="` + attack + `" label="` + attack + `" type="` + attack + `" imsServer="` + attack + `" userScope="` + attack + `" clientId="` + attack +
		`" callbackServer="` + attack + `" imsOrgId="` + attack + `" imsRightsMask="` + attack + `" productContext="` + attack + `" server="" tenant="javascript:document.title='owned'"/>`
	const stated = `provisioned: {scopes: ["</script><script>document.title='owned'</script>"], productProfiles: ["</style><script>document.title='owned'</script>"], clientId: "\"><img src=x>"}`
	config, bad := schema.ReadConfig("<img src=x>.yaml", strings.NewReader(stated))
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	var results []*checks.Result
	for _, name := range []string{"<script>alert(1)<!--", "x"} {
		file, bad := schema.Read(name+"<img src=x>.xml", strings.NewReader(export))
		if bad != nil {
			t.Fatal(bad)
		}
		results = append(results, login.Catalogue.Judge(schema.NewInstance(name, []*schema.File{file}, nil, config), checks.Selection{}))
	}
	p := openReport(t, ctx, newJob(login.Catalogue, results...))
	if got := browsertest.Eval[string](t, p, `document.title`); strings.Contains(got, "owned") {
		t.Errorf("the title is %q", got)
	}
	if got := browsertest.Eval[int](t, p, `document.querySelectorAll("img, iframe, object, script:not(:last-of-type)").length + document.scripts.length - 1`); got != 0 {
		t.Errorf("%d foreign elements", got)
	}
	if got := browsertest.Eval[bool](t, p, `document.body.textContent.includes("<script>document.title='owned'</script>")`); !got {
		t.Error("the account's name is not shown as text")
	}
	p.Quiet(t)
}

// TestPictures writes pictures of the page to the folder that
// IMSLINT_TEST_PICTURES names, to be looked at.
func TestPictures(t *testing.T) {
	dir := os.Getenv("IMSLINT_TEST_PICTURES")
	if dir == "" {
		t.Skip("skipped: IMSLINT_TEST_PICTURES names no folder")
	}
	ctx := browsertest.Start(t)
	put := func(name string, data []byte, err error) {
		t.Helper()
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, j := range jobs(t) {
		p := openReport(t, ctx, j)
		for suffix, width := range map[string]int64{"": 1200, "-phone": 390} {
			p.Do(t, chromedp.EmulateViewport(width, 800))
			data, err := chromedp.Run(p.Context, chromedp.FullScreenshot(100))
			put(name+suffix+".png", data, err)
		}
		if name == "broken" { // the picture in the README: samples/report.png
			p.Do(t, chromedp.EmulateViewport(1200, 1180))
			data, err := chromedp.Run(p.Context, chromedp.CaptureScreenshot())
			put("report.png", data, err)
		}
		dark := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}
		for suffix, media := range map[string]emulation.SetEmulatedMediaParams{"-dark": {Features: dark}, "-print": {Media: "print"}} {
			p.Do(t, chromedp.EmulateViewport(794, 1123)) // A4
			if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			data, err := chromedp.Run(p.Context, chromedp.FullScreenshot(100))
			put(name+suffix+".png", data, err)
		}
		p.Do(t, chromedp.EmulateReset())
		data, err := chromedp.Run(p.Context, chromedp.PrintToPDF())
		put(name+".pdf", data, err)
	}
}
