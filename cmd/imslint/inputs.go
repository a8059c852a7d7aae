package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/schema"
)

// inputs are what the paths of a command line lead to. They are looked up once,
// for however many files are to be written.
type inputs struct {
	files   []fs.FileInfo
	beside  map[string]bool   // the folders that those files are in
	folders map[string]string // by their absolute path: how they were given
	real    map[string]string // the same by the path that they lead to
}

func newInputs(paths []string, s streams) *inputs {
	in := &inputs{beside: map[string]bool{}, folders: map[string]string{}, real: map[string]string{}}
	for _, path := range paths {
		info, err := os.Stat(path)
		if f, ok := s.in.(*os.File); ok && path == load.Stdin {
			info, err = f.Stat()
		}
		switch {
		case err != nil:
		case path == load.Stdin:
			in.files = append(in.files, info)
		case !info.IsDir():
			in.files = append(in.files, info)
			in.beside[folded(filepath.Dir(identity(path)))] = true
		default:
			in.real[folded(identity(path))] = path
			if abs, err := filepath.Abs(path); err == nil {
				in.folders[folded(abs)] = path
			}
		}
	}
	return in
}

func pathsOf(arguments []load.Argument) (paths []string) {
	for _, a := range arguments {
		paths = append(paths, a.Paths...)
	}
	return paths
}

// folded returns a path in the form in which paths are compared: in lower case on
// Windows.
func folded(path string) string {
	if runtime.GOOS == "windows" {
		return strings.ToLower(path)
	}
	return path
}

// above returns the innermost of some folders that a file is in, as it was given.
func above(file string, folders map[string]string) (string, bool) {
	for file = folded(file); ; {
		if path, ok := folders[file]; ok {
			return path, true
		}
		parent := filepath.Dir(file)
		if parent == file {
			return "", false
		}
		file = parent
	}
}

// folder returns the folder of which a file that is written would be a part.
func (in *inputs) folder(name string) (string, bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	return above(abs, in.folders)
}

// besideFile reports whether a file is in the folder of a file that is read.
func (in *inputs) besideFile(name string) bool {
	return in.beside[folded(filepath.Dir(identity(name)))]
}

// have reports whether a file is one of those that are read or, in one of the
// folders, one of our kinds, if only by its beginning.
func (in *inputs) have(file string, info fs.FileInfo) bool {
	if slices.ContainsFunc(in.files, func(given fs.FileInfo) bool { return os.SameFile(info, given) }) {
		return true
	}
	if _, ok := above(identity(file), in.real); !ok {
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
