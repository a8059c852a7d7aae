package input_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/imslint/imslint/cmd/internal/bench/input"
	"github.com/imslint/imslint/schema"
)

// inputs are all that can be made, some KB of each.
func inputs() map[string]func(w io.Writer, seed uint64) error {
	return map[string]func(w io.Writer, seed uint64) error{
		"package":  func(w io.Writer, seed uint64) error { return input.Package(w, seed, 50e3) },
		"crlf":     func(w io.Writer, seed uint64) error { return input.Package(input.CRLF(w), seed, 50e3) },
		"instance": func(w io.Writer, seed uint64) error { return input.Instance(w, seed, 7) },
		"yaml":     func(w io.Writer, seed uint64) error { return input.YAML(w, seed, 20) },
		"json":     func(w io.Writer, seed uint64) error { return input.JSON(w, seed, 50e3) },
		"users":    func(w io.Writer, seed uint64) error { return input.Users(w, seed, 100) },
	}
}

func made(t *testing.T, write func(io.Writer, uint64) error, seed uint64) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, seed); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSameBytes pins the bytes: figures of two machines, or of two years, are
// about the same inputs.
func TestSameBytes(t *testing.T) {
	want := map[string]string{
		"package":  "6748944126c1154e",
		"crlf":     "ef51dcb6780107f8",
		"instance": "100741dd3d64820b",
		"yaml":     "00c51bd591e09ae8",
		"json":     "81e5eb03c4f461da",
		"users":    "42dc28eb83e05bba",
	}
	for name, write := range inputs() {
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(made(t, write, 1))))[:16]; got != want[name] {
			t.Errorf("%s: %q, want %q", name, got, want[name])
		}
		if made(t, write, 1) == made(t, write, 2) {
			t.Errorf("%s: two seeds give the same text", name)
		}
	}
}

func TestWhatReadersFind(t *testing.T) {
	want := map[string]string{
		"package":  "external accounts, 6 operator groups",
		"crlf":     "external accounts, 6 operator groups",
		"instance": "external accounts, 6 operator groups",
		"yaml":     "20 external accounts",
		"json":     "external accounts, 2 operator groups",
		"users":    "100 Admin Console users",
	}
	for name, write := range inputs() {
		f, bad := schema.Read(name, strings.NewReader(made(t, write, 3)))
		if bad != nil {
			t.Errorf("%s: %v", name, bad)
			continue
		}
		if got := f.Contribution(); !strings.HasSuffix(got, want[name]) {
			t.Errorf("%s holds %q, want %q", name, got, want[name])
		}
		if name == "users" {
			continue
		}
		if n := len(schema.NewInstance("prod", []*schema.File{f}, nil, &schema.Config{}).IMSAccounts()); n != 1 {
			t.Errorf("%s holds %d accounts with the Adobe ID login, want 1", name, n)
		}
	}
}

func TestPackageSize(t *testing.T) {
	for _, size := range []int64{100e3, 500e3} {
		text := made(t, func(w io.Writer, seed uint64) error { return input.Package(w, seed, size) }, 1)
		if got := float64(len(text)) / float64(size); got < 0.95 || got > 1.3 {
			t.Errorf("a package of %d bytes has %d", size, len(text))
		}
		if at := float64(strings.Index(text, "Adobe_Marketing_Cloud")) / float64(len(text)); at < 0.3 || at > 0.7 {
			t.Errorf("a package of %d bytes has its accounts at %.2f of it, not in the middle", size, at)
		}
	}
	json := made(t, func(w io.Writer, seed uint64) error { return input.JSON(w, seed, 500e3) }, 1)
	if len(json) > 500e3 || len(json) < 450e3 {
		t.Errorf("JSON of at most 500000 bytes has %d", len(json))
	}
}

func TestCRLF(t *testing.T) {
	lf := made(t, inputs()["package"], 1)
	if got, want := made(t, inputs()["crlf"], 1), strings.ReplaceAll(lf, "\n", "\r\n"); got != want {
		t.Error("not the same text with CR LF")
	}
}

func TestUsersColumns(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(made(t, inputs()["users"], 1))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 101 || len(rows[0]) != 15 {
		t.Errorf("%d rows of %d columns, want 101 of 15", len(rows), len(rows[0]))
	}
}

// full is a disk that is full from the start.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestFullDisk: writing ends with the disk's error instead of making the rest.
func TestFullDisk(t *testing.T) {
	large := map[string]func(io.Writer) error{
		"package": func(w io.Writer) error { return input.Package(input.CRLF(w), 1, 1<<50) },
		"json":    func(w io.Writer) error { return input.JSON(w, 1, 1<<50) },
		"users":   func(w io.Writer) error { return input.Users(w, 1, 1<<50) },
	}
	for name, write := range large {
		if err := write(full{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v, want %v", name, err, errFull)
		}
	}
}
