package node

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/imslint/imslint/schema/source"
)

// yamlReader makes an index of what yaml.v3 parses, and finds the bytes of each
// value. yaml.v3 knows on which line and column a node begins; where it ends is
// read from the text. Nodes come in the order in which they are written.
type yamlReader struct {
	*source.Text
	data   string
	index  *index
	cursor cursor
	last   int // the end of what was read so far

	partSize int    // of long lists, 0 if all is read at once
	piece    *piece // that is read

	anchored map[*yaml.Node]anchor // the nodes that have an anchor, of one document
	aliased  int                   // nodes that aliases added
	gaps     []source.Offsets      // where comments are

	secret func(key string) bool
	hidden int // secrets that what is read is below
}

func parseYAML(text *source.Text, secret func(key string) bool) (*File, *source.Error) {
	return parseYAMLInParts(text, secret, partSize)
}

// parseYAMLInParts is parseYAML with parts of a size.
func parseYAMLInParts(text *source.Text, secret func(key string) bool, partSize int) (*File, *source.Error) {
	r := newYAMLReader(text, secret)
	if bad := r.characters(); bad != nil {
		return nil, bad
	}
	directives, bad := r.directives()
	if bad != nil {
		return nil, bad
	}
	all := []source.Span{{To: len(r.data)}}
	if at, more := r.beyond(MaxIndicators, all); more {
		return nil, r.errorf(at, "more than %d lines and indicators (- ? : , [ {), the limit of YAML: export to XML or JSON", MaxIndicators)
	}
	if directives {
		return r.file()
	}
	r.partSize = partSize
	switch file, bad := r.file(); {
	case bad == nil:
		return file, nil
	case errors.Is(bad, errNotInParts) || r.tooMuchAtOnce(all) == nil:
		return newYAMLReader(text, secret).file()
	default:
		return nil, bad
	}
}

func newYAMLReader(text *source.Text, secret func(key string) bool) *yamlReader {
	data := text.Data()
	return &yamlReader{Text: text, secret: secret, data: data, index: &index{data: data, yaml: true}, cursor: startOf(data)}
}

// file reads the whole file.
func (r *yamlReader) file() (*File, *source.Error) {
	for p := range r.pieces() {
		if bad := r.read(r.parse(p), r.document); bad != nil {
			return nil, bad
		}
	}
	r.readTo(len(r.data))
	return &File{Aliases: r.aliased > 0, index: r.index, gaps: r.gaps}, nil
}

// document reads a document.
func (r *yamlReader) document(y *yaml.Node) *source.Error {
	r.anchored = map[*yaml.Node]anchor{}
	for _, root := range y.Content {
		if bad := r.node(root, 0); bad != nil {
			return bad
		}
	}
	return nil
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

// directives reports whether there are any, and finds the first one beyond the
// limit. yaml.v3 compares each with all before it.
func (r *yamlReader) directives() (any bool, bad *source.Error) {
	at, n := 0, 0
	for line := range strings.Lines(r.data) {
		if line[0] == '%' {
			if n++; n > MaxDirectives {
				return true, r.errorf(at, "more than %d directives (%%), the limit", MaxDirectives)
			}
		}
		at += len(line)
	}
	return n > 0, nil
}

// beyond returns the offset of the first line or indicator beyond a limit, if there
// are more. Whatever looks like an indicator is counted as one: there are at most
// so many values. Blank lines and comments have none.
func (r *yamlReader) beyond(limit int, spans []source.Span) (at int, more bool) {
	if length(spans) < limit/2 {
		return 0, false // even if each character is a line and an indicator
	}
	n := 0
	for _, s := range spans {
		for at := s.From; at < s.To; {
			at = skipSpace(r.data, at)
			end := min(lineEnd(r.data, at), s.To)
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
				if n > limit {
					return i, true
				}
			}
			at = max(at, end)
		}
	}
	return 0, false
}

// tooMuchAtOnce returns the error of more than yaml.v3 may be given at once.
func (r *yamlReader) tooMuchAtOnce(spans []source.Span) *source.Error {
	const where = "to be parsed at once (outside of long lists, in one item, or with aliases or directives), the limit of YAML: export to XML or JSON"
	if length(spans) > MaxBytesAtOnce {
		return r.errorf(spans[0].From, "more than %d MiB "+where, MaxBytesAtOnce>>20)
	}
	if at, more := r.beyond(MaxAtOnce, spans); more {
		return r.errorf(at, "more than %d lines and indicators (- ? : , [ {) "+where, MaxAtOnce)
	}
	return nil
}

