package load

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

const export = "- {name: Adobe_Marketing_Cloud, imsServer: ims-na1.adobelogin.com}\n"

// memory is a source whose text is at hand.
func memory(name, text string) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func noConfig() (*schema.Config, []*source.Error) { return &schema.Config{}, nil }

// group is an instance of one folder.
func group(name string, sources ...Source) Group {
	return Group{Name: name, Config: noConfig, List: func() []Listing { return []Listing{{Name: name, Folder: true, Sources: sources}} }}
}

// said returns what became of an instance.
func said(in *Instance) string {
	text := in.Name + ":"
	for _, f := range in.Files {
		text += fmt.Sprintf(" %s (%s)", f.Name, f.Kind)
	}
	for _, e := range in.Errors {
		text += " | " + e.Error()
	}
	if in.Read != nil {
		text += fmt.Sprintf(" = %d", len(in.Read.Accounts))
	}
	return text
}

func TestEach(t *testing.T) {
	failing := func(name string, err error) Source {
		return Source{Name: name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(export), iotest.ErrReader(err))), nil
		}}
	}
	groups := []Group{
		group("one", memory("one/a.yaml", export), memory("one/notes.txt", "Remember the milk.")),
		group("gone", Source{Name: "gone/a.yaml", Open: func() (io.ReadCloser, error) {
			return nil, &os.PathError{Op: "open", Path: "/secret/gone", Err: os.ErrNotExist}
		}}, memory("gone/b.yaml", export)),
		group("fails", failing("fails/a.yaml", errors.New("the disk is broken")), memory("fails/b.yaml", export+export)),
		group("notes", memory("notes/a.txt", "a"), memory("notes/b.txt", "b"), memory("notes/c", "c"), memory("notes/d", "d"), memory("notes/e", "e")),
		group("empty"),
		{Name: "bad", Config: func() (*schema.Config, []*source.Error) {
			return nil, []*source.Error{source.Errorf(source.File("imslint.yaml"), "wrong")}
		}, List: group("bad", memory("bad/a.yaml", export)).List},
	}
	want := []string{
		"one: one/a.yaml (YAML or JSON) one/notes.txt (not a file that imslint reads) = 1",
		"gone: gone/b.yaml (YAML or JSON) | gone/a.yaml:1:1: file does not exist = 1",
		"fails: fails/b.yaml (YAML or JSON) | fails/a.yaml:2:1: the disk is broken = 2",
		"notes: notes/a.txt (not a file that imslint reads) notes/b.txt (not a file that imslint reads) notes/c (not a file that imslint reads) notes/d (not a file that imslint reads) notes/e (not a file that imslint reads)" +
			" | notes:1:1: no file here is a Campaign export: found a.txt, b.txt, c and 2 more files",
		"empty: | empty:1:1: no file here is a Campaign export: the folder holds no files",
		"bad: bad/a.yaml (YAML or JSON) | imslint.yaml:1:1: wrong",
	}
	for _, jobs := range []int{0, 1, 2, 16} {
		got := slices.Collect(Each(groups, jobs, &Meter{}, said))
		if len(got) > 2 { // how package schema words it is not ours
			before, after, _ := strings.Cut(got[2], "fails/a.yaml:")
			_, after, _ = strings.Cut(after, " = ")
			got[2] = before + "fails/a.yaml:2:1: the disk is broken = " + after
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d jobs: %s", jobs, diff)
		}
	}
}

