package login

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestSingleAccount(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "clean", In: checks.Example{Export: `label="MAC"`}, Want: nil},
		{Name: "type number nobody knows", In: checks.Example{Export: `type="42"`}, Want: nil},
		{Name: "type number of the configuration", In: checks.Example{Export: `type="17"`, Config: `accountType: "17"`}, Want: nil},
		{Name: "type number that the configuration rules out", In: checks.Example{Export: `type="43"`, Config: `accountType: 42`}, Want: []string{"single-account/wrong-type"}},
		{Name: "name and enabled together", In: checks.Example{Export: `name=" Adobe_Marketing_Cloud" active="false"`}, Want: []string{"single-account/disabled", "single-account/wrong-name"}},
		{Name: "no name", In: checks.Example{Export: `name=`}, Want: []string{"single-account/wrong-name"}},
		{Name: "found by its mask alone", In: checks.Example{Export: `name="x" type= imsServer= imsOrgId=`}, Want: []string{"single-account/wrong-name", "ims-server/missing", "organization-id/missing"}},
	})
}
