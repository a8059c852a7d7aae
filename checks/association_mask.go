package checks

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema"
)

// AssociationMask finds a mask that does not lead from product profiles to
// operator groups: mask + operator group name = product profile name.
var AssociationMask = &Check{
	Name:  "association-mask",
	Title: "a mask that leads from product profiles to operator groups",
	Step:  RightsStep,
	Codes: []Code{
		{
			Name: "missing", Severity: Error,
			Title:  "Association mask is blank",
			Why:    "Without it Campaign cannot tell which operator groups a person belongs to.",
			Fix:    "Set Association mask to what stands before the operator group's name in the product profiles, for example \"campaign - prod - \".",
			Causes: []Cause{{"no-right-matching-expression", Documented}, {"web-ui-card-missing", Documented}},
			Source: configuring,
			Bad:    Example{Export: `imsRightsMask=""`},
			Good:   Example{Export: `imsRightsMask="campaign - prod - (.*)"`},
		},
		{
			Name: "invalid-pattern", Severity: Error,
			Title:  "Association mask is a pattern that captures no group name",
			Why:    "A mask is a prefix, a prefix and (.*), or a regular expression with one group for the name of the operator group.",
			Fix:    "Set Association mask to the prefix followed by (.*), for example \"campaign - prod - (.*)\".",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: configuring,
			Bad:    Example{Export: `imsRightsMask="campaign - prod - .*"`},
			Good:   Example{Export: `imsRightsMask="campaign - (?:prod|live) - (.+)"`},
		},
		{
			Name: "whitespace", Severity: Error,
			Title:  "Association mask has white space that the product profiles have not",
			Why:    "The mask is compared character by character, and its trailing space is part of it.",
			Fix:    "Retype the spaces of Association mask, so that it is exactly what the product profile names begin with.",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsRightsMask="campaign -  prod - "`},
			Good:   Example{Export: `imsRightsMask="campaign - prod - "`},
		},
		{
			Name: "near-miss", Severity: Error, Needs: "provisioned.productProfiles",
			Title:  "no product profile matches, but one nearly does",
			Why:    "The comparison is exact: case, spaces and the kind of dash count.",
			Fix:    "Correct Association mask to what the product profile names begin with, or rename the profiles.",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsRightsMask="Campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin"]}`},
			Good:   Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - admin"]}`},
		},
		{
			Name: "no-profile-matches", Severity: Error, Needs: "provisioned.productProfiles",
			Title:  "no product profile begins with Association mask",
			Why:    "Nobody's product profiles lead to an operator group.",
			Fix:    "Set Association mask to what the product profile names of this instance begin with, or create the profiles in the Admin Console.",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: troubleshooting,
			Bad:    Example{Export: `imsRightsMask="campaign - production - "`, Config: `provisioned: {productProfiles: ["campaign - stage - admin"]}`},
			Good:   Example{Export: `imsRightsMask="campaign - stage - "`, Config: `provisioned: {productProfiles: ["campaign - stage - admin"]}`},
		},
		{
			Name: "profile-without-group", Severity: Warning, Needs: "provisioned.productProfiles and the export's operator groups",
			Title:  "a product profile leads to no operator group",
			Why:    "People who have this profile alone find no group in Campaign and are refused.",
			Fix:    "Rename the product profile in the Admin Console, or create the operator group in Administration > Access management > Operator groups.",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: troubleshooting, Elsewhere: true,
			Bad: Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery", "campaign - prod - deliverys"]}`,
				Beside: []string{`<group-collection><group name="delivery"/></group-collection>`}},
			Good: Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery"]}`,
				Beside: []string{`<group-collection><group name="delivery"/></group-collection>`}},
		},
		{
			Name: "group-without-profile", Severity: Warning, Needs: "provisioned.productProfiles and the export's operator groups",
			Title:  "an operator group has no product profile",
			Why:    "Nobody can come to this group through an Adobe ID.",
			Fix:    "Create the product profile in the Admin Console, or give the group back its old internal name.",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: troubleshooting, Elsewhere: true,
			Bad: Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery"]}`,
				Beside: []string{`<group-collection><group name="delivery"/><group name="report"/></group-collection>`}},
			Good: Example{Export: `imsRightsMask="campaign - prod - "`, Config: `provisioned: {productProfiles: ["campaign - prod - delivery", "campaign - prod - report"]}`,
				Beside: []string{`<group-collection><group name="delivery"/><group name="report"/></group-collection>`}},
		},
		{
			Name: "user-without-profile", Severity: Error, Needs: "an Admin Console user CSV",
			Title:  "a user has no product profile of this instance",
			Why:    "The person can sign in, and then has no rights here.",
			Fix:    "Add the user to a product profile of this instance in the Admin Console.",
			Causes: []Cause{{"no-right-matching-expression", Documented}},
			Source: troubleshooting, Elsewhere: true,
			Bad: Example{Export: `imsRightsMask="campaign - prod - "`,
				Beside: []string{"Identity Type,Username,Domain,Email,Product Configurations\nAdobe ID,ada,,ada@example.com,campaign - stage - admin\n"}},
			Good: Example{Export: `imsRightsMask="campaign - prod - "`,
				Beside: []string{"Identity Type,Username,Domain,Email,Product Configurations\nAdobe ID,ada,,ada@example.com,campaign - prod - admin\n"}},
		},
	},
	Account: func(p *Pass, a *schema.Account) {
		v := a.Field(schema.AssociationMask)
		if v.Blank() {
			p.Report("missing", v, "Association mask is blank.")
			return
		}
		if mask, ok := checkMask(p, v); ok {
			checkGroups(p, v, mask)
			checkUsers(p, mask)
		}
	},
}

