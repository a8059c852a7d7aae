package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/schema"
)

// lintReport is what a run of lint found, for every format to write.
type lintReport struct {
	results []*checks.Result
	errors  []*schema.Error
	files   int
	symptom *checks.Symptom // asked for with --symptom
	quiet   bool
	failOn  checks.Severity // the least severity that fails; above Error for none
	ignored int             // findings left out by ignore: of a configuration
	known   int             // findings left out by --baseline
	notes   []note
	now     time.Time
}

// note is something about the run itself that a person should mend.
type note struct {
	schema.Place
	message string
}

func (r *lintReport) note(at schema.Place, format string, args ...any) {
	r.notes = append(r.notes, note{at, fmt.Sprintf(format, args...)})
}

// fails reports whether a finding makes the run fail.
func (r *lintReport) fails(f *checks.Finding) bool { return f.Severity >= r.failOn }

// summary counts what a report holds.
type summary struct {
	Instances int `json:"instances"`
	Files     int `json:"files"`
	Accounts  int `json:"accounts"`
	Errors    int `json:"errors"`
	Warnings  int `json:"warnings"`
	Infos     int `json:"infos"`
	Skipped   int `json:"skipped"`
}

func (r *lintReport) summary() summary {
	s := summary{Instances: len(r.results), Files: r.files}
	for _, result := range r.results {
		s.Accounts += len(result.Instance.Accounts)
		s.Skipped += len(result.Skipped)
		for _, f := range result.Findings {
			switch f.Severity {
			case checks.Error:
				s.Errors++
			case checks.Warning:
				s.Warnings++
			case checks.Info:
				s.Infos++
			}
		}
	}
	return s
}

// String says the summary in words.
func (s summary) String() string {
	return fmt.Sprintf("%s, %s, %s in %s (%s, %s); %s",
		checks.Count(s.Errors, "error"), checks.Count(s.Warnings, "warning"), checks.Count(s.Infos, "info"),
		checks.Count(s.Instances, "instance"), checks.Count(s.Files, "file"), checks.Count(s.Accounts, "external account"),
		checks.Count(s.Skipped, "check")+" skipped")
}

// leftOut says how many findings are not shown, and why; "" for none.
func (r *lintReport) leftOut() string {
	var parts string
	if r.ignored > 0 {
		parts += fmt.Sprintf("; %s ignored by imslint.yaml", checks.Count(r.ignored, "finding"))
	}
	if r.known > 0 {
		parts += fmt.Sprintf("; %s known to the baseline", checks.Count(r.known, "finding"))
	}
	return parts
}

// findings returns the findings of all instances.
func (r *lintReport) findings() []*checks.Finding {
	var list []*checks.Finding
	for _, result := range r.results {
		list = append(list, result.Findings...)
	}
	return list
}

// restartRequired reports whether a finding's fix changes Campaign's
// configuration.
func (r *lintReport) restartRequired() bool {
	return slices.ContainsFunc(r.findings(), func(f *checks.Finding) bool { return !f.Code.Elsewhere })
}

// The restart, after
// https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/production/using/administration.md
var (
	restartLinux    = []string{"systemctl stop nlserver", "systemctl start nlserver"}
	restartOldLinux = []string{"/etc/init.d/nlserver6 stop", "/etc/init.d/nlserver6 start"} // before 20.1
	restartWindows  = []string{"net stop nlserver6", "net start nlserver6"}
)

// formats write a report. A colour is given where the output can show it.
var formats = map[string]func(w io.Writer, r *lintReport, p *palette) error{
	"text":     writeText,
	"json":     writeJSON,
	"sarif":    writeSARIF,
	"junit":    writeJUnit,
	"github":   writeGitHub,
	"gitlab":   writeGitLab,
	"markdown": writeMarkdown,
	"html":     writeHTML,
}

func formatNames() []string { return slices.Sorted(maps.Keys(formats)) }

// output is one --format FORMAT[=FILE].
type output struct{ format, file string }

func parseOutputs(values []string) ([]output, error) {
	var list []output
	taken := map[string]bool{}
	for _, v := range values {
		format, file, toFile := strings.Cut(v, "=")
		if _, ok := formats[format]; !ok {
			message := fmt.Sprintf("--format %s: there are %s", checks.Quote(format), strings.Join(formatNames(), ", "))
			if near := schema.Nearest(format, formatNames()); near != "" {
				message += "; did you mean " + near + "?"
			}
			return nil, fmt.Errorf("%s", message)
		}
		switch {
		case toFile && file == "":
			return nil, fmt.Errorf("--format %s= lacks the name of a file", format)
		case taken[file] && file == "":
			return nil, fmt.Errorf("two formats cannot both go to standard output: give one a file, as in --format %s=report.%[1]s", format)
		case taken[file]:
			return nil, fmt.Errorf("two formats cannot both go to %s", file)
		}
		taken[file] = true
		list = append(list, output{format, file})
	}
	return list, nil
}

// write writes a report in one format, a file whole or not at all.
func (o output) write(r *lintReport, io streams, p *palette) error {
	write := formats[o.format]
	if o.file == "" {
		return write(io.out, r, p)
	}
	return writeFile(o.file, func(f *os.File) error { return write(f, r, newPalette(false)) })
}

// writeFile puts a file in place when all of it has been written.
func writeFile(name string, write func(f *os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".imslint-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %s", name, bare(err))
	}
	defer os.Remove(f.Name()) // fails once it has its name
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %s", name, bare(err))
	}
	return nil
}

// bare drops the operation and path that an operating system's error repeats.
func bare(err error) string {
	message := err.Error()
	return strings.TrimSpace(message[strings.LastIndex(message, ": ")+1:])
}
