package users

import (
	"strings"
	"sync"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// options finds options that there are not.
var options = &checks.Check{
	Name:  "options",
	Title: "options that are documented",
	Codes: []*checks.Code{optionUnknown},
}

var optionUnknown = &checks.Code{
	Name: "options/unknown", Severity: checks.Info,
	Title:     "an option that is not documented",
	Why:       "The field is for future use and not checked at present; NoEmail and ResetPassword are the expected values.",
	Fix:       "Leave Options blank, or write NoEmail or ResetPassword.",
	Causes:    []checks.Cause{{Symptom: optionsNotChecked, Basis: checks.Inferred}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,,,,\"NoEmail, Quiet\"\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,,,,\"NoEmail, ResetPassword\"\n"},
}

func checkOptions(r *row) {
	text := r.text(schema.OptionsColumn)
	shown := sync.OnceValue(func() func(from, to int) string { return schema.ShownParts(text) })
	unknown := 0
	entries(text, func(entry string, from, to int) {
		if strings.EqualFold(entry, "NoEmail") || strings.EqualFold(entry, "ResetPassword") {
			return
		}
		if unknown++; unknown > listedOfCell {
			return
		}
		f := r.report(optionUnknown, "", schema.OptionsColumn, "The option %s is not documented.", later(func() string { return checks.Quote(optionName(shown()(from, to))) }))
		focus(f, from, to)
	})
	if n := unknown - listedOfCell; n > 0 {
		r.report(optionUnknown, "", schema.OptionsColumn, "%s not documented.", moreOfCell(n, "option"))
	}
}

// optionName returns an option without what is set to it, which may be a
// password.
func optionName(option string) string {
	if i := strings.IndexAny(option, "=:"); i > 0 {
		return strings.TrimSpace(option[:i]) + option[i:i+1] + "…"
	}
	return option
}
