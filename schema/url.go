package schema

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// URL is an address as an external account holds it: an https URL, or a bare
// host, which has no scheme.
type URL struct {
	Scheme   string // in lower case; empty for a bare host
	Host     string // in lower case, without the port
	Port     string // empty for the scheme's own, and for 443
	Path     string // as written, "" or from the first "/"
	Query    bool   // a ? or # follows
	UserInfo bool   // a user name, or more, precedes the host
}

// isHostName reports whether a text can be the host of an address: labels of
// letters, digits, - and _ (internationalized names as they are written), or an
// IPv6 address.
func isHostName(host string) bool {
	if strings.Contains(host, ":") {
		return strings.Trim(host, "0123456789abcdef:.") == ""
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || strings.ContainsFunc(label, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '-' && r != '_'
		}) {
			return false
		}
	}
	return true
}

// ParseURL reads an address; ok is false for text that is none.
func ParseURL(text string) (u URL, ok bool) {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return URL{}, false
	}
	if !strings.Contains(text, "://") {
		text = "//" + text
	}
	parsed, err := url.Parse(text)
	if err != nil || parsed.Opaque != "" || strings.HasSuffix(parsed.Host, ":") {
		return URL{}, false
	}
	u = URL{
		Scheme: strings.ToLower(parsed.Scheme), Host: strings.ToLower(parsed.Hostname()), Port: parsed.Port(),
		Path: parsed.EscapedPath(), Query: parsed.RawQuery != "" || parsed.ForceQuery || parsed.Fragment != "" || strings.HasSuffix(text, "#"),
		UserInfo: parsed.User != nil,
	}
	if u.Port != "" {
		if n, err := strconv.Atoi(u.Port); err != nil || n < 1 || n > 65535 {
			return URL{}, false
		}
	}
	if u.Port == "443" || u.Port == "80" && u.Scheme == "http" {
		u.Port = ""
	}
	return u, isHostName(u.Host)
}

// Address returns host and port, the port only where it is not the usual one.
func (u URL) Address() string {
	if u.Port == "" {
		return u.Host
	}
	return u.Host + ":" + u.Port
}

// path returns the path for comparison: none is the root.
func (u URL) path() string {
	if u.Path == "" {
		return "/"
	}
	return u.Path
}

// SamePlace reports whether two addresses have the same origin and one's path
// is a prefix of the other's. The scheme is left to the check that asks for
// https.
func (u URL) SamePlace(other URL) bool {
	return u.Address() == other.Address() && (strings.HasPrefix(u.path(), other.path()) || strings.HasPrefix(other.path(), u.path()))
}

// DNSMasks are the hosts that an instance serves: dataStore/@hosts of the
// server configuration, with * and ?
// (https://experienceleague.adobe.com/docs/campaign-classic/using/installing-campaign-classic/appendices/the-server-configuration-file.html).
type DNSMasks []string

// ParseDNSMasks reads a comma separated list of masks.
func ParseDNSMasks(text string) DNSMasks {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}

// Any reports whether one mask lets every host through, so that the list
// proves nothing.
func (m DNSMasks) Any() bool {
	for _, mask := range m {
		if strings.Trim(mask, "*") == "" {
			return true
		}
	}
	return false
}

// maxHost is how long a host name can be, in characters: 253, and a dot at its end
// (https://www.rfc-editor.org/rfc/rfc1123#section-2.1).
const maxHost = 254

// isLongHost reports whether a host, or a mask of one, is longer than any host name,
// with a port behind it.
func isLongHost(host string) bool {
	return len(host) > maxHost && utf8.RuneCountInString(host) > maxHost+len(":65535")
}

// Cost returns how many steps it takes to hold the masks against an address, at
// most.
func (m DNSMasks) Cost(u URL) (n int) {
	if isLongHost(u.Host) {
		return 0
	}
	for _, mask := range m {
		if !isLongHost(mask) {
			n += len(mask) * len(u.Host)
		}
	}
	return n
}

// Serve reports whether a mask matches the address, with or without its port.
func (m DNSMasks) Serve(u URL) bool {
	if isLongHost(u.Host) {
		return false
	}
	port := u.Port
	if port == "" {
		port = "443"
	}
	for _, mask := range m {
		if isLongHost(mask) {
			continue // it would take long
		}
		if globMatches(mask, u.Host) || globMatches(mask, u.Host+":"+port) {
			return true
		}
	}
	return false
}

// String returns the address as it is written, without user name and query.
func (u URL) String() string {
	host := u.Host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if u.Port != "" {
		host += ":" + u.Port
	}
	if u.Scheme == "" {
		return host + u.Path
	}
	return u.Scheme + "://" + host + u.Path
}
