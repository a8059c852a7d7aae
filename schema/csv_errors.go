package schema

import (
	"github.com/imslint/imslint/schema/source"
)

// NotCSVError is the error of a text that is not CSV, such as an unclosed quote.
type NotCSVError struct {
	source.Place
	Message string
}

// Error returns path:line:column: message.
func (e *NotCSVError) Error() string { return e.Place.String() + ": " + e.Message }

const unclosed = "this quote is never closed: close it, or write the quotes in a field twice"

// notCSV returns an error at an offset of the row as far as it was read. It
// keeps no text: what is not CSV may be any file, with secrets in it.
func (c *CSV) notCSV(at int, message string) error {
	return &NotCSVError{source.At(c.name, c.placed(at).Start()), "not valid CSV (RFC 4180): " + message}
}

func (c *CSV) placed(at int) source.Place {
	c.row.raw = string(c.raw)
	return c.row.Place(source.Span{From: at, To: at})
}

func (c *CSV) unreadable(err error) error {
	bad := source.ReadError(c.name, "", err)
	bad.Place = source.At(c.name, source.Position{Line: c.lines + 1, Column: 1})
	return bad
}

// endless returns the error of a quoted field that exceeds a limit: that the
// quote is never closed, where that is so, which is likelier than a long field.
func (c *CSV) endless(open int) error {
	switch found, err := c.in.skipTo('"'); {
	case err != nil:
		return c.unreadable(err)
	case !found:
		return c.notCSV(open, unclosed)
	}
	return tooLong(c.placed(open), len(c.raw)-open > maxCell)
}

func tooLong(at source.Place, cell bool) error {
	if cell {
		return source.Errorf(at, "a field longer than 64 KiB, the limit of a CSV")
	}
	return source.Errorf(at, "a row longer than 1 MiB, the limit of a CSV")
}

// checkCells finds what exceeds a limit.
func (c *CSV) checkCells() error {
	r := c.row
	if len(r.raw) > maxRow {
		return tooLong(source.At(c.name, source.Position{Line: r.Line, Column: 1}), false)
	}
	if len(r.Cells) > maxCells {
		return source.Errorf(source.At(c.name, r.Position(r.Cells[maxCells].Span.From)), "a row of more than 10,000 fields, the limit of a CSV")
	}
	if len(r.raw) <= maxCell {
		return nil
	}
	for _, cell := range r.Cells {
		if cell.Span.To-cell.Span.From > maxCell {
			return tooLong(r.Place(source.Span{From: cell.Span.From, To: cell.Span.From}), true)
		}
	}
	return nil
}
