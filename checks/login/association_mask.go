package login

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// associationMask finds a mask that does not lead from product profiles to
// operator groups: mask + operator group name = product profile name.
var associationMask = &checks.Check{
	Name:  "association-mask",
	Title: "a mask that leads from product profiles to operator groups",
	Step:  checks.RightsStep,
	Codes: []*checks.Code{maskMissing, maskInvalidPattern, maskWhitespace, maskNearMiss, maskNoProfileMatches,
		maskProfileWithoutGroup, maskGroupWithoutProfile, maskUserWithoutProfile, maskShared, maskNoCapture},
	Account: checkMask,
	Compare: compareMasks,
}

var maskMissing = &checks.Code{
	Name: "association-mask/missing", Severity: checks.Error,
	Title:  "Association mask is blank",
	Why:    "Without it Campaign cannot find out which operator groups a person belongs to.",
	Fix:    "Set Association mask to what comes before the operator group's name in the product profiles, followed by (.*), for example \"campaign - prod - (.*)\".",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}, {Symptom: webUICardMissing, Basis: checks.Documented}},
	Source: configuring,
	Bad:    checks.Example{Export: `imsRightsMask=""`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`},
}

var maskInvalidPattern = &checks.Code{
	Name: "association-mask/invalid-pattern", Severity: checks.Error,
	Title:  "Association mask is a pattern that captures no group name",
	Why:    "A mask is a prefix, a prefix and (.*), or by inference another regular expression with one group for the name of the operator group.",
	Fix:    "Set Association mask to the prefix followed by (.*), for example \"campaign - prod - (.*)\".",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}},
	Source: "inferred from the masks that Adobe documents, all of which end in (.*)",
	Bad:    checks.Example{Export: `imsRightsMask="campaign - prod - .*"`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`},
}

var maskWhitespace = &checks.Code{
	Name: "association-mask/whitespace", Severity: checks.Error,
	Title:  "Association mask has other white space than the product profiles",
	Why:    "The mask is compared character by character, and its trailing space is part of it.",
	Fix:    "Retype the spaces of Association mask, so that it is exactly what the product profile names begin with.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsRightsMask="campaign -  prod - (.*)"`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`},
}

var maskNearMiss = &checks.Code{
	Name: "association-mask/near-miss", Severity: checks.Error, Needs: "provisioned.productProfiles",
	Title:  "no product profile matches, but one nearly does",
	Why:    "The names have to agree in spelling, spaces and kinds of dashes. That case counts too is inferred.",
	Fix:    "Correct Association mask to what the product profile names begin with, or rename the profiles.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsRightsMask="campagn - prod - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - prod - admin"]}`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - prod - admin"]}`},
}

var maskNoProfileMatches = &checks.Code{
	Name: "association-mask/no-profile-matches", Severity: checks.Error, Needs: "provisioned.productProfiles",
	Title:  "no product profile begins with Association mask",
	Why:    "Nobody's product profiles lead to an operator group.",
	Fix:    "Set Association mask to what the product profile names of this instance begin with, followed by (.*), or create the profiles in the Admin Console.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}},
	Source: troubleshooting,
	Bad:    checks.Example{Export: `imsRightsMask="campaign - production - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - stage - admin"]}`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - stage - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - stage - admin"]}`},
}

var maskProfileWithoutGroup = &checks.Code{
	Name: "association-mask/profile-without-group", Severity: checks.Warning, Needs: "provisioned.productProfiles and the export's operator groups",
	Title:  "a product profile leads to no operator group",
	Why:    "People who have only this profile find no group in Campaign and are refused.",
	Fix:    "Rename the product profile in the Admin Console, or create the operator group in Administration > Access management > Operator groups.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}},
	Source: troubleshooting, NoRestart: true,
	Bad: checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery", "campaign - prod - analysis"]}`,
		Beside: []string{`<group-collection><group name="delivery"/></group-collection>`}},
	Good: checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery"]}`,
		Beside: []string{`<group-collection><group name="delivery"/></group-collection>`}},
}

var maskGroupWithoutProfile = &checks.Code{
	Name: "association-mask/group-without-profile", Severity: checks.Warning, Needs: "provisioned.productProfiles and the export's operator groups",
	Title:  "an operator group has no product profile",
	Why:    "Nobody can become a member of this group through an Adobe ID.",
	Fix:    "Create the product profile in the Admin Console, or give the group back its old internal name.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}},
	Source: troubleshooting, NoRestart: true,
	Bad: checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery"]}`,
		Beside: []string{`<group-collection><group name="delivery"/><group name="report"/></group-collection>`}},
	Good: checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery", "campaign - prod - report"]}`,
		Beside: []string{`<group-collection><group name="delivery"/><group name="report"/></group-collection>`}},
}

