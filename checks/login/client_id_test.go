package login

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestClientId(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "client ID with a space inside", In: checks.Example{Export: `clientId="campaign -prod"`, Config: `provisioned: {clientId: campaign-prod}`}, Want: []string{"client-id/whitespace"}},
		{Name: "client ID with a provisioned space", In: checks.Example{Export: `clientId="campaign prod"`, Config: `provisioned: {clientId: campaign prod}`}, Want: nil},
		{Name: "client ID wrong and spaced", In: checks.Example{Export: `clientId=" other"`, Config: `provisioned: {clientId: campaign-prod}`}, Want: []string{"client-id/whitespace"}},
	})
}

// TestClientIdMessages insists that the client identifier is judged in order,
// and what it has to be.
func TestClientIdMessages(t *testing.T) {
	const unstated = "mismatch: the client identifier that Adobe provisioned is not stated"
	for _, c := range []struct {
		name, value, stated string
		want                []string
		set                 string
	}{
		{"right", "campaign-prod", "campaign-prod", nil, ""},
		{"nothing stated", "campaign-prod", "", nil, ""},
		{"blank", " ", "", []string{"IMS client identifier is blank."}, ""},
		{"blank, and stated", "", "campaign-prod", []string{"IMS client identifier is blank."}, "campaign-prod"},
		{"white space", "campaign -prod\u00a0", "", []string{`IMS client identifier "campaign -prod<U+00A0 no-break space>" contains white space.`}, "campaign-prod"},
		{"white space, and another is stated", "x ", "campaign-prod", []string{`IMS client identifier "x " contains white space.`}, "campaign-prod"},
		{"white space that is stated", "campaign prod", "campaign prod", nil, ""},
		{"another", "x", "campaign-prod", []string{`IMS client identifier is "x", Adobe provisioned "campaign-prod".`}, "campaign-prod"},
		{"another case", "Campaign-prod", "campaign-prod", []string{`IMS client identifier is "Campaign-prod", Adobe provisioned "campaign-prod"; they differ only in case.`}, "campaign-prod"},
		{"it looks alike", "c\u0430mpaign-prod", "campaign-prod", []string{"IMS client identifier is \"c\u0430mpaign-prod\", Adobe provisioned \"campaign-prod\". It contains the Cyrillic letter \u0430 (U+0430), which only looks like a Latin one."}, "campaign-prod"},
	} {
		in := checks.Example{Export: `clientId="` + c.value + `"`}
		if c.stated != "" {
			in.Config = "provisioned: {clientId: " + c.stated + "}"
		}
		r := checkstest.Run(t, Catalogue, in)
		if diff := cmp.Diff(c.want, checkstest.Said(r, clientID)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		var lacks []string
		if c.stated == "" {
			lacks = []string{unstated}
		}
		if diff := cmp.Diff(lacks, skipped(r, clientID)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		set := ""
		for _, f := range r.Findings {
			if f.Check != clientID {
				continue
			}
			if f.Correction != nil {
				set = f.Correction.Value
			}
			var beside []string
			if c.stated != "" {
				beside = []string{"the provisioned client identifier: " + c.stated}
			}
			if diff := cmp.Diff(beside, related(f)); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		if set != c.set {
			t.Errorf("%s: set to %q", c.name, set)
		}
	}
}
