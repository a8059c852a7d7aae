package schema

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// User is a line of an Admin Console CSV: the bulk template or the exported
// list.
type User struct {
	Username   Value
	Email      Value
	Profiles   []string // product profiles: "Product Configurations" or "Team Products"
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
	return len(userHeader(string(line), separator(line))) >= 3
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

func separator(line []byte) rune {
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// readUsers reads an Admin Console CSV, by header name.
func readUsers(path string, data []byte) ([]User, *Error) {
	if bad := checkUTF8(path, data, "CSV"); bad != nil {
		return nil, bad
	}
	lines := strings.Split(string(data), "\n")
	header := 0
	for header < len(lines) && strings.TrimSpace(lines[header]) == "" {
		header++
	}
	comma := separator([]byte(lines[header]))
	columns := userHeader(lines[header], comma)
	excerpt := &excerpt{start: Position{1, 1}, text: string(data)}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = comma, -1, true

	var users []User
	for first := true; ; first = false {
		cells, err := reader.Read()
		if err == io.EOF {
			return users, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			line := min(bad.Line, len(lines))
			column := utf8.RuneCountInString(lines[line-1][:min(bad.Column-1, len(lines[line-1]))]) + 1
			return nil, errorAt(path, Position{line, column}, "not valid CSV (RFC 4180): %s", strings.TrimPrefix(bad.Err.Error(), "parse error: "))
		}
		if err != nil {
			return nil, unreadable(path, err)
		}
		if first {
			continue
		}
		cell := func(name string) Value {
			i, ok := columns[name]
			if !ok || i >= len(cells) {
				i = 0
			}
			line, byteColumn := reader.FieldPos(i)
			start := Position{line, utf8.RuneCountInString(lines[line-1][:byteColumn-1]) + 1}
			v := Value{Place: Place{Path: path, Start: start, End: start, excerpt: excerpt}, Attribute: name}
			if !ok || i >= len(cells) {
				return v
			}
			v.Text, v.Present = cells[i], true
			if strings.HasPrefix(lines[line-1][byteColumn-1:], `"`) {
				v.Start.Column++
			}
			v.End = v.Start.after([]byte(v.Text))
			return v
		}
		users = append(users, User{
			Username: cell("username"), Email: cell("email"),
			Profiles: commaList(cell("profiles").Text), UserGroups: commaList(cell("groups").Text),
		})
	}
}

// commaList cuts a cell that holds several names.
func commaList(cell string) []string {
	var list []string
	for _, item := range strings.Split(cell, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}
