package judge

import (
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// TestConfigured insists that a selection holds each name once, and that instances
// with one configuration share theirs.
func TestConfigured(t *testing.T) {
	config, bad := schema.ReadConfig("imslint.yaml", strings.NewReader("checks: {disable: ["+strings.Repeat("scopes, callback-url, ", 1000)+"]}"))
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	only := slices.Repeat([]string{"scopes", "ims-server"}, 1000)
	all := &selections{of: checks.Selection{Only: only, Disabled: []string{"ims-server", "scopes"}}}
	s := all.configured(config)
	if want := []string{"scopes", "ims-server"}; !slices.Equal(s.Only, want) {
		t.Errorf("only %d names, want %v", len(s.Only), want)
	}
	if want := []string{"ims-server", "scopes", "callback-url"}; !slices.Equal(s.Disabled, want) {
		t.Errorf("%d names disabled, want %v", len(s.Disabled), want)
	}
	if again := all.configured(config); &again.Disabled[0] != &s.Disabled[0] || &again.Only[0] != &s.Only[0] {
		t.Error("a configuration has two selections")
	}
	if other := all.configured(&schema.Config{}); !slices.Equal(other.Disabled, []string{"ims-server", "scopes"}) {
		t.Errorf("another configuration disables %v", other.Disabled)
	}
}
