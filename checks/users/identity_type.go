package users

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// identityType finds identity types that there are not.
var identityType = &checks.Check{
	Name:  "identity-type",
	Title: "an identity type of the Admin Console",
	Codes: []*checks.Code{identityTypeInvalid},
}

var identityTypeInvalid = &checks.Code{
	Name: "identity-type/invalid", Severity: checks.Error,
	Title:     "the identity type is not one of the Admin Console",
	Why:       "The Admin Console rejects the file at upload: it cannot know which kind of account to create.",
	Fix:       "Write Adobe ID, Enterprise ID or Federated ID; in today's layout also Business ID or nothing.",
	Causes:    []checks.Cause{{Symptom: identityTypeMustBe, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Business ID,ada@example.com,,,,,,\n"},
	Good:      checks.Example{Export: currentHeader + "Business ID,,,ada@example.com,,,,\n"},
}

func checkIdentityType(r *row) {
	if r.identity != "" {
		return
	}
	text := r.text(schema.TypeColumn)
	if text == "" {
		r.rejectFile(identityTypeInvalid, schema.TypeColumn, "The identity type is blank.")
		return
	}
	f := r.rejectFile(identityTypeInvalid, schema.TypeColumn, "%s is not an identity type, expected Adobe ID, Enterprise ID or Federated ID.", quoted(text))
	if !f.Listed() {
		return
	}
	known := []string{adobeID, enterpriseID, federatedID}
	if near := checks.NearestName(text, known); near != "" {
		f.Message += " Did you mean " + near + "?"
	}
}
