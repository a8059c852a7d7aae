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

func beginConfigurations(f *file) {
	console, profiles := f.Config.AdminConsole.ProductConfigurations, f.Config.Provisioned.ProductProfiles
	f.allowedNames = append(schema.Texts(console), schema.Texts(profiles)...)
	if console == nil && len(profiles) == 0 {
		f.skip(configurationUnknown, "which product configurations there are is not stated")
		return
	}
	f.allowed = map[string]bool{}
	for _, name := range f.allowedNames {
		f.allowedLetters += len(name)
		f.allowed[strings.TrimSpace(name)] = true
	}
}

func checkConfigurations(r *row) {
	for _, column := range []schema.UserColumn{schema.ConfigurationsColumn, schema.TeamProductsColumn} {
		text := r.text(column)
		if text == "" || text == r.allAllowed {
			continue
		}
		found := len(r.result.Findings)
		shown := sync.OnceValue(func() func(from, to int) string { return schema.ShownParts(text) })
		entries(text, func(entry string, from, to int) {
			last := strings.TrimSpace(entry[strings.LastIndexByte(entry, ':')+1:])
			isDefault := strings.EqualFold(last, defaultConfiguration)
			if !isDefault && (r.allowed == nil || r.allowed[entry] || r.allowed[last]) {
				return
			}
			at := r.value(column)
			code, message := configurationDefault, "The product configuration %s is an example of the Admin Console and not a real one."
			if !isDefault {
				code, message = configurationUnknown, "There is no product configuration %s."
			}
			listed := !r.result.Full(code)
			f := r.failRow(code, at, message, checks.Quote(shown()(from, to)))
			f.Focus = part(at, from, to)
			if isDefault || !listed {
				return
			}
			if near := r.nearest(last); near != "" {
				f.Message += " Nearest: " + checks.Quote(near) + "."
			}
		})
		if len(r.result.Findings) == found {
			r.allAllowed = text
		}
	}
}

// maxLetters bounds how many pairs of letters are compared in search of the
// nearest names. Names alone would not do: a pair of long ones takes a hundred times
// as long as one of short ones.
const maxLetters = 500_000_000

// nearest returns the product configuration that a name was likely meant to be,
// "" for none.
func (r *row) nearest(name string) string {
	if r.compared += len(name) * r.allowedLetters; r.compared > maxLetters {
		return ""
	}
	return checks.NearestName(name, r.allowedNames)
}
