package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMan insists that there is a page for each command, that it has every flag,
// and that no text of it is taken for a request.
func TestMan(t *testing.T) {
	dir := t.TempDir()
	if _, errs, code := executed("man", dir); code != exitOK {
		t.Fatal(errs)
	}
	want := []string{"imslint.1"}
	for _, c := range newRoot(nil, streams{}).Commands() {
		if !c.Hidden {
			want = append(want, "imslint-"+c.Name()+".1")
		}
	}
	slices.Sort(want)
	only(t, dir, want...)
	page := content(t, filepath.Join(dir, "imslint-lint.1"))
	for _, want := range []string{`\fB\-\-fail\-on\fR \fISEVERITY\fR`, `\fB\-q\fR, \fB\-\-quiet\fR`, ".SH EXAMPLES", "imslint lint accounts.xml", `\fBimslint\fR(1)`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of lint lacks %s", want)
		}
	}
	known := map[string]bool{".TH": true, ".SH": true, ".TP": true, ".B": true, ".nf": true, ".fi": true}
	pages, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if request, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.HasPrefix(line, ".") && !known[request] || strings.HasPrefix(line, "'") {
				t.Errorf("%s: %q", filepath.Base(name), line)
			}
		}
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out, errs, code := executed("completion", shell); code != exitOK || !strings.Contains(out, "imslint") {
			t.Errorf("%s: exit status %d, %s", shell, code, errs)
		}
	}
}
