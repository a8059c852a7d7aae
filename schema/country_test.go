package schema

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
)

// assigned are the 249 codes that ISO 3166-1 assigns
// (https://www.iso.org/obp/ui/#search/code/).
const assigned = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`

// TestIsCountry compares all 676 pairs of letters with the official list.
func TestIsCountry(t *testing.T) {
	official := map[string]bool{}
	for _, code := range strings.Fields(assigned) {
		official[code] = true
	}
	if len(official) != 249 {
		t.Fatalf("the list has %d codes", len(official))
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			if got := IsCountry(code); got != official[code] {
				t.Errorf("%s: got %v", code, got)
			}
			if lower := strings.ToLower(code); IsCountry(lower) != official[code] {
				t.Errorf("%s is judged by its case", lower)
			}
		}
	}
	for _, text := range []string{"", "U", "USA", "U1", "Ü", "ÅÄ", " U"} {
		if IsCountry(text) || IsTwoLetters(text) {
			t.Errorf("%q is taken for a code", text)
		}
	}
}

// TestCountryMeant compares all pairs of letters with the regions that
// golang.org/x/text/language knows.
func TestCountryMeant(t *testing.T) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code, want := string(a)+string(b), ""
			if r, err := language.ParseRegion(code); err == nil {
				want = r.Canonicalize().String()
			}
			if want == code || !IsCountry(want) {
				want = ""
			}
			if got := CountryMeant(strings.ToLower(code)); got != want {
				t.Errorf("%s: got %q, want %q", code, got, want)
			}
		}
	}
	for _, text := range []string{"", "U", "K:", ":G", "USA", "840", " U"} {
		if got := CountryMeant(text); got != "" {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

func TestIsTwoLetters(t *testing.T) {
	for code, want := range map[string]bool{
		"AZ": true, "az": true, "aZ": true, "": false, "a": false, "abc": false, "é": false,
		"@A": false, "A[": false, "`a": false, "a{": false, "1a": false, "a1": false, " a": false,
	} {
		if got := IsTwoLetters(code); got != want {
			t.Errorf("%q: got %t", code, got)
		}
	}
}
