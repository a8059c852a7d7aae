package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/beevik/etree"
	"gopkg.in/yaml.v3"
)

// yamlFile is the text of a YAML or JSON file and what it takes to say where
// a node of it stands.
type yamlFile struct {
	path    string
	lines   []string
	excerpt *excerpt
	// paired says that surrogates were replaced: see pairSurrogates.
	paired bool
}

// parseYAML reads every document of a YAML or JSON file.
func parseYAML(path string, data []byte) (*yamlFile, []*yaml.Node, *Error) {
	if bad := checkUTF8(path, data, "file"); bad != nil {
		return nil, nil, bad
	}
	at := Position{1, 1}
	control := func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7F }
	if i := bytes.IndexFunc(data, control); i >= 0 {
		return nil, nil, errorAt(path, at.after(data[:i]), "the control character %U is not allowed here", data[i])
	}
	f := &yamlFile{path: path, lines: strings.Split(string(data), "\n"), excerpt: &excerpt{start: at, text: string(data)}}
	isJSON := bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || bytes.HasPrefix(bytes.TrimSpace(data), []byte("["))
	if isJSON {
		data, f.paired = pairSurrogates(data)
	}
	var documents []*yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var document yaml.Node
		err := decode(decoder, &document)
		if errors.Is(err, errNoDocument) {
			return f, documents, nil
		}
		if err != nil {
			return nil, nil, f.syntaxError(err, data, isJSON)
		}
		if len(document.Content) > 0 {
			documents = append(documents, document.Content[0])
		}
	}
}

var errNoDocument = errors.New("no further document")

// decode reads one document. yaml.v3 reports most bad input as an error and
// some of it by a panic, which must not end the other inputs' run.
func decode(d *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	err = d.Decode(into)
	if err != nil && err.Error() == "EOF" {
		return errNoDocument
	}
	return err
}

var yamlErrorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// syntaxError puts yaml.v3's error, which has a line at best, at its line and
// first column. JSON's own parser knows the place exactly.
func (f *yamlFile) syntaxError(err error, data []byte, isJSON bool) *Error {
	var jsonError *json.SyntaxError
	if isJSON && errors.As(json.Unmarshal(data, new(any)), &jsonError) {
		offset := min(int(jsonError.Offset), len(data))
		if offset > 0 && !strings.Contains(jsonError.Error(), "unexpected end") {
			offset-- // the offset is behind the character that it complains of
		}
		return errorAt(f.path, Position{1, 1}.after(data[:offset]), "not valid JSON: %s", jsonError.Error())
	}
	parts := yamlErrorLine.FindStringSubmatch(err.Error())
	if parts == nil {
		return errorAt(f.path, Position{1, 1}, "not valid YAML")
	}
	message := parts[2]
	line, _ := strconv.Atoi(parts[1])
	// yaml.v3 counts the lines of its parser's errors from 0, those of its
	// scanner's from 1, and leaves out a first line.
	if strings.HasPrefix(message, "did not find expected") {
		line++
	}
	line = max(1, min(line, len(f.lines)))
	source := f.lines[line-1]
	column := 1 + utf8.RuneCountInString(source) - utf8.RuneCountInString(strings.TrimLeft(source, " \t"))
	switch {
	case strings.Contains(message, "cannot start any token"):
		message = "a value that starts with @, ` or %, or a tab used as indentation, is not allowed: put the value in quotes, indent with spaces"
	case strings.HasPrefix(message, "unknown anchor"):
		// The message would show the name, which may be a secret's text.
		message = "an alias (*) without its anchor (&): put a value that starts with * in quotes"
	}
	return errorAt(f.path, Position{line, column}, "not valid YAML: %s", message)
}

// Surrogate escapes (\ud83d\ude00) are how JSON writes a character above
// U+FFFF, and an error in YAML. They are read as private-use characters of
// the same written length, so that no column moves, and put together again by
// text.
const (
	surrogates = 0xD800
	privateUse = 0xE000
)

var surrogateEscape = regexp.MustCompile(`\\u[dD][89a-fA-F][0-9a-fA-F]{2}`)

func pairSurrogates(data []byte) ([]byte, bool) {
	any := false
	data = surrogateEscape.ReplaceAllFunc(data, func(escape []byte) []byte {
		any = true
		code, _ := strconv.ParseUint(string(escape[2:]), 16, 32)
		return fmt.Appendf(nil, `\u%04x`, code-surrogates+privateUse)
	})
	return data, any
}

// text returns a scalar as it is written: 0012, 1e3 and no stay text. A null
// is a blank value.
func (f *yamlFile) text(n *yaml.Node) string {
	if n.Tag == "!!null" {
		return ""
	}
	if !f.paired {
		return n.Value
	}
	var units []uint16
	for _, r := range n.Value {
		if privateUse <= r && r < privateUse+0x800 {
			units = append(units, uint16(r-privateUse+surrogates))
		} else {
			units = utf16.AppendRune(units, r)
		}
	}
	return string(utf16.Decode(units))
}

