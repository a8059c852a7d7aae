package judge

import (
	"sync"
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
	// Findings that are only counted are asked for while other instances are judged.
	mu      sync.Mutex
	used    map[source.Place]bool
	about   map[*schema.Config]map[subject]*entries // see subjects
	configs []*schema.Config
	known   map[*schema.Config]bool
	names   map[string]bool // of the instances of the run
}

// subject is what an ignore entry is about: a check or a code, of an account and
// an instance, where it names them.
type subject struct {
	code              string
	account, instance maybe
}

// maybe is a text that may be absent.
type maybe struct {
	text    string
	present bool
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
		g.mu.Lock()
		defer g.mu.Unlock()
		return g.ignored(c, f)
	}
}

// ignored reports whether an entry of a configuration leaves out a finding: the
// first one that has not expired. Of those before it that have, the first one is
// mentioned.
func (g *ignores) ignored(c *schema.Config, f *checks.Finding) bool {
	var about []*entries
	first := len(c.Ignore)
	for _, code := range []string{f.Name(), f.Check.Name} {
		for _, account := range []maybe{{}, {f.Account, true}} {
			for _, instance := range []maybe{{}, {f.Instance, true}} {
				if e := g.subjects(c)[subject{code, account, instance}]; e != nil {
					about = append(about, e)
					first = min(first, e.valid)
				}
			}
		}
	}
	expired := first
	for _, e := range about {
		if len(e.expired) > 0 {
			expired = min(expired, e.expired[0])
		}
		for ; e.matched < len(e.expired) && e.expired[e.matched] < first; e.matched++ {
			g.use(&c.Ignore[e.expired[e.matched]])
		}
	}
	if expired < first {
		i := &c.Ignore[expired]
		f.Message += " (It was ignored until " + i.Until.Text + ": " + checks.Visible(schema.HideUserInfo(i.Reason.Text)) + ")"
	}
	if first == len(c.Ignore) {
		return false
	}
	g.use(&c.Ignore[first])
	g.out.Ignored++
	return true
}

func (g *ignores) use(i *schema.ConfigIgnore) {
	if g.used == nil {
		g.used = map[source.Place]bool{}
	}
	g.used[i.Code.Place] = true
}

// subjects returns the ignore entries of a configuration by what they are about.
// It is worked out once: many instances may share a configuration.
func (g *ignores) subjects(c *schema.Config) map[subject]*entries {
	about := g.about[c]
	if about != nil {
		return about
	}
	about = map[subject]*entries{}
	for n := range c.Ignore {
		i := &c.Ignore[n]
		s := subject{i.Code.Text, maybe{i.Account.Text, i.Account.Present}, maybe{i.Instance.Text, i.Instance.Present}}
		e := about[s]
		if e == nil {
			e = &entries{valid: len(c.Ignore)}
			about[s] = e
		}
		switch {
		case e.valid < n: // which leaves out whatever this one is about
		case i.Expired(g.now):
			e.expired = append(e.expired, n)
		default:
			e.valid = n
		}
	}
	if g.about == nil {
		g.about = map[*schema.Config]map[subject]*entries{}
	}
	g.about[c] = about
	return about
}

// entries are those about one subject, by their numbers in the configuration.
type entries struct {
	valid   int   // the first that has not expired; beyond all entries for none
	expired []int // those before it that have
	matched int   // how many of these have matched a finding
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
