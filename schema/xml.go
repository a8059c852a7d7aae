package schema

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// xmlScanner reads XML in one pass. It follows tags, quotes, comments and
// CDATA sections through the whole file, so that a truncated or mis-nested
// one is found wherever it breaks, and builds etree elements of the wanted
// subtrees alone. encoding/xml would read it too, but tells no attribute's
// place, keeps the second of two equal attributes, and takes many times as
// long over the parts that nobody wants (BenchmarkXML).
type xmlScanner struct {
	path string
	in   *bufio.Reader
	at   Position // of the next character
	// wanted says whether the element of this local name, below these, is to
	// be kept.
	wanted func(ancestors []ancestor, name string) bool
	// found takes each kept element.
	found func(e *Entity)

	tag   []byte // the tag being read, from < to >; its memory is used again
	attrs []xmlAttr
	open  []openElement
	names []byte // the names of the open elements, one behind the other
	root  string // local name of the root, once it was seen
	kept  *keptEntity
}

// ancestor is an element around the one in question.
type ancestor struct {
	name   string // without its namespace prefix
	schema string // the attribute of that name, which <entities> has
}

type openElement struct {
	name   int // offset in xmlScanner.names
	schema string
	at     Position
}

// keptEntity is the wanted subtree that is being read.
type keptEntity struct {
	Entity
	current *etree.Element
	depth   int    // of the open elements when it began
	raw     []byte // as written
	text    []byte // character data not yet handed to current
	textAt  Position
}

// xmlAttr is an attribute within xmlScanner.tag, by offsets.
type xmlAttr struct{ name, nameEnd, value, valueEnd int }

// maxDepth bounds the nesting of a kept entity, as etree's own reader does.
const maxDepth = 1024

func (s *xmlScanner) scan() *Error {
	s.at = Position{1, 1}
	for {
		if bad := s.characters(); bad != nil {
			return bad
		}
		head, err := s.in.Peek(len("<![CDATA["))
		if len(head) == 0 {
			return s.end(err)
		}
		var bad *Error
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			bad = s.comment()
		case bytes.HasPrefix(head, []byte("<![CDATA[")):
			bad = s.cdata()
		case bytes.HasPrefix(head, []byte("<!")):
			bad = s.doctype()
		case bytes.HasPrefix(head, []byte("<?")):
			_, bad = s.until("<?", "?>", "processing instruction")
		case bytes.HasPrefix(head, []byte("</")):
			bad = s.endTag()
		default:
			bad = s.startTag()
		}
		if bad != nil {
			return bad
		}
	}
}

func (s *xmlScanner) errorf(at Position, format string, args ...any) *Error {
	return errorAt(s.path, at, format, args...)
}

// end is the end of the file, or what kept the rest of it from being read.
func (s *xmlScanner) end(err error) *Error {
	switch {
	case err != nil && err != io.EOF:
		return unreadable(s.path, err)
	case len(s.open) > 0:
		last := s.open[len(s.open)-1]
		return s.errorf(s.at, "the file ends inside <%s>, which opens at line %d, column %d: it is truncated, or </%[1]s> is missing", named(s.names[last.name:]), last.at.Line, last.at.Column)
	case s.root == "":
		return s.errorf(s.at, "there is no element in the file")
	}
	return nil
}

func (s *xmlScanner) truncated(err error, what string, from Position) *Error {
	if err != io.EOF {
		return unreadable(s.path, err)
	}
	return s.errorf(s.at, "the file ends inside the %s that opens at line %d, column %d: it is truncated", what, from.Line, from.Column)
}

// advance moves on over b, which has just been read.
func (s *xmlScanner) advance(b []byte) {
	s.at = s.at.after(b)
	if s.kept != nil {
		s.kept.raw = append(s.kept.raw, b...)
	}
}

// characters reads up to the next tag.
func (s *xmlScanner) characters() *Error {
	if s.kept != nil {
		s.kept.textAt = s.at
	}
	for {
		chunk, err := s.in.ReadSlice('<')
		if err == nil {
			s.in.UnreadByte()
			chunk = chunk[:len(chunk)-1]
		}
		if s.kept != nil {
			s.kept.text = append(s.kept.text, chunk...)
		} else if len(s.open) == 0 {
			if blank := bytes.TrimLeft(chunk, " \t\n"); len(blank) > 0 {
				return s.errorf(s.at.after(chunk[:len(chunk)-len(blank)]), "text outside the root element")
			}
		}
		s.advance(chunk)
		switch err {
		case nil, io.EOF:
			return s.keepText()
		case bufio.ErrBufferFull:
		default:
			return unreadable(s.path, err)
		}
	}
}

