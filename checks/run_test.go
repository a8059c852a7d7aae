package checks_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// code returns a code that leads to nothing.
func code(name string, severity checks.Severity) *checks.Code {
	return &checks.Code{Name: name, Severity: severity, Fix: "Mend it."}
}

// finding returns a check that reports its codes of every account, at a field.
func finding(name string, step checks.Step, field schema.Field, codes ...*checks.Code) *checks.Check {
	return &checks.Check{Name: name, Step: step, Codes: codes, Account: func(p *checks.Pass, a *schema.Account) {
		for _, c := range codes {
			p.Report(c, a.Field(field), "%s is wrong.", field.Label())
		}
	}}
}

// judge runs checks on an instance with a clean account.
func judge(t *testing.T, s checks.Selection, config string, list ...*checks.Check) *checks.Result {
	t.Helper()
	return checkstest.Judge(checks.NewCatalogue(list, nil), s, checkstest.Instance(t, "prod", config, checkstest.Document("")))[0]
}

// names returns the codes of the findings, in order.
func names(r *checks.Result) (list []string) {
	for _, f := range r.Findings {
		list = append(list, f.Name())
	}
	return list
}

// TestSelection insists that only what is selected is found, skipped or said to
// be left out.
func TestSelection(t *testing.T) {
	one := finding("one", checks.AccountStep, schema.Server, code("one/a", checks.Error), code("one/b", checks.Error))
	two := finding("two", checks.AccountStep, schema.Server, code("two/a", checks.Error))
	skips := &checks.Check{Name: "skips", Step: checks.AccountStep, Codes: []*checks.Code{code("skips/a", checks.Error), code("skips/b", checks.Error)}}
	skips.Instance = func(p *checks.Pass) {
		for _, c := range skips.Codes {
			p.Skip(c, "for a reason")
		}
	}
	for _, c := range []struct {
		selection               checks.Selection
		found, skipped, leftOut []string
	}{
		{checks.Selection{}, []string{"one/a", "one/b", "two/a"}, []string{"skips/a", "skips/b"}, nil},
		{checks.Selection{Only: []string{"two"}}, []string{"two/a"}, nil, []string{"one", "skips"}},
		{checks.Selection{Only: []string{"one/b", "skips/a"}}, []string{"one/b"}, []string{"skips/a"}, []string{"two"}},
		{checks.Selection{Disabled: []string{"one/a", "two", "skips/b"}}, []string{"one/b"}, []string{"skips/a"}, []string{"two"}},
		{checks.Selection{Disabled: []string{"skips/a", "skips/b"}}, []string{"one/a", "one/b", "two/a"}, nil, []string{"skips"}},
		{checks.Selection{Only: []string{"one"}, Disabled: []string{"one/a"}}, []string{"one/b"}, nil, []string{"skips", "two"}},
		{checks.Selection{Ignore: func(f *checks.Finding) bool { return f.Name() == "one/a" }}, []string{"one/b", "two/a"}, []string{"skips/a", "skips/b"}, nil},
	} {
		r := judge(t, c.selection, "", one, two, skips)
		if got := names(r); !slices.Equal(got, c.found) {
			t.Errorf("%+v: found %v, want %v", c.selection, got, c.found)
		}
		var skipped, leftOut []string
		for _, s := range r.Skipped {
			skipped = append(skipped, s.Name())
		}
		for check, yes := range r.LeftOut {
			if yes {
				leftOut = append(leftOut, check.Name)
			}
		}
		slices.Sort(leftOut)
		if !slices.Equal(skipped, c.skipped) || !slices.Equal(leftOut, c.leftOut) {
			t.Errorf("%+v: skipped %v, left out %v", c.selection, skipped, leftOut)
		}
		for _, check := range []*checks.Check{one, two, skips} {
			for _, code := range check.Codes {
				if r.Selected(check, code) != c.selection.Runs(check, code) {
					t.Errorf("%+v: %s is selected: %v", c.selection, code.Name, r.Selected(check, code))
				}
			}
		}
	}
}

