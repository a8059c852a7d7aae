package schema

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// TestBoundedPatterns: a few bytes can stand for millions of steps, or be right
// by themselves and wrong in a group.
func TestBoundedPatterns(t *testing.T) {
	repeat := strings.Repeat
	for mask, want := range map[string]error{
		`(.*)\Qabc`: nil,
		repeat("(?:x", 499) + "(a)" + repeat(")*", 499): ErrMaskComplex,
		repeat("(?:.?){1000}", 330) + "(.*)":            ErrMaskComplex,
		"(?:.?){900}(.*)":                               nil,
		"(?:(?:(?:x{1000}){1000}){1000})(.*)":           ErrMaskComplex, // which package regexp does not take
		"(?:x{100}){100}(.*)":                           ErrMaskComplex,
		"(" + repeat(`[a\pL]`, 11) + ")":                ErrMaskComplex, "(?i)(" + repeat(`[^\PL]`, 680) + ")": ErrMaskComplex, `([\pL\pN]+)`: nil,
		"c - (.{1,2000})": ErrMaskComplex, "(x{1001})": ErrMaskComplex, "(x{1001,})": ErrMaskComplex, "(x{3,2})": ErrMaskSyntax,
		`(\p{Alnum}+)`: ErrMaskUnknown, "([z-a])": ErrMaskSyntax, "(x**)": ErrMaskSyntax,
		"(?:x{30}){30}(.*)": nil,
		repeat("(?:x|", 150) + "y" + repeat(")", 150) + "(.*)": nil,
	} {
		if _, err := ParseMask(mask); !errors.Is(err, want) {
			t.Errorf("%.40s: got %v, want %v", mask, err, want)
		}
	}
	m, err := ParseMask(`(.*)\Qa.c`)
	if group, ok := m.Group("deliverya.c"); err != nil || !ok || group != "delivery" {
		t.Errorf("got %q, %v, %v", group, ok, err)
	}
	if _, ok := m.Group("deliveryabc"); ok {
		t.Error("a quoted dot matches a letter")
	}
	if _, err := ParseCallbackPatterns("^https://" + repeat("x{1000}", 20)); !errors.Is(err, errComplex) {
		t.Errorf("got %v", err)
	}
	if _, err := ParseCallbackPatterns("^(pass"); err == nil || err.Error() != "not a valid regular expression" {
		t.Errorf("got %v", err)
	}
	one := "    - '^https://a" + repeat(".{90}", 50) + "%d'\n"
	var config strings.Builder
	config.WriteString("provisioned:\n  callbackUrls:\n")
	for i := range 40 {
		if i == 16 {
			if _, bad := ReadConfig("in", strings.NewReader(config.String())); len(bad) > 0 {
				t.Errorf("16 patterns: %v", bad[0])
			}
		}
		config.WriteString(strings.ReplaceAll(one, "%d", repeat("b", i)))
	}
	_, bad := ReadConfig("in", strings.NewReader(config.String()))
	if len(bad) == 0 || !strings.Contains(bad[0].Error(), "the patterns expand to more than 150000 steps together, the limit") {
		t.Errorf("got %v", bad)
	}
	same := "provisioned:\n  callbackUrls:\n    - &a '^https://a" + repeat(".{90}", 50) + "'\n" + repeat("    - *a\n", 100)
	if _, bad := ReadConfig("in", strings.NewReader(same)); len(bad) > 0 {
		t.Errorf("one pattern, many times: %v", bad[0])
	}
}

