package schema

import "strings"

// countries are the codes that ISO 3166-1 alpha-2 assigns to countries
// (https://www.iso.org/obp/ui/#search/code/). They are a constant because
// golang.org/x/text/language, which knows them too, fills tables of languages
// whenever the program starts.
const countries = "" +
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY " +
	"BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK " +
	"FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR " +
	"IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK " +
	"ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
	"PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF " +
	"TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"

// formerCountries are codes that people write for a country and that ISO 3166-1
// has withdrawn or reserved, each with the code that is assigned.
const formerCountries = "BU:MM CT:KI DD:DE DY:BJ FX:FR HV:BF JT:UM MI:UM NH:VU NQ:AQ PU:UM PZ:PA RH:ZW TP:TL UK:GB VD:VN WK:UM YD:YE ZR:CD"

// IsTwoLetters reports whether a text has the form of a country code: two
// letters of ASCII.
func IsTwoLetters(code string) bool {
	return len(code) == 2 && isLetter(code[0]) && isLetter(code[1])
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// IsCountry reports whether ISO 3166-1 alpha-2 assigns a code to a country,
// ignoring case. Reserved codes such as UK and EU are not assigned.
func IsCountry(code string) bool {
	return IsTwoLetters(code) && strings.Contains(countries, strings.ToUpper(code))
}

// CountryMeant returns the code that is assigned to the country that another
// code of two letters means: GB for UK; "" where there is none.
func CountryMeant(code string) string {
	if !IsTwoLetters(code) {
		return ""
	}
	_, meant, ok := strings.Cut(formerCountries, strings.ToUpper(code)+":")
	if !ok {
		return ""
	}
	return meant[:2]
}
