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
	byPath  map[string]*ignoring // of configurations
	configs []*ignoring          // of those of instances that are part of the run, in order
	names   map[string]bool      // of these instances
}

// ignoring is what is kept of the ignore entries of a configuration to the end of the
// run. Of the configuration itself it holds nothing: a run may have many.
type ignoring struct {
	list   []ignoreEntry
	about  map[subject]*entries
	linted bool // whether it is that of an instance which is part of the run
}

type ignoreEntry struct {
	place         source.Place // of the code
	about         subject
	reason, until string
	used          bool
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
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.names == nil {
		g.names = map[string]bool{}
	}
	g.names[name] = true
	if kept := g.kept(c); !kept.linted {
		kept.linted = true
		g.configs = append(g.configs, kept)
	}
}

// of returns what leaves out the findings that a configuration ignores, nil
// where it ignores none.
func (g *ignores) of(c *schema.Config) func(f *checks.Finding) bool {
	if len(c.Ignore) == 0 {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	kept := g.kept(c)
	return func(f *checks.Finding) bool {
		g.mu.Lock()
		defer g.mu.Unlock()
		ignored := kept.ignored(f)
		if ignored {
			g.out.Ignored++
		}
		return ignored
	}
}

// ignored reports whether an entry of a configuration leaves out a finding: the
// first one that has not expired. Of those before it that have, the first one is
// mentioned.
func (k *ignoring) ignored(f *checks.Finding) bool {
	var about []*entries
	first := len(k.list)
	for _, code := range []string{f.Name(), f.Check.Name} {
		for _, account := range []maybe{{}, {f.Account, true}} {
			for _, instance := range []maybe{{}, {f.Instance, true}} {
				if e := k.about[subject{code, account, instance}]; e != nil {
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
			k.list[e.expired[e.matched]].used = true
		}
	}
	if expired < first {
		i := &k.list[expired]
		f.Message += " (It was ignored until " + i.until + ": " + checks.Visible(schema.HideUserInfo(i.reason)) + ")"
	}
	if first == len(k.list) {
		return false
	}
	k.list[first].used = true
	return true
}

// kept returns what is kept of the ignore entries of a configuration. It is worked out
// once: many instances may share a configuration.
func (g *ignores) kept(c *schema.Config) *ignoring {
	if k := g.byPath[c.Path]; k != nil {
		return k
	}
	k := &ignoring{list: make([]ignoreEntry, len(c.Ignore)), about: map[subject]*entries{}}
	for n := range c.Ignore {
		i := &c.Ignore[n]
		s := subject{i.Code.Text, maybe{i.Account.Text, i.Account.Present}, maybe{i.Instance.Text, i.Instance.Present}}
		k.list[n] = ignoreEntry{place: i.Code.Place, about: s, reason: i.Reason.Text, until: i.Until.Text}
		e := k.about[s]
		if e == nil {
			e = &entries{valid: len(c.Ignore)}
			k.about[s] = e
		}
		switch {
		case e.valid < n: // which leaves out whatever this one is about
		case i.Expired(g.now):
			e.expired = append(e.expired, n)
		default:
			e.valid = n
		}
	}
	if g.byPath == nil {
		g.byPath = map[string]*ignoring{}
	}
	g.byPath[c.Path] = k
	return k
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
		unused := 0
		for _, i := range c.list {
			if i.used || !g.catalogue.Has(i.about.code) || i.about.instance.present && !g.names[i.about.instance.text] {
				continue
			}
			if unused++; unused <= maxUnused {
				g.out.Notes = append(g.out.Notes, report.Note{
					Place:   i.place,
					Message: "this ignore matches no finding: remove it (" + checks.Visible(i.about.code) + ")",
				})
			}
		}
		if n := unused - maxUnused; n > 0 {
			g.out.Notes = append(g.out.Notes, report.Note{
				Place:   source.File(c.list[0].place.Path()),
				Message: "and " + checks.Count(n, "more ignore") + " without a finding",
			})
		}
	}
}

// maxUnused is how many ignores of a configuration that match nothing are noted.
const maxUnused = 100
