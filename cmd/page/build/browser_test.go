package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/cmd/internal/browsertest"
	"github.com/imslint/imslint/cmd/page/build/lzma"
)

const samples = "../../../samples"

// builtIn is the folder of what was built, "" for nothing.
var builtIn string

// built is the page and the command line, made once for all tests. The page is
// made by a process of its own: compressing would take minutes with the race
// detector.
var built = sync.OnceValues(func() (dir string, err error) {
	if dir, err = os.MkdirTemp("", "imslint-page-test"); err != nil {
		return "", err
	}
	builtIn = dir
	for _, command := range []string{"imslint", "page/build"} {
		if _, err = output("go", "build", "-o", dir+string(filepath.Separator), module+"/cmd/"+command); err != nil {
			return dir, err
		}
	}
	_, err = output(filepath.Join(dir, "build"), filepath.Join(dir, "imslint.html"))
	return dir, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if builtIn != "" && code == 0 {
		os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

func made(t *testing.T, name string) string {
	t.Helper()
	dir, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

// open opens the page and waits until it is ready.
func open(t *testing.T, ctx context.Context, fragment string) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, ctx, made(t, "imslint.html"), fragment)
	if fragment == "" {
		await(t, p, "Ready.")
	}
	return p
}

// await waits until the status begins with a text.
func await(t *testing.T, p *browsertest.Page, status string) {
	t.Helper()
	browsertest.Eval[bool](t, p, fmt.Sprintf(`new Promise((resolve, reject) => {
		const end = Date.now() + 30000;
		const look = () => {
			const text = document.getElementById("status").textContent;
			if (text.startsWith(%q) && !state.running) resolve(true);
			else if (Date.now() > end) reject(new Error(text));
			else setTimeout(look, 20);
		};
		look();
	})`, status))
}

// drop drops files and folders on the page as the system does.
func drop(t *testing.T, p *browsertest.Page, paths ...string) {
	t.Helper()
	data := &input.DragData{Items: []*input.DragDataItem{}, DragOperationsMask: 1}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		data.Files = append(data.Files, abs)
	}
	for _, kind := range []input.DispatchDragEventType{"dragEnter", "dragOver", "drop"} {
		if _, err := chromedp.Call(p.Context, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: 300, Y: 300, Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	browsertest.Eval[bool](t, p, fmt.Sprintf(`new Promise((resolve, reject) => {
		const end = Date.now() + 10000;
		const look = () => {
			if (state.inputs.length >= %d) resolve(true);
			else if (Date.now() > end) reject(new Error(document.getElementById("status").textContent));
			else setTimeout(look, 10);
		};
		look();
	})`, len(paths)))
}

// saved returns a report as the page saves it.
func saved(t *testing.T, p *browsertest.Page, format string) string {
	t.Helper()
	return browsertest.Eval[string](t, p, fmt.Sprintf(`program.call("write", %q).then(decoded)`, format))
}

// commandLine returns what a command prints as JSON.
func commandLine(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command(made(t, "imslint"), append(args, "--format", "json")...)
	c.Dir = dir
	out, err := c.Output()
	if failed := (*exec.ExitError)(nil); err != nil && !(errors.As(err, &failed) && failed.ExitCode() < 3) {
		t.Fatal(err)
	}
	return string(out)
}

func same(t *testing.T, page, command string) {
	t.Helper()
	var a, b any
	if err := json.Unmarshal([]byte(page), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(command), &b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, a); diff != "" {
		t.Errorf("the page and the command line differ (-command +page):\n%s", diff)
	}
}

// TestSize holds the page to what it may weigh.
func TestSize(t *testing.T) {
	browsertest.Wanted(t)
	html, err := os.ReadFile(made(t, "imslint.html"))
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	w.Write(html)
	w.Close()
	t.Logf("%d bytes, %d compressed", len(html), packed.Len())
	if len(html) > 8_000_000 || packed.Len() > 2_500_000 {
		t.Errorf("%d bytes, %d compressed; at most 8,000,000 and 2,500,000", len(html), packed.Len())
	}
}

// testUnpack insists that the page unpacks what package lzma packs.
func testUnpack(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "")
	// A generator of its own, since math/rand may change.
	state := uint32(1)
	random := func(n int, mask byte) []byte {
		b := make([]byte, n)
		for i := range b {
			state = state*1664525 + 1013904223
			b[i] = byte(state>>24) & mask
		}
		return b
	}
	far := random(1<<17, 0xff)
	for name, data := range map[string][]byte{
		"nothing":       {},
		"a byte":        {7},
		"two bytes":     {7, 7},
		"zeros":         make([]byte, 100_000),
		"random":        random(20_000, 0xff),
		"few letters":   random(50_000, 3),
		"far away":      slices.Concat(far, far, far[1000:], random(3, 0xff)),
		"changed bytes": bytes.Repeat(slices.Concat(random(30, 0xff), []byte{0}), 500),
		"a script":      []byte(pageScript + inputsScript + pageScript),
	} {
		packed := base64.StdEncoding.EncodeToString(lzma.Pack(data))
		got := browsertest.Eval[string](t, p, fmt.Sprintf(`{%s
			const out = unpack(Uint8Array.from(atob(%q), (c) => c.charCodeAt(0)));
			crypto.subtle.digest("SHA-256", out).then((d) => out.length + " " + [...new Uint8Array(d)].map((b) => b.toString(16).padStart(2, "0")).join(""))
		}`, strings.Replace(unpackScript, `"use strict";`, "", 1), packed))
		if want := fmt.Sprintf("%d %x", len(data), sha256.Sum256(data)); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// TestBrowser tries the page in one Chromium, a tab each.
func TestBrowser(t *testing.T) {
	ctx := browsertest.Start(t)
	for name, test := range map[string]func(*testing.T, context.Context){
		"unpack":            testUnpack,
		"opens":             testOpens,
		"sameAsCommandLine": testSameAsCommandLine,
		"example":           testExample,
		"editor":            testEditor,
		"hostile":           testHostile,
		"secret":            testSecret,
		"cancel":            testCancel,
		"anyScreen":         testAnyScreen,
	} {
		t.Run(name, func(t *testing.T) { test(t, ctx) })
	}
}

// testOpens insists that the page starts from a file, asks for nothing, stores
// nothing and begins with the draft of imslint init.
func testOpens(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "")
	if got := browsertest.Eval[string](t, p, `document.getElementById("config").value`); !strings.Contains(got, "provisioned:") || !strings.Contains(got, "# organizationId:") {
		t.Errorf("the editor begins with %q", got)
	}
	if got := browsertest.Eval[string](t, p, `document.body.innerText`); !strings.Contains(got, "Nothing leaves this page.") {
		t.Error("the page does not say that nothing leaves it")
	}
	if got := browsertest.Eval[int](t, p, `indexedDB.databases().then((l) => l.length + localStorage.length + sessionStorage.length + document.cookie.length)`); got != 0 {
		t.Error("something is stored")
	}
	p.Quiet(t)
	// Its policy stops what would leave it, and a script that comes in. The
	// browser says so on the console.
	if got := browsertest.Eval[string](t, p, `fetch("https://example.com/").then(() => "sent", () => "stopped")`); got != "stopped" {
		t.Errorf("a request is %s", got)
	}
	if got := browsertest.Eval[string](t, p, `{
		const script = document.createElement("script");
		script.textContent = "document.title = 'owned'";
		document.body.append(script);
		document.title
	}`); got == "owned" {
		t.Error("a script that comes in is run")
	}
}

// testSameAsCommandLine drops folders and files, chooses and pastes, and insists
// on the JSON of the command line.
func testSameAsCommandLine(t *testing.T, ctx context.Context) {
	t.Run("folders", func(t *testing.T) {
		p := open(t, ctx, "")
		general, err := os.ReadFile(samples + "/imslint.yaml")
		if err != nil {
			t.Fatal(err)
		}
		browsertest.Eval[bool](t, p, fmt.Sprintf(`state.config = %q, true`, general))
		drop(t, p, samples+"/broken", samples+"/clean", samples+"/stage", samples+"/yaml")
		await(t, p, "Checked")
		same(t, saved(t, p, "json"), commandLine(t, samples, "lint", "broken", "clean", "stage", "yaml"))
		p.Quiet(t)
	})
	t.Run("files", func(t *testing.T) {
		p := open(t, ctx, "")
		dir := t.TempDir()
		for name, from := range map[string]string{"accounts.xml": "broken/external-accounts.xml", "groups.xml": "clean/operator-groups.xml", "note.txt": "../LICENSE"} {
			b, err := os.ReadFile(filepath.Join(samples, from))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		drop(t, p, dir+"/accounts.xml", dir+"/groups.xml", dir+"/note.txt")
		await(t, p, "Checked")
		same(t, saved(t, p, "json"), commandLine(t, dir, "lint", "accounts.xml", "groups.xml", "note.txt"))
		// Files that are given one name are one instance.
		p.Do(t, chromedp.Evaluate[chromedp.Void](`for (const input of document.querySelectorAll("#inputs input")) {
			input.value = "prod";
			input.dispatchEvent(new Event("change"));
		}`))
		await(t, p, "Checked")
		same(t, saved(t, p, "json"), commandLine(t, dir, "lint", "prod=accounts.xml", "prod=groups.xml", "prod=note.txt"))
		p.Quiet(t)
	})
	t.Run("users", func(t *testing.T) {
		p := open(t, ctx, "")
		dir := t.TempDir()
		const header = "Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access\n"
		for name, rows := range map[string]string{
			"new.csv":   header + "Federated ID,a@example.com,example.com,a@example.com,A,B,US,,,,,,,,\nType1,,,b@example.com,A,B,XX,,,,,,,,\n",
			"there.csv": header + "Federated ID,a@example.com,example.com,a@example.com,A,B,US,,,,,,,,\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(rows), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		drop(t, p, dir+"/new.csv", dir+"/there.csv")
		await(t, p, "Checked")
		p.Do(t, chromedp.Click(chromedp.CSS("#inputs li:nth-child(2) input")))
		await(t, p, "Checked")
		same(t, saved(t, p, "json"), commandLine(t, dir, "users", "--existing", "there.csv", "new.csv"))
		p.Quiet(t)
	})
	t.Run("pasted", func(t *testing.T) {
		p := open(t, ctx, "")
		export, err := os.ReadFile(samples + "/broken/external-accounts.xml")
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "pasted"), export, 0o644); err != nil {
			t.Fatal(err)
		}
		p.Do(t, chromedp.Click(chromedp.CSS("#paste")))
		browsertest.Eval[bool](t, p, fmt.Sprintf(`document.getElementById("pasted").value = %s, true`, quoted(t, string(export))))
		p.Do(t, chromedp.Click(chromedp.CSS("#add-pasted")))
		await(t, p, "Checked")
		same(t, saved(t, p, "json"), commandLine(t, dir, "lint", "pasted"))
		p.Quiet(t)
	})
}

// quoted returns a text as JavaScript has it.
func quoted(t *testing.T, text string) string {
	t.Helper()
	b, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// testExample insists that #example shows the findings of samples/broken, with
// the login path first.
func testExample(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "example")
	await(t, p, "Checked")
	same(t, saved(t, p, "json"), commandLine(t, samples, "lint", "broken"))
	if got := browsertest.Eval[string](t, p, `document.querySelector("#report h1").textContent`); got != "Nobody can log in: it stops at the Adobe ID login page" {
		t.Errorf("the report begins with %q", got)
	}
	if got := browsertest.Eval[bool](t, p, `!!(document.querySelector("#report svg.path").compareDocumentPosition(document.querySelector("#report article")) & Node.DOCUMENT_POSITION_FOLLOWING)`); !got {
		t.Error("the login path is not drawn before the findings")
	}
	p.Quiet(t)
}

// testEditor insists that the imslint.yaml in the editor is checked as it is
// written, and used.
func testEditor(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "")
	drop(t, p, samples+"/stage")
	await(t, p, "Checked")
	if got := browsertest.Eval[string](t, p, `document.getElementById("config").value`); !strings.Contains(got, "the export of stage shows") {
		t.Errorf("the draft does not show what the export holds: %q", got)
	}
	write := func(text string) {
		t.Helper()
		browsertest.Eval[bool](t, p, fmt.Sprintf(`{
			const editor = document.getElementById("config");
			editor.value = %s;
			editor.dispatchEvent(new Event("input"));
			new Promise((resolve) => setTimeout(resolve, pause + 50)).then(() => program.call("config")).then(() => true)
		}`, quoted(t, text)))
		await(t, p, "Checked")
	}
	write("provisioned:\n  clientID: x\n")
	if got := browsertest.Eval[string](t, p, `document.getElementById("problems").innerText`); !strings.Contains(got, "Line 2, column 3 unknown key clientID") {
		t.Errorf("the problems are %q", got)
	}
	p.Do(t, chromedp.Click(chromedp.CSS("#problems button")))
	if got := browsertest.Eval[int](t, p, `document.activeElement.selectionStart`); got != len("provisioned:\n  ") {
		t.Errorf("the cursor is at %d", got)
	}
	write("provisioned:\n  clientId: quite-another\n")
	if got := browsertest.Eval[string](t, p, `document.getElementById("problems").innerText`); got != "" {
		t.Errorf("the problems are %q", got)
	}
	if got := browsertest.Eval[string](t, p, `document.getElementById("report").innerText`); !strings.Contains(got, "client-id/mismatch") {
		t.Error("what the editor states is not used")
	}
	p.Quiet(t)
}

// testHostile drops an export that tries to run a script from its values, its
// name and the name of its instance.
func testHostile(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "")
	const attack = `&lt;script&gt;document.title='owned'&lt;/script&gt;&lt;img src=&quot;https://example.com/x&quot; onerror=&quot;document.title='owned'&quot;&gt;`
	export := `<extAccount name="` + attack + `" label="` + attack + `" imsServer="` + attack + `" userScope="` + attack + `" clientId="` + attack +
		`" callbackServer="` + attack + `" imsOrgId="` + attack + `" imsRightsMask="` + attack + `" productContext="` + attack + `"/>`
	file := filepath.Join(t.TempDir(), "<img src=x onerror=document.title='owned'>.xml")
	if err := os.WriteFile(file, []byte(export), 0o644); err != nil {
		t.Skip("skipped: the file system has no such names:", err)
	}
	drop(t, p, file)
	await(t, p, "Checked")
	p.Do(t, chromedp.Sleep(100*time.Millisecond)) // an image would have failed by then
	if got := browsertest.Eval[string](t, p, `document.title`); strings.Contains(got, "owned") {
		t.Errorf("the title is %q", got)
	}
	if got := browsertest.Eval[int](t, p, `document.querySelectorAll("img, iframe, object, #report script, #given script").length`); got != 0 {
		t.Errorf("%d foreign elements", got)
	}
	if got := browsertest.Eval[bool](t, p, `document.getElementById("report").textContent.includes("<script>document.title='owned'</script>")`); !got {
		t.Error("the account's name is not shown as text")
	}
	p.Quiet(t)
}

// testSecret insists that a secret of an export is neither in the page nor in
// what is saved from it.
func testSecret(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "")
	const canary = "CANARY4711"
	export := `<extAccount name="Adobe_Marketing_Cloud" imsServer="http://x" clientSecret="` + canary + `" password='` + canary + `' userScope="openid" clientId="a b" imsOrgId="x" imsRightsMask="y"
clientSecret2="" callbackServer="http://u:` + canary + `@campaign.example.com"/>`
	p.Do(t, chromedp.Click(chromedp.CSS("#paste")))
	browsertest.Eval[bool](t, p, fmt.Sprintf(`document.getElementById("pasted").value = %s, true`, quoted(t, export)))
	p.Do(t, chromedp.Click(chromedp.CSS("#add-pasted")))
	await(t, p, "Checked")
	dir := t.TempDir()
	allow := browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir}
	if _, err := chromedp.Call(p.Context, browser.SetDownloadBehavior, allow); err != nil {
		t.Fatal(err)
	}
	buttons := browsertest.Eval[int](t, p, `document.querySelectorAll("#downloads button").length`)
	if buttons != 4 {
		t.Fatalf("%d buttons to save something, want 4: report, SARIF, JSON, fix package", buttons)
	}
	p.Do(t, chromedp.Evaluate[chromedp.Void](`for (const b of document.querySelectorAll("#downloads button, #save-config")) b.click()`))
	files := map[string]string{"imslint-report.html": "<!doctype html>", "imslint.sarif": `"$schema"`, "imslint.json": `"findings"`, "pasted-fix.xml": "<package", "imslint.yaml": "provisioned:"}
	for name, holds := range files {
		text := downloaded(t, filepath.Join(dir, name))
		if !strings.Contains(text, holds) {
			t.Errorf("%s holds no %s", name, holds)
		}
		if strings.Contains(text, canary) {
			t.Errorf("%s holds a secret", name)
		}
	}
	if got := browsertest.Eval[bool](t, p, fmt.Sprintf(`(document.documentElement.outerHTML + [...document.querySelectorAll("textarea, input")].map((e) => e.value)).includes(%q)`, canary)); got {
		t.Error("the page holds a secret")
	}
	p.Quiet(t)
}

