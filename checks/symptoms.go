package checks

import (
	"slices"
	"strings"
	"unicode"
)

// Symptom is what a person sees when login breaks.
type Symptom struct {
	ID         string
	Title      string   // what is seen, in a few words
	Messages   []string // word for word as a screen or a log shows them
	Steps      []Step   // of the login path that break in this way; empty for none
	Cause      string
	Resolution string
	Source     string
}

// Symptoms is the catalogue. The codes that lead to each are in the codes'
// Causes.
var Symptoms = []*Symptom{
	{
		ID:         "redirected-to-adobe-com",
		Title:      "After signing in, the person lands on the adobe.com page",
		Steps:      []Step{CallbackStep},
		Cause:      "IMS returns only to an https address that matches the redirect URI pattern of the IMS client. To any other it does not go: it takes the client's default redirect URI, which is adobe.com.",
		Resolution: "Correct Callback server in the external account: https, this instance's own address. Have that address added to the IMS client's redirect URIs by Adobe. Restart the server.",
		Source:     troubleshooting,
	},
	{
		ID:         "no-right-matching-expression",
		Title:      "Login is refused for want of rights",
		Messages:   []string{"Login does not have any right matching the expression"},
		Steps:      []Step{RightsStep},
		Cause:      "The person signed in, but none of their product profiles is the association mask followed by the name of an operator group, so Campaign finds no group to put them in.",
		Resolution: "Compare Association mask with the product profile names in the Admin Console, character by character, and the rest of each name with the internal names of the operator groups. Restart the server after changing the mask.",
		Source:     troubleshooting,
	},
	{
		ID:         "no-login-page",
		Title:      "The Adobe ID login page cannot be reached",
		Messages:   []string{"The user is unable to access the Adobe ID login page", "invalid_scope", "invalid_client"},
		Steps:      []Step{LoginPageStep},
		Cause:      "IMS does not show its login page to a client that it does not know, on a host that is not its own, or for scopes that the client was not given.",
		Resolution: "Check IMS scope first, then IMS client identifier and IMS server in the external account against what Adobe provisioned. Restart the server.",
		Source:     troubleshooting,
	},
	{
		ID:         "web-ui-card-missing",
		Title:      "The home page has no Web user interface card",
		Steps:      []Step{AccountStep},
		Cause:      "Server, Tenant, Callback server or Association mask of the external account is empty.",
		Resolution: "Fill in all four fields. Restart the server.",
		Source:     homePage,
	},
	{
		ID:         "webview2-cache",
		Title:      "Signing in from the client console fails although the configuration is correct",
		Cause:      "The WebView2 component of the client console holds an old sign-in.",
		Resolution: "Close the client console, clear the WebView2 cache and cookies on that computer, and sign in again. The server needs no change.",
		Source:     "inferred: no public page of Adobe's says it",
	},
	{
		ID:         "console-outdated",
		Title:      "The client console asks for updates instead of signing in",
		Messages:   []string{"You need to install the latest updated to Windows and/or your Adobe apps"},
		Cause:      "The client console, or the WebView2 runtime that it signs in with, is too old for the Adobe login page.",
		Resolution: "Install the latest client console and Windows updates on that computer. The server needs no change.",
		Source:     `Adobe Campaign Classic documentation, technote "Update your environment to connect to Adobe Campaign with IMS"`,
	},
	{
		ID:         "control-panel-open",
		Title:      "People outside the administrators can open Control Panel",
		Steps:      []Step{RightsStep},
		Cause:      "Control Panel opens to every product profile whose name contains \"admin\".",
		Resolution: "Rename the product profile in the Admin Console, and the operator group with it.",
		Source:     userMigration,
	},
}

// FindSymptom returns the symptom of an ID.
func FindSymptom(id string) (*Symptom, bool) {
	for _, s := range Symptoms {
		if s.ID == id {
			return s, true
		}
	}
	return nil, false
}

// Codes returns the full names of the codes that lead to a symptom, the
// documented ones first, then those it is likelier of.
func (s *Symptom) Codes() []string {
	type ranked struct {
		name string
		rank int
	}
	var list []ranked
	for _, c := range All {
		for _, code := range c.Codes {
			for i, cause := range code.Causes {
				if cause.Symptom != s.ID {
					continue
				}
				rank := i
				if cause.Basis == Inferred {
					rank += 10
				}
				list = append(list, ranked{c.Name + "/" + code.Name, rank - 3*int(code.Severity)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return a.rank - b.rank })
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.name
	}
	return names
}

// MatchSymptom returns the symptom that a pasted text describes: its ID, or a
// message or title that the text contains or is a good part of, whatever the
// case, the punctuation and the log around it.
func MatchSymptom(text string) (*Symptom, bool) {
	pasted := words(text)
	if len(pasted) == 0 {
		return nil, false
	}
	var best *Symptom
	most := 0.0
	for _, s := range Symptoms {
		if strings.EqualFold(strings.TrimSpace(text), s.ID) {
			return s, true
		}
		for i, known := range append([]string{s.Title, s.ID}, s.Messages...) {
			score := similarity(pasted, words(known))
			if i >= 2 {
				score *= 1.1 // a message says it exactly
			}
			if score > most {
				best, most = s, score
			}
		}
	}
	return best, most >= 0.6
}

// words cuts a text into words in lower case, without punctuation.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// commonWords tell nothing of what is seen.
var commonWords = strings.Fields("a an the of to in on is are be was and or for not no any does do have has with that this it after when user users person people error")

// similarity returns how much of a known text the pasted one holds, or, of a
// short pasted one, how much of it is in the known text: 0 to 1.
func similarity(pasted, known []string) float64 {
	significant := func(list []string) []string {
		var kept []string
		for _, w := range list {
			if !slices.Contains(commonWords, w) && !slices.Contains(kept, w) {
				kept = append(kept, w)
			}
		}
		return kept
	}
	p, k := significant(pasted), significant(known)
	if len(p) == 0 || len(k) == 0 {
		return 0
	}
	common := 0
	for _, w := range k {
		if slices.Contains(p, w) {
			common++
		}
	}
	if common < min(2, len(k)) {
		return 0
	}
	share := float64(common) / float64(len(k))
	if len(p) < len(k) && common == len(p) {
		share = max(share, 0.7)
	}
	return share
}
