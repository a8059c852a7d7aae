package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
)

// output is one --format FORMAT[=FILE].
type output struct{ format, file string }

func parseOutputs(values []string) ([]output, error) {
	var list []output
	taken := map[string]bool{}
	formats := report.Formats()
	for _, v := range values {
		format, file, toFile := strings.Cut(v, "=")
		if formats[format] == nil {
			message := fmt.Sprintf("--format %s: there are %s", checks.Quote(format), strings.Join(report.Names(), ", "))
			if near := schema.Nearest(format, report.Names()); near != "" {
				message += "; did you mean " + near + "?"
			}
			return nil, errors.New(message)
		}
		key := file
		if toFile {
			key = target(file)
		}
		switch {
		case toFile && file == "":
			return nil, fmt.Errorf("--format %s= lacks the name of a file", format)
		case taken[key] && file == "":
			return nil, fmt.Errorf("two formats cannot both go to standard output: give one a file, as in --format %s=report.%[1]s", format)
		case taken[key]:
			return nil, fmt.Errorf("two formats cannot both go to %s", checks.Visible(file))
		}
		taken[key] = true
		list = append(list, output{format, file})
	}
	return list, nil
}

// target returns what a file is told apart by: the path of what it leads to.
func target(file string) string {
	if path, _, err := resolve(file); err == nil {
		return path
	}
	return filepath.Clean(file)
}

// write writes a report in one format.
func (o output) write(run report.Run, results []*checks.Result, s streams, color bool) error {
	if o.file != "" {
		run.Color, run.Width = false, 0
		return writeFile(o.file, func(w io.Writer) error { return o.report(w, &run, results) })
	}
	run.Color, run.Width = color, s.width
	return o.report(s.out, &run, results)
}

func (o output) report(w io.Writer, run *report.Run, results []*checks.Result) error {
	r := report.Formats()[o.format](w)
	if err := r.Begin(run); err != nil {
		return err
	}
	for _, result := range results {
		if err := r.Instance(result); err != nil {
			return err
		}
	}
	return r.End()
}
