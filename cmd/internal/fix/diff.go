package fix

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// context is how many lines around a change a diff shows, where nothing on them
// has to be hidden.
const context = 3

// Diff writes the plan as a unified diff of the lines of the export, which open
// opens. It returns the changes that it could not show: those without a simple
// form in the text of the file, and those on a line with a value that nobody
// may see.
func (p *Plan) Diff(w io.Writer, open func() (io.ReadCloser, error)) (left []Change, err error) {
	var edits []edit
	for _, c := range p.Changes {
		e, err := newEdit(p.Account, c)
		if err != nil {
			left = append(left, c)
			continue
		}
		edits = append(edits, e)
	}
	slices.SortStableFunc(edits, func(a, b edit) int {
		return cmp.Or(a.from.Line-b.from.Line, a.from.Column-b.from.Column)
	})
	if len(edits) == 0 {
		return left, nil
	}
	first, last := edits[0].from.Line-context, 0
	for _, e := range edits {
		last = max(last, e.to.Line+context)
	}
	f, err := readLines(p.Account.Place().Path(), open, first, last)
	if err != nil {
		return nil, err
	}
	for _, e := range edits {
		if _, ok := f.text[e.to.Line]; !ok {
			return nil, fmt.Errorf("it ends before line %d, where a change is", e.to.Line)
		}
	}
	f.shown = shownLines(p.Account, f)
	out := &strings.Builder{}
	grown := 0 // by how many lines the changes so far have grown the file
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && f.together(edits[n-1], edits[n]) {
			n++
		}
		left = append(left, f.hunk(out, edits[:n], &grown)...)
		edits = edits[n:]
	}
	if out.Len() > 0 {
		name := p.Account.Place().Path()
		_, err = fmt.Fprintf(w, "--- %s\n+++ %s\n%s", header(name), header(name), out)
	}
	return left, err
}

// header returns the name of a file for a header of a diff, which is a line.
func header(name string) string {
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return source.Unseen(r) || r == '"' || r == '\\' }) {
		return strconv.QuoteToASCII(name)
	}
	return name
}

// lines are those of a file that a diff may show.
type lines struct {
	text  map[int]string // by number; "" for one longer than maxLine, which is not shown
	end   string         // what ends a line, "\n" or "\r\n"
	last  int            // number of the last line of the file, 0 where it was not reached
	noEnd bool           // the last line has no end
	shown map[int]bool   // those on which nothing has to be hidden
}

// maxLine is how long a line is that a diff shows, in bytes. A file of megabytes may be
// one line.
const maxLine = 64 << 10

// readLines reads a range of the lines of a file.
func readLines(name string, open func() (io.ReadCloser, error), first, last int) (*lines, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	raw := bufio.NewReaderSize(r, 64<<10)
	f := &lines{text: map[int]string{}, end: "\n"}
	if head, _ := raw.Peek(64 << 10); bytes.Contains(head, []byte("\r\n")) {
		f.end = "\r\n"
	}
	decoded, bad := source.Decode(name, raw)
	if bad != nil {
		return nil, bad
	}
	in := bufio.NewReaderSize(decoded, 64<<10)
	for n := 1; n <= last; n++ {
		keep := n >= first
		var line strings.Builder
		long := false
		for {
			piece, err := in.ReadSlice('\n')
			long = long || line.Len()+len(piece) > maxLine
			if keep && !long {
				line.Write(piece)
			}
			if err == bufio.ErrBufferFull {
				continue
			}
			if long {
				line.Reset()
			}
			if err == io.EOF {
				if line.Len() > 0 || keep && long {
					f.text[n], f.last, f.noEnd = line.String(), n, true
				}
				return f, nil
			}
			if err != nil {
				return nil, err
			}
			break
		}
		if keep {
			f.text[n] = strings.TrimSuffix(line.String(), "\n")
		}
	}
	return f, nil
}

