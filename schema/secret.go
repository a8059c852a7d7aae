package schema

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/node"
	"github.com/imslint/imslint/schema/source"
)

// IsSecret reports whether a field of this name holds a secret: clientSecret
// and password are Campaign's password fields
// (https://experienceleague.adobe.com/docs/campaign-classic/using/installing-campaign-classic/privacy.html);
// the other words keep the secrets of further account types out of sight.
func IsSecret(name string) bool {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf { // few names; in lower case it may be ASCII (the Kelvin sign, for one)
			name = strings.Map(plainLetter, name)
			break
		}
	}
	for i := range len(name) {
		letter := (name[i] | 0x20) - 'a'
		if int(letter) >= len(secretWords) {
			continue
		}
		for _, word := range secretWords[letter] {
			if spelledLike(name[i:], word) {
				return true
			}
		}
	}
	return false
}

// secretWords are the words that name a secret, by the letter that they begin with.
var secretWords = [26][]string{
	0:         {"apikey", "accesskey"},
	'c' - 'a': {"credential"},
	'p' - 'a': {"password", "passwd", "pwd", "passphrase", "privatekey"},
	's' - 'a': {"secret"},
	't' - 'a': {"token"},
}

// plainLetter returns a character of a name in ASCII where it stands for one, and drops
// what is no letter, digit or separator of a path.
func plainLetter(r rune) rune {
	if 0xFF01 <= r && r <= 0xFF5E {
		r -= 0xFF01 - '!' // full width
	}
	switch {
	case r == '/', r == '@':
		return r
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return -1
	}
	return unicode.ToLower(unicode.ToUpper(r)) // the long s is one too
}

// spelledLike reports whether a text begins with a word, in whatever spelling.
func spelledLike(text, word string) bool {
	n := 0
	for i := 0; i < len(text) && n < len(word); i++ {
		switch c := text[i]; {
		case isSeparator(c), c == '.', c == '\t':
		case c|0x20 == word[n]:
			n++
		default:
			return false
		}
	}
	return n == len(word)
}

// secretPaths are attributes that hold secrets and are not named like it, as
// paths without @: "ims/mask".
type secretPaths struct {
	exact   map[string]bool
	spelled map[string]bool // the same without what a person may write differently
	longest int             // of both, in bytes
}

// add adds a path, unless its name says that it holds a secret.
func (s *secretPaths) add(path string) {
	if path = strings.TrimPrefix(path, "/"); IsSecret(path) {
		return
	}
	if s.exact == nil {
		s.exact, s.spelled = map[string]bool{}, map[string]bool{}
	}
	path = withoutAt(path)
	s.exact[path], s.spelled[spelling(path)] = true, true
	s.longest = max(s.longest, len(path), len(spelling(path)))
}

func (s secretPaths) some() bool { return len(s.exact) > 0 }

// shorter reports whether all of them are shorter than a path.
func (s secretPaths) shorter(path string, handWritten bool) bool {
	return len(s.lookedUp(path, handWritten)) > s.longest
}

// lookedUp returns a path as it is looked up: without @ and, where a person has written
// it, without what can be written differently.
func (s secretPaths) lookedUp(path string, handWritten bool) string {
	if path = withoutAt(path); handWritten {
		path = spelling(path)
	}
	return path
}

// has reports whether the paths have one, or what it is below, in any spelling where
// a person has written it.
func (s secretPaths) has(path string, handWritten bool) bool {
	if !s.some() {
		return false
	}
	known := s.exact
	if handWritten {
		known = s.spelled
	}
	path = s.lookedUp(path, handWritten)
	if len(path) > s.longest { // else each of a thousand steps would be looked up
		path = path[:max(strings.LastIndexByte(path[:s.longest+1], '/'), 0)]
	}
	for {
		if known[path] {
			return true
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return false
		}
		path = path[:i]
	}
}

func withoutAt(path string) string { return strings.ReplaceAll(path, "@", "") }

// harmless reports whether the value of an attribute may be shown beside the
// value that a finding is about: the fields of the account and the names that
// entities go by. Of every other attribute nobody knows what it holds.
func harmless(name string) bool {
	if f := fieldSpelled(name); f != "" {
		return f != ClientSecret
	}
	switch name {
	case "_operation", "_key", "namespace", "xtkschema", "schema", "hosts", "IMSOrgId", "provider":
		return true
	}
	return false
}