func length(spans []source.Span) (n int) {
	for _, s := range spans {
		n += s.To - s.From
	}
	return n
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
	if at := nextComment(r.data, r.last, offset); at < offset {
		if n := len(r.gaps); n > 0 && int(r.gaps[n-1].To) == r.last { // no value is between them
			r.gaps[n-1].To = uint32(offset)
		} else {
			r.gaps = append(r.gaps, source.Offsets{From: uint32(at), To: uint32(offset)})
		}
	}
	r.last = max(r.last, offset)
}

// offset returns where a node of yaml.v3 begins, and of one that replaces a list
// where the list begins.
func (r *yamlReader) offset(y *yaml.Node) int {
	column := y.Column
	if r.piece.isPlaceholder(y) {
		column -= len("- ")
	}
	return r.cursor.to(r.data, r.piece.fileLine(y.Line), column)
}

// anchor is a node that has an anchor.
type anchor struct {
	entry  int
	secret bool // it is a secret, or below one
}

// node reads one of yaml.v3's nodes and all below it.
func (r *yamlReader) node(y *yaml.Node, depth int) *source.Error {
	entry := r.index.size
	var bad *source.Error
	switch from := r.offset(y); y.Kind {
	case yaml.AliasNode:
		return r.alias(y, from, depth)
	case yaml.ScalarNode:
		bad = r.scalar(y, from, false)
	default:
		bad = r.collection(y, from, depth)
	}
	r.anchor(y, entry)
	return bad
}

// anchor notes a node that aliases may lead to. In a file that is read in parts there
// are none, and the nodes of all parts would be held.
func (r *yamlReader) anchor(y *yaml.Node, entry int) {
	if y.Anchor != "" && !r.piece.inParts() {
		r.anchored[y] = anchor{entry, r.hidden > 0}
	}
}

// alias reads an alias.
func (r *yamlReader) alias(y *yaml.Node, from, depth int) *source.Error {
	target, bad := r.aliasTarget(y, from, depth)
	if bad == nil {
		r.index.alias(target.entry)
	}
	return bad
}

// aliasTarget returns the node that an alias leads to.
func (r *yamlReader) aliasTarget(y *yaml.Node, from, depth int) (anchor, *source.Error) {
	if r.piece.inParts() {
		return anchor{}, errNotInParts // the anchor may be in another part
	}
	r.readTo(from)
	r.last = from + len("*") + len(y.Value)
	target, known := r.anchored[y.Alias]
	if !known {
		return anchor{}, r.errorf(from, "an alias (*) that leads back to the value it is in")
	}
	w := r.index.weigh(target.entry)
	if depth+w.height > MaxDepth {
		return anchor{}, r.errorf(from, "values are nested more than %d deep by this alias, the limit", MaxDepth)
	}
	if r.aliased += w.size; r.aliased > MaxAliased {
		return anchor{}, r.errorf(from, "aliases expand to more than %d values, the limit", MaxAliased)
	}
	return target, nil
}

func (r *yamlReader) scalar(y *yaml.Node, from int, isKey bool) *source.Error {
	var span source.Span
	at := skipProperties(r.data, from, len(r.data))
	end, ok := at, true
	switch {
	case y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		span.From = at + 1
		span.To, ok = closingQuote(r.data, at)
		end = span.To + 1
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		span, ok = blockSpan(r.data, at, y.Value)
		end = span.To
	case y.Value == "":
		end = emptyEnd(r.data, from, y)
		span = source.Span{From: end, To: end}
	default:
		end, ok = plainEnd(r.data, at, y.Value)
		span = source.Span{From: at, To: end}
	}
	if !ok && r.partSize > 0 {
		return errNotInParts
	}
	if !ok {
		return r.errorf(from, "the end of this value cannot be found: put the value in quotes, on one line")
	}
	r.readTo(span.From)
	r.last = max(r.last, end)
	r.index.addYAML(span, source.Span{From: from, To: end}, y.Value, y.Tag == "!!null" && !isKey) // a key may be named null
	return nil
}

func (r *yamlReader) collection(y *yaml.Node, from, depth int) *source.Error {
	if depth == MaxDepth {
		return r.errorf(from, "values are nested more than %d deep, the limit", MaxDepth)
	}
	first := len(r.data)
	if len(y.Content) > 0 {
		first = r.offset(y.Content[0])
	}
	at := skipProperties(r.data, from, first)
	// A mapping of one pair may have no brackets of its own: [key: value].
	inBrackets := at < first && (r.data[at] == '{' || r.data[at] == '[')
	if inBrackets {
		r.readTo(at)
		r.last = at + 1
	}
	kind, read := Sequence, r.items
	if y.Kind == yaml.MappingNode {
		kind, read = Mapping, r.pairs
	}
	entry := r.index.open(at, min(from, at), kind)
	if bad := read(y, depth); bad != nil {
		return bad
	}
	if inBrackets {
		end, ok := closingBracket(r.data, r.last)
		if !ok {
			return r.errorf(at, "the end of this collection cannot be found: check its brackets")
		}
		r.readTo(end)
	}
	r.index.close(entry, max(at, r.last))
	return nil
}

