package node

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/imslint/imslint/schema/source"
)

// yamlReader makes nodes of what yaml.v3 parses, and finds the bytes of each.
// yaml.v3 knows on which line and column a node begins; where it ends is read
// from the text. Nodes come in the order in which they are written.
type yamlReader struct {
	*source.Text
	data   string
	cursor cursor
	last   int // the end of what was read so far

	anchored map[*yaml.Node]*Node // nodes that have an anchor, of one document
	aliased  int                  // nodes that aliases added
	comments []source.Span

	secret func(key string) bool
	hidden int // secrets that what is read is below
}

func parseYAML(text *source.Text, secret func(key string) bool) (*File, *source.Error) {
	r := &yamlReader{Text: text, secret: secret, data: text.Data(), cursor: startOf(text.Data())}
	if bad := r.characters(); bad != nil {
		return nil, bad
	}
	if bad := r.directives(); bad != nil {
		return nil, bad
	}
	if bad := r.indicators(); bad != nil {
		return nil, bad
	}
	file := &File{}
	decoder := yaml.NewDecoder(strings.NewReader(version11(r.data)))
	for {
		var document yaml.Node
		err := decode(decoder, &document)
		if err == io.EOF {
			r.readTo(len(r.data))
			file.Comments, file.Aliases = r.comments, r.aliased > 0
			return file, nil
		}
		if err != nil {
			return nil, r.syntaxError(err)
		}
		r.anchored = map[*yaml.Node]*Node{}
		for _, root := range document.Content {
			n, bad := r.node(root, 0)
			if bad != nil {
				return nil, bad
			}
			file.Documents = append(file.Documents, n)
		}
	}
}

// version11 returns a text in which directives declare YAML 1.1 in place of
// 1.2, which yaml.v3 refuses although it reads most of it. No offset changes.
func version11(data string) string {
	const directive = "%YAML 1.2"
	if !strings.Contains(data, directive) {
		return data
	}
	changed := []byte(data)
	at, possible := 0, true // directives are before a document only
	for line := range strings.Lines(data) {
		text := strings.TrimSpace(line)
		switch {
		case possible && strings.HasPrefix(line, directive):
			changed[at+len(directive)-1] = '1'
		case strings.HasPrefix(line, "..."):
			possible = true
		case text != "" && text[0] != '#' && text[0] != '%':
			possible = false
		}
		at += len(line)
	}
	return string(changed)
}

// decode reads one document. yaml.v3 reports most bad input as an error and
// some of it by a panic, which must not end the run for other inputs.
func decode(d *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New(fmt.Sprint("yaml: ", p))
		}
	}()
	return d.Decode(into)
}

func (r *yamlReader) errorf(at int, format string, args ...any) *source.Error {
	return source.Errorf(r.Place(source.Span{From: at, To: at}), format, args...)
}

// characters finds the first character that YAML does not allow
// (https://yaml.org/spec/1.2.2/#51-character-set). yaml.v3 refuses them without
// saying where they are.
func (r *yamlReader) characters() *source.Error {
	for i, c := range r.data {
		switch {
		case ' ' <= c && c <= '~', c == '\n', c == '\t', c == '\r', c == '\u0085':
		case c >= 0xA0 && c != 0xFFFE && c != 0xFFFF:
		default:
			return r.errorf(i, "the control character %U is not allowed here", c)
		}
	}
	return nil
}

// directives finds the first directive beyond the limit. yaml.v3 compares each
// with all before it.
func (r *yamlReader) directives() *source.Error {
	at, n := 0, 0
	for line := range strings.Lines(r.data) {
		if line[0] == '%' {
			if n++; n > MaxDirectives {
				return r.errorf(at, "more than %d directives (%%), the limit", MaxDirectives)
			}
		}
		at += len(line)
	}
	return nil
}

// indicators finds the first line or indicator beyond the limit. Whatever looks
// like an indicator is counted as one: there are at most so many values. Blank
// lines and comments have none.
func (r *yamlReader) indicators() *source.Error {
	if len(r.data) < MaxIndicators/2 {
		return nil // even if each character is a line and an indicator
	}
	n := 0
	for at := 0; at < len(r.data); {
		at = skipSpace(r.data, at)
		end := lineEnd(r.data, at)
		if at < end && r.data[at] == '#' {
			at = end
			continue
		}
		for i := at; i < end; i++ {
			if i == at {
				n++ // the line
			}
			if isIndicator(r.data, i) {
				n++
			}
			if n > MaxIndicators {
				return r.errorf(i, "more than %d lines and indicators (- ? : , [ {), the limit of YAML: export to XML or JSON", MaxIndicators)
			}
		}
		at = end
	}
	return nil
}

