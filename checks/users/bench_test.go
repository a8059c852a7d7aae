package users

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// rows is a file of today's layout with so many users, made while it is read.
type rows struct {
	left, n int
	rest    []byte
}

func newRows(n int) *rows {
	return &rows{left: n, rest: []byte("Identity Type,Username,Domain,Email,First Name,Last Name,Country Code,ID,Product Configurations,Admin Roles,Product Configurations Administered,User Groups,User Groups Administered,Products Administered,Developer Access\r\n")}
}

func (r *rows) Read(p []byte) (int, error) {
	for len(r.rest) < len(p) && r.left > 0 {
		r.left--
		r.n++
		r.rest = fmt.Appendf(r.rest, "Federated ID,user%d@example.com,example.com,user%d@example.com,Ada,Lovelace,GB,,\"campaign - prod - delivery,campaign - prod - admin\",,,,,,\r\n", r.n, r.n)
	}
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = append(r.rest[:0], r.rest[n:]...)
	return n, nil
}

const benchmarkConfig = `adminConsole:
  domains: [{name: example.com, type: Federated ID}]
  userNames: same-as-email
  productConfigurations: [campaign - prod - delivery, campaign - prod - admin]
`

// BenchmarkFile judges files, beside encoding/csv that only reads them and
// what it takes to make them.
func BenchmarkFile(b *testing.B) {
	for _, n := range []int{25_000, 1_000_000} {
		b.Run(fmt.Sprint("judge/", n), func(b *testing.B) {
			b.ReportAllocs()
			c, bad := schema.ReadConfig("imslint.yaml", strings.NewReader(benchmarkConfig))
			if bad != nil {
				b.Fatal(bad)
			}
			for b.Loop() {
				r, o, bad := NewJudge(nil).File(Upload{Name: "users", Path: "users.csv", Config: c}, newRows(n), checks.Selection{})
				if bad != nil || o.Failing > 0 || o.Users != n {
					b.Fatal(bad, o, len(r.Findings))
				}
			}
		})
		b.Run(fmt.Sprint("encoding-csv/", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := csv.NewReader(newRows(n))
				r.ReuseRecord = true
				for {
					if _, err := r.Read(); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprint("making/", n), func(b *testing.B) {
			for b.Loop() {
				io.Copy(io.Discard, newRows(n))
			}
		})
	}
}
