package checks

import (
	"slices"
	"strings"
	"sync"
)

// Catalogue is a list of checks with the symptoms that their findings lead to.
// It never changes.
//
// A literal of it is laid out by the compiler, so that nothing is worked out when
// the program starts.
type Catalogue struct {
	Checks   []*Check
	Symptoms []*Symptom

	once  sync.Once
	found lookUps // made when somebody asks: most runs do not
}

// lookUps find the checks and codes of a catalogue.
type lookUps struct {
	checks  map[string]*Check
	codes   map[string]*Code
	checkOf map[*Code]*Check
}

// NewCatalogue returns a catalogue of checks, in the order in which they run
// and are listed, and of symptoms.
func NewCatalogue(list []*Check, symptoms []*Symptom) *Catalogue {
	return &Catalogue{Checks: list, Symptoms: symptoms}
}

// look returns the look-ups.
func (c *Catalogue) look() *lookUps {
	c.once.Do(func() {
		l := lookUps{checks: map[string]*Check{}, codes: map[string]*Code{}, checkOf: map[*Code]*Check{}}
		for _, check := range c.Checks {
			l.checks[check.Name] = check
			for _, code := range check.Codes {
				l.codes[code.Name] = code
				l.checkOf[code] = check
			}
		}
		c.found = l
	})
	return &c.found
}

// Join returns one catalogue of several; a symptom that two of them share is
// listed once.
func Join(list ...*Catalogue) *Catalogue {
	var all []*Check
	var symptoms []*Symptom
	for _, c := range list {
		all = append(all, c.Checks...)
		for _, s := range c.Symptoms {
			if !slices.Contains(symptoms, s) {
				symptoms = append(symptoms, s)
			}
		}
	}
	return NewCatalogue(all, symptoms)
}

// Check returns the check of a name.
func (c *Catalogue) Check(name string) (*Check, bool) {
	check, ok := c.look().checks[name]
	return check, ok
}

// Code returns the code of a full name, "callback-url/not-https".
func (c *Catalogue) Code(name string) (*Code, bool) {
	code, ok := c.look().codes[name]
	return code, ok
}

// CheckOf returns the check that a code belongs to.
func (c *Catalogue) CheckOf(code *Code) *Check { return c.look().checkOf[code] }

// Has reports whether a name is that of a check or a code.
func (c *Catalogue) Has(name string) bool {
	l := c.look()
	return l.checks[name] != nil || l.codes[name] != nil
}

// Names returns the names of all checks, then of all codes.
func (c *Catalogue) Names() []string {
	var names, codes []string
	for _, check := range c.Checks {
		names = append(names, check.Name)
		for _, code := range check.Codes {
			codes = append(codes, code.Name)
		}
	}
	return append(names, codes...)
}

// Symptom returns the symptom of an ID.
func (c *Catalogue) Symptom(id string) (*Symptom, bool) {
	i := slices.IndexFunc(c.Symptoms, func(s *Symptom) bool { return strings.EqualFold(s.ID, id) })
	if i < 0 {
		return nil, false
	}
	return c.Symptoms[i], true
}

// SymptomIDs returns the IDs of the symptoms.
func (c *Catalogue) SymptomIDs() []string {
	var ids []string
	for _, s := range c.Symptoms {
		ids = append(ids, s.ID)
	}
	return ids
}

// CodesOf returns the full names of the codes that lead to a symptom, the
// documented ones first, then those that it is likelier of.
func (c *Catalogue) CodesOf(s *Symptom) []string {
	type ranked struct {
		name string
		rank int
	}
	var list []ranked
	for _, check := range c.Checks {
		for _, code := range check.Codes {
			for i, cause := range code.Causes {
				if cause.Symptom != s {
					continue
				}
				rank := i
				if cause.Basis == Inferred {
					rank += 10
				}
				list = append(list, ranked{code.Name, rank - 3*int(code.Severity)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return a.rank - b.rank })
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.name
	}
	return names
}
