package schema

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

func TestParseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://Campaign.example.com":     "https campaign.example.com",
		"ims-na1.adobelogin.com":           " ims-na1.adobelogin.com",
		"localhost:8080":                   " localhost:8080",
		"https://a.example.com:443/x/":     "https a.example.com /x/",
		"http://a.example.com:80":          "http a.example.com",
		"https://[::1]:8443/":              "https ::1:8443 /",
		"https://bücher.example":           "https bücher.example",
		"https://a_b.example.com?x":        "https a_b.example.com query",
		"https://a.example.com#f":          "https a.example.com query",
		"https://me:secret@a.example.com/": "https a.example.com / user",
		"mailto:a@example.com":             " example.com user",
		"https//a.example.com":             " https //a.example.com",
		"https:/a.example.com":             "-", "https://": "-", "": "-", "a b": "-", "https://a.example.com/a b": "-", "https://<host>/": "-",
		"https://a..b": "-", "https://a:99999": "-", "https://a:": "-", "\x00": "-", "://a": "-", "https://a.example.com\u00a0": "-",
	} {
		got := "-"
		if u, ok := ParseURL(in); ok {
			got = u.Scheme + " " + u.Address()
			if u.Path != "" {
				got += " " + u.Path
			}
			if u.Query {
				got += " query"
			}
			if u.UserInfo {
				got += " user"
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCallbackPattern(t *testing.T) {
	for _, c := range []struct {
		entry, url string
		want       bool
	}{
		{"https://a.example.com", "https://A.example.com/nl/jsp", true},
		{"https://a.example.com/nl/jsp", "https://a.example.com/nl", true},
		{"https://a.example.com/nl", "https://a.example.com/view", false},
		{"https://a.example.com", "https://b.example.com", false},
		{"http://a.example.com", "https://a.example.com", false},
		{"https://a.example.com:8443", "https://a.example.com", false},
		{"https://*.example.com", "https://a.b.example.com", true},
		{"https://*.example.com", "https://example.com", false},
		{"https://*.example.com", "https://a.example.com.evil.org", false},
		{"https://*.example.com/nl/*", "https://a.example.com/nl/jsp", true},
		{"https://*.example.com/nl/*", "https://a.example.com/", true},
		{"https://*.example.com/nl/*", "https://a.example.com/view", false},
		{"https://a.example.com/*/jsp", "https://a.example.com/nl/jsp/logon.jsp", true},
		{`^https://a\.example\.com$`, "https://a.example.com/", true},
		{`^https://a\.example\.com/$`, "https://a.example.com", true},
		{`^https://a\.example\.com$`, "https://a.example.com/x", false},
		{`https://prod\.example\.com/.*,https://a\.example\.com/.*`, "https://a.example.com", true},
		{`https://prod\.example\.com/.*`, "https://prod.example.com/nl/jsp", true},
		{`https://prod\.example\.com/.*`, "https://prodxexample.com/", false},
		{`http://prod\.example\.com/.*`, "https://prod.example.com/", false},
		{"https://a.example.com, https://b.example.com", "https://b.example.com", true},
	} {
		p, err := ParseCallbackPatterns(c.entry)
		u, ok := ParseURL(c.url)
		if err != nil || !ok || p.Allow(u) != c.want {
			t.Errorf("%s allows %s: want %t (%v)", c.entry, c.url, c.want, err)
		}
	}
	for _, entry := range []string{"", "a.example.com", "*", "https://", "^(", "https://a b", `https://a\.example\.com/(`, "https://a.example.com,"} {
		if _, err := ParseCallbackPatterns(entry); err == nil {
			t.Errorf("%q is taken", entry)
		}
	}
}

func TestDNSMasks(t *testing.T) {
	masks := ParseDNSMasks("tracking.example.com*, console?.example.com,*.x.example.com:8443")
	for host, want := range map[string]bool{
		"tracking.example.com": true, "TRACKING.example.com:8080": true, "console1.example.com": true, "console.example.com": false,
		"a.x.example.com:8443": true, "a.x.example.com": false, "example.com": false,
	} {
		u, _ := ParseURL("https://" + host)
		if masks.Serve(u) != want {
			t.Errorf("%s: want %t", host, want)
		}
	}
	if masks.Any() || !ParseDNSMasks("a, *").Any() {
		t.Error("a lone * lets every host through")
	}
}

func TestMask(t *testing.T) {
	for _, c := range []struct{ mask, profile, group string }{
		{"campaign - prod - ", "campaign - prod - admin", "admin"},
		{"campaign - prod - (.*)", "campaign - prod - admin", "admin"},
		{"campaign.prod (.*)", "campaign.prod admin", "admin"},
		{"campaign.prod (.*)", "campaign-prod admin", "-"},
		{"^campaign - (?:prod|live) - (.+)$", "campaign - live - x", "x"},
		{"(.*) - campaign", "admin - campaign", "admin"},
		{"campaign - prod - ", "Campaign - prod - admin", "-"},
	} {
		m, err := ParseMask(c.mask)
		if err != nil {
			t.Fatalf("%s: %v", c.mask, err)
		}
		got, ok := m.Group(c.profile)
		if !ok {
			got = "-"
		}
		if got != c.group {
			t.Errorf("%q on %q: got %q, want %q", c.mask, c.profile, got, c.group)
		}
	}
	for mask, want := range map[string]error{"a.*": ErrMaskGroups, "(a)(b)": ErrMaskGroups, "a(": ErrMaskSyntax, "a)(b": ErrMaskSyntax, "[": ErrMaskSyntax, strings.Repeat("x", maxPattern-3) + "(.)": nil, strings.Repeat("x", maxPattern-2) + "(.)": ErrMaskLong, "(?=a)(.*)": ErrMaskUnknown, `a\1(.*)`: ErrMaskUnknown} {
		if _, err := ParseMask(mask); err != want {
			t.Errorf("%q: got %v, want %v", mask, err, want)
		}
	}
	for in, want := range map[string]string{
		"a - b - ": "a - b - ", " a": "a", "a  b": "a b", "a\tb": "a b", "a\u00a0": "a ", "a (.*) ": "a (.*)", "a\u200bb": "ab", "": "",
	} {
		if got := TidyMask(in); got != want {
			t.Errorf("tidy %q: got %q, want %q", in, got, want)
		}
	}
}

func TestOrganization(t *testing.T) {
	for in, want := range map[string]string{
		"0123456789ABCDEF01234567@AdobeOrg": "hex", "0123456789abcdef01234567@AdobeOrg": "hex", "G123456789ABCDEF01234567@AdobeOrg": "unusual",
		"zZ23456789abcdefABCDEFyY@AdobeOrg": "unusual", "0123456789ABCDEF0123456-@AdobeOrg": "malformed", "0123456789ABCDEF0123456é@AdobeOrg": "malformed", "0123456789ABCDEF012345678@AdobeOrg": "malformed",
		"0123456789ABCDEF0123456@AdobeOrg": "malformed", "0123456789ABCDEF01234567@adobeorg": "malformed", "0123456789ABCDEF01234567": "malformed",
		" 0123456789ABCDEF01234567@AdobeOrg": "malformed", "": "malformed",
	} {
		got := "malformed"
		if o, ok := ParseOrganizationID(in); ok && o.Hexadecimal() {
			got = "hex"
		} else if ok {
			got = "unusual"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

func TestParseScopes(t *testing.T) {
	for in, want := range map[string]string{
		"a,b": "a b|0", "a b\n c": "a b c|0", "a, b": "a b|0", "a,,b": "a b|1", "a, ,b": "a b|1", ",a": "a|1", "a,": "a|1", "a ,b": "a b|0", "": "|0", " ": "|0", ",,": "|3",
	} {
		s := ParseScopes(Value{Text: in})
		var names []string
		for _, item := range s.Items {
			names = append(names, item.Name)
		}
		got := strings.Join(names, " ") + "|" + string(rune('0'+len(s.Empty)))
		if got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

func TestUserInfo(t *testing.T) {
	const m = source.Masked
	for in, want := range map[string]string{
		"https://me:secret@a.example.com/x": "https://" + m + "@a.example.com/x", "https://a.example.com:443/x": "https://a.example.com:443/x",
		"admin:S@host": m + "@host", "https://u:a@b@h": "https://" + m + "@h", "https://u:p/w?x#y z@h": "https://" + m + "@h", "https:/u:S@h": "https:/" + m + "@h",
		`https:\\u:S@h`: `https:\\` + m + "@h", "//u:S@h": "//" + m + "@h", "0123456789ABCDEF01234567@AdobeOrg": "0123456789ABCDEF01234567@AdobeOrg", "ada@example.com": "ada@example.com",
		"@x": "@x", "": "",
	} {
		if got := HideUserInfo(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	// In a field that holds an address a token before the @ is a user too.
	if got := (Value{Text: "S@host", Field: CallbackURL}).Shown(); got != m+"@host" {
		t.Errorf("got %q", got)
	}
}

func FuzzValues(f *testing.F) {
	f.Add("campaign - prod - (.*)", "https://*.example.com/x")
	f.Add("^(a|b)$", "^x")
	f.Fuzz(func(t *testing.T, a, b string) {
		if u, ok := ParseURL(a); ok {
			if p, err := ParseCallbackPatterns(b); err == nil {
				p.Allow(u)
			}
			ParseDNSMasks(b).Serve(u)
		}
		if m, err := ParseMask(a); err == nil {
			m.Group(b)
			m.Nearest([]string{b}, nil)
			m.FitSpace([]string{b})
		}
		ParseScopes(Value{Text: a})
		if id, ok := ParseOrganizationID(a); ok && len(id.Ident) != identLength {
			t.Errorf("%q", id.Ident)
		}
		HideUserInfo(a)
	})
}
