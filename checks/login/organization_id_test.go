package login

import (
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

func TestOrganizationId(t *testing.T) {
	checkstest.Conditions(t, Catalogue, []checkstest.Condition{
		{Name: "organization malformed and another", In: checks.Example{Export: `imsOrgId="x"`, Config: `provisioned: {organizationId: 0123456789ABCDEF01234567@AdobeOrg}`}, Want: []string{"organization-id/malformed"}},
	})
}
