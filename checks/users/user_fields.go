package users

import (
	"unicode/utf8"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// userFields finds fields that are missing for the identity type, or too long.
var userFields = &checks.Check{
	Name:  "user-fields",
	Title: "the fields that the identity type requires, none too long",
	Codes: []*checks.Code{fieldMissing, fieldTooLong},
}

var fieldMissing = &checks.Code{
	Name: "user-fields/missing", Severity: checks.Error,
	Title:     "a field is blank that the identity type requires",
	Why:       "Which fields are mandatory depends on the identity type: without them the account cannot be created.",
	Fix:       "Fill in the field, or add its column to the file.",
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Federated ID,ada@example.com,x,,GB,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Enterprise ID,ada@example.com,x,,GB,,,\n"},
}

// maxField is how many characters a name or the options may have.
const maxField = 255

var fieldTooLong = &checks.Code{
	Name: "user-fields/too-long", Severity: checks.Error,
	Title:     "a field has more than 255 characters",
	Why:       "The Admin Console rejects the file at upload.",
	Fix:       "Shorten the field to 255 characters.",
	Causes:    []checks.Cause{{Symptom: stringTooLong, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,," + longName + "\u00e9,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,," + longName + ",,\n"},
}

// longName has as many characters as a name may have.
const longName = sevenNames + sevenNames + sevenNames + "Ada"

const sevenNames = "Ada Augusta Ada Augusta Ada Augusta Ada Augusta Ada Augusta Ada Augusta Ada Augusta "

// required is what an identity type requires in a generation.
type required struct {
	column    schema.UserColumn
	label     string
	uncertain bool // the document says both
}

var (
	classicFederated  = []required{{schema.ConfigurationsColumn, "ProductConfigurations", false}, {schema.UserNameColumn, "user name", false}, {schema.CountryColumn, "CountryCode", false}}
	classicEnterprise = []required{{schema.ConfigurationsColumn, "ProductConfigurations", false}, {schema.CountryColumn, "CountryCode", true}}
	currentFederated  = []required{{schema.UserNameColumn, "Username", false}, {schema.CountryColumn, "Country Code", false}}
	currentEnterprise = []required{{schema.CountryColumn, "Country Code", false}}
)

func (r *row) required() []required {
	classic := r.header.Generation == schema.Classic
	switch {
	case r.identity == federatedID && classic:
		return classicFederated
	case r.identity == federatedID:
		return currentFederated
	case r.identity == enterpriseID && classic:
		return classicEnterprise
	case r.identity == enterpriseID:
		return currentEnterprise
	}
	return nil
}

// bounded are the columns whose length is bounded.
var bounded = []struct {
	column schema.UserColumn
	label  string
}{
	{schema.FirstNameColumn, "first name"}, {schema.LastNameColumn, "last name"}, {schema.UserNameColumn, "user name"}, {schema.OptionsColumn, "options"},
}

func checkUserFields(r *row) {
	for _, need := range r.required() {
		if r.text(need.column) != "" {
			continue
		}
		if need.uncertain {
			f := r.report(fieldMissing, "", need.column, "The field %s is blank: Adobe's documentation calls it optional for an %s in one place and mandatory in another.", need.label, r.identity)
			f.Severity = checks.Warning
			continue
		}
		missing := "is blank"
		if !r.header.Has(need.column) {
			missing = "is not a column of the file"
		}
		r.failRow(fieldMissing, need.column, "The field %s %s, and a user of the type %s needs it.", need.label, missing, r.identity)
	}
	for _, b := range bounded {
		text := r.text(b.column)
		if len(text) <= maxField {
			continue
		}
		if n := utf8.RuneCountInString(text); n > maxField {
			r.rejectFile(fieldTooLong, b.column, "The field %s has %d characters, the Admin Console takes %d.", b.label, n, maxField)
		}
	}
}
