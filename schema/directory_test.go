package schema

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// TestReadDirectory reads who is active, by any of the columns that may say so.
func TestReadDirectory(t *testing.T) {
	for _, c := range []struct {
		text string
		want map[string]bool
	}{
		{"email\nAda@Example.com\n\n bob@example.com \n", map[string]bool{"ada@example.com": true, "bob@example.com": true}},
		{"Name;User Principal Name;Account-Enabled\nA;a@x;True\nB;b@x;FALSE\nC;c@x\nD;;true\nE\n;f@x;\n", map[string]bool{"a@x": true, "b@x": false, "c@x": true, "f@x": true}},
		{"status,mail\nActive,a@x\nInactive,b@x\nDisabled,c@x\nSUSPENDED,d@x\nno,e@x\n0,f@x\nfalse,g@x\n1,h@x\nyes,i@x\n,j@x\n", map[string]bool{
			"a@x": true, "b@x": false, "c@x": false, "d@x": false, "e@x": false, "f@x": false, "g@x": false, "h@x": true, "i@x": true, "j@x": true,
		}},
		{"x,enabled,email\n1,no,a@x\n2,on,b@x\n", map[string]bool{"a@x": false, "b@x": true}},
		{"email,status\na@x,\"\"\"no\"\"\"\n\"\"\"q\"\"@x\",no\n", map[string]bool{"a@x": true, `"q"@x`: false}},
		{"mail\n", map[string]bool{}},
		{"email,status\na@x,no\na@x,yes\nb@x,yes\nb@x,no\nc@x,\n", map[string]bool{"a@x": true, "b@x": false, "c@x": true}},
	} {
		var d Directory
		bad := d.ReadDirectory("in", strings.NewReader(c.text))
		got := map[string]bool{}
		for i := range d.active {
			address := string(d.addresses.text(i))
			got[address], _ = d.Find(address)
		}
		if bad != nil {
			t.Errorf("%q: %v", c.text, bad)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || len(d.active) != len(c.want) {
			t.Errorf("%q: %d people\n%s", c.text, len(d.active), diff)
		}
	}
	if active, ok := (*Directory)(nil).Find("a@x"); active || ok {
		t.Error("no directory has somebody")
	}
	for text, want := range map[string]string{
		"":                      "in:1:1: not a list of a directory",
		"Name,Status\na,b\n":    "in:1:1: not a list of a directory",
		"e mails\na@x\n":        "in:1:1: not a list of a directory",
		"email\na@x\n\"b\n":     "in:3:1: not valid CSV",
		"Name\n\"b\n":           "in:2:1: not valid CSV",
		"<?xml encoding='x'?>é": "in:1:",
	} {
		bad := new(Directory).ReadDirectory("in", strings.NewReader(text))
		if bad == nil || !strings.HasPrefix(bad.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, bad, want)
		}
	}
	broken := io.MultiReader(strings.NewReader("email\na@x\n"), iotest.ErrReader(errors.New("the disk is broken")))
	if bad := new(Directory).ReadDirectory("in", broken); bad == nil || !strings.HasSuffix(bad.Error(), "the disk is broken") {
		t.Errorf("got %v", bad)
	}
}
