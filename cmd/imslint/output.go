package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
)

// output is one --format FORMAT[=FILE]; the file may be standard output.
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
		if !toFile {
			file = stdout
		}
		key := identity(file)
		switch {
		case file == "":
			return nil, fmt.Errorf("--format %s= lacks the name of a file", format)
		case taken[key] && file == stdout:
			return nil, fmt.Errorf("two formats cannot both go to standard output: give one a file, as in --format %s=report.%[1]s", format)
		case taken[key]:
			return nil, fmt.Errorf("two formats cannot both go to %s", checks.Visible(file))
		}
		taken[key] = true
		list = append(list, output{format, file})
	}
	return list, nil
}

// identity returns what a file is told apart by: the path of what it leads to.
func identity(file string) string {
	if file == stdout {
		return file
	}
	if path, _, err := resolve(file); err == nil {
		return path
	}
	return filepath.Clean(file)
}

// checkFiles returns an error where a file cannot be written, is one that the run
// reads, or is written twice, and where standard input is read twice. Another
// file in a folder of exports, such as the report of an earlier run, may be
// overwritten. Lists are other files that the command line names.
func (flags *lintFlags) checkFiles(outputs []output, arguments []load.Argument, lists []string, s streams) error {
	var files []string
	for _, o := range outputs {
		files = append(files, o.file)
	}
	if known := flags.writeBaseline; known.given {
		if slices.ContainsFunc(files, func(file string) bool { return identity(file) == identity(known.text) }) {
			return fmt.Errorf("a report and the baseline cannot both go to %s", shownOutput(known.text))
		}
		files = append(files, known.text)
	}
	reads := slices.Concat(lists, pathsOf(arguments))
	if i := slices.Index(reads, load.Stdin); i >= 0 && slices.Contains(reads[i+1:], load.Stdin) {
		return load.ErrStdinTwice
	}
	if flags.config.given {
		reads = append(reads, flags.config.text)
	}
	files = slices.DeleteFunc(files, func(file string) bool { return file == stdout })
	if len(files) == 0 {
		return nil
	}
	in, baseline := newInputs(reads, s), newInputs(nil, s)
	if flags.baseline.given {
		baseline = newInputs([]string{flags.baseline.text}, s)
	}
	for _, file := range files {
		if err := checkWritable(file); err != nil {
			return err
		}
		if err := checkNotInput(file, in); err != nil {
			return err
		}
		if flags.writeBaseline.given && file == flags.writeBaseline.text {
			continue // the baseline may be written anew
		}
		if err := checkNotInput(file, baseline); err != nil {
			return err
		}
	}
	return nil
}

// write writes a report in one format.
func (o output) write(run report.Run, results []*checks.Result, s streams, color bool) error {
	if o.file != stdout {
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
