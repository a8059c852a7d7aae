package node

import (
	"io"
	"iter"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/imslint/imslint/schema/source"
)

// yaml.v3 builds a tree of about 25 times the size of its input. So it is given a
// file in pieces: a few documents at a time, without their long lists, and then
// the items of each list, some at a time.
//
// Without parsing all that comes before, nobody can tell whether a line that looks
// like an item is one: it may be inside quotes, say. So long lists are guessed,
// and the guess is checked. In the document a list is replaced by one item, and
// each part of the list gets such an item at its end. If yaml.v3 finds these items
// where they were put, it was before an item of this list at both ends of each
// part, and parsing the parts one by one gives what parsing the whole would.
// Otherwise, and where there are aliases, whose anchors may be in another part,
// the file is parsed as a whole.

const (
	partSize    = 32 << 10  // bytes of a part, if its items are not longer
	aheadSize   = 128 << 10 // bytes of the parts that are parsed or in use at a time, unless one alone is larger
	maxNesting  = 4         // of lists that are read in parts
	placeholder = "- 0\n"   // the item that a list is replaced by
)

// errNotInParts is the error of a file that has to be parsed as a whole.
var errNotInParts = &source.Error{Message: "cannot be read in parts"}

// piece is a text that yaml.v3 parses at once: a range of the file without its
// long lists.
type piece struct {
	text   string
	line   int           // of the file, on which it begins
	kept   []source.Span // the ranges of the file that the text consists of
	lists  []list        // the lists that it leaves out, in order
	listed int           // how many of them have been read
	level  int           // how many lists, read in parts, it is within
}

// list is a list that is read in parts.
type list struct {
	line   int // of the piece, on which the item is that it is replaced by
	indent int
	lines  int // how many the list has in the file
	parts  []part
}

// part is a range of the file that holds items of a list.
type part struct {
	source.Span
	line int // of the file
}

func (p part) size() int { return p.To - p.From }

// pieces returns what yaml.v3 is to parse, one after the other: some documents
// each, or the whole file.
func (r *yamlReader) pieces() iter.Seq[*piece] {
	return func(yield func(*piece) bool) {
		if r.partSize == 0 {
			yield(&piece{text: version11(r.data), line: 1, kept: []source.Span{{To: len(r.data)}}})
			return
		}
		from, end := r.withoutComments()
		line := 1 + breaks(r.data[:from])
		for at := from; at < end; {
			at = afterLineFeed(r.data, at)
			if at >= end || at-from >= r.partSize && isDocumentStart(r.data[at:]) {
				s := source.Span{From: from, To: at}
				if !yield(r.newPiece(s, line, 0, 0)) {
					return
				}
				from, line = at, line+breaks(r.data[from:at])
			}
		}
	}
}

// withoutComments returns the range of the file that is left without the comments
// before its first value and after its last one, which yaml.v3 would hold. At the
// end, only lines that begin with # are cut, and blank lines between them: an
// indented line may be text of a block scalar.
func (r *yamlReader) withoutComments() (from, end int) {
	for from = r.cursor.at; from < len(r.data) && isBlankOrComment(r.data, from); {
		from = nextLine(r.data, from)
	}
	if strings.HasPrefix(r.data[from:], "\t") || strings.HasPrefix(r.data[from:], "\uFEFF") {
		from = r.cursor.at // these are read in another way at the start of a text
	}
	end = len(r.data)
	for at := end; at > from; {
		after := at
		at = strings.LastIndexByte(r.data[:at-1], '\n') + 1
		if r.data[at] == '#' && nextLine(r.data, at) == after {
			end = at
		} else if r.data[at] != '\n' {
			break
		}
	}
	return from, max(from, end)
}

// newPiece returns a range of the file, which begins on a line, as a piece within
// so many lists that are read in parts. It leaves out lists that are indented by at
// least minIndent spaces.
func (r *yamlReader) newPiece(s source.Span, line, minIndent, level int) *piece {
	p := &piece{line: line, level: level}
	var text strings.Builder
	keep := func(to int) {
		p.kept = append(p.kept, source.Span{From: s.From, To: to})
		text.WriteString(r.data[s.From:to])
	}
	lines := 0 // of the text
	for from := s.From; from < s.To && level < maxNesting; {
		indent := spaces(r.data, from)
		if indent < minIndent || !isItem(r.data, from+indent) {
			from = afterLineFeed(r.data, from)
			continue
		}
		start := from
		var parts []source.Span
		if parts, from = listParts(r.data[:s.To], start, indent, r.partSize); from-start < 2*r.partSize {
			continue
		}
		keep(start)
		text.WriteString(r.data[start:start+indent] + placeholder)
		between := breaks(r.data[s.From:start])
		lines += between + 1
		line += between
		l := list{line: lines, indent: indent}
		for _, s := range parts {
			l.parts = append(l.parts, part{s, line + l.lines})
			l.lines += breaks(r.data[s.From:s.To])
		}
		line += l.lines
		p.lists = append(p.lists, l)
		s.From = from
	}
	keep(s.To)
	p.text = text.String()
	return p
}

// listParts returns the parts of a list, of which the first item begins on a line
// with an indentation, and where the list ends. Only the last part may be shorter
// than size.
func listParts(data string, from, indent, size int) (parts []source.Span, end int) {
	at := afterLineFeed(data, from)
	for ; at < len(data); at = afterLineFeed(data, at) {
		own := spaces(data, at)
		if own > indent || isBlankOrComment(data, at) {
			continue
		}
		if own < indent || !isItem(data, at+own) {
			break
		}
		if at-from >= size {
			parts = append(parts, source.Span{From: from, To: at})
			from = at
		}
	}
	return append(parts, source.Span{From: from, To: at}), at
}

