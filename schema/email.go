package schema

import (
	"net/mail"
	"strings"
)

// EmailAddress is an address of RFC 2822 section 3.4.1 in the form that the
// Admin Console takes: ASCII, without a display name, comments or folds.
type EmailAddress struct{ Local, Domain string }

// ParseEmailAddress reads an address: a dot-atom or a quoted local part, one @,
// and a host of two or more labels.
//
// net/mail reads what headers hold, which is more: display names and angle
// brackets, comments, UTF-8, hosts of one label
// and domain literals. It serves for quoted local parts only.
func ParseEmailAddress(text string) (a EmailAddress, ok bool) {
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return EmailAddress{}, false
	}
	a = EmailAddress{text[:at], text[at+1:]}
	if !isDotAtom(a.Local) && !isQuotedLocal(a.Local) || !isHost(a.Domain) {
		return EmailAddress{}, false
	}
	return a, true
}

// isDotAtom reports whether a text is words of atom characters, separated by
// single dots.
func isDotAtom(text string) bool {
	dot := true // the last one was none of a word
	for i := range len(text) {
		switch c := text[i]; {
		case isAlphanumeric(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0:
			dot = false
		case c == '.' && !dot:
			dot = true
		default:
			return false
		}
	}
	return !dot
}

// isQuotedLocal reports whether a text is a quoted string that can be the local
// part of an address.
func isQuotedLocal(text string) bool {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return false
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] >= 0x7F {
			return false
		}
	}
	_, err := mail.ParseAddress(text + "@example.com")
	return err == nil
}

// isHost reports whether a text is a host name of two or more labels.
func isHost(text string) bool {
	labels := 0
	for more := true; more; labels++ {
		var label string
		if label, text, more = strings.Cut(text, "."); label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; !isAlphanumeric(c) && c != '-' {
				return false
			}
		}
	}
	return labels >= 2
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
