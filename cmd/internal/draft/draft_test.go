package draft

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema"
)

// TestDraft insists that what init writes is valid as written, and still
// when a person has removed the # in front of every line that states a fact.
func TestDraft(t *testing.T) {
	hostile := `[{name: Adobe_Marketing_Cloud, clientId: "a\n b: c", imsOrgId: "x # y\u2028", associationMask: "\"", clientSecret: CANARY}]`
	f, bad := schema.Read("x", strings.NewReader(hostile))
	if bad != nil {
		t.Fatal(bad)
	}
	users, bad := schema.Read("users.csv", strings.NewReader("Identity Type,Username,Email\nAdobe ID,ada,ada@example.com\n"))
	if bad != nil {
		t.Fatal(bad)
	}
	in := schema.NewInstance("prod: [1]", []*schema.File{f, users}, nil, &schema.Config{})
	var out bytes.Buffer
	d := New()
	d.Add(in)
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if strings.Contains(text, "CANARY") {
		t.Error("a secret is written")
	}
	finished := regexp.MustCompile(`(?m)^(\s*)# ([a-z]\w*: .*|  [a-z]\w*: .*|checks:)$`).ReplaceAllString(text, "$1$2")
	if finished == text {
		t.Error("nothing to finish")
	}
	for _, config := range []string{text, finished} {
		c, errs := schema.ReadConfig("imslint.yaml", strings.NewReader(config))
		if len(errs) > 0 {
			t.Fatalf("%v\n%s", errs, config)
		}
		if _, named := c.Instance("prod: [1]"); !named {
			t.Error("the instance is not named")
		}
	}
}

// TestManyAccounts shows those of the first few.
func TestManyAccounts(t *testing.T) {
	for accounts, want := range map[int]string{mostShown: "", mostShown + 1: "# i has 1 more external account with"} {
		f, bad := schema.Read("x", strings.NewReader("["+strings.Repeat("{name: Adobe_Marketing_Cloud, clientId: a},", accounts)+"]"))
		if bad != nil {
			t.Fatal(bad)
		}
		d := New()
		d.Add(schema.NewInstance("i", []*schema.File{f}, nil, &schema.Config{}))
		var out strings.Builder
		if err := d.Write(&out); err != nil {
			t.Fatal(err)
		}
		shown := strings.Count(out.String(), `the export of i shows: "a"`)
		if shown != mostShown || strings.Contains(out.String(), "more external account") != (want != "") || !strings.Contains(out.String(), want) {
			t.Errorf("%d accounts: %d are shown\n%s", accounts, shown, out.String())
		}
	}
}
