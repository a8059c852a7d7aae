package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/load"
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

// keepInputs returns an error where a file to be written is one that is read: the
// export would be gone. Another file in a folder of exports, such as the report of
// an earlier run, may be written over.
func keepInputs(files []string, arguments []load.Argument) error {
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		for _, a := range arguments {
			for _, path := range a.Paths {
				if isInput(file, info, path) {
					return fmt.Errorf("%s is an input: to write to it would overwrite the export", checks.Visible(file))
				}
			}
		}
	}
	return nil
}

// isInput reports whether a file is what a path leads to, or an export in the
// folder that it leads to.
func isInput(file string, info os.FileInfo, path string) bool {
	given, err := os.Stat(path)
	switch {
	case err != nil:
		return false
	case !given.IsDir():
		return os.SameFile(info, given)
	}
	inside, err := filepath.Rel(target(path), target(file))
	if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	read, bad := schema.Read(file, f)
	return bad == nil && read.Kind != schema.OtherFile
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
