package login

import (
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// rowLimit is how many lines of one entity type Campaign's package export
// holds at most.
const rowLimit = 1000

// exportCompleteness finds an export that Campaign may have cut off.
var exportCompleteness = &checks.Check{
	Name:  "export-completeness",
	Title: "an export that holds every external account",
	Step:  checks.AccountStep,
	Codes: []*checks.Code{exportRowLimit},
	Instance: func(p *checks.Pass) {
		for _, f := range p.In.Files {
			if n := len(f.Accounts); n == rowLimit {
				p.Report(exportRowLimit, schema.Value{Place: source.File(f.Path)},
					"The file holds exactly %d external accounts, which is where Campaign's package export stops.", n)
			}
		}
	},
}

var exportRowLimit = &checks.Code{
	Name: "export-completeness/row-limit", Severity: checks.Warning,
	Title:     "the export stops at 1000 external accounts",
	Why:       "A package export holds at most 1000 lines of one entity type, so the account, or a second one, may be among those left out.",
	Fix:       "Export nms:extAccount again with a filter on Type or Internal name, so that fewer than 1000 accounts remain.",
	Causes:    []checks.Cause{{Symptom: noLoginPage, Basis: checks.Inferred}},
	Source:    environments,
	NoRestart: true,
	Bad:       checks.Example{Accounts: 1000},
	Good:      checks.Example{Accounts: 999},
}
