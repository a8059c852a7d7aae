package schema

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// peekSize is how much of a file is looked at to tell what it is. An XML
// declaration and the header line of a CSV fit in it.
const peekSize = 4096

// text reads a file as UTF-8 without byte order mark and with line feeds
// alone, as XML asks of a processor (https://www.w3.org/TR/xml/#sec-line-ends),
// so that positions need to know of one kind of line end only. XML keeps the
// encoding that its declaration names; a byte order mark outranks it.
func text(path string, r io.Reader) (*bufio.Reader, *Error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(peekSize)
	if err != nil && err != io.EOF {
		return nil, unreadable(path, err)
	}
	var decoder *encoding.Decoder
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		in.Discard(3)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\xff\xfe")):
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
	case bytes.HasPrefix(head, []byte("<\x00")):
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case bytes.HasPrefix(head, []byte("\x00<")):
		decoder = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	default:
		var bad *Error
		if decoder, bad = declaredEncoding(path, head); bad != nil {
			return nil, bad
		}
	}
	var decoded io.Reader = in
	if decoder != nil {
		decoded = transform.NewReader(in, decoder)
	}
	return bufio.NewReaderSize(&lineEnds{r: decoded}, 64<<10), nil
}

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']`)

// declaredEncoding returns the decoder that an XML declaration asks for, nil
// for UTF-8.
func declaredEncoding(path string, head []byte) (*encoding.Decoder, *Error) {
	found := xmlDeclaration.FindSubmatchIndex(head)
	if found == nil {
		return nil, nil
	}
	name := string(head[found[2]:found[3]])
	at := Position{1, 1}.after(head[:found[2]])
	switch strings.ToUpper(name) {
	case "UTF-8", "UTF8", "US-ASCII", "ASCII":
		return nil, nil
	case "UTF-16", "UTF-16LE", "UTF-16BE":
		return nil, errorAt(path, at, "the XML declaration says %s, but the file is written in an 8-bit encoding: save it as UTF-8 and declare that", name)
	}
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		enc, err = htmlindex.Get(name) // knows cp1252 and other names that are in use
	}
	if err != nil {
		return nil, errorAt(path, at, "unknown encoding %q: save the file as UTF-8 and declare that", printable(name))
	}
	return enc.NewDecoder(), nil
}

// lineEnds turns CR LF and CR into LF.
type lineEnds struct {
	r       io.Reader
	afterCR bool
}

func (l *lineEnds) Read(p []byte) (int, error) {
	for {
		n, err := l.r.Read(p)
		if !l.afterCR && bytes.IndexByte(p[:n], '\r') < 0 {
			return n, err
		}
		kept := p[:0]
		for _, c := range p[:n] {
			if c == '\n' && l.afterCR {
				l.afterCR = false
				continue
			}
			l.afterCR = c == '\r'
			if c == '\r' {
				c = '\n'
			}
			kept = append(kept, c)
		}
		// A chunk that was nothing but the LF of a CR LF is no end of file.
		if len(kept) > 0 || err != nil || len(p) == 0 {
			return len(kept), err
		}
	}
}

// checkUTF8 finds the first byte of a file that is not UTF-8.
func checkUTF8(path string, data []byte, what string) *Error {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return errorAt(path, Position{1, 1}.after(data[:i]), "the byte 0x%02X is not UTF-8: save the %s as UTF-8", data[i], what)
		}
		i += size
	}
	return nil
}

// unreadable turns an operating system's error into one for a person; the
// path is in front of it already.
func unreadable(path string, err error) *Error {
	message := err.Error()
	if i := strings.LastIndex(message, ": "); i >= 0 {
		message = message[i+2:]
	}
	return errorAt(path, Position{1, 1}, "cannot be read: %s", message)
}