// isBlankOrComment reports whether a line is blank, or a comment only.
func isBlankOrComment(data string, at int) bool {
	at += spaces(data, at)
	return at == len(data) || data[at] == '#' || breakSize(data, at) > 0
}

// isItem reports whether a line looks like an item of a list from an offset on. An
// item after a tab is not taken for one.
func isItem(data string, at int) bool {
	return at < len(data) && data[at] == '-' && (at+1 == len(data) || strings.IndexByte(" \r\n", data[at+1]) >= 0)
}

// isDocumentStart reports whether a line begins a document
// (https://yaml.org/spec/1.2.2/#912-document-markers).
func isDocumentStart(line string) bool {
	rest, ok := strings.CutPrefix(line, "---")
	return ok && (rest == "" || strings.IndexByte(" \t\r\n", rest[0]) >= 0)
}

// afterLineFeed returns the offset after the next line feed. It ignores the other
// line breaks of YAML: where they matter, yaml.v3 does not find what it should.
func afterLineFeed(data string, at int) int {
	if i := strings.IndexByte(data[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(data)
}

// breaks counts the line breaks of a text.
func breaks(data string) int {
	n := strings.Count(data, "\r") - strings.Count(data, "\r\n")
	for _, b := range [...]string{"\n", "\u0085", "\u2028", "\u2029"} {
		n += strings.Count(data, b)
	}
	return n
}

// inParts reports whether the piece is a part of a list, or leaves lists out.
func (p *piece) inParts() bool { return p.level > 0 || len(p.lists) > 0 }

// fileLine returns the line of the file that a line of the piece is.
func (p *piece) fileLine(line int) int {
	shift := p.line - 1
	for _, l := range p.lists {
		if l.line < line {
			shift += l.lines - 1
		}
	}
	return line + shift
}

// listAt returns the list that an item replaces, nil for none.
func (p *piece) listAt(item *yaml.Node) *list {
	if !p.isPlaceholder(item) {
		return nil
	}
	p.listed++
	return &p.lists[p.listed-1]
}

// isPlaceholder reports whether a node replaces the next list.
func (p *piece) isPlaceholder(y *yaml.Node) bool {
	if p.listed == len(p.lists) {
		return false
	}
	l := &p.lists[p.listed]
	return y.Kind == yaml.ScalarNode && y.Line == l.line && y.Column == l.indent+len("- ")+1
}

// parsed is a piece with what yaml.v3 makes of its first document.
type parsed struct {
	*piece
	decoder *yaml.Decoder // of the other documents
	first   yaml.Node
	err     error         // of yaml.v3, io.EOF for no document
	bad     *source.Error // the error of a piece that is too large for yaml.v3
}

// parse gives a piece to yaml.v3. It is called from several goroutines, and so
// changes nothing of the reader.
func (r *yamlReader) parse(p *piece) *parsed {
	result := &parsed{piece: p, decoder: yaml.NewDecoder(strings.NewReader(p.text))}
	if result.bad = r.tooMuchAtOnce(p.kept); result.bad == nil {
		result.err = decode(result.decoder, &result.first)
	}
	return result
}

// read gives each document of a piece to a function.
func (r *yamlReader) read(p *parsed, document func(*yaml.Node) *source.Error) *source.Error {
	if p.bad != nil {
		return p.bad
	}
	above := r.piece
	r.piece = p.piece
	defer func() { r.piece = above }()
	for y, err := &p.first, p.err; ; err = decode(p.decoder, y) {
		switch {
		case err == io.EOF && p.listed < len(p.lists):
			return errNotInParts
		case err == io.EOF:
			return nil
		case err != nil:
			return r.syntaxError(err)
		}
		if bad := document(y); bad != nil {
			return bad
		}
		*y = yaml.Node{}
	}
}

// parts reads the items of a list.
func (r *yamlReader) parts(l *list, depth int) *source.Error {
	level := r.piece.level + 1
	for p := range ahead(l.parts, func(part part) *parsed {
		p := r.newPiece(part.Span, part.line, l.indent+1, level)
		if strings.HasSuffix(p.text, "\n") { // else the file ends here
			p.lists = append(p.lists, list{line: breaks(p.text) + 1, indent: l.indent})
			p.text += strings.Repeat(" ", l.indent) + placeholder
		}
		return r.parse(p)
	}) {
		bad := r.read(p, func(y *yaml.Node) *source.Error {
			// The text begins with an item, so that its first document is a list.
			if root := y.Content[0]; root.Line == 1 {
				return r.items(root, depth)
			}
			return errNotInParts
		})
		if bad != nil {
			return bad
		}
	}
	return nil
}

// ahead yields what a function makes of parts, in order. While one is used,
// goroutines parse the next ones: all of them together, with the one in use, have at
// most aheadSize bytes, or are a single part. After an early end those that were
// started run on and are dropped.
func ahead(parts []part, parse func(part) *parsed) iter.Seq[*parsed] {
	return func(yield func(*parsed) bool) {
		var results []chan *parsed
		size := 0 // of the parts that were started and are still in use
		for i, taken := range parts {
			for len(results) < len(parts) {
				next := parts[len(results)]
				if len(results) > i && size+next.size() > aheadSize {
					break
				}
				result := make(chan *parsed, 1)
				go func() { result <- parse(next) }()
				results = append(results, result)
				size += next.size()
			}
			result := <-results[i]
			results[i] = nil
			if !yield(result) {
				return
			}
			size -= taken.size()
		}
	}
}