// items reads the items of a sequence.
func (r *yamlReader) items(y *yaml.Node, depth int) *source.Error {
	for i, item := range y.Content {
		y.Content[i] = nil // let it be collected
		var bad *source.Error
		if list := r.piece.listAt(item); list != nil {
			bad = r.parts(list, depth)
		} else {
			bad = r.node(item, depth+1)
		}
		if bad != nil {
			return bad
		}
	}
	return nil
}

// pairs reads the pairs of a mapping: its own, then those of its merge keys
// (https://yaml.org/type/merge.html) that it does not have itself.
func (r *yamlReader) pairs(y *yaml.Node, depth int) *source.Error {
	keys := keyOffsets{}
	var merged []int // entries of mappings
	for i := 0; i < len(y.Content); i += 2 {
		yKey, yValue := y.Content[i], y.Content[i+1]
		y.Content[i], y.Content[i+1] = nil, nil
		isMerge := yKey.Tag == "!!merge"
		merge := 0
		if isMerge {
			merge = r.index.openMerge()
		}
		if y.Style&yaml.FlowStyle != 0 && isEmpty(yValue) {
			dropColon(yKey)
		}
		key, bad := r.key(yKey, depth+1)
		if bad != nil {
			return bad
		}
		if first, again := keys.add(key, isMerge); again {
			name := " " + source.PrintableKey(key.Text())
			if r.hidden > 0 {
				name = ""
			}
			return r.errorf(key.Whole().From, "duplicate key%s, first in line %d", name, r.Position(first).Line)
		}
		value := r.index.size
		if bad := r.below(key, yValue, depth+1); bad != nil {
			return bad
		}
		if !isMerge {
			continue
		}
		r.index.closeMerge(merge)
		mappings, ok := r.index.mappings(value)
		if !ok {
			return r.errorf(key.Whole().From, "the merge key << needs a mapping, or a list of mappings")
		}
		merged = append(merged, mappings...)
	}
	for _, mapping := range merged {
		for key, value := range r.index.pairEntries(mapping) {
			if _, again := keys.add(r.index.node(key), false); !again {
				r.index.alias(r.index.target(key))
				r.index.alias(r.index.target(value))
			}
		}
	}
	return nil
}

// below reads the value of a key.
func (r *yamlReader) below(key Node, y *yaml.Node, depth int) *source.Error {
	if key.Kind == Scalar && r.secret(key.Text()) {
		r.hidden++
		defer func() { r.hidden-- }()
	}
	return r.node(y, depth)
}

// key reads the key of a pair. An alias is a key at its own place.
func (r *yamlReader) key(y *yaml.Node, depth int) (key Node, bad *source.Error) {
	entry := r.index.size
	from := r.offset(y)
	switch y.Kind {
	case yaml.AliasNode:
		var target anchor
		if target, bad = r.aliasTarget(y, from, depth); bad != nil {
			break
		}
		if target.secret {
			return key, r.errorf(from, "an alias (*) of a secret where a key is expected")
		}
		r.index.aliasKey(target.entry, source.Span{From: from, To: r.last})
	case yaml.ScalarNode:
		bad = r.scalar(y, from, true)
		r.anchor(y, entry)
	default:
		bad = r.node(y, depth)
	}
	if bad != nil {
		return key, bad
	}
	return r.index.node(entry), nil
}

// isEmpty reports whether nothing is written for a value.
func isEmpty(y *yaml.Node) bool {
	return y.Kind == yaml.ScalarNode && y.Style == 0 && y.Value == "" && y.Anchor == ""
}

// dropColon takes the colon off a key that has no value: yaml.v3 reads {a:} as
// if a: were the key.
func dropColon(y *yaml.Node) {
	if key, ok := strings.CutSuffix(y.Value, ":"); ok && y.Style&^yaml.TaggedStyle == 0 {
		y.Value = strings.TrimRight(key, " \t\r\n")
	}
}

// keyName is what makes two keys the same. "<<" in quotes is not a merge key.
type keyName struct {
	text  string
	merge bool
}

// keyOffsets are where the keys of a mapping are. Keys that are not scalars are
// not compared.
type keyOffsets map[keyName]int

func (k keyOffsets) add(key Node, merge bool) (first int, again bool) {
	if key.Kind != Scalar {
		return 0, false
	}
	name := keyName{key.Text(), merge}
	if first, again = k[name]; !again {
		k[name] = key.Whole().From
	}
	return first, again
}
