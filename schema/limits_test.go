package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

// TestLimits reads files at the edge of each limit, and one beyond it.
func TestLimits(t *testing.T) {
	account := func(s string) string { return `<extAccount imsServer="x">` + s + `</extAccount>` }
	member := func(s string) string { return `[{"imsServer":"x",` + s + `}]` }
	repeat := strings.Repeat
	names := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	package_ := func(s string) string {
		return `<package><entities schema="nms:extAccount">` + s + `</entities></package>`
	}
	for _, c := range []struct{ name, within, beyond, want string }{
		{"depth of an element", account(repeat("<a>", 1023) + repeat("</a>", 1023)), account(repeat("<a>", 1024) + repeat("</a>", 1024)), "in:1:3096: elements are nested more than 1024 deep, the limit"},
		{"path of an element", account(repeat("<abcd>", 509) + repeat("</abcd>", 509)), account(repeat("<abcd>", 510) + repeat("</abcd>", 510)), "in:1:3081: the names of elements inside each other are longer than 2048 bytes together, the limit"},
		{"path of JSON", member(repeat(`"abcdefgh":{`, 256) + repeat("}", 256)), member(repeat(`"abcdefgh":{`, 257) + repeat("}", 257)), "the keys of mappings inside each other are longer than 2048 bytes together, the limit"},
		{"depth elsewhere", "<package>" + repeat("<a>", 99_999) + repeat("</a>", 99_999) + "</package>", "<package>" + repeat("<a>", 100_000) + repeat("</a>", 100_000) + "</package>", "in:1:300007: elements are nested more than 100000 deep, the limit"},
		{"attributes", `<extAccount ` + names(`a%d="" `, 1000) + `/>`, `<extAccount ` + names(`a%d="" `, 1001) + `/>`, "in:1:1: <extAccount> has more than 1000 attributes, the limit"},
		{"value", `<extAccount imsServer="` + repeat("x", 1<<20) + `"/>`, `<extAccount imsServer="` + repeat("x", 1<<20+1) + `"/>`, "in:1:24: the value of the attribute imsServer is longer than 1 MiB, the limit"},
		{"entity", package_(`<extAccount>` + repeat("<!--"+repeat(" ", 1017)+"-->", 16<<10-1) + `</extAccount>`), package_(`<extAccount>` + repeat("<!--"+repeat(" ", 1017)+"-->", 16<<10) + `</extAccount>`), "in:1:44: the element is larger than 16 MiB, the limit"},
		{"comments", package_(`<extAccount>` + repeat("<!---->", 100_000) + `</extAccount>`), package_(`<extAccount>` + repeat("<!---->", 100_001) + `</extAccount>`), "in:1:700056: <extAccount> holds more than 100000 texts, comments and processing instructions, the limit"},
		{"entities of XML", package_(repeat(`<extAccount/>`, 100_000)), package_(repeat(`<extAccount/>`, 100_001)), "in:1:1300044: the file holds more than 100000 entities, the limit"},
		{"keys of JSON", member(names(`"a%d":1,`, 999)), member(names(`"a%d":1,`, 1000)), "in:1:8901: extAccount has more than 1000 keys, the limit"},
		{"value of JSON", member(`"a":"` + repeat("x", 1<<20) + `"`), member(`"a":"` + repeat("x", 1<<20+1) + `"`), "in:1:20: the value of a is longer than 1 MiB, the limit"},
		{"list of JSON", member(`"a":["` + repeat("y", 1<<20-2) + `",""]`), member(`"a":["` + repeat("y", 1<<20-1) + `","x"]`), "in:1:20: the value of a is longer than 1 MiB, the limit"},
		{"list items of JSON", member(`"a":[` + repeat(`"x",`, 99_998-1) + `"x"]`), member(`"a":[` + repeat(`"x",`, 99_998) + `"x"]`), "in:1:20: the entity holds more than 100000 keys, mappings and list items, the limit"},
		{"mappings of JSON", member(`"a":[` + repeat(`{},`, 99_997) + `{}]`), member(`"a":[` + repeat(`{},`, 99_998) + `{}]`), "in:1:300018: the entity holds more than 100000 keys, mappings and list items, the limit"},
		{"keys of mappings of JSON", member(`"a":[` + repeat(`{"b":0},`, 49_998) + `{"b":0}]`), member(`"a":[{"b":0,"c":0},` + repeat(`{"b":0},`, 49_998) + `{"b":0}]`), "the entity holds more than 100000 keys, mappings and list items, the limit"},
		{"entities of JSON", `{"extAccount":[` + repeat(`{},`, 99_999) + `{}]}`, `{"extAccount":[` + repeat(`{},`, 100_000) + `{}]}`, "in:1:300016: the file holds more than 100000 entities, the limit"},
		{"depth of JSON", member(`"a":` + repeat("[", 997) + repeat("]", 997)), member(`"a":` + repeat("[", 1001) + repeat("]", 1001)), "nested more than 1000 deep, the limit"},
		{"aliases", "a: &a [" + repeat("x,", 999) + "x]\nexternalAccounts:\n" + repeat("- *a\n", 99), "a: &a [" + repeat("x,", 999) + "x]\nexternalAccounts:\n" + repeat("- *a\n", 101), "aliases expand to more than 100000 values, the limit"},
		{"CSV field", "Email,x\n" + repeat("y", 64<<10) + ",\n", "Email,x\n" + repeat("y", 64<<10+1) + ",\n", "in:2:1: a field longer than 64 KiB, the limit of a CSV"},
		{"CSV row", "Email,x\n" + repeat(repeat("y", 255)+",", 4096) + "\n", "Email,x\n" + repeat(repeat("y", 255)+",", 4096) + "y\n", "in:2:1: a row longer than 1 MiB, the limit of a CSV"},
		{"CSV fields", "Email,x\n" + repeat("y,", 9_999) + "\n", "Email,x\n" + repeat("y,", 10_000) + "\n", "in:2:20001: a row of more than 10,000 fields, the limit of a CSV"},
		{"CSV fields in quotes", "Email,x\n" + repeat(`"y",`, 9_999) + "\n", "Email,x\n" + repeat(`"y",`, 10_000) + "\n", "in:2:40001: a row of more than 10,000 fields, the limit of a CSV"},
	} {
		if _, bad := Read("in", strings.NewReader(c.within)); bad != nil && strings.Contains(bad.Message, "limit") {
			t.Errorf("%s, at the edge: %v", c.name, bad)
		}
		if _, bad := Read("in", strings.NewReader(c.beyond)); bad == nil || !strings.Contains(bad.Error(), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.name, bad, c.want)
		}
	}
}

