package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
func (flags *fixFlags) files(dir, file string, arguments []load.Argument, results []*checks.Result, list plans, s streams) (map[string]string, error) {
	files := map[string]string{}
	taken := map[string]bool{}
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
			name = filepath.Join(dir, fix.FileName(r.Instance, taken))
		}
		if err := checkNew(name, flags.force); err != nil {
			return nil, err
		}
		if err := checkNotInput(name, pathsOf(arguments), s); err != nil {
			return nil, err
		}
		if folder, ok := within(name, arguments); ok {
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

// beside reports whether a file is in the folder of a file among the arguments.
func beside(name string, arguments []load.Argument) bool {
	return slices.ContainsFunc(pathsOf(arguments), func(path string) bool {
		info, err := os.Stat(path)
		return err == nil && !info.IsDir() && filepath.Dir(identity(path)) == filepath.Dir(identity(name))
	})
}

func pathsOf(arguments []load.Argument) (paths []string) {
	for _, a := range arguments {
		paths = append(paths, a.Paths...)
	}
	return paths
}

// within returns the folder among the arguments that a file would be in.
func within(name string, arguments []load.Argument) (string, bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	for _, a := range arguments {
		for _, path := range a.Paths {
			info, err := os.Stat(path)
			if err != nil || !info.IsDir() {
				continue
			}
			root, err := filepath.Abs(path)
			if err != nil {
				continue
			}
			if relative, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(relative) {
				return path, true
			}
		}
	}
	return "", false
}
