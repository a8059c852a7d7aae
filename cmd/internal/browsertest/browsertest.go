// Package browsertest opens pages in a real Chromium for tests.
package browsertest

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

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Wanted skips a test unless IMSLINT_TEST_BROWSER is set, so that go test ./...
// needs no browser and takes less than a minute.
func Wanted(t *testing.T) {
	t.Helper()
	if os.Getenv("IMSLINT_TEST_BROWSER") == "" {
		t.Skip("skipped: IMSLINT_TEST_BROWSER=1 runs this test in Chromium")
	}
}

// Start starts Chromium for a test, if one is wanted.
func Start(t *testing.T) context.Context {
	t.Helper()
	Wanted(t)
	var found string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil && found == "" {
			found = path
		}
	}
	if found == "" {
		t.Fatal("no Chromium in PATH")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	allocated, cancelAllocated := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancelAllocated)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts it
		t.Fatal(err)
	}
	return ctx
}

// limit is how long a test may use a page: one that hangs is to fail, however
// slow the machine.
const limit = 2 * time.Minute

// Page is a page opened from a file. It notes what goes wrong while it is open.
type Page struct {
	context.Context
	url      string
	mu       sync.Mutex
	requests []string
	problems []string
}

// Open opens a file in a tab of its own. Fragment is what follows # in its
// address, "" for nothing.
func Open(t *testing.T, ctx context.Context, file, fragment string) *Page {
	t.Helper()
	tab, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	tab, cancelTime := context.WithTimeout(tab, limit)
	t.Cleanup(cancelTime)
	file, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &Page{Context: tab, url: (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()}
	p.Do(t)
	listen := func(event any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			// What is within the page itself is asked for like the rest.
			if e.Request.URL != p.url && !strings.HasPrefix(e.Request.URL, "data:") && !strings.HasPrefix(e.Request.URL, "blob:") {
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
	address := p.url
	if fragment != "" {
		address += "#" + fragment
	}
	p.Do(t, chromedp.Navigate(address), chromedp.WaitReady("body"))
	return p
}

// Do has the browser do something in the page.
func (p *Page) Do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(p.Context, actions...); err != nil {
		t.Fatal(err)
	}
}

// Eval returns what an expression gives in the page; a promise is waited for.
func Eval[T any](t *testing.T, p *Page, expression string) T {
	t.Helper()
	v, err := chromedp.Run(p.Context, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Quiet insists that the page has asked for nothing and has written nothing to
// the console.
func (p *Page) Quiet(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.requests) > 0 || len(p.problems) > 0 {
		t.Errorf("requests %v, console %v", p.requests, p.problems)
	}
}
