package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// utf16Bytes writes a text as UTF-16.
func utf16Bytes(text string, high, low int) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		pair := [2]byte{}
		pair[high], pair[low] = byte(u>>8), byte(u)
		b = append(b, pair[:]...)
	}
	return string(b)
}

func TestDecode(t *testing.T) {
	latin := func(s string) string { out, _ := charmap.ISO8859_1.NewEncoder().String(s); return out }
	shiftJIS, err := japanese.ShiftJIS.NewEncoder().String("<?xml version='1.0' encoding='Shift_JIS'?><a>漢字</a>")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("é😀", 70_000)
	for _, c := range []struct{ in, want, bad string }{
		{"", "", ""},
		{"a\r\nb\rc\nd\r\r\n", "a\nb\nc\nd\n\n", ""},
		{"\xef\xbb\xbfa: é\r\n", "a: é\n", ""},
		{"\xff\xfe" + utf16Bytes("é😀\r\n\uFFFD", 1, 0), "é😀\n\uFFFD", ""},
		{"\xfe\xff" + utf16Bytes("é😀\r\n\uFFFD", 0, 1), "é😀\n\uFFFD", ""},
		{utf16Bytes("<a>é</a>", 1, 0), "<a>é</a>", ""},
		{utf16Bytes("<a>é</a>", 0, 1), "<a>é</a>", ""},
		{"\xff\xfe" + utf16Bytes(long, 1, 0), long, ""},
		{"\xff\xfe" + utf16Bytes(strings.Repeat("漢", 70_000), 1, 0), strings.Repeat("漢", 70_000), ""}, // longer as UTF-8
		{latin("<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<a>é</a>"), "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>é</a>", ""},
		{"<?xml version='1.0' encoding=\"cp1252\"?><a>\x80</a>", "<?xml version='1.0' encoding=\"cp1252\"?><a>€</a>", ""},
		{shiftJIS, "<?xml version='1.0' encoding='Shift_JIS'?><a>漢字</a>", ""},
		{"<?xml version='1.0' encoding='utf-8'?><a>\xff</a>", "<?xml version='1.0' encoding='utf-8'?><a>\xff</a>", ""},
		{"\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>", "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>", ""},
		// Bytes that the encoding does not have.
		{"<?xml version='1.0' encoding='windows-1252'?>\r\n<a>\x81</a>", "<?xml version='1.0' encoding='windows-1252'?>\n<a>", "bytes that are not windows-1252"},
		{"<?xml version='1.0' encoding='Shift_JIS'?><a>\x81", "<?xml version='1.0' encoding='Shift_JIS'?><a>", "bytes that are not Shift_JIS"},
		{"<?xml version='1.0' encoding='EUC-JP'?><a>\xa4</a>", "<?xml version='1.0' encoding='EUC-JP'?><a>", "bytes that are not EUC-JP"},
		{"\xff\xfe" + utf16Bytes("ab", 1, 0) + "\x3d\xd8" + utf16Bytes("cd", 1, 0), "ab", "bytes that are not UTF-16"},
		{"\xff\xfe" + utf16Bytes("ab", 1, 0) + "\x00\xdc" + utf16Bytes("cd", 1, 0), "ab", "bytes that are not UTF-16"},
		{"\xff\xfe" + utf16Bytes("ab", 1, 0) + "\x3d\xd8", "ab", "bytes that are not UTF-16"},
		{"\xff\xfe" + utf16Bytes("ab", 1, 0) + "c", "ab", "bytes that are not UTF-16"},
		{"\xff\xfe" + utf16Bytes(long, 1, 0) + "\x00\xdc", long, "bytes that are not UTF-16"},
	} {
		for _, wrap := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader, iotest.DataErrReader} {
			r, bad := Decode("in", wrap(strings.NewReader(c.in)))
			if bad != nil {
				t.Errorf("%.60q: %v", c.in, bad)
				continue
			}
			got, err := io.ReadAll(r)
			if string(got) != c.want {
				t.Errorf("%.60q\n got %.200q\nwant %.200q", c.in, got, c.want)
			}
			var badByte *BadByte
			if errors.As(err, &badByte) != (c.bad != "") || err != nil && !strings.HasPrefix(err.Error(), c.bad) {
				t.Errorf("%.60q: got error %v, want %q", c.in, err, c.bad)
			}
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<?xml version='1.0' encoding='EBCDIC-XX'?><a/>", "in:1:31: unknown encoding EBCDIC-XX: save the file as UTF-8"},
		{"\r\n<?xml version='1.0'\r\n  encoding='x\x1b'?><a/>", "in:3:13: unknown encoding x?: save"},
		{"\r<?xml version='1.0'\r encoding='x'?><a/>", "in:3:12: unknown encoding x"},
		{"<?xml version='1.0' encoding=''?><a/>", "in:1:31: unknown encoding"},
		{"<?xml version='1.0' encoding='UTF-32'?><a/>", "in:1:31: unknown encoding UTF-32"},
		{"<?xml version='1.0' encoding='iso-2022-kr'?><a/>", "in:1:31: unknown encoding iso-2022-kr"},
		{"<?xml version='1.0' encoding='UTF-16'?><a/>", "in:1:31: the XML declaration says UTF-16"},
		{"\xff\xfe\x00\x00<\x00\x00\x00", "in:1:1: the file is written in UTF-32"},
	} {
		if _, bad := Decode("in", strings.NewReader(c.in)); bad == nil || !strings.HasPrefix(bad.Error(), c.want) {
			t.Errorf("%q\n got %v\nwant %s", c.in, bad, c.want)
		}
	}
	_, bad := Decode("in", iotest.ErrReader(&fs.PathError{Op: "read", Path: "/secret", Err: fs.ErrPermission}))
	if want := "in:1:1: cannot be read: permission denied"; bad == nil || bad.Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
}

