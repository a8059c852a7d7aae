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

// TestMessages insists that each status is found by its name, in a log too, and
// that what merely fails is none of them.
func TestMessages(t *testing.T) {
	if n := len(Statuses.Symptoms); n != 14 {
		t.Errorf("%d statuses, want 14", n)
	}
	for _, s := range Statuses.Symptoms {
		for _, pasted := range []string{s.Messages[0], strings.ToUpper(s.Messages[0]), s.ID} {
			if found := Statuses.Match(pasted); len(found) == 0 || found[0] != s {
				t.Errorf("%q is matched with %v", pasted, found)
			}
		}
		if s.Messages[0] == "Failed" {
			continue
		}
		if found := Statuses.Match("2026-11-02 ada@example.com: " + s.Messages[0] + " (row 7)"); len(found) == 0 || found[0] != s {
			t.Errorf("in a log, %q is matched with %v", s.Messages[0], found)
		}
	}
	if found := Statuses.Match("the upload failed for another reason"); len(found) > 0 {
		t.Errorf("matched with %s", found[0].ID)
	}
}
