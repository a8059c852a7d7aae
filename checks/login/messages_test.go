package login

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/checkstest"
	"github.com/imslint/imslint/schema"
)

// wording is an input and what a check says of it, word for word.
type wording struct {
	name string
	in   checks.Example
	want []string // messages, in the order found
}

func testWording(t *testing.T, check *checks.Check, list []wording) {
	t.Helper()
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, checkstest.Said(checkstest.Run(t, Catalogue, c.in), check)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// skipped returns the codes of a check that could not run, each with its reason
// and without the name of the check.
func skipped(r *checks.Result, check *checks.Check) (list []string) {
	for _, s := range checkstest.Skipped(r, check) {
		list = append(list, strings.TrimPrefix(s, check.Name+"/"))
	}
	return list
}

// finding returns the only finding of a code.
func finding(t *testing.T, r *checks.Result, code *checks.Code) *checks.Finding {
	t.Helper()
	i := slices.IndexFunc(r.Findings, func(f *checks.Finding) bool { return f.Code == code })
	if i < 0 {
		t.Fatalf("%s is not found, but %v", code.Name, checkstest.Fired(r, true))
	}
	return r.Findings[i]
}

// related returns what belongs to a finding, each as message: text.
func related(f *checks.Finding) (list []string) {
	for _, r := range f.Related {
		list = append(list, r.Message+": "+r.Written())
	}
	return list
}

// run judges several instances, each given by its name and the attributes of
// its account.
func run(t *testing.T, config string, accounts ...[2]string) []*checks.Result {
	t.Helper()
	var list []*schema.Instance
	for _, a := range accounts {
		list = append(list, checkstest.Instance(t, a[0], config, checkstest.Document(a[1])))
	}
	return checkstest.Judge(Catalogue, checks.Selection{}, list...)
}
