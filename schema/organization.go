package schema

import "strings"

// Organization is an IMS organization ID: 24 letters or digits and
// @AdobeOrg.
type Organization struct {
	Ident string // the part before the @
}

// identLength is the number of letters and digits in front of @AdobeOrg.
const identLength = 24

func isIdent(text string) bool {
	return len(text) == identLength && strings.Trim(text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// ParseOrganizationID reads an organization ID; ok is false for text that is
// none.
func ParseOrganizationID(text string) (id Organization, ok bool) {
	ident, found := strings.CutSuffix(text, "@AdobeOrg")
	return Organization{ident}, found && isIdent(ident)
}

// Hexadecimal reports whether the ID is made of hexadecimal digits, as every
// public example is.
func (o Organization) Hexadecimal() bool {
	return strings.Trim(o.Ident, "0123456789abcdefABCDEF") == ""
}
