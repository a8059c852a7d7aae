package users

import (
	"fmt"
	"testing"
)

// TestSpecificCases reproduces the table "Some specific cases" of the
// documentation, in its order. Type1 is Adobe ID, Type2 Enterprise ID, Type3
// Federated ID; d3 is claimed as Type3, and d2 as Type2 or not at all.
//
// The slips of the document aside ("user type", doubled and missing full stops,
// "Error" where the user exists), the messages are its own.
func TestSpecificCases(t *testing.T) {
	const (
		type1, type2, type3 = adobeID, enterpriseID, federatedID
		d3claimed           = "adminConsole: {domains: [{name: d3.example, type: Federated ID}]}"
		d2claimed           = "adminConsole: {domains: [{name: d2.example, type: Enterprise ID}]}"

		u, x, u2 = "u@d3.example", "x@d2.example", "u@d2.example"

		associated = "existing-user/in-organization Already associated with organization. The user u@d3.example is already associated with your organization."
		exists     = "existing-user/in-organization Already associated with organization. This user exists"
		notOwned   = "email-domain/not-owned Email domain is not owned. This user is managed by another organization or has a different type."
		invited    = "existing-user/invited Already invited as Adobe ID user. An invitation has already been sent."
		success    = ""
	)
	list := func(rows ...string) string {
		text := "Identity Type,Email,Status\n"
		for _, row := range rows {
			text += row + "\n"
		}
		return text
	}
	nobody := list()
	for i, c := range []struct {
		settings, existing string
		email, identity    string
		want               string
	}{
		{d3claimed, list("Federated ID," + u + ",Active"), u, type1, exists},
		{d3claimed, nobody, u, type2, notOwned},
		{d3claimed, list("Federated ID," + u + ",Active"), u, type3, associated},
		{d3claimed, list("Adobe ID," + u + ",Active"), u, type1, associated},
		{d3claimed, list("Adobe ID," + u + ",Active"), u, type3, associated},
		{d3claimed, list("Adobe ID," + u + ",Invited"), u, type1, invited},
		{d3claimed, list("Adobe ID," + u + ",Invited"), u, type3, invited},
		{d3claimed, list("Adobe ID,"+u+",Invited", "Adobe ID,"+u+",Active"), u, type1, invited},
		{d3claimed, list("Adobe ID,"+u+",Invited", "Adobe ID,"+u+",Active"), u, type3, invited},
		{d3claimed, list("Adobe ID,"+u+",Active", "Adobe ID,"+u+",Invited"), u, type1, invited},
		{d3claimed, list("Adobe ID,"+u+",Active", "Adobe ID,"+u+",Invited"), u, type3, invited},
		{d3claimed, nobody, u, type3, success},
		{d3claimed, nobody, u2, type3, notOwned},
		{d2claimed, list("Enterprise ID," + x + ",Invited"), x, type1, invited},
		{d2claimed, list("Enterprise ID," + x + ",Active"), u, type2, notOwned},
		{d2claimed, list("Enterprise ID," + x + ",Active"), x, type3, notOwned},
	} {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			r, _ := upload(t, classicHeader+c.identity+","+c.email+",x,"+c.email+",US,,,\n", c.settings, c.existing)
			got := ""
			for _, f := range r.Findings {
				got += f.Name() + " " + f.ConsoleMessage
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
