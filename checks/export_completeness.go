package checks

import (
	"strings"

	"github.com/imslint/imslint/schema"
)

// rowLimit is how many lines of one entity type Campaign's package export
// holds at most.
const rowLimit = 1000

// ExportCompleteness finds an export that Campaign may have cut off.
var ExportCompleteness = &Check{
	Name:  "export-completeness",
	Title: "an export that holds every external account",
	Step:  AccountStep,
	Codes: []Code{{
		Name: "row-limit", Severity: Warning,
		Title:     "the export stops at 1000 external accounts",
		Why:       "A package export holds at most 1000 lines of one entity type, so the account, or a second one, may be among those left out.",
		Fix:       "Export nms:extAccount again with a filter on Type or Internal name, so that fewer than 1000 accounts remain.",
		Causes:    []Cause{{"no-login-page", Inferred}},
		Source:    environments,
		Elsewhere: true,
		Bad:       Example{Export: accounts(1000)},
		Good:      Example{Export: accounts(999)},
	}},
	Instance: func(p *Pass) {
		for _, f := range p.In.Files {
			if n := len(f.Accounts); n == rowLimit {
				start := schema.Position{Line: 1, Column: 1}
				p.Report("row-limit", schema.Value{Place: schema.Place{Path: f.Path, Start: start, End: start}},
					"The file holds exactly %d external accounts, which is where Campaign's package export stops.", n)
			}
		}
	},
}

// accounts returns an export with so many accounts.
func accounts(n int) string {
	return `<extAccount-collection><extAccount name="Adobe_Marketing_Cloud" type="Adobe Experience Cloud"/>` +
		strings.Repeat(`<extAccount name="routing" type="3"/>`, n-1) + `</extAccount-collection>`
}
