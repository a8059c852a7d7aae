package schema

import (
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// IsSecret reports whether a field of this name holds a secret: clientSecret
// and password are Campaign's password fields
// (https://experienceleague.adobe.com/docs/campaign-classic/using/installing-campaign-classic/privacy.html);
// the other words keep the secrets of further account types out of sight.
func IsSecret(name string) bool {
	name = spelling(name)
	for _, word := range []string{"secret", "password", "passwd", "pwd", "passphrase", "token", "privatekey", "apikey", "accesskey", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// harmless reports whether the value of an attribute may be shown beside the
// value that a finding is about: the fields of the account and the names that
// entities go by. Of every other attribute nobody knows what it holds.
func harmless(name string) bool {
	if f, ok := spellings[spelling(name)]; ok {
		return f != ClientSecret
	}
	switch name {
	case "_operation", "_key", "namespace", "xtkschema", "schema", "hosts", "IMSOrgId", "provider":
		return true
	}
	return false
}

// userInfo returns the range of a text that is a user name, a password or both
// in front of a host: everything between the scheme and the last @. It errs on
// the side of hiding, since a mistyped address (https:/u:p@h) holds a password
// too. Addresses that no password can be part of, such as an organization ID
// and an e-mail address, have none.
func userInfo(text string, isURL bool) (source.Span, bool) {
	at := strings.LastIndexByte(text, '@')
	if at <= 0 {
		return source.Span{}, false
	}
	before := text[:at]
	if !isURL && !strings.ContainsAny(before, `:/\`) {
		return source.Span{}, false
	}
	from := 0
	if i := strings.IndexByte(before, ':'); i > 0 && strings.Trim(before[:i], schemeLetters) == "" {
		if rest := strings.TrimLeft(before[i+1:], `/\`); len(rest) < len(before[i+1:]) {
			from = len(before) - len(rest)
		}
	} else if rest := strings.TrimLeft(before, `/\`); len(rest) < len(before) {
		from = len(before) - len(rest)
	}
	if from == at {
		return source.Span{}, false
	}
	return source.Span{From: from, To: at}, true
}

const schemeLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-"

// isURLField reports whether an attribute holds an address, so that whatever
// is in front of an @ in it is a user.
func isURLField(name string) bool {
	switch spellings[spelling(name)] {
	case IMSServer, CallbackURL, Server:
		return true
	}
	return false
}

// HideUserInfo returns a text with the user name and password that an address
// in it may hold masked.
func HideUserInfo(text string) string {
	if s, ok := userInfo(text, false); ok {
		return text[:s.From] + source.Masked + text[s.To:]
	}
	return text
}

// Shown returns the value's text as it may be printed: without the user name
// and password of an address, and masked where it is a secret.
func (v Value) Shown() string {
	if v.Secret() {
		return source.Masked
	}
	if s, ok := userInfo(v.Text, v.Field == IMSServer || v.Field == CallbackURL || v.Field == Server); ok {
		return v.Text[:s.From] + source.Masked + v.Text[s.To:]
	}
	return v.Text
}

// hidden returns what snippets do not show of an element and of those below
// it: secrets, the users of addresses, and every value that is not known to be
// harmless.
func (e *Element) hidden(text string) (list []source.Hidden) {
	value := func(name string, s source.Span, decoded string) {
		switch {
		case IsSecret(name):
			list = append(list, source.Hidden{Span: s, Secret: true})
			return
		case !harmless(name):
			list = append(list, source.Hidden{Span: s})
		}
		if !strings.Contains(decoded, "@") {
			return // most values
		}
		if u, ok := userInfo(decoded, isURLField(name)); ok {
			if text[s.From:s.To] != decoded {
				// Written in another way than it reads: hide it whole.
				list = append(list, source.Hidden{Span: s, Secret: true})
				return
			}
			list = append(list, source.Hidden{Span: source.Span{From: s.From + u.From, To: s.From + u.To}, Secret: true})
		}
	}
	for i := range e.Attrs {
		value(e.Attrs[i].Name, e.Attrs[i].Span, e.Attrs[i].Value)
	}
	if !e.TextSpan.Empty() {
		value(e.Name, e.TextSpan, e.Text)
	}
	for _, c := range e.Children {
		list = append(list, c.hidden(text)...)
	}
	return list
}
