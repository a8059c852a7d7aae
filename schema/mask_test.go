package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestParseMask holds the three forms of a mask, and what a literal prefix is:
// only that tells which profile belongs to a group.
func TestParseMask(t *testing.T) {
	for _, c := range []struct {
		mask, prefix string
		literal      bool
	}{
		{"campaign - prod - ", "campaign - prod - ", true},
		{"campaign - prod - (.*)", "campaign - prod - ", true},
		{"campaign.prod - (.*)", "campaign.prod - ", true},
		{"(.*)", "", true},
		{"", "", true},
		{"^campaign - prod - (.*)$", "campaign - prod - ", false},
		{"campaign - prod - (.+)", "campaign - prod - ", false},
		{"campaign - (?:prod|live) - (.*)", "campaign - ", false},
		{"(.*) - campaign", "", false},
		{"^campaign - (?:prod|live) (.*)x?", "campaign - ", false},
	} {
		m, err := ParseMask(c.mask)
		if err != nil || m.Prefix != c.prefix || m.Literal() != c.literal {
			t.Errorf("%q: prefix %q, literal %t (%v)", c.mask, m.Prefix, m.Literal(), err)
		}
		name, ok := m.Profile("admin")
		if ok != c.literal || ok && name != c.prefix+"admin" {
			t.Errorf("%q: the profile of admin is %q, %t", c.mask, name, ok)
		}
	}
}

// TestGroup: a regular expression has to match the whole name.
func TestGroup(t *testing.T) {
	for _, c := range []struct{ mask, profile, want string }{
		{"a (.+)", "a admin", "admin"}, {"a (.+)", "a ", "-"}, {"a (.+)", "b a admin", "-"}, {"a (x+) b", "a xx b", "xx"}, {"a (x+) b", "a xx bc", "-"}, {"a (x*)", "a ", ""},
	} {
		m, err := ParseMask(c.mask)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := m.Group(c.profile)
		if !ok {
			got += "-"
		}
		if got != c.want {
			t.Errorf("%s on %s: got %q, want %q", c.mask, c.profile, got, c.want)
		}
	}
}

