package report

import (
	"slices"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema/source"
)

// htmlUpload is a file of users with its counts as a bar.
type htmlUpload struct {
	File, Outcome string
	Bars          []htmlBar
}

type htmlBar struct {
	Class, Label string
	X, Width     int // in thousandths
}

// uploadBar draws what becomes of the users of a file.
func uploadBar(u Upload) htmlUpload {
	out := htmlUpload{File: Shown(u.File), Outcome: u.String()}
	failing := u.Failing
	if u.Rejected {
		failing = u.Users - u.Existing
	}
	x, done := 0, 0
	for _, part := range []struct {
		class, words string
		n            int
	}{{"ok", "created", u.Created()}, {"broken", "not created", failing}, {"not-checked", existWords(u.Existing), u.Existing}} {
		if part.n <= 0 {
			continue
		}
		done += part.n
		end := 1000 * done / max(1, u.Users)
		out.Bars = append(out.Bars, htmlBar{part.class, itoa(part.n) + " " + part.words, x, end - x})
		x = end
	}
	return out
}

func existWords(n int) string {
	if n == 1 {
		return "exists already"
	}
	return "exist already"
}

// htmlUserRow is a row of a CSV with all that was found in it.
type htmlUserRow struct {
	Line     int
	User     string
	Snippets []htmlSnippet // one where all places are in the same piece of the line
	Findings []*checks.Finding

	texts []string // of the snippets, as the file has them
	marks [][]source.Span
}

// userRows puts findings together by the line that they are on.
func userRows(findings []*checks.Finding) (rows []*htmlUserRow) {
	byLine := map[int]*htmlUserRow{}
	for _, f := range findings {
		line := f.Focus.Start().Line
		row := byLine[line]
		if row == nil {
			row = &htmlUserRow{Line: line}
			byLine[line] = row
			rows = append(rows, row)
		}
		if row.User == "" {
			row.User = Shown(f.User)
		}
		row.Findings = append(row.Findings, f)
		s := f.Focus.Snippet()
		if s.Text == "" {
			continue
		}
		i := slices.Index(row.texts, s.Text)
		if i < 0 {
			i = len(row.texts)
			row.texts = append(row.texts, s.Text)
			row.marks = append(row.marks, nil)
		}
		row.marks[i] = append(row.marks[i], source.Span{From: s.From, To: s.To})
	}
	slices.SortStableFunc(rows, func(a, b *htmlUserRow) int { return a.Line - b.Line })
	for _, row := range rows {
		for i, text := range row.texts {
			row.Snippets = append(row.Snippets, htmlSnippet{row.Line, markedParts(text, row.marks[i])})
		}
	}
	return rows
}

// markedParts cuts a line into parts, those within the ranges marked.
func markedParts(text string, marks []source.Span) (parts []htmlPart) {
	slices.SortFunc(marks, func(a, b source.Span) int { return a.From - b.From })
	at := 0
	for i, m := range marks {
		if i > 0 && m == marks[i-1] {
			continue
		}
		if m.From < at { // within the one before
			m.From = at
			if m.To <= at {
				continue
			}
		}
		parts = append(parts, htmlPart{Shown(text[at:m.From]), false}, htmlPart{Shown(text[m.From:m.To]), true})
		at = m.To
	}
	return append(parts, htmlPart{Shown(text[at:]), false})
}
