package login

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestScopes(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "scopes by white space", In: checks.Example{Export: `userScope="openid session"`, Config: `provisioned: {scopes: [session, openid]}`}, Want: nil},
		{Name: "two scopes too many", In: checks.Example{Export: `userScope="openid,a,b"`, Config: `provisioned: {scopes: [openid]}`}, Want: []string{"scopes/not-provisioned", "scopes/not-provisioned"}},
		{Name: "nothing but commas", In: checks.Example{Export: `userScope=", ,"`}, Want: []string{"scopes/missing"}},
		{Name: "trailing comma", In: checks.Example{Export: `userScope="openid,session,"`}, Want: []string{"scopes/empty-item"}},
		{Name: "leading comma", In: checks.Example{Export: `userScope=",openid"`}, Want: []string{"scopes/empty-item"}},
	})
}

func TestManyScopes(t *testing.T) {
	var list []string
	for i := range 300 {
		list = append(list, fmt.Sprint("scope", i))
	}
	twice := strings.Join(append(list, list...), ",")
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `userScope="` + twice + `"`, Config: "provisioned: {scopes: [openid]}"})
	count := map[string]int{}
	for _, f := range r.Findings {
		count[f.Name()]++
		if f.Check == scopes && f.Severity > checks.Info && f.Correction.Value != "openid" {
			t.Errorf("%s: corrected to %q", f.Message, f.Correction.Value)
		}
	}
	for _, name := range []string{"scopes/duplicate", "scopes/not-provisioned"} {
		if count[name] != 100+1 {
			t.Errorf("%d findings of %s, want %d", count[name], name, 100+1)
		}
	}
}

// TestScopesMessages insists that each wrong scope is named, with the nearest
// one that was provisioned, and marked.
func TestScopesMessages(t *testing.T) {
	const all = "provisioned: {scopes: [openid, session, additional_info.projectedProductContext]}"
	in := func(list, config string) checks.Example {
		return checks.Example{Export: `userScope="` + list + `"`, Config: config}
	}
	const both = "openid,additional_info.projectedProductContext"
	missing := func(scope string) string {
		return "IMS scope lacks " + scope + ", which every public configuration of this account has."
	}
	testWording(t, scopes, []wording{
		{"right", in(both, all), nil},
		{"blank", in(" ", all), []string{"IMS scope is blank."}},
		{"semicolons", in("openid;additional_info.projectedProductContext", all), []string{`IMS scope separates scopes with ";", expected a comma.`}},
		{"bars", in("openid|additional_info.projectedProductContext", all), []string{`IMS scope separates scopes with "|", expected a comma.`}},
		{"a reference", in("openid&#59;additional_info.projectedProductContext", all), []string{"IMS scope separates scopes with ; or |, expected a comma."}},
		{"an empty entry", in(both+",", all), []string{"IMS scope has an empty entry: an extra comma."}},
		{"twice", in(both+",openid,openid", all), []string{`The scope "openid" is listed more than once.`}},
		{"twice, and not provisioned", in(both+",x,x", all), []string{`The scope "x" is not among those that Adobe provisioned.`, `The scope "x" is listed more than once.`}},
		{"three times, and not provisioned", in(both+",x,x,x", all), []string{`The scope "x" is not among those that Adobe provisioned.`, `The scope "x" is listed more than once.`}},
		{"not provisioned, and one is near", in(both+",sesion", all), []string{`The scope "sesion" is not among those that Adobe provisioned. Nearest: "session".`}},
		{"not provisioned, by case", in(both+",SESSION", all), []string{`The scope "SESSION" is not among those that Adobe provisioned. Nearest: "session".`}},
		{"not provisioned, and it looks alike", in(both+",se\u0455sion", all), []string{"The scope \"se\u0455sion\" is not among those that Adobe provisioned. It contains the Cyrillic letter \u0455 (U+0455), which only looks like a Latin one. Nearest: \"session\"."}},
		{"two that are not provisioned, and one behind them", in("x,y,"+both, all), []string{`The scope "x" is not among those that Adobe provisioned.`, `The scope "y" is not among those that Adobe provisioned.`}},
		{"the usual ones are missing", in("session", ""), []string{missing("openid"), missing("additional_info.projectedProductContext")}},
		{"a usual one is missing", in("openid", ""), []string{missing("additional_info.projectedProductContext")}},
		{"a usual one is missing that is corrected", in("OpenID,additional_info.projectedProductContext", all), []string{`The scope "OpenID" is not among those that Adobe provisioned. Nearest: "openid".`}},
	})
	for list, want := range map[string]string{"a;" + both: ";", both + ",,session": "", both + ",openid": "openid", both + ",x": "x"} {
		r := checkstest.Run(t, Catalogue, in(list, "provisioned: {scopes: [openid, session, a, additional_info.projectedProductContext]}"))
		f := r.Findings[slices.IndexFunc(r.Findings, func(f *checks.Finding) bool { return f.Check == scopes })]
		if f.Focus.Written() != want || f.Focus == f.Value.Place {
			t.Errorf("%s: %q is marked", list, f.Focus.Written())
		}
	}
	r := checkstest.Run(t, Catalogue, in("x", all))
	if diff := cmp.Diff([]string{"the provisioned scopes: openid"}, related(finding(t, r, scopesNotProvisioned))); diff != "" {
		t.Error(diff)
	}
	if got := skipped(r, scopes); len(got) > 0 {
		t.Errorf("skipped %q", got)
	}
	if diff := cmp.Diff([]string{"not-provisioned: the scopes that Adobe provisioned are not stated"}, skipped(checkstest.Run(t, Catalogue, in("x", "")), scopes)); diff != "" {
		t.Error(diff)
	}
}

