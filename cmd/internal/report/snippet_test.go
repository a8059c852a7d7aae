package report

import (
	"strings"
	"testing"

	"github.com/imslint/imslint/schema/source"
)

func TestSnippetLayout(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, c := range []struct {
		before, value, after string
		text, carets         string
	}{
		{`  a="`, "b", `"`, `a="b"`, "   ^"},
		{"\t\ta=\"", "é漢", `"`, `a="é漢"`, "   ^^^"},
		{`a="`, "\tb", `"`, `a="→b"`, "   ^^"},
		{`a="`, "", `"`, `a=""`, "   ^"},
		{long, "VALUE", long, "…xxxxxxxxxVALUExxxxxxxxxxxxxxxxxxxxxxxx…", "          ^^^^^"},
		{"", long, "", strings.Repeat("x", 39) + "…", strings.Repeat("^", 39)},
		{`a="`, "b\x1b[31m\u202e", `"`, "a=\"b·[31m·\"", "   ^^^^^^^"},
		{"é=", "漢", "", "é=漢", "  ^^"},
	} {
		e := layOut(source.Snippet{Text: c.before + c.value + c.after, From: len(c.before), To: len(c.before + c.value)}, 40)
		if e.line() != c.text || e.carets() != c.carets {
			t.Errorf("%.40q:\n got %q\n     %q\nwant %q\n     %q", c.before+c.value+c.after, e.line(), e.carets(), c.text, c.carets)
		}
	}
	e := layOut(source.Snippet{Text: "middle", From: 0, To: 6, Before: true, After: true}, 40)
	if e.line() != "…middle…" || e.carets() != " ^^^^^^" {
		t.Errorf("a piece of a line: %q %q", e.line(), e.carets())
	}
}

// FuzzLayOut insists that no line is longer than asked for.
func FuzzLayOut(f *testing.F) {
	f.Add("  a=\"b\"", 5, 6, 40)
	f.Add("\t漢漢漢漢漢漢漢漢漢漢", 4, 10, 8)
	f.Fuzz(func(t *testing.T, text string, from, to, width int) {
		if from < 0 || to < from || to > len(text) || width < 8 || width > 200 {
			t.Skip()
		}
		e := layOut(source.Snippet{Text: text, From: from, To: to, Before: from%2 == 0, After: to%2 == 0}, width)
		if n := columnsOf(e.line()); n > width {
			t.Errorf("%d columns of %d: %q", n, width, e.line())
		}
	})
}
