package users

import (
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// countryCode finds codes of countries that there are not, or that Adobe does
// no business with.
var countryCode = &checks.Check{
	Name:  "country-code",
	Title: "the code of a country in which Adobe does business",
	Codes: []*checks.Code{countryNotTwoLetters, countryUnknown, countryEmbargoed},
}

const iso3166 = "https://www.iso.org/iso-3166-country-codes.html"

var countryNotTwoLetters = &checks.Code{
	Name: "country-code/not-two-letters", Severity: checks.Error,
	Title:     "the country code is not two letters",
	Why:       "The Admin Console rejects the file at upload.",
	Fix:       "Write the two-letter code of the country, such as US.",
	Causes:    []checks.Cause{{Symptom: countryMustConform, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,GBR,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,GB,,,\n"},
}

var countryUnknown = &checks.Code{
	Name: "country-code/unknown", Severity: checks.Error,
	Title:     "no country has the code",
	Why:       "The Admin Console takes the codes that ISO 3166-1 assigns; reserved ones such as UK and EU are not among them.",
	Fix:       "Write the code that ISO 3166-1 assigns to the country: GB for the United Kingdom.",
	Causes:    []checks.Cause{{Symptom: invalidCountry, Basis: checks.Documented}},
	Source:    iso3166,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,UK,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,gb,,,\n"},
}

var countryEmbargoed = &checks.Code{
	Name: "country-code/embargoed", Severity: checks.Error,
	Title:     "Adobe does no business with the country",
	Why:       "A user must be from a country in which Adobe can legally do business.",
	Fix:       "Correct the country, or leave the user out; adminConsole.embargoedCountries states which countries these are.",
	Causes:    []checks.Cause{{Symptom: invalidCountry, Basis: checks.Documented}, {Symptom: countryNotOpen, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,KP,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,KR,,,\n"},
}

// countryFault is what is wrong with a code.
type countryFault uint8

const (
	notJudged countryFault = iota
	noFault
	notTwoLetters
	unknownCountry
	embargoedCountry
)

func checkCountryCode(r *row) {
	code := r.text(schema.CountryColumn)
	if code == "" {
		return
	}
	switch r.countryFault(code) {
	case notTwoLetters:
		r.rejectFile(countryNotTwoLetters, schema.CountryColumn, "%s is not a country code of two letters.", quoted(code))
	case unknownCountry:
		f := r.failRow(countryUnknown, schema.CountryColumn, "ISO 3166-1 assigns the code %s to no country.", quoted(code))
		if meant := schema.CountryMeant(code); meant != "" && f.Listed() {
			f.Message += " Did you mean " + meant + "?"
		}
	case embargoedCountry:
		r.failRow(countryEmbargoed, schema.CountryColumn, "Adobe does no business with the country %s.", quoted(strings.ToUpper(code)))
	}
}

func (r *row) countryFault(code string) countryFault {
	if !schema.IsTwoLetters(code) {
		return notTwoLetters
	}
	// Of two letters there are not many, so that each is judged once.
	fault := &r.countries[code[0]|' '-'a'][code[1]|' '-'a']
	if *fault == notJudged {
		switch {
		case r.Config.AdminConsole.Embargoed(code):
			*fault = embargoedCountry
		case !schema.IsCountry(code):
			*fault = unknownCountry
		default:
			*fault = noFault
		}
	}
	return *fault
}
