package source

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/transform"
)

// headSize is how much of a file is looked at to find its encoding: an XML
// declaration fits in it.
const headSize = 4096

// Decode returns the content of a file as UTF-8 without byte order mark and
// with line feeds as its only line ends. The file is UTF-8, UTF-16 (by its byte
// order mark, or because it begins with < as two bytes), or in the encoding
// that its XML declaration names; a byte order mark outranks the declaration.
//
// Bytes that an encoding other than UTF-8 does not have end the content with a
// *BadByte error, after everything before them. Those of UTF-8 are passed on,
// for readers know better what to say of them: see CheckUTF8.
func Decode(name string, r io.Reader) (io.Reader, *Error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(headSize)
	if err != nil && err != io.EOF {
		return nil, Unreadable(name, err)
	}
	var decoder transform.Transformer
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		in.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")):
		return nil, Errorf(File(name), "the file is written in UTF-32: save it as UTF-8")
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		in.Discard(2)
		decoder = utf16Decoder{high: 0, low: 1}
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		in.Discard(2)
		decoder = utf16Decoder{high: 1, low: 0}
	case bytes.HasPrefix(head, []byte("\x00<")):
		decoder = utf16Decoder{high: 0, low: 1}
	case bytes.HasPrefix(head, []byte("<\x00")):
		decoder = utf16Decoder{high: 1, low: 0}
	default:
		declared, bad := declaredEncoding(name, head)
		if bad != nil {
			return nil, bad
		}
		decoder = declared
	}
	if decoder == nil {
		return LineEnds(in), nil
	}
	return LineEnds(transform.NewReader(in, decoder)), nil
}

// xmlDeclaration finds the encoding in an XML declaration. It is compiled when a
// file has one.
var xmlDeclaration = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*<\?xml\s(?:[^>]*?\s)?encoding\s*=\s*["']([^"'<>]*)["']`)
})

// declaredEncoding returns a decoder of the encoding that an XML declaration
// names, nil for UTF-8.
func declaredEncoding(file string, head []byte) (transform.Transformer, *Error) {
	if !bytes.Contains(head, []byte("encoding")) {
		return nil, nil
	}
	found := xmlDeclaration().FindSubmatchIndex(head)
	if found == nil {
		return nil, nil
	}
	name := string(head[found[2]:found[3]])
	lines := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	at := At(file, Start.After(lines.Replace(string(head[:found[2]]))))
	switch strings.ToUpper(name) {
	case "UTF-8", "UTF8", "US-ASCII", "ASCII":
		return nil, nil
	case "UTF-16", "UTF-16LE", "UTF-16BE":
		return nil, Errorf(at, "the XML declaration says %s, but the file is in an 8-bit encoding: save it as UTF-8 and declare that", name)
	}
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		enc, err = htmlindex.Get(name) // knows cp1252 and other names that are in use
	}
	if err != nil || enc == nil || enc == encoding.Replacement {
		return nil, Errorf(at, "unknown encoding %s: save the file as UTF-8 and declare that", Printable(name))
	}
	return strictDecoder{Transformer: enc.NewDecoder(), encoding: name}, nil
}

// BadByte is the error of reading bytes that the encoding of a file does not
// have. They are right after what was read without error.
type BadByte struct {
	Encoding string // as the XML declaration names it
}

// Error says what was found and what to do.
func (e *BadByte) Error() string {
	return "bytes that are not " + Printable(e.Encoding) + ": declare the encoding that the file is in, or save it as UTF-8"
}

// strictDecoder reports the bytes that a decoder would replace. None of the
// 8-bit and multi-byte encodings has a way to write the replacement character
// itself, except for GB18030; and in that it was a lost character before.
type strictDecoder struct {
	transform.Transformer
	encoding string
}

func (d strictDecoder) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	written, read, err = d.Transformer.Transform(dst, src, atEOF)
	if i := bytes.Index(dst[:written], []byte("\uFFFD")); i >= 0 {
		return i, read, &BadByte{d.encoding}
	}
	return written, read, err
}
