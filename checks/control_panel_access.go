package checks

import (
	"strings"

	"github.com/imslint/imslint/schema"
)

// ControlPanelAccess finds product profiles that open Campaign Control Panel
// by their name.
var ControlPanelAccess = &Check{
	Name:  "control-panel-access",
	Title: "product profiles that open Control Panel by their name",
	Step:  RightsStep,
	Codes: []Code{{
		Name: "admin-profile", Severity: Warning, Needs: "provisioned.productProfiles",
		Title:     `a further product profile has "admin" in its name`,
		Why:       `Control Panel, which can change the whole instance, opens to every product profile whose name contains "admin".`,
		Fix:       "Rename the product profile in the Admin Console, and the operator group with it, unless its members are meant to open Control Panel.",
		Causes:    []Cause{{"control-panel-open", Documented}},
		Source:    userMigration,
		Elsewhere: true,
		Bad:       Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - approval admin"]}`},
		Good:      Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - approval"]}`},
	}},
	Account: func(p *Pass, a *schema.Account) {
		stated := p.In.Stated.Provisioned.ProductProfiles
		if len(stated) == 0 {
			p.Skip("admin-profile", "the product profiles of the Admin Console are not stated")
			return
		}
		mask, ok := meantMask(p.In, a)
		for _, profile := range stated {
			name := profile.Text
			group, matched := mask.Group(name)
			builtIn := matched && group == "admin"
			if !ok || !matched {
				// Of another instance, where the built-in group has one too.
				builtIn = strings.HasSuffix(name, " - admin")
			}
			if builtIn || !strings.Contains(strings.ToLower(name), "admin") {
				continue
			}
			f := p.Report("admin-profile", whole(a.Entity), "The product profile %s opens Control Panel to everybody who has it.", Quote(name))
			f.Related = []Related{{profile.Place, "the product profile"}}
		}
	},
}
