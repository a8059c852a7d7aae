package login

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
)

// TestWebUICard insists that a field is blank where the export says so, or
// leaves it out although the build has it.
func TestWebUICard(t *testing.T) {
	const (
		with   = `<srcSchema name="extAccount" namespace="nms"><element name="extAccount"><attribute name="server"/></element></srcSchema>`
		server = "Fill in Server (usually https://marketing.adobe.com), if this is Campaign v8.6 or later."
		tenant = "Fill in Tenant (the name of the Experience Cloud tenant), if this is Campaign v8.6 or later."
	)
	for _, c := range []struct {
		name   string
		in     checks.Example
		want   []string
		fields []string // what to fill in
	}{
		{"both there", checks.Example{Export: `label="x"`, Beside: []string{with}}, nil, nil},
		{"both blank", checks.Example{Export: `server="" tenant=" "`}, []string{"Server is blank.", "Tenant is blank."}, []string{server, tenant}},
		{"left out", checks.Example{Export: `server= tenant=`}, nil, nil},
		{"left out, and the build has one of them", checks.Example{Export: `server= tenant=`, Beside: []string{with}},
			[]string{"Server is blank: the exported schema has the field, and the export leaves it out."}, []string{server}},
	} {
		r := checkstest.Run(t, Catalogue, c.in)
		var fixes []string
		for _, f := range r.Findings {
			if f.Check == webUICard {
				fixes = append(fixes, f.Fix)
			}
		}
		if diff := cmp.Diff(c.want, checkstest.Said(r, webUICard)) + cmp.Diff(c.fields, fixes); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
