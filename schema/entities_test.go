package schema

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestIsEntity: which elements are objects of an export, by what is around
// them. An attribute schema of <entities> is behind a colon.
func TestIsEntity(t *testing.T) {
	for path, want := range map[string]bool{
		"extAccount": true, "group": true, "operator": true, "srcSchema": true, "schema": true, "serverConf": true, "serverconf": true,
		"delivery": false, "package": false,
		"package/entities:nms:extAccount/extAccount": true, "package/entities:xtk:group/group": true, "package/entities:xtk:operator/operator": true,
		"package/entities:xtk:srcSchema/srcSchema": true, "package/entities:xtk:schema/schema": true,
		"package/entities:/extAccount": true, "package/entities:/delivery": false, "package/entities:nms:extAccount/group": false, "package/entities:nms:group/group": false, "package/entities:nms:delivery/extAccount": false,
		"entities:nms:extAccount/extAccount": true, "entities:/group": true, "entities:nms:group/group": false,
		"Envelope/entities:nms:extAccount/extAccount": false, "package/x/entities:nms:extAccount/extAccount": false, "package/extAccount": false, "package/entities:/serverConf": false,
		"extAccount-collection/extAccount": true, "group-collection/extAccount": false, "html/extAccount-collection/extAccount": false, "Envelope/Body/x/extAccount-collection/extAccount": true,
		"Envelope/Body/x/pdomOutput/operator": true, "html/pdomOutput/operator": false, "pdomOutput/operator": false, "Envelope/operator": false,
		"extAccount/folder/extAccount": false, "package/entities:nms:extAccount/extAccount/extAccount": false, "serverConf/group": false,
	} {
		steps := strings.Split(path, "/")
		var around []ancestor
		for _, step := range steps[:len(steps)-1] {
			name, schema, _ := strings.Cut(step, ":")
			around = append(around, ancestor{Name: name, Schema: schema})
		}
		if got := isEntity(around, steps[len(steps)-1]); got != want {
			t.Errorf("%s: got %t", path, got)
		}
	}
}