// tags matches what may surround an account on its line without a value in it.
var tags = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\s|</?[\w:.-]+>)*$`) })

// shownLines returns the lines of an account on which a snippet hides nothing:
// those that a diff may show whole.
func shownLines(a *schema.Account, f *lines) map[int]bool {
	shown := map[int]bool{}
	name := a.Place()
	check := func(p source.Place) {
		n := p.Start().Line
		line, ok := f.text[n]
		if _, done := shown[n]; done || !ok {
			return
		}
		s := p.Snippet()
		before, after, found := strings.Cut(line, s.Text)
		shown[n] = found && !s.Before && !s.After && tags().MatchString(before) && tags().MatchString(after) && !strings.ContainsFunc(line, unseen)
	}
	var walk func(e *schema.Element)
	walk = func(e *schema.Element) {
		at := func(span source.Span) source.Place {
			return name.Part(source.Span{From: span.From - name.From, To: span.To - name.From})
		}
		check(at(e.NameSpan))
		for _, attr := range e.Attrs {
			check(at(attr.NameSpan))
		}
		for _, c := range e.Children {
			walk(c)
		}
	}
	walk(a.Element())
	return shown
}

// unseen reports whether a line with a character cannot be shown as it is.
func unseen(r rune) bool { return r != '\t' && source.Unseen(r) }

// together reports whether two changes belong to one hunk: where the lines
// between them are few, and all of them may be shown.
func (f *lines) together(a, b edit) bool {
	if b.from.Line > a.to.Line+2*context {
		return false
	}
	for n := a.to.Line + 1; n < b.from.Line; n++ {
		if !f.shown[n] {
			return false
		}
	}
	return b.from.Line <= a.to.Line || f.shown[a.to.Line] && f.shown[b.from.Line]
}

// hunk writes one hunk and returns the changes that it could not show.
func (f *lines) hunk(w io.Writer, edits []edit, grown *int) (left []Change) {
	from, to := edits[0].from.Line, edits[len(edits)-1].to.Line
	var old []string
	for n := from; n <= to; n++ {
		line, ok := f.text[n]
		if !ok || !f.shown[n] {
			for _, e := range edits {
				left = append(left, e.change)
			}
			return left
		}
		old = append(old, line)
	}
	text := strings.Join(old, "\n")
	for _, e := range slices.Backward(edits) {
		i, j := f.offset(text, from, e.from), f.offset(text, from, e.to)
		text = text[:i] + e.text + text[j:]
	}
	changed := strings.Split(text, "\n")
	// As many lines before as after, so that a hunk cannot be taken for one at
	// an end of the file.
	around := 0
	for around < context && f.shown[from-around-1] && f.shown[to+around+1] {
		around++
	}
	fmt.Fprintf(w, "@@ -%s +%s @@\n", span(from-around, len(old)+2*around), span(from-around+*grown, len(changed)+2*around))
	for n := from - around; n < from; n++ {
		f.line(w, " ", f.text[n], n)
	}
	f.body(w, old, changed, from, to)
	for n := to + 1; n <= to+around; n++ {
		f.line(w, " ", f.text[n], n)
	}
	*grown += len(changed) - len(old)
	return nil
}

// body writes the lines of a hunk that change, those among them that stay as
// they are as such where the numbers agree.
func (f *lines) body(w io.Writer, old, changed []string, from, to int) {
	if len(old) != len(changed) {
		for i, line := range old {
			f.line(w, "-", line, from+i)
		}
		for i, line := range changed {
			n := from + i
			if i == len(changed)-1 {
				n = to
			}
			f.line(w, "+", line, min(n, to))
		}
		return
	}
	for i := 0; i < len(old); {
		if old[i] == changed[i] {
			f.line(w, " ", old[i], from+i)
			i++
			continue
		}
		j := i
		for j < len(old) && old[j] != changed[j] {
			f.line(w, "-", old[j], from+j)
			j++
		}
		for ; i < j; i++ {
			f.line(w, "+", changed[i], from+i)
		}
	}
}

// line writes one line of a diff. N is its number in the file.
func (f *lines) line(w io.Writer, mark, text string, n int) {
	if f.noEnd && n == f.last {
		fmt.Fprintf(w, "%s%s\n\\ No newline at end of file\n", mark, text)
		return
	}
	fmt.Fprintf(w, "%s%s%s", mark, text, f.end)
}

// offset returns the byte of a position in a text that begins with a line.
func (f *lines) offset(text string, first int, p source.Position) int {
	i := 0
	for n := first; n < p.Line; n++ {
		i += strings.IndexByte(text[i:], '\n') + 1
	}
	for c := 1; c < p.Column && i < len(text); c++ {
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return i
}

// span says which lines a hunk covers.
func span(from, count int) string {
	if count == 1 {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d,%d", from, count)
}
