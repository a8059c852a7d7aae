package judge

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema"
)

// TestUnknownNames insists on the first errors of many, and on how many there are.
func TestUnknownNames(t *testing.T) {
	unknown := func(text string) []string {
		t.Helper()
		config, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(text))
		if len(bad) > 0 {
			t.Fatal(bad[0])
		}
		var got []string
		for _, e := range UnknownNames(config) {
			got = append(got, e.Error())
		}
		return got
	}
	var many strings.Builder
	for i := range 150 {
		fmt.Fprintf(&many, "unknown%d,", i)
	}
	for severities, want := range map[string]string{"": "imslint.yaml:1:1: and 50 more errors", ", severity: {a: b, scopes: error}": "imslint.yaml:1:1: and 53 more errors"} {
		got := unknown("checks: {disable: [" + many.String() + "]" + severities + "}")
		if len(got) != maxUnknown+1 || got[maxUnknown] != want {
			t.Errorf("%d errors, the last one %s; want %s", len(got), got[len(got)-1], want)
		}
	}
	want := []string{
		`imslint.yaml:1:20: checks.disable: there is no check or code "scope": did you mean scopes?`,
		`imslint.yaml:2:18: ignore: there is no check or code "%s" (imslint checks lists them)`,
		`imslint.yaml:1:39: checks.severity needs codes: scopes is a check`,
		`imslint.yaml:1:54: checks.severity: there is no check or code "a" (imslint checks lists them)`,
		`imslint.yaml:1:57: checks.severity needs error, warning or info, found b; checks.disable leaves a code out`,
	}
	if got := unknown(`checks: {disable: [scope], severity: {scopes: error, a: b}}` + "\n" + `ignore: [{code: "%s", reason: x}]`); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
