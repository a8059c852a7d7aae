package checks_test

import (
	"slices"
	"testing"

	"github.com/imslint/imslint/checks"
)

func TestCatalogue(t *testing.T) {
	shut, dark := &checks.Symptom{ID: "door-shut"}, &checks.Symptom{ID: "lamp-dark"}
	locked := &checks.Code{Name: "door/locked", Severity: checks.Error, Causes: []checks.Cause{{Symptom: shut, Basis: checks.Documented}}}
	creaks := &checks.Code{Name: "door/creaks", Severity: checks.Info}
	door := &checks.Check{Name: "door", Codes: []*checks.Code{locked, creaks}}
	broken := &checks.Code{Name: "lamp/broken", Severity: checks.Error, Causes: []checks.Cause{{Symptom: dark, Basis: checks.Documented}, {Symptom: shut, Basis: checks.Inferred}}}
	lamp := &checks.Check{Name: "lamp", Codes: []*checks.Code{broken}}
	c := checks.Join(checks.NewCatalogue([]*checks.Check{door}, []*checks.Symptom{shut}), checks.NewCatalogue([]*checks.Check{lamp}, []*checks.Symptom{shut, dark}))

	if check, ok := c.Check("lamp"); !ok || check != lamp {
		t.Errorf("lamp is the check %v", check)
	}
	if check, ok := c.Check("door/locked"); ok {
		t.Errorf("door/locked is the check %v", check)
	}
	if code, ok := c.Code("door/creaks"); !ok || code != creaks {
		t.Errorf("door/creaks is the code %v", code)
	}
	if code, ok := c.Code("door"); ok {
		t.Errorf("door is the code %v", code)
	}
	if c.CheckOf(creaks) != door || c.CheckOf(broken) != lamp || c.CheckOf(&checks.Code{Name: "door/creaks"}) != nil {
		t.Error("a code is of another check")
	}
	for name, want := range map[string]bool{"door": true, "lamp/broken": true, "creaks": false, "Door": false, "": false} {
		if c.Has(name) != want {
			t.Errorf("has %q: %v", name, !want)
		}
	}
	if got := c.Names(); !slices.Equal(got, []string{"door", "lamp", "door/locked", "door/creaks", "lamp/broken"}) {
		t.Errorf("names: %v", got)
	}
	if got := c.SymptomIDs(); !slices.Equal(got, []string{"door-shut", "lamp-dark"}) {
		t.Errorf("symptoms: %v", got)
	}
	for id, want := range map[string]*checks.Symptom{"Lamp-Dark": dark, "door-shut": shut, "dark": nil} {
		if got, ok := c.Symptom(id); got != want || ok != (want != nil) {
			t.Errorf("symptom %s: %v", id, got)
		}
	}
}

// TestCodesOf insists that the documented codes of a symptom come first, then
// those that it is likelier of, and errors before warnings.
func TestCodesOf(t *testing.T) {
	s, other := &checks.Symptom{ID: "s"}, &checks.Symptom{ID: "other"}
	code := func(name string, severity checks.Severity, basis checks.Basis, before int) *checks.Code {
		c := &checks.Code{Name: name, Severity: severity}
		for range before {
			c.Causes = append(c.Causes, checks.Cause{Symptom: other, Basis: checks.Documented})
		}
		c.Causes = append(c.Causes, checks.Cause{Symptom: s, Basis: basis})
		return c
	}
	c := checks.NewCatalogue([]*checks.Check{
		{Codes: []*checks.Code{
			code("inferred info", checks.Info, checks.Inferred, 0), code("inferred warning", checks.Warning, checks.Inferred, 0),
			code("inferred error that has another symptom first", checks.Error, checks.Inferred, 1), code("inferred error", checks.Error, checks.Inferred, 0),
			{Name: "of another", Causes: []checks.Cause{{Symptom: other, Basis: checks.Documented}}},
		}},
		{Codes: []*checks.Code{
			code("info", checks.Info, checks.Documented, 0), code("warning", checks.Warning, checks.Documented, 0),
			code("error that has two others first", checks.Error, checks.Documented, 2), code("error that has another symptom first", checks.Error, checks.Documented, 1), code("error", checks.Error, checks.Documented, 0), code("second error", checks.Error, checks.Documented, 0),
		}},
	}, []*checks.Symptom{s, other})
	want := []string{"error", "second error", "error that has another symptom first", "error that has two others first", "warning", "info",
		"inferred error", "inferred error that has another symptom first", "inferred warning", "inferred info"}
	if got := c.CodesOf(s); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := c.CodesOf(&checks.Symptom{}); len(got) > 0 {
		t.Errorf("an unknown symptom comes from %q", got)
	}
}

func TestSeverity(t *testing.T) {
	for _, s := range []checks.Severity{checks.Info, checks.Warning, checks.Error} {
		if got, ok := checks.ParseSeverity(s.String()); !ok || got != s {
			t.Errorf("%s is read as %s", s, got)
		}
	}
	if checks.Error.String() != "error" || checks.Info.String() != "info" {
		t.Error("a severity has another name")
	}
	if got, ok := checks.ParseSeverity("fatal"); ok || got != checks.Info {
		t.Errorf("fatal is read as %s", got)
	}
}
