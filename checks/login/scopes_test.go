package login

import (
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