// TestFurtherScopes insists that a hundred scopes have a finding of their own,
// and that the rest are counted, also where all come before a right one.
func TestFurtherScopes(t *testing.T) {
	for _, c := range []struct {
		n    int
		more string // of those beyond the first hundred, "" for none
	}{{100, ""}, {100 + 1, "1 more scope is "}, {100 + 2, "2 more scopes are "}} {
		var list []string
		for i := range c.n {
			list = append(list, fmt.Sprint("scope", i))
		}
		text := strings.Join(list, ",") + "," + strings.Join(list, ",") + ",openid,additional_info.projectedProductContext"
		got := checkstest.Said(checkstest.Run(t, Catalogue, checks.Example{Export: `userScope="` + text + `"`, Config: "provisioned: {scopes: [openid, additional_info.projectedProductContext]}"}), scopes)
		var more []string
		for _, message := range got {
			if !strings.HasPrefix(message, "The scope ") {
				more = append(more, message)
			}
		}
		var want []string
		if c.more != "" {
			want = []string{c.more + "listed more than once.", c.more + "not among those that Adobe provisioned."}
		}
		slices.Sort(more)
		if len(got) != 2*100+len(want) || !slices.Equal(more, want) {
			t.Errorf("%d: %d findings, %q", c.n, len(got), more)
		}
	}
}

// TestManyProvisionedScopes insists that a correction does not write out a list
// that each of thousands of instances may share, and that there is an end to the
// search for the nearest scope.
func TestManyProvisionedScopes(t *testing.T) {
	config := func(names ...string) string {
		return "provisioned: {scopes: [" + strings.Join(names, ", ") + "]}"
	}
	long := strings.Repeat("s", maxWritten-len(",session"))
	for _, c := range []struct {
		asked string
		names []string
		want  string // correction, "" for none
	}{
		{"a", []string{long, "session"}, long + ",session"},
		{"a", []string{long + "s", "session"}, ""},
		{"", []string{long, "session"}, long + ",session"},
		{"", []string{long + "s", "session"}, ""},
		{"a,session", []string{long + "s", "session"}, "session"},
	} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `userScope="` + c.asked + `"`, Config: config(c.names...)})
		f := r.Findings[slices.IndexFunc(r.Findings, func(f *checks.Finding) bool { return f.Check == scopes })]
		if c.want == "" && (f.Correction != nil || f.Fix != f.Code.Fix) || c.want != "" && f.Correction.Value != c.want {
			t.Errorf("%s of %d: %.100s", c.asked, len(c.names), f.Fix)
		}
	}
	many := []string{"openid"}
	for i := range maxScopeLetters/100/len("openix") + 1 {
		many = append(many, fmt.Sprintf("%0100d", i))
	}
	for _, c := range []struct {
		names []string
		want  bool
	}{{many[:len(many)-1], true}, {many, false}} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `userScope="openix"`, Config: config(c.names...)})
		if f := r.Findings[slices.IndexFunc(r.Findings, func(f *checks.Finding) bool { return f.Code == scopesNotProvisioned })]; strings.Contains(f.Message, "Nearest") != c.want {
			t.Errorf("of %d: %s", len(c.names), f.Message)
		}
	}
}