// TestEachBounded insists that no more instances are in memory than there are
// jobs, that what is judged does not run far ahead, and that a consumer may
// stop.
func TestEachBounded(t *testing.T) {
	const jobs = 3
	var reading, most, judged atomic.Int64
	var groups []Group
	for i := range 200 {
		name := fmt.Sprint("i", i)
		g := group(name, memory(name+"/a.yaml", export), memory(name+"/b.yaml", export))
		list := g.List
		g.List = func() []Listing {
			now := reading.Add(1)
			for {
				old := most.Load()
				if now <= old || most.CompareAndSwap(old, now) {
					break
				}
			}
			return list()
		}
		groups = append(groups, g)
	}
	judge := func(in *Instance) string {
		runtime.Gosched()
		reading.Add(-1)
		judged.Add(1)
		return in.Name
	}
	i := 0
	for name := range Each(groups, jobs, nil, judge) {
		if want := fmt.Sprint("i", i); name != want {
			t.Fatalf("%s comes before %s", name, want)
		}
		if n := judged.Load(); n > int64(i+1+(ahead+1)*jobs+1) {
			t.Fatalf("%d are judged when %d were taken", n, i+1)
		}
		if i++; i == 100 {
			break
		}
	}
	if most.Load() > jobs {
		t.Errorf("%d instances were in memory, with %d jobs", most.Load(), jobs)
	}
	if reading.Load() != 0 {
		t.Error("something still runs")
	}
}

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWalk(t *testing.T) {
	t.Chdir(write(t, map[string]string{
		"dir/a.yaml": export, "dir/.hidden.yaml": export, "dir/.git/config": export, "dir/imslint.yaml": "",
		"dir/sub/b.yaml": export, "dir/sub/deeper/c.yaml": export, "outside.yaml": export,
	}))
	leftOut := 2
	for _, link := range []string{"dir/link.yaml", "dir/sub/dangling.yaml"} {
		if os.Symlink("../outside.yaml", link) == nil {
			leftOut++
		}
	}
	if exec.Command("mkfifo", "dir/fifo").Run() == nil {
		leftOut++
	}
	names := func(l Listing) (list []string) {
		for _, s := range l.Sources {
			list = append(list, s.Name)
		}
		return list
	}
	want := []string{"dir/a.yaml", "dir/sub/b.yaml", "dir/sub/deeper/c.yaml"}
	for _, path := range []string{"dir", "dir/"} {
		l := listing(path, nil, true)
		if diff := cmp.Diff(want, names(l)); diff != "" || !l.Folder || l.LeftOut != leftOut {
			t.Errorf("%s: %d left out, want %d\n%s", path, l.LeftOut, leftOut, diff)
		}
		if l.Sources[0].Size != int64(len(export)) || l.Sources[0].Given {
			t.Errorf("%+v", l.Sources[0])
		}
	}
	if os.Symlink("dir", "linked") == nil {
		if l := listing("linked", nil, false); len(l.Sources) != 3 {
			t.Errorf("a folder that is given as a link holds %v", names(l))
		}
	}
	if l := listing("dir/a.yaml", nil, false); l.Folder || !l.Sources[0].Given {
		t.Errorf("%+v", l)
	}

	l := walk("dir", "dir", false, 3)
	if len(l.Sources) != 3 {
		t.Errorf("at the limit: %v", names(l))
	}
	l = walk("dir", "dir", false, 2)
	if _, err := l.Sources[0].Open(); len(l.Sources) != 1 || !errors.Is(err, errTooManyFiles) {
		t.Errorf("above the limit: %v", names(l))
	}
}

// TestFIFO reads what is given by name to its end, whatever it is.
func TestFIFO(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "prod.fifo")
	if err := exec.Command("mkfifo", fifo).Run(); err != nil {
		t.Skip("skipped: no mkfifo: ", err)
	}
	go os.WriteFile(fifo, []byte(export), 0)
	args, err := Parse([]string{fifo})
	if err != nil {
		t.Fatal(err)
	}
	for in := range Each(Groups(args, nil, &Search{None: true}), 1, nil, func(in *Instance) *Instance { return in }) {
		if in.Name != "prod" || in.Read == nil || len(in.Read.Accounts) != 1 {
			t.Error(said(in))
		}
	}
}

func TestParse(t *testing.T) {
	t.Chdir(write(t, map[string]string{"a.xml": "", "one/x.xml": "", "two/x.xml": "", "k=v.xml": "", "dir.d/f": ""}))
	for _, c := range []struct {
		args []string
		want string // name: paths; …
		bad  string
	}{
		{[]string{"a.xml"}, "a: a.xml", ""},
		{[]string{"prod=a.xml", "prod=one/x.xml", "prod=a.xml"}, "prod: a.xml one/x.xml", ""},
		{[]string{"one/x.xml", "two/x.xml"}, "x: one/x.xml; two/x: two/x.xml", ""},
		{[]string{"a.xml", "./a.xml"}, "a: a.xml", ""},
		{[]string{"k=v.xml"}, "k=v: k=v.xml", ""},
		{[]string{"dir.d"}, "dir.d: dir.d", ""},
		{[]string{"-", "b=one"}, "-: -; b: one", ""},
		{[]string{"x="}, "", "write NAME=PATH"},
		{[]string{""}, "", "a PATH is empty"},
		{[]string{"-", "a=-"}, "", "only once"},
	} {
		list, err := Parse(c.args)
		var got []string
		for _, a := range list {
			got = append(got, a.Name+": "+strings.Join(a.Paths, " "))
		}
		if c.bad != "" {
			if err == nil || !strings.Contains(err.Error(), c.bad) {
				t.Errorf("%q: %v", c.args, err)
			}
		} else if strings.Join(got, "; ") != c.want || err != nil {
			t.Errorf("%q: %q, %v", c.args, got, err)
		}
		for _, a := range list {
			if again, err := Parse(a.Args()); !strings.Contains(a.Name, "/") && (err != nil || len(again) != 1 || !reflect.DeepEqual(again[0], a)) {
				t.Errorf("%q: as arguments %q, which are %v, %v", a, a.Args(), again, err)
			}
		}
	}
}

