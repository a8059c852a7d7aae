package node

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestHiding insists that an error names no key below a secret, and does name
// one beside it.
func TestHiding(t *testing.T) {
	const named, hidden = "duplicate key k, first in line", "duplicate key, first in line"
	for in, want := range map[string]string{
		`{"secret": {"k": 1, "k": 2}}`:                               hidden,
		`{"secret": [1, {"k": 1, "k": 2}]}`:                          hidden,
		`{"a": {"secret": [{"b": [[1, 2], {"k": 1, "k": 2}]}]}}`:     hidden,
		`[{"a": [1, {}]}, [{"secret": [[], {"k": 1, "k": 2}]}]]`:     hidden,
		`{"a": [1, null], "secret": {"b": {"c": {"k": 1, "k": 2}}}}`: hidden,
		`{"k": 1, "k": 2}`:                                            named,
		`{"secret": 1, "k": 1, "k": 2}`:                               named,
		`[1, {"k": 1, "k": 2}]`:                                       named,
		`{"a": {"secret": 1}, "b": {"k": 1, "k": 2}}`:                 named,
		`{"secret": [[1], {"c": 1}], "b": [{"k": 1, "k": 2}]}`:        named,
		`[{"secret": "secret"}, ["secret", {"a": {"k": 1, "k": 2}}]]`: named,
	} {
		for form, text := range map[string]string{"JSON": in, "YAML": "--- " + strings.ReplaceAll(in, `"`, "'")} {
			_, bad := ParseHiding(source.New("in", text, source.Start), func(key string) bool { return key == "secret" })
			if bad == nil || !strings.HasPrefix(bad.Message, want) {
				t.Errorf("%s, %s: got %v, want %s", form, in, bad, want)
			}
		}
	}
}
