package login

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

// TestControlPanel insists that the profile of the built-in group is left alone,
// on this instance and on others, and that only hosted instances have a Control
// Panel.
func TestControlPanel(t *testing.T) {
	opens := func(profile string) string {
		return "The product profile " + checks.Quote(profile) + " opens Control Panel to everybody who has it."
	}
	const profiles = `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - stage - admin", "campaign - prod - delivery", "campaign - prod - x - admin", "Web ADMINS", "campaign - stage - my admin"]}`
	want := []string{opens("campaign - prod - x - admin"), opens("Web ADMINS"), opens("campaign - stage - my admin")}
	for hosting, severity := range map[string]checks.Severity{"hosted": checks.Warning, "on-premise": checks.Info, "hybrid": checks.Info} {
		r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="x"`, Config: "{" + profiles + ", instances: [{name: prod, hosting: " + hosting + "}]}"})
		if diff := cmp.Diff(want, checkstest.Said(r, controlPanelAccess)); diff != "" {
			t.Errorf("%s: %s", hosting, diff)
		}
		for _, f := range r.Findings {
			if f.Check == controlPanelAccess && (f.Severity != severity || len(f.Related) != 1 || f.Related[0].Message != "the external account") {
				t.Errorf("%s: %s of %s, related to %q", hosting, f.Severity, f.Message, related(f))
			}
		}
	}
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="x"`})
	if diff := cmp.Diff([]string{"admin-profile: the product profiles of the Admin Console are not stated"}, skipped(r, controlPanelAccess)); diff != "" {
		t.Error(diff)
	}
}
