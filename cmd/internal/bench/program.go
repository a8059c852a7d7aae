package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"time"
)

// program is a command line to measure.
type program struct {
	name  string // as printed
	args  []string
	bytes int64 // how much it reads, for the rate; 0 where that says little
	// goal is at most how many times this program's time imslint should take; 0
	// for none.
	goal       float64
	memoryGoal int64 // in bytes; 0 for none
	// slow programs run only in the first rounds: they are there for
	// orientation.
	slow bool
}

// slowRounds is in how many rounds slow programs run.
const slowRounds = 3

// sample is one run of a program.
type sample struct {
	elapsed time.Duration
	memory  int64 // the largest resident size in bytes; 0 where the system does not say
}

// errMissing is a program that is not on this machine.
var errMissing = errors.New("not found on this machine")

// inTurn runs programs one after another, round by round, each of them once
// more before that so that all find the input in the system's cache.
func inTurn(ctx context.Context, programs []program, cores, rounds int) ([]row, error) {
	rows := make([]row, len(programs))
	for i, p := range programs {
		rows[i].program = p
	}
	for round := -1; round < rounds; round++ {
		for i := range rows {
			// There and back again, so that none always follows the same one.
			if round%2 != 0 {
				i = len(rows) - 1 - i
			}
			r := &rows[i]
			if r.failure != nil || r.program.slow && round >= slowRounds {
				continue
			}
			if r.program.slow && round < 0 {
				continue
			}
			s, err := r.program.run(ctx, cores)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				r.failure = err
			} else if round >= 0 {
				r.samples = append(r.samples, s)
			}
		}
	}
	for i := range rows {
		rows[i].imslint = rows[0].samples
	}
	return rows, nil
}

// run runs a program once, its output going into a pipe.
func (p program) run(ctx context.Context, cores int) (sample, error) {
	args := p.args
	if _, err := exec.LookPath(args[0]); err != nil {
		return sample{}, errMissing
	}
	if cores == 1 && runtime.NumCPU() > 1 {
		if taskset, err := exec.LookPath("taskset"); err == nil {
			args = append([]string{taskset, "-c", "0"}, args...)
		}
	}
	command := exec.CommandContext(ctx, args[0], args[1:]...)
	if cores == 1 {
		command.Env = append(os.Environ(), "GOMAXPROCS=1")
	}
	var messages bytes.Buffer
	// Not the null device itself: grep stops at the first match there.
	command.Stdout = struct{ io.Writer }{io.Discard}
	command.Stderr = &limited{w: &messages, left: 1 << 10}
	start := time.Now()
	err := command.Run()
	elapsed := time.Since(start)
	var exit *exec.ExitError
	// 1 is imslint's "findings" and grep's "no match".
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		line, _, _ := bytes.Cut(messages.Bytes(), []byte("\n"))
		if len(line) > 0 {
			return sample{}, errors.New(string(line))
		}
		return sample{}, err
	}
	return sample{elapsed, residentSize(command.ProcessState)}, nil
}

// limited hands on the first bytes and drops the rest.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	if _, err := l.w.Write(p[:n]); err != nil {
		return 0, err
	}
	return len(p), nil
}

// residentSize returns the largest resident size of a process that has ended,
// 0 where the system does not say. Only on Unix has syscall.Rusage this field;
// looking it up by name builds everywhere.
func residentSize(state *os.ProcessState) int64 {
	usage := reflect.Indirect(reflect.ValueOf(state.SysUsage()))
	if usage.Kind() != reflect.Struct {
		return 0
	}
	field := usage.FieldByName("Maxrss")
	if !field.IsValid() || !field.CanInt() {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return field.Int() // in bytes, elsewhere in KiB
	}
	return field.Int() << 10
}
