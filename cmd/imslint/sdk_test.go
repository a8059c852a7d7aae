package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestSDK lints the samples as Adobe's JavaScript SDK gives them to a program,
// and insists on the same findings but for their positions. It needs Node and
// `npm ci` in testdata/sdk; IMSLINT_TEST_SDK=1 makes it fail without.
func TestSDK(t *testing.T) {
	if _, err := os.Stat("testdata/sdk/node_modules/@adobe/acc-js-sdk"); err != nil {
		if os.Getenv("IMSLINT_TEST_SDK") != "" {
			t.Fatal(err)
		}
		t.Skip("skipped: Adobe's SDK is not installed (npm ci in cmd/imslint/testdata/sdk)")
	}
	for _, sample := range []string{"clean", "broken", "stage"} {
		for _, flavor := range []string{"SimpleJson", "BadgerFish"} {
			t.Run(sample+"/"+flavor, func(t *testing.T) {
				t.Parallel()
				from := filepath.Join("../../samples", sample)
				to := filepath.Join(t.TempDir(), sample)
				if err := os.CopyFS(to, os.DirFS(from)); err != nil {
					t.Fatal(err)
				}
				exports, _ := filepath.Glob(filepath.Join(to, "*.xml"))
				for _, file := range exports {
					converted, err := exec.Command("node", "testdata/sdk/convert.js", flavor, file).Output()
					if err != nil {
						t.Fatal(err)
					}
					// The name says which server file outranks which.
					os.Remove(file)
					if err := os.WriteFile(file, converted, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				config := filepath.Join("../../samples", sample, "imslint.yaml")
				if sample == "stage" {
					config = "../../samples/imslint.yaml"
				}
				want, got := unplaced(t, config, from), unplaced(t, config, to)
				ignored := cmpopts.IgnoreFields(jsonFinding{}, "Path", "Line", "Column", "EndLine", "EndColumn", "Message", "Related")
				if diff := cmp.Diff(want.Findings, got.Findings, ignored); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(want.Skipped, got.Skipped); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// unplaced returns the report of a path, its findings in an order that does not
// depend on their place.
func unplaced(t *testing.T, config, path string) jsonReport {
	t.Helper()
	report, _ := lintJSON(t, "--config", config, path)
	key := func(f jsonFinding) string { return f.Code + f.Field + f.Message }
	slices.SortFunc(report.Findings, func(a, b jsonFinding) int { return strings.Compare(key(a), key(b)) })
	return report
}
