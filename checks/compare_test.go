package checks_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// TestCompare insists that a check sees the instances of a run that it judged,
// in their order, and reports on each.
func TestCompare(t *testing.T) {
	single, other := code("a/single", checks.Error), code("a/compared", checks.Warning)
	var seen []string
	of := &checks.Check{Name: "a", Step: checks.TokenStep, Codes: []*checks.Code{single, other}}
	of.Account = func(p *checks.Pass, a *schema.Account) {
		p.Report(single, a.Field(schema.Tenant), "x").Set("tenant of " + p.In.Name)
		p.Peer.Mask = checks.Sound{Value: a.Field(schema.AssociationMask)}
	}
	of.Compare = func(c *checks.Comparison) {
		for _, peer := range c.Peers {
			seen = append(seen, peer.Name)
			f := c.Report(peer, other, peer.Mask.Value, "%d found in %s.", len(c.Findings(peer)), peer.Name)
			f.Fix = c.Correction(peer, schema.Tenant).Value
			if c.Correction(peer, schema.Server) != nil {
				t.Errorf("%s has a correction of what nobody corrected", peer.Name)
			}
			if peer.Production() != (peer.Name == "prod") {
				t.Errorf("%s is production: %v", peer.Name, peer.Production())
			}
		}
	}
	beside := finding("beside", checks.TokenStep, schema.Server, code("beside/a", checks.Error), code("beside/b", checks.Error))
	c := checks.NewCatalogue([]*checks.Check{beside, of}, nil)
	const config = "instances: [{name: stage, environment: stage}, {name: prod, environment: production}]"
	var results []*checks.Result
	for _, name := range []string{"stage", "prod", "dev"} {
		r := c.Judge(checkstest.Instance(t, name, config, checkstest.Document(`name="of `+name+`"`)), checks.Selection{})
		r.Peer.Release()
		results = append(results, r)
	}
	left := c.Judge(checkstest.Instance(t, "left", config, checkstest.Document("")), checks.Selection{Disabled: []string{"a"}})
	c.Compare(append(results, left))
	if diff := cmp.Diff([]string{"stage", "prod", "dev"}, seen); diff != "" {
		t.Error(diff)
	}
	for _, r := range results {
		f := r.Findings[len(r.Findings)-1]
		if f.Code != other || f.Check != of || f.Instance != r.Instance || f.Account != "of "+r.Instance || f.Message != "1 found in "+r.Instance+"." || f.Fix != "tenant of "+r.Instance {
			t.Errorf("%s: got %+v", r.Instance, f)
		}
		if r.LoginPath[checks.TokenStep] != checks.Broken {
			t.Errorf("%s: the login path is %v", r.Instance, r.LoginPath)
		}
	}
	if len(left.Findings) != 2 || left.Findings[0].Check != beside {
		t.Errorf("left out: found %v", names(left))
	}
}

// TestRelease insists that what an instance shows to others stays when the
// account is let go.
func TestRelease(t *testing.T) {
	in := checkstest.Instance(t, "prod", "", checkstest.Document(`tenant="" server=`))
	peer := checks.NewCatalogue(nil, nil).Judge(in, checks.Selection{}).Peer
	shown := func() map[schema.Field]string {
		fields := map[schema.Field]string{}
		for _, n := range schema.AllFields() {
			if text, ok := peer.Shown(n.Field); ok {
				fields[n.Field] = text
			} else if text != "" {
				t.Errorf("%s is not there, and is %q", n.Field, text)
			}
		}
		return fields
	}
	before := shown()
	if before[schema.ClientSecret] == checkstest.Clean["clientSecret"] || before[schema.ClientID] != checkstest.Clean["clientId"] {
		t.Errorf("shows %v", before)
	}
	if _, ok := before[schema.Server]; ok {
		t.Error("shows a field that the account lacks")
	}
	if text, ok := before[schema.Tenant]; !ok || text != "" {
		t.Errorf("shows a blank field as %q, %v", text, ok)
	}
	for range 2 {
		peer.Release()
		if peer.Account != nil {
			t.Error("the account is still there")
		}
		if diff := cmp.Diff(before, shown()); diff != "" {
			t.Error(diff)
		}
	}
	nobody := &checks.Peer{}
	nobody.Release()
	if text, ok := nobody.Shown(schema.Name); ok || text != "" {
		t.Errorf("no account shows %q", text)
	}
}

// TestReleaseFacts insists that long lists of facts are let go of, but not what
// instances are compared by, nor what other instances share.
func TestReleaseFacts(t *testing.T) {
	for n, kept := range map[int]int{998: 998, 999: 0} {
		facts := &schema.Provisioned{
			ProductProfiles: make([]schema.Value, n), CallbackURLs: make([]schema.Value, 1), Scopes: make([]schema.Value, 1), IMSServers: make([]schema.Value, 2000),
		}
		stated := &schema.ConfigInstance{Environment: schema.Value{Text: "production"}, Provisioned: facts}
		p := &checks.Peer{Stated: stated}
		p.ReleaseFacts(false)
		got := p.Stated.Provisioned
		if len(got.ProductProfiles) != kept || len(got.CallbackURLs)+len(got.Scopes) != min(kept, 2) || len(got.IMSServers) != 2000 || !p.Production() {
			t.Errorf("of %d profiles %d are left, %d callback URLs, %d scopes and %d servers", n, len(got.ProductProfiles), len(got.CallbackURLs), len(got.Scopes), len(got.IMSServers))
		}
		p = &checks.Peer{Stated: stated}
		p.ReleaseFacts(true)
		if got := p.Stated.Provisioned; len(got.ProductProfiles) != kept || len(got.Scopes) != 1 {
			t.Errorf("where scopes are shown, of %d profiles %d are left and %d scopes", n, len(got.ProductProfiles), len(got.Scopes))
		}
		if stated.Provisioned != facts || len(facts.ProductProfiles) != n {
			t.Error("the facts that other instances share were changed")
		}
	}
}
