package xmlscan

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// resolve returns character data, or the value of an attribute, with its
// references resolved. In a value each tab and line end that is written as such
// becomes a space (https://www.w3.org/TR/xml/#AVNormalize). Bad is the offset of
// a reference that XML does not know, -1 for none.
func resolve(text string, value bool) (resolved string, bad int) {
	special := "&"
	if value {
		special = "&\t\n"
	}
	if !strings.ContainsAny(text, special) {
		return text, -1
	}
	var out strings.Builder
	rest := text
	for {
		i := strings.IndexAny(rest, special)
		if i < 0 {
			out.WriteString(rest)
			return out.String(), -1
		}
		out.WriteString(rest[:i])
		if rest[i] != '&' {
			out.WriteByte(' ')
			rest = rest[i+1:]
			continue
		}
		r, n := reference(rest[i:])
		if n == 0 {
			return "", len(text) - len(rest) + i
		}
		out.WriteRune(r)
		rest = rest[i+n:]
	}
}

// resolveAny resolves the references of a value that nobody has checked. It
// returns a value that has an unknown one as it is.
func resolveAny(value string) string {
	if resolved, bad := resolve(value, true); bad < 0 {
		return resolved
	}
	return value
}

const unknownReference = "& does not begin a reference that XML knows: write &amp; for it"

// reference returns the character that the reference at the start of a text
// stands for, and the length of the reference; 0 where there is none.
func reference(text string) (r rune, length int) {
	for _, known := range []struct {
		written string
		r       rune
	}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}} {
		if strings.HasPrefix(text, known.written) {
			return known.r, len(known.written)
		}
	}
	number, isNumber := strings.CutPrefix(text, "&#")
	if !isNumber {
		return 0, 0
	}
	base, digits := 10, "0123456789"
	if hex, isHex := strings.CutPrefix(number, "x"); isHex {
		number, base, digits = hex, 16, "0123456789abcdefABCDEF"
	}
	// There may be any number of zeros in front.
	behind := strings.TrimLeft(number, digits)
	number = number[:len(number)-len(behind)]
	if number == "" || !strings.HasPrefix(behind, ";") {
		return 0, 0
	}
	code, err := strconv.ParseUint(number, base, 32)
	if err != nil || code > utf8.MaxRune || !isCharacter(rune(code)) {
		return 0, 0
	}
	return rune(code), len(text) - len(behind) + 1
}
