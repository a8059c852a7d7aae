package checks_test

import (
	"slices"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// TestSet insists that all findings on one field share the last correction, that
// those on others have their own, and that no password is ever set.
func TestSet(t *testing.T) {
	of := &checks.Check{Name: "a", Codes: []*checks.Code{code("a/a", checks.Error), code("a/b", checks.Error), code("a/c", checks.Error), code("a/d", checks.Error)}}
	of.Account = func(p *checks.Pass, a *schema.Account) {
		p.Report(of.Codes[0], a.Field(schema.Server), "x").Set("https://one.example.com")
		p.Report(of.Codes[3], a.Field(schema.Tenant), "x").Set("t")
		p.Report(of.Codes[1], a.Field(schema.Server), "x").Set("https://two.example.com")
		p.Report(of.Codes[2], a.Field(schema.Server), "x").Set("https://ada:secret@example.com")
	}
	found := map[string]*checks.Finding{}
	for _, f := range judge(t, checks.Selection{}, "", of).Findings {
		found[f.Name()] = f
	}
	first := found["a/a"].Correction
	if first == nil || first != found["a/b"].Correction || first.Value != "https://two.example.com" || first.Field != schema.Server || first.Attribute != "server" || first.Was.Text != "https://marketing.adobe.com" {
		t.Errorf("got %+v", first)
	}
	if found["a/c"].Correction != nil {
		t.Errorf("a password is set: %+v", found["a/c"].Correction)
	}
	if c := found["a/d"].Correction; c == nil || c.Field != schema.Tenant || c.Value != "t" || c.Was.Text != "example" {
		t.Errorf("got %+v", c)
	}
}

// TestCorrection insists that a value is in quotes where its ends could be
// mistaken.
func TestCorrection(t *testing.T) {
	for value, want := range map[string]string{
		"openid,session": "Set IMS scope to openid,session.",
		"a ":             `Set IMS scope to "a ".`,
		"a\u00a0b":       `Set IMS scope to "a<U+00A0 no-break space>b".`,
		"a\u200bb":       `Set IMS scope to "a<U+200B zero-width space>b".`,
		"":               `Set IMS scope to "".`,
	} {
		if got := (&checks.Correction{Field: schema.Scopes, Value: value}).String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestExpect insists that a symptom is named with its basis, and none is
// expected of an info.
func TestExpect(t *testing.T) {
	causes := []checks.Cause{{Symptom: &checks.Symptom{Title: "No page"}, Basis: checks.Documented}, {Symptom: &checks.Symptom{Title: "No card"}, Basis: checks.Inferred}}
	want := []string{"No page (documented)", "No card (inferred)"}
	if got := (&checks.Code{Causes: causes}).Expect(); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for severity, want := range map[checks.Severity][]string{checks.Info: nil, checks.Warning: want, checks.Error: want} {
		if got := (&checks.Finding{Severity: severity, Causes: causes}).Expect(); !slices.Equal(got, want) {
			t.Errorf("%s: got %q", severity, got)
		}
	}
}
