package load

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// ErrStdinTwice is the error of a command line that names standard input twice.
var ErrStdinTwice = errors.New("- is standard input, which can be read only once")

// Argument is one instance as a command line names it.
type Argument struct {
	Name  string
	Paths []string
}

// Args returns the argument as a command line gives it: NAME=PATH where the name
// is not that of the path.
func (a Argument) Args() []string {
	list := make([]string, len(a.Paths))
	for i, path := range a.Paths {
		list[i] = path
		if a.Name != instanceName(path) && !strings.ContainsAny(a.Name, `/\`) {
			list[i] = a.Name + "=" + path
		}
	}
	return list
}

// Parse groups [NAME=]PATH… by instance, in the order given. Arguments with one
// name are one instance, except paths of different folders that happen to end
// alike (prod/export.xml stage/export.xml): to put those together would only
// make duplicates of their accounts.
func Parse(args []string) ([]Argument, error) {
	var list []Argument
	index := map[string]int{}             // of a name in the list
	named := map[string]bool{}            // names that were given with =
	given := map[string]map[string]bool{} // paths of a name
	add := func(name, path string) {
		index[name] = len(list)
		list = append(list, Argument{name, []string{path}})
		given[name] = map[string]bool{filepath.Clean(path): true}
	}
	stdin := false
	for _, arg := range args {
		name, path, explicit := strings.Cut(arg, "=")
		if _, err := os.Lstat(arg); err == nil || strings.ContainsAny(name, `/\`) || name == "" {
			explicit = false // the path itself holds a =
		}
		if !explicit {
			path, name = arg, instanceName(arg)
		}
		switch {
		case path == "" && explicit:
			return nil, fmt.Errorf("%s names an instance without a path: write NAME=PATH", source.Printable(arg))
		case path == "":
			return nil, errors.New("a PATH is empty: write [NAME=]PATH")
		case path == Stdin && stdin:
			return nil, ErrStdinTwice
		}
		stdin = stdin || path == Stdin
		i, known := index[name]
		switch {
		case !known:
			add(name, path)
		case given[name][filepath.Clean(path)]: // given twice
		case explicit || named[name] || filepath.Dir(path) == filepath.Dir(list[i].Paths[0]):
			list[i].Paths = append(list[i].Paths, path)
			given[name][filepath.Clean(path)] = true
		default:
			add(filepath.ToSlash(strings.TrimSuffix(path, filepath.Ext(path))), path)
		}
		named[name] = named[name] || explicit
	}
	return list, nil
}

// InstancesIn returns each entry of a folder as an instance of its own, hidden
// ones, links and an imslint.yaml left out.
func InstancesIn(dir string) ([]Argument, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", source.Printable(dir), Reason(err))
	}
	var list []Argument
	taken := map[string]bool{}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || e.Name() == schema.ConfigName || !e.IsDir() && !e.Type().IsRegular() {
			continue
		}
		name := e.Name()
		if !e.IsDir() {
			name = stem(name)
		}
		if taken[name] {
			name = e.Name()
		}
		taken[name] = true
		list = append(list, Argument{name, []string{filepath.Join(dir, e.Name())}})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s holds no instance", source.Printable(dir))
	}
	return list, nil
}

// instanceName is a path's last element, a file's without its extension.
func instanceName(path string) string {
	if path == Stdin {
		return Stdin
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	base := filepath.Base(abs)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return base
	}
	return stem(base)
}

// stem is the name of a file without its extension.
func stem(base string) string {
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}

// Groups returns the instances of a command line, for Each to read. Standard
// input is read from stdin.
func Groups(args []Argument, stdin io.Reader, search *Search) []Group {
	sizes := len(args) == 1 // of many instances, the instances are counted
	groups := make([]Group, len(args))
	for i, a := range args {
		groups[i] = Group{
			Name: a.Name,
			List: func() []Listing {
				var list []Listing
				for _, path := range a.Paths {
					list = append(list, listing(path, stdin, sizes))
				}
				return list
			},
			Config: func() (*schema.Config, []*source.Error) { return search.find(a.Paths[0]) },
		}
	}
	return groups
}
