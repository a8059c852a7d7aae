package lzma

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"
)

// TestPack insists on the header, on a size that repetitions make small, and on
// the same bytes each time. That web/unpack.js gives back what was packed is
// tested in a browser, by package main above this one.
func TestPack(t *testing.T) {
	data := bytes.Repeat([]byte("imslint checks the login. "), 4000)
	packed := Pack(data)
	if size := binary.LittleEndian.Uint64(packed[5:13]); packed[0] != 3 || size != uint64(len(data)) || packed[13] != 0 {
		t.Errorf("the header is %v", packed[:14])
	}
	if len(packed) > 200 {
		t.Errorf("%d bytes of %d", len(packed), len(data))
	}
	if !bytes.Equal(packed, Pack(data)) {
		t.Error("another result for the same data")
	}
}

// TestFind insists that the matches of a place are ones.
func TestFind(t *testing.T) {
	data := []byte("abcabcdabcdeabcdefabcdefg")
	f := newFinder(data)
	found := 0
	for at := range data {
		for _, m := range f.find(at) {
			from := at - 1 - int(m.distance)
			if !bytes.Equal(data[from:from+m.length], data[at:at+m.length]) {
				t.Errorf("at %d: %+v is no match", at, m)
			}
			found++
		}
	}
	if found == 0 {
		t.Error("nothing found")
	}
}

func BenchmarkPack(b *testing.B) {
	for _, size := range []int{1 << 16, 1 << 18} {
		data := make([]byte, 0, size)
		for i := 0; len(data) < size; i++ {
			data = fmt.Appendf(data, "account %d has the client %x; ", i, i*i*2654435761)
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				Pack(data)
			}
		})
	}
}
