package load

import (
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// Search finds the imslint.yaml of each instance. It reads each file once, and again
// only where a run has so many that it let go of one. Its zero value looks for the
// nearest one.
type Search struct {
	Given string // --config: the file for all instances, "" to look for one
	None  bool   // do without a configuration
	// Check finds what is wrong with a configuration beyond what package
	// schema knows, such as names of checks; nil for nothing.
	Check func(*schema.Config) []*source.Error

	mu    sync.Mutex
	files map[string]*configFile
	kept  []*configFile // those whose configuration is kept, the one asked for last behind
	empty schema.Config // of all instances that have none
}

// configFile is an imslint.yaml. Its configuration may have been let go, its errors are
// kept.
type configFile struct {
	path, name string
	config     atomic.Pointer[schema.Config] // nil where none is kept

	reading sync.Mutex // held while somebody asks, for what follows
	bad     []*source.Error
	sum     uint32 // of the bytes that were read
	read    bool
}

// maxKept is how large the files are together, in bytes, of which a Search keeps the
// configurations, unless they are the last two: a configuration may take a hundred
// times the size of its file.
const maxKept = 256 << 10

// find returns the configuration of an instance: the one given, else the
// nearest one above its path, else above the working directory, else an empty
// one. It returns nil where that cannot be used.
func (s *Search) find(path string) (*schema.Config, []*source.Error) {
	name, by := s.Given, s.Given
	if name == "" && !s.None {
		name, by = nearest(path), path
	}
	if name == "" {
		return &s.empty, nil
	}
	shown := shorten(name)
	if filepath.IsAbs(by) { // whatever is printed does not depend on the working directory then
		shown = filepath.ToSlash(name)
	}
	f := s.file(name, shown)
	f.reading.Lock()
	defer f.reading.Unlock()
	c, bad := f.get(s.Check)
	if c != nil {
		s.keep(f, c)
	}
	return c, bad
}

// file returns the file of a path, which is printed as name.
func (s *Search) file(path, name string) *configFile {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[name]
	if f == nil {
		f = &configFile{path: path, name: name}
		if s.files == nil {
			s.files = map[string]*configFile{}
		}
		s.files[name] = f
	}
	return f
}

// keep keeps a configuration, and lets go of those that nobody has asked for lately.
func (s *Search) keep(f *configFile, c *schema.Config) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.config.Store(c)
	s.kept = append(slices.DeleteFunc(s.kept, func(k *configFile) bool { return k == f }), f)
	size := 0
	for i, k := range slices.Backward(s.kept) {
		size += k.config.Load().Size()
		if last := len(s.kept) - 1; size > maxKept && i < last-1 {
			for _, old := range s.kept[:i+1] {
				old.config.Store(nil)
			}
			s.kept = slices.Delete(s.kept, 0, i+1)
			return
		}
	}
}

// get returns the configuration, nil where it cannot be used. One asks at a time.
func (f *configFile) get(check func(*schema.Config) []*source.Error) (*schema.Config, []*source.Error) {
	if c := f.config.Load(); c != nil || len(f.bad) > 0 {
		return c, f.bad
	}
	sum := crc32.NewIEEE()
	c, bad := f.readConfig(sum)
	switch {
	case len(bad) > 0:
	case f.read && sum.Sum32() != f.sum:
		c, bad = f.fail("the file was changed while imslint was running: run it again")
	case check != nil:
		bad = check(c)
	}
	f.bad, f.sum, f.read = bad, sum.Sum32(), true
	if len(bad) > 0 {
		c = nil
	}
	return c, bad
}

func (f *configFile) fail(format string, args ...any) (*schema.Config, []*source.Error) {
	return nil, []*source.Error{source.Errorf(source.File(f.name), format, args...)}
}

// readConfig reads the file, and gives what it reads to a sum too. It looks at what the
// file is before it opens it: a FIFO would wait for a writer, and a device never ends.
func (f *configFile) readConfig(sum io.Writer) (*schema.Config, []*source.Error) {
	info, err := os.Stat(f.path)
	switch {
	case err != nil:
		return f.fail("%s", Reason(err))
	case !info.Mode().IsRegular():
		return f.fail("this is %s: the configuration has to be a regular file", kindOf(info.Mode()))
	}
	r, err := openRegular(f.path)
	if err != nil {
		return f.fail("%s", Reason(err))
	}
	defer r.Close()
	return schema.ReadConfig(f.name, io.TeeReader(r, sum))
}

// kindOf says in words what a file is that is not a regular one.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a FIFO (named pipe)"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// nearest walks up from an instance's path, then from the working directory.
func nearest(path string) string {
	searched := ""
	for _, start := range []string{path, "."} {
		dir, err := filepath.Abs(start)
		if err != nil || start == Stdin {
			continue
		}
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			dir = filepath.Dir(dir)
		}
		if dir == searched {
			continue
		}
		searched = dir
		for {
			// A link that leads nowhere is found too, so that it is an error
			// and not another configuration farther up that counts.
			name := filepath.Join(dir, schema.ConfigName)
			if _, err := os.Lstat(name); err == nil {
				if info, err := os.Stat(name); err != nil || !info.IsDir() {
					return name
				}
			}
			parent := filepath.Dir(dir)
			if parent == dir {
				break
			}
			dir = parent
		}
	}
	return ""
}

// shorten returns a path as seen from the working directory where it is below
// it.
func shorten(file string) string {
	if wd, err := os.Getwd(); err == nil {
		if relative, err := filepath.Rel(wd, file); err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator)) && filepath.IsAbs(file) {
			file = relative
		}
	}
	return filepath.ToSlash(file)
}
