package login

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestMisc(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "server blank and tenant blank", In: checks.Example{Export: `server="" tenant=" "`}, Want: []string{"web-ui-card/empty-field", "web-ui-card/empty-field"}},
		{Name: "profile with its product's name", In: checks.Example{Export: `imsRightsMask="campaign - prod - "`, Beside: []string{"Identity Type,Username,Email,Product Configurations\nAdobe ID,ada,ada@example.com,\"Adobe Campaign:campaign - prod - admin,x\"\n"}}, Want: nil},
		{Name: "files of several instances that disagree", In: checks.Example{Export: `label="MAC"`, Beside: []string{
			`<serverconf><shared><dataStore hosts="a.example.com"/></shared></serverconf>`,
			`<serverconf><shared><dataStore hosts="b.example.com"/></shared></serverconf>`}}, Want: nil},
		{Name: "files of several instances that agree", In: checks.Example{Export: `label="MAC"`, Beside: []string{
			`<serverconf><shared><dataStore hosts="a.example.com"/></shared></serverconf>`,
			`<serverconf><shared><dataStore hosts="a.example.com"/></shared></serverconf>`}}, Want: []string{"callback-url/not-served"}},
		{Name: "instance file overrides the general one with nothing", In: checks.Example{Export: `label="MAC"`, Beside: []string{
			`<serverconf><web><redirection IMSOrgId=""/></web></serverconf>`,
			`<serverConf><web><redirection IMSOrgId="89ABCDEF0123456789ABCDEF@AdobeOrg"/></web></serverConf>`}}, Want: nil},
	})
}