// credentials looks at someLooks bytes of any text, and maxLooks times at each byte
// of a long one. Without a limit its time would grow with the square of the size
// where thousands of names and values overlap.
const (
	someLooks = 16 << 10
	maxLooks  = 2
)

// credentials returns the ranges of a text that are credentials of an address:
// its user and password, and the values of parameters that are named like
// secrets (?password=, #access_token=), in whatever spelling. isURL reports
// whether the text is an address; it is asked only where that matters, and nil
// means no.
func credentials(text string, isURL func() bool) (list []source.Span) {
	if at := userEnd(text); at > 0 {
		if s, ok := userInfo(text, at, isURL != nil && isURL()); ok {
			list = append(list, s)
		}
	}
	if s, ok := cutUserInfo(text); ok && len(list) == 0 {
		list = append(list, s)
	}
	looked := 0 // how many bytes were looked at
	for from := 0; ; {
		i := strings.IndexAny(text[from:], "=:%")
		if i < 0 {
			return list
		}
		at := from + i
		if looked > someLooks+maxLooks*len(text) { // too much to look at: hide the rest
			return append(list, source.Span{From: at, To: len(text)})
		}
		size := 1
		if text[at] == '%' { // = or : in the notation of addresses
			if size = 3; !hasFold(text[at:], "%3d") && !hasFold(text[at:], "%3a") {
				from = at + 1
				continue
			}
		}
		from = at + size
		start := strings.LastIndexAny(text[:at], "?&#;|/,\n\"'") + 1
		looked += at - start
		named := isCredential(text, start, at)
		if !named && text[at] != '=' {
			continue
		}
		ends := "&# \t\n\"'<>"
		if named {
			ends = "&#\n" // whatever is in a password
		}
		value := text[from:]
		if j := strings.IndexAny(value, ends); j >= 0 {
			value = value[:j]
		}
		looked += len(value)
		if value != "" && (named || holdsCredentials(value)) {
			list = append(list, source.Span{From: from, To: from + len(value)})
			from += len(value)
		}
	}
}

// isCredential reports whether the name of a parameter, a range of a text, is
// that of a secret. What is set with a colon, and names that mean a secret only
// in an address, count where an address would have them.
func isCredential(text string, from, to int) bool {
	name := text[from:to]
	if unescaped, err := url.QueryUnescape(name); err == nil {
		name = unescaped
	}
	inAddress := from > 0 && strings.IndexByte("?&#|", text[from-1]) >= 0
	if IsSecret(name) {
		return text[to] != ':' || inAddress
	}
	switch strings.ToLower(name) {
	case "auth", "pass", "sig", "signature", "code", "key", "jwt", "sas":
		return text[to] == '=' && inAddress
	}
	return false
}

// holdsCredentials reports whether a value is an address in the notation for
// addresses that has credentials itself.
func holdsCredentials(value string) bool {
	for range 3 {
		unescaped, err := url.QueryUnescape(value)
		if err != nil || unescaped == value {
			return false
		}
		value = unescaped
		if at := userEnd(value); at > 0 {
			if _, ok := userInfo(value, at, false); ok {
				return true
			}
		}
	}
	return false
}

func hasFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// userEnd returns where a user and a password would end in a text: at its last @,
// in either of its forms. It is at most 0 where nothing can be in front of one.
func userEnd(text string) int {
	at := max(strings.LastIndexByte(text, '@'), strings.LastIndex(text, "\uFF20"), strings.LastIndex(text, "\uFE6B"))
	if at > 0 {
		return at
	}
	if i := strings.IndexAny(text, "?#"); i >= 0 {
		text = text[:i] // a parameter may be an e-mail address
	}
	return strings.LastIndex(text, "%40")
}

