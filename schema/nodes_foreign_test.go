package schema

import (
	"strings"
	"testing"
)

// TestLargeForeignText leaves large texts alone that hold nothing of ours, and
// reads all others.
func TestLargeForeignText(t *testing.T) {
	filler := strings.Repeat("key: value\n", 120_000)
	scalar := strings.Repeat("  a line of a scalar\n", 60_000)
	for _, c := range []struct {
		name, text string
		want       Kind
	}{
		{"nothing of ours", strings.ReplaceAll(filler, "key", "k"), OtherFile},
		{"an account", "comment: x\nexternal-Accounts: [{name: a, imsServer: x}]\nrest: |\n" + scalar, YAMLFile},
		{"an account in one mapping", "IMS Server: x\n" + strings.ReplaceAll(filler, "key", "# k"), YAMLFile},
		{"a list", "- name: a\n" + strings.ReplaceAll(filler, "key", "# k"), YAMLFile},
		{"a name with an escape", "\"\\x65xtAccount\": [{name: a}]\nrest: |\n" + scalar, YAMLFile},
		{"a configuration", "provisioned: {clientId: x}\nrest: |\n" + scalar, ConfigFile},
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

// TestListAmongAccounts: what is no account in a list of accounts is an error.
func TestListAmongAccounts(t *testing.T) {
	for text, want := range map[string]string{
		`{"extAccount-collection": {"extAccount": [{"name": "a"}, [1]]}}`: "in:1:58: expected a mapping with the fields of an external account",
		`{"extAccount-collection": {"extAccount": [{"name": "a"}, "a"]}}`: "in:1:59: expected a mapping with the fields of an external account",
	} {
		if _, bad := Read("in", strings.NewReader(text)); bad == nil || bad.Error() != want {
			t.Errorf("%s: got %v, want %s", text, bad, want)
		}
	}
	if f := read(t, `{"extAccount-collection": {"extAccount": [{"name": "a"}, null, ""]}}`); len(f.Accounts) != 1 {
		t.Errorf("%d accounts", len(f.Accounts))
	}
}

// TestBrokenLargeJSON is about JSON that breaks off late: an error where it may
// be of accounts.
func TestBrokenLargeJSON(t *testing.T) {
	rest := strings.Repeat(`"zzzzzzz", `, 120_000)
	f, bad := Read("in", strings.NewReader(`{"k": [`+rest))
	if bad != nil || f.Kind != OtherFile || f.Unparsed == nil {
		t.Errorf("of another kind: got %v", bad)
	}
	if _, bad := Read("in", strings.NewReader(`{"externalAccounts": [`+rest)); bad == nil || !strings.Contains(bad.Message, "the file ends too early") {
		t.Errorf("of accounts: got %v", bad)
	}
}