// TestAfterLogin insists that a check that asks whether the login is broken
// gets an answer where it alone is selected, and that only an error of the
// account counts which a restart would mend.
func TestAfterLogin(t *testing.T) {
	elsewhere := code("first/a", checks.Error)
	elsewhere.NoRestart = true
	withoutAccount := &checks.Check{Name: "first", Step: checks.AccountStep, Codes: []*checks.Code{code("first/a", checks.Error)}}
	withoutAccount.Instance = func(p *checks.Pass) { p.Report(withoutAccount.Codes[0], schema.Value{}, "x") }
	for _, c := range []struct {
		name      string
		first     *checks.Check
		selection checks.Selection
		want      bool
	}{
		{"an error", finding("first", checks.AccountStep, schema.Server, code("first/a", checks.Error)), checks.Selection{}, true},
		{"an error that is not selected", finding("first", checks.AccountStep, schema.Server, code("first/a", checks.Error)), checks.Selection{Only: []string{"after"}}, true},
		{"an error that is disabled", finding("first", checks.AccountStep, schema.Server, code("first/a", checks.Error)), checks.Selection{Disabled: []string{"first/a"}}, false},
		{"a warning", finding("first", checks.AccountStep, schema.Server, code("first/a", checks.Warning)), checks.Selection{}, false},
		{"an error elsewhere", finding("first", checks.AccountStep, schema.Server, elsewhere), checks.Selection{}, false},
		{"an error of no account", withoutAccount, checks.Selection{}, false},
	} {
		broken, ran := false, false
		after := &checks.Check{Name: "after", Step: checks.RightsStep, AfterLogin: true, Codes: []*checks.Code{code("after/a", checks.Error)},
			Instance: func(p *checks.Pass) { broken, ran = p.LoginBroken(), true }}
		r := judge(t, c.selection, "", c.first, after)
		if broken != c.want || !ran {
			t.Errorf("%s: the login is broken: %v, asked: %v", c.name, broken, ran)
		}
		if len(c.selection.Only) > 0 && len(r.Findings) > 0 {
			t.Errorf("%s: found %v", c.name, names(r))
		}
	}
}

// TestWhatRuns insists that a check that is not selected runs only where one
// that is selected asks for the login, and that nothing is said of it then.
func TestWhatRuns(t *testing.T) {
	var ran []string
	check := func(name string, afterLogin bool) *checks.Check {
		return &checks.Check{Name: name, AfterLogin: afterLogin, Codes: []*checks.Code{code(name+"/a", checks.Error)}, Instance: func(p *checks.Pass) {
			ran = append(ran, name)
			p.SkipAll("a fact", "it is not stated")
		}}
	}
	for _, c := range []struct {
		only, ran []string
	}{
		{nil, []string{"first", "second", "after", "after too"}},
		{[]string{"second"}, []string{"second"}},
		{[]string{"after too"}, []string{"first", "second", "after too"}},
		{[]string{"after/a"}, []string{"first", "second", "after"}},
	} {
		ran = nil
		r := judge(t, checks.Selection{Only: c.only}, "", check("first", false), check("second", false), check("after", true), check("after too", true))
		if !slices.Equal(ran, c.ran) {
			t.Errorf("only %v: ran %v", c.only, ran)
		}
		if c.only != nil && len(r.Skipped) != 1 {
			t.Errorf("only %v: skipped %v", c.only, r.Skipped)
		}
	}
}

// TestMask insists that the mask is held against profiles and groups once for
// all checks, and kept for the report where profiles are stated.
func TestMask(t *testing.T) {
	var seen []*checks.MaskMatch
	check := func(name string) *checks.Check {
		return &checks.Check{Name: name, Codes: []*checks.Code{code(name+"/a", checks.Error)}, Instance: func(p *checks.Pass) { seen = append(seen, p.Mask()) }}
	}
	const stated = `provisioned: {productProfiles: ["campaign - prod - admin"]}`
	r := judge(t, checks.Selection{}, stated, check("one"), check("two"))
	if len(seen) != 2 || seen[0] == nil || seen[0] != seen[1] || r.Mask != seen[0] {
		t.Errorf("seen %v, kept %v", seen, r.Mask)
	}
	if r := judge(t, checks.Selection{}, stated); r.Mask == nil || len(r.Mask.Profiles) != 1 {
		t.Errorf("without checks: kept %v", r.Mask)
	}
	seen = nil
	if r := judge(t, checks.Selection{}, "", check("one")); r.Mask != nil || seen[0] == nil {
		t.Errorf("without profiles: seen %v, kept %v", seen, r.Mask)
	}
	seen = nil
	in := checkstest.Instance(t, "prod", stated, "<extAccount-collection/>")
	if r := checkstest.Judge(checks.NewCatalogue([]*checks.Check{check("one")}, nil), checks.Selection{}, in)[0]; r.Mask != nil || seen[0] != nil {
		t.Errorf("without an account: seen %v, kept %v", seen, r.Mask)
	}
}

