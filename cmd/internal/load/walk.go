package load

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/imslint/imslint/schema"
)

// maxFiles is how many files a folder may hold.
const maxFiles = 1_000_000

var errTooManyFiles = errors.New("the folder holds more than 1,000,000 files, the limit: give the exports by themselves")

// ErrFolder is the error of a folder in place of a file.
var ErrFolder = errors.New("this is a folder: give its files by themselves")

// FileSource returns a source for a file that a command line names, or for
// standard input.
func FileSource(path string, stdin io.Reader) Source {
	s := Source{Name: filepath.ToSlash(path), Given: true}
	if path == Stdin {
		s.Open = func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }
		return s
	}
	s.Open = func() (io.ReadCloser, error) { return os.Open(path) }
	switch info, err := os.Stat(path); {
	case err != nil:
		return failing(s.Name, err)
	case info.IsDir():
		return failing(s.Name, ErrFolder)
	case info.Mode().IsRegular():
		s.Size = info.Size()
	}
	return s
}

// regular returns a source that opens a file which was a regular one when it was
// listed. By now it may be a FIFO, which would wait for a writer, or lead to a
// device, which never ends.
func regular(path, name string) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) {
		f, err := openRegular(path)
		if err != nil {
			return nil, err
		}
		return f, nil
	}}
}

// errNotRegular is the error of a file that is no regular one.
var errNotRegular = errors.New("it is not a regular file any more")

// openRegular opens a regular file, and nothing else: it does not wait for the
// writer of a FIFO.
func openRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, cmp.Or(err, errNotRegular)
	}
	return f, nil
}

// failing returns a source that cannot be opened.
func failing(name string, err error) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) { return nil, err }}
}

// listing finds what a path stands for.
func listing(path string, stdin io.Reader, sizes bool) Listing {
	name := filepath.ToSlash(path)
	if info, err := os.Stat(path); path != Stdin && err == nil && info.IsDir() {
		return walk(path, name, sizes, maxFiles)
	}
	return Listing{Name: name, Sources: []Source{FileSource(path, stdin)}}
}

// walk lists the files of a folder and of those below it: regular files only,
// since a FIFO would wait for a writer that never comes.
func walk(path, name string, sizes bool, most int) Listing {
	l := Listing{Name: name, Folder: true}
	root := filepath.Clean(path)
	prefix := strings.TrimRight(name, "/") + "/"
	// A trailing separator has a folder that is given as a link walked too.
	filepath.WalkDir(root+string(filepath.Separator), func(p string, entry fs.DirEntry, err error) error {
		relative, _ := filepath.Rel(root, p)
		at := prefix + filepath.ToSlash(relative)
		if relative == "." {
			at = name
		}
		hidden := relative != "." && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil:
			l.Sources = append(l.Sources, failing(at, err))
		case entry.IsDir() && hidden:
			l.LeftOut++
			return filepath.SkipDir
		case entry.IsDir() || entry.Name() == schema.ConfigName:
		case hidden || !entry.Type().IsRegular():
			l.LeftOut++
		case len(l.Sources) >= most:
			l.Sources = []Source{failing(name, errTooManyFiles)}
			return filepath.SkipAll
		default:
			s := regular(p, at)
			if sizes {
				if info, err := entry.Info(); err == nil {
					s.Size = info.Size()
				}
			}
			l.Sources = append(l.Sources, s)
		}
		return nil
	})
	return l
}
