package checks

import (
	"fmt"

	"github.com/imslint/imslint/schema"
)

// Peer is what an instance shows to the others of its run: little enough to be
// held for each of thousands, when the instance itself was let go.
type Peer struct {
	Name    string
	Stated  schema.ConfigInstance
	Account *schema.Account // the one that is kept, nil for none

	IMSHost  Sound // host of IMS server
	Callback Sound // address of Callback server, https:// left out
	Mask     Sound // Association mask

	result *Result
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
	if peer.Account != nil {
		f.Account = peer.Account.Field(schema.Name).Shown()
	}
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
