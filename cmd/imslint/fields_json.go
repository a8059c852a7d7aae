package main

import (
	"io"
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// What fields --format json prints.
type (
	accountJSON struct {
		instance, path, name string // name: internal name
		at                   source.Position
		ims                  bool // whether it carries the Adobe ID login
		attributes           iter.Seq[attributeJSON]
		large                bool
	}
	attributeJSON struct {
		name, value string // name: an attribute, or a path below the account
		secret      bool   // the value is masked
		start, end  source.Position
		field       schema.Field // that it serves
		rule        schema.Rule  // that found it
	}
	errorJSON struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
)

// WriteMembers writes the account. The keys are a contract: never renamed.
func (a accountJSON) WriteMembers(o report.JSONObject) {
	o.Text("instance", a.instance)
	o.Text("path", a.path)
	o.Int("line", a.at.Line)
	o.Int("column", a.at.Column)
	o.Text("account", a.name)
	o.Bool("ims", a.ims)
	report.WriteObjects(o, "attributes", a.attributes, attributeJSON.writeMembers)
}

func (a attributeJSON) writeMembers(o report.JSONObject) {
	o.Text("name", a.name)
	o.Text("value", a.value)
	o.Bool("secret", a.secret)
	o.Int("line", a.start.Line)
	o.Int("column", a.start.Column)
	o.Int("endLine", a.end.Line)
	o.Int("endColumn", a.end.Column)
	if a.field != "" {
		o.Text("field", string(a.field))
	}
	if a.rule != "" {
		o.Text("rule", string(a.rule))
	}
}

// Large reports whether the account takes much more memory than most.
func (a accountJSON) Large() bool { return a.large }

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

// maxAttributesAhead is how many attributes of an account are worked out before it is
// written.
const maxAttributesAhead = 1000

// accountOf returns an account for the report. The memory of fields, which says
// nothing, is used for those of the account.
func accountOf(instance string, a *schema.Account, fields *[]foundField) accountJSON {
	account := accountJSON{instance: instance, path: a.Place().Path(), at: a.Place().Start(), name: a.Field(schema.Name).Shown(), ims: a.IMS()}
	*fields = appendFields((*fields)[:0], a)
	attributes := make([]attributeJSON, 0, len(a.Element().Attrs))
	for v := range a.Attributes() {
		if account.large = len(attributes) == maxAttributesAhead; account.large {
			break
		}
		attributes = append(attributes, attributeOf(v, *fields))
	}
	account.attributes = slices.Values(attributes)
	if account.large { // nothing else is made while it is written
		account.attributes = func(yield func(attributeJSON) bool) {
			for v := range a.Attributes() {
				if !yield(attributeOf(v, *fields)) {
					return
				}
			}
		}
	}
	return account
}

// shownPath returns a path with what is below a secret masked, a key of which can be
// part of it, and what stands behind the name of one (password:x).
func shownPath(path string) string {
	if !strings.ContainsAny(path, "/:=\"'") || !schema.IsSecret(path) {
		return path
	}
	for from := 0; from < len(path); {
		key, _, _ := strings.Cut(path[from:], "/")
		end := from + len(key) // of what may be shown
		if schema.IsSecret(key) {
			// Where a beginning of a key is the name of a secret, so is each longer one.
			end = from + sort.Search(len(key), func(i int) bool { return schema.IsSecret(key[:i]) })
			if i := strings.IndexAny(path[end:], "/:=\"'"); i >= 0 {
				return path[:end+i+1] + source.Masked
			}
			return path
		}
		from = end + 1
	}
	return path
}

func attributeOf(v schema.Value, fields []foundField) attributeJSON {
	start := v.Start()
	j := attributeJSON{name: shownPath(v.Attribute), start: start, end: start.After(v.Written()), secret: v.Secret()} // there may be millions
	if f := fieldOf(fields, v); f != nil {
		j.field, j.rule = f.Field, f.rule
		v = f.Value
	}
	j.value, j.secret = v.Shown(), j.secret || v.Secret()
	if j.secret {
		j.value = source.Masked
	}
	return j
}