// TestWithoutAccount insists that what needs an account is listed as skipped
// where there is none, and that a check that another runner judges is not.
func TestWithoutAccount(t *testing.T) {
	of := finding("account", checks.AccountStep, schema.Server, code("account/a", checks.Error))
	rows := &checks.Check{Name: "rows", Codes: []*checks.Code{code("rows/a", checks.Error)}}
	c := checks.NewCatalogue([]*checks.Check{of, rows}, nil)
	r := checkstest.Judge(c, checks.Selection{}, checkstest.Instance(t, "prod", "", `<extAccount-collection><extAccount name="routing" type="3"/></extAccount-collection>`))[0]
	var got []string
	for _, s := range r.Skipped {
		got = append(got, s.String())
	}
	if diff := cmp.Diff([]string{"account needs an external account for the Adobe ID login: no account carries the Adobe ID login"}, got); diff != "" {
		t.Error(diff)
	}
	if r.Instance != "prod" || r.Path != "prod/0" || r.Accounts != 1 || r.Peer.Account != nil || r.Mask != nil {
		t.Errorf("got %+v", r)
	}
	empty := checkstest.Judge(c, checks.Selection{}, checkstest.Instance(t, "prod", ""))[0]
	if empty.Path != "" || empty.Accounts != 0 || len(empty.Skipped) != 1 {
		t.Errorf("of no file: %+v", empty)
	}
}

// TestSkipped insists that one thing is skipped once, in the order of the
// checks.
func TestSkipped(t *testing.T) {
	last := &checks.Check{Name: "last", Codes: []*checks.Code{{Name: "last/a", Needs: "a fact"}}}
	early := &checks.Check{Name: "early", Codes: []*checks.Code{{Name: "early/a", Needs: "a file"}}}
	early.Instance = func(p *checks.Pass) {
		other := *p
		other.Check = last
		other.Skip(last.Codes[0], "one reason")
		other.Skip(last.Codes[0], "one reason")
		other.Skip(last.Codes[0], "another reason")
		p.Skip(early.Codes[0], "one reason")
		p.SkipAll("everything", "there is nothing")
	}
	r := judge(t, checks.Selection{}, "", early, last)
	r.Skip(&checks.Skipped{Check: last, Code: last.Codes[0], Instance: "prod", Needs: "a fact", Reason: "one reason"})
	r.Skip(&checks.Skipped{Check: last, Instance: "people", Needs: "people", Reason: "nobody was given"})
	var got []string
	for _, s := range r.Skipped {
		got = append(got, s.Instance+": "+s.String())
	}
	if diff := cmp.Diff([]string{
		"prod: early/a needs a file: one reason", "prod: early needs everything: there is nothing",
		"prod: last/a needs a fact: one reason", "prod: last/a needs a fact: another reason",
		"people: last needs people: nobody was given",
	}, got); diff != "" {
		t.Error(diff)
	}
}

