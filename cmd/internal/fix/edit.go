package fix

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// edit replaces a range of a file, in lines and columns, by a text.
type edit struct {
	from, to source.Position
	text     string
	change   Change
}

// errNoEdit says that a change has no simple form in the text of the file.
var errNoEdit = errors.New("imslint cannot write this change into the text of the file")

// newEdit returns what makes a change in the text that an account was read
// from.
func newEdit(a *schema.Account, c Change) (edit, error) {
	v := c.Was
	e := edit{from: v.Start(), to: v.End(), change: c}
	if a.HandWritten {
		return e.node(c)
	}
	if !v.Present {
		if strings.ContainsAny(c.Attribute, "/@") {
			return e, errNoEdit
		}
		e.from = e.to
		e.text = " " + c.Attribute + `="` + xmlEscape(c.Value, '"') + `"`
		return e, nil
	}
	quote := before(v.Place)
	if quote != '"' && quote != '\'' {
		if v.Written() == "" {
			return e, errNoEdit // an empty element
		}
		quote = 0
	}
	e.text = xmlEscape(c.Value, quote)
	return e, nil
}

// before returns the byte before a place, 0 where there is none.
func before(p source.Place) byte {
	if p.From == 0 {
		return 0
	}
	return p.Part(source.Span{From: -1, To: 0}).Written()[0]
}

func xmlEscape(text string, quote byte) string {
	r := strings.NewReplacer("&", "&amp;", "<", "&lt;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
	text = r.Replace(text)
	switch quote {
	case '"':
		text = strings.ReplaceAll(text, `"`, "&quot;")
	case '\'':
		text = strings.ReplaceAll(text, "'", "&apos;")
	}
	return text
}

// node makes the change in a YAML or JSON text.
func (e edit) node(c Change) (edit, error) {
	quoted, err := json.Marshal(c.Value)
	if err != nil || !utf8.ValidString(c.Value) {
		return e, errNoEdit
	}
	v := c.Was
	written := v.Written()
	switch {
	case !v.Present:
		return e.insert(c.Attribute, string(quoted))
	case strings.Contains(written, "\n"):
		return e, errNoEdit // a value over several lines: a block, or a folded one
	}
	// What is written has to be what was read: a form that is not understood
	// here is left alone.
	understood := true
	switch before(v.Place) {
	case '"':
		var text string
		understood = json.Unmarshal([]byte(`"`+written+`"`), &text) == nil && text == v.Text
		e.text = string(quoted[1 : len(quoted)-1])
	case '\'':
		understood = strings.ReplaceAll(written, "''", "'") == v.Text
		e.text = strings.ReplaceAll(c.Value, "'", "''")
	case ':':
		understood = written == ""
		e.text = " " + string(quoted)
	default:
		understood = written == v.Text || strings.HasPrefix(written, "[") && strings.HasSuffix(written, "]")
		e.text = string(quoted)
	}
	if !understood {
		return e, errNoEdit
	}
	return e, nil
}

// insert writes a key of an account that lacks it before its first one.
func (e edit) insert(key, quoted string) (edit, error) {
	if strings.ContainsAny(key, "/@") {
		return e, errNoEdit
	}
	at := e.change.Was.Place
	e.to = e.from
	snippet := at.Snippet()
	indent := snippet.Text[:min(snippet.From, len(snippet.Text))]
	rest := snippet.Text[len(indent):]
	switch {
	case snippet.Before:
		return e, errNoEdit
	case strings.HasPrefix(rest, "{"):
		e.from.Column++
		e.to = e.from
		e.text = `"` + key + `": ` + quoted + ", "
	case strings.ContainsAny(indent, "{["):
		e.text = `"` + key + `": ` + quoted + ", "
	case strings.Trim(indent, " -") == "":
		e.text = key + ": " + quoted + "\n" + strings.Repeat(" ", utf8.RuneCountInString(indent))
	default:
		return e, errNoEdit
	}
	return e, nil
}