// checkMask checks the mask by itself and against the profiles, and returns
// the mask as it was meant: what a misspelt one would lead to has been said
// with it, and only what remains wrong is said further on.
func checkMask(p *Pass, v schema.Value) (schema.Mask, bool) {
	stated := p.In.Stated.Provisioned.ProductProfiles
	profiles := schema.Texts(stated)
	matches := func(m schema.Mask) bool {
		return slices.ContainsFunc(profiles, func(name string) bool { _, ok := m.Group(name); return ok })
	}
	const unstated = "the product profiles of the Admin Console are not stated"

	text := v.Text
	tidy := schema.TidyMask(text)
	mask, err := schema.ParseMask(text)
	if literal := (schema.Mask{Prefix: text}); err != nil && matches(literal) {
		mask, err = literal, nil // brackets that the profiles have too
	}
	if tidy != text && !(err == nil && matches(mask)) {
		p.Report("whitespace", v, "Association mask %s has white space that hardly belongs to it; meant was likely %s.", Quote(text), Quote(tidy)).Fix = "Set Association mask to " + Quote(tidy) + "."
		text = tidy
		mask, err = schema.ParseMask(text)
	}
	switch {
	case errors.Is(err, schema.ErrMaskUnknown):
		for _, code := range []string{"near-miss", "no-profile-matches", "profile-without-group", "group-without-profile", "user-without-profile"} {
			p.Skip(code, "the mask "+err.Error())
		}
		return mask, false
	case err != nil:
		p.Report("invalid-pattern", v, "Association mask %s %s.", Quote(text), err)
		return mask, false
	}
	if len(stated) == 0 {
		p.Skip("near-miss", unstated)
		p.Skip("no-profile-matches", unstated)
		return mask, true
	}
	if fitted, ok := mask.FitSpace(profiles); ok {
		what := "lacks the space at its end that the product profiles have"
		if len(fitted.Prefix) < len(mask.Prefix) {
			what = "ends in a space that the product profiles have not"
		}
		if text == v.Text {
			suffix := strings.TrimPrefix(text, mask.Prefix) // (.*), if it is there
			p.Report("whitespace", v, "Association mask %s %s.", Quote(text), what).Fix = "Set Association mask to " + Quote(fitted.Prefix+suffix) + "."
		}
		return fitted, true
	}
	if matches(mask) {
		return mask, true
	}
	if near, ok := mask.Nearest(profiles, p.In.GroupNames()); ok {
		f := p.Report("near-miss", v, "No product profile begins with %s; %s nearly does: %s.", Quote(mask.Prefix), Quote(near.Profile), parting(mask.Prefix, near.Mask.Prefix))
		f.Fix = "Set Association mask to " + Quote(near.Mask.Prefix+strings.TrimPrefix(text, mask.Prefix)) + ", or rename the product profiles."
		f.Related = []Related{{stated[slices.Index(profiles, near.Profile)].Place, "the product profile that nearly matches"}}
		return near.Mask, true
	}
	f := p.Report("no-profile-matches", v, "Association mask %s matches none of the %s: %s.", Quote(text), Count(len(profiles), "product profile"), list(profiles))
	f.Related = []Related{{stated[0].Place, "the product profiles"}}
	return mask, false
}

