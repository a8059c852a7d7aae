// Package schema reads what Adobe Campaign exports: external accounts and
// what belongs to them, each value with its place in the file. It says what the
// files hold, and nothing about whether that is right.
package schema

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/imslint/imslint/schema/source"
	"github.com/imslint/imslint/schema/xmlscan"
)

// Kind says what a file was recognised as.
type Kind string

// The kinds of files.
const (
	PackageFile  Kind = "Campaign package"
	EntitiesFile Kind = "bare entities"
	SOAPFile     Kind = "SOAP answer"
	YAMLFile     Kind = "YAML or JSON"
	ServerFile   Kind = "server configuration"
	UsersFile    Kind = "Admin Console users"
	PeopleFile   Kind = "people to migrate"
	ConfigFile   Kind = "imslint configuration"
	OtherFile    Kind = "not a file that imslint reads"
)

// File is what one file contributes to an instance.
type File struct {
	Path        string // as given on the command line, with "/"
	Kind        Kind
	BuildNumber string    // of the server that wrote a package, "" where it is not stated
	Version     string    // buildVersion of a package
	Accounts    []*Entity // external accounts, decoys left out
	Deleted     []*Entity // external accounts with _operation="delete"
	Groups      []*Entity // operator groups
	Operators   []*Entity
	Schemas     []*Entity // srcSchema and schema documents of nms:extAccount
	// OperatorSchemas are srcSchema and schema documents of xtk:operator.
	OperatorSchemas []*Entity
	Server          *Entity       // the root of serverConf.xml or config-<instance>.xml
	Users           *UserList     // of an Admin Console CSV, nil for none
	People          *UserList     // of a list of people to migrate, nil for none
	Unparsed        *source.Error // why a file of another kind could not be parsed; nil where it could
}

// Contribution says in words what the file holds that imslint uses; it is
// empty for nothing.
func (f *File) Contribution() string {
	var parts []string
	for _, c := range []struct {
		n            int
		one, several string
	}{
		{len(f.Accounts), "external account", "external accounts"},
		{len(f.Deleted), "external account to be deleted", "external accounts to be deleted"},
		{len(f.Groups), "operator group", "operator groups"},
		{len(f.Operators), "operator", "operators"},
		{len(f.Schemas), "schema of nms:extAccount", "schemas of nms:extAccount"},
		{len(f.OperatorSchemas), "schema of xtk:operator", "schemas of xtk:operator"},
		{f.Users.Len(), "Admin Console user", "Admin Console users"},
		{f.People.Len(), "person to migrate", "people to migrate"},
	} {
		switch {
		case c.n == 1:
			parts = append(parts, "1 "+c.one)
		case c.n > 1:
			parts = append(parts, fmt.Sprint(c.n, " ", c.several))
		}
	}
	if f.Server != nil {
		parts = append(parts, "server configuration")
	}
	return strings.Join(parts, ", ")
}

const (
	// peekSize is how much of a file is looked at to recognise it. An XML
	// declaration and the header line of a CSV fit in it.
	peekSize = 4096
	// maxText is the largest YAML or JSON file that is read.
	maxText = 64 << 20
	// maxKept is how many entities are kept of one instance.
	maxKept = 100_000
	// maxAttributes is how many attributes an element may have, maxValue how
	// long the value of one may be, in bytes.
	maxAttributes = 1000
	maxValue      = 1 << 20
	// maxNodes is how many keys, mappings and list items an entity of YAML or JSON
	// may hold.
	maxNodes = 100_000
)

// Read reads one file, recognised by its content. Unrecognised files are not
// errors; recognised files that cannot be parsed are. An error comes without a
// file: what was read until then says nothing. A reader that has a method Len,
// as strings.Reader does, is read into memory of that size where a file has to
// be read as a whole.
func Read(path string, r io.Reader) (*File, *source.Error) {
	f := &File{Path: path, Kind: OtherFile}
	in := &failure{r: r}
	size := 0
	if known, ok := r.(interface{ Len() int }); ok {
		size = known.Len()
	}
	bad := f.read(in, size)
	if bad == nil && in.err != nil {
		// What could not be read may be what makes it one of ours.
		bad = source.Unreadable(path, in.err)
	}
	if bad != nil {
		return nil, bad
	}
	return f, nil
}

// failure keeps the error of a reader other than io.EOF.
type failure struct {
	r   io.Reader
	err error
}

func (f *failure) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}

func (f *File) read(r io.Reader, size int) *source.Error {
	decoded, bad := source.Decode(f.Path, r)
	if bad != nil {
		return bad
	}
	in := bufio.NewReaderSize(decoded, peekSize)
	head, err := in.Peek(peekSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		return source.ReadError(f.Path, "", err)
	}
	switch start := bytes.TrimSpace(head); {
	case len(start) == 0 && len(head) < peekSize:
		return source.Errorf(source.File(f.Path), "the file is empty: export it again")
	case len(start) > 0 && start[0] == '<':
		return f.readXML(in, head)
	case bytes.IndexByte(head, 0) >= 0:
		return nil
	}
	switch userListKind(head) {
	case UsersFile:
		f.Kind = UsersFile
		f.Users, bad = readUsers(f.Path, in, false)
		return bad
	case PeopleFile:
		f.Kind = PeopleFile
		f.People, bad = readUsers(f.Path, in, true)
		return bad
	}
	data, err := readText(in, size)
	switch {
	case err != nil:
		return source.ReadError(f.Path, data, err)
	case len(data) > maxText:
		if looksOurs(data[:peekSize]) {
			return source.Errorf(source.File(f.Path), "the file is larger than 64 MiB, the limit of YAML and JSON files")
		}
		return nil
	}
	return f.readNodes(data)
}

