package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestConfigInstancesAt(t *testing.T) {
	c := readConfig(t, `instances:
  - {name: prod, url: 'https://a.example.com'}
  - {name: web, url: 'https://A.example.com/nl'}
  - {name: test, url: 'https://a.example.com:8443'}
  - {name: old, url: 'http://a.example.com/view'}
  - {name: stage, url: 'https://b.example.com'}
  - {name: none}
`)
	for address, want := range map[string]string{
		"https://a.example.com": "prod web old", "https://a.example.com/nl/jsp": "prod web", "a.example.com/other": "prod",
		"https://a.example.com:8443": "test", "https://b.example.com/x": "stage", "https://c.example.com": "",
	} {
		u, ok := ParseURL(address)
		if !ok {
			t.Fatal(address)
		}
		var names []string
		for in := range c.InstancesAt(u) {
			names = append(names, in.Name.Text)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
		for in := range c.InstancesAt(u) { // a caller may have enough of one
			if in.Name.Text != names[0] {
				t.Errorf("%s: begins with %s", address, in.Name.Text)
			}
			break
		}
	}
}

// TestConfigFieldsAdded: fields that a caller adds count for the instances that
// it makes then.
func TestConfigFieldsAdded(t *testing.T) {
	field := func(key, value string) ConfigEntry { return ConfigEntry{Value{Text: key}, Value{Text: value}} }
	files := []*File{read(t, `<extAccount name="a" x="1" y="2"/>`)}
	c := &Config{}
	for _, step := range []struct {
		fields []ConfigEntry
		want   string
	}{
		{nil, ""},
		{[]ConfigEntry{field("tenant", "x")}, "1"},
		{[]ConfigEntry{field("tenant", "y")}, "2"},
		{[]ConfigEntry{field("label", "x"), field("tenant", "x")}, "1"},
		{nil, ""},
	} {
		c.Fields = step.fields
		for range 2 {
			if got := NewInstance("i", files, nil, c).Accounts[0].Field(Tenant).Text; got != step.want {
				t.Errorf("%v: got %q, want %q", step.fields, got, step.want)
			}
		}
	}
	for _, fields := range [][]ConfigEntry{nil, {field("tenant", "x")}} {
		c.Fields = fields
		stated, _ := c.Instance("x")
		if again, _ := c.Instance("y"); again != stated {
			t.Error("instances that no entry names do not share what is stated")
		}
	}
}

// TestOverride: an instance's facts come in the place of the general ones, key
// by key, an empty list included.
func TestOverride(t *testing.T) {
	c := readConfig(t, `provisioned:
  organizationId: 0123456789ABCDEF01234567@AdobeOrg
  clientId: general
  scopes: [a, b]
  callbackUrls: [https://a.example.com]
  productContext: dma_campaign
  productProfiles: [p]
  imsServers: [ims.example.com]
instances:
  - {name: same}
  - {name: other, provisioned: {organizationId: ABCDEF0123456789ABCDEF01@AdobeOrg, clientId: own, scopes: [c], callbackUrls: [https://b.example.com], productContext: dma_campaign_classic, productProfiles: [q, r], imsServers: [ims2.example.com]}}
  - {name: one, provisioned: {scopes: [c]}}
  - {name: blank, provisioned: {clientId: ''}}
  - {name: nothing, provisioned: {clientId: , scopes: , callbackUrls: ~}}
`)
	texts := func(name string) (list []string) {
		stated, _ := c.Instance(name)
		for _, f := range Facts {
			list = append(list, f.Key+" "+strings.Join(Texts(stated.Provisioned.Values(f)), ","))
		}
		return list
	}
	general := []string{"organizationId 0123456789ABCDEF01234567@AdobeOrg", "clientId general", "scopes a,b", "callbackUrls https://a.example.com", "productContext dma_campaign", "productProfiles p", "imsServers ims.example.com"}
	with := func(i int, text string) []string {
		list := append([]string(nil), general...)
		list[i] = text
		return list
	}
	for name, want := range map[string][]string{
		"same": general, "unknown": general, "nothing": general, "one": with(2, "scopes c"), "blank": with(1, "clientId "),
		"other": {"organizationId ABCDEF0123456789ABCDEF01@AdobeOrg", "clientId own", "scopes c", "callbackUrls https://b.example.com", "productContext dma_campaign_classic", "productProfiles q,r", "imsServers ims2.example.com"},
	} {
		if diff := cmp.Diff(want, texts(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, f := range Facts {
		if f.Needs() != "provisioned."+f.Key {
			t.Errorf("%s is called %s", f.Key, f.Needs())
		}
		if got := new(Provisioned).Values(f); len(got) > 0 {
			t.Errorf("%s is not stated, and has %v", f.Key, got)
		}
	}
}

// TestServerAddresses insists that instances share the addresses of the list that
// they share, and that each other list has its own.
func TestServerAddresses(t *testing.T) {
	c := readConfig(t, `provisioned: {imsServers: ["https://a.example.com", b.example.com, "c.example.com:8443"]}
instances: [{name: own, provisioned: {imsServers: [d.example.com]}}, {name: shared}]
`)
	of := func(name string) []string {
		in, _ := c.Instance(name)
		return c.ServerAddresses(in.Provisioned.IMSServers)
	}
	for name, want := range map[string][]string{
		"elsewhere": {"a.example.com", "b.example.com", "c.example.com:8443"}, "shared": {"a.example.com", "b.example.com", "c.example.com:8443"},
		"own": {"d.example.com"},
	} {
		if got := of(name); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	if got := c.ServerAddresses(nil); got != nil {
		t.Errorf("of no list: got %v", got)
	}
	if &of("elsewhere")[0] != &of("shared")[0] {
		t.Error("the addresses of one list are worked out twice")
	}
}