// span returns where a scalar's text stands, without its quotes. yaml.v3
// tells where a node starts, at its tag or anchor if it has one.
func (f *yamlFile) span(n *yaml.Node) span {
	start := Position{n.Line, n.Column}
	if n.Kind != yaml.ScalarNode || n.Line > len(f.lines) {
		return span{start, start}
	}
	line := []rune(f.lines[n.Line-1])
	i := min(n.Column-1, len(line))
	for i < len(line) && (line[i] == '!' || line[i] == '&') {
		for i < len(line) && line[i] != ' ' && line[i] != '\t' {
			i++
		}
		for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
			i++
		}
	}
	start.Column = i + 1
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return f.blockSpan(n)
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		if i < len(line) {
			return span{Position{n.Line, i + 2}, f.closingQuote(Position{n.Line, i + 2}, line[i])}
		}
	case n.Tag == "!!null" && n.Value == "":
		return span{start, start}
	}
	// A plain scalar that goes on over several lines ends, for us, with the
	// first.
	width := utf8.RuneCountInString(n.Value)
	if i+width > len(line) || string(line[i:i+width]) != n.Value {
		width = utf8.RuneCountInString(strings.TrimRight(string(line[i:]), " \t"))
	}
	return span{start, Position{n.Line, start.Column + width}}
}

// closingQuote returns where the quote that ends a value stands.
func (f *yamlFile) closingQuote(at Position, quote rune) Position {
	for ; at.Line <= len(f.lines); at = (Position{at.Line + 1, 1}) {
		line := []rune(f.lines[at.Line-1])
		for i := at.Column - 1; i < len(line); i++ {
			switch {
			case line[i] == '\\' && quote == '"':
				i++
			case line[i] == quote && quote == '\'' && i+1 < len(line) && line[i+1] == '\'':
				i++
			case line[i] == quote:
				return Position{at.Line, i + 1}
			}
		}
	}
	return at
}

// blockSpan returns where the text of a | or > scalar stands: from the first
// line below its header to the last that its value fills.
func (f *yamlFile) blockSpan(n *yaml.Node) span {
	first := n.Line // as an index, the line below the header
	for first < len(f.lines) && strings.TrimSpace(f.lines[first]) == "" {
		first++
	}
	if first >= len(f.lines) {
		at := Position{n.Line, n.Column}
		return span{at, at}
	}
	indent := len(f.lines[first]) - len(strings.TrimLeft(f.lines[first], " "))
	last := first
	for i := first; i < len(f.lines); i++ {
		line := f.lines[i]
		if strings.TrimSpace(line) == "" {
			continue
		}
		if len(line)-len(strings.TrimLeft(line, " ")) < indent {
			break
		}
		last = i
	}
	return span{Position{first + 1, indent + 1}, Position{last + 1, 1 + utf8.RuneCountInString(f.lines[last])}}
}

// duplicateKey finds a mapping that has a key twice, which YAML and JSON
// leave undefined.
func (f *yamlFile) duplicateKey(n *yaml.Node) *Error {
	if n.Kind == yaml.MappingNode {
		seen := map[string]int{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Kind != yaml.ScalarNode {
				continue
			}
			if line, again := seen[key.Value]; again {
				return errorAt(f.path, Position{key.Line, key.Column}, "the key %s stands twice in one mapping, first in line %d", printable(key.Value), line)
			}
			seen[key.Value] = key.Line
		}
	}
	for _, c := range n.Content {
		if bad := f.duplicateKey(c); bad != nil {
			return bad
		}
	}
	return nil
}

// pair is a key of a mapping with its value, behind aliases and merge keys.
type pair struct{ key, value *yaml.Node }

// pairs returns a mapping's own pairs, then those that its merge keys add.
func pairs(n *yaml.Node) []pair {
	var list []pair
	keys := map[string]bool{}
	merged := map[*yaml.Node]bool{} // merge keys may lead in a ring
	var add func(n *yaml.Node)
	add = func(n *yaml.Node) {
		n = aliased(n)
		if merged[n] {
			return
		}
		merged[n] = true
		if n.Kind == yaml.SequenceNode { // <<: [*a, *b]
			for _, c := range n.Content {
				add(c)
			}
			return
		}
		if n.Kind != yaml.MappingNode {
			return
		}
		var sources []*yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], aliased(n.Content[i+1])
			switch {
			case key.Tag == "!!merge":
				sources = append(sources, value)
			case key.Kind == yaml.ScalarNode && !keys[key.Value]:
				keys[key.Value] = true
				list = append(list, pair{key, value})
			}
		}
		for _, source := range sources {
			add(source)
		}
	}
	if n.Kind == yaml.MappingNode {
		add(n)
	}
	return list
}

