package schema

import (
	"io"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// ReadDirectory reads a list of what the identity provider holds: the addresses
// of people, and whether each is active. It needs a column email, mail or
// userPrincipalName, and may have one of status, enabled or accountEnabled.
func ReadDirectory(path string, r io.Reader) (map[string]bool, *source.Error) {
	in, bad := source.Decode(path, r)
	if bad != nil {
		return nil, bad
	}
	list := map[string]bool{}
	known := false
	bad = readTable(path, in, func(columns []string) func(*Row) {
		address := slices.IndexFunc(columns, oneOfNames("email", "mail", "userprincipalname"))
		status := slices.IndexFunc(columns, oneOfNames("status", "enabled", "accountenabled"))
		known = address >= 0
		return func(row *Row) {
			if address < 0 || address >= len(row.Cells) || row.Cells[address].Text == "" {
				return
			}
			active := true
			if status >= 0 && status < len(row.Cells) {
				active = !slices.Contains(inactive, strings.ToLower(row.Cells[status].Text))
			}
			list[strings.Clone(FoldAddress(row.Cells[address].Text))] = active
		}
	})
	if bad == nil && !known {
		bad = source.Errorf(source.File(path), "not a list of a directory: it needs a header with email, mail or userPrincipalName")
	}
	if bad != nil {
		return nil, bad
	}
	return list, nil
}

// inactive is what a directory says of people who cannot sign in.
var inactive = []string{"false", "0", "no", "inactive", "disabled", "suspended"}

func oneOfNames(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}

// readTable reads a CSV: header makes of the columns what takes each row.
func readTable(path string, in io.Reader, header func(columns []string) func(*Row)) *source.Error {
	var take func(*Row)
	return csvError(NewCSV(path, in).Each(func(row *Row) {
		if take == nil {
			take = header(headerOf(row))
		} else {
			take(row)
		}
	}))
}