// TestContribution: what a file holds of which imslint makes use.
func TestContribution(t *testing.T) {
	for text, want := range map[string]string{
		`<schema name="extAccount" namespace="nms"/>`:                                "1 schema of nms:extAccount",
		`<srcSchema name="extAccount" namespace="nms"/>`:                             "1 schema of nms:extAccount",
		`<srcSchema name="extAccount" namespace="cus"/>`:                             "",
		`<srcSchema name="recipient" namespace="nms"/>`:                              "",
		`<schema name="operator" namespace="xtk"/>`:                                  "1 schema of xtk:operator",
		`<schema name="operator" namespace="nms"/>`:                                  "",
		`<schema name="x" namespace="cus" extendedSchema="xtk:operator"/>`:           "1 schema of xtk:operator",
		`<schema name="extAccount" namespace="cus" extendedSchema="nms:recipient"/>`: "",
		`<schema name="extAccount" namespace="nms" _operation="delete"/>`:            "",
		`<extAccount _operation="delete"/>`:                                          "1 external account to be deleted",
		`<extAccount _operation="insertOrUpdate"/>`:                                  "1 external account",
		`<extAccount _operation="none"/>`:                                            "",
		`<group xtkschema="xtk:group"/>`:                                             "1 operator group",
		`<group xtkschema="nms:group"/>`:                                             "",
		`<group _operation="delete"/>`:                                               "",
		`<group xtkschema="xtk:group" _operation="delete"/>`:                         "",
		`<operator type="0"/>`:                                                       "1 operator",
		`<operator/>`:                                                                "1 operator",
		`<operator type="1"/>`:                                                       "1 operator group",
		`<operator type="2"/>`:                                                       "",
		`<operator _operation="delete"/>`:                                            "",
		`<operator type="1" _operation="delete"/>`:                                   "",
		`<serverConf/>`: "server configuration",
		`<operator-collection><operator/><operator type="1"/><operator type="0"/></operator-collection>`:                                    "1 operator group, 2 operators",
		`<extAccount-collection><extAccount _operation="delete"/><extAccount _operation="delete"/></extAccount-collection>`:                 "2 external accounts to be deleted",
		`<schema-collection><schema extendedSchema="nms:extAccount"/><schema extendedSchema="nms:extAccount"/></schema-collection>`:         "2 schemas of nms:extAccount",
		`<srcSchema-collection><srcSchema extendedSchema="xtk:operator"/><srcSchema extendedSchema="xtk:operator"/></srcSchema-collection>`: "2 schemas of xtk:operator",
		"Email\nada@example.com\n":                  "1 person to migrate",
		"Email\nada@example.com\nbob@example.com\n": "2 people to migrate",
		"Email,Username,Type\na@b.c,a,\nd@e.f,d,\n": "2 Admin Console users",
	} {
		if got := read(t, text).Contribution(); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestRootKinds: what the root element makes of an XML file, with a namespace
// prefix or without.
func TestRootKinds(t *testing.T) {
	kinds := map[string]Kind{
		"package": PackageFile, "entities": PackageFile, "Envelope": SOAPFile, "serverConf": ServerFile, "serverconf": ServerFile,
		"packages": OtherFile, "Package": OtherFile, "delivery": OtherFile,
	}
	for _, name := range []string{"extAccount", "group", "operator", "srcSchema", "schema"} {
		kinds[name], kinds[name+"-collection"] = EntitiesFile, EntitiesFile
	}
	for name, want := range kinds {
		for _, root := range []string{name, "ns:" + name} {
			if got := read(t, "<"+root+" xmlns:ns='x'/>").Kind; got != want {
				t.Errorf("<%s>: got %s, want %s", root, got, want)
			}
		}
	}
}

// TestPackageBuild: the build of the server that wrote a package is that of its
// root element.
func TestPackageBuild(t *testing.T) {
	f := read(t, `<package author="x" buildNumber="9368" buildVersion="7.3"><entities schema="nms:extAccount"><extAccount buildNumber="1" buildVersion="2"/></entities></package>`)
	if f.BuildNumber != "9368" || f.Version != "7.3" {
		t.Errorf("got build %s of %s", f.BuildNumber, f.Version)
	}
}

// TestLimitCounts: every kind of entity counts towards the limit of an instance.
func TestLimitCounts(t *testing.T) {
	for i, file := range []func([]*Entity) *File{
		func(e []*Entity) *File { return &File{Accounts: e} },
		func(e []*Entity) *File { return &File{Deleted: e} },
		func(e []*Entity) *File { return &File{Groups: e} },
		func(e []*Entity) *File { return &File{Operators: e} },
		func(e []*Entity) *File { return &File{Schemas: e} },
		func(e []*Entity) *File { return &File{OperatorSchemas: e} },
	} {
		one := file(make([]*Entity, 1))
		if bad := Limit([]*File{file(make([]*Entity, maxKept))}); bad != nil {
			t.Errorf("kind %d, at the edge: %v", i, bad)
		}
		if bad := Limit([]*File{one, {Groups: make([]*Entity, maxKept)}}); bad == nil {
			t.Errorf("kind %d does not count", i)
		}
	}
}

// TestWhereReadingFails: an error has its place as far as the file could be
// read.
func TestWhereReadingFails(t *testing.T) {
	const windows = "<?xml version='1.0' encoding='windows-1252'?>\n"
	disk := iotest.ErrReader(errors.New("disk failure"))
	for _, c := range []struct {
		name string
		r    io.Reader
		want string
	}{
		{"a bad byte at the start", strings.NewReader("\xff\xfe\x00\xdc"), "in:1:1: bytes that are not UTF-16"},
		{"a bad byte after some", strings.NewReader(windows + "<extAccount name='a\x81'/>"), "in:2:20: bytes that are not windows-1252"},
		{"a failure at the start", disk, "in:1:1: cannot be read: disk failure"},
		{"a failure in an element", io.MultiReader(strings.NewReader("<extAccount>\n"), disk), "in:1:1: cannot be read: disk failure"},
		{"a failure behind a bad byte", iotest.DataErrReader(io.MultiReader(strings.NewReader(windows+"<extAccount name='"+strings.Repeat("x", 2*peekSize)+"\x81"), disk)), "in:2:8211: bytes that are not windows-1252"},
		{"a failure behind all elements", io.MultiReader(strings.NewReader("<html/>"), disk), "in:1:1: cannot be read: disk failure"},
	} {
		f, bad := Read("in", c.r)
		if bad == nil || f != nil || !strings.HasPrefix(bad.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, bad, c.want)
		}
	}
}

// TestBinaryFiles: a file that holds a NUL is no text, and nothing is said of
// how it cannot be parsed.
func TestBinaryFiles(t *testing.T) {
	for _, text := range []string{"\x89PNG\x00", "\x00\x01", "Email,Username,Type\n\x00"} {
		if f := read(t, text); f.Kind != OtherFile || f.Unparsed != nil {
			t.Errorf("%q: %s, %v", text, f.Kind, f.Unparsed)
		}
	}
}

// TestBrokenFiles: a broken file of another kind is no error where it was found
// in a folder; one of ours is, also where its first tag is what is broken.
func TestBrokenFiles(t *testing.T) {
	for text, ours := range map[string]bool{
		"<package": true, "<package a='": true, "<extAccount a=1/>": true, "<ns:extAccount a=1/>": true, "<serverConf><a></serverConf>": true,
		"<?xml version='1.0'?><!-- <html> --><!DOCTYPE x><package a=1>": true, "<?xml version='1.0'?>\n<?p > <html ?>\n<!-- > <html -->\n<package a=1>": true,
		"<package a='" + strings.Repeat("x", 3*peekSize) + "' b=1>": true, // where the beginning has been read over
		"<html": false, "<html><package></html>": false, "<packages a=1/>": false, "<package2 a=1/>": false, "<pack-age a=1/>": false, "<package.x a=1/>": false, "<package:x a=1/>": false,
		"<?xml version='1.0'?><!-- <package> --><html a=1>": false, "<!-- x": false, "<!DOCTYPE package": false, "<é a=1/>": false, "<": false,
	} {
		f, bad := Read("in", strings.NewReader(text))
		if (bad != nil) != ours || !ours && (f.Kind != OtherFile || f.Unparsed == nil) {
			t.Errorf("%s: got %v, %v", text, f, bad)
		}
	}
}

// TestElements: an entity holds the elements below it, names without their
// prefix.
func TestElements(t *testing.T) {
	e := read(t, `<x:extAccount name="a"><x:ims mask="m">t<b/></x:ims><c/></x:extAccount>`).Accounts[0]
	var walk func(e *Element) string
	walk = func(e *Element) string {
		out := e.Name
		for _, a := range e.Attrs {
			out += fmt.Sprintf(" %s=%s", a.Name, a.Value)
		}
		for _, c := range e.Children {
			out += " (" + walk(c) + ")"
		}
		return out
	}
	if got, want := walk(e.Element()), "extAccount name=a (ims mask=m (b)) (c)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := read(t, `<extAccount x:name="no" name="a"/>`).Accounts[0].InternalName().Text; got != "a" {
		t.Errorf("the internal name is read from an attribute with a prefix: %s", got)
	}
	if root := e.Element(); root.Child("ims").Text != "t" || root.Child("x") != nil || root.Child("c").Attr("x") != "" || e.Attr("name") != "a" {
		t.Errorf("got %+v", root)
	}
}
