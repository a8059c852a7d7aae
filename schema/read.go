// Package schema reads what Adobe Campaign exports: external accounts and
// what stands beside them, each value with its place in the file. It says
// what the files hold, and nothing of whether that is right.
package schema

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
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
	ConfigFile   Kind = "imslint configuration"
	OtherFile    Kind = "not a file that imslint reads"
)

// File is what one file contributes to an instance.
type File struct {
	Path      string // as given on the command line, with "/"
	Kind      Kind
	Accounts  []*Entity // external accounts, decoys left out
	Deleted   []*Entity // external accounts with _operation="delete"
	Groups    []*Entity // operator groups
	Operators []*Entity
	Schemas   []*Entity // srcSchema and schema documents of nms:extAccount
	Server    *Entity   // the root of serverConf.xml or config-<instance>.xml
	Users     []User    // of an Admin Console CSV
	Unparsed  *Error    // why a file of another kind is no YAML either; nil where it is
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
		{len(f.Users), "Admin Console user", "Admin Console users"},
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

// maxText is the size above which a file that is not XML is not read: YAML,
// JSON and CSV are held in memory, and nobody's accounts come near it.
const maxText = 64 << 20

// Read reads one file, recognised by its content. A file of another kind is
// no error; one of ours that cannot be parsed is, and then holds nothing.
func Read(path string, r io.Reader) (*File, *Error) {
	in, bad := text(path, r)
	if bad != nil {
		return nil, bad
	}
	head, err := in.Peek(peekSize)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, unreadable(path, err)
	}
	f := &File{Path: path, Kind: OtherFile}
	switch start := bytes.TrimSpace(head); {
	case len(start) == 0:
		return nil, errorAt(path, Position{1, 1}, "the file is empty: export it again")
	case start[0] == '<':
		return f, f.readXML(in)
	case bytes.IndexByte(head, 0) >= 0:
		return f, nil
	}
	users := isUsersCSV(head) // asked now: reading on overwrites what was peeked at
	data, err := io.ReadAll(io.LimitReader(in, maxText+1))
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case len(data) > maxText:
		return f, nil
	case users:
		f.Kind = UsersFile
		f.Users, bad = readUsers(path, data)
		return f, bad
	}
	return f, f.readYAML(data)
}

// rootKinds are the root elements that imslint reads, and what they make of
// a file.
var rootKinds = map[string]Kind{
	"package": PackageFile, "entities": PackageFile,
	"extAccount": EntitiesFile, "extAccount-collection": EntitiesFile,
	"group": EntitiesFile, "group-collection": EntitiesFile,
	"operator": EntitiesFile, "operator-collection": EntitiesFile,
	"srcSchema": EntitiesFile, "srcSchema-collection": EntitiesFile,
	"schema": EntitiesFile, "schema-collection": EntitiesFile,
	"Envelope": SOAPFile, "serverConf": ServerFile, "serverconf": ServerFile,
}

// entityNames are the elements that are kept.
var entityNames = map[string]bool{
	"extAccount": true, "group": true, "operator": true, "srcSchema": true, "schema": true,
}

// entitySchemas says which element the <entities> of a schema hold.
var entitySchemas = map[string]string{
	"nms:extAccount": "extAccount", "xtk:group": "group", "xtk:operator": "operator",
	"xtk:srcSchema": "srcSchema", "xtk:schema": "schema",
}

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
	switch parent.name {
	case "entities":
		inPackage := len(path) == 2 && root.name == "package" || len(path) == 1
		return inPackage && (parent.schema == "" || entitySchemas[parent.schema] == name)
	case name + "-collection":
		return len(path) == 1 || root.name == "Envelope"
	case "pdomOutput":
		return root.name == "Envelope"
	}
	return false
}

func (f *File) readXML(in *bufio.Reader) *Error {
	s := &xmlScanner{path: f.Path, in: in, wanted: isEntity, found: f.add}
	if bad := s.scan(); bad != nil {
		return bad
	}
	if kind, ok := rootKinds[s.root]; ok {
		f.Kind = kind
	}
	return nil
}

// add takes an entity to where it belongs.
func (f *File) add(e *Entity) {
	deleted := false
	switch e.attr("_operation") {
	case "none":
		return
	case "delete":
		deleted = true
	}
	switch e.Element.Tag {
	case "extAccount":
		if deleted {
			f.Deleted = append(f.Deleted, e)
		} else {
			f.Accounts = append(f.Accounts, e)
		}
	case "serverConf", "serverconf":
		f.Server = e
	case "srcSchema", "schema":
		if !deleted && describesAccount(e) {
			f.Schemas = append(f.Schemas, e)
		}
	case "group":
		if own := e.attr("xtkschema"); !deleted && (own == "" || own == "xtk:group") {
			f.Groups = append(f.Groups, e)
		}
	case "operator":
		// xtk:operator/@type: 0 user, 1 group, 2 named right.
		switch {
		case deleted:
		case e.attr("type") == "1":
			f.Groups = append(f.Groups, e)
		case e.attr("type") == "" || e.attr("type") == "0":
			f.Operators = append(f.Operators, e)
		}
	}
}

// describesAccount reports whether a schema document is nms:extAccount's own
// or an extension of it.
func describesAccount(e *Entity) bool {
	return e.attr("namespace") == "nms" && e.attr("name") == "extAccount" || e.attr("extendedSchema") == "nms:extAccount"
}

func (f *File) readYAML(data []byte) *Error {
	source, documents, bad := parseYAML(f.Path, data)
	if bad != nil {
		if !looksOurs(data) {
			f.Unparsed = bad
			return nil
		}
		return bad
	}
	reader := &yamlReader{yamlFile: source, found: f.add, walked: map[*yaml.Node]bool{}}
	for _, d := range documents {
		if bad := source.duplicateKey(d); bad != nil && looksOurs(data) {
			return bad
		}
		if isConfig(d) {
			f.Kind = ConfigFile
			continue
		}
		if bad := reader.read(d); bad != nil {
			return bad
		}
	}
	if reader.known || f.Contribution() != "" {
		f.Kind = YAMLFile
	}
	return nil
}

// looksOurs reports whether a text that is not valid YAML was meant to hold
// accounts: a folder of exports may have notes in it, which are no error.
func looksOurs(data []byte) bool {
	if looksJSON.Match(data) {
		return true
	}
	for line := range strings.Lines(string(data)) {
		key, _, isKey := strings.Cut(line, ":")
		key = strings.Trim(key, " \t-{[\"'@")
		if !isKey || key == "" {
			continue
		}
		if _, ok := collections[spelling(key)]; ok || key == "extAccount" || key == "provisioned" {
			return true
		}
		for _, f := range imsFields {
			if f.spelled(key) {
				return true
			}
		}
	}
	return false
}

var looksJSON = regexp.MustCompile(`^\s*(\{\s*("|\}|$)|\[\s*(\{|\]|$))`)
