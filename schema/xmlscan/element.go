package xmlscan

import (
	"fmt"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// Parser parses the texts of kept elements, one after another. It uses its own
// memory again for each.
type Parser struct {
	data   string
	raw    []byte // the same as data
	pos    int
	root   *source.Element
	path   int             // bytes of the names of the open elements
	nodes  int             // elements and attributes so far
	opaque []source.Hidden // see Opaque
	// open are the elements that are open, and text what there is of their
	// text.
	open  []*source.Element
	text  []runs
	attrs []rawAttr
	seen  map[string]bool // attributes of an element that has many
	copy  []byte          // of a text that was given without its bytes
	free  []source.Element
}

// Opaque returns what the text that was parsed last holds besides values: comments
// and processing instructions, with their markup, and character data that is not
// blank. It is valid until the next text is parsed.
func (p *Parser) Opaque() []source.Hidden { return p.opaque }

// runs is the text of an element, run by run. Most have one.
type runs struct {
	first string
	all   []byte // first and what comes behind it; nil for one run
}

func (r *runs) add(text string) {
	switch {
	case r.all != nil:
		r.all = append(r.all, text...)
	case r.first != "":
		r.all = append([]byte(r.first), text...)
	default:
		r.first = text
	}
}

func (r *runs) String() string {
	if r.all != nil {
		return string(r.all)
	}
	return r.first
}

// problem is what is wrong at an offset. There is none where it has no message.
type problem struct {
	at      int
	message string
}

func problemf(at int, format string, args ...any) problem {
	return problem{at, fmt.Sprintf(format, args...)}
}

// parse parses the text of an element and checks whatever XML asks for that the
// scanner does not look at (https://www.w3.org/TR/xml/). Where the text is cut,
// or breaks in a way that the scanner has found, what is before is parsed.
func (p *Parser) parse(text *source.Text, raw []byte) (*source.Element, *source.Error) {
	p.data, p.raw, p.pos, p.root, p.nodes, p.path, p.free = text.Data(), raw, 0, nil, 0, 0, nil
	p.opaque, p.open, p.text = p.opaque[:0], p.open[:0], p.text[:0]
	wrong := p.all()
	if bad := badCharacter(p.data); bad.message != "" && (wrong.message == "" || bad.at <= wrong.at) {
		wrong = bad
	}
	if wrong.message != "" {
		return nil, source.Errorf(text.Place(source.Span{From: wrong.at, To: wrong.at}), "%s", wrong.message)
	}
	return p.root, nil
}

// mostCopied is the size of the largest text whose bytes stay in memory.
const mostCopied = 64 << 10

// Parse parses the text of an element that was handed over by Scan before.
func (p *Parser) Parse(text *source.Text) (*source.Element, *source.Error) {
	p.copy = append(p.copy[:0], text.Data()...)
	e, bad := p.parse(text, p.copy)
	if cap(p.copy) > mostCopied {
		p.copy = nil
	}
	p.data, p.raw, p.root, p.free = "", nil, nil, nil // which are not the parser's
	clear(p.open[:cap(p.open)])
	return e, bad
}

func (p *Parser) all() (wrong problem) {
	for p.pos < len(p.data) && wrong.message == "" {
		rest := p.data[p.pos:]
		switch {
		case rest[0] != '<':
			wrong = p.characters()
		case strings.HasPrefix(rest, "</"):
			n := strings.IndexByte(rest, '>')
			if n < 0 {
				return wrong
			}
			p.pos += n + 1
			p.close()
		case strings.HasPrefix(rest, "<!--"):
			wrong = p.comment()
		case strings.HasPrefix(rest, "<![CDATA["):
			wrong = p.section()
		case strings.HasPrefix(rest, "<?"):
			wrong = p.instruction()
		default:
			t := parseTag(p.raw, p.pos, p.attrs[:0])
			p.attrs = t.attrs
			if t.nameEnd == 0 {
				return wrong // no tag, which the scanner has found: the file may end in <!
			}
			wrong = p.startTag(t)
			if t.end == 0 {
				return wrong
			}
		}
	}
	return wrong
}

// close ends the innermost element.
func (p *Parser) close() {
	last := len(p.open) - 1
	p.open[last].Text = p.text[last].String()
	p.path -= len(p.open[last].Name)
	p.open, p.text = p.open[:last], p.text[:last]
}

// startTag adds the element of a start tag to the tree.
func (p *Parser) startTag(t tag) problem {
	e := p.newElement()
	*e = source.Element{
		Name:     Local(p.data[p.pos+1 : t.nameEnd]),
		NameSpan: source.Span{From: p.pos + 1, To: t.nameEnd},
		TextSpan: source.Span{From: t.end, To: t.end},
	}
	if wrong := p.checkName(p.pos+1, t.nameEnd); wrong.message != "" {
		return wrong
	}
	if len(t.attrs) > MaxAttributes {
		return problemf(p.pos, "<%s> has more than %d attributes, the limit", p.written(e), MaxAttributes)
	}
	if p.nodes += 1 + len(t.attrs); p.nodes > MaxNodes {
		return problemf(p.pos, "<%s> holds more than %d elements and attributes, the limit", p.written(p.root), MaxNodes)
	}
	if len(t.attrs) > 0 {
		e.Attrs = make([]source.Attr, 0, len(t.attrs))
	}
	clear(p.seen)
	for _, raw := range t.attrs {
		a := source.Attr{
			Name:     p.data[raw.name:raw.nameEnd],
			NameSpan: source.Span{From: raw.name, To: raw.nameEnd},
			Span:     source.Span{From: raw.value, To: raw.valueEnd},
		}
		if wrong := p.checkName(raw.name, raw.nameEnd); wrong.message != "" {
			return wrong
		}
		if p.duplicate(e, a.Name) {
			return problemf(raw.name, "duplicate attribute %s in <%s>", source.Printable(a.Name), p.written(e))
		}
		if raw.valueEnd-raw.value > MaxValue {
			return problemf(raw.value, "the value of the attribute %s is longer than %d MiB, the limit", source.Printable(a.Name), MaxValue>>20)
		}
		var bad int
		if a.Value, bad = resolve(p.data[raw.value:raw.valueEnd], true); bad >= 0 && !p.cutAt(raw.value+bad) {
			return problem{raw.value + bad, unknownReference}
		}
		e.Attrs = append(e.Attrs, a)
	}
	if t.end == 0 {
		return problem{}
	}
	if p.path += len(e.Name); p.path > MaxPath {
		return problemf(p.pos, "the names of elements inside each other are longer than %d bytes together, the limit", MaxPath)
	}
	if n := len(p.open); n > 0 {
		p.open[n-1].Children = append(p.open[n-1].Children, e)
	} else {
		p.root = e
	}
	p.open, p.text = append(p.open, e), append(p.text, runs{})
	p.pos = t.end
	if p.data[t.end-2] == '/' {
		p.close()
	}
	return problem{}
}

// newElement returns one of several elements that are allocated together: an entity
// may have 100,000 of them, and most have one.
func (p *Parser) newElement() *source.Element {
	if len(p.free) == 0 {
		p.free = make([]source.Element, min(1+p.nodes/2, 64))
	}
	e := &p.free[0]
	p.free = p.free[1:]
	return e
}

// written returns the name of an element for a message, as it is written.
func (p *Parser) written(e *source.Element) string {
	return source.Printable(p.data[e.NameSpan.From:e.NameSpan.To])
}

// duplicate reports whether an element has an attribute of a name already.
func (p *Parser) duplicate(e *source.Element, name string) bool {
	const few = 16
	if len(e.Attrs) < few {
		for i := range e.Attrs {
			if e.Attrs[i].Name == name {
				return true
			}
		}
		return false
	}
	if len(e.Attrs) == few {
		if p.seen == nil {
			p.seen = map[string]bool{}
		}
		for i := range e.Attrs {
			p.seen[e.Attrs[i].Name] = true
		}
	}
	if p.seen[name] {
		return true
	}
	p.seen[name] = true
	return false
}

// characters follows character data up to the next <.
func (p *Parser) characters() problem {
	from := p.pos
	text := p.data[from:]
	if i := strings.IndexByte(text, '<'); i >= 0 {
		text = text[:i]
	}
	p.pos += len(text)
	if len(text) > MaxValue {
		return p.longText(from)
	}
	value, unknown := resolve(text, false)
	if i := strings.Index(text, "]]>"); i >= 0 && (unknown < 0 || i < unknown) {
		return problem{from + i, "]]> outside a CDATA section: write ]]&gt; for it"}
	}
	if unknown >= 0 && !p.cutAt(from+unknown) {
		return problem{from + unknown, unknownReference}
	}
	return p.add(value, source.Span{From: from, To: p.pos})
}

// cutAt reports whether what is at an offset may be a reference that the text is
// cut in.
func (p *Parser) cutAt(offset int) bool {
	name := "x" + strings.TrimPrefix(p.data[offset+len("&"):], "#")
	return nameLength(name) == len(name)
}

// add adds text to the innermost element.
func (p *Parser) add(text string, s source.Span) problem {
	last := len(p.open) - 1
	e := p.open[last]
	p.text[last].add(text)
	if strings.Trim(p.data[s.From:s.To], " \t\n") == "" {
		return problem{}
	}
	if e.TextSpan.Empty() {
		e.TextSpan.From = s.From
	}
	e.TextSpan.To = s.To
	return p.hide(source.Hidden{Span: s})
}

// hide notes a text, a comment or a processing instruction.
func (p *Parser) hide(h source.Hidden) problem {
	if len(p.opaque) == MaxNodes {
		return problemf(h.From, "<%s> holds more than %d texts, comments and processing instructions, the limit", p.written(p.root), MaxNodes)
	}
	p.opaque = append(p.opaque, h)
	return problem{}
}

// between moves behind what begins and ends with some text, and returns the
// range between. It is false where the end is cut.
func (p *Parser) between(begin, end string) (source.Span, bool) {
	from := p.pos + len(begin)
	i := strings.Index(p.data[from:], end)
	if i < 0 {
		p.pos = len(p.data)
		return source.Span{From: from, To: len(p.data)}, false
	}
	p.pos = from + i + len(end)
	return source.Span{From: from, To: from + i}, true
}

// aside notes a comment or a processing instruction, which ends at pos.
func (p *Parser) aside(from int) problem {
	return p.hide(source.Hidden{Span: source.Span{From: from, To: p.pos}, Comment: true})
}

func (p *Parser) comment() problem {
	from := p.pos
	s, _ := p.between("<!--", "-->")
	// One of the hyphens may be that of -->, or both where the text is cut.
	i := strings.Index(p.data[s.From:min(s.To+2, len(p.data))], "--")
	if i >= 0 && s.From+i < s.To && s.From+i+2 < len(p.data) {
		return problem{s.From + i, "-- inside a comment, where XML does not allow it"}
	}
	return p.aside(from)
}

func (p *Parser) section() problem {
	s, _ := p.between("<![CDATA[", "]]>")
	if s.To-s.From > MaxValue {
		return p.longText(s.From)
	}
	return p.add(p.data[s.From:s.To], s)
}

func (p *Parser) longText(at int) problem {
	e := p.open[len(p.open)-1]
	return problemf(at, "a text in <%s> is longer than %d MiB, the limit", p.written(e), MaxValue>>20)
}

func (p *Parser) instruction() problem {
	from := p.pos
	s, whole := p.between("<?", "?>")
	target := nameLength(p.data[s.From:s.To])
	name := p.data[s.From : s.From+target]
	switch {
	case target == s.To-s.From && !whole: // cut in its name, or before
	case target == 0:
		return problem{s.From, "expected the name of a processing instruction"}
	case s.From+target < s.To && !isSpace(p.data[s.From+target]):
		return badName(p.data, s.From+target, "expected white space after the name of a processing instruction")
	case strings.EqualFold(name, "xml"):
		return problem{from, "an XML declaration is allowed only at the beginning of a file"}
	}
	return p.aside(from)
}

// checkName checks a name, of which the scanner knows the ASCII characters.
func (p *Parser) checkName(from, to int) problem {
	if n := nameLength(p.data[from:to]); from+n < to {
		return badName(p.data, from+n, "expected a name")
	}
	return problem{}
}
