package checks

import (
	"fmt"

	"github.com/imslint/imslint/schema"
)

// Peer is what an instance shows to the others of its run: little enough to be
// held for each of thousands, when the instance itself was let go.
type Peer struct {
	Name   string
	Stated *schema.ConfigInstance
	// Account is the one that is kept, nil for none and when it was let go of.
	Account *schema.Account

	IMSHost  Sound // host of IMS server
	Callback Sound // address of Callback server, https:// left out
	Mask     Sound // Association mask

	result *Result
	fields []shownField // of the account that was let go of
}

// shownField is what is left of a field.
type shownField struct {
	field schema.Field
	text  string
}

// Release lets go of the account, which holds on to all that was read of it.
// What Shown returns stays.
func (p *Peer) Release() {
	if p.Account == nil {
		return
	}
	p.fields = make([]shownField, 0, 8)
	for _, n := range schema.AllFields() {
		if text, ok := p.Shown(n.Field); ok {
			p.fields = append(p.fields, shownField{n.Field, text})
		}
	}
	p.Account = nil
}

// maxFacts is how many product profiles, callback URLs and scopes a peer keeps that
// nobody compares.
const maxFacts = 1000

// ReleaseFacts lets go of long lists of facts that are not compared, but for the scopes
// where a report shows them. Instances that have them from their own configurations
// would keep them all.
func (p *Peer) ReleaseFacts(scopesShown bool) {
	facts := *p.Stated.Provisioned
	if len(facts.ProductProfiles)+len(facts.CallbackURLs)+len(facts.Scopes) <= maxFacts {
		return
	}
	facts.ProductProfiles, facts.CallbackURLs = nil, nil
	if !scopesShown {
		facts.Scopes = nil
	}
	stated := *p.Stated
	stated.Provisioned = &facts
	p.Stated = &stated
}

// Shown returns a field of the account as it may be printed; ok is false where
// the account does not hold it, or there is none.
func (p *Peer) Shown(f schema.Field) (text string, ok bool) {
	if p.Account != nil {
		v := p.Account.Field(f)
		return v.Shown(), v.Present
	}
	for _, known := range p.fields {
		if known.field == f {
			return known.text, true
		}
	}
	return "", false
}

// Sound is a field's value as it would be after its correction.
type Sound struct {
	Value schema.Value
	Text  string // comparable with that of other instances; "" where nothing can be said
	// Own says that the account itself holds it, and not a correction that
	// could as well be another.
	Own bool
}

// Production reports whether the configuration says that the instance is the
// production one.
func (p *Peer) Production() bool { return p.Stated.Environment.Text == "production" }

// Comparison is one run of one check over what sets instances apart.
type Comparison struct {
	Check *Check
	Peers []*Peer // in the order of the run
}

// Report adds a finding to the instance of a peer.
func (c *Comparison) Report(peer *Peer, code *Code, at schema.Value, format string, args ...any) *Finding {
	f := newFinding(c.Check, code, peer.result, at, fmt.Sprintf(format, args...))
	f.Account, _ = peer.Shown(schema.Name)
	return f
}

// Correction returns the correction of a field of a peer's account, nil for
// none.
func (c *Comparison) Correction(peer *Peer, field schema.Field) *Correction {
	return peer.result.corrections.of[field]
}

// Findings returns what the check found in the instance of a peer.
func (c *Comparison) Findings(peer *Peer) []*Finding {
	var list []*Finding
	for _, f := range peer.result.Findings {
		if f.Check == c.Check {
			list = append(list, f)
		}
	}
	return list
}
