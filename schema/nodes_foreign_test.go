package schema

import (
	"strings"
	"testing"
)

// TestLargeForeignText leaves large texts alone that hold nothing of ours, and
// reads all others.
func TestLargeForeignText(t *testing.T) {
	filler := strings.Repeat("key: value\n", 120_000)
	for _, c := range []struct {
		name, text string
		want       Kind
	}{
		{"nothing of ours", strings.ReplaceAll(filler, "key", "k"), OtherFile},
		{"an account", "comment: x\nexternal-Accounts: [{name: a, imsServer: x}]\nrest: |\n" + strings.ReplaceAll(filler, "key", "  k"), YAMLFile},
		{"an account in one mapping", "IMS Server: x\n" + strings.ReplaceAll(filler, "key", "# k"), YAMLFile},
		{"a list", "- name: a\n" + strings.ReplaceAll(filler, "key", "# k"), YAMLFile},
		{"a name with an escape", "\"\\x65xtAccount\": [{name: a}]\nrest: |\n" + strings.ReplaceAll(filler, "key", "  k"), YAMLFile},
		{"a configuration", "provisioned: {clientId: x}\nrest: |\n" + strings.ReplaceAll(filler, "key", "  k"), ConfigFile},
		{"small", "k: v\n", OtherFile},
	} {
		f, bad := Read("in", strings.NewReader(c.text))
		if bad != nil {
			t.Errorf("%s: %v", c.name, bad)
		} else if f.Kind != c.want {
			t.Errorf("%s: %s, want %s", c.name, f.Kind, c.want)
		}
	}
}