// readText reads a whole text, as far as the limit allows, into one piece of
// memory where its size is known.
func readText(r io.Reader, size int) (string, error) {
	var data strings.Builder
	data.Grow(max(0, min(size, maxText)) + 1)
	most := 32 << 10
	if size > 0 { // a folder may hold very many small files
		most = min(most, size+1)
	}
	chunk := make([]byte, most)
	for data.Len() <= maxText {
		n, err := r.Read(chunk[:min(len(chunk), maxText+1-data.Len())])
		data.Write(chunk[:n])
		if err == io.EOF {
			break
		}
		if err != nil {
			return data.String(), err
		}
	}
	return data.String(), nil
}

// rootKind returns what the root element makes of a file; ok is false for one
// that imslint does not read.
func rootKind(name string) (kind Kind, ok bool) {
	switch name {
	case "package", "entities":
		return PackageFile, true
	case "Envelope":
		return SOAPFile, true
	case "serverConf", "serverconf":
		return ServerFile, true
	}
	if entityNames[strings.TrimSuffix(name, "-collection")] {
		return EntitiesFile, true
	}
	return "", false
}

// entityNames are the elements that are kept.
var entityNames = map[string]bool{
	"extAccount": true, "group": true, "operator": true, "srcSchema": true, "schema": true,
}

// entityOf returns the element that the <entities> of a schema hold, "" for those
// of a schema of which none is kept.
func entityOf(schema string) string {
	switch schema {
	case "nms:extAccount":
		return "extAccount"
	case "xtk:group", "xtk:operator", "xtk:srcSchema", "xtk:schema":
		return strings.TrimPrefix(schema, "xtk:")
	}
	return ""
}

// ancestor is an element around the one in question.
type ancestor = xmlscan.Ancestor

// isEntity reports whether an element of this name, below these, is an object
// of the export and not, say, a link to one.
func isEntity(path []ancestor, name string) bool {
	if len(path) == 0 {
		return entityNames[name] || name == "serverConf" || name == "serverconf"
	}
	if !entityNames[name] {
		return false
	}
	root, parent := path[0], path[len(path)-1]
	switch parent.Name {
	case "entities":
		inPackage := len(path) == 2 && root.Name == "package" || len(path) == 1
		return inPackage && (parent.Schema == "" || entityOf(parent.Schema) == name)
	case name + "-collection":
		return len(path) == 1 || root.Name == "Envelope"
	case "pdomOutput":
		return root.Name == "Envelope"
	}
	return false
}

// add takes an entity to where it belongs, and reports whether it has a place:
// references and what imslint does not read have none.
func (f *File) add(e *Entity) bool {
	deleted := false
	element := e.Element()
	switch element.Attr("_operation") {
	case "none":
		return false
	case "delete":
		deleted = true
	}
	switch element.Name {
	case "extAccount":
		if deleted {
			f.Deleted = append(f.Deleted, e)
		} else {
			f.Accounts = append(f.Accounts, e)
		}
	case "serverConf", "serverconf":
		f.Server = e
	case "srcSchema", "schema":
		switch {
		case deleted:
			return false
		case describes(e, "nms", "extAccount"):
			f.Schemas = append(f.Schemas, e)
		case describes(e, "xtk", "operator"):
			f.OperatorSchemas = append(f.OperatorSchemas, e)
		default:
			return false
		}
	case "group":
		if own := element.Attr("xtkschema"); deleted || own != "" && own != "xtk:group" {
			return false
		}
		f.Groups = append(f.Groups, e)
	case "operator":
		// xtk:operator/@type: 0 user, 1 group, 2 named right.
		switch kind := element.Attr("type"); {
		case deleted:
			return false
		case kind == "1":
			f.Groups = append(f.Groups, e)
		case kind == "" || kind == "0":
			f.Operators = append(f.Operators, e)
		default:
			return false
		}
	default:
		return false
	}
	return true
}

// Limit returns an error where the files of an instance hold more entities than
// an instance may: that of the file which exceeds the limit.
func Limit(files []*File) *source.Error {
	kept := 0
	for _, f := range files {
		kept += len(f.Accounts) + len(f.Deleted) + len(f.Groups) + len(f.Operators) + len(f.Schemas) + len(f.OperatorSchemas)
		if kept > maxKept {
			return source.Errorf(source.File(f.Path), "the files of the instance hold more than %d entities, the limit: this one exceeds it", maxKept)
		}
	}
	return nil
}

// describes reports whether a schema document is that of namespace:name, or an
// extension of it.
func describes(e *Entity, namespace, name string) bool {
	return e.Attr("namespace") == namespace && e.Attr("name") == name || e.Attr("extendedSchema") == namespace+":"+name
}
