package judge

import (
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/users"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// UsersTask is what the checks of files for the Admin Console are to do.
type UsersTask struct {
	Groups    []load.Group
	Existing  []load.Source // user lists exported from the Admin Console
	Meter     *load.Meter   // counts what was read, nil for nobody who asks
	Selection checks.Selection
	Now       time.Time // when an ignore may have expired
	// Seen is given each error as it is met; nil for nobody who asks.
	Seen func(bad *source.Error)
}

// Run judges the files one after another: whether a user is a duplicate depends
// on the files before.
func (t *UsersTask) Run() (*Outcome, []report.Upload) {
	out := &Outcome{}
	ignores := &ignores{now: t.Now, out: out, catalogue: users.Catalogue}
	seen := map[*source.Error]bool{} // several files may have one configuration
	fail := func(bad *source.Error) {
		if bad == nil || seen[bad] {
			return
		}
		seen[bad] = true
		out.Errors = append(out.Errors, bad)
		if t.Seen != nil {
			t.Seen(bad)
		}
	}
	judge := users.NewJudge(t.existing(fail))
	judge.Unread = len(out.Errors) > 0
	selections := &selections{of: t.Selection}
	var uploads []report.Upload
	for _, g := range t.Groups {
		config, bad := g.Config()
		for _, e := range bad {
			fail(e)
		}
		out.note(config)
		for _, l := range g.List() {
			if l.Folder {
				fail(source.Errorf(source.File(l.Name), "%s", load.ErrFolder))
				continue
			}
			if config == nil {
				continue
			}
			for _, s := range l.Sources {
				selection := selections.configured(config)
				selection.Ignore = ignores.of(config)
				u := users.Upload{Name: g.Name, Path: s.Name, Unnamed: s.Name == load.Stdin, Config: config}
				r, err := s.Open()
				if err != nil {
					fail(source.Errorf(source.File(s.Name), "%s", load.Reason(err)))
					continue
				}
				result, outcome, bad := judge.File(u, t.Meter.Reader(r), selection)
				r.Close()
				fail(bad)
				ignores.linted(g.Name, config)
				out.Files++
				out.Results = append(out.Results, result)
				uploads = append(uploads, report.Upload{
					File: s.Name, Rejected: outcome.Rejected, Users: outcome.Users, Failing: outcome.Failing, Existing: outcome.Existing,
					Unfinished: bad != nil,
				})
			}
		}
	}
	if len(t.Selection.Only) == 0 {
		ignores.unused()
	}
	return out, uploads
}

// existing reads the lists of users that there are, nil where none was given.
func (t *UsersTask) existing(fail func(*source.Error)) *schema.ExistingUsers {
	if len(t.Existing) == 0 {
		return nil
	}
	list := &schema.ExistingUsers{}
	for _, s := range t.Existing {
		fail(s.Read(list.ReadExistingUsers))
	}
	return list
}
