package login

import "testing"

func TestLookAlike(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"campaign-prod", ""},
		{"кампания", ""}, // nothing in it is taken for Latin
		{"é campagne ü", ""},
		{"я-42", ""},
		{"a\u00a0b", ""}, // a space is named where values are quoted
		{"cаmpaign", " It contains the Cyrillic letter а (U+0430), which only looks like a Latin one."},
		{"οpenid", " It contains the Greek letter ο (U+03BF), which only looks like a Latin one."},
		{"camp\x7faign", ""}, // DEL is none of the characters that look like another
		{"ｃampaign", " It contains the character ｃ (U+FF43), which only looks like c."},
		{"example.ⅽom", " It contains the character ⅽ (U+217D), which only looks like c."},
		{"０123@AdobeOrg", " It contains the character ０ (U+FF10), which only looks like 0."},
		{"𝐜ampaign", " It contains the character 𝐜 (U+1D41C), which only looks like c."},
	} {
		if got := lookAlike(c.text); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}
