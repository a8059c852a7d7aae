package main

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/imslint/imslint/checks"
	"github.com/imslint/imslint/checks/migration"
	"github.com/imslint/imslint/cmd/internal/judge"
	"github.com/imslint/imslint/cmd/internal/load"
	"github.com/imslint/imslint/cmd/internal/report"
	"github.com/imslint/imslint/schema"
	"github.com/imslint/imslint/schema/source"
	"github.com/spf13/cobra"
)

func newMigration(s streams) *cobra.Command {
	var flags lintFlags
	var existing, directory pathsFlag
	c := &cobra.Command{
		Use:   "migration [NAME=]PATH…",
		Short: "Say where an instance is on its way to the Adobe ID login, and who cannot be migrated",
		Long: `Say where an instance is on its way to the Adobe ID login: step by step what is
done, what is open, and what files do not show. Each PATH is one instance, as
for lint, or a CSV of people to migrate with a column Email. What becomes of
each person in the user migration is predicted from the operators, from the CSV,
and from what the Admin Console and the directory hold.

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 it could not do its
job: usage, or a configuration, an input or an output that failed.`,
		Example: `  imslint migration exports/prod
  imslint migration --existing users.csv --directory ad.csv prod=exports/prod prod=people.csv`,
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		j := &migrationJob{catalogue: checks.Join(judge.Login(), migration.Statuses), of: map[string]*migrating{}}
		if flags.config.given {
			j.config = " --config " + quoted(flags.config.text)
		}
		return flags.run(c, args, s, runPlan{
			catalogue: j.catalogue, each: j.judge, finish: j.finish,
			lists: slices.Concat(existing, directory), readLists: func() []*source.Error { return j.readLists(existing, directory, s) },
		})
	}
	flags.add(c)
	c.Flags().Var(&existing, "existing", "user list of the Admin Console, a CSV `FILE` or - for standard input; can be given several times")
	c.Flags().Var(&directory, "directory", "list of what the identity provider holds, a CSV `FILE` or - for standard input; can be given several times")
	return c
}

// pathsFlag is a flag that names files.
type pathsFlag []string

// String returns the paths.
func (p *pathsFlag) String() string { return strings.Join(*p, " ") }

// Type returns what the value is called in a usage line.
func (p *pathsFlag) Type() string { return "FILE" }

// Set adds a path.
func (p *pathsFlag) Set(text string) error {
	if text == "" {
		return fmt.Errorf("needs the name of a file, found an empty one")
	}
	*p = append(*p, text)
	return nil
}

// migrationJob predicts the migration of the people of several instances.
type migrationJob struct {
	catalogue *checks.Catalogue
	existing  schema.ExistingUsers // of --existing
	directory *schema.Directory    // of --directory, nil without it
	// Whether one of the lists could not be read.
	existingUnread, directoryUnread bool
	lists                           string // both flags as they were given
	config                          string // --config as it was given

	mutex sync.Mutex
	of    map[string]*migrating
}

// migrating is what is remembered of an instance that was judged.
type migrating struct {
	build  string
	judged bool // whether files of the instance itself were given
}

// readLists reads the lists that flags name, and reports and returns what cannot
// be read. If one list of a kind cannot be read, none of that kind is used: the
// missing one may name anybody.
func (j *migrationJob) readLists(existing, directory []string, s streams) (errs []*source.Error) {
	each := func(paths []string, read func(path string, r io.Reader) *source.Error) (unread bool) {
		for _, path := range paths {
			if bad := load.FileSource(path, s.in).Read(read); bad != nil {
				errs = append(errs, bad)
				unread = true
			}
		}
		return unread
	}
	for _, path := range existing {
		j.lists += " --existing " + quoted(path)
	}
	for _, path := range directory {
		j.lists += " --directory " + quoted(path)
	}
	j.existingUnread = each(existing, j.existing.ReadExistingUsers)
	if len(directory) > 0 {
		j.directory = &schema.Directory{}
	}
	j.directoryUnread = each(directory, j.directory.ReadDirectory)
	printErrors(s, errs)
	if j.existingUnread {
		j.existing = schema.ExistingUsers{}
	}
	if j.directoryUnread {
		j.directory = nil
	}
	return errs
}

