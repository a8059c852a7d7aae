package schema

import (
	"errors"
	"fmt"
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
	wildcard *wildcardURL
}

type wildcardURL struct {
	host, path *regexp.Regexp
	pathStart  string // the path before its first *
}

// ParseCallbackPatterns reads an entry: an address, one with * in its host or
// path, a regular expression that starts with ^, or Adobe's own form, a
// comma-separated list of patterns with escaped dots
// (https://developer.adobe.com/developer-console/docs/guides/authentication/UserAuthentication/ims/).
// The error says what is wrong with the entry, without showing it.
func ParseCallbackPatterns(text string) (CallbackPatterns, error) {
	if strings.HasPrefix(text, "^") {
		pattern, err := compilePattern(text)
		if err != nil {
			return nil, err
		}
		return CallbackPatterns{{pattern: pattern}}, nil
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
		p.pattern, err = compilePattern("^(?:" + text + ")$")
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
		p.wildcard = &wildcardURL{glob("^", host, "[^/]*", "$"), glob("^", "/"+path, ".*", ""), start}
	}
	return p, nil
}

// maxPattern bounds the patterns of imslint.yaml, in bytes.
const maxPattern = 4 << 10

// compilePattern compiles a regular expression; its error does not show it.
func compilePattern(text string) (*regexp.Regexp, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("a pattern is longer than %d bytes", maxPattern)
	}
	pattern, err := regexp.Compile(text)
	if err != nil {
		return nil, errors.New("not a valid regular expression")
	}
	return pattern, nil
}

// glob compiles a text in which * and ? stand for other characters.
func glob(before, text, star, after string) *regexp.Regexp {
	text = strings.NewReplacer(`\*`, star, `\?`, ".").Replace(regexp.QuoteMeta(strings.ToValidUTF8(text, "\uFFFD")))
	return regexp.MustCompile("(?i)" + before + text + after)
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
		// A single / after the host is the same address to a browser.
		return p.pattern.MatchString(address+u.Path) || u.path() == "/" && (p.pattern.MatchString(address) || p.pattern.MatchString(address+"/"))
	case !p.secure:
		return false
	case p.wildcard != nil:
		return p.wildcard.host.MatchString(u.Address()) && (p.wildcard.path.MatchString(u.path()) || strings.HasPrefix(p.wildcard.pathStart, u.path()))
	}
	return p.exact.SamePlace(u)
}
