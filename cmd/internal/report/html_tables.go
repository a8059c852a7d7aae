package report

import (
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// The tables of the page.
type (
	htmlComparison struct {
		Names []string
		Rows  []htmlRow
	}
	htmlRow struct {
		Name    string
		Differs bool
		Cells   []string
	}
	htmlMask struct {
		Mask, Corrected string // Corrected is "" where the mask is right
		Rows            []htmlMaskRow
		More            string // what is left out of the table, "" for nothing
	}
	htmlMaskRow struct{ Prefix, Rest, Group, Verdict, Class string }
	htmlScopes  struct {
		Account string
		Rows    []htmlScope
		More    string // what is left out of the table, "" for nothing
	}
	htmlScope struct{ Name, Asked, Provisioned, Verdict, Class string }
)

// compare sets the instances side by side: the login path, then the fields of
// the account. Rows that are not the same everywhere are marked.
func compare(results []*checks.Result) *htmlComparison {
	c := &htmlComparison{}
	for _, r := range results {
		c.Names = append(c.Names, Shown(r.Instance))
	}
	const absent = "–"
	row := func(name string, cell func(r *checks.Result) string) {
		out := htmlRow{Name: name}
		known := false
		for _, r := range results {
			text := cell(r)
			out.Cells = append(out.Cells, text)
			out.Differs = out.Differs || text != out.Cells[0]
			known = known || text != absent
		}
		if known {
			c.Rows = append(c.Rows, out)
		}
	}
	for _, step := range checks.Steps {
		row(titleOf(step), func(r *checks.Result) string { return markOf(stateOf(r, step)) })
	}
	for _, n := range schema.AllFields() {
		if n.Field == schema.ClientSecret {
			continue
		}
		row(n.Label, func(r *checks.Result) string {
			text, ok := r.Peer.Shown(n.Field)
			if !ok {
				return absent
			}
			return spaceShown(checks.Visible(text))
		})
	}
	return c
}

// maskCheck is the check whose judgement the mask table shows.
const maskCheck = "association-mask"

// maskTable cuts each product profile into mask and rest, beside the operator
// group that it meets or misses; nil where there is nothing to cut. A row is bad
// only where a finding says so.
func maskTable(catalogue *checks.Catalogue, r *checks.Result) *htmlMask {
	check, _ := catalogue.Check(maskCheck)
	m := r.Mask
	if m == nil || check == nil || r.LeftOut[check] {
		return nil
	}
	if m.Forgotten {
		return &htmlMask{Mask: checks.Quote(m.Value.Shown()), More: leftOut}
	}
	unmatched := slices.ContainsFunc(m.Faults, func(f checks.MaskFault) bool { return f.Kind == checks.NoMatch })
	if !m.Usable && !unmatched { // blank, or nobody can say what was meant
		return nil
	}
	t := maskRows{MaskMatch: m, about: map[source.Place]*checks.Finding{}, groups: map[source.Place]string{}, profiles: map[source.Place]string{}}
	for _, f := range r.Findings {
		if f.Check == check {
			t.about[f.Value.Place] = f
			for _, related := range f.Related {
				t.about[related.Place] = f
			}
		}
	}
	table := &htmlMask{Mask: checks.Quote(m.Value.Shown())}
	if m.Text != m.Value.Text {
		table.Corrected = checks.Quote(m.Text)
		written, err := schema.ParseMask(m.Value.Text)
		t.written, t.readable = written, err == nil
	}
	for i := range m.Profiles {
		t.matched = t.matched || m.Profiles[i].Matches
		t.remember(t.profiles, m.Profiles[i].Value)
	}
	for i := range m.Groups {
		t.remember(t.groups, m.Groups[i].Name)
	}
	for i := range m.Profiles {
		table.Rows = append(table.Rows, t.profile(&m.Profiles[i]))
	}
	more := 0
	for i := range m.Groups {
		g := &m.Groups[i]
		switch {
		case !t.matched || g.Met:
		case len(table.Rows) >= maxMaskRows:
			more++
		default:
			table.Rows = append(table.Rows, t.group(g))
		}
	}
	if more > 0 {
		table.More = checks.Count(more, "more operator group") + " that no product profile meets."
	}
	return table
}

// leftOut takes the place of a table where those before it have so many rows that
// nobody reads this one.
const leftOut = "This table is left out: those above have very many rows."

// maxMaskRows is how many rows the mask table has at most, unless the product
// profiles alone are more.
const maxMaskRows = 10_000

// maskRows makes the rows of the mask table.
type maskRows struct {
	*checks.MaskMatch
	matched  bool                             // whether the mask matches any profile
	written  schema.Mask                      // the account's own mask, where it was corrected
	readable bool                             // whether that can be parsed
	about    map[source.Place]*checks.Finding // by the places that a finding names
	// The names of groups and profiles that a finding names, by place.
	groups, profiles map[source.Place]string
}

// remember notes the name of a group or profile that a finding names.
func (t maskRows) remember(names map[source.Place]string, v schema.Value) {
	if t.about[v.Place] != nil {
		names[v.Place] = v.Text
	}
}

func (t maskRows) profile(p *checks.MaskProfile) htmlMaskRow {
	if !p.Matches {
		row := htmlMaskRow{shownName(p.Value.Text), "", "", "? the mask does not match: of another instance or product", "unsure"}
		if !t.matched && t.about[t.Value.Place] != nil {
			row.Verdict, row.Class = "✗ the mask does not match", "bad"
		}
		return row
	}
	row := htmlMaskRow{Prefix: spaceShown(checks.Visible(p.Prefix)), Rest: checks.Visible(p.Group)}
	switch {
	case !t.matchedAsWritten(p) && t.about[t.Value.Place] != nil:
		row.Verdict, row.Class = "✗ nearly: the mask differs", "bad"
	case p.Exists:
		row.Group, row.Verdict, row.Class = row.Rest, "✓ meets", "good"
	case len(t.Groups) == 0:
		row.Verdict, row.Class = "? no operator groups were given", "unsure"
	case t.about[p.Value.Place] == nil:
		row.Verdict, row.Class = "– not judged", "unsure"
	default:
		row.Verdict, row.Class = "✗ no such operator group", "bad"
		near := p.Nearest
		for _, related := range t.about[p.Value.Place].Related { // the group of one finding for both
			if group, ok := t.groups[related.Place]; ok {
				near = group
			}
		}
		if near != "" {
			row.Verdict = "✗ nearly: " + shownName(near)
		}
	}
	return row
}

func (t maskRows) group(g *checks.MaskGroup) htmlMaskRow {
	row := htmlMaskRow{Group: shownName(g.Name.Text), Verdict: "✗ no product profile", Class: "bad"}
	f := t.about[g.Name.Place]
	if f == nil {
		row.Verdict, row.Class = "– not judged", "unsure"
		return row
	}
	for _, related := range f.Related { // the profile of one finding for both
		if profile, ok := t.profiles[related.Place]; ok {
			row.Verdict = "✗ nearly: " + shownName(profile)
		}
	}
	return row
}

// matchedAsWritten reports whether a profile that the corrected mask matches is
// matched by the account's own mask, and cut at the same place.
func (t maskRows) matchedAsWritten(p *checks.MaskProfile) bool {
	if t.Text == t.Value.Text {
		return true
	}
	if !t.readable {
		return false
	}
	group, ok := t.written.Group(p.Value.Text)
	return ok && group == p.Group
}

// spaceShown makes the space visible that a mask ends in.
func spaceShown(text string) string {
	if prefix, ok := strings.CutSuffix(text, " "); ok {
		return prefix + "␣"
	}
	return text
}

// maxScopeRows is how many rows the tables of scopes have at most, besides the scopes
// that are asked for. A configuration does not state more.
const maxScopeRows = 10_000

// scopeTable sets the scopes asked for against the provisioned ones; nil where
// one of them is not known.
func (h *htmlReport) scopeTable(peer *checks.Peer) *htmlScopes {
	provisioned := schema.Texts(peer.Stated.Provisioned.Scopes)
	asked, ok := peer.Shown(schema.Scopes)
	if !ok || len(provisioned) == 0 {
		return nil
	}
	name, _ := peer.Shown(schema.Name)
	table := &htmlScopes{Account: checks.Quote(name)}
	if h.scopes+len(provisioned) > maxScopeRows {
		table.More = leftOut
		return table
	}
	const inProvisioned, inAsked = 1, 2
	seen := map[string]int{}
	for _, name := range provisioned {
		seen[name] |= inProvisioned
	}
	for _, s := range schema.ParseScopes(schema.Value{Text: asked}).Items {
		if seen[s.Name]&inAsked != 0 {
			continue
		}
		row := htmlScope{shownName(s.Name), "yes", "yes", "✓ fine", "good"}
		if seen[s.Name]&inProvisioned == 0 {
			row.Provisioned, row.Verdict, row.Class = "no", "✗ not provisioned", "bad"
		}
		seen[s.Name] |= inAsked
		table.Rows = append(table.Rows, row)
	}
	if len(table.Rows) == 0 {
		return nil
	}
	for _, name := range provisioned {
		if seen[name]&inAsked == 0 {
			table.Rows = append(table.Rows, htmlScope{shownName(name), "no", "yes", "not asked for", "unsure"})
		}
	}
	h.scopes += len(table.Rows)
	return table
}

// shownName returns the name of a profile or group as it may be shown.
func shownName(name string) string { return checks.Visible(schema.HideUserInfo(name)) }
