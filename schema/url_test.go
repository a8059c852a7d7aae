package schema

import (
	"strings"
	"testing"
)

func TestURLString(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://Campaign.Example.com/NL?x#y": "https://campaign.example.com/NL", "https://me:secret@a.example.com:443": "https://a.example.com",
		"http://a.example.com:80/": "http://a.example.com/", "https://a.example.com:80/": "https://a.example.com:80/", "http://a.example.com:443": "http://a.example.com",
		"a.example.com:8443/x": "a.example.com:8443/x", "a.example.com:80": "a.example.com:80", "http://a.example.com:8080": "http://a.example.com:8080", "https://[::1]:8443/x": "https://[::1]:8443/x", "[fe80::1]": "[fe80::1]",
	} {
		u, ok := ParseURL(in)
		if got := u.String(); !ok || got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestURLParts holds what makes an address one, and its nearest neighbours that
// are none.
func TestURLParts(t *testing.T) {
	for in, want := range map[string]bool{
		"https://a.example.com:1": true, "https://a.example.com:65535": true, "https://a.example.com:0": false, "https://a.example.com:65536": false, "https://a.example.com:x": false,
		"a.example.com.": true, "a.example.com..": false, ".a.example.com": false, "a1-b_c.example": true, "a+b.example": false, "①.example": true,
		"[::1]": true, "[::g]": false, "[1::1%25eth0]": false, "https://a.example.com/%zz": false, "a\u0085b": false, "a\x7fb": false, "https://a/\u0080": false, "https://a/\u00e9": true, "https://a.example.com:": false,
	} {
		if _, ok := ParseURL(in); ok != want {
			t.Errorf("%q: want %t", in, want)
		}
	}
	for in, want := range map[string]bool{"https://a/?": true, "https://a/?x": true, "https://a/#": true, "https://a/#x": true, "https://a/": false} {
		if u, _ := ParseURL(in); u.Query != want {
			t.Errorf("%s: query %t", in, u.Query)
		}
	}
}

func TestSamePlace(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://a.example.com", "http://A.example.com/x", true},
		{"https://a.example.com/x/y", "https://a.example.com/x", true},
		{"https://a.example.com/x", "https://a.example.com/y", false},
		{"https://a.example.com", "https://a.example.com:8443", false},
		{"https://a.example.com", "https://b.example.com", false},
	} {
		a, _ := ParseURL(c.a)
		b, _ := ParseURL(c.b)
		if a.SamePlace(b) != c.want || b.SamePlace(a) != c.want {
			t.Errorf("%s and %s: want %t", c.a, c.b, c.want)
		}
	}
}

func TestDNSMasksOfPorts(t *testing.T) {
	for _, c := range []struct {
		masks, address string
		want           bool
	}{
		{"a.example.com:443", "https://a.example.com", true},
		{"a.example.com:443", "https://a.example.com:8443", false},
		{"a.example.com", "https://a.example.com:8443", true},
		{"a.*", "https://a.example.com:8443", true},
		{"a.example.co", "https://a.example.com", false},
		{".example.com", "https://a.example.com", false},
		{"b\ta.example.com", "https://a.example.com", true},
		{"", "https://a.example.com", false},
	} {
		u, _ := ParseURL(c.address)
		if got := ParseDNSMasks(c.masks).Serve(u); got != c.want {
			t.Errorf("%s on %s: got %t", c.masks, c.address, got)
		}
	}
	for masks, want := range map[string]bool{"*": true, "a,**": true, "a*": false, "*.example.com": false, "?": false, "": false} {
		if ParseDNSMasks(masks).Any() != want {
			t.Errorf("%s: want %t", masks, want)
		}
	}
}

