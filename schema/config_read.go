package schema

import (
	"bytes"
	"io"
	"slices"

	"github.com/imslint/imslint/schema/node"
	"github.com/imslint/imslint/schema/source"
)

// Limits of imslint.yaml.
const (
	maxConfig      = 4 << 20 // bytes
	maxConfigLines = 150_000 // and as many commas
	maxEntries     = 10_000  // of a list or mapping
	maxEntry       = 4 << 10 // bytes of one value
	maxErrors      = 100     // that are listed, and as many notes
)

// ReadConfig reads an imslint.yaml. It returns every error of it, each with
// its place: unknown keys, duplicates, values of the wrong type, and values
// that cannot be true.
func ReadConfig(path string, r io.Reader) (*Config, []*source.Error) {
	in, bad := source.Decode(path, r)
	if bad != nil {
		return nil, []*source.Error{bad}
	}
	data, err := io.ReadAll(io.LimitReader(in, maxConfig+1))
	switch {
	case err != nil:
		return nil, []*source.Error{source.ReadError(path, string(data), err)}
	case len(data) > maxConfig:
		return nil, []*source.Error{source.Errorf(source.File(path), "the file is larger than 4 MiB, the limit of imslint.yaml")}
	}
	if lines, commas := linesAndCommas(data); lines > maxConfigLines || commas > maxConfigLines {
		what := "lines"
		if commas > maxConfigLines {
			what = "commas"
		}
		return nil, []*source.Error{source.Errorf(source.File(path), "the file has more than 150,000 %s, the limit of imslint.yaml", what)}
	}
	d := &configReader{text: source.New(path, string(data), source.Start), patterns: map[string]CallbackPatterns{}}
	parsed, bad := node.ParseHiding(d.text, IsSecret)
	if bad != nil {
		return nil, []*source.Error{bad}
	}
	d.text = d.text.Hiding(hiddenNodes{parsed})
	c := &Config{Path: path, size: len(data)}
	first := true
	for document := range parsed.Documents() {
		if first {
			d.config(document, c)
			first = false
			continue
		}
		d.fail(document, "a second document: imslint.yaml has one")
	}
	if len(d.errors.list) == 0 {
		d.check(c)
	}
	if n := d.errors.more; n > 0 {
		d.errors.list = append(d.errors.list, source.Errorf(source.File(path), "and %d more errors", n))
	}
	if len(d.errors.list) > 0 {
		return nil, d.errors.list
	}
	if n := d.notes.more; n > 0 {
		values := "values"
		if n == 1 {
			values = "value"
		}
		d.notes.list = append(d.notes.list, source.Errorf(source.File(path), "and %d more %s that may be a slip", n, values))
	}
	c.Notes, c.patterns = d.notes.list, d.patterns
	c.index()
	return c, nil
}

// linesAndCommas counts the lines of a text that are neither blank nor a comment,
// and the commas in them: it has no more values than that, each of which takes
// many times the memory of what is written for it.
func linesAndCommas(data []byte) (lines, commas int) {
	for line := range bytes.Lines(data) {
		if text := bytes.TrimLeft(line, " \t"); len(text) > 0 && text[0] != '#' && text[0] != '\n' {
			lines++
			commas += bytes.Count(text, []byte(","))
		}
	}
	return lines, commas
}

// configReader fills a Config from nodes. yaml.v3's own decoder has no
// columns, accepts unknown keys of a map, and turns 0012 into a number.
type configReader struct {
	text          *source.Text
	errors, notes errorList

	patterns map[string]CallbackPatterns // by the entry of callbackUrls
	steps    int                         // of all of them
	complex  int                         // patterns that are too complex
}

// printable returns a text of a configuration for a message: safe to print, and
// without what may be a password.
func printable(text string) string { return source.Printable(HideUserInfo(text)) }

func (d *configReader) fail(n *node.Node, format string, args ...any) {
	d.failIn(d.text.Place(source.Span{From: n.Span.From, To: n.Span.From}), format, args...)
}

func (d *configReader) failAt(v Value, format string, args ...any) {
	at := v.Place
	if !v.Present {
		at = source.File(d.text.Name())
	}
	d.failIn(at, format, args...)
}

func (d *configReader) failIn(at source.Place, format string, args ...any) {
	d.errors.add(at, format, args...)
}

// errorList holds the first maxErrors of many, and counts the others.
type errorList struct {
	list []*source.Error
	more int
}

func (l *errorList) add(at source.Place, format string, args ...any) {
	if len(l.list) == maxErrors {
		l.more++
		return
	}
	l.list = append(l.list, source.Errorf(at, format, args...))
}

// keys are what a mapping may hold, each with what reads its value.
type keys map[string]func(n *node.Node, key string)

