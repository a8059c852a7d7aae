package main

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/login"
	"github.com/imslint/imslint/cmd/internal/bench/input"
	"github.com/imslint/imslint/schema"
)

// BenchmarkRead reads each kind of input at two sizes, so that what grows
// faster than the input shows.
func BenchmarkRead(b *testing.B) {
	for _, kind := range []struct {
		name         string
		small, large int64
		write        func(w io.Writer, size int64) error
	}{
		{"package", 1e6, 16e6, func(w io.Writer, size int64) error { return input.Package(w, 1, size) }},
		{"crlf", 1e6, 16e6, func(w io.Writer, size int64) error { return input.Package(input.CRLF(w), 1, size) }},
		{"json", 1e6, 16e6, func(w io.Writer, size int64) error { return input.JSON(w, 1, size) }},
		{"yaml accounts", 100, 1000, func(w io.Writer, size int64) error { return input.YAML(w, 1, int(size)) }},
		{"users", 1000, 20_000, func(w io.Writer, size int64) error { return input.Users(w, 1, int(size)) }},
	} {
		for _, size := range []int64{kind.small, kind.large} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, size), func(b *testing.B) {
				var text bytes.Buffer
				if err := kind.write(&text, size); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(text.Len()))
				b.ReportAllocs()
				for b.Loop() {
					if _, bad := schema.Read(kind.name, bytes.NewReader(text.Bytes())); bad != nil {
						b.Fatal(bad)
					}
				}
			})
		}
	}
}

// BenchmarkFleet judges instances, one after another, and compares them.
func BenchmarkFleet(b *testing.B) {
	for _, instances := range []int{100, 1000} {
		b.Run(fmt.Sprint(instances), func(b *testing.B) {
			exports := make([][]byte, instances)
			for i := range exports {
				var text bytes.Buffer
				if err := input.Instance(&text, 1, i); err != nil {
					b.Fatal(err)
				}
				exports[i] = text.Bytes()
			}
			b.ReportAllocs()
			for b.Loop() {
				results := make([]*checks.Result, instances)
				for i, text := range exports {
					name := fmt.Sprint("market", i)
					f, bad := schema.Read(name+".xml", bytes.NewReader(text))
					if bad != nil {
						b.Fatal(bad)
					}
					in := schema.NewInstance(name, []*schema.File{f}, nil, &schema.Config{})
					results[i] = login.Catalogue.Judge(in, checks.Selection{})
				}
				login.Catalogue.Compare(results)
			}
		})
	}
}