// TestOrder insists that findings are in the order of the login path, then by
// severity, then by place, then as they were judged.
func TestOrder(t *testing.T) {
	r := judge(t, checks.Selection{Severity: map[string]checks.Severity{"token/raised": checks.Error, "token/lowered": checks.Info}}, "",
		finding("rights", checks.RightsStep, schema.Server, code("rights/a", checks.Error)),
		finding("token", checks.TokenStep, schema.Tenant, code("token/lowered", checks.Error), code("token/warning", checks.Warning), code("token/error", checks.Error)),
		finding("token too", checks.TokenStep, schema.ClientID, code("token too/info", checks.Info), code("token too/error", checks.Error), code("token too/error again", checks.Error), code("token/raised", checks.Info)),
		finding("account", checks.AccountStep, schema.Tenant, code("account/a", checks.Info)))
	want := []string{"account/a", "token too/error", "token too/error again", "token/raised", "token/error", "token/warning", "token too/info", "token/lowered", "rights/a"}
	if got := names(r); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for _, f := range r.Findings {
		if f.Account != "Adobe_Marketing_Cloud" || f.Instance != "prod" {
			t.Errorf("%s is of %s, %s", f.Name(), f.Account, f.Instance)
		}
	}
}

// TestFix insists on how a fix is worded: a certain correction before what else
// there is to do, and whom to ask of an instance that Adobe hosts.
func TestFix(t *testing.T) {
	const ask = " Adobe hosts this instance: ask Adobe to make the change."
	elsewhere := code("a/elsewhere", checks.Error)
	elsewhere.NoRestart = true
	of := &checks.Check{Name: "a", Codes: []*checks.Code{code("a/plain", checks.Error), code("a/further", checks.Error), code("a/set", checks.Error), code("a/set-further", checks.Error), elsewhere}}
	of.Account = func(p *checks.Pass, a *schema.Account) {
		report := func(i int, field schema.Field) *checks.Finding { return p.Report(of.Codes[i], a.Field(field), "x") }
		report(0, schema.Server)
		report(1, schema.Server).Further = "Then look."
		report(2, schema.Tenant).Set("new")
		f := report(3, schema.ClientID)
		f.Set("a b")
		f.Further = "Then look."
		report(4, schema.Server)
	}
	for config, hosted := range map[string]string{"": "", "instances: [{name: prod, hosting: hosted}]": ask, "instances: [{name: prod, hosting: hybrid}]": ""} {
		got := map[string]string{}
		for _, f := range judge(t, checks.Selection{}, config, of).Findings {
			got[f.Name()] = f.Fix
		}
		if diff := cmp.Diff(map[string]string{
			"a/plain":       "Mend it." + hosted,
			"a/further":     "Mend it. Then look." + hosted,
			"a/set":         "Set Tenant to new." + hosted,
			"a/set-further": `Set IMS client identifier to "a b". Then look.` + hosted,
			"a/elsewhere":   "Mend it.",
		}, got); diff != "" {
			t.Errorf("%s: %s", config, diff)
		}
	}
}

// TestSymptoms insists that each symptom is listed once, errors' before
// warnings', and none of infos.
func TestSymptoms(t *testing.T) {
	a, b, c, d := &checks.Symptom{ID: "a"}, &checks.Symptom{ID: "b"}, &checks.Symptom{ID: "c"}, &checks.Symptom{ID: "d"}
	leading := func(name string, severity checks.Severity, to ...*checks.Symptom) *checks.Code {
		code := &checks.Code{Name: name, Severity: severity}
		for _, s := range to {
			code.Causes = append(code.Causes, checks.Cause{Symptom: s, Basis: checks.Documented})
		}
		return code
	}
	r := judge(t, checks.Selection{}, "",
		finding("account", checks.AccountStep, schema.Server, leading("account/warning", checks.Warning, a, b), leading("account/info", checks.Info, d)),
		finding("token", checks.TokenStep, schema.Server, leading("token/error", checks.Error, c, b), leading("token/error too", checks.Error, c)))
	var got []string
	for _, s := range r.Symptoms() {
		got = append(got, s.ID)
	}
	if !slices.Equal(got, []string{"c", "b", "a"}) {
		t.Errorf("got %v", got)
	}
}

