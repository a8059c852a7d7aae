package schema

import (
	"strings"
	"testing"
)

// TestFieldSpelled: every name of a field means it, in every spelling, and no name
// is that of two fields.
func TestFieldSpelled(t *testing.T) {
	of := map[string]Field{}
	for _, n := range AllFields() {
		for _, name := range n.all() {
			if other, known := of[spelling(name)]; known && other != n.Field {
				t.Errorf("%s is a name of %s and of %s", name, other, n.Field)
			}
			of[spelling(name)] = n.Field
			for _, key := range []string{name, strings.ToUpper(name), " " + strings.ReplaceAll(name, " ", "_") + "-", strings.ReplaceAll(name, "k", "\u212a")} {
				if got := fieldSpelled(key); got != n.Field || !n.Field.spelled(key) {
					t.Errorf("%s means %q, want %s", key, got, n.Field)
				}
			}
			for _, key := range []string{name + "x", "x" + name, name + "é", name[1:]} {
				if got := fieldSpelled(key); got != "" && of[spelling(key)] != got || n.Field.spelled(key) && got != n.Field {
					t.Errorf("%s means %q", key, got)
				}
			}
		}
	}
	for _, key := range []string{"", "-", "_", strings.Repeat("name", 10), "ключ"} {
		if got := fieldSpelled(key); got != "" {
			t.Errorf("%s means %s", key, got)
		}
	}
}
