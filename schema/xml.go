package schema

import (
	"bytes"
	"io"
	"strings"
	"unicode"

	"github.com/imslint/imslint/schema/source"
	"github.com/imslint/imslint/schema/xmlscan"
)

// readXML reads an XML file: the entities that are wanted of it.
func (f *File) readXML(in io.Reader, head []byte) *source.Error {
	head = bytes.Clone(head)                        // which reading on overwrites
	kept, held, size, again := 0, 0, 0, &rereader{} // held: elements and attributes; size: bytes
	root, bad := xmlscan.Scan(f.Path, in, xmlscan.Options{
		Names:  entityNames,
		Wanted: isEntity,
		Hider:  xmlHider{},
		Root: func(_ *source.Text, e *Element) {
			for _, a := range e.Attrs {
				if HideUserOfAddress(a.Value) != a.Value {
					continue // no version: nothing of it is to be shown or written
				}
				switch a.Name {
				case "buildNumber":
					f.BuildNumber = a.Value
				case "buildVersion":
					f.Version = a.Value
				}
			}
		},
		Found: func(text *source.Text, e *Element) *source.Error {
			entity := &Entity{element: e, text: text}
			if !f.add(entity) {
				return nil
			}
			if kept++; kept > maxKept {
				return source.Errorf(text.Place(source.Span{}), "the file holds more than %d entities, the limit", maxKept)
			}
			size += len(text.Data())
			if held += nodesOf(e); !isHeld(kept-1, held, size) {
				entity.element, entity.again = nil, again
			}
			return nil
		},
	})
	if bad != nil {
		if root == "" {
			root = rootOf(string(head)) // its own tag is broken
		}
		// A broken file of another kind breaks nothing where it was found in a
		// folder.
		if _, ours := rootKind(root); !ours {
			f.Unparsed = bad
			return nil
		}
		return bad
	}
	if kind, ok := rootKind(root); ok {
		f.Kind = kind
	}
	return nil
}

// rootOf returns the local name of the first element of a file, as far as its
// beginning shows it.
func rootOf(head string) string {
	for {
		_, rest, found := strings.Cut(head, "<")
		end := ">"
		switch {
		case !found:
			return ""
		case strings.HasPrefix(rest, "?"):
			end = "?>"
		case strings.HasPrefix(rest, "!--"):
			end = "-->"
		case strings.HasPrefix(rest, "!"):
		default:
			return xmlscan.Local(rest[:len(rest)-len(strings.TrimLeftFunc(rest, isNameRune))])
		}
		_, head, _ = strings.Cut(rest, end)
	}
}

func isNameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-.:", r)
}
