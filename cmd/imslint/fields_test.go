package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFieldsOfMany prints the fields of the first thousand accounts, and all of
// them as JSON.
func TestFieldsOfMany(t *testing.T) {
	for _, n := range []int{maxFieldsShown, maxFieldsShown + 2} {
		var b strings.Builder
		b.WriteString("<extAccount-collection>\n")
		for i := range n {
			fmt.Fprintf(&b, "<extAccount name=\"a%d\" imsServer=\"https://ims-na1.adobelogin.com\"/>\n", i)
		}
		file := filepath.Join(t.TempDir(), "many.xml")
		if err := os.WriteFile(file, []byte(b.String()+"</extAccount-collection>\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, code := executed("fields", file)
		if code != exitOK || errs != "" || strings.Count(out, "carries the Adobe ID login") != maxFieldsShown {
			t.Errorf("%d accounts: exit status %d, %s, %.200s", n, code, errs, out)
		}
		const more = "2 external accounts of many not looked at after the first 1000; --format json shows all.\n"
		if got, want := strings.HasSuffix(out, more), n > maxFieldsShown; got != want {
			t.Errorf("%d accounts: %q", n, out[len(out)-100:])
		}
		if out, _, _ := executed("fields", "--format", "json", file); strings.Count(out, `"ims": true`) != n {
			t.Errorf("%d accounts as JSON: %.200s", n, out)
		}
	}
}