// downloaded waits until a file is there and whole.
func downloaded(t *testing.T, name string) string {
	t.Helper()
	for range 500 {
		if b, err := os.ReadFile(name); err == nil && len(b) > 0 {
			return string(b)
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s was not saved", filepath.Base(name))
	return ""
}

// testCancel insists that a run on a large export leaves the page usable, can
// be ended, and that the next one works.
func testCancel(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "")
	browsertest.Eval[bool](t, p, `{
		const one = '<entities schema="nms:delivery"><delivery label="' + "x".repeat(900) + '"/></entities>\n';
		const part = new Blob([one.repeat(1 << 14)]);
		add([fileInput(new File(['<package>', ...Array(32).fill(part), '</package>'], "large.xml"))]);
		true
	}`)
	// The page answers while the worker works, and shows how far it is.
	browsertest.Eval[bool](t, p, `new Promise((resolve, reject) => {
		const look = () => {
			if (!state.running) reject(new Error(document.getElementById("status").textContent));
			else if (document.getElementById("progress").value > 0) resolve(true);
			else setTimeout(look, 5);
		};
		look();
	})`)
	p.Do(t, chromedp.Click(chromedp.CSS("#cancel")))
	await(t, p, "Cancelled")
	p.Do(t, chromedp.Click(chromedp.CSS("#clear")))
	await(t, p, "Ready.")
	p.Do(t, chromedp.Click(chromedp.CSS("#try")))
	await(t, p, "Checked")
	p.Quiet(t)
}

// testAnyScreen insists that the page fits a phone, that every control has a
// name and is reached by the keyboard, and that contrast holds in the dark.
func testAnyScreen(t *testing.T, ctx context.Context) {
	p := open(t, ctx, "example")
	await(t, p, "Checked")
	p.Do(t, chromedp.EmulateViewport(360, 740))
	if got := browsertest.Eval[int](t, p, `document.documentElement.scrollWidth`); got > 360 {
		t.Errorf("the page is %d pixels wide on a phone of 360", got)
	}
	unnamed := browsertest.Eval[[]string](t, p, `[...document.querySelectorAll("button, input, select, textarea, progress")]
		.filter((e) => !(e.textContent.trim() && e.tagName === "BUTTON") && !e.labels?.length && !e.getAttribute("aria-label")).map((e) => e.outerHTML)`)
	if len(unnamed) > 0 {
		t.Errorf("without a name: %v", unnamed)
	}
	if got := browsertest.Eval[int](t, p, `document.querySelectorAll("[tabindex='-1'], [tabindex='1']").length`); got != 0 {
		t.Error("the order of the keyboard is changed")
	}
	if got := browsertest.Eval[bool](t, p, `new Set([...document.querySelectorAll("[id]")].map((e) => e.id)).size === document.querySelectorAll("[id]").length`); !got {
		t.Error("an id is used twice")
	}
	dark := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}
	for _, media := range []emulation.SetEmulatedMediaParams{{}, {Features: dark}} {
		if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		faint := browsertest.Eval[[]string](t, p, contrast)
		if len(faint) > 0 {
			t.Errorf("hard to read: %v", faint)
		}
	}
	p.Quiet(t)
}

