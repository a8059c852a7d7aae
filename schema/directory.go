package schema

import (
	"io"
	"slices"
	"strings"

	"github.com/imslint/imslint/schema/source"
)

// ReadDirectory reads a list of what the identity provider holds, and returns by
// address whether a person is active. The list needs a column email, mail or
// userPrincipalName, and may have one of status, enabled or accountEnabled.
func ReadDirectory(path string, r io.Reader) (active map[string]bool, bad *source.Error) {
	in, bad := source.Decode(path, r)
	if bad != nil {
		return nil, bad
	}
	active = map[string]bool{}
	address, status := -1, -1
	isHeader := true
	bad = csvError(NewCSV(path, in).Each(func(row *Row) {
		if isHeader {
			isHeader = false
			names := columnNames(row)
			address = slices.IndexFunc(names, oneOf("email", "mail", "userprincipalname"))
			status = slices.IndexFunc(names, oneOf("status", "enabled", "accountenabled"))
			return
		}
		if a := FoldAddress(row.field(address)); a != "" {
			active[strings.Clone(a)] = !slices.Contains(inactive, strings.ToLower(row.field(status)))
		}
	}))
	if bad == nil && address < 0 {
		bad = source.Errorf(source.File(path), "not a list of a directory: it needs a header with email, mail or userPrincipalName")
	}
	if bad != nil {
		return nil, bad
	}
	return active, nil
}

// inactive is what a directory says of people who cannot sign in.
var inactive = []string{"false", "0", "no", "inactive", "disabled", "suspended"}

// oneOf returns a function that reports whether a text is one of these.
func oneOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}
