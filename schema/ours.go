package schema

import (
	"strings"
)

// mayBeOurs reports whether a text can hold anything that imslint reads. Of large
// ones it looks for the names of keys first: nodes of YAML take many times the
// memory of the text.
func mayBeOurs(data string) bool {
	start := strings.TrimLeft(data, " \t\n")
	// A list may be one of accounts, whatever they have, and an escape may hide a
	// name.
	if len(data) < largeText || start == "" || strings.IndexByte("-[{#%&!", start[0]) >= 0 && !strings.HasPrefix(start, "---\n") || strings.IndexByte(data, '\\') >= 0 {
		return true
	}
	return mentionsOurs(data)
}

// isProse reports whether a text is a single plain scalar of YAML, as the simplest
// notes are, so that it can be parsed and holds nothing. A folder may have tens of
// thousands of them, and each parser takes time.
func isProse(data string) bool {
	if len(data) >= largeText {
		return false // it may go beyond a limit
	}
	begins := true // whether a line has had only spaces
	for i := range len(data) {
		switch c := data[i]; {
		case c == '\n':
			begins = true
		case c == ' ':
		case begins && (c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z'):
			return false
		case c < ' ' || c > '~' || c == ':' || c == '#':
			return false
		default:
			begins = false
		}
	}
	return true
}

// largeText is the size from which on a text is looked at before it is parsed.
const largeText = 1 << 20

// mentionsOurs reports whether a large text has the name of a key that imslint
// reads anywhere.
func mentionsOurs(data string) bool {
	if namesOurs(spelling(data[:mayBePiece])) {
		return true // most texts that are, even if they have only one line
	}
	for data != "" { // in pieces, as each is copied; no name goes over a line
		piece := data
		if i := strings.IndexByte(data[min(len(data), mayBePiece):], '\n'); i >= 0 {
			piece = data[:mayBePiece+i+1]
		}
		if data = data[len(piece):]; namesOurs(spelling(piece)) {
			return true
		}
	}
	return false
}

// mayBePiece is how much of a text is looked at at once, or a line more.
const mayBePiece = 64 << 10

// namesOurs reports whether a text has the name of a key that imslint reads. It
// is written as spelling writes names.
func namesOurs(text string) bool {
	for _, n := range fieldNames {
		for _, name := range append([]string{string(n.Field), n.Label, n.Attribute}, n.Also...) {
			if strings.Contains(text, spelling(name)) {
				return true
			}
		}
	}
	for _, name := range otherNames {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

var otherNames = [...]string{
	"externalaccounts", "operatorgroups", "operators", "extaccount", "group", "operator", "entities", "schema", "shared", "web", "element",
	"provisioned", "instances", "checks", "adminconsole",
}

// looksOurs reports whether a text that cannot be parsed was meant to hold
// accounts.
func looksOurs(data string) bool {
	if looksLikeJSON(data) {
		return true
	}
	for line := range strings.Lines(data) {
		key, _, isKey := strings.Cut(line, ":")
		key = strings.Trim(key, " \t-{[\"'@")
		if !isKey || key == "" {
			continue
		}
		if _, ok := collectionOf(key); ok || key == "extAccount" || key == "provisioned" {
			return true
		}
		for _, f := range imsFields {
			if f.spelled(key) {
				return true
			}
		}
	}
	return false
}

// looksLikeJSON reports whether a text begins as JSON that holds accounts does.
func looksLikeJSON(text string) bool {
	text = strings.TrimSpace(text)
	first := func() (c byte) {
		if text = strings.TrimSpace(text[1:]); len(text) > 0 {
			c = text[0]
		}
		return c
	}
	switch {
	case strings.HasPrefix(text, "{"):
		c := first()
		return c == '"' || c == '}' || c == 0
	case strings.HasPrefix(text, "["):
		c := first()
		return c == '{' || c == ']' || c == 0
	}
	return false
}
