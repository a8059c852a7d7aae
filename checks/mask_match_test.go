package checks_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// match holds a mask against product profiles and operator groups.
func match(t *testing.T, mask string, profiles, groups []string) *checks.MaskMatch {
	t.Helper()
	config := "provisioned: {productProfiles: ["
	for _, p := range profiles {
		config += fmt.Sprintf("%q, ", p)
	}
	export := "<group-collection>"
	for _, g := range groups {
		export += fmt.Sprintf(`<group name=%q label=%q/>`, g, "the "+g)
	}
	in := checkstest.Instance(t, "prod", config+"]}", checkstest.Document(`imsRightsMask="`+mask+`"`), export+"</group-collection>")
	a, _ := in.Kept()
	return checks.NewMaskMatch(in, a, 50_000_000)
}

var faultNames = map[checks.MaskFaultKind]string{
	checks.BlankMask: "blank", checks.StrayWhitespace: "white space", checks.LacksSpace: "lacks space", checks.ExtraSpace: "extra space",
	checks.InvalidMask: "invalid", checks.UnknownMask: "unknown", checks.NearMask: "near", checks.NoMatch: "no match",
}

// TestMaskFaults insists that the conditions on a mask are judged in order, each
// on the mask as corrected by those before it, and on what the mask has to be.
func TestMaskFaults(t *testing.T) {
	prod := []string{"campaign - prod - admin", "campaign - prod - delivery"}
	both := []string{"admin", "delivery"}
	long := strings.Repeat("x", 5000) + "[a](.*)"
	for _, c := range []struct {
		name, mask       string
		profiles, groups []string
		faults           []string // each with the mask that it is about
		text             string   // as corrected, "" where nobody can say
	}{
		{"right", "campaign - prod - (.*)", prod, both, nil, "campaign - prod - (.*)"},
		{"right, literal", "campaign - prod - ", prod, both, nil, "campaign - prod - "},
		{"nothing to compare it with", "anything - ", nil, nil, nil, "anything - "},

		{"blank", " ", prod, nil, []string{"blank:  "}, ""},
		{"blank, and profiles and groups agree", "", prod, both, []string{"blank: "}, "campaign - prod - (.*)"},

		{"white space", " campaign -  prod -\u00a0(.*)", nil, nil, []string{"white space:  campaign -  prod -\u00a0(.*)"}, "campaign - prod - (.*)"},
		{"white space, literal", "campaign -  prod - ", prod, nil, []string{"white space: campaign -  prod - "}, "campaign - prod - (.*)"},
		{"white space that the profiles have too", "campaign -  prod - ", []string{"campaign -  prod - admin"}, nil, nil, "campaign -  prod - "},
		{"white space in a regular expression", "campaign  - ([a-z]+)", []string{"campaign - admin"}, nil, []string{"white space: campaign  - ([a-z]+)"}, "campaign - ([a-z]+)"},
		{"white space, and then its space lacks", "campaign -  prod -(.*)", prod, nil, []string{"white space: campaign -  prod -(.*)"}, "campaign - prod - (.*)"},
		{"white space, and then near", "Campaign -  prod - (.*)", prod, nil, []string{"white space: Campaign -  prod - (.*)", "near: Campaign - prod - (.*)"}, "campaign - prod - (.*)"},

		{"brackets that the profiles have", "[EU] campaign - ", []string{"[EU] campaign - admin"}, nil, nil, "[EU] campaign - "},
		{"brackets that the profiles do not have", "[EU] campaign - ", []string{"EU campaign - admin"}, nil, []string{"invalid: [EU] campaign - "}, ""},
		{"a pattern without a group", "campaign - prod - .*", nil, nil, []string{"invalid: campaign - prod - .*"}, "campaign - prod - (.*)"},
		{"a pattern without a group, and near", "Campaign - prod - .*", prod, nil, []string{"invalid: Campaign - prod - .*", "near: Campaign - prod - (.*)"}, "campaign - prod - (.*)"},
		{"a pattern without a group, and its space lacks", "campaign - prod -.*", prod, nil, []string{"invalid: campaign - prod -.*"}, "campaign - prod - (.*)"},
		{"two groups", "(campaign) - (.*)", nil, nil, []string{"invalid: (campaign) - (.*)"}, ""},
		{"two groups, and profiles and groups agree", "(campaign) - (.*)", prod, both, []string{"invalid: (campaign) - (.*)"}, "campaign - prod - (.*)"},

		// What imslint cannot evaluate may be right.
		{"unknown", "campaign(?= - )(.*)", prod, both, []string{"unknown: campaign(?= - )(.*)"}, ""},
		{"unknown with white space", "campaign  (?= - )(.*)", prod, both, []string{"white space: campaign  (?= - )(.*)", "unknown: campaign (?= - )(.*)"}, ""},
		{"too long", long, prod, both, []string{"unknown: " + long}, ""},

		{"its space lacks", "campaign - prod -(.*)", prod, nil, []string{"lacks space: campaign - prod -(.*)"}, "campaign - prod - (.*)"},
		{"a space too many", "campaign_prod (.*)", []string{"campaign_prodadmin"}, nil, []string{"extra space: campaign_prod (.*)"}, "campaign_prod(.*)"},
		{"near", "campagn - prod - (.*)", prod, nil, []string{"near: campagn - prod - (.*)"}, "campaign - prod - (.*)"},
		{"near, and its space lacks", "campagn - prod -(.*)", prod, nil, []string{"near: campagn - prod -(.*)"}, "campaign - prod - (.*)"},
		{"no match", "something - (.*)", prod, nil, []string{"no match: something - (.*)"}, ""},
		{"no match, and profiles and groups agree", "something - (.*)", prod, both, []string{"no match: something - (.*)"}, "campaign - prod - (.*)"},

		{"most pairs agree", "", []string{"a - admin", "b - admin", "b - delivery"}, both, []string{"blank: "}, "b - (.*)"},
		{"as many pairs each", "", []string{"a - admin", "b - admin"}, both, []string{"blank: "}, ""},
		{"a profile that is named like its group", "", []string{"admin", "a - admin"}, both, []string{"blank: "}, "a - (.*)"},
		{"only profiles that are named like their groups", "", prod[:0:0], both, []string{"blank: "}, ""},
		{"pairs with nothing but a space in front", "", []string{" admin", " delivery"}, both, []string{"blank: "}, ""},
		{"the longest group of a name", "", []string{"a - sub admin", "a - delivery"}, []string{"sub admin", "admin", "delivery"}, []string{"blank: "}, "a - (.*)"},
	} {
		m := match(t, c.mask, c.profiles, c.groups)
		var got []string
		for _, f := range m.Faults {
			got = append(got, faultNames[f.Kind]+": "+f.Mask)
			if known := errors.Is(f.Err, schema.ErrMaskGroups) || errors.Is(f.Err, schema.ErrMaskUnknown) || errors.Is(f.Err, schema.ErrMaskLong); known != (f.Kind == checks.InvalidMask || f.Kind == checks.UnknownMask) {
				t.Errorf("%s: the error is %v", c.name, f.Err)
			}
			if f.Kind == checks.NearMask && (f.Near != "campaign - prod - admin" || f.Prefix != "campaign - prod - " || f.Profile.Text != f.Near) {
				t.Errorf("%s: near %q with the prefix %q, at %q", c.name, f.Near, f.Prefix, f.Profile.Text)
			}
		}
		if diff := cmp.Diff(c.faults, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		text := ""
		if m.Usable {
			text = m.Text
		}
		if !m.Usable && (len(m.Profiles) > 0 && m.Profiles[0].Matches || m.Groups != nil && m.Groups[0].Met) {
			t.Errorf("%s: a mask that nobody knows matches", c.name)
		}
		if text != c.text || m.Certain != (c.text != "" && len(c.faults) > 0) || m.Value.Text != c.mask {
			t.Errorf("%s: corrected to %q, certain: %v", c.name, text, m.Certain)
		}
	}
}

// TestMaskMajority insists that the prefix of most pairs is found in whatever
// order they are counted, and none where two have as many.
func TestMaskMajority(t *testing.T) {
	for range 20 {
		if m := match(t, "", []string{"a - x", "b - x", "b - y", "c - x", "d - x"}, []string{"x", "y"}); !m.Usable || m.Text != "b - (.*)" {
			t.Fatalf("one is ahead: %q, usable: %v", m.Text, m.Usable)
		}
		if m := match(t, "", []string{"a - x", "b - x", "b - y", "c - x", "c - y"}, []string{"x", "y"}); m.Usable {
			t.Fatalf("two are ahead: %q", m.Text)
		}
	}
}

// TestMaskPairs insists that profiles are cut into mask and group, and that a
// group that no profile meets has the profile that was likely meant for it.
func TestMaskPairs(t *testing.T) {
	for _, c := range []struct {
		name             string
		profiles, groups []string
		want             []string
	}{
		{"all meet", []string{"a - admin", "a - delivery"}, []string{"admin", "delivery"}, []string{"a - |admin exists", "a - |delivery exists", "admin met", "delivery met"}},
		{"of another instance", []string{"b - admin", "a - admin"}, []string{"admin"}, []string{"no match", "a - |admin exists", "admin met"}},
		{"each other's nearest", []string{"a - delivry", "a - admin"}, []string{"admin", "delivery"}, []string{"a - |delivry ? delivery", "a - |admin exists", "admin met", "delivery ? delivry"}},
		{"another case before a near one", []string{"a - Delivery"}, []string{"Deliveri", "delivery"}, []string{"a - |Delivery ? delivery", "Deliveri", "delivery ? Delivery"}},
		{"the nearest is met by another", []string{"a - delivry", "a - delivery"}, []string{"delivery"}, []string{"a - |delivry ? delivery", "a - |delivery exists", "delivery met"}},
		{"two profiles for one group", []string{"a - deliver", "a - delivary"}, []string{"delivery"}, []string{"a - |deliver ? delivery", "a - |delivary ? delivery", "delivery ? deliver"}},
		{"nothing near", []string{"a - report"}, []string{"admin"}, []string{"a - |report", "admin"}},
		{"nothing behind the mask", []string{"a - "}, []string{"admin"}, []string{"a - |", "admin"}},
		{"a group twice, and one without a name", []string{"a - admin"}, []string{"admin", "", "admin", "report"}, []string{"a - |admin exists", "admin met", "report"}},
		{"named like a group, without the mask", []string{"admin", "delivry", "a - x"}, []string{"admin", "delivery", "x"}, []string{"no match", "no match", "a - |x exists", "admin", "delivery", "x met"}},
		{"near to a group that is met, and to one that is not", []string{"a - delivery", "a - delivry"}, []string{"delivery", "delivri"},
			[]string{"a - |delivery exists", "a - |delivry ? delivery", "delivery met", "delivri ? delivry"}},
		{"a profile that is written like the mask", []string{"a - (.*)", "a - admin"}, []string{"admin"}, []string{"a - |(.*)", "a - |admin exists", "admin met"}},
		{"no profiles", nil, []string{"admin"}, []string{"admin"}},
	} {
		m := match(t, "a - (.*)", c.profiles, c.groups)
		var got []string
		for i, p := range m.Profiles {
			text := "no match"
			if p.Matches {
				text = p.Prefix + "|" + p.Group
			}
			if p.Nearest != "" {
				text += " ? " + p.Nearest
			}
			if p.Exists {
				text += " exists"
			}
			if p.Value.Text != c.profiles[i] {
				t.Errorf("%s: got %q, want %q", c.name, p.Value.Text, c.profiles[i])
			}
			got = append(got, text)
		}
		for _, g := range m.Groups {
			text := g.Name.Text
			if g.Met {
				text += " met"
			}
			if g.Nearest != nil {
				text += " ? " + g.Nearest.Group
			}
			if g.Label != "the "+g.Name.Text {
				t.Errorf("%s: %q has the label %q", c.name, g.Name.Text, g.Label)
			}
			got = append(got, text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	broken := match(t, "(a)(b)", []string{"a - admin"}, []string{"admin", "delivery"}) // the mask cannot be told from it, but the prefix can
	if !broken.Usable || broken.Profiles[0].Group != "admin" || !broken.Groups[0].Met {
		t.Errorf("got %+v", broken)
	}
}

// TestMaskOfMany insists that there is an end to the search for the nearest
// names: so many letters are no typing errors.
func TestMaskOfMany(t *testing.T) {
	const n = 300
	profiles, groups := []string{"a - delivry"}, []string{"delivery"}
	for i := range n - 1 {
		profiles = append(profiles, fmt.Sprintf("a - a name that is like no other %d", i))
		groups = append(groups, fmt.Sprint("g", i))
	}
	m := match(t, "a - (.*)", profiles, groups)
	if m.Profiles[0].Nearest != "delivery" || m.Groups[0].Nearest != &m.Profiles[0] {
		t.Errorf("of %d: got %q", n, m.Profiles[0].Nearest)
	}
	for i := range 25 {
		profiles = append(profiles, "a - "+strings.Repeat("x", 4000+i))
	}
	m = match(t, "a - (.*)", profiles, groups)
	if m.Profiles[0].Nearest != "" || m.Groups[0].Nearest != nil {
		t.Errorf("of too many letters: got %q", m.Profiles[0].Nearest)
	}
}