// TestLoginPath insists that a step is broken with an error, at risk with a
// warning, not checked where something was skipped or left out, else right.
func TestLoginPath(t *testing.T) {
	skips := func(name string, step checks.Step) *checks.Check {
		return &checks.Check{Name: name, Step: step, Codes: []*checks.Code{code(name+"/a", checks.Error)}, Instance: func(p *checks.Pass) { p.SkipAll("a fact", "it is not stated") }}
	}
	list := []*checks.Check{
		finding("info", checks.AccountStep, schema.Server, code("info/a", checks.Info)),
		{Name: "no step", Codes: []*checks.Code{code("no step/a", checks.Error)}, Instance: func(*checks.Pass) {}},
		finding("error", checks.LoginPageStep, schema.Server, code("error/a", checks.Error)), finding("warning", checks.LoginPageStep, schema.Server, code("warning/a", checks.Warning)), skips("skipped", checks.LoginPageStep),
		finding("warning too", checks.CallbackStep, schema.Server, code("warning too/a", checks.Warning)), skips("skipped too", checks.CallbackStep),
		skips("skipped only", checks.TokenStep), finding("info too", checks.TokenStep, schema.Server, code("info too/a", checks.Info), code("info too/b", checks.Info)),
	}
	for _, c := range []struct {
		name      string
		selection checks.Selection
		want      map[checks.Step]checks.State
	}{
		{"all", checks.Selection{}, map[checks.Step]checks.State{checks.AccountStep: checks.OK, checks.LoginPageStep: checks.Broken, checks.CallbackStep: checks.AtRisk, checks.TokenStep: checks.NotChecked}},
		{"one of two checks disabled", checks.Selection{Disabled: []string{"skipped only", "error", "warning", "info too/a"}},
			map[checks.Step]checks.State{checks.AccountStep: checks.OK, checks.LoginPageStep: checks.NotChecked, checks.CallbackStep: checks.AtRisk, checks.TokenStep: checks.OK}},
		{"all of a step disabled", checks.Selection{Disabled: []string{"info", "skipped only", "info too"}},
			map[checks.Step]checks.State{checks.AccountStep: checks.NotChecked, checks.LoginPageStep: checks.Broken, checks.CallbackStep: checks.AtRisk, checks.TokenStep: checks.NotChecked}},
		{"only some checks", checks.Selection{Only: []string{"info", "warning too", "info too/a"}},
			map[checks.Step]checks.State{checks.AccountStep: checks.OK, checks.LoginPageStep: checks.NotChecked, checks.CallbackStep: checks.AtRisk, checks.TokenStep: checks.NotChecked}},
		{"only one check", checks.Selection{Only: []string{"info"}},
			map[checks.Step]checks.State{checks.AccountStep: checks.OK, checks.LoginPageStep: checks.NotChecked, checks.CallbackStep: checks.NotChecked, checks.TokenStep: checks.NotChecked}},
		{"only one code of a check", checks.Selection{Only: []string{"info too/a"}},
			map[checks.Step]checks.State{checks.AccountStep: checks.NotChecked, checks.LoginPageStep: checks.NotChecked, checks.CallbackStep: checks.NotChecked, checks.TokenStep: checks.NotChecked}},
		{"only one of two codes", checks.Selection{Only: []string{"info too/a", "info too/b", "info/b"}},
			map[checks.Step]checks.State{checks.AccountStep: checks.NotChecked, checks.LoginPageStep: checks.NotChecked, checks.CallbackStep: checks.NotChecked, checks.TokenStep: checks.NotChecked}},
	} {
		if got := judge(t, c.selection, "", list...).LoginPath; !maps.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	r := checks.NewResult("people", "people.csv", checks.Selection{})
	r.NoLogin = true
	checks.NewCatalogue(list, nil).Compare([]*checks.Result{r})
	if len(r.LoginPath) > 0 {
		t.Errorf("what is no login has the login path %v", r.LoginPath)
	}
}

// TestReport insists that a finding that another runner adds is of the result.
func TestReport(t *testing.T) {
	of := finding("a", checks.AccountStep, schema.Server, code("a/b", checks.Warning))
	r := checks.NewResult("people", "people.csv", checks.Selection{})
	f := r.Report(of, of.Codes[0], schema.Value{Text: "x"}, "x is wrong.")
	checks.NewCatalogue([]*checks.Check{of}, nil).Compare([]*checks.Result{r})
	if got := fmt.Sprint(f.Instance, " ", f.Severity, " ", f.Message, " ", f.Value.Text, " ", f.Fix); got != "people warning x is wrong. x Mend it." || !slices.Contains(r.Findings, f) {
		t.Errorf("got %s", got)
	}
}
