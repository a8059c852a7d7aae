package schema

import (
	"fmt"
	"strings"
	"testing"
)

// TestScopePlaces: each scope and each wrong or empty entry is where the file
// has it; all of the value where it is written in another way than it reads.
func TestScopePlaces(t *testing.T) {
	for _, c := range []struct {
		file string
		want string // scopes; wrong separators; empty entries, each as written and where
	}{
		{`<extAccount userScope="a,bc d"/>`, "a 24, bc 26, d 29;;"},
		{`<extAccount userScope="é, b"/>`, "é 24, b 27;;"},
		{`<extAccount userScope="a;b|c"/>`, "a 24, b 26, c 28; ; 25, | 27;"},
		{`<extAccount userScope=",a,,b,"/>`, "a 25, b 28;;  24,  27,  30"},
		{`<extAccount userScope="a;;b"/>`, "a 24, b 27; ; 25, ; 26;  26"},
		{`<extAccount userScope="a , ,b , "/>`, "a 24, b 29;;  28,  33"},
		{`<extAccount userScope="a ;b"/>`, "a 24, b 27; ; 26;"},
		{`<extAccount userScope="a, b c ,d"/>`, "a 24, b 27, c 29, d 32;;"},
		{`<extAccount userScope="a&#44;b"/>`, "a&#44;b 24, a&#44;b 24;;"},
		{"- {name: x, userScope: [a, \"bc\", d]}\n", "a 25, bc 29, d 34;;"},
		{"- {name: x, userScope: [\"a;b\", c;, d]}\n", "a;b 26, a;b 26, c; 32, d 36; a;b 26, c; 32; c; 32"},
		{"- {name: x, userScope: [\"a,b\"]}\n", "a,b 26, a,b 26;;"},
		{"- {name: x, userScope: [a, \"\", d]}\n", "a 25, d 32;;  29"},
		{"- {name: x, userScope: a b}\n", "a 24, b 26;;"},
		{"- {name: x, userScope: \"a\\tb\"}\n", "a\\tb 25, a\\tb 25;;"},
	} {
		a := newInstance(t, "i", "", input{"in", c.file}).Accounts[0]
		list := ParseScopes(a.Field(Scopes))
		var parts [3][]string
		for _, s := range list.Items {
			parts[0] = append(parts[0], fmt.Sprint(s.Written(), " ", s.Start().Column))
		}
		for _, p := range list.Wrong {
			parts[1] = append(parts[1], fmt.Sprint(p.Written(), " ", p.Start().Column))
		}
		for _, p := range list.Empty {
			parts[2] = append(parts[2], fmt.Sprint(strings.TrimSpace(p.Written()), " ", p.Start().Column))
		}
		got := strings.Join(parts[0], ", ") + ";"
		for _, p := range parts[1:] {
			if len(p) > 0 {
				got += " " + strings.Join(p, ", ")
			}
			got += ";"
		}
		if got = strings.TrimSuffix(got, ";"); got != strings.TrimSuffix(c.want, " ") {
			t.Errorf("%s\n got %s\nwant %s", c.file, got, c.want)
		}
	}
}