func TestReadError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&BadByte{"EUC-JP"}, "in:2:2: bytes that are not EUC-JP: declare the encoding that the file is in, or save it as UTF-8"},
		{io.ErrUnexpectedEOF, "in:1:1: cannot be read: the file ends too early"},
		{&fs.PathError{Op: "read", Path: "x", Err: fs.ErrClosed}, "in:1:1: cannot be read: file already closed"},
		{errors.New("disk: on fire"), "in:1:1: cannot be read: disk: on fire"},
	} {
		if got := ReadError("in", "a\nb", c.err).Error(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestCheckUTF8(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"é\uFFFD", ""},
		{"é\nü\xc3", "in:2:2: the byte 0xC3 is not UTF-8: save the CSV as UTF-8"},
		{"a\uFFFD\xff", "in:1:3: the byte 0xFF is not UTF-8: save the CSV as UTF-8"}, // U+FFFD may be in the file itself
		{"\xed\xa0\x80", "in:1:1: the byte 0xED is not UTF-8: save the CSV as UTF-8"},
	} {
		bad := CheckUTF8(New("in", c.in, Start), "CSV")
		if (bad == nil) != (c.want == "") || bad != nil && bad.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.in, bad, c.want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"IMS server", "IMS server"},
		{" é漢\n\x1b[1m\u202e\u200b\xff ", "é漢??[1m???"},
		{strings.Repeat("é", 60), strings.Repeat("é", 60)},
		{strings.Repeat("é", 61), strings.Repeat("é", 60) + "…"},
	} {
		if got := Printable(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		"a\r\nb", "\xef\xbb\xbfa", "\xff\xfea\x00\x3d\xd8", "\xfe\xff\xd8\x3d\xde\x00", "<\x00a\x00", "\x00<\x00a",
		"<?xml version='1.0' encoding='Shift_JIS'?>\x81", "<?xml version='1.0' encoding='GB18030'?>\x84\x31\xa4\x37", "<?xml version='1.0' encoding='iso-2022-jp'?>\x1b$B", "<?xml version='1.0' encoding='utf-7'?>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, bad := Decode("in", bytes.NewReader(data))
		if bad != nil {
			if at := bad.Start(); at.Line < 1 || at.Column < 1 {
				t.Fatalf("an error without a place: %v", bad)
			}
			return
		}
		got, err := io.ReadAll(r)
		var badByte *BadByte
		if err != nil && !errors.As(err, &badByte) {
			t.Fatal(err)
		}
		if bytes.IndexByte(got, '\r') >= 0 {
			t.Fatalf("%q: a carriage return in %q", data, got)
		}
		if again, err := Decode("in", iotest.OneByteReader(bytes.NewReader(data))); err != nil {
			t.Fatal(err)
		} else if slow, _ := io.ReadAll(again); !bytes.Equal(got, slow) {
			t.Fatalf("%q: %q at once, %q byte by byte", data, got, slow)
		}
		if utf8.Valid(data) && err == nil && !utf8.Valid(got) {
			t.Fatalf("%q: %q", data, got)
		}
	})
}

// BenchmarkDecode reads a file in UTF-8 and one in another encoding.
func BenchmarkDecode(b *testing.B) {
	for _, c := range []struct{ name, head, line string }{
		{"UTF-8", "", "a line of some text, é\n"},
		{"Windows-1252", "<?xml version='1.0' encoding='windows-1252'?>\n", "a line of some text, \xe9\n"},
		{"UTF-16", "\xff\xfe", "a\x00 \x00l\x00i\x00n\x00e\x00\n\x00"},
	} {
		for _, lines := range []int{20_000, 200_000} {
			b.Run(c.name, func(b *testing.B) {
				data := c.head + strings.Repeat(c.line, lines)
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					r, _ := Decode("in", strings.NewReader(data))
					if _, err := io.Copy(io.Discard, r); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