func TestInstancesIn(t *testing.T) {
	dir := write(t, map[string]string{"prod/a.yaml": "", "prod.yaml": "", "stage.yaml": "", "imslint.yaml": "", ".git/x": ""})
	list, err := InstancesIn(dir)
	var got []string
	for _, a := range list {
		got = append(got, a.Name)
	}
	// Two entries are never one instance.
	if diff := cmp.Diff([]string{"prod", "prod.yaml", "stage"}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if _, err := InstancesIn(filepath.Join(dir, ".git", "y")); err == nil {
		t.Error("a folder that is not there holds instances")
	}
}

// TestSearch insists that a configuration is read once for all instances, and
// that its errors are the same values for each.
func TestSearch(t *testing.T) {
	dir := write(t, map[string]string{"a/x": "", "b/x": "", "imslint.yaml": "provisioned: {clientId: c}", "c/x": "", "c/imslint.yaml": "nonsense: 1"})
	s := &Search{}
	first, bad := s.find(filepath.Join(dir, "a"))
	second, _ := s.find(filepath.Join(dir, "b"))
	if first == nil || first != second || bad != nil {
		t.Errorf("%p and %p, %v", first, second, bad)
	}
	none, bad := s.find(filepath.Join(dir, "c"))
	_, again := s.find(filepath.Join(dir, "c", "x"))
	if none != nil || len(bad) != 1 || len(again) != 1 || bad[0] != again[0] {
		t.Errorf("%v, %v and %v", none, bad, again)
	}
	if c, bad := (&Search{None: true}).find(filepath.Join(dir, "a")); c == nil || c.Path != "" || bad != nil {
		t.Error("a configuration was found that was not looked for")
	}
	unread := &Search{Check: func(c *schema.Config) []*source.Error {
		t.Error("a configuration was checked that cannot be read")
		return nil
	}}
	if c, bad := unread.find(filepath.Join(dir, "c")); c != nil || len(bad) != 1 {
		t.Errorf("%v, %v", c, bad)
	}
	refuse := &Search{Check: func(*schema.Config) []*source.Error { return bad }}
	if c, _ := refuse.find(filepath.Join(dir, "a")); c != nil {
		t.Error("a configuration that was refused is used")
	}
}

// TestSearchLetsGo insists that a run with many configurations keeps the last ones,
// reads another again, and does not use one that was changed meanwhile.
func TestSearchLetsGo(t *testing.T) {
	large := "provisioned: {clientId: c}\n" + strings.Repeat("# not a word\n", maxKept/26)
	files := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d"} {
		files[name+"/x"], files[name+"/imslint.yaml"] = "", large
	}
	dir := write(t, files)
	s := &Search{}
	find := func(name string) (*schema.Config, []*source.Error) { return s.find(filepath.Join(dir, name, "x")) }
	first := map[string]*schema.Config{}
	for _, name := range []string{"a", "b", "c", "a"} {
		c, bad := find(name)
		if c == nil || bad != nil {
			t.Fatalf("%s: %v", name, bad)
		}
		if first[name] == nil {
			first[name] = c
		} else if c == first[name] {
			t.Errorf("%s was kept", name)
		}
	}
	if c, _ := find("c"); c != first["c"] {
		t.Error("c was not kept")
	}
	if len(s.kept) != 2 {
		t.Errorf("%d are kept", len(s.kept))
	}
	if err := os.WriteFile(filepath.Join(dir, "b", "imslint.yaml"), []byte(strings.Replace(large, "clientId: c", "clientId: d", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	c, bad := find("b")
	if c != nil || len(bad) != 1 || !strings.Contains(bad[0].Error(), "changed") {
		t.Errorf("%v, %v", c, bad)
	}
	if _, again := find("b"); len(again) != 1 || again[0] != bad[0] {
		t.Errorf("%v and %v", bad, again)
	}
}

func BenchmarkEach(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n, "-instances"), func(b *testing.B) {
			var groups []Group
			for i := range n {
				name := fmt.Sprint("i", i)
				groups = append(groups, group(name, memory(name+"/a.yaml", export)))
			}
			b.ReportAllocs()
			for b.Loop() {
				for range Each(groups, 0, nil, func(*Instance) int { return 0 }) {
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n, "-arguments"), func(b *testing.B) {
			var args []string
			for i := range n {
				args = append(args, fmt.Sprintf("prod=export%d.xml", i))
			}
			for b.Loop() {
				if _, err := Parse(args); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
