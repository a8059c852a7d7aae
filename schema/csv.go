package schema

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/imslint/imslint/schema/source"
	"golang.org/x/text/encoding/charmap"
)

// Limits of a CSV. What is larger is no list of users, and would have to be
// held in memory.
const (
	maxCell  = 64 << 10 // bytes of a field
	maxRow   = 1 << 20  // bytes of a row
	maxCells = 10_000   // fields of a row
)

// CSV reads the rows of a CSV file (RFC 4180), one by one. It holds no more
// than the row that was read last.
//
// encoding/csv could not do this: it reads an unclosed quote to the end of the
// file into memory, and gives neither the range of a field nor the row as it is
// written, from which places are made.
type CSV struct {
	name  string
	in    *lineReader
	comma byte // 0 until the first row is read
	lines int  // read so far
	// strict has a line that is not UTF-8 end the rows with an error.
	strict bool

	header  bool   // whether the first row was read
	secrets []int  // the columns that it names like secrets
	unknown []int  // those of which nobody knows what they hold
	columns int    // of the header
	row     *Row   // that is read
	own     Row    // for Next
	raw     []byte // of the row, while its quotes are followed
	long    []byte // holds raw where the row has several lines
	notUTF8 *source.Error
	err     error
}

// Row is a row of a CSV. It is valid until the next one is read, except its
// texts and places.
type Row struct {
	Line  int // on which it begins
	Cells []Cell

	name    string
	raw     string       // as long as nobody keeps the row, a piece of what was read
	text    *source.Text // of raw, once somebody has asked for a place
	secrets []int        // columns that are named like secrets
	unknown []int        // those of which nobody knows what they hold
	columns int          // of the header
}

// Cell is a field of a row.
type Cell struct {
	Text string // without quotes and outer space
	Span source.Span
}

// NewCSV returns a reader of a CSV in UTF-8 with line feeds only, as DecodeCSV
// and source.Decode return it. Name is the file's name as printed.
func NewCSV(name string, r io.Reader) *CSV {
	return &CSV{name: name, in: newLineReader(r, maxRow), own: Row{name: name}}
}

// Next returns the next row. Blank lines are skipped; a row of separators is a
// row. The error at the end of the file is io.EOF. Others are a *NotCSVError,
// or a *source.Error where a limit is exceeded or the file cannot be read; after
// an error there are no more rows.
func (c *CSV) Next() (*Row, error) {
	if err := c.read(&c.own); err != nil {
		return nil, err
	}
	return &c.own, nil
}

// read is Next into a row of the caller's.
func (c *CSV) read(r *Row) error {
	if c.err == nil {
		c.row = r
		c.err = c.next()
	}
	if !c.header && c.err == nil {
		c.header, c.columns = true, len(r.Cells)
		for i, cell := range r.Cells {
			if IsSecret(cell.Text) {
				c.secrets = append(c.secrets, i)
			} else if !isColumn(cell.Text) {
				c.unknown = append(c.unknown, i)
			}
		}
		if len(c.unknown) == len(r.Cells) {
			c.unknown = nil // no header
		}
	} else {
		r.secrets, r.unknown, r.columns = c.secrets, c.unknown, c.columns
	}
	return c.err
}

// NotUTF8 returns an error at the first byte, so far, that is not UTF-8, nil for
// none. Lines that have one are read as Windows-1252.
func (c *CSV) NotUTF8() *source.Error { return c.notUTF8 }

// Place returns the place of a range of the row.
func (r *Row) Place(s source.Span) source.Place {
	r.keep()
	return r.text.Place(s)
}

// field returns the text of a field by its index, "" where the row has none there.
func (r *Row) field(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i].Text
}

// keep makes the row a text of its own, that of its fields included, so that
// what remains of it does not keep all that was read with it.
func (r *Row) keep() {
	if r.text != nil {
		return
	}
	r.raw = strings.Clone(r.raw)
	for i := range r.Cells {
		if c := &r.Cells[i]; len(c.Text) == c.Span.To-c.Span.From {
			c.Text = r.raw[c.Span.From:c.Span.To]
		}
	}
	r.text = source.New(r.name, r.raw, source.Position{Line: r.Line, Column: 1}, r.hidden())
}

