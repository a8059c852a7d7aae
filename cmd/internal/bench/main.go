// Command bench measures imslint next to other programs on the same inputs and
// prints the figures as a Markdown table:
//
//	go run ./cmd/internal/bench
//	go run ./cmd/internal/bench -only package,startup -rounds 9
//
// It makes the inputs from a seed in a temporary folder, which it removes, and
// builds imslint and a few lines of Go to compare with. The programs run in
// turn, round by round, so that whatever slows the machine down for a while
// slows all of them down; a ratio is the median of the ratios of the rounds.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

// options are what the command line asks for.
type options struct {
	sizes
	seed    uint64
	rounds  int
	only    []string // names of scenarios; empty for all
	imslint string   // a binary to measure; empty to build one
	folder  string   // where the temporary folder is made
}

func parse(args []string, messages io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(messages)
	megabytes := flags.Int64("size", 1000, "size of the Campaign package in `MB`")
	shrink := flags.Int64("shrink", 1, "divide the size of every input by `N`, for a quick look")
	flags.Uint64Var(&o.seed, "seed", 1, "`NUMBER` from which the inputs are made")
	flags.IntVar(&o.rounds, "rounds", 5, "how many `ROUNDS` to run")
	only := flags.String("only", "", "`NAMES` of what to measure, with commas between: "+strings.Join(scenarioNames(), ", "))
	flags.StringVar(&o.imslint, "imslint", "", "measure this `FILE` instead of building imslint")
	flags.StringVar(&o.folder, "folder", "", "`FOLDER` for the inputs (default: the system's temporary one)")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *megabytes < 1 || *shrink < 1 || o.rounds < 1 {
		return o, fmt.Errorf("-size, -shrink and -rounds need a number above 0")
	}
	o.sizes = fullSizes(*megabytes * 1e6).dividedBy(*shrink)
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	return o, nil
}

func run(ctx context.Context, args []string, out, messages io.Writer) error {
	o, err := parse(args, messages)
	if err == flag.ErrHelp {
		return nil
	}
	if err != nil {
		return err
	}
	chosen, err := choose(scenarios(), o.only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(o.folder, "imslint-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	fmt.Fprintln(messages, "building")
	b := &bench{options: o, dir: dir, messages: messages}
	if err := b.build(ctx); err != nil {
		return err
	}
	var rows []row
	for _, s := range chosen {
		measured, err := b.measure(ctx, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		rows = append(rows, measured...)
	}
	fmt.Fprintln(out, machine(ctx, o))
	fmt.Fprintln(out)
	return writeTable(out, rows)
}

// bench is one run of the command.
type bench struct {
	options
	dir      string
	messages io.Writer

	hello, peer string // built programs; imslint is among the options
}

// build makes imslint, as a release has it, and the programs to compare with.
func (b *bench) build(ctx context.Context) error {
	const module = "github.com/imslint/imslint"
	programs := []struct {
		file *string
		path string
	}{
		{&b.imslint, module + "/cmd/imslint"},
		{&b.hello, module + "/cmd/internal/bench/hello"},
		{&b.peer, module + "/cmd/internal/bench/peer"},
	}
	for _, p := range programs {
		if *p.file != "" {
			continue
		}
		*p.file = filepath.Join(b.dir, filepath.Base(p.path))
		if runtime.GOOS == "windows" {
			*p.file += ".exe"
		}
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", *p.file, p.path)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if output, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("%s cannot be built: %w\n%s", p.path, err, output)
		}
	}
	return nil
}

// measure makes the input of a scenario, runs its programs and removes the
// input.
func (b *bench) measure(ctx context.Context, s scenario) ([]row, error) {
	fmt.Fprintf(b.messages, "%s: making the input\n", s.name)
	in := filepath.Join(b.dir, s.name)
	if err := os.Mkdir(in, 0o755); err != nil {
		return nil, err
	}
	defer os.RemoveAll(in)
	if err := s.prepare(in, b.seed, b.sizes); err != nil {
		return nil, err
	}
	var rows []row
	for _, cores := range coreCounts(s) {
		fmt.Fprintf(b.messages, "%s: running on %s\n", s.name, count(cores, "core"))
		programs := s.programs(tools{imslint: b.imslint, hello: b.hello, peer: b.peer, cores: cores}, in, b.sizes)
		measured, err := inTurn(ctx, programs, cores, b.rounds*max(1, s.repeat))
		if err != nil {
			return nil, err
		}
		floor, err := b.floor(ctx)
		if err != nil {
			return nil, err
		}
		for i := range measured {
			measured[i].input, measured[i].cores, measured[i].floor = s.title(b.sizes), cores, floor
		}
		rows = append(rows, measured...)
	}
	return rows, nil
}

// floor returns the size that Linux reports for any small program: that of the
// process that started it, this one, where its own is smaller.
func (b *bench) floor(ctx context.Context) (int64, error) {
	s, err := program{args: []string{b.hello}}.run(ctx, 0)
	return s.memory, err
}

// coreCounts returns on how many cores a scenario runs: on one, and on all of
// the machine's.
func coreCounts(s scenario) []int {
	if all := runtime.NumCPU(); all == 1 || !s.oneCore {
		return []int{all}
	} else {
		return []int{1, all}
	}
}
