package report

import (
	"github.com/imslint/imslint/checks"
)

// The commands of a restart, after
// https://github.com/AdobeDocs/campaign-classic.en/blob/main/help/production/using/administration.md
var (
	restartLinux    = []string{"systemctl stop nlserver", "systemctl start nlserver"}
	restartOldLinux = []string{"/etc/init.d/nlserver6 stop", "/etc/init.d/nlserver6 start"} // before 20.1
	restartWindows  = []string{"net stop nlserver6", "net start nlserver6"}
)

// The reminder in words.
const (
	restartText   = "A change to these settings takes effect only after the server restarts."
	restartHosted = "Adobe restarts the servers that it hosts: ask Adobe Customer Care for the restart."
)

// needsRestart reports whether the fix of a finding changes Campaign's
// configuration.
func needsRestart(f *checks.Finding) bool { return !f.Code.NoRestart }
