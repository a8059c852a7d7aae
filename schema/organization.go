package schema

import (
	"regexp"
	"strings"
)

// Organization is an IMS organization ID: 24 letters or digits and
// @AdobeOrg.
type Organization struct {
	Ident string // the part before the @
}

var organizationIdent = regexp.MustCompile(`^[0-9A-Za-z]{24}$`)

// ParseOrganizationID reads an organization ID; ok is false for text that is
// none.
func ParseOrganizationID(text string) (id Organization, ok bool) {
	ident, found := strings.CutSuffix(text, "@AdobeOrg")
	return Organization{ident}, found && organizationIdent.MatchString(ident)
}

// Hexadecimal reports whether the ID is made of hexadecimal digits, as every
// public example is.
func (o Organization) Hexadecimal() bool {
	return strings.Trim(o.Ident, "0123456789abcdefABCDEF") == ""
}
