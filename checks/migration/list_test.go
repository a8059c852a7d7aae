package migration

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/checks/login"
)

// all are the checks that run together: whether native login was closed too
// early depends on those of the login.
var all = checks.Join(login.Catalogue, Catalogue)

func TestEveryCode(t *testing.T) { checkstest.EveryCode(t, Catalogue) }

// TestClosedTooEarly insists that an error of the account counts, and that one
// of its neighbours does not.
func TestClosedTooEarly(t *testing.T) {
	checkstest.Conditions(t, all, []checkstest.Condition{
		{Name: "an account with an error", In: checks.Example{Export: `imsServer=""`, Beside: []string{closedConfig, withOperatorsIMS}}, Want: []string{"ims-server/missing", "native-login/closed-too-early"}},
		{Name: "an account with a warning", In: checks.Example{Export: `tenant=""`, Beside: []string{closedConfig, withOperatorsIMS}}, Want: []string{"web-ui-card/empty-field"}},
		{Name: "open, and an error", In: checks.Example{Export: `imsServer=""`, Beside: []string{strings.Replace(closedConfig, `disableAPI="true"`, "", 1), withOperatorsIMS}}, Want: []string{"ims-server/missing", "native-login/open"}},
		{Name: "an exempt operator", In: checks.Example{Export: `label="x"`, Beside: []string{closedConfig, `<operator-collection><operator name="monitoring"><access authenticationType="native"/></operator></operator-collection>`}}},
		{Name: "the instance's own file over the general one", In: checks.Example{Export: `label="x"`, Beside: []string{closedConfig, withOperatorsIMS}}},
	})
}
