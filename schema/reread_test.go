package schema

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/imslint/imslint/schema/source"
)

// manyAccounts returns files that hold so many accounts, the same in XML and
// JSON. The account of the Adobe ID login is the last one.
func manyAccounts(n int) map[string]string {
	var xml, json strings.Builder
	xml.WriteString("<package>\n<entities schema=\"nms:extAccount\">\n")
	json.WriteString("{\"extAccount\": [\n")
	for i := range n {
		name := fmt.Sprintf("account%d", i)
		if i == n-1 {
			name = "Adobe_Marketing_Cloud"
		}
		fmt.Fprintf(&xml, "<extAccount name=\"%s\" label='A &amp; B %d' active=\"%d\" clientSecret=\"secret%d\">\n<ims mask=\"m%d\">text%d<!-- comment%d --></ims></extAccount>\n", name, i, i%2, i, i, i, i)
		if i > 0 {
			json.WriteString(",\n")
		}
		fmt.Fprintf(&json, "{\"name\": \"%s\", \"label\": \"A \\u0026 B %d\", \"active\": \"%d\", \"clientSecret\": \"secret%d\", \"ims\": {\"mask\": \"m%d\", \"$\": \"text%d\"}}", name, i, i%2, i, i, i)
	}
	return map[string]string{"xml": xml.String() + "</entities>\n</package>\n", "json": json.String() + "\n]}\n"}
}

// shownOf returns all that is known of an account, as it may be printed.
func shownOf(a *Account) string {
	var b strings.Builder
	fmt.Fprintln(&b, a.Place(), a.Enabled, a.IMS())
	for v := range a.Attributes() {
		fmt.Fprintf(&b, "%s %s %q %q\n", v.Attribute, v.Place, v.Shown(), v.Place.Snippet().Text)
	}
	for _, n := range AllFields() {
		v := a.Field(n.Field)
		fmt.Fprintf(&b, "%s %q %s\n", n.Field, v.Shown(), a.Rule(n.Field))
	}
	return b.String()
}

// TestElementsMadeAgain reads a file of which not all elements are held: each
// account is what it is in a file of its own size, and shows no secret.
func TestElementsMadeAgain(t *testing.T) {
	const n = maxEntitiesHeld + 100
	for kind, text := range manyAccounts(n) {
		f := read(t, text)
		if f.Accounts[0].element == nil || f.Accounts[n-1].element != nil {
			t.Errorf("%s: the test is not about what it says", kind)
		}
		in := NewInstance("prod", []*File{f}, nil, &Config{})
		kept, ok := in.Kept()
		if !ok || kept.Field(Name).Text != "Adobe_Marketing_Cloud" {
			t.Fatalf("%s: the account of the login is not found", kind)
		}
		if i, ok := kept.In(f); !ok || i != n-1 {
			t.Errorf("%s: the account is number %d of the file, %v", kind, i, ok)
		}
		for _, i := range []int{0, maxEntitiesHeld - 1, maxEntitiesHeld, n - 2, n - 1} {
			got := shownOf(in.Accounts[i])
			held := *in.Accounts[i]
			held.Entity = held.Holding(held.Element()) // and asked once more
			if diff := cmp.Diff(shownOf(&held), got); diff != "" {
				t.Errorf("%s, account %d (-held +made again):\n%s", kind, i, diff)
			}
			if strings.Contains(got, "secret"+fmt.Sprint(i)) || strings.Contains(got, "comment"+fmt.Sprint(i)) {
				t.Errorf("%s, account %d shows what it must not:\n%s", kind, i, got)
			}
			for _, want := range []string{fmt.Sprintf("%q", fmt.Sprintf("A & B %d", i)), fmt.Sprintf("%q", fmt.Sprintf("m%d", i)), "clientSecret"} {
				if !strings.Contains(got, want) {
					t.Errorf("%s, account %d lacks %s:\n%s", kind, i, want, got)
				}
			}
		}
	}
}

// TestMadeAgainOnce insists that the entity which was made last is not made again while
// somebody has it, and is when the collector has taken it.
func TestMadeAgainOnce(t *testing.T) {
	for kind, text := range manyAccounts(maxEntitiesHeld + 2) {
		a, b := read(t, text).Accounts[maxEntitiesHeld], read(t, text).Accounts[maxEntitiesHeld+1]
		made := a.again.read(a)
		if a.again.read(a) != made {
			t.Errorf("%s: made once more", kind)
		}
		if other := a.again.read(b); other == made {
			t.Errorf("%s: another entity is the same", kind)
		}
		runtime.KeepAlive(made)
		runtime.GC()
		runtime.GC()
		if got := a.again.read(a).of; got != a {
			t.Errorf("%s: after a collection it is %v", kind, got)
		}
	}
}

