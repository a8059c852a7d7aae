package report

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/imslint/imslint/checks"
)

// fingerprints distinguishes findings by code, instance, account, user and field,
// whatever their line; those that agree in all of it are numbered.
type fingerprints map[string]int

func (p fingerprints) of(f *checks.Finding) string {
	parts := []string{f.Name(), f.Instance, f.Account, string(f.Value.Field)}
	if f.User != "" {
		parts = append(parts, f.User)
	}
	key := strings.Join(parts, "\x00")
	p[key]++
	return fmt.Sprintf("%x:%d", sha256.Sum256([]byte(key)), p[key])
}
