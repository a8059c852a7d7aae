package source

import (
	"bufio"
	"bytes"
	"io"
	"strings"

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
	in := bufio.NewReaderSize(r, headSize)
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
	return LineEnds(transform.NewReader(bufio.NewReaderSize(in, 64<<10), decoder)), nil
}

// declaredEncoding returns a decoder of the encoding that an XML declaration
// names, nil for UTF-8.
func declaredEncoding(file string, head []byte) (transform.Transformer, *Error) {
	place, ok := declaration(head)
	if !ok {
		return nil, nil
	}
	name := string(head[place.From:place.To])
	fail := func(format string) (transform.Transformer, *Error) {
		lines := strings.NewReplacer("\r\n", "\n", "\r", "\n")
		at := At(file, Start.After(lines.Replace(string(head[:place.From]))))
		return nil, Errorf(at, format, PrintableKey(name))
	}
	key := strings.ToLower(strings.TrimSpace(name))
	if isUTF8(key) {
		return nil, nil
	}
	if isUTF16(key) {
		return fail("the XML declaration says %s, but the file is in an 8-bit encoding: save it as UTF-8 and declare that")
	}
	enc := encodingNamed(key)
	if enc == nil {
		return fail("unknown encoding %s: save the file as UTF-8 and declare that")
	}
	return strictDecoder{Transformer: enc.NewDecoder(), encoding: name}, nil
}

// xmlSpace is what may be around the parts of an XML declaration: the white
// space of XML, and the form feed that some write.
const xmlSpace = " \t\r\n\f"

// declaration returns where an XML declaration at the beginning of a file names
// the encoding, without the quotes. It is read by hand because nearly every
// export has one, and compiling a regular expression takes longer than reading
// a small export.
func declaration(head []byte) (Span, bool) {
	trimmed := bytes.TrimLeft(head, xmlSpace)
	from := len(head) - len(trimmed) + len("<?xml")
	if !bytes.HasPrefix(trimmed, []byte("<?xml")) || len(head) == from || !strings.ContainsRune(xmlSpace, rune(head[from])) {
		return Span{}, false
	}
	for {
		i := bytes.Index(head[from:], []byte("encoding"))
		if i < 0 || bytes.IndexByte(head[from:from+i], '>') >= 0 {
			return Span{}, false
		}
		before := from + i - 1
		from += i + len("encoding")
		if !strings.ContainsRune(xmlSpace, rune(head[before])) {
			continue
		}
		rest, ok := bytes.CutPrefix(bytes.TrimLeft(head[from:], xmlSpace), []byte("="))
		if rest = bytes.TrimLeft(rest, xmlSpace); !ok || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			continue
		}
		start := len(head) - len(rest) + 1
		end := bytes.IndexAny(rest[1:], `"'<>`)
		if end >= 0 && rest[1+end] != '<' && rest[1+end] != '>' {
			return Span{start, start + end}, true
		}
	}
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