// TestHideUnreadable hides all of a text that cannot be parsed, which does not happen.
func TestHideUnreadable(t *testing.T) {
	const text = "<extAccount hush='\x01'/>"
	for _, h := range []source.Hider{xmlHider{}, ownSecrets{}} {
		var got []source.Hidden
		h.Hide(text, func(hidden source.Hidden) { got = append(got, hidden) })
		if want := []source.Hidden{{Span: source.Span{To: len(text)}, Secret: true}}; !slices.Equal(got, want) {
			t.Errorf("%T: got %v, want %v", h, got, want)
		}
	}
}

// TestIn returns the index of an account in its file, the first one included.
func TestIn(t *testing.T) {
	f, g := read(t, "<extAccount-collection><extAccount/><extAccount/></extAccount-collection>"), read(t, "<extAccount-collection><extAccount/></extAccount-collection>")
	in := NewInstance("prod", []*File{f}, nil, &Config{})
	for i, a := range in.Accounts {
		if got, ok := a.In(f); got != i || !ok {
			t.Errorf("account %d is number %d, %t", i, got, ok)
		}
		if _, ok := a.In(g); ok {
			t.Errorf("account %d is in another file", i)
		}
	}
}

// TestElementsMadeAgainTogether asks for them from several goroutines.
func TestElementsMadeAgainTogether(t *testing.T) {
	for kind, text := range manyAccounts(maxEntitiesHeld + 20) {
		f := read(t, text)
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				for i := maxEntitiesHeld; i < len(f.Accounts)-1; i++ {
					if got, want := f.Accounts[i].InternalName().Text, fmt.Sprintf("account%d", i); got != want {
						t.Errorf("%s: got %s, want %s", kind, got, want)
					}
				}
			})
		}
		wait.Wait()
	}
}

// TestNodesHeld holds so many elements and attributes of the entities of a file, and
// finds the names of the others without making them again.
func TestNodesHeld(t *testing.T) {
	tags := []string{"<extAccount/>", "<extAccount\tname='b'/>", "<extAccount\n/>", "<extAccount ></extAccount>", "<extAccount>x</extAccount>", "<x:extAccount xmlns:x='urn:x' name='c'/>"}
	for _, c := range []struct {
		children int
		held     bool // the account behind the first one
	}{{maxNodesHeld/2 - 2, true}, {maxNodesHeld/2 - 1, false}} {
		f := read(t, "<entities><extAccount a='1'>"+strings.Repeat(`<b c="0123456789012345678901234567"/>`, c.children)+"</extAccount><extAccount/><extAccount/>"+strings.Join(tags, "")+"</entities>")
		if got := f.Accounts[1].element != nil; got != c.held || f.Accounts[0].element == nil || f.Accounts[2].element != nil && !c.held {
			t.Errorf("%d children: the next account is held: %t", c.children, got)
		}
		for _, a := range f.Accounts[3:] {
			if a.element != nil {
				t.Errorf("%s is held", a.text.Data())
			}
			if got, want := a.Place(), a.text.Place(a.Element().NameSpan); got != want {
				t.Errorf("%s: the name is %q, want %q", a.text.Data(), got.Written(), want.Written())
			}
		}
	}
}

// TestDenseElements does not hold elements that take many times the memory of their
// text, of which each of thousands of files may have some.
func TestDenseElements(t *testing.T) {
	for text, want := range map[string]bool{
		"<extAccount>" + strings.Repeat("<b/>", 20) + "</extAccount>": false, `<extAccount name="Adobe_Marketing_Cloud" active="1"/>`: true,
		`{"extAccount": {"name": "x", "label": "a longer label of an account"}}`: true, `{"extAccount": {"name": "", "a": {"b": ""}, "c": {"d": ""}}}`: false,
		`{"extAccount": {"name": "x", "label": "a label of an account that is longer than most of them are", "list": ["a", "b"]}}`: true, `{"extAccount": {"name": "x", "label": "a longer label of an account", "list": [1, 2, 3, 4, 5]}}`: false,
	} {
		if f := read(t, text); len(f.Accounts) != 1 || (f.Accounts[0].element != nil) != want {
			t.Errorf("%s: held %t, want %t", text, !want, want)
		}
	}
}

func TestIsSecret(t *testing.T) {
	for name, want := range map[string]bool{
		"clientSecret": true, "PASSWORD": true, "pass_word": true, "Pass-Word hint": true, "api key": true, "x_pwd": true, "accessToken": true, "access_key": true,
		"privateKey": true, "credentials": true, "passphrase": true, "userPasswd": true, "pass\u00a0word": true, "pass.word": true, "API\u2011key": true, "pass\tword": true, "\uff50assword": true, "\u017fecret": true, "pass\u200bword": true, "pass/w\u00f6rd": false, "pass:word": false, "pass/word": false, "\u00e9/pass/word": false, "to\u212aen": true, "Zugangs\u00e4pikey": false, "\u00e4apikey": true,
		"ims/@clientSecret": true, "smtp_pass-word": true, "clientId": false, "name": false, "": false, "secre": false, "pass": false, "passport": false, "compass": false, "key": false, "s-e-c-r-e": false, "toke": false, "callbackServer": false, "scope": false, "client[0]{": false, "token[0]": true,
	} {
		if got := IsSecret(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