// keepText hands the character data read to the current kept element.
func (s *xmlScanner) keepText() *Error {
	k := s.kept
	if k == nil || len(k.text) == 0 {
		return nil
	}
	raw := k.text
	k.text = k.text[:0]
	if i := bytes.Index(raw, []byte("]]>")); i >= 0 {
		return s.errorf(k.textAt.after(raw[:i]), "]]> stands outside a CDATA section")
	}
	text, bad := s.resolve(raw, k.textAt, false)
	if bad != nil {
		return bad
	}
	k.addText(text, k.textAt, s.at, len(bytes.TrimSpace(raw)) == 0)
	return nil
}

// addText adds character data and widens the range of the element's text.
func (k *keptEntity) addText(text string, from, to Position, blank bool) {
	k.current.CreateText(text)
	if blank {
		return
	}
	place := &k.places[k.current].text
	if place.start == place.end {
		place.start = from
	}
	place.end = to
}

// until reads from open to close, both included, and returns what is between
// where an entity is being kept.
func (s *xmlScanner) until(open, close, what string) ([]byte, *Error) {
	from := s.at
	var content []byte
	read := 0
	var tail []byte // what the chunk before ended with, since close may span two
	for {
		chunk, err := s.in.ReadSlice('>')
		s.advance(chunk)
		read += len(chunk)
		if s.kept != nil {
			content = append(content, chunk...)
		}
		closed := bytes.HasSuffix(chunk, []byte(close)) ||
			len(chunk) < len(close) && bytes.HasSuffix(append(tail, chunk...), []byte(close))
		switch {
		case err == nil:
			if closed && read >= len(open)+len(close) {
				if s.kept == nil {
					return nil, nil
				}
				return content[len(open) : len(content)-len(close)], nil
			}
		case err != bufio.ErrBufferFull:
			return nil, s.truncated(err, what, from)
		}
		tail = append(tail[:0], chunk[max(0, len(chunk)-len(close)):]...)
	}
}

func (s *xmlScanner) comment() *Error {
	from := s.at
	content, bad := s.until("<!--", "-->", "comment")
	if i := bytes.Index(content, []byte("--")); bad == nil && i >= 0 {
		bad = s.errorf(from.after([]byte("<!--")).after(content[:i]), "-- stands inside a comment, where XML does not allow it")
	}
	return bad
}

func (s *xmlScanner) cdata() *Error {
	const open = "<![CDATA["
	from := s.at
	if len(s.open) == 0 {
		return s.errorf(from, "a CDATA section outside the root element")
	}
	content, bad := s.until(open, "]]>", "CDATA section")
	if bad != nil || s.kept == nil {
		return bad
	}
	start := from.after([]byte(open))
	if bad := s.checkCharacters(content, start); bad != nil {
		return bad
	}
	s.kept.addText(string(content), start, start.after(content), false)
	return nil
}

// doctype reads a document type declaration. What it declares is not used:
// an entity that it defines is an unknown one inside what is kept.
func (s *xmlScanner) doctype() *Error {
	from := s.at
	head, _ := s.in.Peek(len("<!DOCTYPE"))
	if string(head) != "<!DOCTYPE" || s.root != "" {
		return s.errorf(from, "<! begins neither a comment nor a CDATA section here")
	}
	var quote byte
	brackets, comment := 0, false
	var last [4]byte
	for {
		c, err := s.in.ReadByte()
		if err != nil {
			return s.truncated(err, "document type declaration", from)
		}
		s.advance([]byte{c})
		copy(last[:], last[1:])
		last[3] = c
		switch {
		case comment:
			comment = string(last[1:]) != "-->"
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case string(last[:]) == "<!--":
			comment = true
		case c == '[':
			brackets++
		case c == ']':
			brackets--
		case c == '>' && brackets <= 0:
			return nil
		}
	}
}

// readTag reads from < to > into s.tag. A < inside tells that this tag, or a
// quoted value in it, was not closed.
func (s *xmlScanner) readTag() *Error {
	from := s.at
	s.tag = s.tag[:0]
	var quote byte
	for {
		chunk, err := s.in.ReadSlice('>')
		for i, c := range chunk {
			switch {
			case c == '<' && len(s.tag)+i > 0:
				what := "tag"
				if quote != 0 {
					what = "quoted value"
				}
				return s.errorf(s.at.after(chunk[:i]), "< stands inside a %s: the tag that opens at line %d, column %d is not closed", what, from.Line, from.Column)
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case c == quote:
				quote = 0
			}
		}
		s.tag = append(s.tag, chunk...)
		s.advance(chunk)
		switch {
		case err == nil && quote == 0:
			return nil
		case err != nil && err != bufio.ErrBufferFull:
			return s.truncated(err, "tag", from)
		}
	}
}