// contrast lists the elements with text whose contrast is below 4.5 to 1.
const contrast = `{
	const rgb = (s) => s.match(/[\d.]+/g).map(Number);
	const light = (c) => c.slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
	const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
	[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest("svg") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
		.filter((e) => {
			const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
			return (a + 0.05) / (b + 0.05) < 4.5;
		}).map((e) => e.tagName + "." + e.className + " " + e.textContent.slice(0, 20))
}`

// TestPictures writes pictures of the page to the folder that
// IMSLINT_TEST_PICTURES names, to be looked at.
func TestPictures(t *testing.T) {
	dir := os.Getenv("IMSLINT_TEST_PICTURES")
	if dir == "" {
		t.Skip("skipped: IMSLINT_TEST_PICTURES names no folder")
	}
	ctx := browsertest.Start(t)
	for name, fragment := range map[string]string{"page-empty": "", "page": "example"} {
		p := open(t, ctx, fragment)
		if fragment != "" {
			await(t, p, "Checked")
		}
		take := func(suffix string, width int64, media emulation.SetEmulatedMediaParams) {
			t.Helper()
			p.Do(t, chromedp.EmulateViewport(width, 800))
			if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			data, err := chromedp.Run(p.Context, chromedp.FullScreenshot(100))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, name+suffix+".png"), data, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		take("", 1200, emulation.SetEmulatedMediaParams{})
		take("-phone", 390, emulation.SetEmulatedMediaParams{})
		take("-dark", 1200, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	}
}
