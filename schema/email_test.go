package schema

import (
	"net/mail"
	"strings"
	"testing"
)

func TestParseEmailAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"ada@example.com":                        true,
		"Ada.Lovelace+x@mail.example.co.uk":      true,
		"a@b.c":                                  true,
		"o'neil@example.com":                     true,
		"!#$%&'*+-/=?^_`{|}~@example.com":        true,
		`"ada lovelace"@example.com`:             true,
		`"ada@home"@example.com`:                 true,
		`"a\"b"@example.com`:                     true,
		"ada@xn--mller-kva.example":              true,
		"ada@1and1.com":                          true,
		"ada@" + strings.Repeat("a", 63) + ".de": true,
		"":                                       false,
		"ada":                                    false,
		"@example.com":                           false,
		"ada@":                                   false,
		"ada@localhost":                          false,
		"ada@example.com.":                       false,
		"ada@.example.com":                       false,
		"ada@example..com":                       false,
		"ada@-example.com":                       false,
		"ada@example-.com":                       false,
		"ada@exa_mple.com":                       false,
		"ada@@example.com":                       false,
		"ada@home@example.com":                   false,
		".ada@example.com":                       false,
		"ada.@example.com":                       false,
		"a..da@example.com":                      false,
		"ada lovelace@example.com":               false,
		"ada@exam ple.com":                       false,
		"ada@example.com,bob@example.com":        false,
		"ada@example.com;bob@example.com":        false,
		"adä@example.com":                        false,
		"ada@exämple.com":                        false,
		`"ada@example.com`:                       false,
		`""ada"@example.com`:                     false,
		"\"a\tb\"@example.com":                   false,
		`"adä"@example.com`:                      false,
		` "ada"@example.com`:                     false,
		"azAZ09@azAZ09.azAZ09":                   true,
		"az@example.{z":                          false,
		"a[b@example.com":                        false,
		"a:b@example.com":                        false,
		"a\x7f@example.com":                      false,
		"ada@example.co[":                        false,
		"ada@example.co:":                        false,
		"ada@example.@z":                         false,
		"ada@example.`z":                         false,
		"ada@" + strings.Repeat("a", 64) + ".de": false,
	} {
		if _, got := ParseEmailAddress(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
	if a, _ := ParseEmailAddress(`"a@b"@example.com`); a.Domain != "example.com" || a.Local != `"a@b"` {
		t.Errorf("got %+v", a)
	}
}

// TestMailParsesMore holds the differences from net/mail: what a header may
// hold and a CSV of the Admin Console may not.
func TestMailParsesMore(t *testing.T) {
	for _, text := range []string{
		"Ada <ada@example.com>", "<ada@example.com>", "ada@example.com (Ada)", "ada@localhost",
		"ada@[192.0.2.1]", "adä@example.com", "ada@exämple.com", "ada@-example.com",
	} {
		if _, err := mail.ParseAddress(text); err != nil {
			t.Errorf("net/mail does not take %q: no difference", text)
		}
		if _, ok := ParseEmailAddress(text); ok {
			t.Errorf("%q is taken for an address", text)
		}
	}
}

// FuzzParseEmailAddress insists that whatever is an address is one for net/mail
// too, with the same domain.
func FuzzParseEmailAddress(f *testing.F) {
	for _, text := range []string{"ada@example.com", `"a b"@example.com`, `"a\"@b"@x.de`, "a@b", "ä@b.c"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, ok := ParseEmailAddress(text)
		if !ok {
			return
		}
		parsed, err := mail.ParseAddress(text)
		if err != nil {
			t.Fatalf("net/mail does not take %q: %v", text, err)
		}
		if parsed.Name != "" || !strings.HasSuffix(parsed.Address, "@"+a.Domain) {
			t.Errorf("%q: net/mail reads %q", text, parsed.Address)
		}
	})
}