func TestTidyMask(t *testing.T) {
	for in, want := range map[string]string{
		"\ta\u00a0\u00a0-\u2003b ": "a - b ", "a -  (.*)": "a - (.*)", "a (.*) \t": "a (.*)", "a (b)\u00a0": "a (b)", "  ": "",
		"\ufeffa\u200b-\u200c\u200d\u2060": "a-", "a\u200e\u200a": "a\u200e ", "(.*) x ": "(.*) x ",
	} {
		if got := TidyMask(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestFitSpace: a trailing space is lacking or extra only where that is what
// sets the mask apart from the profiles.
func TestFitSpace(t *testing.T) {
	for _, c := range []struct {
		mask     string
		profiles string // separated by |
		want     string // "-" where the space is not what is wrong
	}{
		{"a -", "a - admin|a - delivery", "a - "},
		{"a -", "a - 1st", "a - "},
		{"a -", "b - admin|a - admin|c", "a - "},
		{"a - ", "a - admin", "-"},
		{"a -", "a -admin", "-"},
		{"a -", "a - admin|a -delivery", "-"},
		{"a -", "a - (admin)", "-"},
		{"a -", "a -", "-"},
		{"a -", "a - ", "-"},
		{"a -", "b - admin", "-"},
		{"a -", "", "-"},
		{"a- ", "a-admin", "a-"},
		{"a- ", "b-admin", "-"},
		{"a- ", "a-admin|a- delivery", "-"},
		{" ", "admin", "-"},
		{"a-(.+)", "a- admin", "-"},
	} {
		m, err := ParseMask(c.mask)
		if err != nil {
			t.Fatal(err)
		}
		got := "-"
		if fitted, ok := m.FitSpace(strings.Split(c.profiles, "|")); ok {
			got = fitted.Prefix
		}
		if got != c.want {
			t.Errorf("%q against %s: got %q, want %q", c.mask, c.profiles, got, c.want)
		}
	}
}

// TestNearest finds the profile that a misspelt mask was meant for: by folding
// case, spaces and dashes, else within two edits of the prefix.
func TestNearest(t *testing.T) {
	x := strings.Repeat("x", maxCompared-1)
	for _, c := range []struct{ mask, profiles, groups, want string }{
		{"Campaign-Prod-", "other|campaign - prod - admin", "", "campaign - prod - admin: campaign - prod - "},
		{"campaign – prod − ", "campaign - prod - admin", "", "campaign - prod - admin: campaign - prod - "}, // an en dash, a minus
		{"aa\u2212bb\u2212cc\u2212", "AA - BB - CC - x", "", "AA - BB - CC - x: AA - BB - CC - "},
		{"aa\u00adbb\u00adcc\u00ad", "AA - BB - CC - x", "", "AA - BB - CC - x: AA - BB - CC - "},
		{"aa\u2043bb\u2043cc\u2043", "AA - BB - CC - x", "", "AA - BB - CC - x: AA - BB - CC - "},
		{"aa\u2013bb\u2014cc\u2010", "AA - BB - CC - x", "", "AA - BB - CC - x: AA - BB - CC - "},
		{"aa.bb.cc.", "AA-BB-CC-x", "", ""}, // a dot is no dash
		{"campaign\u00ad\u200bprod\u2043", "Campaign - Prod - admin", "", "Campaign - Prod - admin: Campaign - Prod - "},
		{"Campaign", "campaign", "", "campaign: campaign"},
		{"Campaign", "campai", "", ""},
		{"Campaigns - ", "campai", "", ""},
		{"campain - prod - ", "campaign - prod - admin", "", "campaign - prod - admin: campaign - prod - "},
		{"cmpain - prod - ", "campaign - prod - admin", "", "campaign - prod - admin: campaign - prod - "},
		{"cmpan - prod - ", "campaign - prod - admin", "", ""},
		{"campaign - pord - ", "other|campaign - prod - admin|campaign - prod - delivery", "", "campaign - prod - admin: campaign - prod - "},
		{"campaign - prdo - ", "campaign - pro - x|campaign - prod - admin", "", "campaign - pro - x: campaign - pro - "},
		// Groups decide where the name is cut, and between profiles.
		{"camp-prod", "camp-pro1admin", "", "camp-pro1admin: camp-pro"},
		{"camp-prod", "camp-pro1admin", "admin", "camp-pro1admin: camp-pro1"},
		{"camp-prod", "camp-pro1admin|camp-pro2admin", "admin", "camp-pro1admin: camp-pro1"},
		{"camp-prod", "camp-pro1admin|camp-pro2delivery", "delivery", "camp-pro2delivery: camp-pro2"},
		{"campaign-prod", "cammaign-prd1admin|campaign-prd admin", "admin", "campaign-prd admin: campaign-prd"},
		// Two edits of a very short prefix would fit anything.
		{"abc", "abx", "", "abx: ab"},
		{"ab", "ax", "", ""},
		{"abcde", "axyde", "", ""},
		{"abcdef", "axydef", "", "axydef: axydef"},
		{"abcdef", "abcd", "", "abcd: abcd"},
		{"abcdef", "abc", "", ""},
		{"", "a", "", ""},
		{" ", "a", "", ""},
		// Nobody types such a prefix.
		{x + "y", x + "z", "", x + "z: " + x},
		{x + "yy", x + "yz", "", ""},
		{x + "yy", x + "YY", "", x + "YY: " + x + "YY"},
		{x + "y", "z" + x + "y" + strings.Repeat("w", 4*maxCompared), "", "z" + x + "y" + strings.Repeat("w", 4*maxCompared) + ": z" + x + "y"},
		{strings.Repeat("漢", maxCompared), "一二" + strings.Repeat("漢", maxCompared) + "x", "", "一二" + strings.Repeat("漢", maxCompared) + "x: 一二" + strings.Repeat("漢", maxCompared-2)},
	} {
		m, err := ParseMask(c.mask)
		if err != nil {
			t.Fatal(err)
		}
		groups := map[string]bool{}
		for g := range strings.SplitSeq(c.groups, "|") {
			if g != "" {
				groups[g] = true
			}
		}
		got := ""
		if near, ok := m.Nearest(strings.Split(c.profiles, "|"), groups); ok {
			got = near.Profile + ": " + near.Mask.Prefix
		}
		if got != c.want {
			t.Errorf("%.60q against %.60s with groups %q: got %q, want %q", c.mask, c.profiles, c.groups, got, c.want)
		}
	}
}

func TestMaskPrefix(t *testing.T) {
	for text, want := range map[string]string{
		"a - (.*)": "a - ", "a - (.*": "a - ", "a - .*)": "a - ", "a - .*": "a - ", "a - (*)": "a - ", "a - *": "a - ", "a - (.+)": "a - ", "a - .+": "a - ", "a - ()": "a - ", "a - (": "a - ",
		"^a - (.*)": "a - ", "^a - ": "a - ", "a - ": "a - ", "": "", "a (b) c": "", "a (.*)(.*)": "", "(.*) - a": "", "a|b": "",
	} {
		if got := MaskPrefix(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestNearestOfMany insists that there is an end to the search for the profile that
// a mask was meant for.
func TestNearestOfMany(t *testing.T) {
	mask := Mask{Prefix: strings.Repeat("a", maxCompared)}
	meant := "bb" + mask.Prefix[2:]
	var profiles []string
	for i := range maxPrefixLetters / (maxCompared * maxCompared) {
		profiles = append(profiles, fmt.Sprintf("%04d%s", i, strings.Repeat("c", maxCompared-4)))
	}
	few := len(profiles) / 10
	if near, ok := mask.Nearest(append(profiles[:few:few], meant), nil); !ok || near.Profile != meant {
		t.Errorf("of %d: %v", few, ok)
	}
	if _, ok := mask.Nearest(append(profiles, meant), nil); ok {
		t.Errorf("of %d: found", len(profiles))
	}
	alike := slices.Repeat(profiles[:1], len(profiles))
	if near, ok := mask.Nearest(append(alike, meant), nil); !ok || near.Profile != meant {
		t.Errorf("of %d that begin alike: %v", len(alike), ok)
	}
}