func (s *xmlScanner) endTag() *Error {
	from := s.at
	if bad := s.readTag(); bad != nil {
		return bad
	}
	name := bytes.TrimRight(s.tag[len("</"):len(s.tag)-1], " \t\n")
	if len(s.open) == 0 {
		return s.errorf(from, "</%s> closes nothing", named(name))
	}
	last := s.open[len(s.open)-1]
	if opened := s.names[last.name:]; !bytes.Equal(name, opened) {
		return s.errorf(from, "</%s> stands where </%s> is expected, for <%[2]s> opens at line %d, column %d", named(name), named(opened), last.at.Line, last.at.Column)
	}
	s.close()
	return nil
}

// close ends the innermost element.
func (s *xmlScanner) close() {
	last := s.open[len(s.open)-1]
	s.names = s.names[:last.name]
	s.open = s.open[:len(s.open)-1]
	k := s.kept
	if k == nil {
		return
	}
	if len(s.open) > k.depth {
		k.current = k.current.Parent()
		return
	}
	k.excerpt.text = string(k.raw)
	k.hideSecrets()
	s.kept = nil
	s.found(&k.Entity)
}

func (s *xmlScanner) startTag() *Error {
	from := s.at
	if head, _ := s.in.Peek(2); len(head) == 2 && (!isNameByte(head[1]) || strings.IndexByte(notFirst, head[1]) >= 0) {
		return s.errorf(from, "< does not begin a tag here: text needs &lt; for it")
	}
	if bad := s.readTag(); bad != nil {
		return bad
	}
	nameEnd, selfClosing, bad := s.parseTag(from)
	if bad != nil {
		return bad
	}
	name := s.tag[1:nameEnd]
	local := name[bytes.IndexByte(name, ':')+1:]
	if len(s.open) == 0 {
		if s.root != "" {
			return s.errorf(from, "a second root element <%s>: an XML file has one", named(name))
		}
		s.root = string(local)
	}
	// Only elements of these names can be wanted; asking for each element of
	// a large package would cost too much.
	possible := len(s.open) == 0 || entityNames[string(local)]
	if s.kept == nil && possible && s.wanted(s.ancestors(), string(local)) {
		s.kept = &keptEntity{
			Entity: Entity{path: s.path, places: map[*etree.Element]*elementPlaces{}, excerpt: &excerpt{start: from}},
			depth:  len(s.open),
			raw:    slices.Clone(s.tag),
		}
	}
	opened := openElement{name: len(s.names), at: from}
	if string(local) == "entities" {
		opened.schema = s.attr("schema")
	}
	s.names = append(s.names, name...)
	s.open = append(s.open, opened)
	if s.kept != nil {
		if bad := s.keepElement(string(name), from); bad != nil {
			return bad
		}
	}
	if selfClosing {
		s.close()
	}
	return nil
}

// ancestors returns the open elements.
func (s *xmlScanner) ancestors() []ancestor {
	list := make([]ancestor, 0, len(s.open))
	for i, e := range s.open {
		end := len(s.names)
		if i+1 < len(s.open) {
			end = s.open[i+1].name
		}
		n := s.names[e.name:end]
		list = append(list, ancestor{string(n[bytes.IndexByte(n, ':')+1:]), e.schema})
	}
	return list
}

func (s *xmlScanner) attr(name string) string {
	for _, a := range s.attrs {
		if string(s.tag[a.name:a.nameEnd]) == name {
			return string(s.tag[a.value:a.valueEnd])
		}
	}
	return ""
}

