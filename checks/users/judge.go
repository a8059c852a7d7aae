package users

import (
	"errors"
	"io"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Judge judges the files of a run, one after another. Of the rows it remembers
// the addresses and user names, to find duplicates.
type Judge struct {
	// Existing are the users that the Admin Console has; nil where no list was
	// given.
	Existing *schema.ExistingUsers
	// Unread says that one of the lists could not be read.
	Unread bool

	catalogue      *checks.Catalogue
	rules          []rule
	seen           seen
	search         *checks.Search  // for the nearest names
	configurations *configurations // of the last file
}

// NewJudge returns a judge who knows the users of the Admin Console, nil for
// nobody knows.
func NewJudge(existing *schema.ExistingUsers) *Judge {
	return &Judge{Existing: existing, catalogue: Catalogue, rules: rules, search: checks.NewSearch(checks.MaxLetters)}
}

// Upload is a file for the Admin Console.
type Upload struct {
	Name    string // of the result
	Path    string // as printed
	Unnamed bool   // standard input, which has no extension
	Config  *schema.Config
}

// Outcome is what becomes of an upload.
type Outcome struct {
	Users    int  // rows
	Rejected bool // nothing of the file is imported
	Failing  int  // rows with a finding that fails them
	Existing int  // other rows, of users that exist already
}

// File judges a file. Where it cannot be read to its end, the result says what
// was found up to there.
func (j *Judge) File(u Upload, r io.Reader, s checks.Selection) (*checks.Result, Outcome, *source.Error) {
	f := &file{Judge: j, Upload: u, result: checks.NewResult(u.Name, u.Path, s), selection: s, rowOf: map[*checks.Finding]int{}, unlisted: map[kind]lineSet{}}
	f.result.NoLogin = true
	for _, rule := range j.rules {
		if !f.runsAny(rule.check) {
			f.result.LeftOut[rule.check] = true
			continue
		}
		f.rules = append(f.rules, rule)
		if rule.begin != nil {
			rule.begin(f)
		}
	}
	j.seen.begin(u.Path)
	checkExtension(f)
	bad := f.read(r)
	j.catalogue.Compare([]*checks.Result{f.result})
	return f.result, f.outcome(), bad
}

// kind is what findings have in common that affect their rows alike.
type kind struct {
	code    *checks.Code
	verdict checks.Verdict
}

// file is a file that is judged.
type file struct {
	*Judge
	Upload
	result    *checks.Result
	selection checks.Selection
	rules     []rule // those that run
	header    *schema.UserHeader
	rows      int                     // behind the header
	rowOf     map[*checks.Finding]int // the line of the row that a finding fails
	unlisted  map[kind]lineSet        // the rows of unlisted findings
	countries [26][26]countryFault    // by code, in lower case

	allAllowed string // the last list of which every entry is allowed: most rows have the same
}

func (f *file) read(r io.Reader) *source.Error {
	in, utf16, bad := schema.DecodeCSV(f.Path, r)
	if bad != nil {
		return bad
	}
	c := schema.NewCSV(f.Path, in)
	judged := &row{file: f}
	err := c.Each(func(next *schema.Row) {
		if f.header == nil {
			f.header = schema.ReadUserHeader(next)
			checkHeader(f, next)
			if !f.header.IsRow {
				return
			}
		}
		f.rows++
		switch {
		case f.header.Generation == schema.Neither:
		case len(next.Cells) != len(f.header.Names):
			checkColumns(f, next)
		default:
			judged.judge(next)
		}
	})
	var notCSV *schema.NotCSVError
	errors.As(err, &notCSV)
	checkEnd(f, utf16, c.NotUTF8(), notCSV)
	errors.As(err, &bad)
	return bad
}

// runs reports whether a code was selected.
func (f *file) runs(code *checks.Code) bool {
	return f.selection.Runs(f.catalogue.CheckOf(code), code)
}

func (f *file) runsAny(check *checks.Check) bool {
	for _, code := range check.Codes {
		if f.selection.Runs(check, code) {
			return true
		}
	}
	return false
}

// skip notes that a code cannot run on the file.
func (f *file) skip(code *checks.Code, reason string) {
	f.result.Skip(&checks.Skipped{Check: f.catalogue.CheckOf(code), Code: code, Instance: f.Name, Needs: code.Needs, Reason: reason})
}

// outcome says what becomes of the file, by the findings that are left when
// those that the configuration ignores are not.
func (f *file) outcome() Outcome {
	o := Outcome{Users: f.rows}
	var failing, existing lineSet
	of := map[checks.Verdict]*lineSet{checks.RowFails: &failing, checks.UserExists: &existing}
	left := map[kind]bool{}
	for _, finding := range f.result.Findings {
		if finding.Severity < checks.Error && finding.Verdict != checks.UserExists {
			finding.Verdict = "" // by the configuration it is less than an error
		}
		if finding.Verdict == checks.FileRejected {
			o.Rejected = true
		}
		if lines := of[finding.Verdict]; lines != nil {
			lines.add(f.rowOf[finding])
		}
		left[kind{finding.Code, finding.Verdict}] = true
	}
	for like, rows := range f.unlisted {
		if lines := of[like.verdict]; lines != nil && left[like] {
			lines.addAll(rows)
		}
	}
	o.Failing = failing.count()
	existing.addAll(failing)
	o.Existing = existing.count() - o.Failing
	return o
}
