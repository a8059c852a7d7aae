package login

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestAssociationMask(t *testing.T) {
	const profiles = `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - delivery"]}`
	groups := []string{`<group-collection><group name="admin"/><group name="delivery"/></group-collection>`}
	mask := func(m string) checks.Example {
		return checks.Example{Export: `imsRightsMask="` + m + `"`, Config: profiles, Beside: groups}
	}
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "mask right", In: mask("campaign - prod - "), Want: nil},
		{Name: "mask as a pattern", In: mask("campaign - prod - (.*)"), Want: nil},
		{Name: "mask as a regular expression", In: mask("campaign - (?:prod|live) - ([a-z]+)"), Want: nil},
		{Name: "mask lacks its space", In: mask("campaign - prod -"), Want: []string{"association-mask/whitespace"}},
		{Name: "pattern lacks its space", In: mask("campaign - prod -(.*)"), Want: []string{"association-mask/whitespace"}},
		{Name: "mask with a leading space", In: mask(" campaign - prod - "), Want: []string{"association-mask/whitespace"}},
		{Name: "mask with a no-break space", In: mask("campaign - prod -\u00a0"), Want: []string{"association-mask/whitespace"}},
		{Name: "mask with two spaces at its end", In: mask("campaign - prod -  "), Want: []string{"association-mask/whitespace"}},
		{Name: "space behind the group", In: mask("campaign - prod - (.*) "), Want: []string{"association-mask/whitespace"}},
		{Name: "white space and case", In: mask("Campaign -  prod - "), Want: []string{"association-mask/near-miss", "association-mask/whitespace"}},
		{Name: "case", In: mask("Campaign - Prod - (.*)"), Want: []string{"association-mask/near-miss"}},
		{Name: "en dash", In: mask("campaign \u2013 prod \u2013 "), Want: []string{"association-mask/near-miss"}},
		{Name: "space missing inside", In: mask("campaign -prod - "), Want: []string{"association-mask/near-miss"}},
		{Name: "two edits", In: mask("campain - prd - "), Want: []string{"association-mask/near-miss"}},
		{Name: "three edits", In: mask("camain - prd - "), Want: []string{"association-mask/no-profile-matches"}},
		{Name: "another instance's", In: mask("campaign - stage - "), Want: []string{"association-mask/no-profile-matches"}},
		{Name: "pattern without group", In: mask("campaign - prod - .*"), Want: []string{"association-mask/invalid-pattern"}},
		{Name: "pattern with two groups", In: mask("(campaign) - prod - (.*)"), Want: []string{"association-mask/invalid-pattern"}},
		{Name: "pattern unclosed", In: mask("campaign - prod - (.*"), Want: []string{"association-mask/invalid-pattern"}},
		{Name: "space extra", In: checks.Example{Export: `imsRightsMask="campaign_prod "`, Config: `provisioned: {productProfiles: [campaign_prodadmin]}`}, Want: []string{"association-mask/whitespace"}},
		{Name: "brackets that the profiles have", In: checks.Example{Export: `imsRightsMask="[EU] campaign - "`, Config: `provisioned: {productProfiles: ["[EU] campaign - admin"]}`}, Want: nil},
		{Name: "profiles of other instances and products", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin", "campaign - stage - admin", "Analytics"]}`,
			Beside: []string{`<group-collection><group name="admin"/></group-collection>`}}, Want: nil},
		{Name: "group renamed", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Config: profiles, Beside: []string{`<operator-collection><operator type="1" name="admin"/><operator type="1" name="Delivery"/><operator name="ada"/></operator-collection>`}},
			Want: []string{"association-mask/profile-without-group"}},
		{Name: "admin profile of a broken mask", In: checks.Example{Export: `imsRightsMask=""`, Config: `{instances: [{name: prod, hosting: hosted}], provisioned: {productProfiles: ["campaign - prod - admin", "campaign - prod - Administrators"]}}`},
			Want: []string{"association-mask/missing", "control-panel-access/admin-profile"}},
		{Name: "user with user groups", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Beside: []string{"Identity Type;Username;Email;Product Configurations;User Groups\nAdobe ID;ada;ada@example.com;;staff\n"}},
			Want: []string{"association-mask/user-without-profile"}},
	})
}
