package schema

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// User is a line of an Admin Console CSV: the bulk template or the exported
// list.
type User struct {
	Username   Value
	Email      Value
	Profiles   []string // product profiles: "Product Configurations" or "Team Products"
	Identity   Value    // identity type; Present is false where the list has no such column
	UserGroups []string // Admin Console user groups, which can grant profiles too
}

// Who returns the value that names the user: the e-mail address, else the
// user name.
func (u User) Who() Value {
	if !u.Email.Blank() {
		return u.Email
	}
	return u.Username
}

// userColumns are the headers of the template of today and of the older one
// (https://helpx.adobe.com/enterprise/using/bulk-upload-users.html), by what
// they hold; spelling is ignored.
var userColumns = map[string]string{
	"identitytype": "type", "type": "type",
	"username": "username", "email": "email",
	"productconfigurations": "profiles", "teamproducts": "profiles",
	"usergroups": "groups",
}

// isUsersCSV reports whether the first line is the header of an Admin Console
// CSV.
func isUsersCSV(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\n"), []byte("\n"))
	return len(userHeader(string(line), rune(separator(line)))) >= 3
}

// userHeader returns the column of each kind of cell.
func userHeader(line string, comma rune) map[string]int {
	columns := map[string]int{}
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.LazyQuotes = comma, true
	cells, _ := r.Read()
	for i, cell := range cells {
		if column, ok := userColumns[spelling(strings.TrimSpace(cell))]; ok {
			if _, twice := columns[column]; !twice {
				columns[column] = i
			}
		}
	}
	if _, ok := columns["email"]; !ok {
		return nil
	}
	return columns
}

// readUsers reads an Admin Console CSV, by header name.
func (f *File) readUsers(in io.Reader) *source.Error {
	data, err := io.ReadAll(in)
	if err != nil {
		return source.ReadError(f.Path, string(data), err)
	}
	text := source.New(f.Path, string(data), source.Start)
	if bad := source.CheckUTF8(text, "CSV"); bad != nil {
		return bad
	}
	starts := []int{0} // of the lines
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	offset := func(line, column int) int { return min(starts[min(line, len(starts))-1]+column-1, len(data)) }
	head, _, _ := bytes.Cut(bytes.TrimLeft(data, "\n"), []byte("\n"))
	comma := rune(separator(head))
	columns := userHeader(string(head), comma)
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = comma, -1, true
	for first := true; ; first = false {
		cells, err := reader.Read()
		if err == io.EOF {
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := offset(bad.Line, bad.Column)
			return source.Errorf(text.Place(source.Span{From: at, To: at}), "not valid CSV (RFC 4180): %s", strings.TrimPrefix(bad.Err.Error(), "parse error: "))
		}
		if first {
			continue
		}
		cell := func(name string) Value {
			i, ok := columns[name]
			there := ok && i < len(cells)
			if !there {
				i = 0
			}
			line, column := reader.FieldPos(i)
			from := offset(line, column)
			v := Value{Place: text.Place(source.Span{From: from, To: from}), Attribute: name}
			if !there {
				return v
			}
			v.Text, v.Present = cells[i], true
			to := from + len(v.Text)
			if from < len(data) && data[from] == '"' {
				from++
				to = from + len(v.Text) + strings.Count(v.Text, `"`) // each is written twice
			}
			v.Place = text.Place(source.Span{From: from, To: to})
			return v
		}
		f.Users = append(f.Users, User{
			Username: cell("username"), Email: cell("email"), Identity: cell("type"),
			Profiles: commaList(cell("profiles").Text), UserGroups: commaList(cell("groups").Text),
		})
	}
}

// commaList cuts a cell that holds several names.
func commaList(cell string) []string {
	var list []string
	for item := range strings.SplitSeq(cell, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}
