package xmlscan

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// The XML Conformance Test Suite of the W3C is not part of this module. To run
// it, name the folder of a copy that holds xmlconf.xml in XML_SUITE:
// https://www.w3.org/XML/Test/

// suiteTest is a document of the suite, and what a parser has to make of it.
type suiteTest struct {
	Type     string `xml:"TYPE,attr"` // valid, invalid (but well-formed), not-wf, error
	Entities string `xml:"ENTITIES,attr"`
	ID       string `xml:"ID,attr"`
	URI      string `xml:"URI,attr"`
	Version  string `xml:"VERSION,attr"`
	Edition  string `xml:"EDITION,attr"`
	file     string
}

// suiteTests returns the tests of XML 1.0 that every list of the suite below
// folder has. A list is a piece of xmlconf.xml without a root of its own.
func suiteTests(t *testing.T, folder string) (list []suiteTest) {
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".xml") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(data, []byte("<TEST ")) || filepath.Base(path) == "xmlconf.xml" {
			return err
		}
		in := xml.NewDecoder(bytes.NewReader(data))
		for {
			token, err := in.Token()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			start, ok := token.(xml.StartElement)
			if !ok || start.Name.Local != "TEST" {
				continue
			}
			test := suiteTest{}
			if err := in.DecodeElement(&test, &start); err != nil {
				return err
			}
			test.file = filepath.Join(filepath.Dir(path), filepath.FromSlash(test.URI))
			if test.Version != "1.1" && test.Type != "error" && (test.Edition == "" || strings.Contains(test.Edition, "5")) {
				list = append(list, test)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// aside are the differences from the suite that are known and wanted: each has a
// reason, and the documents that it is the reason of. imslint judges elements
// that it keeps by all of XML 1.0, and of the rest only what tells a truncated
// file or a mis-nested one; it is not a namespace processor, and it does not
// process document type declarations, so that no file can make it read another
// or expand entities.
var aside = map[string]func(test suiteTest, document []byte, root string, bad *source.Error) bool{
	"well-formed, but the root element uses an entity that the DTD declares": func(test suiteTest, document []byte, _ string, bad *source.Error) bool {
		return test.Type != "not-wf" && bad != nil && strings.HasSuffix(bad.Error(), "does not begin a reference that XML knows: write &amp; for it") &&
			bytes.Contains(document, []byte("<!DOCTYPE"))
	},
	"not a document by Namespaces in XML, which is another standard": func(test suiteTest, _ []byte, _ string, bad *source.Error) bool {
		return test.Type == "not-wf" && bad == nil && strings.Contains(filepath.ToSlash(test.file), "/namespaces/")
	},
	"not well-formed outside the root element: XML declaration, DTD, comments, processing instructions": func(test suiteTest, _ []byte, root string, bad *source.Error) bool {
		return test.Type == "not-wf" && bad == nil && goTakes(root)
	},
}

// goTakes reports whether encoding/xml finds an element well-formed.
func goTakes(element string) bool {
	in := xml.NewDecoder(strings.NewReader(element))
	for {
		switch _, err := in.Token(); err {
		case nil:
		case io.EOF:
			return true
		default:
			return false
		}
	}
}

func TestConformance(t *testing.T) {
	folder := os.Getenv("XML_SUITE")
	if folder == "" {
		t.Skip("XML_SUITE does not name a folder")
	}
	tests := suiteTests(t, folder)
	if len(tests) < 1000 {
		t.Fatalf("%s has %d tests of XML 1.0", folder, len(tests))
	}
	agree, differ := 0, map[string]int{}
tests:
	for _, test := range tests {
		data, err := os.ReadFile(test.file)
		if err != nil {
			t.Error(err)
			continue
		}
		root := ""
		r, bad := source.Decode(test.URI, bytes.NewReader(data))
		if bad == nil {
			data, err = io.ReadAll(r)
			if err != nil {
				bad = source.ReadError(test.URI, string(data), err)
			}
		}
		if bad == nil {
			_, bad = Scan(test.URI, bytes.NewReader(data), Options{
				Wanted: func([]Ancestor, string) bool { return true },
				Found: func(text *source.Text, _ *source.Element) *source.Error {
					root = text.Data()
					return nil
				},
			})
		}
		if (bad == nil) == (test.Type != "not-wf") {
			agree++
			continue
		}
		for reason, applies := range aside {
			if applies(test, data, root, bad) {
				differ[reason]++
				continue tests
			}
		}
		t.Errorf("%s is %s: got %v (%s)", test.ID, test.Type, bad, test.file)
	}
	t.Logf("%d agree", agree)
	for reason, n := range differ {
		t.Logf("%d differ: %s", n, reason)
	}
}
