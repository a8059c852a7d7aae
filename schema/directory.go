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
			list[strings.Clone(a)] = !slices.Contains(inactive, strings.ToLower(row.field(status)))
		}
	}))
	if bad == nil && address < 0 {
		bad = source.Errorf(source.File(path), "not a list of a directory: it needs a header with email, mail or userPrincipalName")
	}
	if bad != nil {
		return nil, bad
	}
	return list, nil
}

// inactive is what a directory says of people who cannot sign in.
var inactive = []string{"false", "0", "no", "inactive", "disabled", "suspended"}

func oneOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}
