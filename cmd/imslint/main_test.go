package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/report"
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

// jsonReport is what the tests read of a JSON report.
type jsonReport struct {
	Summary  report.Summary
	Findings []jsonFinding
	Skipped  []jsonSkipped
	Errors   []struct {
		Path    string
		Line    int
		Column  int
		Message string
	}
}

type jsonFinding struct {
	Check, Code, Severity, Step, Instance string
	Path                                  string
	Line, Column, EndLine, EndColumn      int
	Account, Field, Attribute, Value      string
	Message, Fix                          string
	Set                                   *struct{ Field, Attribute, Value string }
	Symptoms                              []struct{ ID, Basis string }
	Related                               []struct{ Path string }
}

type jsonSkipped struct{ Check, Code, Instance, Needs, Reason string }

// executed runs a command line with nothing on standard input.
func executed(args ...string) (out, errs string, code int) {
	var o, e bytes.Buffer
	code = run(args, streams{in: strings.NewReader(""), out: &o, err: &e})
	return o.String(), e.String(), code
}

// lintJSON runs lint and returns its JSON report and exit status; whatever
// could not be read fails the test.
func lintJSON(t *testing.T, args ...string) (report jsonReport, code int) {
	t.Helper()
	out, errs, code := executed(append([]string{"lint", "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &report); err != nil || errs != "" {
		t.Fatalf("%v %s", err, errs)
	}
	return report, code
}

// TestReadme insists that the README's runs of samples/broken show what imslint
// prints: each block of lines between "…" as it is, in order.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	printed, errs, code := executed("lint", "--color", "never", "samples/broken")
	if code != exitFindings || errs != "" {
		t.Fatalf("exit status %d, %s", code, errs)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	diff, _, _ := executed("fix", "--diff", "samples/broken")
	course, _, _ := executed("migration", "--directory", "samples/migration/directory.csv", "samples/migration")
	upload, _, _ := executed("users", "samples/users/broken-users.csv")
	for command, printed := range map[string]string{"imslint users samples/users/broken-users.csv": upload, "go run ./cmd/imslint lint samples/broken": printed, "imslint fix --diff samples/broken": diff,
		"imslint migration --directory samples/migration/directory.csv samples/migration": course} {
		_, rest, found := strings.Cut(string(readme), "$ "+command+"\n")
		shown, _, closed := strings.Cut(rest, "```")
		if !found || !closed {
			t.Fatalf("README.md shows no run of %s", command)
		}
		for _, block := range strings.Split(shown, "…\n") {
			i := strings.Index(printed, block)
			if i < 0 {
				t.Errorf("imslint does not print, or not there:\n%s", block)
				continue
			}
			printed = printed[i+len(block):]
		}
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
	for _, c := range judge.Login().Checks {
		if row := fmt.Sprintf("| `%s` | %s | %s |", c.Name, c.Step, c.Title); !strings.Contains(string(readme), row) {
			t.Errorf("README.md lacks the row %s", row)
		}
	}
	for _, name := range report.Names() {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("README.md does not name the format %s", name)
		}
	}
}

// imslintBinary returns the program as testscript runs it: the test binary
// under the name of the command.
func imslintBinary(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("imslint")
	if err != nil {
		t.Fatal(err)
	}
	return path
}