func (d *configReader) config(n *node.Node, c *Config) {
	// The entries of a list are read into one value: what reads each key is made once.
	var instance ConfigInstance
	ofInstance := keys{
		"name": d.value(&instance.Name), "environment": d.value(&instance.Environment), "hosting": d.value(&instance.Hosting), "url": d.value(&instance.URL),
		"provisioned": func(n *node.Node, key string) {
			instance.Provisioned = &Provisioned{}
			d.provisioned(instance.Provisioned)(n, key)
		},
	}
	var ignore ConfigIgnore
	ofIgnore := keys{
		"code": d.value(&ignore.Code), "account": d.value(&ignore.Account), "instance": d.value(&ignore.Instance),
		"reason": d.value(&ignore.Reason), "until": d.value(&ignore.Until),
	}
	d.mapping(n, "", keys{
		"provisioned": d.provisioned(&c.Provisioned),
		"instances": d.each(func(n *node.Node, key string) {
			instance = ConfigInstance{}
			d.mapping(n, key, ofInstance)
			c.Instances = append(c.Instances, instance)
		}),
		"checks": func(n *node.Node, key string) {
			d.mapping(n, key, keys{"disable": d.values(&c.Checks.Disable), "severity": d.entries(&c.Checks.Severity)})
		},
		"ignore": d.each(func(n *node.Node, key string) {
			ignore = ConfigIgnore{}
			d.mapping(n, key, ofIgnore)
			c.Ignore = append(c.Ignore, ignore)
		}),
		"fields":       d.entries(&c.Fields),
		"adminConsole": d.adminConsole(&c.AdminConsole),
		"accountType":  d.value(&c.AccountType),
	})
}

func (d *configReader) provisioned(p *Provisioned) func(*node.Node, string) {
	return func(n *node.Node, key string) {
		known := keys{}
		for _, f := range Facts {
			if f.List() {
				known[f.Key] = d.values(f.list(p))
			} else {
				known[f.Key] = d.value(f.value(p))
			}
		}
		d.mapping(n, key, known)
	}
}

// expect reports whether a node is of a kind; a key without a value is none of
// them and states nothing.
func (d *configReader) expect(n *node.Node, key string, kind node.Kind, what string) bool {
	if n.Null() {
		return false
	}
	if n.Kind != kind {
		if key == "" {
			key = "the file"
		}
		d.fail(n, "%s needs %s, found %s", key, what, kindName(n.Kind))
		return false
	}
	return true
}

func kindName(k node.Kind) string {
	switch k {
	case node.Mapping:
		return "a mapping"
	case node.Sequence:
		return "a list"
	}
	return "a single value"
}

func (d *configReader) mapping(n *node.Node, key string, known keys) {
	if !d.expect(n, key, node.Mapping, "a mapping") {
		return
	}
	for p := range n.Pairs() {
		read, ok := known[p.Key.Text()]
		if !ok {
			where := ""
			if key != "" {
				where = " in " + key
			}
			shown, near := source.PrintableKey(p.Key.Text()), didYouMean(p.Key.Text(), sortedKeys(known))
			if d.text.IsSecret(p.Key.Span) { // brought here by an alias
				shown, near = source.Masked, ""
			}
			d.fail(&p.Key, "unknown key %s%s%s", shown, where, near)
			continue
		}
		full := p.Key.Text()
		if key != "" {
			full = key + "." + full
		}
		read(&p.Value, full)
	}
}

func sortedKeys(known keys) []string {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// each reads the entries of a list.
func (d *configReader) each(read func(n *node.Node, key string)) func(*node.Node, string) {
	return func(n *node.Node, key string) {
		if !d.expect(n, key, node.Sequence, "a list") {
			return
		}
		entries := 0
		for item := range n.Items() {
			if entries++; !d.few(n, key, entries) {
				return
			}
			if item.Null() {
				d.fail(item, "%s holds an empty entry", key)
				continue
			}
			read(item, key+"[]")
		}
	}
}

func (d *configReader) few(n *node.Node, key string, entries int) bool {
	if entries > maxEntries {
		d.fail(n, "%s holds more than %d entries, the limit", key, maxEntries)
	}
	return entries <= maxEntries
}

func (d *configReader) values(list *[]Value) func(*node.Node, string) {
	return d.each(func(n *node.Node, key string) {
		var v Value
		d.value(&v)(n, key)
		if v.Present {
			*list = append(*list, v)
		}
	})
}

// entries reads a mapping whose keys are free.
func (d *configReader) entries(list *[]ConfigEntry) func(*node.Node, string) {
	return func(n *node.Node, key string) {
		if !d.expect(n, key, node.Mapping, "a mapping") {
			return
		}
		entries := 0
		for p := range n.Pairs() {
			if entries++; !d.few(n, key, entries) {
				return
			}
			e := ConfigEntry{Key: d.at(&p.Key, key)}
			d.value(&e.Value)(&p.Value, key+"."+printable(p.Key.Text()))
			*list = append(*list, e)
		}
	}
}

func (d *configReader) value(v *Value) func(*node.Node, string) {
	return func(n *node.Node, key string) {
		if !d.expect(n, key, node.Scalar, "a single value") {
			return
		}
		if len(n.Text()) > maxEntry {
			d.fail(n, "%s is longer than %d bytes, the limit of a value", key, maxEntry)
			return
		}
		*v = d.at(n, key)
	}
}

func (d *configReader) at(n *node.Node, key string) Value {
	return Value{Place: d.text.Place(n.Span), Text: n.Text(), Attribute: key, Present: true}
}