// parseTag cuts s.tag into its name and s.attrs.
func (s *xmlScanner) parseTag(from Position) (nameEnd int, selfClosing bool, bad *Error) {
	t, i := s.tag, 1
	fail := func(offset int, message string) (int, bool, *Error) {
		return 0, false, s.errorf(from.after(t[:offset]), "%s", message)
	}
	name := func() bool {
		start := i
		for i < len(t) && isNameByte(t[i]) {
			i++
		}
		return i > start && strings.IndexByte(notFirst, t[start]) < 0
	}
	space := func() bool {
		start := i
		for t[i] == ' ' || t[i] == '\t' || t[i] == '\n' {
			i++
		}
		return i > start
	}
	name() // startTag has seen that one begins
	nameEnd = i
	s.attrs = s.attrs[:0]
	for {
		spaced := space()
		switch {
		case t[i] == '>':
			return nameEnd, false, nil
		case t[i] == '/' && t[i+1] == '>':
			return nameEnd, true, nil
		}
		a := xmlAttr{name: i}
		if !spaced || !name() {
			return fail(a.name, "expected an attribute, with white space before it, or the end of the tag")
		}
		a.nameEnd = i
		space()
		if t[i] != '=' {
			// Not named: after a stray quote it may be a piece of a secret.
			return fail(i, "expected = after the name of an attribute")
		}
		i++
		space()
		if t[i] != '"' && t[i] != '\'' {
			return fail(i, fmt.Sprintf("the value of the attribute %s needs quotes", named(t[a.name:a.nameEnd])))
		}
		a.value = i + 1
		// readTag ended outside quotes, so the closing one is there.
		a.valueEnd = a.value + bytes.IndexByte(t[a.value:], t[i])
		i = a.valueEnd + 1
		s.attrs = append(s.attrs, a)
	}
}

// notFirst are characters of names that none begins with.
const notFirst = "-.0123456789"

// named returns a name for a message.
func named(name []byte) string { return printable(string(name)) }

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == ':' || c >= utf8.RuneSelf
}

// keepElement adds the start tag in s.tag to the entity being kept.
func (s *xmlScanner) keepElement(name string, from Position) *Error {
	k := s.kept
	if len(s.open)-k.depth > maxDepth {
		return s.errorf(from, "elements are nested more than %d deep", maxDepth)
	}
	e := etree.NewElement(name)
	if k.Element == nil {
		k.Element = e
	} else {
		k.current.AddChild(e)
	}
	k.current = e
	nameStart := from.after(s.tag[:1])
	places := &elementPlaces{name: span{nameStart, nameStart.after([]byte(name))}}
	k.places[e] = places

	at, offset := from, 0
	to := func(next int) Position {
		at, offset = at.after(s.tag[offset:next]), next
		return at
	}
	for i, a := range s.attrs {
		key := s.tag[a.name:a.nameEnd]
		nameAt := to(a.name)
		for _, b := range s.attrs[:i] {
			if bytes.Equal(key, s.tag[b.name:b.nameEnd]) {
				return s.errorf(nameAt, "the attribute %s stands twice in <%s>", named(key), printable(name))
			}
		}
		start := to(a.value)
		value, bad := s.resolve(s.tag[a.value:a.valueEnd], start, true)
		if bad != nil {
			return bad
		}
		e.CreateAttr(string(key), value)
		places.attrs = append(places.attrs, span{start, to(a.valueEnd)})
	}
	places.text = span{to(len(s.tag)), at}
	return nil
}

// checkCharacters finds what XML 1.0 allows in no file
// (https://www.w3.org/TR/xml/#charsets).
func (s *xmlScanner) checkCharacters(raw []byte, at Position) *Error {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return s.errorf(at.after(raw[:i]), "the byte 0x%02X is not UTF-8: declare the file's encoding, or save it as UTF-8", raw[i])
		}
		if !isXMLChar(r) {
			return s.errorf(at.after(raw[:i]), "the character %U is not allowed in XML", r)
		}
		i += size
	}
	return nil
}

func isXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || 0x20 <= r && r <= 0xD7FF || 0xE000 <= r && r <= 0xFFFD || 0x10000 <= r && r <= utf8.MaxRune
}

var xmlEntities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// resolve returns character data with its references resolved and, for an
// attribute, each literal tab and line end made a space
// (https://www.w3.org/TR/xml/#AVNormalize).
func (s *xmlScanner) resolve(raw []byte, at Position, attribute bool) (string, *Error) {
	if bad := s.checkCharacters(raw, at); bad != nil {
		return "", bad
	}
	var out strings.Builder
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case attribute && (c == '\t' || c == '\n'):
			out.WriteByte(' ')
		case c == '&':
			end := bytes.IndexByte(raw[i:], ';')
			text, ok := "", false
			if end > 0 {
				text, ok = reference(string(raw[i+1 : i+end]))
			}
			if !ok {
				return "", s.errorf(at.after(raw[:i]), "& does not begin a reference that XML knows: write &amp; for it")
			}
			out.WriteString(text)
			i += end
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), nil
}

func reference(name string) (string, bool) {
	number, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		text, ok := xmlEntities[name]
		return text, ok
	}
	base := 10
	if hex, ok := strings.CutPrefix(number, "x"); ok {
		number, base = hex, 16
	}
	code, err := strconv.ParseUint(number, base, 32)
	if err != nil || code > utf8.MaxRune || !isXMLChar(rune(code)) {
		return "", false
	}
	return string(rune(code)), true
}
