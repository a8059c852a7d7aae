package report

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/schema"
)

// browser starts Chromium for a test, or skips the test where there is none;
// IMSLINT_TEST_BROWSER=1 makes it fail instead.
func browser(t *testing.T) context.Context {
	t.Helper()
	var found string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil && found == "" {
			found = path
		}
	}
	if found == "" {
		if os.Getenv("IMSLINT_TEST_BROWSER") != "" {
			t.Fatal("no Chromium in PATH")
		}
		t.Skip("skipped: no Chromium in PATH")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	allocated, cancelAllocated := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancelAllocated)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts it, without the limit on what follows
		t.Fatal(err)
	}
	ctx, cancelTime := context.WithTimeout(ctx, 50*time.Second)
	t.Cleanup(cancelTime)
	return ctx
}

// page is a report opened from a file, and what went wrong while it was open.
type page struct {
	context.Context
	url      string
	mu       sync.Mutex
	requests []string
	problems []string
}

func openReport(t *testing.T, ctx context.Context, j job) *page {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, j.written(t, "html"), 0o644); err != nil {
		t.Fatal(err)
	}
	tab, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	p := &page{Context: tab, url: (&url.URL{Scheme: "file", Path: file}).String()}
	p.do(t)
	listen := func(event any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if e.Request.URL != p.url && !strings.HasPrefix(e.Request.URL, "data:") {
				p.requests = append(p.requests, e.Request.URL)
			}
		case *runtime.EventExceptionThrown:
			p.problems = append(p.problems, e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			p.problems = append(p.problems, "console."+string(e.Type))
		case *log.EventEntryAdded:
			p.problems = append(p.problems, e.Entry.Text)
		}
	}
	if err := chromedp.Listen(tab, listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(tab, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	p.do(t, chromedp.Navigate(p.url), chromedp.WaitReady("body"))
	return p
}

func (p *page) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(p.Context, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval returns what an expression gives in the page.
func eval[T any](t *testing.T, p *page, expression string) T {
	t.Helper()
	v, err := chromedp.Run(p.Context, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (p *page) quiet(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.requests) > 0 || len(p.problems) > 0 {
		t.Errorf("requests %v, console %v", p.requests, p.problems)
	}
}

const pictureStates = `[...document.querySelectorAll("svg.wide a")].map((a) => a.dataset.step + " " + a.getAttribute("class"))`

func TestBrowser(t *testing.T) {
	ctx := browser(t)

	broken := openReport(t, ctx, sample(t, "broken"))
	if diff := cmp.Diff([]string{"account at-risk", "login-page broken first", "callback broken beyond", "token broken beyond", "rights broken beyond"}, eval[[]string](t, broken, pictureStates)); diff != "" {
		t.Error(diff)
	}
	if got, want := eval[string](t, broken, `document.querySelector("h1").textContent`), "Nobody can log in: it stops at the Adobe ID login page"; got != want {
		t.Errorf("the page begins with %q, want %q", got, want)
	}
	// Every button copies the value beside it.
	broken.do(t, chromedp.Click(`article button`), chromedp.WaitVisible(`//button[.="Copied"]`))
	if got := eval[bool](t, broken, `[...document.querySelectorAll("button[data-copy]")].every((b) => b.dataset.copy === b.previousElementSibling.textContent)`); !got {
		t.Error("a button copies another value than the one beside it")
	}
	const visible = `[...document.querySelectorAll("article")].filter((a) => a.offsetParent !== null).length`
	all := eval[int](t, broken, visible)
	warnings := eval[int](t, broken, `document.querySelectorAll("article.warning").length`)
	if all == 0 || warnings == 0 || warnings == all {
		t.Fatalf("%d findings, %d of them warnings", all, warnings)
	}
	broken.do(t, chromedp.Click(`input[value=warning]`))
	if got := eval[int](t, broken, visible); got != all-warnings {
		t.Errorf("after a click on warning %d findings are shown, want %d", got, all-warnings)
	}
	broken.do(t, chromedp.Focus(`input[value=warning]`), chromedp.KeyEvent(" "))
	if got := eval[int](t, broken, visible); got != all {
		t.Errorf("after the space bar on warning %d findings are shown, want %d", got, all)
	}
	broken.do(t, chromedp.Focus(`select`), chromedp.KeyEvent("scop"+kb.Enter))
	if got, want := eval[int](t, broken, visible), eval[int](t, broken, `document.querySelectorAll("article[data-check=scopes]").length`); got != want || want == 0 {
		t.Errorf("after choosing scopes by key %d findings are shown, want %d", got, want)
	}
	// A step of the picture leads to its findings.
	broken.do(t, chromedp.Click(`svg.wide a[data-step=rights]`))
	if got := eval[string](t, broken, `document.querySelector(location.hash).textContent`); !strings.HasPrefix(got, "Rights") {
		t.Errorf("the picture leads to %q", got)
	}
	// Headings go down one level at a time.
	if got := eval[bool](t, broken, `[...document.querySelectorAll("h1,h2,h3,h4")].every((h, i, all) => i === 0 ? h.tagName === "H1" : h.tagName[1] - all[i-1].tagName[1] <= 1)`); !got {
		t.Error("a heading skips a level")
	}
	broken.quiet(t)

	clean := openReport(t, ctx, sample(t, "clean"))
	if diff := cmp.Diff([]string{"account ok", "login-page ok", "callback ok", "token ok", "rights ok"}, eval[[]string](t, clean, pictureStates)); diff != "" {
		t.Error(diff)
	}
	clean.quiet(t)

	users := openReport(t, ctx, handMadeUsers())
	if got := eval[int](t, users, `document.querySelectorAll("tr[data-row]").length`); got != 1 {
		t.Errorf("%d rows, want 1 with both findings", got)
	}
	if got := eval[string](t, users, `[...document.querySelectorAll("tr[data-row] mark")].map((m) => m.textContent).join("|")`); got != "Type1|jane@example.com" {
		t.Errorf("marked are %q", got)
	}
	users.do(t, chromedp.Click(`input[value=error]`))
	if got := eval[bool](t, users, `document.querySelector("tr[data-row]").hidden`); !got {
		t.Error("a row stays without its findings")
	}
	users.quiet(t)
}

// TestBrowserNarrow insists that a page fits a phone: only tables and lines of
// a file scroll by themselves.
func TestBrowserNarrow(t *testing.T) {
	ctx := browser(t)
	for name, j := range jobs(t) {
		p := openReport(t, ctx, j)
		p.do(t, chromedp.EmulateViewport(390, 844))
		if got := eval[int](t, p, `document.documentElement.scrollWidth`); got > 390 {
			t.Errorf("%s is %d pixels wide", name, got)
		}
	}
}

// TestBrowserHostile opens the report of an export that tries to run a script
// and to call home from every value of it.
func TestBrowserHostile(t *testing.T) {
	ctx := browser(t)
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
	if got := eval[string](t, p, `document.title`); strings.Contains(got, "owned") {
		t.Errorf("the title is %q", got)
	}
	if got := eval[int](t, p, `document.querySelectorAll("img, iframe, object, script:not(:last-of-type)").length + document.scripts.length - 1`); got != 0 {
		t.Errorf("%d foreign elements", got)
	}
	if got := eval[bool](t, p, `document.body.textContent.includes("<script>document.title='owned'</script>")`); !got {
		t.Error("the account's name is not shown as text")
	}
	p.quiet(t)
}

// TestPictures writes pictures of the page to the folder that
// IMSLINT_TEST_PICTURES names, to be looked at.
func TestPictures(t *testing.T) {
	dir := os.Getenv("IMSLINT_TEST_PICTURES")
	if dir == "" {
		t.Skip("skipped: IMSLINT_TEST_PICTURES names no folder")
	}
	ctx := browser(t)
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
			p.do(t, chromedp.EmulateViewport(width, 800))
			data, err := chromedp.Run(p.Context, chromedp.FullScreenshot(100))
			put(name+suffix+".png", data, err)
		}
		if name == "broken" { // the picture in the README: samples/report.png
			p.do(t, chromedp.EmulateViewport(1200, 1180))
			data, err := chromedp.Run(p.Context, chromedp.CaptureScreenshot())
			put("report.png", data, err)
		}
		dark := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}
		for suffix, media := range map[string]emulation.SetEmulatedMediaParams{"-dark": {Features: dark}, "-print": {Media: "print"}} {
			p.do(t, chromedp.EmulateViewport(794, 1123)) // A4
			if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			data, err := chromedp.Run(p.Context, chromedp.FullScreenshot(100))
			put(name+suffix+".png", data, err)
		}
		p.do(t, chromedp.EmulateReset())
		data, err := chromedp.Run(p.Context, chromedp.PrintToPDF())
		put(name+".pdf", data, err)
	}
}