// hidden returns what snippets do not show of the row: the fields of columns that
// are named like secrets or not known, and in the others the credentials of addresses.
func (r *Row) hidden() (list source.Ranges) {
	for _, i := range r.secrets {
		if i < len(r.Cells) {
			list = append(list, source.Hidden{Span: r.Cells[i].Span, Secret: true})
		}
	}
	for _, i := range r.unknown {
		if i < len(r.Cells) {
			list = append(list, source.Hidden{Span: r.Cells[i].Span})
		}
	}
	if len(r.secrets) > 0 && len(r.Cells) > r.columns { // a comma in a secret moves what follows
		for i := r.secrets[0]; i < len(r.Cells); i++ {
			list = append(list, source.Hidden{Span: r.Cells[i].Span, Secret: true})
		}
	}
	for _, c := range r.Cells {
		if !strings.ContainsAny(c.Text, ":/\\=%") {
			continue // most fields
		}
		if IsSecret(c.Text) { // password: x, of a file that is no CSV
			list = append(list, source.Hidden{Span: c.Span, Secret: true})
			continue
		}
		for _, s := range credentials(c.Text, nil) {
			s = source.Span{From: c.Span.From + s.From, To: c.Span.From + s.To}
			if len(c.Text) != c.Span.To-c.Span.From {
				s = c.Span // written in another way than it reads
			}
			list = append(list, source.Hidden{Span: s, Secret: true})
		}
	}
	return list
}

// Position returns the position of an offset of the row. It costs less than a
// place where no text need be kept.
func (r *Row) Position(offset int) source.Position {
	return source.Position{Line: r.Line, Column: 1}.After(r.raw[:offset])
}

func (c *CSV) next() error {
	var line []byte
	var text string
	for len(line) == 0 {
		var err error
		if line, text, err = c.readLine(); err != nil {
			return err
		}
		if len(line) > 0 && spacy(line[0]) && len(bytes.TrimSpace(line)) == 0 {
			line = nil
		}
	}
	if c.comma == 0 {
		c.comma = separator(line)
	}
	r := c.row
	r.name, r.Line, r.raw, r.Cells, r.text = c.name, c.lines, text, r.Cells[:0], nil
	if bytes.IndexByte(line, '"') >= 0 {
		return c.quoted(line)
	}
	r.split(line, c.comma)
	return c.checkCells()
}

// split cuts a row without quotes into its fields. Most fields are short, so
// that separators are looked for eight bytes at a time.
func (r *Row) split(line []byte, comma byte) {
	const ones, lows = 0x0101010101010101, 0x7F7F7F7F7F7F7F7F
	from, i := 0, 0
	for ; i+8 <= len(line); i += 8 {
		w := binary.LittleEndian.Uint64(line[i:]) ^ uint64(comma)*ones
		// The high bit of each byte that is zero, and nothing else.
		for w = ^(w&lows + lows | w | lows); w != 0; w &= w - 1 {
			to := i + bits.TrailingZeros64(w)/8
			r.add(from, to)
			from = to + 1
		}
		if len(r.Cells) > maxCells {
			return
		}
	}
	for ; i < len(line); i++ {
		if line[i] == comma {
			r.add(from, i)
			from = i + 1
		}
	}
	r.add(from, len(line))
}

// add adds the field in a range of the row that has no quotes in it.
func (r *Row) add(from, to int) {
	s := trimmed(r.raw, from, to)
	r.Cells = append(r.Cells, Cell{r.raw[s.From:s.To], s})
}

// trimmed returns a range without outer white space.
func trimmed(raw string, from, to int) source.Span {
	if from < to && (spacy(raw[from]) || spacy(raw[to-1])) {
		return trim(raw, from, to)
	}
	return source.Span{From: from, To: to} // most fields
}

// trim returns a range without outer white space. A field begins where it
// begins: line breaks in front of its text belong to it, and of a blank one
// there is only the start.
func trim(raw string, from, to int) source.Span {
	text := strings.TrimRightFunc(raw[from:to], unicode.IsSpace)
	if text == "" {
		return source.Span{From: from, To: from}
	}
	left := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	if strings.Contains(text[:left], "\n") {
		left = 0
	}
	return source.Span{From: from + left, To: from + len(text)}
}

// spacy reports whether a byte can be one of a white space character.
func spacy(c byte) bool { return c <= ' ' || c >= utf8.RuneSelf }

