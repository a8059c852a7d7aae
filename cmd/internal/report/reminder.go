package report

import (
	"fmt"
	"io"
)

// Reminder writes the restart reminder in text form, for commands that write no
// report. Hosted says that Adobe hosts an instance of the run.
func Reminder(w io.Writer, width int, p *Palette, hosted bool) {
	fmt.Fprintln(w, p.Bold("Restart"))
	Hanging(w, width, "  ", nil, restartText, nil)
	if hosted {
		Hanging(w, width, "  ", nil, restartHosted, nil)
	}
	fmt.Fprintf(w, "  Linux    %s, then %s\n", restartLinux[0], restartLinux[1])
	fmt.Fprintf(w, "           (before 20.1, as root: %s, then %s)\n", restartOldLinux[0], restartOldLinux[1])
	fmt.Fprintf(w, "  Windows  %s, then %s\n", restartWindows[0], restartWindows[1])
}