// meantMask returns an account's mask as it was meant, for other checks; ok is
// false where that cannot be told.
func meantMask(in *schema.Instance, a *schema.Account) (mask schema.Mask, ok bool) {
	v := a.Field(schema.AssociationMask)
	if v.Blank() {
		return mask, false
	}
	return checkMask(&Pass{Check: AssociationMask, In: in}, v)
}

// parting says where two names part.
func parting(a, b string) string {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	at := func(r []rune) string {
		if i == len(r) {
			return "its end"
		}
		return Quote(string(r[i]))
	}
	return fmt.Sprintf("they part at character %d, where the mask has %s and the profile %s", i+1, at(x), at(y))
}

// checkGroups compares profiles and operator groups, both ways round.
func checkGroups(p *Pass, v schema.Value, mask schema.Mask) {
	stated := p.In.Stated.Provisioned.ProductProfiles
	reason := ""
	switch {
	case len(stated) == 0:
		reason = "the product profiles of the Admin Console are not stated"
	case len(p.In.Groups) == 0:
		reason = "no operator groups were given: export xtk:group too"
	}
	if reason != "" {
		p.Skip("profile-without-group", reason)
		p.Skip("group-without-profile", reason)
		return
	}
	names := p.In.GroupNames()
	met := map[string]bool{}
	if len(p.In.Unread) > 0 {
		p.Skip("profile-without-group", "an input that may hold operator groups could not be read")
	}
	for _, profile := range stated {
		group, ok := mask.Group(profile.Text)
		if !ok {
			continue // of another instance or product
		}
		met[group] = true
		if slices.Contains(names, group) || len(p.In.Unread) > 0 {
			continue
		}
		f := p.Report("profile-without-group", v, "The product profile %s leads to the operator group %s, which does not exist.", Quote(profile.Text), Quote(group))
		if near := nearestName(group, names); near != "" {
			f.Message += " Nearest: " + Quote(near) + "."
		}
		f.Related = []Related{{profile.Place, "the product profile"}}
	}
	for _, g := range p.In.Groups {
		name := g.Name()
		if met[name.Text] || name.Blank() {
			continue
		}
		met[name.Text] = true // said once, though xtk:group and xtk:operator may both hold it
		message := "The operator group " + Quote(name.Text) + " has no product profile."
		if profile, ok := mask.Profile(name.Text); ok {
			message = "The operator group " + Quote(name.Text) + " has no product profile " + Quote(profile) + "."
		}
		p.Report("group-without-profile", name, "%s", message)
	}
}

// nearestName returns the name that differs in case alone, else the nearest.
func nearestName(name string, names []string) string {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n
		}
	}
	return schema.Nearest(name, names)
}

// checkUsers finds Admin Console users whom the mask gives nothing.
func checkUsers(p *Pass, mask schema.Mask) {
	if len(p.In.Users) == 0 {
		p.Skip("user-without-profile", "no user list of the Admin Console was given")
		return
	}
	for _, u := range p.In.Users {
		grants := func(profile string) bool {
			_, ok := mask.Group(profile)
			if _, name, qualified := strings.Cut(profile, ":"); !ok && qualified {
				_, ok = mask.Group(strings.TrimSpace(name)) // "Product:profile" of the bulk template
			}
			return ok
		}
		if slices.ContainsFunc(u.Profiles, grants) {
			continue
		}
		who := u.Who()
		f := p.Report("user-without-profile", who, "The user %s has no product profile that the association mask matches.", Quote(who.Text))
		if len(u.Profiles) > 0 {
			f.Message = fmt.Sprintf("None of the product profiles of the user %s matches the association mask: %s.", Quote(who.Text), list(u.Profiles))
		}
		if len(u.UserGroups) > 0 {
			f.Severity = Warning
			f.Message += " User groups may grant one: " + list(u.UserGroups) + "."
		}
	}
}