func aliased(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

// collections are the keys of our own YAML form, by the elements that they
// hold.
var collections = map[string]string{
	"externalaccounts": "extAccount",
	"operatorgroups":   "group",
	"operators":        "operator",
}

// yamlReader makes entities of YAML and JSON nodes: a mapping is an element,
// its scalars are attributes, what is nested is a child element. So XML and
// what Adobe's JavaScript SDK makes of it (SimpleJson and BadgerFish) are one
// from here on.
type yamlReader struct {
	*yamlFile
	found func(e *Entity)
	known bool // whether the file is of a kind that imslint reads
	nodes int  // elements made so far
	// walked are the mappings that were looked into: an alias leads to one
	// again, and to nothing new.
	walked map[*yaml.Node]bool
}

func (r *yamlReader) read(root *yaml.Node) *Error {
	root = aliased(root)
	switch root.Kind {
	case yaml.SequenceNode:
		for _, item := range root.Content {
			if aliased(item).Kind != yaml.MappingNode {
				return nil
			}
		}
		r.known = true
		return r.children("extAccount", root, []ancestor{{name: "extAccount-collection"}})
	case yaml.MappingNode:
		// The SDK leaves out the root element: what it was shows in what it
		// holds.
		if element := rootElement(root); element != "" {
			r.known = true
			return r.keep(element, root)
		}
		return r.walk(root, nil)
	}
	return nil
}

// rootElement returns the element that a mapping stands for by itself, "" for
// one that holds others.
func rootElement(n *yaml.Node) string {
	switch {
	case isAccount(n):
		return "extAccount"
	case nested(n, "shared", "dataStore") != nil, nested(n, "web", "redirection") != nil:
		return "serverConf"
	case nested(n, "element") != nil && scalarAt(n, "name") == "extAccount" && scalarAt(n, "namespace") == "nms",
		nested(n, "element") != nil && scalarAt(n, "extendedSchema") == "nms:extAccount":
		return "srcSchema"
	}
	return ""
}

// nested returns what stands below some keys, nil where nothing does.
func nested(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		var below *yaml.Node
		for _, p := range pairs(n) {
			if localName(p.key.Value) == key {
				below = p.value
			}
		}
		if below == nil {
			return nil
		}
		n = below
	}
	return n
}

func scalarAt(n *yaml.Node, key string) string {
	if v := nested(n, key); v != nil {
		return v.Value
	}
	return ""
}

// isAccount reports whether a mapping is a single account, and not one that
// holds accounts.
func isAccount(n *yaml.Node) bool {
	for _, p := range pairs(n) {
		if p.value.Kind != yaml.ScalarNode {
			continue
		}
		for _, f := range imsFields {
			if f.spelled(p.key.Value) {
				return true
			}
		}
	}
	return false
}

// walk looks for entities below a mapping.
func (r *yamlReader) walk(n *yaml.Node, path []ancestor) *Error {
	if len(path) > maxDepth || r.walked[n] {
		return nil
	}
	r.walked[n] = true
	for _, p := range pairs(n) {
		key := localName(p.key.Value)
		if element, ok := collections[spelling(key)]; ok && len(path) == 0 {
			r.known = true
			if bad := r.children(element, p.value, []ancestor{{name: element + "-collection"}}); bad != nil {
				return bad
			}
			continue
		}
		if entity, ok := strings.CutSuffix(key, "-collection"); ok && entityNames[entity] && p.value.Kind == yaml.SequenceNode {
			r.known = true
			if bad := r.children(entity, p.value, append(path, ancestor{name: key})); bad != nil {
				return bad
			}
			continue
		}
		if bad := r.children(key, p.value, path); bad != nil {
			return bad
		}
	}
	return nil
}

// children reads the values that stand for elements of one name.
func (r *yamlReader) children(name string, value *yaml.Node, path []ancestor) *Error {
	values := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		values = value.Content
	}
	kept := isEntity(path, name)
	if kept && name == "extAccount" {
		r.known = true // an empty list says that there is no account
	}
	for _, v := range values {
		v = aliased(v)
		var bad *Error
		switch {
		case kept && v.Kind == yaml.MappingNode:
			bad = r.keep(name, v)
		case v.Kind == yaml.MappingNode:
			bad = r.walk(v, r.below(path, name, v))
		case !kept || len(path) == 0 || r.text(v) == "":
		case v.Kind == yaml.ScalarNode && (name == "group" || name == "operator"):
			r.keepNamed(name, v)
		default:
			bad = errorAt(r.path, r.span(v).start, "expected a mapping with the fields of an external account")
		}
		if bad != nil {
			return bad
		}
	}
	return nil
}

