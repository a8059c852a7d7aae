package main

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
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

func openReport(t *testing.T, ctx context.Context, args ...string) *page {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	var out, errs bytes.Buffer
	if run(append([]string{"lint", "--format", "html=" + file}, args...), streams{in: strings.NewReader(""), out: &out, err: &errs}) == exitFailure {
		t.Fatal(errs.String())
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

	broken := openReport(t, ctx, "../../samples/broken")
	if diff := cmp.Diff([]string{"account at-risk", "login-page broken", "callback broken", "token broken", "rights broken"}, eval[[]string](t, broken, pictureStates)); diff != "" {
		t.Error(diff)
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

	clean := openReport(t, ctx, "../../samples/clean")
	if diff := cmp.Diff([]string{"account ok", "login-page ok", "callback ok", "token ok", "rights ok"}, eval[[]string](t, clean, pictureStates)); diff != "" {
		t.Error(diff)
	}
	clean.quiet(t)
}

// TestBrowserHostile opens the report of an export that tries to run a script
// and to call home from every value of it.
func TestBrowserHostile(t *testing.T) {
	ctx := browser(t)
	const attack = `&lt;script&gt;document.title='owned'&lt;/script&gt;&lt;img src=&quot;https://example.com/x&quot; onerror=&quot;document.title='owned'&quot;&gt;`
	dir := t.TempDir()
	export := `<extAccount name="` + attack + `" label="` + attack + `" type="` + attack + `" imsServer="` + attack + `" userScope="` + attack + `" clientId="` + attack +
		`" callbackServer="` + attack + `" imsOrgId="` + attack + `" imsRightsMask="` + attack + `" productContext="` + attack + `" server="" tenant="javascript:document.title='owned'"/>`
	config := `provisioned: {scopes: ["</script><script>document.title='owned'</script>"], productProfiles: ["</style><script>document.title='owned'</script>"], clientId: "\"><img src=x>"}`
	for name, text := range map[string]string{"a.xml": export, "b.xml": export, "imslint.yaml": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := openReport(t, ctx, "<script>alert(1)<!--="+filepath.Join(dir, "a.xml"), "x="+filepath.Join(dir, "b.xml"))
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
