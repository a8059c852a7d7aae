package checks

import (
	"errors"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema"
)

// MaskMatch is the association mask of an account held against the product
// profiles and operator groups of its instance: mask + operator group name =
// product profile name. What is wrong with the mask is judged in order, each
// condition on the mask as corrected by those before it.
type MaskMatch struct {
	Value  schema.Value // as the account holds it
	Faults []MaskFault  // in the order in which they were found
	// Text is the mask as corrected; Certain says that it is what the mask
	// has to be, and not the value itself.
	Text    string
	Certain bool
	// Mask is Text, parsed. Usable says that it can be compared with names:
	// a faulty one without a certain correction cannot.
	Mask   schema.Mask
	Usable bool

	Profiles []MaskProfile   // those stated, in order
	Groups   []MaskGroup     // those exported, each name once
	names    map[string]bool // of the groups, while it is judged

	Forgotten bool // whether Forget was called
}

// Rows returns how many profiles and groups it holds.
func (m *MaskMatch) Rows() int { return len(m.Profiles) + len(m.Groups) }

// Forget lets go of the profiles and groups.
func (m *MaskMatch) Forget() {
	m.Profiles, m.Groups, m.Forgotten = nil, nil, true
}

// MaskFault is one thing that is wrong with a mask.
type MaskFault struct {
	Kind    MaskFaultKind
	Err     error  // of ParseMask, for InvalidMask
	Mask    string // the mask that it is about: as corrected so far
	Near    string // the product profile that nearly matches, for NearMask
	Prefix  string // the beginning of it that was likely meant, for NearMask
	Profile schema.Value
}

// MaskFaultKind says what is wrong with a mask.
type MaskFaultKind int

// What can be wrong with a mask.
const (
	BlankMask       MaskFaultKind = iota
	StrayWhitespace               // white space that nobody means
	LacksSpace                    // the profiles have a space behind the prefix
	ExtraSpace                    // the profiles have no space behind the prefix
	InvalidMask                   // no mask at all
	UnknownMask                   // a regular expression that imslint does not evaluate
	NearMask                      // no profile matches, one nearly does
	NoMatch                       // no profile matches
)

// MaskProfile is a product profile cut into mask and rest.
type MaskProfile struct {
	Value   schema.Value // where it is stated
	Matches bool
	Prefix  string // what the mask matches
	Group   string // the rest: the name of the operator group that it leads to
	Exists  bool   // whether the instance has that group
	Nearest string // the group whose name is nearest, where there is no such group; "" for none
}

// MaskGroup is an operator group and the profile that leads to it.
type MaskGroup struct {
	Name    schema.Value
	Label   string
	Met     bool
	Nearest *MaskProfile // of a group that no profile meets: the profile that was likely meant for it
}

// anyGroup is what every public mask ends in.
const anyGroup = "(.*)"

// maxMaskLetters bounds how many pairs of letters are compared for all masks of a run.
const maxMaskLetters = 50_000_000

// NewMaskMatch holds the mask of an account against what its instance has. To find the
// nearest names, so many pairs of letters are compared at most.
func NewMaskMatch(in *schema.Instance, a *schema.Account, letters int) *MaskMatch {
	m := &MaskMatch{Value: a.Field(schema.AssociationMask), names: make(map[string]bool, len(in.Groups)), Groups: slices.Grow([]MaskGroup(nil), len(in.Groups))}
	m.Text = m.Value.Text
	for _, g := range in.Groups {
		name := g.InternalName()
		if name.Blank() || m.names[name.Text] {
			continue // xtk:group and xtk:operator may both hold it
		}
		m.names[name.Text] = true
		m.Groups = append(m.Groups, MaskGroup{Name: name, Label: g.Attr("label")})
	}
	m.Profiles = make([]MaskProfile, len(in.Stated.Provisioned.ProductProfiles))
	for i, p := range in.Stated.Provisioned.ProductProfiles {
		m.Profiles[i].Value = p
	}
	m.judge()
	if m.Usable {
		m.cut(letters)
	}
	m.names = nil
	return m
}

// judge finds what is wrong with the mask, each condition on the mask as it is
// without what was found before, and what it has to be instead: the prefix that
// profiles and groups agree on, else what is left when all is corrected.
func (m *MaskMatch) judge() {
	m.Mask, m.Usable = m.faults()
	if len(m.Faults) == 0 {
		return
	}
	if agreed, ahead := m.agreedPrefix(); ahead && m.Faults[len(m.Faults)-1].Kind != UnknownMask {
		m.Mask, m.Usable = schema.Mask{Prefix: agreed}, true
	}
	if !m.Usable {
		return
	}
	m.Certain = true
	if m.Mask.Literal() {
		m.Text = m.Mask.Prefix + anyGroup
	}
}

