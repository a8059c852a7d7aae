package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

func samples(milliseconds ...int) (list []sample) {
	for _, n := range milliseconds {
		list = append(list, sample{time.Duration(n) * time.Millisecond, int64(n) << 20})
	}
	return list
}

func TestTable(t *testing.T) {
	ours := samples(20, 10, 60)
	rows := []row{
		{input: "1 GB", cores: 2, program: program{name: "imslint lint", bytes: 1e9, memoryGoal: 24 << 20}, samples: ours, imslint: ours},
		{input: "1 GB", cores: 2, program: program{name: "grep -c a|b", goal: 0.9}, samples: samples(40, 10, 30), imslint: ours, floor: 40 << 20},
		{input: "1 GB", cores: 2, program: program{name: "xmllint"}, failure: errMissing},
		{input: "1 GB", cores: 2, program: program{name: "python3"}, failure: errors.New("no\nmemory")},
	}
	const want = `| Input | Cores | Program | Median | Fastest to slowest | Rate | Memory | imslint takes |
|---|---:|---|---:|---:|---:|---:|---:|
| 1 GB | 2 | imslint lint | 20.0 ms | 10.0 ms to 60.0 ms | 50.00 GB/s | 60.0 MiB (goal 24) |  |
| 1 GB | 2 | grep -c a\|b | 30.0 ms | 10.0 ms to 40.0 ms |  | < 41 MiB | 1.00 × (goal 0.9) |
| 1 GB | 2 | xmllint | not found on this machine |  |  |  |  |
| 1 GB | 2 | python3 | failed: no memory |  |  |  |  |
`
	var b bytes.Buffer
	if err := writeTable(&b, rows); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestMedian(t *testing.T) {
	if got := median([]float64{5, 1, 3}); got != 3 {
		t.Errorf("of three: %v, want 3", got)
	}
	if got := median([]time.Duration{8, 2, 4, 6}); got != 5 {
		t.Errorf("of four: %v, want 5", got)
	}
}

// TestInTurn runs this test's own binary as if it were a program to measure.
func TestInTurn(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := inTurn(context.Background(), []program{
		{name: "imslint", args: []string{self, "-test.run=^$"}},
		{name: "peer", args: []string{self, "-test.run=^$"}, slow: true},
		{name: "missing", args: []string{"no-such-program-of-imslint"}},
		{name: "failing", args: []string{self, "-no-such-flag"}},
	}, 0, slowRounds+1)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := len(rows[0].samples), len(rows[1].samples); a != slowRounds+1 || b != slowRounds {
		t.Errorf("%d and %d rounds, want %d and %d", a, b, slowRounds+1, slowRounds)
	}
	if n := len(rows[1].ratios()); n != slowRounds {
		t.Errorf("%d ratios, want %d", n, slowRounds)
	}
	if !errors.Is(rows[2].failure, errMissing) {
		t.Errorf("missing: %v", rows[2].failure)
	}
	if rows[3].failure == nil || !strings.Contains(rows[3].failure.Error(), "no-such-flag") {
		t.Errorf("failing: %v", rows[3].failure)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := inTurn(ctx, []program{{name: "missing", args: []string{"no-such-program-of-imslint"}}}, 0, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
}

func TestParse(t *testing.T) {
	o, err := parse([]string{"-size", "50", "-shrink", "10", "-only", "crlf,yaml"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if o.packageBytes != 5e6 || o.instances != 1000 || o.rounds != 5 {
		t.Errorf("%+v", o)
	}
	chosen, err := choose(scenarios(), o.only)
	if err != nil || len(chosen) != 2 || chosen[0].name != "crlf" || chosen[1].name != "yaml" {
		t.Errorf("%v, %v", chosen, err)
	}
	for _, args := range [][]string{{"-size", "0"}, {"-rounds", "0"}, {"-shrink", "-1"}, {"package"}, {"-no-such-flag"}} {
		if _, err := parse(args, io.Discard); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
	if _, err := choose(scenarios(), []string{"xlm"}); err == nil {
		t.Error(`"xlm" is accepted as a scenario`)
	}
}

// TestPrepare makes every input at its smallest.
func TestPrepare(t *testing.T) {
	small := fullSizes(1e6).dividedBy(1e6)
	for _, s := range scenarios() {
		dir := t.TempDir()
		if err := s.prepare(dir, 1, small); err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		for _, p := range s.programs(tools{imslint: "imslint", hello: "hello", peer: "peer", cores: 2}, dir, small) {
			if last := p.args[len(p.args)-1]; strings.HasPrefix(last, dir) {
				if _, err := os.Stat(last); err != nil {
					t.Errorf("%s, %s: %v", s.name, p.name, err)
				}
			}
		}
	}
}
