package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// row is what was measured of one program.
type row struct {
	input   string
	cores   int
	program program
	samples []sample
	imslint []sample // of imslint in the same rounds
	failure error
	floor   int64 // memory up to this cannot be told from that of the benchmark itself
}

// writeTable prints the rows as a Markdown table.
func writeTable(w io.Writer, rows []row) error {
	var b bytes.Buffer
	b.WriteString("| Input | Cores | Program | Median | Fastest to slowest | Rate | Memory | imslint takes |\n")
	b.WriteString("|---|---:|---|---:|---:|---:|---:|---:|\n")
	for _, r := range rows {
		cells := append([]string{r.input, fmt.Sprint(r.cores), r.program.name}, r.figures()...)
		for i, c := range cells {
			cells[i] = strings.NewReplacer("|", `\|`, "\n", " ").Replace(c)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// figures returns the cells of a row behind the program's name.
func (r row) figures() []string {
	if r.failure != nil {
		what := "failed: "
		if errors.Is(r.failure, errMissing) {
			what = ""
		}
		return []string{what + r.failure.Error(), "", "", "", ""}
	}
	times := make([]time.Duration, len(r.samples))
	var memory int64
	for i, s := range r.samples {
		times[i] = s.elapsed
		memory = max(memory, s.memory)
	}
	middle := median(times)
	rate, resident, takes := "", "", ""
	if r.program.bytes > 0 {
		rate = fmt.Sprintf("%.2f GB/s", float64(r.program.bytes)/1e9/middle.Seconds())
	}
	switch {
	case memory == 0:
	case memory <= r.floor:
		resident = fmt.Sprintf("< %d MiB", r.floor>>20+1)
	default:
		resident = fmt.Sprintf("%.1f MiB", float64(memory)/(1<<20))
	}
	if goal := r.program.memoryGoal; goal > 0 {
		resident += fmt.Sprintf(" (goal %d)", goal>>20)
	}
	if ratios := r.ratios(); len(ratios) > 0 {
		takes = fmt.Sprintf("%.2f ×", median(ratios))
	}
	if r.program.goal > 0 {
		takes = strings.TrimSpace(takes + fmt.Sprintf(" (goal %.1f)", r.program.goal))
	}
	return []string{duration(middle), duration(slices.Min(times)) + " to " + duration(slices.Max(times)), rate, resident, takes}
}

// ratios returns how many times the program's time imslint took, round by
// round; nothing for imslint itself.
func (r row) ratios() []float64 {
	if len(r.imslint) == 0 || len(r.samples) == 0 || &r.imslint[0] == &r.samples[0] {
		return nil
	}
	var ratios []float64
	for i := range min(len(r.samples), len(r.imslint)) {
		ratios = append(ratios, float64(r.imslint[i].elapsed)/float64(r.samples[i].elapsed))
	}
	return ratios
}

// median returns the middle one of some figures, the mean of the two middle
// ones where their number is even.
func median[T ~int64 | ~float64](figures []T) T {
	sorted := slices.Sorted(slices.Values(figures))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// duration prints a time with three digits.
func duration(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= 100*time.Millisecond:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d >= 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.2f ms", d.Seconds()*1e3)
}

func byteCount(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1e9 && n%1e8 == 0:
		return fmt.Sprintf("%g GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%d MB", n/1e6)
	}
	return fmt.Sprintf("%d kB", n/1e3)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// machine describes what the figures were measured on.
func machine(ctx context.Context, o options) string {
	parts := []string{runtime.GOOS + "/" + runtime.GOARCH, count(runtime.NumCPU(), "core")}
	if model := processor(); model != "" {
		parts = append(parts, model)
	}
	parts = append(parts, runtime.Version())
	for _, peer := range []string{"grep", "xmllint", "xmlstarlet", "python3"} {
		parts = append(parts, version(ctx, peer))
	}
	return fmt.Sprintf("%s. Medians of %s, input from seed %d in the system's cache.", strings.Join(parts, ", "), count(o.rounds, "round"), o.seed)
}

// processor returns the model of the processor where Linux says it.
func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// version returns a program's name and version: the first line that it prints
// when asked.
func version(ctx context.Context, program string) string {
	output, err := exec.CommandContext(ctx, program, "--version").CombinedOutput()
	if err != nil {
		return "no " + program
	}
	line, _, _ := strings.Cut(string(output), "\n")
	line = strings.TrimSpace(line)
	if !strings.Contains(strings.ToLower(line), program[:4]) {
		line = program + " " + line
	}
	return line
}