// TestLimitOfNodes insists that the limit of what an entity holds is one of each.
func TestLimitOfNodes(t *testing.T) {
	half := member("a", maxNodes/2+1)
	if f := read(t, "["+half+","+half+"]"); len(f.Accounts) != 2 {
		t.Errorf("%d accounts, want 2", len(f.Accounts))
	}
}

func member(key string, mappings int) string {
	return `{"imsServer":"x","` + key + `":[` + strings.Repeat("{},", mappings-1) + "{}]}"
}

// TestConfigLimits does the same with imslint.yaml.
func TestConfigLimits(t *testing.T) {
	list := func(n int) string { return "provisioned:\n  scopes:\n" + strings.Repeat("  - x\n", n) }
	callback := func(n int) string { return "provisioned: {callbackUrls: ['^" + strings.Repeat("x", n-1) + "']}" }
	for _, c := range []struct{ name, within, beyond, want string }{
		{"entries", list(10_000), list(10_001), "in:3:3: provisioned.scopes holds more than 10000 entries, the limit"},
		{"pattern", callback(4 << 10), callback(4<<10 + 1), "in:1:31: provisioned.callbackUrls[] is longer than 4096 bytes, the limit of a value"},
		{"size", list(1) + strings.Repeat("# xx\n", 838_854), list(1) + strings.Repeat("# xx\n", 838_860), "in:1:1: the file is larger than 4 MiB, the limit of imslint.yaml"},
		{"value", "accountType: " + strings.Repeat("x", 4<<10), "accountType: " + strings.Repeat("x", 4<<10+1), "in:1:14: accountType is longer than 4096 bytes, the limit of a value"},
	} {
		if _, bad := ReadConfig("in", strings.NewReader(c.within)); len(bad) > 0 {
			t.Errorf("%s, at the edge: %v", c.name, bad[0])
		}
		if _, bad := ReadConfig("in", strings.NewReader(c.beyond)); len(bad) != 1 || bad[0].Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.name, bad, c.want)
		}
	}
}

func TestLimitOfAnInstance(t *testing.T) {
	half := &File{Path: "half", Groups: make([]*Entity, maxKept/2)}
	one := &File{Path: "one", Operators: []*Entity{nil}}
	if bad := Limit([]*File{half, half}); bad != nil {
		t.Errorf("at the edge: %v", bad)
	}
	want := source.File("one").String() + ": the files of the instance hold more than 100000 entities, the limit: this one exceeds it"
	if bad := Limit([]*File{half, half, one}); bad == nil || bad.Error() != want {
		t.Errorf("got %v, want %s", bad, want)
	}
}
