package login

import (
	"slices"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

func TestEveryCode(t *testing.T) { checkstest.EveryCode(t, Catalogue) }

// TestNeeds insists that what a code needs of what Adobe has provisioned is a fact.
func TestNeeds(t *testing.T) {
	facts := 0
	for _, check := range Catalogue.Checks {
		for _, code := range check.Codes {
			key, _, _ := strings.Cut(code.Needs, " ")
			if !strings.HasPrefix(key, "provisioned.") {
				continue
			}
			facts++
			if !slices.ContainsFunc(schema.Facts, func(f *schema.Fact) bool { return f.Needs() == key }) {
				t.Errorf("%s needs %s, which is no fact", code.Name, key)
			}
		}
	}
	if facts == 0 {
		t.Error("no code needs a fact")
	}
}

func TestSymptoms(t *testing.T) {
	for _, s := range Catalogue.Symptoms {
		if s.Title == "" || s.Cause == "" || s.Resolution == "" {
			t.Errorf("%s is not documented", s.ID)
		}
		checkstest.Source(t, s.Source)
		codes := Catalogue.CodesOf(s)
		if len(s.Steps) > 0 && len(codes) == 0 {
			t.Errorf("no code leads to %s", s.ID)
		}
		if len(s.Steps) == 0 && len(codes) > 0 {
			t.Errorf("%s comes from no step, but from %v", s.ID, codes)
		}
		for _, m := range slices.Concat(s.Messages, s.Names, []string{s.Title, s.ID}) {
			if found := Catalogue.Match(m); len(found) == 0 || found[0] != s {
				t.Errorf("%q is matched with %v", m, found)
			}
		}
	}
}

func TestMatch(t *testing.T) {
	for text, want := range map[string]string{
		`login does not have any right matching the expression`:                                                      "no-right-matching-expression",
		`2026-11-02 10:12:01 ERR XTK-170006 Login does not have any right matching the expression '[admin]'. (jdoe)`: "no-right-matching-expression",
		`"LOGIN DOES NOT HAVE ANY RIGHT..." `:                                                                        "no-right-matching-expression",
		"user is redirected to adobe.com page":                                                                       "redirected-to-adobe-com",
		"redirected to adobe.com":                                                                                    "redirected-to-adobe-com",
		"login page cannot be reached":                                                                               "no-login-page",
		"error=invalid_scope":                                                                                        "no-login-page",
		"error=invalid_client":                                                                                       "sign-in-return-fails",
		"redirect_uri_mismatch":                                                                                      "redirected-to-adobe-com",
		"webview2 cache":                                                                                             "webview2-cache",
		"You need to install the latest updated to Windows and/or your Adobe apps.":                                  "console-outdated",
		"You need to install the latest updates to Windows and/or your Adobe apps.":                                  "console-outdated",
		"Your browser or operating system is no longer supported":                                                    "console-outdated",
		"web user interface card":                                                                                    "web-ui-card-missing",
		"blank page at /nl/jsp/logon.jsp":                                                                            "logon-page-blank",
		"jane@adobe.com cannot see deliveries":                                                                       "",
		"the cat sat on the mat":                                                                                     "",
		"error":                                                                                                      "",
		"":                                                                                                           "",
	} {
		got := ""
		if found := Catalogue.Match(text); len(found) > 0 {
			got = found[0].ID
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestRestart insists on which findings a change of the server's configuration
// mends: all but those that are mended in the Admin Console, by Adobe, by
// another export or by looking.
func TestRestart(t *testing.T) {
	without := []*checks.Code{
		accountEnabledUnconfirmed, exportRowLimit, scopesUsualMissing, contextUnconfirmed, contextMismatch, secretNotExported,
		maskProfileWithoutGroup, maskGroupWithoutProfile, maskUserWithoutProfile, adminProfile,
	}
	for _, check := range Catalogue.Checks {
		for _, code := range check.Codes {
			if code.NoRestart != slices.Contains(without, code) {
				t.Errorf("%s: no restart: %v", code.Name, code.NoRestart)
			}
		}
	}
}

func TestClean(t *testing.T) {
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `label="MAC"`})
	if got := checkstest.Fired(r, true); len(got) > 0 {
		t.Errorf("a clean account fires %v", got)
	}
}

// TestNoAccount insists that checks without an account are skipped, and the
// steps of the login path not called right.
func TestNoAccount(t *testing.T) {
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `<extAccount-collection/>`})
	skipped := map[string]bool{}
	for _, s := range r.Skipped {
		skipped[s.Name()] = true
	}
	for _, c := range Catalogue.Checks {
		if c.Account != nil && !skipped[c.Name] {
			t.Errorf("%s ran without an account", c.Name)
		}
	}
	for _, step := range checks.Steps[1:] {
		if r.LoginPath[step] != checks.NotChecked {
			t.Errorf("step %s is %s", step, r.LoginPath[step])
		}
	}
}

func TestLoginPath(t *testing.T) {
	r := checkstest.Run(t, Catalogue, checks.Example{Export: `callbackServer="" tenant=""`})
	for step, want := range map[checks.Step]checks.State{checks.AccountStep: checks.AtRisk, checks.CallbackStep: checks.Broken, checks.TokenStep: checks.NotChecked} {
		if r.LoginPath[step] != want {
			t.Errorf("%s is %s, want %s", step, r.LoginPath[step], want)
		}
	}
	in := checkstest.Instance(t, "prod", "", checkstest.Document(""))
	only := checkstest.Judge(Catalogue, checks.Selection{Only: []string{"client-secret"}}, in)[0]
	for _, step := range checks.Steps {
		if only.LoginPath[step] != checks.NotChecked {
			t.Errorf("with --only, %s is %s", step, only.LoginPath[step])
		}
	}
	without := checkstest.Judge(Catalogue, checks.Selection{Disabled: []string{"single-account/wrong-type", "callback-url"}}, in)[0]
	if without.LoginPath[checks.AccountStep] != checks.OK || without.LoginPath[checks.CallbackStep] != checks.NotChecked {
		t.Errorf("with --disable: %v", without.LoginPath)
	}
}