// quoted reads a row that has quotes in it, and the lines that it goes on over.
func (c *CSV) quoted(line []byte) error {
	r := c.row
	c.raw = line
	next := quoteFrom(c.raw, 0)
	for from := 0; len(r.Cells) <= maxCells; {
		if from < len(c.raw) && c.raw[from] == '"' {
			to, err := c.closing(from)
			if err != nil {
				return err
			}
			r.Cells = append(r.Cells, Cell{Span: source.Span{From: from + 1, To: to}})
			if from = to + 2; from > len(c.raw) {
				break
			}
			if c.raw[to+1] != c.comma {
				return c.notCSV(to, "a quote that neither ends the field nor is written twice: write each quote in a field twice, and nothing behind the last one")
			}
			next = quoteFrom(c.raw, from)
			continue
		}
		to := len(c.raw)
		i := bytes.IndexByte(c.raw[from:], c.comma)
		if i >= 0 {
			to = from + i
		}
		if next < to {
			if len(bytes.TrimSpace(c.raw[from:next])) == 0 {
				return c.notCSV(next, "white space in front of a quote: remove it")
			}
			return c.notCSV(next, "a quote inside a field that has none around it: write the field in quotes, and each quote in it twice")
		}
		r.Cells = append(r.Cells, Cell{Span: source.Span{From: from, To: to}})
		if from = to + 1; i < 0 {
			break
		}
	}
	// Cells hold only ranges up to here: what they are ranges of had no end.
	if len(c.raw) != len(line) {
		r.raw = string(c.raw)
	}
	for i := range r.Cells {
		cell := &r.Cells[i]
		from := cell.Span.From
		cell.Span = trimmed(r.raw, from, cell.Span.To)
		cell.Text = r.raw[cell.Span.From:cell.Span.To]
		if from > 0 && r.raw[from-1] == '"' && (strings.IndexByte(cell.Text, '"') >= 0 || strings.IndexByte(cell.Text, '\n') >= 0) {
			cell.Text = strings.TrimSpace(strings.ReplaceAll(cell.Text, `""`, `"`))
		}
	}
	return c.checkCells()
}

// quoteFrom returns where the next quote is, the end where there is none.
func quoteFrom(raw []byte, from int) int {
	if i := bytes.IndexByte(raw[from:], '"'); i >= 0 {
		return from + i
	}
	return len(raw)
}

// closing returns where the quote closes that is open at an offset of the row.
func (c *CSV) closing(open int) (int, error) {
	for to := open + 1; ; {
		i := bytes.IndexByte(c.raw[to:], '"')
		if i >= 0 {
			if to += i; to+1 == len(c.raw) || c.raw[to+1] != '"' {
				return to, nil
			}
			to += 2 // a quote, written twice
			continue
		}
		to = len(c.raw)
		if to-open > maxCell || to > maxRow {
			return 0, c.endless(open)
		}
		if len(c.long) == 0 || &c.raw[0] != &c.long[0] { // raw is the line itself, which the next one overwrites
			c.raw = append(c.long[:0], c.raw...)
		}
		line, _, err := c.readLine()
		if err == io.EOF {
			return 0, c.notCSV(open, unclosed)
		}
		if err != nil {
			return 0, err
		}
		c.raw = append(append(c.raw, '\n'), line...)
		c.long = c.raw
	}
}

// readLine returns the next line without its end, and the same as a string. The
// bytes are valid until the next line is read.
func (c *CSV) readLine() (line []byte, text string, err error) {
	line, text, err = c.in.next()
	switch {
	case err == errLongLine:
		return nil, "", tooLong(source.At(c.name, source.Position{Line: c.lines + 1, Column: 1}), false)
	case err == io.EOF:
		return nil, "", err
	case err != nil:
		return nil, "", c.unreadable(err)
	}
	c.lines++
	if !c.in.valid && !utf8.Valid(line) {
		line = c.singleByte(line)
		text = string(line)
		if c.strict {
			return nil, "", c.notUTF8
		}
	}
	return line, text, nil
}

// singleByte reads a line that is not UTF-8 as Windows-1252, in which Excel
// saves by default, so that columns are right and the rest can be judged.
func (c *CSV) singleByte(line []byte) []byte {
	if c.notUTF8 == nil {
		bad := 0
		for bad < len(line) {
			r, size := utf8.DecodeRune(line[bad:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			bad += size
		}
		at := source.At(c.name, source.Position{Line: c.lines, Column: utf8.RuneCount(line[:bad]) + 1})
		c.notUTF8 = source.Errorf(at, "the byte 0x%02X is not UTF-8: save the CSV as UTF-8", line[bad])
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(line)
	if err != nil { // which a single-byte encoding has none of
		return bytes.ToValidUTF8(line, []byte(string(utf8.RuneError)))
	}
	return decoded
}

// separator returns the character that splits a line into more fields.
func separator(line []byte) byte {
	commas, semicolons, quoted := 0, 0, false
	for _, b := range line {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == ',':
			commas++
		case b == ';':
			semicolons++
		}
	}
	if semicolons > commas {
		return ';'
	}
	return ','
}
