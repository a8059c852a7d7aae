package schema

import (
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// ConfigName is the name under which the configuration is looked for.
const ConfigName = "imslint.yaml"

// Config is what the user states in imslint.yaml: what Adobe has provisioned,
// which cannot be read from an export, and settings of imslint.
type Config struct {
	Path        string           `yaml:"-"` // as printed; empty where there is none
	Provisioned Provisioned      `yaml:"provisioned"`
	Instances   []ConfigInstance `yaml:"instances"`
	Checks      ConfigChecks     `yaml:"checks"`
	Ignore      []ConfigIgnore   `yaml:"ignore"`
	Fields      []ConfigEntry    `yaml:"fields"`
	AccountType Value            `yaml:"accountType"` // what @type holds for Adobe Experience Cloud on this build
}

// Provisioned are the facts on Adobe's side: the IMS client (Adobe Developer
// Console), the Admin Console and Experience Cloud. What is not stated is
// absent or empty.
type Provisioned struct {
	OrganizationID  Value   `yaml:"organizationId"`
	ClientID        Value   `yaml:"clientId"`
	Scopes          []Value `yaml:"scopes"`
	CallbackURLs    []Value `yaml:"callbackUrls"`
	ProductContext  Value   `yaml:"productContext"`
	ProductProfiles []Value `yaml:"productProfiles"`
	IMSServers      []Value `yaml:"imsServers"`
}

// ConfigInstance is what the user states of one instance.
type ConfigInstance struct {
	Name        Value       `yaml:"name"`
	Environment Value       `yaml:"environment"` // production, stage or development
	URL         Value       `yaml:"url"`
	Provisioned Provisioned `yaml:"provisioned"`
}

// ConfigChecks says which checks run and how severe their findings are.
type ConfigChecks struct {
	Disable  []Value       `yaml:"disable"`  // check names or codes
	Severity []ConfigEntry `yaml:"severity"` // of a code: error, warning or info
}

// ConfigIgnore leaves out findings that a person has judged to be right as they
// are, or will mend later.
type ConfigIgnore struct {
	Code     Value `yaml:"code"`     // a check or a code
	Account  Value `yaml:"account"`  // internal name; absent for every account
	Instance Value `yaml:"instance"` // absent for every instance
	Reason   Value `yaml:"reason"`   // mandatory
	Until    Value `yaml:"until"`    // the last day, 2027-01-31; absent for ever
}

// DateFormat is how the configuration writes a day.
const DateFormat = "2006-01-02"

// Expired reports whether the last day of the ignore is over.
func (i ConfigIgnore) Expired(now time.Time) bool {
	return i.Until.Present && now.Format(DateFormat) > i.Until.Text
}

// ConfigEntry is a key of a mapping whose keys are free, with its value.
type ConfigEntry struct{ Key, Value Value }

// Environments are the values of instances[].environment.
var Environments = []string{"production", "stage", "development"}

// Override returns the facts with each one that the other states in its place.
func (p Provisioned) Override(by Provisioned) Provisioned {
	into, from := reflect.ValueOf(&p).Elem(), reflect.ValueOf(by)
	for i := range into.NumField() {
		stated := from.Field(i)
		if v, ok := stated.Interface().(Value); ok && !v.Present || stated.Kind() == reflect.Slice && stated.IsNil() {
			continue
		}
		into.Field(i).Set(stated)
	}
	return p
}

// Instance returns what the configuration states of an instance, with the
// general facts below its own; ok is false where no entry names it.
func (c *Config) Instance(name string) (instance ConfigInstance, ok bool) {
	for _, i := range c.Instances {
		if i.Name.Text == name {
			i.Provisioned = c.Provisioned.Override(i.Provisioned)
			return i, true
		}
	}
	return ConfigInstance{Provisioned: c.Provisioned}, false
}

// isConfig reports whether a YAML document is an imslint.yaml.
func isConfig(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	found := false
	for _, p := range pairs(n) {
		if _, ok := collections[spelling(p.key.Value)]; ok {
			return false
		}
		found = found || slices.Contains([]string{"provisioned", "instances", "checks"}, p.key.Value)
	}
	return found
}

// ReadConfig reads an imslint.yaml. It returns every error of it, each with
// its place: unknown keys, duplicates, values of the wrong type, and values
// that cannot mean anything.
func ReadConfig(path string, r io.Reader) (*Config, []*Error) {
	c := &Config{Path: path}
	in, bad := text(path, r)
	if bad != nil {
		return nil, []*Error{bad}
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, []*Error{unreadable(path, err)}
	}
	source, documents, bad := parseYAML(path, data)
	if bad != nil {
		return nil, []*Error{bad}
	}
	d := &configDecoder{yamlFile: source}
	for i, document := range documents {
		if i > 0 {
			d.fail(document, "a second document: imslint.yaml has one")
		} else if bad := source.duplicateKey(document); bad != nil {
			d.errors = append(d.errors, bad)
		} else if document.Tag != "!!null" {
			d.decode(document, reflect.ValueOf(c).Elem(), "")
		}
	}
	if len(d.errors) == 0 {
		d.validate(c)
	}
	if len(d.errors) > 0 {
		return nil, d.errors
	}
	return c, nil
}

// configDecoder fills a Config from YAML nodes. yaml.v3's own decoder tells no
// columns, stops at no unknown key of a map, and turns 0012 into a number.
type configDecoder struct {
	*yamlFile
	errors []*Error
}

func (d *configDecoder) fail(n *yaml.Node, format string, args ...any) {
	d.errors = append(d.errors, errorAt(d.path, d.span(n).start, format, args...))
}

func (d *configDecoder) decode(n *yaml.Node, into reflect.Value, key string) {
	n = aliased(n)
	if n.Tag == "!!null" {
		return // a key without a value states nothing
	}
	expect := func(kind yaml.Kind, what string) bool {
		if n.Kind != kind {
			d.fail(n, "%s needs %s, found %s", key, what, kindName(n))
		}
		return n.Kind == kind
	}
	if key == "" {
		key = "the file"
	}
	switch target := into.Addr().Interface().(type) {
	case *Value:
		if expect(yaml.ScalarNode, "a single value") {
			*target = d.value(n, key)
		}
		return
	case *[]ConfigEntry:
		if expect(yaml.MappingNode, "a mapping") {
			for _, p := range pairs(n) {
				entry := ConfigEntry{Key: d.value(p.key, key)}
				d.decode(p.value, reflect.ValueOf(&entry.Value).Elem(), key+"."+p.key.Value)
				*target = append(*target, entry)
			}
		}
		return
	}
	switch into.Kind() {
	case reflect.Slice:
		if !expect(yaml.SequenceNode, "a list") {
			return
		}
		for _, item := range n.Content {
			element := reflect.New(into.Type().Elem()).Elem()
			if aliased(item).Tag == "!!null" {
				d.fail(item, "%s holds an empty entry", key)
				continue
			}
			d.decode(item, element, key+"[]")
			into.Set(reflect.Append(into, element))
		}
	case reflect.Struct:
		if !expect(yaml.MappingNode, "a mapping") {
			return
		}
		fields := map[string]reflect.Value{}
		var names []string
		for i := range into.NumField() {
			if name := into.Type().Field(i).Tag.Get("yaml"); name != "-" {
				fields[name] = into.Field(i)
				names = append(names, name)
			}
		}
		for _, p := range pairs(n) {
			field, ok := fields[p.key.Value]
			if !ok {
				where := " in " + key
				if key == "the file" {
					where = ""
				}
				d.fail(p.key, "unknown key %s%s%s", printable(p.key.Value), where, didYouMean(p.key.Value, names))
				continue
			}
			full := p.key.Value
			if key != "the file" {
				full = key + "." + full
			}
			d.decode(p.value, field, full)
		}
	}
}

func (d *configDecoder) value(n *yaml.Node, key string) Value {
	s := d.span(n)
	return Value{Place: Place{Path: d.path, Start: s.start, End: s.end, excerpt: d.excerpt}, Text: d.text(n), Attribute: key, Present: true}
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}

// validate finds values that cannot mean anything. Check names are for the
// caller to know.
func (d *configDecoder) validate(c *Config) {
	bad := func(v Value, format string, args ...any) {
		d.errors = append(d.errors, errorAt(d.path, v.Start, format, args...))
	}
	var logical []string
	for _, f := range fieldNames {
		logical = append(logical, string(f.Field))
	}
	for _, f := range c.Fields {
		if !slices.Contains(logical, f.Key.Text) {
			bad(f.Key, "fields: there is no logical field %s%s", printable(f.Key.Text), didYouMean(f.Key.Text, logical))
		}
	}
	names := map[string]Value{}
	for _, i := range c.Instances {
		first, twice := names[i.Name.Text]
		switch {
		case i.Name.Blank():
			bad(firstStated(i.Name, i.Environment, i.URL), "instances: an entry needs a name")
		case twice:
			bad(i.Name, "instances: %s stands twice, first in line %d", printable(i.Name.Text), first.Start.Line)
		}
		names[i.Name.Text] = i.Name
		if i.Environment.Present && !slices.Contains(Environments, i.Environment.Text) {
			bad(i.Environment, "environment is production, stage or development, found %s", printable(i.Environment.Text))
		}
		if i.URL.Present {
			if u, ok := ParseURL(i.URL.Text); !ok || u.Scheme == "" {
				bad(i.URL, "url needs an address such as https://campaign.example.com")
			}
		}
		d.validateFacts(i.Provisioned, bad)
	}
	d.validateFacts(c.Provisioned, bad)
	for _, i := range c.Ignore {
		at := firstStated(i.Code, i.Account, i.Instance, i.Reason, i.Until)
		if i.Code.Blank() {
			bad(at, "ignore: an entry needs a code")
		}
		if i.Reason.Blank() {
			bad(at, "ignore: an entry needs a reason, for whoever reads it next year")
		}
		if _, err := time.Parse(DateFormat, i.Until.Text); i.Until.Present && err != nil {
			bad(i.Until, "ignore: until needs a day such as 2027-01-31, found %s", printable(i.Until.Text))
		}
	}
}

// firstStated returns the first value that is there, at which what is lacking
// beside it can be told.
func firstStated(values ...Value) Value {
	for _, v := range values {
		if v.Present {
			return v
		}
	}
	return Value{Place: Place{Start: Position{1, 1}}}
}

func (d *configDecoder) validateFacts(p Provisioned, bad func(Value, string, ...any)) {
	for _, entry := range p.CallbackURLs {
		if _, err := ParseCallbackPattern(entry.Text); err != nil {
			bad(entry, "callbackUrls: %s", err)
		}
	}
	for _, server := range p.IMSServers {
		if u, ok := ParseURL(server.Text); !ok || u.Host == "" {
			bad(server, "imsServers needs host names such as ims-na1.adobelogin.com")
		}
	}
}

var unprintable = regexp.MustCompile(`[^\p{L}\p{M}\p{N}\p{P}\p{S} ]`)

// printable returns a name from a file for use in a message: on one line,
// without control characters, and not longer than a name is.
func printable(name string) string {
	name = unprintable.ReplaceAllString(name, "?")
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60]) + "…"
	}
	return strings.TrimSpace(name)
}
