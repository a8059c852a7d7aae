// Package users holds the checks of files for a bulk upload to the Admin
// Console: what it will say of each, row by row.
//
// Rows are judged as they are read, and let go.
package users

import "github.com/imslint/imslint/checks"

// rule is a check with what runs it.
type rule struct {
	check *checks.Check
	// begin prepares a file, and notes what cannot run on it; nil for nothing
	// to prepare.
	begin func(f *file)
	// row judges a row; nil where the check looks at files only.
	row func(r *row)
}

// rules are the checks in the order in which they run. A domain that is not
// owned comes before a user that exists: only the first is said of a row.
var rules = []rule{
	{check: csvFile},
	{check: identityType, row: checkIdentityType},
	{check: emailAddress, row: checkEmailAddress},
	{check: userName, begin: beginUserName, row: checkUserName},
	{check: countryCode, row: checkCountryCode},
	{check: userFields, row: checkUserFields},
	{check: productConfigurations, begin: beginConfigurations, row: checkConfigurations},
	{check: options, row: checkOptions},
	{check: emailDomain, begin: beginEmailDomain, row: checkEmailDomain},
	{check: existingUser, begin: beginExistingUser, row: checkExistingUser},
}

// Catalogue holds the checks, and the messages of the Admin Console.
var Catalogue = checks.NewCatalogue(checksOf(rules), messages)

func checksOf(rules []rule) []*checks.Check {
	var list []*checks.Check
	for _, r := range rules {
		list = append(list, r.check)
	}
	return list
}
