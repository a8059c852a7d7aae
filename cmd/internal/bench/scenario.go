package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/imslint/imslint/cmd/internal/bench/input"
)

// sizes are how large the inputs are.
type sizes struct {
	packageBytes int64
	jsonBytes    int64
	instances    int
	accounts     int
	users        int
}

func fullSizes(packageBytes int64) sizes {
	// imslint reads JSON of at most 64 MiB.
	return sizes{packageBytes: packageBytes, jsonBytes: 64 << 20, instances: 10_000, accounts: 1000, users: 1_000_000}
}

func (s sizes) dividedBy(n int64) sizes {
	less := func(size int) int { return max(10, size/int(n)) }
	return sizes{
		packageBytes: max(20e3, s.packageBytes/n), jsonBytes: max(20e3, s.jsonBytes/n),
		instances: less(s.instances), accounts: less(s.accounts), users: less(s.users),
	}
}

// tools are the built programs, and the cores that they may use.
type tools struct {
	imslint, hello, peer string
	cores                int
}

// scenario is an input and the programs that read it.
type scenario struct {
	name     string
	title    func(sizes) string
	prepare  func(dir string, seed uint64, s sizes) error
	programs func(t tools, dir string, s sizes) []program // imslint first
	oneCore  bool                                         // run it on one core too
	repeat   int                                          // so many times the rounds asked for, where a run is short; 0 means once
}

func scenarioNames() []string {
	var names []string
	for _, s := range scenarios() {
		names = append(names, s.name)
	}
	return names
}

