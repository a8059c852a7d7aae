package schema

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func repeated(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// BenchmarkRead reads exports of two sizes: the time for a byte stays the same.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name string
		n    int
		make func(n int) string
	}{
		{"minified JSON", 2000, func(n int) string {
			return `{"extAccount":[` + repeated(n, `{"name":"routing%d","type":3,"active":1},`) + `{"name":"Adobe_Marketing_Cloud"}]}`
		}},
		{"attributes of an account in XML", 90, func(n int) string { return "<extAccount " + repeated(n, `ims%d="x" `) + "/>" }},
		{"attributes of an account in JSON", 3000, func(n int) string { return "[{" + repeated(n, `"ims%d":"x",`) + `"name":"a"}]` }},
		{"long attribute", 50_000, func(n int) string { return `<extAccount callbackServer="` + strings.Repeat("é", n) + `"/>` }},
		{"accounts beside deletions", 1000, func(n int) string {
			return `<package><entities schema="nms:extAccount">` + repeated(n, `<extAccount name="a%d"/>`) + repeated(n, `<extAccount name="a%d" _operation="delete"/>`) + "</entities></package>"
		}},
		{"groups", 1000, func(n int) string {
			return "<group-collection>" + repeated(n, `<group name="g%d"/>`) + "</group-collection>"
		}},
	} {
		for _, n := range []int{c.n, 10 * c.n} {
			b.Run(fmt.Sprint(c.name, " ", n), func(b *testing.B) {
				text := c.make(n)
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					f, err := Read("in", strings.NewReader(text))
					if err != nil {
						b.Fatal(err)
					}
					in := NewInstance("prod", []*File{f}, nil, &Config{})
					in.IMSAccounts()
					for _, a := range in.Accounts {
						a.Field(CallbackURL)
					}
				}
			})
		}
	}
}

// BenchmarkHeld measures what an account without the Adobe ID login costs while
// its instance is held.
func BenchmarkHeld(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n, "-accounts"), func(b *testing.B) {
			text := "<extAccount-collection>" + repeated(n, `<extAccount name="routing%d" type="3" active="1"/>`) + "</extAccount-collection>"
			heap := func() uint64 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				return m.HeapAlloc
			}
			for b.Loop() {
				before := heap()
				f, err := Read("in", strings.NewReader(text))
				if err != nil {
					b.Fatal(err)
				}
				in := NewInstance("prod", []*File{f}, nil, &Config{})
				b.ReportMetric(float64(heap()-before)/float64(n), "B/account")
				runtime.KeepAlive(in)
			}
		})
	}
}
