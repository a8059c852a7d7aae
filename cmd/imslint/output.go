package main

import (
	"errors"
	"fmt"
	"io"
	"os"
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
	for _, file := range files {
		if file == stdout {
			continue
		}
		if err := checkWritable(file); err != nil {
			return err
		}
		all := reads
		// The baseline may be written anew.
		if flags.baseline.given && !(flags.writeBaseline.given && file == flags.writeBaseline.text) {
			all = append(all[:len(all):len(all)], flags.baseline.text)
		}
		if err := checkNotInput(file, all, s); err != nil {
			return err
		}
	}
	return nil
}

// isInput reports whether a file is what a path leads to, or one of our kinds, if
// only by its beginning, in the folder that it leads to.
func isInput(file string, info os.FileInfo, path string, s streams) bool {
	given, err := os.Stat(path)
	if in, ok := s.in.(*os.File); ok && path == load.Stdin {
		given, err = in.Stat()
	}
	switch {
	case err != nil:
		return false
	case !given.IsDir():
		return os.SameFile(info, given)
	}
	inside, err := filepath.Rel(identity(path), identity(file))
	if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	read, bad := schema.Read(file, f)
	return bad != nil && info.Size() > 0 || bad == nil && read.Kind != schema.OtherFile
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
