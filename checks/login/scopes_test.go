package login

import (
	"fmt"
	"strings"
	"testing"

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
