package login

import (
	"testing"

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
