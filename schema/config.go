package schema

import (
	"iter"
	"sync"
	"sync/atomic"
	"time"
)

// ConfigName is the name under which the configuration is looked for.
const ConfigName = "imslint.yaml"

// Config is what the user states in imslint.yaml: what Adobe has provisioned,
// which cannot be read from an export, and settings of imslint.
type Config struct {
	Path         string // as printed; empty where there is none
	Provisioned  Provisioned
	Instances    []ConfigInstance
	Checks       ConfigChecks
	Ignore       []ConfigIgnore
	Fields       []ConfigEntry
	AdminConsole AdminConsole
	AccountType  Value // what @type holds for Adobe Experience Cloud on this build

	Notes []*Note // what is odd in it

	derived sync.Map // see Derive
	shared  atomic.Pointer[configShared]
	byName  map[string]int   // index into Instances
	byURL   map[string][]int // by host and port
	size    int              // of the file, in bytes
	// patterns are what the entries of all callbackUrls cover, by their text.
	patterns map[string]CallbackPatterns
}

// configShared is what all instances of a configuration have in common. It is
// made when it is first asked for: a run may have thousands of instances.
type configShared struct {
	fields   []ConfigEntry   // that it was made of
	resolver *Resolver       // where no instance's own schema says more
	unnamed  *ConfigInstance // what is stated of an instance that no entry names
}

// Derive returns what somebody works out of a configuration, and keeps as long as the
// configuration, for all instances that have it. The key is a value of a type of their
// own. Two goroutines may both work it out, but all get the same.
func (c *Config) Derive(key any, work func() any) any {
	if made, ok := c.derived.Load(key); ok {
		return made
	}
	made, _ := c.derived.LoadOrStore(key, work())
	return made
}

func (c *Config) common() *configShared {
	s := c.shared.Load()
	if s == nil || len(s.fields) != len(c.Fields) || len(c.Fields) > 0 && &s.fields[0] != &c.Fields[0] {
		// Two goroutines may both make it: what they make is the same. Results keep the
		// facts to the end of the run, and would keep all of c with a part of it.
		general := c.Provisioned
		s = &configShared{fields: c.Fields, resolver: NewResolver(c.Fields, nil), unnamed: &ConfigInstance{Provisioned: &general}}
		c.shared.Store(s)
	}
	return s
}

// ConfigInstance is what the user states of one instance.
type ConfigInstance struct {
	Name        Value
	Environment Value        // one of Environments
	Hosting     Value        // one of Hostings; the first one where it is not stated
	URL         Value        // where people open the instance
	Provisioned *Provisioned // nil where nothing is stated of it alone: there may be thousands
}

// ConfigChecks says which checks run and how severe their findings are.
type ConfigChecks struct {
	Disable  []Value       // check names or codes
	Severity []ConfigEntry // of a code: error, warning or info
}

// ConfigIgnore leaves out findings that a person has judged to be right as they
// are, or will correct later.
type ConfigIgnore struct {
	Code     Value // a check or a code
	Account  Value // internal name; absent for every account
	Instance Value // absent for every instance
	Reason   Value // mandatory
	Until    Value // the last day, 2027-01-31; absent for ever
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

// Hostings are the values of instances[].hosting: who runs the servers.
var Hostings = []string{"on-premise", "hybrid", "hosted"}

// index makes the instances findable, so that a run over thousands of them does
// not compare each with each.
func (c *Config) index() {
	c.byName, c.byURL = map[string]int{}, map[string][]int{}
	for i, in := range c.Instances {
		c.byName[in.Name.Text] = i
		if u, ok := ParseURL(in.URL.Text); ok {
			c.byURL[u.Address()] = append(c.byURL[u.Address()], i)
		}
	}
	c.AdminConsole.index()
}

// Size returns the size of the file in bytes.
func (c *Config) Size() int { return c.size }

// CallbackPatterns returns what an entry of callbackUrls covers.
func (c *Config) CallbackPatterns(entry string) CallbackPatterns { return c.patterns[entry] }

// ServerAddresses returns the addresses in a list of IMS servers of the configuration.
// They are worked out once for all instances that share the list: they must not be
// changed.
func (c *Config) ServerAddresses(stated []Value) []string {
	if len(stated) == 0 {
		return nil
	}
	type key struct{ *Value } // the first of the list
	return c.Derive(key{&stated[0]}, func() any { return ServerAddresses(stated) }).([]string)
}

// ServerAddresses returns the addresses in a list of IMS servers.
func ServerAddresses(stated []Value) (list []string) {
	for _, s := range stated {
		if u, ok := ParseURL(s.Text); ok {
			list = append(list, u.Address())
		}
	}
	return list
}

// Instance returns what the configuration states of an instance, with the
// general facts below its own; ok is false where no entry names it. The result
// is shared: it must not be changed.
func (c *Config) Instance(name string) (instance *ConfigInstance, ok bool) {
	i, ok := c.byName[name]
	if !ok {
		return c.common().unnamed, false
	}
	named := c.Instances[i]
	if named.Provisioned == nil {
		named.Provisioned = c.common().unnamed.Provisioned
	} else {
		both := c.Provisioned.Override(*named.Provisioned)
		named.Provisioned = &both
	}
	return &named, true
}

// MaxAtHost bounds how many instances with one host are held against an address:
// each of thousands may ask for that of another one.
const MaxAtHost = 100

// InstancesAt returns the entries of the instances whose address is at the same
// place as another address, among the first MaxAtHost with its host.
func (c *Config) InstancesAt(u URL) iter.Seq[ConfigInstance] {
	return func(yield func(ConfigInstance) bool) {
		list := c.byURL[u.Address()]
		for _, i := range list[:min(len(list), MaxAtHost)] {
			in := c.Instances[i]
			if own, _ := ParseURL(in.URL.Text); own.SamePlace(u) && !yield(in) {
				return
			}
		}
	}
}
