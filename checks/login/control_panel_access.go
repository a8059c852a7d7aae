package login

import (
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// controlPanelAccess finds product profiles that open Campaign Control Panel by
// their name.
var controlPanelAccess = &checks.Check{
	Name:    "control-panel-access",
	Title:   "product profiles that open Control Panel by their name",
	Step:    checks.RightsStep,
	Codes:   []*checks.Code{adminProfile},
	Account: checkControlPanel,
}

var adminProfile = &checks.Code{
	Name: "control-panel-access/admin-profile", Severity: checks.Warning, Needs: "provisioned.productProfiles",
	Title:     `a further product profile has "admin" in its name`,
	Why:       `Control Panel, which can change the whole instance, opens to every product profile whose name contains "admin". It serves instances that Adobe hosts.`,
	Fix:       "Rename the product profile in the Admin Console, and the operator group with it, unless its members are meant to open Control Panel.",
	Causes:    []checks.Cause{{Symptom: controlPanelOpen, Basis: checks.Documented}},
	Source:    userMigration,
	NoRestart: true,
	Bad:       checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `{instances: [{name: prod, hosting: hosted}], provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - approval admin"]}}`},
	Good:      checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `{instances: [{name: prod, hosting: hosted}], provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - approval"]}}`},
}

func checkControlPanel(p *checks.Pass, a *schema.Account) {
	m := p.Mask()
	if len(m.Profiles) == 0 {
		p.Skip(adminProfile, schema.ProductProfilesFact.Unstated)
		return
	}
	for _, profile := range m.Profiles {
		name := profile.Value.Text
		builtIn := profile.Group == "admin"
		if !profile.Matches { // of another instance, where the built-in group has one too
			builtIn = strings.HasSuffix(name, " - admin")
		}
		if builtIn || !strings.Contains(strings.ToLower(name), "admin") {
			continue
		}
		f := p.Report(adminProfile, profile.Value, "The product profile %s opens Control Panel to everybody who has it.", checks.Quote(name))
		f.Related = []checks.Related{{Place: a.Place(), Message: "the external account"}}
		if p.In.Stated.Hosting.Text != "hosted" {
			f.Severity = checks.Info
		}
	}
}
