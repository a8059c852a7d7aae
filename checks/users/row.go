package users

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// row is the row that is judged, with what several checks ask of it.
type row struct {
	*file
	*schema.Row
	email    string
	folded   string              // email in lower case
	hash     schema.TextHash     // of folded
	entry    int                 // of folded among those seen, -1 until it is asked for
	address  schema.EmailAddress // where valid
	valid    bool                // whether email is an address
	identity string              // identity type as documented, "" for none that is known
	notOwned bool                // whether the domain was found not to be owned
}

// judge runs the checks on a row.
func (r *row) judge(next *schema.Row) {
	r.Row, r.notOwned, r.entry = next, false, -1
	r.email = r.text(schema.EmailColumn)
	r.folded = strings.ToLower(r.email)
	r.hash = r.seen.texts.Hash(r.folded)
	r.address, r.valid = schema.ParseEmailAddress(r.email)
	r.identity = r.identityType()
	for i := range r.rules {
		if judge := r.rules[i].row; judge != nil {
			judge(r)
		}
	}
}

// The identity types. In the current layout a blank one is an Adobe ID.
const (
	adobeID      = "Adobe ID"
	businessID   = "Business ID"
	enterpriseID = "Enterprise ID"
	federatedID  = "Federated ID"
)

func (r *row) identityType() string {
	text := r.text(schema.TypeColumn)
	current := r.header.Generation == schema.Current
	switch {
	case strings.EqualFold(text, federatedID):
		return federatedID
	case strings.EqualFold(text, enterpriseID):
		return enterpriseID
	case strings.EqualFold(text, adobeID), current && text == "":
		return adobeID
	case current && strings.EqualFold(text, businessID):
		return businessID
	}
	return ""
}

// seenAs returns the entry of the row's address among those seen.
func (r *row) seenAs() int {
	if r.entry < 0 {
		r.entry = r.seen.entry(r.folded, r.hash)
	}
	return r.entry
}

// managed reports whether the organization manages the account of the user,
// which most requirements depend on.
func (r *row) managed() bool { return r.identity == federatedID || r.identity == enterpriseID }

// text returns what the row has in a column.
func (r *row) text(c schema.UserColumn) string { return r.header.Text(r.Row, c) }

// value returns what the row has in a column, with its place.
func (r *row) value(c schema.UserColumn) schema.Value { return r.header.Value(r.Row, c) }

// rejectFile reports what keeps all of the file from being imported.
func (r *row) rejectFile(code *checks.Code, at schema.UserColumn, format string, args ...any) *checks.Finding {
	return r.report(code, checks.FileRejected, at, format, args...)
}

// failRow reports what keeps the user from being created.
func (r *row) failRow(code *checks.Code, at schema.UserColumn, format string, args ...any) *checks.Finding {
	return r.report(code, checks.RowFails, at, format, args...)
}

// report reports what is wrong with a column.
func (r *row) report(code *checks.Code, verdict checks.Verdict, at schema.UserColumn, format string, args ...any) *checks.Finding {
	if r.result.Full(code) { // it is only counted: a place and words cost something
		return r.file.report(code, verdict, schema.Value{}, r.Line, "")
	}
	f := r.file.report(code, verdict, r.value(at), r.Line, fmt.Sprintf(format, args...))
	f.User = schema.HideUserInfo(r.text(schema.EmailColumn)) // which r.value has made a text of its own
	return f
}

// quoted is a text in quotes for a message. It is put in quotes when the message is
// made.
type quoted string

func (q quoted) String() string { return checks.Quote(string(q)) }

// later is part of a message that is worked out when the message is made.
type later func() string

func (l later) String() string { return l() }

// report adds a finding about a line. A code whose symptom is documented has the
// message of that.
func (f *file) report(code *checks.Code, verdict checks.Verdict, at schema.Value, line int, message string) *checks.Finding {
	finding := f.result.Report(f.catalogue.CheckOf(code), code, at, message)
	finding.Verdict = verdict
	if !finding.Listed() {
		like := kind{code, verdict}
		rows := f.unlisted[like]
		rows.add(line)
		f.unlisted[like] = rows
		return finding
	}
	f.rowOf[finding] = line
	if len(code.Causes) > 0 && code.Causes[0].Basis == checks.Documented {
		finding.ConsoleMessage = consoleMessage(code.Causes[0].Symptom, line, "")
	}
	return finding
}

// consoleMessage returns what the Admin Console says of a line, and of a user.
func consoleMessage(s *checks.Symptom, line int, address string) string {
	n := strconv.Itoa(line)
	text := strings.ReplaceAll(s.Messages[0], "line N:", "line "+n+":")
	text = strings.ReplaceAll(text, "number N.", "number "+n+".")
	return strings.ReplaceAll(text, "ADDRESS", address)
}

// focus makes a part of the value what a finding is about.
func focus(f *checks.Finding, from, to int) {
	if f.Listed() {
		f.Focus = part(f.Value, from, to)
	}
}

// part returns a value's place cut to a part of its text, where that is written
// in the file as it is read.
func part(v schema.Value, from, to int) source.Place {
	if v.Place.Written() != v.Text {
		return v.Place
	}
	return v.Place.Part(source.Span{From: from, To: to})
}

// entries calls a function for each entry of a list that is separated by
// commas, with the range of the entry in the list.
func entries(list string, each func(entry string, from, to int)) {
	for from := 0; from <= len(list); {
		to := len(list)
		if i := strings.IndexByte(list[from:], ','); i >= 0 {
			to = from + i
		}
		entry := strings.TrimSpace(list[from:to])
		if entry != "" {
			at := from + strings.Index(list[from:to], entry)
			each(entry, at, at+len(entry))
		}
		from = to + 1
	}
}

// listedOfCell is how many entries of a cell have a finding of their own for one
// code; the rest share one. A finding carries the whole cell, so with one for each
// entry a report would grow with the square of a long list.
const listedOfCell = 100

// moreOfCell begins a sentence about those that share a finding.
func moreOfCell(n int, noun string) string {
	verb := " of this cell are"
	if n == 1 {
		verb = " of this cell is"
	}
	return checks.Count(n, "more "+noun) + verb
}