// isIndicator reports whether there may be an indicator of YAML at an offset.
func isIndicator(data string, at int) bool {
	switch data[at] {
	case ',', '[', '{':
		return true
	case '-', '?', ':':
		// What is not ASCII may be a line break.
		return at+1 == len(data) || data[at+1] >= utf8.RuneSelf || strings.IndexByte(" \t\r\n,[]{}\"'", data[at+1]) >= 0
	}
	return false
}

// readTo notes the comments between what was read and an offset. There, # is
// nothing else.
func (r *yamlReader) readTo(offset int) {
	for at := r.last; at < offset; {
		i := strings.IndexByte(r.data[at:offset], '#')
		if i < 0 {
			break
		}
		comment := source.Span{From: at + i, To: lineEnd(r.data, at+i)}
		r.comments = append(r.comments, comment)
		at = comment.To
	}
	r.last = max(r.last, offset)
}

// node makes a node of one of yaml.v3's and all below it.
func (r *yamlReader) node(y *yaml.Node, depth int) (*Node, *source.Error) {
	from := r.cursor.to(r.data, y.Line, y.Column)
	var n *Node
	var bad *source.Error
	switch y.Kind {
	case yaml.AliasNode:
		return r.alias(y, from, depth)
	case yaml.ScalarNode:
		n, bad = r.scalar(y, from)
	default:
		n, bad = r.collection(y, from, depth)
	}
	if bad == nil && y.Anchor != "" {
		r.anchored[y] = n
	}
	return n, bad
}

// alias returns the node that an alias names.
func (r *yamlReader) alias(y *yaml.Node, from, depth int) (*Node, *source.Error) {
	r.readTo(from)
	r.last = from + len("*") + len(y.Value)
	n := r.anchored[y.Alias]
	if n == nil {
		return nil, r.errorf(from, "an alias (*) that leads back to the value it is in")
	}
	size, height := n.weight()
	if depth+height > MaxDepth {
		return nil, r.errorf(from, "values are nested more than %d deep by this alias, the limit", MaxDepth)
	}
	if r.aliased += size; r.aliased > MaxAliased {
		return nil, r.errorf(from, "aliases expand to more than %d values, the limit", MaxAliased)
	}
	return n, nil
}

func (r *yamlReader) scalar(y *yaml.Node, from int) (*Node, *source.Error) {
	n := &Node{Kind: Scalar, null: y.Tag == "!!null"}
	if !n.null {
		n.text = y.Value
	}
	at := skipProperties(r.data, from, len(r.data))
	end, ok := at, true
	switch {
	case y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		if n.Span.From = at + 1; at < len(r.data) {
			n.Span.To, ok = closingQuote(r.data, at)
		}
		end = n.Span.To + 1
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		n.Span, ok = blockSpan(r.data, at, y.Value)
		end = n.Span.To
	case y.Value == "":
		end = emptyEnd(r.data, from, y)
		n.Span = source.Span{From: end, To: end}
	default:
		end, ok = plainEnd(r.data, at, y.Value)
		n.Span = source.Span{From: at, To: end}
	}
	if !ok {
		return nil, r.errorf(from, "the end of this value cannot be found: put the value in quotes, on one line")
	}
	n.whole = offsetsOf(source.Span{From: from, To: end})
	r.readTo(n.Span.From)
	r.last = max(r.last, end)
	return n, nil
}

func (r *yamlReader) collection(y *yaml.Node, from, depth int) (*Node, *source.Error) {
	if depth == MaxDepth {
		return nil, r.errorf(from, "values are nested more than %d deep, the limit", MaxDepth)
	}
	first := len(r.data)
	if len(y.Content) > 0 {
		first = r.cursor.to(r.data, y.Content[0].Line, y.Content[0].Column)
	}
	at := skipProperties(r.data, from, first)
	// A mapping of one pair may have no brackets of its own: [key: value].
	inBrackets := at < first && (r.data[at] == '{' || r.data[at] == '[')
	if inBrackets {
		r.readTo(at)
		r.last = at + 1
	}
	n := &Node{Kind: Sequence, collection: &collection{below: make([]*Node, 0, len(y.Content)), size: 1, height: 1}}
	var bad *source.Error
	if y.Kind == yaml.MappingNode {
		n.Kind = Mapping
		bad = r.pairs(n, y, depth)
	} else {
		for i, item := range y.Content {
			var c *Node
			if c, bad = r.node(item, depth+1); bad != nil {
				break
			}
			n.add(c)
			y.Content[i] = nil // its memory is needed for nodes
		}
	}
	if bad != nil {
		return nil, bad
	}
	if inBrackets {
		end, ok := closingBracket(r.data, r.last)
		if !ok {
			return nil, r.errorf(at, "the end of this collection cannot be found: check its brackets")
		}
		r.readTo(end)
	}
	n.Span = source.Span{From: at, To: max(at, r.last)}
	n.whole = offsetsOf(source.Span{From: min(from, at), To: n.Span.To})
	return n, nil
}