// TestLongHosts insists that what is longer than any host name matches none.
func TestLongHosts(t *testing.T) {
	label := strings.Repeat("a", 50) + "."
	host := strings.Repeat(label, 5) // 255 characters
	host = host[:253]
	for _, c := range []struct {
		masks, host string
		want        bool
	}{
		{host, host, true},
		{host[:250] + "*", host, true},
		{host + ":*", host, true},
		{"*", host + "." + label + "a", false},
		{strings.Repeat("*a", 150), host, false},
		{strings.Repeat("ü", 253), strings.Repeat("ü", 253), true},
		{strings.Repeat("*a", 150) + ",*.example.com", "x.example.com", true},
	} {
		m, u := ParseDNSMasks(c.masks), URL{Host: c.host}
		if got := m.Serve(u); got != c.want {
			t.Errorf("%.60q serves %.60q: got %t", c.masks, c.host, got)
		}
		if n := m.Cost(u); n > 1_100*1_100 {
			t.Errorf("%.60q on %.60q: %d steps", c.masks, c.host, n)
		}
	}
	long := URL{Host: strings.Repeat("a", 300)}
	if n := ParseDNSMasks(strings.Repeat("*a", 200)).Cost(long); n != 0 {
		t.Errorf("%d steps", n)
	}
}

// TestCallbackWildcards: a * stands for any characters of a host or of a path,
// never for both; the port 443 is that of https.
func TestCallbackWildcards(t *testing.T) {
	for _, c := range []struct {
		entry, url string
		want       bool
	}{
		{"https://*.example.com:443", "https://a.example.com", true},
		{"https://*.example.com:8443", "https://a.example.com:8443", true},
		{"https://*.example.com:8443", "https://a.example.com", false},
		{"https://*", "https://a.example.com/x", true},
		{"https://a*", "https://b.example.com/a", false},
		{"https://a.example.com/nl*", "https://a.example.com/nlserver", true},
		{"https://a.example.com/nl*", "https://a.example.com/n", true}, // a prefix of the entry's path
		{"https://a.example.com/nl*", "https://a.example.com/x/nl", false},
		{"HTTPS://*.Example.com", "https://a.example.com", true},
		{"http://*.example.com", "https://a.example.com", false},
		{"HTTPS://a.example.com", "https://a.example.com", true},
		{"https://a.example.com/.*", "https://a.example.com/x", true},
		{`^https://a\.example\.com/x$`, "https://a.example.com/", false},
		{`^https://a\.example\.com(/x)?$`, "https://a.example.com/x", true},
		{`^https://a\.example\.com/?$`, "https://a.example.com", true},
		{`https://a\.example\.com`, "https://a.example.com.evil.org", false},
		{`https://a\.example\.com|https://b\.example\.com`, "https://b.example.com", true},
	} {
		p, err := ParseCallbackPatterns(c.entry)
		u, ok := ParseURL(c.url)
		if err != nil || !ok || p.Allow(u) != c.want {
			t.Errorf("%s allows %s: want %t (%v)", c.entry, c.url, c.want, err)
		}
	}
	long := URL{Host: strings.Repeat("a", 300)}
	for entry, want := range map[string]bool{"https://" + long.Host: false, "https://a*": false, "https://*" + strings.Repeat("*", 300) + "a": false, "^https://a": true} {
		if p, err := ParseCallbackPatterns(entry); err != nil || p.Allow(long) != want {
			t.Errorf("%.60s allows a host that is too long: want %t (%v)", entry, want, err)
		}
	}
	for entry, want := range map[string]int{"https://a.example.com/x": 0, "https://*.example.com/x": len("*.example.com/x*"), "^a{1,500}$": 1001, "https://*.a,https://*.b": 10} {
		if p, err := ParseCallbackPatterns(entry); err != nil || p.Cost() < want || p.Cost() > want+10 {
			t.Errorf("%s costs %d, want %d or a little more (%v)", entry, p.Cost(), want, err)
		}
	}
	for entry, want := range map[string]string{
		"^" + strings.Repeat("x", maxPattern-1): "", "^" + strings.Repeat("x", maxPattern): "a pattern is longer than 4096 bytes",
		"://a": "an entry needs its scheme, as in https://campaign.example.com, or starts with ^ as a regular expression", "https://a b": "an entry is an address such as https://campaign.example.com",
		"^(CANARY": "not a valid regular expression", `https://CANARY\.(`: "not a valid regular expression",
	} {
		_, err := ParseCallbackPatterns(entry)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%.60s: got %q, want %q", entry, got, want)
		}
	}
}
