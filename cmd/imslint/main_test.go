package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"imslint": main})
}

// TestScripts runs what a user types and compares what a user sees.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "")
			env.Setenv("FORCE_COLOR", "")
			return os.CopyFS(filepath.Join(env.WorkDir, "samples"), os.DirFS("../../samples"))
		},
	})
}

// lintJSON runs lint and returns its JSON report and exit status; whatever
// could not be read fails the test.
func lintJSON(t *testing.T, args ...string) (report jsonReport, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(append([]string{"lint", "--format", "json"}, args...), streams{in: strings.NewReader(""), out: &out, err: &errs})
	if err := json.Unmarshal(out.Bytes(), &report); err != nil || errs.Len() > 0 {
		t.Fatalf("%v %s", err, errs.String())
	}
	return report, code
}

// TestReadme insists that the README's run of samples/broken shows what
// imslint prints: each block of lines between "…" as it is, in order.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	var out, errs bytes.Buffer
	if code := run([]string{"lint", "--color", "never", "samples/broken"}, streams{in: strings.NewReader(""), out: &out, err: &errs}); code != exitFindings || errs.Len() > 0 {
		t.Fatalf("exit status %d, %s", code, errs.String())
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "$ go run ./cmd/imslint lint samples/broken\n")
	shown, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("README.md shows no run of samples/broken")
	}
	printed := out.String()
	for _, block := range strings.Split(shown, "…\n") {
		i := strings.Index(printed, block)
		if i < 0 {
			t.Errorf("imslint does not print, or not there:\n%s", block)
			continue
		}
		printed = printed[i+len(block):]
	}
	for _, command := range []string{"go run ./cmd/imslint lint samples/broken", "go test ./..."} {
		if !strings.Contains(string(readme), "\n"+command+"\n") {
			t.Errorf("README.md lacks the command %s", command)
		}
	}
}

// TestReadmeIsComplete insists that the README names every check and format.
func TestReadmeIsComplete(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks.All {
		if row := fmt.Sprintf("| `%s` | %s | %s |", c.Name, c.Step, c.Title); !strings.Contains(string(readme), row) {
			t.Errorf("README.md lacks the row %s", row)
		}
	}
	for _, name := range formatNames() {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("README.md does not name the format %s", name)
		}
	}
}

func TestSnippetLayout(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, c := range []struct {
		line        string
		from, to    int
		text, caret string
	}{
		{`  a="b"`, 5, 6, `a="b"`, "   ^"},
		{"\t\ta=\"é漢\"", 5, 7, `a="é漢"`, "   ^^^"},
		{"a=\"\tb\"", 3, 5, `a="→b"`, "   ^^"},
		{`a=""`, 3, 3, `a=""`, "   ^"},
		{long + "VALUE" + long, 300, 305, "…xxxxxxxxxVALUExxxxxxxxxxxxxxxxxxxxxxxx…", "          ^^^^^"},
		{long, 0, 300, strings.Repeat("x", 38) + "…", strings.Repeat("^", 38)},
		{"a=\"b\x1b[31m\u202e\"", 3, 9, "a=\"b·[31m·\"", "   ^^^^^^"},
	} {
		text, caret := snippet(c.line, c.from, c.to, 40)
		if text != c.text || caret != c.caret {
			t.Errorf("%.40q:\n got %q\n     %q\nwant %q\n     %q", c.line, text, caret, c.text, c.caret)
		}
	}
}