// userInfo returns the range of a text that is a user name, a password or both
// in front of a host: everything between the scheme and the last @. It errs on
// the side of hiding, since a mistyped address (https:/u:p@h) holds a password
// too. Addresses that no password can be part of, such as an organization ID
// and an e-mail address, have none.
func userInfo(text string, at int, isURL bool) (source.Span, bool) {
	before := text[:at]
	if !isURL && (!strings.ContainsAny(before, `:/\%`) || isOtherName(text)) {
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

// cutUserInfo returns the range of a text that would be the port of an address and
// is no number: a password of which the @ was cut off (https://user:password).
func cutUserInfo(text string) (s source.Span, ok bool) {
	i := strings.Index(text, "://")
	if i <= 0 || strings.Trim(text[:i], schemeLetters) != "" {
		return s, false
	}
	i += len("://")
	host := text[i:]
	if j := strings.IndexAny(host, "/?#\\,;|&<>\"' \t\n"); j >= 0 {
		host = host[:j]
	}
	colon := strings.IndexByte(host, ':')
	if colon < 0 || strings.HasPrefix(host, "[") || strings.Trim(host[colon+1:], "0123456789*") == "" {
		return s, false
	}
	return source.Span{From: i + colon + 1, To: i + len(host)}, true
}

// isOtherName reports whether a text with an @ is an organization ID, however
// misspelt in front of it, or a valid e-mail address.
func isOtherName(text string) bool {
	if strings.Contains(text, "//") || strings.Contains(text, ":/") || strings.Contains(text, `:\`) {
		return false
	}
	if strings.HasSuffix(text, "@AdobeOrg") {
		return true
	}
	_, isEmail := ParseEmailAddress(text)
	return isEmail
}

const schemeLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-"

// isURLField reports whether an attribute holds an address, so that whatever
// is in front of an @ in it is a user.
func isURLField(name string) bool {
	name = spelling(name[strings.LastIndexAny(name, "/@")+1:])
	switch fieldSpelled(name) {
	case IMSServer, CallbackURL, Server:
		return true
	}
	return strings.HasSuffix(name, "url") || strings.HasSuffix(name, "uri") || strings.HasSuffix(name, "server")
}

// HideUserInfo returns a text with the credentials that an address in it may
// hold masked.
func HideUserInfo(text string) string { return masked(text, nil) }

// HideUserOfAddress returns an address with the credentials that it may hold masked: all
// in front of an @ in it.
func HideUserOfAddress(address string) string { return masked(address, func() bool { return true }) }

func masked(text string, isURL func() bool) string {
	return shownParts(text, isURL)(0, len(text))
}

// ShownParts returns a function that returns a range of a text as it may be shown:
// without what is credentials in the whole, although the range alone does not show
// it ("https://user:password" of "https://user:password,x@host").
func ShownParts(text string) func(from, to int) string { return shownParts(text, nil) }

func shownParts(text string, isURL func() bool) func(from, to int) string {
	list := credentials(text, isURL)
	slices.SortFunc(list, func(a, b source.Span) int { return a.From - b.From })
	return func(from, to int) string {
		if len(list) == 0 {
			return text[from:to]
		}
		var out strings.Builder
		for _, s := range list {
			if s.To <= from || s.From >= to {
				continue
			}
			if s.From >= from {
				out.WriteString(text[from:s.From] + source.Masked)
			} else if out.Len() == 0 { // it began before the range
				out.WriteString(source.Masked)
			}
			from = min(s.To, to)
		}
		return out.String() + text[from:to]
	}
}

// Leaks reports whether a text holds a word that is part of credentials in another,
// which it was made of, and nothing else there.
func Leaks(text, from string) bool {
	list := credentials(from, nil)
	if len(list) == 0 {
		return false
	}
	harmless := masked(from, nil)
	for _, s := range list {
		for word := range strings.FieldsFuncSeq(from[s.From:s.To], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if len(word) > 2 && strings.Contains(text, word) && !strings.Contains(harmless, word) {
				return true
			}
		}
	}
	return false
}

// Shown returns the value's text as it may be printed: without the credentials
// of an address, and masked where it is a secret.
func (v Value) Shown() string {
	if v.Secret() {
		return source.Masked
	}
	return masked(v.Text, func() bool {
		return v.Field == IMSServer || v.Field == CallbackURL || v.Field == Server || isURLField(v.Attribute)
	})
}

// hiding adds what snippets of a text do not show.
type hiding struct {
	data string
	add  func(source.Hidden)
}

// element hides what is in an element and in those below it: secrets and all below
// them, the credentials of addresses, and every value that is not known to be
// harmless.
func (h hiding) element(e *Element, secret bool) {
	for i := range e.Attrs {
		a := &e.Attrs[i]
		h.attribute(a.Name, a.Span, a.Value, secret || IsSecret(a.Name))
	}
	if !e.TextSpan.Empty() {
		h.attribute(e.Name, e.TextSpan, e.Text, secret)
	}
	for _, c := range e.Children {
		h.element(c, secret || IsSecret(c.Name))
	}
}

// attribute hides the value of an attribute, or the text of an element.
func (h hiding) attribute(name string, written source.Span, decoded string, secret bool) {
	if secret || !harmless(name) {
		h.add(source.Hidden{Span: written, Secret: secret})
	}
	if !secret {
		h.credentials(name, written, written, decoded)
	}
}

// credentials hides those of an address that a value is: whole is the range of all
// that is written for it, inner that of the text between the quotes.
func (h hiding) credentials(name string, whole, inner source.Span, decoded string) {
	for _, s := range credentials(decoded, func() bool { return isURLField(name) }) {
		s = source.Span{From: inner.From + s.From, To: inner.From + s.To}
		if h.data[inner.From:inner.To] != decoded {
			s = whole // written in another way than it reads
		}
		h.add(source.Hidden{Span: s, Secret: true})
	}
}

// hiddenNodes says what snippets of a YAML or JSON file do not show: secrets and
// all below them, the credentials of addresses, every value that is not known
// to be harmless, and comments.
type hiddenNodes struct{ *node.File }

// Hide adds what snippets of the file do not show.
func (f hiddenNodes) Hide(data string, add func(source.Hidden)) {
	h := nodeHiding{hiding{data, add}, map[string]visibility{}}
	for s := range f.Comments() {
		add(source.Hidden{Span: s, Comment: true})
	}
	for d := range f.Documents() {
		h.node(*d, "", false)
	}
}

// nodeHiding adds what snippets of a YAML or JSON file do not show.
type nodeHiding struct {
	hiding
	keys map[string]visibility // most files repeat a few keys
}

// visibility is what the name of a value says about showing it.
type visibility struct{ secret, harmless bool }

const maxKeys = 1000 // how many keys nodeHiding remembers

func (h nodeHiding) visibility(key string) visibility {
	v, known := h.keys[key]
	if !known {
		if len(h.keys) == maxKeys {
			clear(h.keys)
		}
		v = visibility{IsSecret(key), harmless(key)}
		h.keys[key] = v
	}
	return v
}

// node hides the value of a key, or what is in it. secret says that it is a
// secret, or below one.
func (h nodeHiding) node(n node.Node, key string, secret bool) {
	if secret && n.Kind == node.Mapping {
		h.add(source.Hidden{Span: n.Whole(), Secret: true}) // its keys too
		return
	}
	for p := range n.Pairs() {
		if p.Key.Kind != node.Scalar {
			h.add(source.Hidden{Span: p.Key.Whole(), Secret: true})
		}
		name := strings.TrimLeft(p.Key.Text(), "@$")
		if strings.ContainsAny(name, ":=\"'") && h.visibility(name).secret { // a secret without a space in front of it
			h.add(source.Hidden{Span: p.Key.Whole(), Secret: true})
		}
		h.node(p.Value, name, secret || h.visibility(name).secret)
	}
	for m := range n.Merged() {
		h.node(*m, "", secret)
	}
	if n.Kind == node.Sequence && (secret || !h.visibility(key).harmless && n.Flat()) {
		h.add(source.Hidden{Span: n.Whole(), Secret: secret}) // all of it as one
		for item := range n.Items() {
			if !secret {
				h.credentials(key, item.Whole(), item.Span, item.Text())
			}
		}
		return
	}
	for item := range n.Items() {
		h.node(*item, key, secret)
	}
	if n.Kind != node.Scalar {
		return
	}
	if secret || !h.visibility(key).harmless {
		h.add(source.Hidden{Span: n.Whole(), Secret: secret})
	}
	if !secret {
		h.credentials(key, n.Whole(), n.Span, n.Text())
	}
}