// add adds a node below a collection.
func (n *Node) add(below ...*Node) {
	n.below = append(n.below, below...)
	for _, c := range below {
		size, height := c.weight()
		n.size += size
		n.height = max(n.height, height+1)
	}
}

// pairs reads the pairs of a mapping: its own, then those of its merge keys
// (https://yaml.org/type/merge.html) that it does not have itself.
func (r *yamlReader) pairs(n *Node, y *yaml.Node, depth int) *source.Error {
	keys := keyOffsets{}
	var sources []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		yKey, yValue := y.Content[i], y.Content[i+1]
		y.Content[i], y.Content[i+1] = nil, nil
		key, bad := r.key(yKey, depth+1)
		if bad != nil {
			return bad
		}
		if y.Style&yaml.FlowStyle != 0 && isEmpty(yValue) {
			key.dropColon(yKey, r.data)
		}
		if first, again := keys.add(key, yKey.Tag == "!!merge", key.Whole().From); again {
			name := " " + source.Printable(key.text)
			if r.hidden > 0 {
				name = ""
			}
			return r.errorf(key.Whole().From, "duplicate key%s, first in line %d", name, r.Position(first).Line)
		}
		isSecret := key.Kind == Scalar && r.secret(key.text)
		if isSecret {
			r.hidden++
		}
		value, bad := r.node(yValue, depth+1)
		if isSecret {
			r.hidden--
		}
		if bad != nil {
			return bad
		}
		if yKey.Tag != "!!merge" {
			n.add(key, value)
			continue
		}
		merged := []*Node{value}
		if value.Kind == Sequence {
			merged = value.below
		}
		for _, m := range merged {
			if m.Kind != Mapping {
				return r.errorf(key.Whole().From, "the merge key << needs a mapping, or a list of mappings")
			}
		}
		sources = append(sources, merged...)
	}
	for _, source := range sources {
		for p := range source.Pairs() {
			if _, again := keys.add(p.Key, false, 0); !again {
				n.add(p.Key, p.Value)
			}
		}
	}
	return nil
}

// key reads the key of a pair. An alias is a key at its own place.
func (r *yamlReader) key(y *yaml.Node, depth int) (*Node, *source.Error) {
	key, bad := r.node(y, depth)
	switch {
	case bad != nil:
		return nil, bad
	case y.Kind == yaml.ScalarNode:
		key.text, key.null = y.Value, false // a key may be named null
	case y.Kind == yaml.AliasNode:
		other := *key
		other.Span = source.Span{From: r.last - len("*") - len(y.Value), To: r.last}
		other.whole = offsetsOf(other.Span)
		key = &other
	}
	return key, nil
}

// isEmpty reports whether nothing is written for a value.
func isEmpty(y *yaml.Node) bool {
	return y.Kind == yaml.ScalarNode && y.Style == 0 && y.Value == "" && y.Anchor == ""
}

// dropColon takes the colon off a key that has no value: yaml.v3 reads {a:} as
// if a: were the key.
func (n *Node) dropColon(y *yaml.Node, data string) {
	if y.Kind != yaml.ScalarNode || y.Style&^yaml.TaggedStyle != 0 || !strings.HasSuffix(n.text, ":") {
		return
	}
	const space = " \t\r\n"
	n.text = strings.TrimRight(n.text[:len(n.text)-1], space)
	n.Span.To = n.Span.From + len(strings.TrimRight(data[n.Span.From:n.Span.To-1], space))
	n.whole.to = uint32(n.Span.To)
}

// keyName is what makes two keys the same. "<<" in quotes is not a merge key.
type keyName struct {
	text  string
	merge bool
}

// keyOffsets are where the keys of a mapping are. Keys that are not scalars are
// not compared.
type keyOffsets map[keyName]int

func (k keyOffsets) add(key *Node, merge bool, at int) (first int, again bool) {
	if key.Kind != Scalar {
		return 0, false
	}
	name := keyName{key.text, merge}
	if first, again = k[name]; !again {
		k[name] = at
	}
	return first, again
}
