package migration

import (
	"slices"
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

// TestClosedTooEarlySelected insists that a broken login counts where only the
// check of native login is selected, as the course says to run it, and that what
// a disabled check would find does not.
func TestClosedTooEarlySelected(t *testing.T) {
	only := []string{"native-login"}
	for _, c := range []struct {
		account   string
		selection checks.Selection
		want      []string
	}{
		{`imsServer="https://ims.example.com"`, checks.Selection{Only: only}, []string{"native-login/closed-too-early"}},
		{`active="0"`, checks.Selection{Only: []string{"native-login/closed-too-early"}}, []string{"native-login/closed-too-early"}},
		{`imsServer="https://ims.example.com"`, checks.Selection{Only: only, Disabled: []string{"ims-server"}}, nil},
		{`imsServer="https://ims.example.com"`, checks.Selection{Disabled: []string{"ims-server/not-allowed"}}, nil},
		{`label="x"`, checks.Selection{Only: only}, nil},
	} {
		in := checkstest.Instance(t, "prod", "", checkstest.Document(c.account), closedConfig, withOperatorsIMS)
		r := checkstest.Judge(all, c.selection, in)[0]
		if fired := checkstest.Fired(r, false); !slices.Equal(fired, c.want) {
			t.Errorf("%s, %+v: found %v, want %v", c.account, c.selection, fired, c.want)
		}
		if len(c.selection.Only) > 0 && len(r.Skipped) > 0 {
			t.Errorf("%s, %+v: skipped %v", c.account, c.selection, r.Skipped[0].Check.Name)
		}
	}
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
		for _, log := range []string{"2026-11-02 ada@example.com: STATUS (row 7)", "| 14 | ada@example.com | STATUS |", "ada@example.com;STATUS", "row\tSTATUS\t7"} {
			if found := Statuses.Match(strings.Replace(log, "STATUS", s.Messages[0], 1)); len(found) == 0 || found[0] != s {
				t.Errorf("in %q, %q is matched with %v", log, s.Messages[0], found)
			}
		}
	}
	if found := Statuses.Match("the upload failed for another reason"); len(found) > 0 {
		t.Errorf("matched with %s", found[0].ID)
	}
}
