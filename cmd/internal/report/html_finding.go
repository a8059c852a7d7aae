package report

import (
	"path"
	"strconv"
	"strings"

	"github.com/imslint/imslint/checks"
)

// htmlWidth is how many columns of a line the page shows.
const htmlWidth = 160

// htmlFinding is a finding as the page shows it.
type htmlFinding struct {
	Severity, Check, Code, Place, Account string
	Message                               string
	Snippet                               *htmlSnippet
	Set                                   *htmlSet // the fix where the right value is certain
	Fix                                   string   // what else there is to do, or all of it
	Otherwise, Status, Console, Verdict   string
	Why                                   string
	Symptoms, Related                     []string
	Source                                []htmlSource
}

// htmlSnippet is a line in parts, some of them marked.
type htmlSnippet struct {
	Line  int
	Parts []htmlPart
}

type htmlPart struct {
	Text string
	Mark bool
}

// htmlSet is a field and the value to set it to: as it is shown, and as it is,
// to be copied; Copy is false for one that holds what cannot be seen.
type htmlSet struct {
	Label, Value, Shown string
	Copy                bool
}

// htmlSource is a part of where Adobe says so: a link with a short text, or
// text.
type htmlSource struct{ Link, Text string }

func itoa(n int) string { return strconv.Itoa(n) }

func htmlFindingOf(f *checks.Finding) htmlFinding {
	out := htmlFinding{
		Severity: f.Severity.String(), Check: f.Check.Name, Code: f.Name(),
		Place: Shown(f.Value.Place.String()), Account: Shown(f.Account), Message: Shown(f.Message),
		Fix: Shown(f.Fix), Otherwise: Shown(f.Otherwise), Status: Shown(f.Status), Console: Shown(f.ConsoleMessage),
		Verdict: strings.ReplaceAll(string(f.Verdict), "-", " "),
		Why:     f.Code.Why, Symptoms: f.Expect(), Source: sourceParts(f.Code.Source),
	}
	if c := f.Correction; c != nil {
		out.Set = &htmlSet{c.Field.Label(), c.Value, checks.Visible(c.Value), Shown(c.Value) == c.Value}
		out.Fix = Shown(beyondCorrection(f))
	}
	if s := f.Focus.Snippet(); s.Text != "" {
		e := layOut(s, htmlWidth)
		out.Snippet = &htmlSnippet{f.Focus.Start().Line, []htmlPart{{e.Before, false}, {e.Marked, true}, {e.After, false}}}
	}
	for _, related := range f.Related {
		out.Related = append(out.Related, Shown(related.Place.String()+", "+related.Message))
	}
	return out
}

// sourceParts returns a source with the addresses in it as links with a short
// text: the site and the last element of the path. Only an address of the web
// becomes a link.
func sourceParts(source string) (parts []htmlSource) {
	for source != "" {
		from := strings.Index(source, "https://")
		if from < 0 {
			break
		}
		end := len(source)
		if i := strings.IndexAny(source[from:], " ,;)"); i >= 0 {
			end = from + i
		}
		if from > 0 {
			parts = append(parts, htmlSource{Text: source[:from]})
		}
		parts = append(parts, htmlSource{source[from:end], shortAddress(source[from:end])})
		source = source[end:]
	}
	if source != "" {
		parts = append(parts, htmlSource{Text: source})
	}
	return parts
}

func shortAddress(address string) string {
	site, rest, _ := strings.Cut(strings.TrimPrefix(address, "https://"), "/")
	text := strings.TrimPrefix(site, "www.")
	rest, anchor, _ := strings.Cut(rest, "#")
	if page := path.Base(strings.TrimSuffix(rest, "/")); page != "." {
		text += ": " + strings.TrimSuffix(strings.TrimSuffix(page, ".md"), ".html")
	}
	if anchor != "" {
		text += ", " + anchor
	}
	return text
}
