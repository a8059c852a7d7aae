package judge

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// TestKeepMasks keeps what masks match of so many profiles and groups, and of the
// first instance in any case.
func TestKeepMasks(t *testing.T) {
	group := func(profiles, groups int) load.Group {
		var list strings.Builder
		for i := range profiles {
			fmt.Fprintf(&list, "p%d, ", i)
		}
		export := `<entities><extAccount name="Adobe_Marketing_Cloud" imsRightsMask="p(.*)"/>`
		for i := range groups {
			export += fmt.Sprintf(`<group name="g%d"/>`, i)
		}
		config, bad := schema.ReadConfig("imslint.yaml", strings.NewReader("provisioned: {productProfiles: ["+list.String()+"]}"))
		if len(bad) > 0 {
			t.Fatal(bad[0])
		}
		return load.Group{
			Name: fmt.Sprint(profiles),
			List: func() []load.Listing {
				return []load.Listing{{Sources: []load.Source{{Name: "a.xml", Given: true, Open: func() (io.ReadCloser, error) {
					return io.NopCloser(strings.NewReader(export + "</entities>")), nil
				}}}}}
			},
			Config: func() (*schema.Config, []*source.Error) { return config, nil },
		}
	}
	const all = 10_000
	for _, c := range []struct {
		profiles []int
		groups   int // of the first instance
		want     []int
	}{
		{[]int{all, all - 1, 1, 1}, 0, []int{all, all - 1, 1, 0}},
		{[]int{all, all - 1, 1, 1}, 1, []int{all + 1, all - 1, 0, 0}},
		{[]int{all, all, 1}, 0, []int{all, all, 0}},
		{[]int{all, 1}, all + 1, []int{2*all + 1, 0}},
	} {
		var groups []load.Group
		for i, n := range c.profiles {
			if i > 0 {
				c.groups = 0
			}
			groups = append(groups, group(n, c.groups))
		}
		var got []int
		for _, r := range (&Task{Groups: groups, Jobs: 2, Catalogue: login.Catalogue, KeepMasks: true}).Run().Results {
			got = append(got, r.Mask.Rows())
			if r.Mask.Forgotten != (r.Mask.Rows() == 0) {
				t.Errorf("%d rows, forgotten: %t", r.Mask.Rows(), r.Mask.Forgotten)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d: got %d, want %d", c.profiles, got, c.want)
		}
	}
}

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
