// Package xmlscan follows an XML file from its first byte to its last and hands
// over the elements that somebody wants.
//
// One pass follows the whole file, so that a truncated or mis-nested one is an
// error wherever it breaks: elements nest and end with the names that they begin
// with, attributes have a value in quotes, and comments, CDATA sections,
// processing instructions and the document type declaration end. Of the elements
// that nobody wants, no more than that is looked at. A file is followed about as
// fast as grep finds a word in it, because nearly all of it is skipped by bytes
// that are easily found:
//
//   - text up to the next < (text.go);
//   - CDATA sections, comments and processing instructions up to their end
//     (markup.go);
//   - start tags by a loop that knows only tags that are written as nearly all
//     are, and leaves any other one, and all that is wrong, to a second look at
//     the same tag (tags.go);
//   - end tags by comparing them with the name of the innermost element.
//
// The bytes of a wanted element are kept while the scanner follows it like any
// other. When it has ended, they are parsed a second time, into a tree, and
// everything that XML asks for is checked (element.go). Where the file breaks
// inside of it, what there is of it is parsed as well, because the first error
// of the file is the one to report.
//
// Input comes in buffers (input.go). The scanner looks at one buffer, from pos
// on. When it reaches the end, more() lets go of the bytes before pos and
// appends the next ones. A tag stays in the buffer as a whole, and is looked at
// again from its start when it was cut; text, comments and the like are let go
// piece by piece, never in the middle of a character.
//
// Nothing counts lines while scanning (positions.go). The scanner knows the
// position of one offset of its buffer, the mark, and works out a later one when
// it is asked for. An element remembers where it opens by its offset; of those
// that are still open when the mark passes them, which are few, the position is
// worked out then. The mark only moves forward, so that all positions together
// cost no more than one walk over the file.
package xmlscan

import (
	"bytes"
	"io"

	"github.com/imslint/imslint/schema/source"
)

// The limits of what is read. What exceeds one is an error that names it.
const (
	MaxDepth      = 100_000  // elements inside each other
	MaxKeptDepth  = 1024     // elements inside each other in a kept one, which counts
	MaxTag        = 16 << 20 // bytes of a tag
	MaxKept       = 16 << 20 // bytes of a kept element
	MaxAttributes = 1000     // attributes of an element in a kept one
	MaxNodes      = 100_000  // elements and attributes of a kept element, itself included; and as many texts, comments and instructions
	MaxPath       = 2 << 10  // bytes of the names of elements inside each other in a kept one
	MaxValue      = 1 << 20  // bytes of an attribute or a run of text in a kept element
)

// Ancestor is an element around the one in question.
type Ancestor struct {
	Name   string // without its namespace prefix
	Schema string // the attribute schema of <entities>
}

// Options say what is wanted of a file.
type Options struct {
	// Names are the local names of the elements that may be wanted, besides
	// that of the root element.
	Names map[string]bool
	// Wanted reports whether an element of a local name is wanted; path has
	// the elements that it is in, from the root on, and is valid during the
	// call only. Wanted is asked for the root element and those in Names, but
	// not inside a wanted element.
	Wanted func(path []Ancestor, name string) bool
	// Root takes the start tag of the root element, for its attributes: of more than
	// MaxAttributes the first ones and the last one. A value that has an unknown
	// reference is handed over as written. Root may be nil.
	Root func(text *source.Text, e *source.Element)
	// Found takes each wanted element, in file order, with the text of it that
	// its spans are ranges of. It has been checked as a whole. An error ends
	// the scan.
	Found func(text *source.Text, e *source.Element) *source.Error

	// Hider says what snippets of the texts must not show, nil for nothing.
	Hider source.Hider

	bufferSize int // for tests; 0 for the usual one
}

// Scan follows a whole file. What r has is UTF-8 with line feeds as its only
// line ends and without byte order mark; see source.Decode. Scan returns the
// local name of the root element, or the first error of the file. It does not
// use r any more when it has returned.
func Scan(name string, r io.Reader, o Options) (root string, err *source.Error) {
	s := &scanner{origin: source.NewOrigin(name, o.Hider), options: o, in: newInput(r, o.bufferSize), mark: source.Start, limit: MaxDepth, shortest: 3}
	defer s.in.stop()
	for n := range o.Names {
		s.suspect(n)
	}
	err = s.scan()
	if err != nil && s.keeping {
		err = s.firstError(err)
	}
	return s.root, err
}

type scanner struct {
	origin  *source.Origin
	options Options
	in      *input

	buf      []byte
	pos      int   // of the next byte in buf
	eof      bool  // there is nothing behind buf
	err      error // why the rest of the file cannot be read
	failedAt int   // offset in buf of the error that ended the scan

	mark   source.Position // of buf[markAt]
	markAt int
	lines  int // line ends in buf from markAt on

	// The open elements: those before the mark, the same for Wanted, and those
	// behind it.
	open   []openElement
	path   []Ancestor
	opened []newElement
	limit  int // how many may be open

	root    string // local name of the root element, "" until it was seen
	doctype bool   // the document type declaration was seen

	keeping   bool
	keptDepth int             // number of elements around the kept one
	keptStart source.Position // of the kept element
	keptFrom  int             // offset in buf of the bytes of it that are not in kept
	kept      []byte
	parser    Parser // of kept elements

	suspects [1024]uint64 // a set of suspicions
	shortest int          // length of the shortest of Options.Names
	attrs    []rawAttr    // of the tag that was looked at last
}

// scan follows the file. Its parts expect what they follow at pos, and leave
// pos behind it.
func (s *scanner) scan() *source.Error {
	for {
		s.plain()
		if bad := s.text(); bad != nil {
			return bad
		}
		if !s.have(len("<x")) {
			return s.end()
		}
		var bad *source.Error
		switch s.buf[s.pos+1] {
		case '/':
			bad = s.endTag()
		case '!':
			bad = s.declaration()
		case '?':
			bad = s.until("<?", "?>", "processing instruction")
		default:
			bad = s.startTag()
		}
		if bad != nil {
			return bad
		}
	}
}

// end is the end of the file between tags, or inside of one that has only its <.
func (s *scanner) end() *source.Error {
	switch {
	case s.err != nil:
		return s.unreadable()
	case s.pos < len(s.buf):
		return s.truncated("tag", s.position(s.pos))
	case s.depth() > 0:
		at := s.innermostAt()
		return s.errorAt(len(s.buf), "the file ends inside <%s>, which opens at line %d, column %d: it is truncated, or </%[1]s> is missing", printable(s.innermost()), at.Line, at.Column)
	case s.root == "":
		return s.errorAt(len(s.buf), "there is no element in the file")
	}
	return nil
}

// printable returns a name for a message.
// printable returns the name of a tag for a message, without what does not belong to
// it: the name of an end tag goes up to the > (</password="x">).
func printable(name []byte) string {
	if i := bytes.IndexAny(name, "=\"'@"); i > 0 {
		return source.Printable(string(name[:i])) + "…"
	}
	return source.Printable(string(name))
}
