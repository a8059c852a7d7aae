package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/fix"
	"github.com/imslint/imslint/cmd/internal/load"
)

// destination returns the file to write, or the folder for one file an instance.
func (flags *fixFlags) destination(several bool) (dir, file string, err error) {
	name := flags.output.text
	if !flags.output.given {
		return ".", "", nil
	}
	info, err := os.Stat(name)
	switch {
	case name == stdout && !several:
		return "", name, nil
	case err == nil && info.IsDir(), strings.HasSuffix(filepath.ToSlash(name), "/"):
		return name, "", nil
	case !several:
		return "", name, checkWritable(name)
	case err == nil, name == stdout, strings.EqualFold(filepath.Ext(name), ".xml"):
		return "", "", fmt.Errorf("--output: several instances need a folder, found %s", checks.Visible(name))
	}
	return name, "", nil
}

// files returns the name of the package of each instance that has one: file, or
// one in a folder. What would be overwritten is an error before anything is written.
func (flags *fixFlags) files(dir, file string, in *inputs, results []*checks.Result, list plans) (map[string]string, error) {
	files := map[string]string{}
	taken := fix.FileNames{}
	for _, r := range results {
		if p := list[r.Instance]; p == nil || p.pkg == nil {
			continue
		}
		name := file
		if name == stdout {
			files[r.Instance] = name
			continue
		}
		if name == "" {
			name = filepath.Join(dir, taken.Take(r.Instance))
		}
		if err := checkNew(name, flags.force); err != nil {
			return nil, err
		}
		if err := checkNotInput(name, in); err != nil {
			return nil, err
		}
		if folder, ok := in.folder(name); ok {
			return nil, fmt.Errorf("%s would be read as a part of the instance in %s from then on: give another place with --output", checks.Visible(name), checks.Visible(folder))
		}
		files[r.Instance] = name
	}
	if len(files) > 0 && file == "" && dir != "." {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("--output: %s cannot be created: %s", checks.Visible(dir), load.Reason(err))
		}
	}
	return files, nil
}