var maskUserWithoutProfile = &checks.Code{
	Name: "association-mask/user-without-profile", Severity: checks.Error, Needs: "an Admin Console user CSV",
	Title:  "a user has no product profile of this instance",
	Why:    "The person can sign in, and then has no rights here.",
	Fix:    "Add the user to a product profile of this instance in the Admin Console.",
	Causes: []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Documented}},
	Source: troubleshooting, NoRestart: true,
	Bad: checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`,
		Beside: []string{"Identity Type,Username,Domain,Email,Product Configurations\nAdobe ID,ada,,ada@example.com,campaign - stage - admin\n"}},
	Good: checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`,
		Beside: []string{"Identity Type,Username,Domain,Email,Product Configurations\nAdobe ID,ada,,ada@example.com,campaign - prod - admin\n"}},
}

var maskShared = &checks.Code{
	Name: "association-mask/shared-between-instances", Severity: checks.Info,
	Title:  "two instances have the same Association mask",
	Why:    "Product profiles are named after their instance; with the same mask on two instances, the profiles of one open the other too.",
	Fix:    "Compare Association mask with the product profiles of this instance.",
	Source: "inferred from the names of product profiles, " + permissions,
	Bad:    checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Other: `imsRightsMask="campaign - prod - (.*)"`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`, Other: `imsRightsMask="campaign - stage - (.*)"`},
}

var maskNoCapture = &checks.Code{
	Name: "association-mask/no-capture", Severity: checks.Info,
	Title:  "Association mask does not end in (.*)",
	Why:    "The documentation calls the mask a prefix, and every public mask ends in (.*).",
	Fix:    "Add (.*) to the end of Association mask if login is refused.",
	Source: "inferred from the masks that Adobe documents, " + configuring,
	Bad:    checks.Example{Export: `imsRightsMask="campaign - prod - "`},
	Good:   checks.Example{Export: `imsRightsMask="campaign - prod - (.*)"`},
}

// maskFaultCodes are the codes of what can be wrong with a mask.
var maskFaultCodes = [...]*checks.Code{
	checks.BlankMask: maskMissing, checks.StrayWhitespace: maskWhitespace, checks.LacksSpace: maskWhitespace, checks.ExtraSpace: maskWhitespace,
	checks.InvalidMask: maskInvalidPattern, checks.NearMask: maskNearMiss, checks.NoMatch: maskNoProfileMatches,
}

func checkMask(p *checks.Pass, a *schema.Account) {
	m := p.Mask()
	v := m.Value
	p.Peer.Mask = checks.Sound{Value: v}
	for _, fault := range m.Faults {
		if fault.Kind == checks.UnknownMask {
			for _, code := range []*checks.Code{maskNearMiss, maskNoProfileMatches, maskProfileWithoutGroup, maskGroupWithoutProfile, maskUserWithoutProfile} {
				p.Skip(code, "the mask "+fault.Err.Error())
			}
			continue
		}
		f := p.Report(maskFaultCodes[fault.Kind], v, "%s", maskMessage(m, fault))
		switch fault.Kind {
		case checks.NearMask:
			f.Related = []checks.Related{{Place: fault.Profile.Place, Message: "the product profile that nearly matches"}}
			if strings.EqualFold(fault.Prefix, strings.TrimSuffix(fault.Mask, "(.*)")) {
				f.Causes = []checks.Cause{{Symptom: noRightMatchingExpression, Basis: checks.Inferred}}
			}
		case checks.NoMatch:
			f.Related = []checks.Related{{Place: m.Profiles[0].Value.Place, Message: "the product profiles"}}
		}
		if m.Certain {
			f.Set(m.Text)
		}
	}
	if len(m.Profiles) == 0 {
		p.Skip(maskNearMiss, schema.ProductProfilesFact.Unstated)
		p.Skip(maskNoProfileMatches, schema.ProductProfilesFact.Unstated)
	}
	if !m.Usable {
		return
	}
	p.Peer.Mask.Text = m.Mask.Prefix
	if len(m.Faults) == 0 && m.Mask.Literal() && !strings.HasSuffix(m.Text, "(.*)") {
		p.Report(maskNoCapture, v, "Association mask %s does not end in (.*), as every public mask does.", checks.Quote(m.Text))
	}
	checkGroups(p, m)
	checkUsers(p, m)
}

// maskMessage says what is wrong with a mask.
func maskMessage(m *checks.MaskMatch, fault checks.MaskFault) string {
	mask := checks.Quote(fault.Mask)
	switch fault.Kind {
	case checks.BlankMask:
		return "Association mask is blank."
	case checks.StrayWhitespace:
		message := "Association mask " + mask + " contains stray white space"
		if m.Certain {
			return message + "; did you mean " + checks.Quote(m.Text) + "?"
		}
		return message + "."
	case checks.LacksSpace:
		return "Association mask " + mask + " lacks the space behind the prefix that the product profiles have."
	case checks.ExtraSpace:
		return "Association mask " + mask + " has a space behind the prefix that the product profiles do not have."
	case checks.InvalidMask:
		return fmt.Sprintf("Association mask %s %s.", mask, fault.Err)
	case checks.NearMask:
		prefix := strings.TrimSuffix(fault.Mask, "(.*)")
		return fmt.Sprintf("No product profile begins with %s; %s nearly does: %s.%s", checks.Quote(prefix), checks.Quote(fault.Near), difference(prefix, fault.Prefix), lookAlike(prefix))
	default:
		names := make([]string, len(m.Profiles))
		for i, p := range m.Profiles {
			names[i] = p.Value.Text
		}
		return fmt.Sprintf("Association mask %s matches none of the %s: %s.", mask, checks.Count(len(names), "product profile"), checks.List(names))
	}
}

// difference says where two names differ.
func difference(a, b string) string {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	at := func(r []rune) string {
		if i == len(r) {
			return "ends"
		}
		return "has " + checks.Quote(string(r[i]))
	}
	return fmt.Sprintf("they differ at character %d: the mask %s, the profile %s", i+1, at(x), at(y))
}

// checkGroups compares profiles and operator groups, both ways round. A profile
// and a group that are each other's nearest name are one finding.
func checkGroups(p *checks.Pass, m *checks.MaskMatch) {
	reason := ""
	switch {
	case len(m.Profiles) == 0:
		reason = schema.ProductProfilesFact.Unstated
	case len(m.Groups) == 0:
		reason = "no operator groups were given: export xtk:group too"
	}
	if reason != "" {
		p.Skip(maskProfileWithoutGroup, reason)
		p.Skip(maskGroupWithoutProfile, reason)
		return
	}
	paired := map[string]bool{} // groups that a profile's finding names
	if len(p.In.Unread) > 0 {
		p.Skip(maskProfileWithoutGroup, "an input that may hold operator groups could not be read")
	} else {
		labelled := map[string]checks.MaskGroup{}             // the first group of a label
		nearest := map[*checks.MaskProfile]checks.MaskGroup{} // the group that a profile is the nearest name of
		for _, g := range slices.Backward(m.Groups) {
			labelled[g.Label] = g
			nearest[g.Nearest] = g
		}
		delete(labelled, "")
		for i := range m.Profiles {
			profile := &m.Profiles[i]
			if !profile.Matches || profile.Exists || profile.Group == technicalGroup {
				continue
			}
			f := reportProfile(p, m, profile)
			if g, ok := labelled[profile.Group]; ok {
				f.Message += fmt.Sprintf(" That is the label of a group; the internal name counts: %s.", checks.Quote(g.Name.Text))
				paired[g.Name.Text] = paired[g.Name.Text] || !g.Met
				bothRemedies(f, m, profile, g.Name)
			} else if g, ok := nearest[profile]; ok {
				f.Message += " Nearest: " + checks.Quote(g.Name.Text) + ", which has no product profile."
				paired[g.Name.Text] = true
				bothRemedies(f, m, profile, g.Name)
			} else if profile.Nearest != "" {
				f.Message += " Nearest: " + checks.Quote(profile.Nearest) + "."
			}
		}
	}
	for _, g := range m.Groups {
		if g.Met || paired[g.Name.Text] {
			continue
		}
		message := "The operator group " + checks.Quote(g.Name.Text) + " has no product profile."
		if profile, ok := m.Mask.Profile(g.Name.Text); ok {
			message = "The operator group " + checks.Quote(g.Name.Text) + " has no product profile " + checks.Quote(profile) + "."
		}
		p.Report(maskGroupWithoutProfile, g.Name, "%s", message)
	}
}

// technicalGroup has a product profile of its own on execution instances
// (https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/technotes/using/ims-migration.md).
const technicalGroup = "messagecenter"

// reportProfile reports a profile that leads to no operator group.
func reportProfile(p *checks.Pass, m *checks.MaskMatch, profile *checks.MaskProfile) *checks.Finding {
	f := p.Report(maskProfileWithoutGroup, m.Value, "The product profile %s leads to the operator group %s, which does not exist.", checks.Quote(profile.Value.Text), checks.Quote(profile.Group))
	f.Related = []checks.Related{{Place: profile.Value.Place, Message: "the product profile"}}
	return f
}

// bothRemedies says how profile and group can be made to meet.
func bothRemedies(f *checks.Finding, m *checks.MaskMatch, profile *checks.MaskProfile, group schema.Value) {
	f.Related = append(f.Related, checks.Related{Place: group.Place, Message: "the operator group"})
	f.Fix = fmt.Sprintf("Rename the product profile in the Admin Console to end in %s, or change the internal name of the operator group to %s.", checks.Quote(group.Text), checks.Quote(profile.Group))
	if name, ok := m.Mask.Profile(group.Text); ok {
		f.Fix = fmt.Sprintf("Rename the product profile in the Admin Console to %s, or change the internal name of the operator group to %s.", checks.Quote(name), checks.Quote(profile.Group))
	}
}

// checkUsers finds Admin Console users to whom the mask gives nothing.
func checkUsers(p *checks.Pass, m *checks.MaskMatch) {
	if !p.In.HasUsers() {
		p.Skip(maskUserWithoutProfile, "no user list of the Admin Console was given")
		return
	}
	grants := profileGrants(m.Mask)
	for u := range p.In.Users() {
		profiles, groups := u.Profiles(), u.UserGroups()
		granted, known := false, true
		for _, profile := range profiles {
			if granted, known = grants(profile); granted || !known {
				break
			}
		}
		if !known {
			p.Skip(maskUserWithoutProfile, "the mask "+schema.ErrMaskComplex.Error())
			return
		}
		if granted {
			continue
		}
		if p.Full(maskUserWithoutProfile) {
			p.Report(maskUserWithoutProfile, schema.Value{}, "")
			continue
		}
		who := u.Who()
		f := p.Report(maskUserWithoutProfile, who, "The user %s has no product profile that the association mask matches.", checks.Quote(who.Text))
		f.User = schema.HideUserInfo(strings.Clone(u.Email()))
		if len(profiles) > 0 {
			f.Message = fmt.Sprintf("None of the product profiles of the user %s matches the association mask: %s.", checks.Quote(who.Text), listNames(profiles))
		}
		if len(groups) > 0 {
			f.Severity = checks.Warning
			f.Message += " User groups may grant one: " + listNames(groups) + "."
		}
	}
}

// Limits of profileGrants.
const (
	// maxUserWork bounds how long a mask is held against the product profiles of
	// users, in steps of its pattern times bytes of their names.
	maxUserWork = 50_000_000
	// How many names are remembered, and of how many bytes. Most users have the
	// same few, which then cost nothing.
	maxRemembered, maxRememberedName = 10_000, 256
)

// profileGrants returns a function that reports whether a product profile of a user
// leads to an operator group. Known is false where it would take too long to say.
func profileGrants(mask schema.Mask) func(profile string) (granted, known bool) {
	verdicts := map[string]bool{}
	work := 0
	group := func(name string) (granted, known bool) {
		if !mask.Literal() {
			if work += len(name) * mask.Cost(); work > maxUserWork {
				return false, false
			}
		}
		_, granted = mask.Group(name)
		return granted, true
	}
	return func(profile string) (granted, known bool) {
		if granted, known = verdicts[profile]; known {
			return granted, known
		}
		granted, known = group(profile)
		if _, name, qualified := strings.Cut(profile, ":"); known && !granted && qualified {
			granted, known = group(strings.TrimSpace(name)) // "Product:profile" of the bulk template
		}
		if known && len(profile) <= maxRememberedName && len(verdicts) < maxRemembered {
			verdicts[strings.Clone(profile)] = granted // without the row that it is part of
		}
		return granted, known
	}
}

// listNames lists the names of a cell for a sentence, without what is credentials
// in the whole of it.
func listNames(names []string) string {
	shown := schema.ShownParts(strings.Join(names, ","))
	from := 0
	return checks.ListFunc(len(names), func(i int) string { // in their order
		to := from + len(names[i])
		defer func() { from = to + 1 }()
		return shown(from, to)
	})
}

// compareMasks finds instances that have the same mask.
func compareMasks(c *checks.Comparison) {
	first := map[string]*checks.Peer{}
	second := map[string]*checks.Peer{}
	for _, p := range c.Peers {
		switch text := p.Mask.Text; {
		case text == "":
		case first[text] == nil:
			first[text] = p
		case second[text] == nil:
			second[text] = p
		}
	}
	for _, p := range c.Peers {
		other := first[p.Mask.Text]
		if other == p {
			other = second[p.Mask.Text]
		}
		if p.Mask.Text == "" || other == nil {
			continue
		}
		f := c.Report(p, maskShared, p.Mask.Value, "The instance %s has the same Association mask.", checks.Visible(other.Name))
		f.Related = []checks.Related{{Place: other.Mask.Value.Place, Message: "Association mask of " + checks.Visible(other.Name)}}
	}
}