func choose(all []scenario, names []string) ([]scenario, error) {
	if len(names) == 0 {
		return all, nil
	}
	var chosen []scenario
	for _, name := range names {
		i := slices.IndexFunc(all, func(s scenario) bool { return s.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-only: nothing is called %q; there are %s", name, strings.Join(scenarioNames(), ", "))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

func scenarios() []scenario {
	return []scenario{
		{
			name:  "package",
			title: func(s sizes) string { return byteCount(s.packageBytes) + " package" },
			prepare: func(dir string, seed uint64, s sizes) error {
				return writeFile(filepath.Join(dir, "full.xml"), func(w io.Writer) error { return input.Package(w, seed, s.packageBytes) })
			},
			oneCore: true,
			programs: func(t tools, dir string, s sizes) []program {
				file := filepath.Join(dir, "full.xml")
				grep := 0.9
				if t.cores == 1 {
					grep = 1.0
				}
				const expat = "import sys,xml.parsers.expat as e; e.ParserCreate().ParseFile(open(sys.argv[1],'rb'))"
				return []program{
					{name: "imslint lint", args: []string{t.imslint, "lint", file}, bytes: s.packageBytes, memoryGoal: 24 << 20},
					{name: "grep -c extAccount", args: []string{"grep", "-c", "extAccount", file}, bytes: s.packageBytes, goal: grep},
					{name: "xmllint --stream --noout", args: []string{"xmllint", "--stream", "--noout", file}, bytes: s.packageBytes, slow: true},
					{name: "xmlstarlet el -u", args: []string{"xmlstarlet", "el", "-u", file}, bytes: s.packageBytes, slow: true},
					{name: "python3, expat", args: []string{"python3", "-c", expat, file}, bytes: s.packageBytes, slow: true},
				}
			},
		},
		{
			name:  "crlf",
			title: func(s sizes) string { return byteCount(s.packageBytes) + " package, CRLF" },
			prepare: func(dir string, seed uint64, s sizes) error {
				err := writeFile(filepath.Join(dir, "lf.xml"), func(w io.Writer) error { return input.Package(w, seed, s.packageBytes) })
				if err != nil {
					return err
				}
				return writeFile(filepath.Join(dir, "crlf.xml"), func(w io.Writer) error {
					return input.Package(input.CRLF(w), seed, s.packageBytes)
				})
			},
			oneCore: true,
			programs: func(t tools, dir string, s sizes) []program {
				file := filepath.Join(dir, "crlf.xml")
				return []program{
					{name: "imslint lint", args: []string{t.imslint, "lint", file}, bytes: s.packageBytes, memoryGoal: 24 << 20},
					{name: "imslint lint, LF", args: []string{t.imslint, "lint", filepath.Join(dir, "lf.xml")}, bytes: s.packageBytes, goal: 1.5},
					{name: "grep -c extAccount", args: []string{"grep", "-c", "extAccount", file}, bytes: s.packageBytes},
				}
			},
		},
		{
			name:  "startup",
			title: func(sizes) string { return "20 kB export" },
			prepare: func(dir string, seed uint64, _ sizes) error {
				return writeFile(filepath.Join(dir, "small.xml"), func(w io.Writer) error { return input.Package(w, seed, 20e3) })
			},
			repeat: 40,
			programs: func(t tools, dir string, _ sizes) []program {
				file := filepath.Join(dir, "small.xml")
				return []program{
					{name: "imslint lint", args: []string{t.imslint, "lint", file}},
					{name: "Go program of one line", args: []string{t.hello}, goal: 2},
					{name: "xmllint --noout", args: []string{"xmllint", "--noout", file}, goal: 1},
					{name: "imslint version", args: []string{t.imslint, "version"}},
				}
			},
		},
		{
			name:  "fleet",
			title: func(s sizes) string { return strconv.Itoa(s.instances) + " instance folders" },
			prepare: func(dir string, seed uint64, s sizes) error {
				if err := writeFleet(filepath.Join(dir, "all"), seed, s.instances); err != nil {
					return err
				}
				return writeFleet(filepath.Join(dir, "tenth"), seed, s.instances/10)
			},
			oneCore: true,
			programs: func(t tools, dir string, _ sizes) []program {
				all := filepath.Join(dir, "all")
				return []program{
					{name: "imslint lint --instances-in", args: []string{t.imslint, "lint", "--quiet", "--instances-in", all}},
					{name: "imslint, a tenth of them", args: []string{t.imslint, "lint", "--quiet", "--instances-in", filepath.Join(dir, "tenth")}, goal: 11},
					{name: "grep -rc extAccount", args: []string{"grep", "-rc", "extAccount", all}},
				}
			},
		},
		{
			name:  "yaml",
			title: func(s sizes) string { return strconv.Itoa(s.accounts) + " accounts in YAML" },
			prepare: func(dir string, seed uint64, s sizes) error {
				return writeFile(filepath.Join(dir, "accounts.yaml"), func(w io.Writer) error { return input.YAML(w, seed, s.accounts) })
			},
			repeat: 10,
			programs: func(t tools, dir string, _ sizes) []program {
				file := filepath.Join(dir, "accounts.yaml")
				return []program{
					{name: "imslint lint", args: []string{t.imslint, "lint", file}},
					{name: "Go, nodes of yaml.v3", args: []string{t.peer, "yaml", file}, goal: 2},
				}
			},
		},
		{
			name:  "json",
			title: func(s sizes) string { return byteCount(s.jsonBytes) + " of JSON" },
			prepare: func(dir string, seed uint64, s sizes) error {
				return writeFile(filepath.Join(dir, "export.json"), func(w io.Writer) error { return input.JSON(w, seed, s.jsonBytes) })
			},
			programs: func(t tools, dir string, s sizes) []program {
				file := filepath.Join(dir, "export.json")
				return []program{
					{name: "imslint lint", args: []string{t.imslint, "lint", file}, bytes: s.jsonBytes},
					{name: "Go, tokens of encoding/json", args: []string{t.peer, "json", file}, bytes: s.jsonBytes, goal: 2},
					{name: "python3, json", args: []string{"python3", "-c", "import sys,json; json.load(open(sys.argv[1],encoding='utf-8'))", file}, bytes: s.jsonBytes},
				}
			},
		},
		{
			name:  "users",
			title: func(s sizes) string { return strconv.Itoa(s.users) + " rows of users" },
			prepare: func(dir string, seed uint64, s sizes) error {
				return writeFile(filepath.Join(dir, "users.csv"), func(w io.Writer) error { return input.Users(w, seed, s.users) })
			},
			programs: func(t tools, dir string, _ sizes) []program {
				file := filepath.Join(dir, "users.csv")
				const reader = "import sys,csv,collections; collections.deque(csv.reader(open(sys.argv[1],encoding='utf-8',newline='')),0)"
				return []program{
					{name: "imslint users", args: []string{t.imslint, "users", file}},
					{name: "Go, encoding/csv", args: []string{t.peer, "csv", file}, goal: 2},
					{name: "python3, csv", args: []string{"python3", "-c", reader, file}},
				}
			},
		},
	}
}

func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// writeFleet makes a folder for each of some instances.
func writeFleet(dir string, seed uint64, instances int) error {
	for i := range instances {
		folder := filepath.Join(dir, fmt.Sprintf("market%05d", i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		err := writeFile(filepath.Join(folder, "accounts.xml"), func(w io.Writer) error { return input.Instance(w, seed, i) })
		if err != nil {
			return err
		}
	}
	return nil
}