// judge runs the checks of the login where files of the instance were given,
// and predicts what becomes of its people.
func (j *migrationJob) judge(in *schema.Instance, s checks.Selection) *checks.Result {
	m := &migrating{}
	lists := migration.Lists{Directory: j.directory, ExistingUnread: j.existingUnread, DirectoryUnread: j.directoryUnread}
	for _, f := range in.Files {
		m.judged = m.judged || f.Kind != schema.UsersFile && f.Kind != schema.PeopleFile && f.Kind != schema.OtherFile
		m.build = later(m.build, f.BuildNumber)
	}
	if listed := readIdentityTypes(in); !j.existingUnread && (listed != nil || j.existing.HasTypes) {
		lists.Existing = func(address string) (adobeID, ok bool) {
			if user, ok := j.existing.Find(address); ok && user.HasType {
				return user.AdobeID, true
			}
			return listed.of(address)
		}
	}
	r := checks.NewResult(in.Name, in.Files[0].Path, s)
	r.NoLogin = true
	if m.judged {
		r = j.catalogue.Judge(in, s)
	}
	migration.Judge(r, persons(in), &in.Config.AdminConsole, lists)
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.of[in.Name] = m
	return r
}

// persons returns the people of an instance who are to be migrated: operators,
// then the rows of lists of people.
func persons(in *schema.Instance) iter.Seq[migration.Person] {
	return func(yield func(migration.Person) bool) {
		for p := range migration.Operators(in) {
			if !yield(p) {
				return
			}
		}
		for _, f := range in.Files {
			for u := range f.People.All() {
				email := func() schema.Value {
					v := u.Who()
					v.Attribute = "Email" // however the header spells it
					return v
				}
				if !yield(migration.Person{Address: u.Email(), Email: email}) {
					return
				}
			}
		}
	}
}

// later returns the higher one of two build numbers.
func later(a, b string) string {
	x, errA := strconv.Atoi(a)
	y, errB := strconv.Atoi(b)
	if a == "" || errA != nil || errB == nil && y > x {
		if b != "" {
			return b
		}
	}
	return a
}

// identityTypes are those of users of the Admin Console: there may be millions.
type identityTypes struct {
	addresses schema.TextTable
	adobeIDs  []bool // by the number of the address
}

// readIdentityTypes returns the identity types of the users of the Admin Console by
// their addresses, nil where no list shows them. Only where the domains of the
// organization are stated do they say anything: else there are none.
func readIdentityTypes(in *schema.Instance) *identityTypes {
	var list *identityTypes
	for u := range in.Users() {
		identity, ok := u.IdentityType()
		if !ok {
			continue
		}
		if list == nil {
			list = &identityTypes{}
		}
		if in.Config.AdminConsole.Domains == nil {
			break
		}
		n := list.addresses.Add(schema.FoldAddress(u.Email()))
		if n == len(list.adobeIDs) {
			list.adobeIDs = append(list.adobeIDs, false)
		}
		list.adobeIDs[n] = schema.IsAdobeID(identity)
	}
	return list
}

// of reports whether the user with an address in lower case has an Adobe ID; ok is
// false where there is no such user.
func (l *identityTypes) of(address string) (adobeID, ok bool) {
	if l == nil {
		return false, false
	}
	n, ok := l.addresses.Find(address)
	return ok && l.adobeIDs[n], ok
}

// finish adds the course of each instance to the report.
func (j *migrationJob) finish(run *report.Run, judged *judge.Outcome, arguments []load.Argument) {
	given := map[string][]string{}
	for _, a := range arguments {
		for _, arg := range a.Args() {
			given[a.Name] = append(given[a.Name], quoted(arg))
		}
	}
	var names []string
	var courses [][]migration.CourseStep
	for _, r := range judged.Results {
		m := j.of[r.Instance]
		course := migration.Course(j.catalogue, r, m.build, m.judged)
		names, courses = append(names, r.Instance), append(courses, course)
		for _, step := range course {
			c := report.Course{Instance: r.Instance, Step: step.Name, Label: step.Label, Title: step.Title, State: report.CourseState(step.State), Open: step.Open, Lacks: step.Lacks, ByHand: step.ByHand}
			if step.Only != "" {
				command := "lint"
				if step.Name == "people" {
					command = "migration" + j.lists
				}
				c.Command = fmt.Sprintf("imslint %s%s --only %s %s", command, j.config, step.Only, strings.Join(given[r.Instance], " "))
			}
			run.Course = append(run.Course, c)
		}
	}
	run.Login = slices.ContainsFunc(judged.Results, func(r *checks.Result) bool { return j.of[r.Instance].judged })
	if len(names) > 1 {
		run.Behind = migration.Behind(names, courses)
	}
}

// quoted returns a path as a shell takes it.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t\"'$&;|<>*?()") {
		return strconv.Quote(path)
	}
	return path
}
