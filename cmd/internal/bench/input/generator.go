// Package input writes the inputs of the benchmarks: exports and user lists as
// large as asked for, made up from a seed. The same seed gives the same bytes
// on every machine.
package input

import (
	"io"
	"math/rand/v2"
	"strconv"
)

// flushAt is how much is gathered before it is written.
const flushAt = 256 << 10

// generator gathers text and hands it on in large pieces. After the first
// error it writes nothing more; finish returns that error.
type generator struct {
	*rand.Rand
	w       io.Writer
	buf     []byte
	written int64 // without what is in buf
	err     error
}

func newGenerator(w io.Writer, seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 0)), w: w}
}

// size returns how much text there is so far.
func (g *generator) size() int64 { return g.written + int64(len(g.buf)) }

func (g *generator) flush() {
	if g.err == nil {
		_, g.err = g.w.Write(g.buf)
	}
	g.written += int64(len(g.buf))
	g.buf = g.buf[:0]
}

func (g *generator) finish() error {
	g.flush()
	return g.err
}

// text appends strings as they are.
func (g *generator) text(parts ...string) {
	for _, s := range parts {
		g.buf = append(g.buf, s...)
	}
	if len(g.buf) >= flushAt {
		g.flush()
	}
}

func (g *generator) number(n int) { g.buf = strconv.AppendInt(g.buf, int64(n), 10) }

// attr appends an attribute with a space before it.
func (g *generator) attr(name, value string) { g.text(" ", name, `="`, value, `"`) }

func (g *generator) numberAttr(name string, value int) { g.attr(name, strconv.Itoa(value)) }

// timeAttr appends an attribute as Campaign writes points in time.
func (g *generator) timeAttr(name string) {
	two := func(n int) string { return strconv.Itoa(100 + n)[1:] }
	g.attr(name, "20"+two(18+g.IntN(8))+"-"+two(1+g.IntN(12))+"-"+two(1+g.IntN(28))+
		" "+two(g.IntN(24))+":"+two(g.IntN(60))+":"+two(g.IntN(60))+".000Z")
}

func (g *generator) pick(list []string) string { return list[g.IntN(len(list))] }

// words appends some words with spaces between.
func (g *generator) words(n int) {
	for i := range n {
		if i > 0 {
			g.text(" ")
		}
		g.text(g.pick(vocabulary))
	}
}

// sentence returns some words, as a label or a subject has them.
func (g *generator) sentence(n int) string {
	s := g.pick(vocabulary)
	for range n - 1 {
		s += " " + g.pick(vocabulary)
	}
	return s
}

var (
	vocabulary = []string{
		"account", "after", "agosto", "all", "and", "approval", "août", "audience", "before", "birthday",
		"blue", "campaign", "catalogue", "city", "client", "confirm", "contact", "country", "customer", "daily",
		"data", "delivery", "discount", "double", "draft", "enrichment", "every", "first", "for", "français",
		"from", "germany", "gift", "go", "hello", "home", "household", "if", "in", "invoice",
		"is", "journey", "last", "letter", "list", "loyalty", "mail", "member", "message", "monthly",
		"müller", "new", "newsletter", "of", "offer", "on", "opt-in", "order", "our", "page",
		"partner", "premium", "product", "profile", "purchase", "quarter", "query", "reminder", "report", "response",
		"sales", "seed", "segment", "send", "service", "shop", "spring", "store", "summer", "survey",
		"target", "test", "thank", "the", "this", "to", "unsubscribe", "update", "week", "welcome",
		"winter", "with", "you", "your", "zürich", "été", "配信", "2024", "10%", "v2",
	}
	firstNames = []string{"Ada", "Béatrice", "Chidi", "Dmitri", "Elif", "Fatima", "Grace", "Hiro", "Inés", "Jürgen", "Kofi", "Lena", "Mário", "Noor", "Olga", "Pat"}
	lastNames  = []string{"Abara", "Becker", "Costa", "Durand", "Evans", "Fischer", "García", "Haddad", "Ito", "Jansen", "Kowalski", "Lopez", "Müller", "Novák", "Okafor", "Petit"}
	domains    = []string{"example.com", "example.net", "example.org", "mail.example", "shop.example"}
	countries  = []string{"US", "GB", "DE", "FR", "ES", "IT", "JP", "BR", "IN", "NL"}
	operators  = []string{"admin", "mmartin", "jdoe", "workflowAgent", "abecker", "kito"}
)