// faults finds what is wrong with the mask, and returns it without that; ok is
// false where nobody can say what was meant.
func (m *MaskMatch) faults() (mask schema.Mask, ok bool) {
	profiles := make([]string, len(m.Profiles))
	for i, p := range m.Profiles {
		profiles[i] = p.Value.Text
	}
	size := m.profileBytes()
	parse := func(text string) (schema.Mask, error) {
		mask, err := schema.ParseMask(text)
		if err == nil && size*mask.Cost() > maxWork {
			return mask, schema.ErrMaskComplex
		}
		return mask, err
	}
	matches := func(mask schema.Mask) bool {
		return slices.ContainsFunc(profiles, func(name string) bool { _, ok := mask.Group(name); return ok })
	}
	fault := func(f MaskFault) {
		f.Mask = m.Text
		m.Faults = append(m.Faults, f)
	}
	if m.Value.Blank() {
		fault(MaskFault{Kind: BlankMask})
		return mask, false
	}
	mask, err := parse(m.Text)
	if literal := (schema.Mask{Prefix: m.Text}); err != nil && matches(literal) {
		mask, err = literal, nil // brackets that the profiles have too
	}
	if tidy := schema.TidyMask(m.Text); tidy != m.Text && !(err == nil && matches(mask)) {
		fault(MaskFault{Kind: StrayWhitespace})
		m.Text = tidy
		mask, err = parse(tidy)
	}
	switch {
	case errors.Is(err, schema.ErrMaskUnknown), errors.Is(err, schema.ErrMaskLong), errors.Is(err, schema.ErrMaskComplex):
		fault(MaskFault{Kind: UnknownMask, Err: err})
		return mask, false
	case err != nil:
		fault(MaskFault{Kind: InvalidMask, Err: err})
		prefix := schema.MaskPrefix(m.Text)
		if prefix == "" {
			return mask, false
		}
		mask, m.Text = schema.Mask{Prefix: prefix}, prefix+anyGroup
	}
	if len(profiles) == 0 {
		return mask, true
	}
	if fitted, ok := mask.FitSpace(profiles); ok {
		kind := LacksSpace
		if len(fitted.Prefix) < len(mask.Prefix) {
			kind = ExtraSpace
		}
		if len(m.Faults) == 0 { // else it is part of what was said
			fault(MaskFault{Kind: kind})
		}
		return fitted, true
	}
	if matches(mask) {
		return mask, true
	}
	if near, ok := mask.Nearest(profiles, m.names); ok {
		if fitted, ok := near.Mask.FitSpace(profiles); ok {
			near.Mask = fitted
		}
		i := slices.Index(profiles, near.Profile)
		fault(MaskFault{Kind: NearMask, Near: near.Profile, Prefix: near.Mask.Prefix, Profile: m.Profiles[i].Value})
		return near.Mask, true
	}
	fault(MaskFault{Kind: NoMatch})
	return mask, false
}

// maxWork bounds how long a mask is held against the product profiles, in steps of
// its pattern times bytes of their names: beyond it the mask is not evaluated.
const maxWork = 10_000_000

// profileBytes returns how long the names of the product profiles are together.
func (m *MaskMatch) profileBytes() (n int) {
	for _, p := range m.Profiles {
		n += len(p.Value.Text)
	}
	return n
}

// agreedPrefix returns the prefix on which most pairs of a product profile and
// an operator group agree (profile = prefix + group); ahead is false where no
// prefix has more pairs than every other.
func (m *MaskMatch) agreedPrefix() (prefix string, ahead bool) {
	lengths := map[int]bool{}
	for name := range m.names {
		lengths[len(name)] = true
	}
	if m.profileBytes()*len(lengths) > maxWork {
		return "", false // names that are made up
	}
	pairs := map[string]int{}
	for _, p := range m.Profiles {
		text := p.Value.Text
		for n := range lengths {
			if n < len(text) && m.names[text[len(text)-n:]] {
				pairs[text[:len(text)-n]]++
			}
		}
	}
	most := 0
	for candidate, n := range pairs {
		switch {
		case n > most:
			prefix, most, ahead = candidate, n, true
		case n == most:
			ahead = false
		}
	}
	if strings.TrimSpace(prefix) == "" {
		ahead = false
	}
	return prefix, ahead
}

// cut cuts each product profile into mask and rest, and pairs profiles and
// groups, for which it compares so many pairs of letters at most.
func (m *MaskMatch) cut(letters int) {
	met := map[string]bool{}
	for i := range m.Profiles {
		p := &m.Profiles[i]
		if p.Group, p.Matches = m.Mask.Group(p.Value.Text); !p.Matches {
			continue // of another instance or product
		}
		p.Prefix = strings.TrimSuffix(p.Value.Text, p.Group)
		p.Exists = m.names[p.Group]
		if len(m.Groups) > 0 {
			met[p.Group] = true
		}
	}
	for i := range m.Groups {
		m.Groups[i].Met = met[m.Groups[i].Name.Text]
	}
	m.pair(letters)
}

// pair finds, of profiles that lead to no group and groups that no profile
// leads to, those whose names are nearest to each other. Beyond so many pairs of
// letters it does not: so many cannot be typing errors.
func (m *MaskMatch) pair(most int) {
	if len(m.Groups) == 0 {
		return
	}
	var free, lost []string
	byGroup := map[string]*MaskProfile{}
	for _, g := range m.Groups {
		if !g.Met {
			free = append(free, g.Name.Text)
		}
	}
	for i := range m.Profiles {
		if p := &m.Profiles[i]; p.Matches && !p.Exists && p.Group != "" {
			lost = append(lost, p.Group)
			byGroup[p.Group] = p
		}
	}
	all := m.GroupNames()
	if Letters(lost)*Letters(all) > most {
		return
	}
	nearest := map[string]string{} // of what a profile leads to, the free group
	for _, p := range byGroup {
		nearest[p.Group] = NearestName(p.Group, free)
		p.Nearest = NearestName(p.Group, all)
	}
	for i := range m.Groups {
		g := &m.Groups[i]
		if near := NearestName(g.Name.Text, lost); !g.Met && near != "" && nearest[near] == g.Name.Text {
			g.Nearest = byGroup[near]
		}
	}
}

// GroupNames returns the internal names of the operator groups.
func (m *MaskMatch) GroupNames() []string {
	names := make([]string, len(m.Groups))
	for i, g := range m.Groups {
		names[i] = g.Name.Text
	}
	return names
}
