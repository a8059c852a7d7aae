package main

import (
	"io"
	"iter"
	"slices"

	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// What fields --format json prints. Its keys are a contract: never renamed.
type (
	accountJSON struct {
		Instance   string          `json:"instance"`
		Path       string          `json:"path"`
		Line       int             `json:"line"`
		Column     int             `json:"column"`
		Account    string          `json:"account"` // internal name
		IMS        bool            `json:"ims"`     // whether it carries the Adobe ID login
		Attributes []attributeJSON `json:"attributes"`
	}
	attributeJSON struct {
		Name      string       `json:"name"` // an attribute, or a path below the account
		Value     string       `json:"value"`
		Secret    bool         `json:"secret"` // the value is masked
		Line      int          `json:"line"`
		Column    int          `json:"column"`
		EndLine   int          `json:"endLine"`
		EndColumn int          `json:"endColumn"`
		Field     schema.Field `json:"field,omitempty"` // that it serves
		Rule      schema.Rule  `json:"rule,omitempty"`  // that found it
	}
	errorJSON struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
)

// Large reports whether the account takes much more memory than most.
func (a accountJSON) Large() bool { return len(a.Attributes) > 1000 }

// writeFieldsJSON writes the accounts of instances as they come, in an object
// with the keys version, accounts and errors.
func writeFieldsJSON(w io.Writer, instances iter.Seq[*load.Instance]) error {
	return report.WriteJSONMembers(w, func(add func(name string, value any), list func(name string, values iter.Seq[any])) {
		errors := []errorJSON{}
		var fields []foundField
		add("version", 1)
		list("accounts", func(yield func(any) bool) {
			for in := range instances {
				for _, e := range in.Errors {
					at := e.Start()
					errors = append(errors, errorJSON{e.Path(), at.Line, at.Column, e.Message})
				}
				if in.Read == nil {
					continue
				}
				for _, a := range in.Read.Accounts {
					if !yield(accountOf(in.Name, a, &fields)) {
						return
					}
				}
			}
		})
		add("errors", errors)
	})
}

// accountOf returns an account for the report. The memory of fields, which says
// nothing, is used for those of the account.
func accountOf(instance string, a *schema.Account, fields *[]foundField) accountJSON {
	at := a.Place().Start()
	account := accountJSON{
		Instance: instance, Path: a.Place().Path(), Line: at.Line, Column: at.Column,
		Account: a.Field(schema.Name).Shown(), IMS: a.IMS(), Attributes: []attributeJSON{},
	}
	*fields = appendFields((*fields)[:0], a)
	account.Attributes = slices.Grow(account.Attributes, len(a.Element().Attrs))
	for v := range a.Attributes() {
		account.Attributes = append(account.Attributes, attributeOf(v, *fields))
	}
	return account
}

func attributeOf(v schema.Value, fields []foundField) attributeJSON {
	start, end := v.Start(), v.End()
	j := attributeJSON{Name: v.Attribute, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column}
	j.Secret = v.Secret()
	if f := fieldOf(fields, v); f != nil {
		j.Field, j.Rule = f.Field, f.rule
		v = f.Value
	}
	j.Value, j.Secret = v.Shown(), j.Secret || v.Secret()
	if j.Secret {
		j.Value = source.Masked
	}
	return j
}
