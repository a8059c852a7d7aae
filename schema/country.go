package schema

import (
	"strings"

	"golang.org/x/text/language"
)

// noLongerCountries are codes that golang.org/x/text/language knows with a
// number of UN M.49, and that ISO 3166-1 has withdrawn or never assigned: states
// that are no more, and Kosovo, whose XK is for private use.
const noLongerCountries = "AN CS NT SU XK YU"

// IsTwoLetters reports whether a text has the form of a country code: two
// letters of ASCII.
func IsTwoLetters(code string) bool {
	return len(code) == 2 && isLetter(code[0]) && isLetter(code[1])
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// IsCountry reports whether ISO 3166-1 alpha-2 assigns a code to a country,
// ignoring case. Reserved codes such as UK and EU are not assigned.
//
// The regions of golang.org/x/text/language also hold reserved and withdrawn
// codes. Those denote another region or have no number, except a few.
func IsCountry(code string) bool {
	code = strings.ToUpper(code)
	if !IsTwoLetters(code) || strings.Contains(noLongerCountries, code) {
		return false
	}
	r, err := language.ParseRegion(code)
	return err == nil && r.IsCountry() && r.String() == code && r.Canonicalize() == r && r.M49() != 0
}

// CountryMeant returns the code that is assigned to the region that another code
// stands for: GB for UK; "" where there is none.
func CountryMeant(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	if meant := r.Canonicalize().String(); !strings.EqualFold(meant, code) && IsCountry(meant) {
		return meant
	}
	return ""
}
