package schema

import (
	"io"
	"strings"
	"testing"
)

// TestLargestText reads a JSON file of exactly the largest size, and larger
// ones.
func TestLargestText(t *testing.T) {
	ours := func(n int) string { return `{"extAccount": [` + strings.Repeat(" ", n-18) + `]}` }
	if f, bad := Read("in", strings.NewReader(ours(maxText))); bad != nil || f.Kind != YAMLFile {
		t.Errorf("at the edge: %v", bad)
	}
	want := "in:1:1: the file is larger than 64 MiB, the limit of YAML and JSON files"
	beyond := ours(maxText + 1)
	if _, bad := Read("in", io.MultiReader(strings.NewReader(beyond[:maxText]), strings.NewReader(beyond[maxText:]))); bad == nil || bad.Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
	if f, bad := Read("in", strings.NewReader("notes: "+strings.Repeat(" ", maxText))); bad != nil || f.Kind != OtherFile {
		t.Errorf("a large file of another kind: %v", bad)
	}
}
