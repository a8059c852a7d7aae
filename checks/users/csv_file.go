package users

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// csvFile finds what makes the Admin Console reject a file as a whole.
var csvFile = &checks.Check{
	Name:  "csv-file",
	Title: "a CSV file with the header and the number of users that the Admin Console takes",
	Codes: []*checks.Code{noHeader, wrongHeader, wrongColumns, noUsers, tooManyUsers, manyUsers, wrongEncoding, notCSV, wrongExtension},
}

// Beginnings of the examples.
const (
	classicHeader = "Type, Email, ProductConfigurations, user name, CountryCode, FirstName, LastName, Options\n"
	currentHeader = "Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,Product Configurations\n"
	classicUser   = "Adobe ID,ada@example.com,,,,,,\n"
	currentUser   = "Adobe ID,,,ada@example.com,,,,\n"
)

var noHeader = &checks.Code{
	Name: "csv-file/no-header", Severity: checks.Error,
	Title:     "the file has no header",
	Why:       "The Admin Console knows the columns by the header, and rejects a file without one at upload.",
	Fix:       "Write the header as the first line, or begin with the template of the Admin Console.",
	Causes:    []checks.Cause{{Symptom: invalidHeader, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicUser + "Adobe ID,bob@example.com,,,,,,\n"},
	Good:      checks.Example{Export: classicHeader + classicUser + "Adobe ID,bob@example.com,,,,,,\n"},
}

var wrongHeader = &checks.Code{
	Name: "csv-file/wrong-header", Severity: checks.Error,
	Title:     "the header has a column that is unknown, repeated or missing",
	Why:       "The Admin Console knows the columns by the header, and rejects a file with another one at upload.",
	Fix:       "Correct the name of the column, or begin with the template of the Admin Console.",
	Causes:    []checks.Cause{{Symptom: invalidHeader, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: "Type, Email, ProductConfigurations, user name, Country, FirstName, LastName, Options\n" + classicUser},
	Good:      checks.Example{Export: "Type, Email, ProductConfigurations, user name, Country Code, FirstName, LastName, Options\n" + classicUser},
}

var wrongColumns = &checks.Code{
	Name: "csv-file/wrong-columns", Severity: checks.Error,
	Title:     "a line has another number of columns than the header",
	Why:       "The Admin Console rejects a file at upload where a line, or the header, has the wrong number of columns.",
	Fix:       "Write as many fields in the line as the header has columns, and put a field that holds a separator in quotes.",
	Causes:    []checks.Cause{{Symptom: wrongNumberOfColumns, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,x, y,,,,,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,\"x, y\",,,,,\n"},
}

var noUsers = &checks.Code{
	Name: "csv-file/no-users", Severity: checks.Error,
	Title:     "the file has no user",
	Why:       "The Admin Console rejects a file without a user at upload.",
	Fix:       "Add a line for each user below the header.",
	Causes:    []checks.Cause{{Symptom: addOneUser, Basis: checks.Documented}},
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader},
	Good:      checks.Example{Export: classicHeader + classicUser},
}

// Limits of the Admin Console.
const (
	maxClassic  = 5000   // users in a classic file
	maxCurrent  = 25_000 // in one of today's layout
	bestCurrent = 5000   // above which Adobe warns of poor performance
)

var tooManyUsers = &checks.Code{
	Name: "csv-file/too-many-users", Severity: checks.Error,
	Title:     "the file has more users than the Admin Console takes",
	Why:       "The Admin Console takes 5000 users in a classic file and 25,000 in one of today's layout.",
	Fix:       "Split the file, each part with the header.",
	Source:    csvUpload,
	NoRestart: true,
}

var manyUsers = &checks.Code{
	Name: "csv-file/many-users", Severity: checks.Warning,
	Title:     "the file has more than 5000 users",
	Why:       "Adobe documents that files of more than 5000 rows are processed slowly.",
	Fix:       "Split the file into parts of up to 5000 users, each with the header.",
	Source:    csvUpload,
	NoRestart: true,
}

var wrongEncoding = &checks.Code{
	Name: "csv-file/encoding", Severity: checks.Error,
	Title:     "the file is not UTF-8",
	Why:       "The Admin Console reads UTF-8, which Excel writes only when it is told to.",
	Fix:       "Save the file as UTF-8: in Excel as CSV UTF-8 (Comma delimited).",
	Causes:    []checks.Cause{{Symptom: encodingNotSupported, Basis: checks.Documented}},
	Source:    csvUpload,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,,M\xfcller,,\n"},
	Good:      checks.Example{Export: "\ufeff" + classicHeader + "Adobe ID,ada@example.com,,,,Müller,,\n"},
}

var notCSV = &checks.Code{
	Name: "csv-file/not-csv", Severity: checks.Error,
	Title:     "a quote is not closed, or does not belong where it is",
	Why:       "The Admin Console takes CSV as RFC 4180 defines it, and nobody can tell where the fields end behind a stray quote.",
	Fix:       "Put the whole field in quotes, and write a quote inside it twice.",
	Source:    bulkAdd,
	NoRestart: true,
	Bad:       checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,,Ada \"Countess,Lovelace,\n"},
	Good:      checks.Example{Export: classicHeader + "Adobe ID,ada@example.com,,,,\"Ada \"\"Countess\",Lovelace,\n"},
}

var wrongExtension = &checks.Code{
	Name: "csv-file/extension", Severity: checks.Error,
	Title:     "the name of the file does not end in .csv",
	Why:       "The Admin Console takes only files whose name ends in .csv.",
	Fix:       "Save the file as CSV, under a name that ends in .csv.",
	Source:    bulkAdd,
	NoRestart: true,
}

// wholeFile is the value of a finding about the file.
func (f *file) wholeFile() schema.Value { return schema.Value{Place: source.File(f.Path)} }

func (f *file) rejectWhole(code *checks.Code, format string, args ...any) {
	f.report(code, checks.FileRejected, f.wholeFile(), 1, fmt.Sprintf(format, args...))
}

// checkExtension judges the name of a file.
func checkExtension(f *file) {
	if extension := path.Ext(f.Path); !f.Unnamed && !strings.EqualFold(extension, ".csv") {
		f.rejectWhole(wrongExtension, "The name of the file does not end in .csv.")
	}
}

// headerLine is the line that the Admin Console names for a header with the
// wrong number of columns.
const headerLine = 2

// checkHeader judges the first row, where it is none of a user.
func checkHeader(f *file, row *schema.Row) {
	h := f.header
	if h.Generation != schema.Neither || h.IsRow {
		return
	}
	at := schema.Value{Place: row.Place(source.Span{})}
	if !h.Near {
		f.report(wrongColumns, checks.FileRejected, at, headerLine,
			fmt.Sprintf("The header has %s, expected the %d of the classic layout, or Identity Type, Email and others of today's.", checks.Count(len(h.Names), "column"), len(schema.ClassicColumns)))
		return
	}
	var faults []string
	for _, cell := range slices.Backward(h.Repeated) {
		faults = append(faults, "the column "+checks.Quote(cell.Text)+" twice")
		at = header(row, cell)
	}
	for _, cell := range slices.Backward(h.Unknown) {
		fault := "an unknown column " + checks.Quote(cell.Text)
		if cell.Text == "" {
			fault = "a column without a name"
		} else if near := checks.NearestName(cell.Text, slices.Concat(h.Missing, schema.CurrentColumns)); near != "" {
			fault += " (did you mean " + near + "?)"
		}
		faults = append(faults, fault)
		at = header(row, cell)
	}
	slices.Reverse(faults)
	message := "The header has " + strings.Join(faults, ", ")
	switch missing := strings.Join(h.Missing, ", "); {
	case len(faults) == 0:
		message = "The header lacks the column " + missing
	case missing != "":
		message += "; it lacks " + missing
	}
	f.report(wrongHeader, checks.FileRejected, at, 1, message+".")
}

// header returns a column of the header as a value.
func header(row *schema.Row, cell schema.Cell) schema.Value {
	return schema.Value{Place: row.Place(cell.Span), Text: cell.Text, Present: cell.Text != ""}
}

// checkColumns reports a row that has another number of fields than the header.
func checkColumns(f *file, row *schema.Row) {
	if f.result.Full(wrongColumns) {
		f.report(wrongColumns, checks.FileRejected, schema.Value{}, row.Line, "")
		return
	}
	want := "the header has " + fmt.Sprint(len(f.header.Names))
	if f.header.IsRow {
		want = "the first one has " + fmt.Sprint(len(f.header.Names))
	}
	f.report(wrongColumns, checks.FileRejected, schema.Value{Place: row.Place(source.Span{})}, row.Line,
		fmt.Sprintf("The row has %s, and %s.", checks.Count(len(row.Cells), "field"), want))
}

// checkEnd judges what is known of a file when it was read.
func checkEnd(f *file, utf16 bool, notUTF8 *source.Error, quote *schema.NotCSVError) {
	switch {
	case utf16:
		f.rejectWhole(wrongEncoding, "The file is written in UTF-16, expected UTF-8.")
	case notUTF8 != nil:
		f.report(wrongEncoding, checks.FileRejected, schema.Value{Place: notUTF8.Place}, notUTF8.Start().Line,
			"The file is not UTF-8: it looks like a single-byte encoding such as Windows-1252.")
	}
	if quote != nil {
		f.report(notCSV, checks.FileRejected, schema.Value{Place: quote.Place}, quote.Start().Line, "The file is "+quote.Message+".")
		return
	}
	noHeaderLine := f.header != nil && f.header.IsRow
	switch {
	case f.rows == 0:
		f.rejectWhole(noUsers, "The file has no user.")
	case f.rows == 1 && noHeaderLine:
		f.rejectWhole(noUsers, "The file has one line, which is a user: the Admin Console takes it for the header.")
	case noHeaderLine:
		f.rejectWhole(noHeader, "The first line is a user, expected the header.")
	}
	switch limit := f.limit(); {
	case limit > 0 && f.rows > limit:
		f.rejectWhole(tooManyUsers, "The file has %d users, the Admin Console takes %d.", f.rows, limit)
	case limit == maxCurrent && f.rows > bestCurrent:
		f.report(manyUsers, "", f.wholeFile(), 1, fmt.Sprintf("The file has %d users, and Adobe advises up to %d.", f.rows, bestCurrent))
	}
}

// limit returns how many users the file may have, 0 for unknown.
func (f *file) limit() int {
	switch {
	case f.header == nil:
		return 0
	case f.header.Generation == schema.Classic:
		return maxClassic
	case f.header.Generation == schema.Current:
		return maxCurrent
	}
	return 0
}
