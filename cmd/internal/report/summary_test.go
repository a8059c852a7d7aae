package report

import (
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema"
)

func TestSummary(t *testing.T) {
	for want, s := range map[string]Summary{
		"0 errors, 0 warnings, 0 infos in 0 instances (0 files, 0 external accounts); 0 checks skipped": {},
		"1 error, 2 warnings, 1 info in 1 instance (1 file, 3 external accounts); 1 check skipped":      {1, 1, 3, 1, 2, 1, 1, 0, nil},
		"0 errors, 0 warnings, 0 infos in 1 file (5 users); 0 checks skipped":                           {Instances: 1, Files: 1, Users: &Users{Users: 5}},
	} {
		if got := s.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestUpload(t *testing.T) {
	for want, u := range map[string]Upload{
		"rejected at upload": {Rejected: true, Users: 3, Failing: 3},
		"1 of 4 users would be created, 2 fail, 1 exists already": {Users: 4, Failing: 2, Existing: 1},
		"1 of 1 user would be created, 0 fail, 0 exist already":   {Users: 1},
	} {
		if got := u.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestHosted insists on the hint to Adobe where an instance is hosted.
func TestHosted(t *testing.T) {
	hosted := handMade()
	hosted.results[0].Peer.Stated = &schema.ConfigInstance{Hosting: schema.Value{Text: "hosted"}, Provisioned: &schema.Provisioned{}}
	hosted.Add(hosted.results[0])
	for _, format := range []string{"text", "markdown", "html"} {
		if !strings.Contains(string(hosted.written(t, format)), "Adobe Customer Care") {
			t.Errorf("%s does not say that Adobe restarts", format)
		}
		if strings.Contains(string(handMade().written(t, format)), "Adobe Customer Care") {
			t.Errorf("%s says that Adobe restarts", format)
		}
	}
}

// TestImports keeps the package away from files, the clock and the network.
func TestImports(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			switch path, _ := strconv.Unquote(i.Path.Value); path {
			case "os", "time", "net/http", "path/filepath", "io/fs":
				t.Errorf("%s imports %s", e.Name(), path)
			}
		}
	}
}
