package report

import "testing"

func TestMarkdownEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"plain text": "plain text", "a*b_c": `a\*b\_c`, "<b>&": `&lt;b\>&amp;`, "[x](y)": `\[x\]\(y\)`, "a|b": `a\|b`,
		"two\nlines": `two&lt;U+000A\>lines`, "@team": `\@<!-- -->team`, "x@y": `x\@y`, "#12": `\#<!-- -->12`, "# x": `\# x`,
	} {
		if got := markdown(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}

func TestCodeSpan(t *testing.T) {
	for in, want := range map[string]string{
		"a": "`a`", "a`b": "``a`b``", "``a": "``` ``a ```", " a ": "`  a  `", "a ": "`a `", "": "`  `", "a\u00a0b": "`a<U+00A0 no-break space>b`",
	} {
		if got := codeSpan(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}
