package judge

import (
	"time"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
)

// ignores are the ignore entries of the configurations of a run, and which of
// them matched.
type ignores struct {
	now       time.Time
	out       *Outcome
	catalogue *checks.Catalogue // of the run: other codes are for other commands
	used      map[source.Place]bool
	configs   []*schema.Config
	known     map[*schema.Config]bool
	names     map[string]bool // of the instances of the run
}

// linted notes that an instance is part of the run.
func (g *ignores) linted(name string, c *schema.Config) {
	if g.known == nil {
		g.known, g.names = map[*schema.Config]bool{}, map[string]bool{}
	}
	g.names[name] = true
	if !g.known[c] {
		g.known[c] = true
		g.configs = append(g.configs, c)
	}
}

// of returns what leaves out the findings that a configuration ignores, nil
// where it ignores none.
func (g *ignores) of(c *schema.Config) func(f *checks.Finding) bool {
	if len(c.Ignore) == 0 {
		return nil
	}
	return func(f *checks.Finding) bool {
		for _, i := range c.Ignore {
			same := func(v schema.Value, text string) bool { return !v.Present || v.Text == text }
			if i.Code.Text != f.Name() && i.Code.Text != f.Check.Name || !same(i.Account, f.Account) || !same(i.Instance, f.Instance) {
				continue
			}
			if g.used == nil {
				g.used = map[source.Place]bool{}
			}
			g.used[i.Code.Place] = true
			if i.Expired(g.now) {
				f.Message += " (It was ignored until " + i.Until.Text + ": " + checks.Visible(i.Reason.Text) + ")"
				continue
			}
			g.out.Ignored++
			return true
		}
		return false
	}
}

// unused notes the ignores that matched nothing, except those for instances
// that are not part of the run.
func (g *ignores) unused() {
	for _, c := range g.configs {
		for _, i := range c.Ignore {
			if !g.used[i.Code.Place] && g.catalogue.Has(i.Code.Text) && (!i.Instance.Present || g.names[i.Instance.Text]) {
				g.out.Notes = append(g.out.Notes, report.Note{
					Place:   i.Code.Place,
					Message: "this ignore matches no finding: remove it (" + checks.Visible(i.Code.Text) + ")",
				})
			}
		}
	}
}
