package users

import (
	"strings"
	"sync"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// productConfigurations finds product configurations that users cannot be
// assigned to.
var productConfigurations = &checks.Check{
	Name:  "product-configurations",
	Title: "product configurations that exist",
	Codes: []*checks.Code{configurationDefault, configurationUnknown},
}

var configurationDefault = &checks.Code{
	Name: "product-configurations/default", Severity: checks.Error,
	Title:     `the product configuration is the example "Default configuration"`,
	Why:       "It is a virtual configuration that the Admin Console shows as an example, to which nobody can be assigned.",
	Fix:       "Edit the default configuration in the Admin Console so that it becomes a real one, or create another, and name that.",
	Causes:    []checks.Cause{{Symptom: invalidConfigurations, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,Campaign:Default Configuration,,,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,Campaign:Default configuration of ours,,,,,\n"},
}

var configurationUnknown = &checks.Code{
	Name: "product-configurations/unknown", Severity: checks.Error, Needs: "adminConsole.productConfigurations or provisioned.productProfiles",
	Title:     "there is no such product configuration",
	Why:       "A user cannot be assigned to a product configuration that does not exist.",
	Fix:       "Correct the name, which is case-sensitive, or create the product configuration first.",
	Causes:    []checks.Cause{{Symptom: invalidConfigurations, Basis: checks.Documented}, {Symptom: configurationsIllegal, Basis: checks.Inferred}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,\"admin, Delivery\",,,,,\n", Config: "adminConsole: {productConfigurations: [admin, delivery]}"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,\"Campaign:admin, delivery\",,,,,\n", Config: "adminConsole: {productConfigurations: [admin, delivery]}"},
}

const defaultConfiguration = "Default configuration"

// configurations are the product configurations that a configuration of imslint
// states.
type configurations struct {
	of      *schema.Config
	stated  bool
	names   *checks.Names
	allowed map[string]bool
}

// configurationsOf returns the product configurations that a configuration states.
// Most files of a run have the same one, and it may state many.
func (j *Judge) configurationsOf(c *schema.Config) *configurations {
	if j.configurations != nil && j.configurations.of == c {
		return j.configurations
	}
	console, profiles := c.AdminConsole.ProductConfigurations, c.Provisioned.ProductProfiles
	list := &configurations{of: c, stated: console != nil || len(profiles) > 0, allowed: map[string]bool{}}
	names := append(schema.Texts(console), schema.Texts(profiles)...)
	list.names = checks.NewNames(names)
	for _, name := range names {
		list.allowed[strings.TrimSpace(name)] = true
	}
	j.configurations = list
	return list
}

func beginConfigurations(f *file) {
	if !f.configurationsOf(f.Config).stated {
		f.skip(configurationUnknown, "which product configurations there are is not stated")
	}
}

func checkConfigurations(r *row) {
	known := r.configurations
	for _, column := range []schema.UserColumn{schema.ConfigurationsColumn, schema.TeamProductsColumn} {
		text := r.text(column)
		if text == "" || text == r.allAllowed {
			continue
		}
		shown := sync.OnceValue(func() func(from, to int) string { return schema.ShownParts(text) })
		examples, unknown := 0, 0
		entries(text, func(entry string, from, to int) {
			last := strings.TrimSpace(entry[strings.LastIndexByte(entry, ':')+1:])
			isDefault := strings.EqualFold(last, defaultConfiguration)
			if !isDefault && (!known.stated || known.allowed[entry] || known.allowed[last]) {
				return
			}
			code, message, n := configurationDefault, "The product configuration %s is an example of the Admin Console and not a real one.", &examples
			if !isDefault {
				code, message, n = configurationUnknown, "There is no product configuration %s.", &unknown
			}
			if *n++; *n > listedOfCell {
				return
			}
			f := r.failRow(code, column, message, later(func() string { return checks.Quote(shown()(from, to)) }))
			focus(f, from, to)
			if isDefault || !f.Listed() {
				return
			}
			if near := r.search.Nearest(last, known.names); near != "" {
				f.Message += " Nearest: " + checks.Quote(near) + "."
			}
		})
		if n := examples - listedOfCell; n > 0 {
			r.failRow(configurationDefault, column, "%s called %s.", moreOfCell(n, "product configuration"), checks.Quote(defaultConfiguration))
		}
		if n := unknown - listedOfCell; n > 0 {
			r.failRow(configurationUnknown, column, "%s unknown.", moreOfCell(n, "product configuration"))
		}
		if examples+unknown == 0 {
			r.allAllowed = text
		}
	}
}
