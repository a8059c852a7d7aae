package schema

import (
	"errors"
	"regexp"
	"strings"
)

// CallbackPatterns are what one entry of the IMS client's callback allowlist
// covers.
type CallbackPatterns []callbackPattern

type callbackPattern struct {
	secure   bool
	exact    URL
	pattern  *regexp.Regexp // of the whole address; nil for an exact one
	steps    int            // of pattern
	wildcard *wildcardURL
}

// wildcardURL are masks, of a whole host and of the beginning of a path.
type wildcardURL struct {
	host, path string
	pathStart  string // the path before its first *
}

// ParseCallbackPatterns reads an entry: an address, one with * in its host or
// path, a regular expression that starts with ^, or Adobe's own form, a
// comma-separated list of patterns with escaped dots
// (https://developer.adobe.com/developer-console/docs/guides/authentication/UserAuthentication/ims/).
// The error says what is wrong with the entry, without showing it.
func ParseCallbackPatterns(text string) (CallbackPatterns, error) {
	if strings.HasPrefix(text, "^") {
		pattern, steps, err := compilePattern(text, false)
		if err != nil {
			return nil, err
		}
		return CallbackPatterns{{pattern: pattern, steps: steps}}, nil
	}
	var list CallbackPatterns
	for part := range strings.SplitSeq(text, ",") {
		p, err := parseCallbackPattern(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

func parseCallbackPattern(text string) (p callbackPattern, err error) {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok || scheme == "" {
		return p, errors.New("an entry needs its scheme, as in https://campaign.example.com, or starts with ^ as a regular expression")
	}
	p.secure = strings.EqualFold(scheme, "https")
	if strings.Contains(rest, `\`) || strings.Contains(rest, ".*") {
		p.pattern, p.steps, err = compilePattern(text, true)
		return p, err
	}
	// A * stands for characters that a host and a path may have, so the rest
	// has to be an address when a letter replaces it.
	p.exact, ok = ParseURL(scheme + "://" + strings.ReplaceAll(rest, "*", "x"))
	if !ok {
		return p, errors.New("an entry is an address such as https://campaign.example.com")
	}
	if strings.Contains(rest, "*") {
		host, path, _ := strings.Cut(rest, "/")
		host = strings.TrimSuffix(host, ":443")
		start, _, _ := strings.Cut("/"+path, "*")
		p.wildcard = &wildcardURL{host, "/" + path + "*", start}
	}
	return p, nil
}

// steps returns how many steps the regular expressions have together.
func (list CallbackPatterns) steps() (n int) {
	for _, p := range list {
		n += p.steps
	}
	return n
}

// Cost returns how many steps it takes to hold the patterns against an address, at
// most, for each of its bytes. To compare an exact one takes next to nothing.
func (list CallbackPatterns) Cost() (n int) {
	for _, p := range list {
		switch {
		case p.pattern != nil:
			n += p.steps
		case p.wildcard != nil:
			n += len(p.wildcard.host) + len(p.wildcard.path)
		}
	}
	return n
}

// Allow reports whether a pattern covers an address, taken as an https one.
func (list CallbackPatterns) Allow(u URL) bool {
	for _, p := range list {
		if p.allows(u) {
			return true
		}
	}
	return false
}

func (p callbackPattern) allows(u URL) bool {
	address := "https://" + u.Address()
	switch {
	case p.pattern != nil:
		if u.path() != "/" {
			return p.pattern.MatchString(address + u.Path)
		}
		// A single / after the host is the same address to a browser.
		return p.pattern.MatchString(address) || p.pattern.MatchString(address+"/")
	case !p.secure || isLongHost(u.Host):
		return false
	case p.wildcard != nil:
		return !isLongHost(p.wildcard.host) && globMatches(p.wildcard.host, u.Address()) && (globMatches(p.wildcard.path, u.path()) || strings.HasPrefix(p.wildcard.pathStart, u.path()))
	}
	return p.exact.SamePlace(u)
}
