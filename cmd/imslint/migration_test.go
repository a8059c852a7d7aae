package main

import (
	"testing"

	"github.com/imslint/imslint/checks/checkstest"
)

// TestIdentityTypes finds users by their addresses; of an address that is listed
// twice the last type counts. What is asked for is no user because of that.
func TestIdentityTypes(t *testing.T) {
	const (
		domains = "adminConsole: {domains: [{name: example.com, type: Federated ID}]}"
		users   = "Identity Type,Username,Email\nadobe id,a,Ada@example.com\nFederated ID,b,bo@example.com\n,c,cy@example.com\nOther,d,dee@example.com\nAdobe ID,e,bo@example.com\n"
	)
	list := readIdentityTypes(checkstest.Instance(t, "prod", domains, users))
	for range 2 {
		for address, want := range map[string]bool{"ada@example.com": true, "bo@example.com": true, "cy@example.com": true, "dee@example.com": false} {
			if got, ok := list.of(address); got != want || !ok {
				t.Errorf("%s: got %t, %t", address, got, ok)
			}
		}
		for _, address := range []string{"eve@example.com", "fay@example.com"} {
			if _, ok := list.of(address); ok {
				t.Errorf("%s is a user", address)
			}
		}
	}
	if len(list.adobeIDs) != 4 {
		t.Errorf("%d users, want 4", len(list.adobeIDs))
	}
	if list := readIdentityTypes(checkstest.Instance(t, "prod", "", users)); list == nil || len(list.adobeIDs) > 0 {
		t.Error("without domains: there is nothing to hold")
	}
	for _, none := range []string{"<operator-collection/>", "Username,Email,User Groups\na,ada@example.com,x\n"} {
		list := readIdentityTypes(checkstest.Instance(t, "prod", domains, none))
		if _, ok := list.of("ada@example.com"); list != nil || ok {
			t.Errorf("%s: there are types", none)
		}
	}
}