// below returns the ancestors of what a mapping of this name holds.
func (r *yamlReader) below(path []ancestor, name string, n *yaml.Node) []ancestor {
	a := ancestor{name: name}
	if name == "entities" {
		a.schema = scalarAt(n, "schema")
		if len(path) == 0 {
			r.known = true
			return []ancestor{{name: "package"}, a}
		}
	}
	return append(path[:len(path):len(path)], a)
}

// localName drops what the SDK's BadgerFish and namespaces put before a name.
func localName(key string) string {
	key = strings.TrimPrefix(key, "@")
	return key[strings.IndexByte(key, ':')+1:]
}

func (r *yamlReader) entity(name string, n *yaml.Node) *Entity {
	e := &Entity{Element: etree.NewElement(name), Loose: true, path: r.path, places: map[*etree.Element]*elementPlaces{}, excerpt: r.excerpt}
	e.places[e.Element] = &elementPlaces{name: r.nodeStart(n)}
	return e
}

// nodeStart is the place of a mapping: that of its first key, which stands
// for the element's name.
func (r *yamlReader) nodeStart(n *yaml.Node) span {
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 {
		return r.span(n.Content[0])
	}
	return r.span(n)
}

// keepNamed keeps an entity of which only the internal name is written.
func (r *yamlReader) keepNamed(name string, n *yaml.Node) {
	e := r.entity(name, n)
	e.Element.CreateAttr("name", r.text(n))
	e.places[e.Element].attrs = []span{r.span(n)}
	r.found(e)
}

func (r *yamlReader) keep(name string, n *yaml.Node) *Error {
	e := r.entity(name, n)
	if bad := r.fill(e, e.Element, n, 0); bad != nil {
		return bad
	}
	e.hideSecrets()
	r.found(e)
	return nil
}

func (r *yamlReader) fill(e *Entity, element *etree.Element, n *yaml.Node, depth int) *Error {
	r.nodes++
	// Each element takes more than a character to write: more of them than
	// that have grown out of aliases of aliases.
	if depth > maxDepth || r.nodes > len(r.excerpt.text) {
		return errorAt(r.path, Position{n.Line, n.Column}, "nested too deeply: an alias leads back to itself, or to too many others")
	}
	places := e.places[element]
	for _, p := range pairs(n) {
		key := strings.TrimPrefix(p.key.Value, "@")
		text, items, scalar := r.scalar(p.value)
		if IsSecret(key) {
			r.hide(p.value)
		}
		switch {
		case scalar && key == "$":
			element.SetText(text)
			places.text = r.span(p.value)
		case scalar && strings.HasPrefix(key, "$"): // SimpleJson's element with text alone
			child := element.CreateElement(key[1:])
			child.SetText(text)
			e.places[child] = &elementPlaces{name: r.span(p.key), text: r.span(p.value)}
		case scalar:
			// Set directly: CreateAttr would cut a label at its colon.
			element.Attr = append(element.Attr, etree.Attr{Key: key, Value: text})
			where := r.span(p.value)
			if len(items) > 0 {
				where = span{items[0].start, items[len(items)-1].end}
			}
			places.attrs = append(places.attrs, where)
			places.items = append(places.items, items)
		default:
			nested := []*yaml.Node{p.value}
			if p.value.Kind == yaml.SequenceNode {
				nested = p.value.Content
			}
			for _, c := range nested {
				c = aliased(c)
				if c.Kind != yaml.MappingNode {
					continue
				}
				child := element.CreateElement(key)
				e.places[child] = &elementPlaces{name: r.nodeStart(c)}
				if bad := r.fill(e, child, c, depth+1); bad != nil {
					return bad
				}
			}
		}
	}
	return nil
}

// hide hides every scalar that a secret's key holds, also where it makes no
// attribute.
func (r *yamlReader) hide(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		s := r.span(n)
		r.excerpt.hide(s.start, s.end)
	}
	for _, c := range n.Content {
		r.hide(c)
	}
}

// scalar returns the text of a scalar, or of a sequence of scalars (a list of
// scopes) joined as Campaign would hold it.
func (r *yamlReader) scalar(n *yaml.Node) (text string, items []span, ok bool) {
	switch {
	case n.Kind == yaml.ScalarNode:
		return r.text(n), nil, true
	case n.Kind != yaml.SequenceNode:
		return "", nil, false
	}
	var texts []string
	for _, c := range n.Content {
		c = aliased(c)
		if c.Kind != yaml.ScalarNode {
			return "", nil, false
		}
		texts = append(texts, r.text(c))
		items = append(items, r.span(c))
	}
	return strings.Join(texts, ","), items, true
}