// TestPatternSteps holds how long patterns are without their repetitions, and that
// groups in each other are limited too.
func TestPatternSteps(t *testing.T) {
	repeat := strings.Repeat
	for text, want := range map[string]int{
		"": 1, "abc": 3, "(abc)": 4, "a*": 2, "[a-z]?": 2, "ab|cd": 5, "(?:x{2}){3}": 28,
		"a{3}": 8, "a{2,}": 6, "a{0}": 2, "a{1}": 4, "a{2,5}": 10,
		repeat("(", maxNested) + "a" + repeat(")", maxNested): maxNested + 1,
		repeat("[ab]{999}", 4) + repeat("x", 1999):            maxSteps,
	} {
		if _, got, err := compilePattern(text, false); got != want || err != nil {
			t.Errorf("%.40s: got %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		repeat("(", maxNested+1) + "a" + repeat(")", maxNested+1), repeat("[ab]{999}", 4) + repeat("x", 2000), "(?:[ab]{90}){11}[ab]{900}[ab]{900}[ab]{900}[ab]{900}[ab]{900}",
	} {
		if _, _, err := compilePattern(text, false); err != errComplex {
			t.Errorf("%.40s: got %v", text, err)
		}
	}
}

// TestConfigTooLong refuses what would take much more memory than its size.
func TestConfigTooLong(t *testing.T) {
	repeat := strings.Repeat
	for text, want := range map[string]string{
		repeat("a:\n", 150_001):                             "in:1:1: the file has more than 150,000 lines, the limit of imslint.yaml",
		"x: [" + repeat("a,", 150_001) + "]":                "in:1:1: the file has more than 150,000 commas, the limit of imslint.yaml",
		repeat("%TAG !a! x\n", 101) + "---\naccountType: x": "in:101:1: more than 100 directives (%), the limit",
	} {
		if _, bad := ReadConfig("in", strings.NewReader(text)); len(bad) != 1 || bad[0].Error() != want {
			t.Errorf("got %v, want %s", bad, want)
		}
	}
	if _, bad := ReadConfig("in", strings.NewReader(repeat("  # a,b\n\n", 400_000))); len(bad) > 0 {
		t.Errorf("comments: %v", bad)
	}
	var unknown strings.Builder
	for i := range 120 {
		unknown.WriteString("k" + repeat("x", i) + ": 1\n")
	}
	_, bad := ReadConfig("in", strings.NewReader(unknown.String()))
	if len(bad) != maxErrors+1 || bad[maxErrors].Error() != "in:1:1: and 20 more errors" {
		t.Errorf("%d errors, the last is %v", len(bad), bad[len(bad)-1])
	}
}

// TestConfigErrorsShowNoPassword quotes what is wrong without the password that
// is in it.
func TestConfigErrorsShowNoPassword(t *testing.T) {
	const url = "'https://adm:s3cret@h.example/'"
	for _, text := range []string{
		url + ": x", "provisioned: {" + url + ": x}", "fields: {" + url + ": x}", "fields: {scopes: " + url + "}", "checks: {severity: {scopes: " + url + "}}",
		"ignore: [{code: scopes, reason: x, until: " + url + "}]", "instances: [{name: " + url + "}, {name: " + url + "}]",
		"instances: [{name: a, environment: " + url + "}]", "instances: [{name: a, hosting: " + url + "}]", "instances: [{name: a, url: " + url + "}]",
		"adminConsole: {domains: [{name: " + url + ", type: x}]}", "adminConsole: {domains: [{name: example.com, type: " + url + "}]}",
		"adminConsole: {domainsElsewhere: [" + url + "]}", "adminConsole: {userNames: " + url + "}", "adminConsole: {embargoedCountries: [" + url + "]}",
		"adminConsole: {directorySync: " + url + "}", "adminConsole: {enforcedDomains: [" + url + "]}", "provisioned: {productContext: 'a:s3cret@b'}",
		"provisioned: {clientId: " + url + "}", "provisioned: {scopes: [" + url + "]}", "accountType: [" + url + "]", "'adm:s3cret@h': x",
	} {
		c, bad := ReadConfig("in", strings.NewReader(text))
		said := ""
		for _, e := range bad {
			said += e.Error() + "\n"
		}
		if c != nil {
			for _, n := range c.Notes {
				said += n.Error() + "\n"
			}
		}
		if said == "" && !strings.HasPrefix(text, "fields: {scopes") && !strings.HasPrefix(text, "checks:") {
			t.Errorf("%s: nothing is said", text)
		}
		if strings.Contains(said, "s3cret") {
			t.Errorf("%s:\n%s", text, said)
		}
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		mask, text string
		want       bool
	}{
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"**", "abc", true}, {"?", "", false}, {"?", "é", true}, {"??", "é", false},
		{"a*c", "abc", true}, {"a*c", "ac", true}, {"a*c", "acb", false}, {"*.example.com", "a.b.example.com", true}, {"*.example.com", "example.com", false},
		{"", "\ufffd", false}, {"a", "a\ufffd", false}, {"a", "a\xff", false}, {"\x00", "", false}, {"?", "\ufffd", true}, {"*a", "ba", true}, {"a*", "ab", true}, {"*?", "", false}, {"b*", "ab", false},
		{"A.EXAMPLE.com", "a.example.COM", true}, {"É*", "éa", true}, {"a*b*c", "aXbYbZc", true}, {"a*b*c", "aXcYb", false}, {"a.c", "abc", false},
		{strings.Repeat("*a", 500_000), "aaa", false}, {strings.Repeat("?", 1_000_000), "aaa", false}, {strings.Repeat("a*", 100) + "b", strings.Repeat("a", 250), false},
	} {
		if got := globMatches(c.mask, c.text); got != c.want {
			t.Errorf("%.20s, %.20s: %v", c.mask, c.text, got)
		}
	}
}

// FuzzGlob compares masks with the regular expressions that say the same.
func FuzzGlob(f *testing.F) {
	f.Add("a*c?", "abcd")
	f.Add("*a*b*", "xxbaab")
	f.Fuzz(func(t *testing.T, mask, text string) {
		if len(mask) > 100 || len(text) > 1000 || strings.ToValidUTF8(mask+text, "") != mask+text {
			return
		}
		for _, r := range mask + text {
			if r > unicode.MaxASCII { // whose cases regexp takes for more than lower case does
				return
			}
		}
		pattern := "(?is)^" + strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(mask)) + "$"
		if got, want := globMatches(mask, text), regexp.MustCompile(pattern).MatchString(text); got != want {
			t.Errorf("%q, %q: got %v, want %v", mask, text, got, want)
		}
	})
}
