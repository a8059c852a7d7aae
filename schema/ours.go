package schema

import (
	"bytes"
	"strings"
)

// mayBeOurs reports whether a text can hold anything that imslint reads. Of large
// ones it looks for the names of keys first: nodes of YAML take many times the
// memory of the text.
func mayBeOurs(data string) bool {
	const large = 1 << 20
	start := strings.TrimLeft(data, " \t\n")
	// A list may be one of accounts, whatever they have, and an escape may hide a
	// name.
	if len(data) < large || start == "" || strings.IndexByte("-[{#%&!", start[0]) >= 0 && !strings.HasPrefix(start, "---\n") || strings.IndexByte(data, '\\') >= 0 {
		return true
	}
	text := spelling(data)
	for name := range spellings {
		if strings.Contains(text, name) {
			return true
		}
	}
	for _, name := range [...]string{
		"externalaccounts", "operatorgroups", "operators", "extaccount", "group", "operator", "entities", "schema", "shared", "web", "element",
		"provisioned", "instances", "checks", "adminconsole",
	} {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

// looksOurs reports whether a text that cannot be parsed was meant to hold
// accounts.
func looksOurs(data []byte) bool {
	if looksLikeJSON(data) {
		return true
	}
	for line := range strings.Lines(string(data)) {
		key, _, isKey := strings.Cut(line, ":")
		key = strings.Trim(key, " \t-{[\"'@")
		if !isKey || key == "" {
			continue
		}
		if _, ok := collections[spelling(key)]; ok || key == "extAccount" || key == "provisioned" {
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
func looksLikeJSON(text []byte) bool {
	text = bytes.TrimSpace(text)
	first := func() (c byte) {
		if text = bytes.TrimSpace(text[1:]); len(text) > 0 {
			c = text[0]
		}
		return c
	}
	switch {
	case bytes.HasPrefix(text, []byte("{")):
		c := first()
		return c == '"' || c == '}' || c == 0
	case bytes.HasPrefix(text, []byte("[")):
		c := first()
		return c == '{' || c == ']' || c == 0
	}
	return false
}
