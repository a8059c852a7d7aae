package report

import (
	"bytes"
	"errors"
	"iter"
	"slices"
	"testing"
)

type largeValue int

func (largeValue) Large() bool { return true }

type anObject struct {
	Before int      `json:"before"`
	List   []any    `json:"list"`
	After  []string `json:"after"`
}

// writeMembers writes an object member by member.
func (o anObject) writeMembers(w *bytes.Buffer, values iter.Seq[any]) error {
	return WriteJSONMembers(w, func(add func(string, any), list func(string, iter.Seq[any])) {
		add("before", o.Before)
		list("list", values)
		add("after", o.After)
	})
}

// TestWriteJSONMembers writes what WriteJSON does.
func TestWriteJSONMembers(t *testing.T) {
	for _, n := range []int{0, 1, 100} {
		o := anObject{Before: n, List: []any{}, After: []string{"\u202e", "b"}}
		for i := range n {
			o.List = append(o.List, map[string]any{"i": i, "text": "a\x1b\u00e9"}, largeValue(i))
		}
		var want, got bytes.Buffer
		if err := errors.Join(WriteJSON(&want, o), o.writeMembers(&got, slices.Values(o.List))); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%d values\n got %s\nwant %s", n, &got, &want)
		}
	}
}

// memberwise is written by its own function, plain by reflection.
type (
	memberwise plain
	plain      struct {
		Text  string `json:"text"`
		Int   int    `json:"int"`
		True  bool   `json:"true"`
		False bool   `json:"false"`
		List  []item `json:"list"`
	}
	item struct {
		Text string `json:"text"`
	}
)

func (m memberwise) WriteMembers(o JSONObject) {
	o.Text("text", m.Text)
	o.Int("int", m.Int)
	o.Bool("true", m.True)
	o.Bool("false", m.False)
	WriteObjects(o, "list", slices.Values(m.List), func(v item, o JSONObject) { o.Text("text", v.Text) })
}

// TestJSONMembers writes what reflection does, in whatever characters.
func TestJSONMembers(t *testing.T) {
	texts := []string{"", " ", "~", "\"", "\\", "\x7f", "\x1f", "\n", "<&>", "\u00e9", "\u202e", "\u2028", "\xff", "\U000e0041", "a b"}
	for i, text := range texts {
		value := plain{Text: text, Int: -i * 1000, True: true, List: []item{}}
		for _, other := range texts[:i] {
			value.List = append(value.List, item{other + text})
		}
		var want, got bytes.Buffer
		err := errors.Join(
			anObject{}.writeMembers(&want, slices.Values([]any{value, 1, value})),
			anObject{}.writeMembers(&got, slices.Values([]any{memberwise(value), 1, memberwise(value)})))
		if err != nil || got.String() != want.String() {
			t.Errorf("%q: %v\n got %s\nwant %s", text, err, &got, &want)
		}
	}
}

// TestWriteJSONMembersFaults: a value that cannot be written is an error, and
// values that end in a panic do not leave a goroutine behind.
func TestWriteJSONMembersFaults(t *testing.T) {
	if err := (anObject{}).writeMembers(new(bytes.Buffer), slices.Values([]any{1, func() {}, 2})); err == nil {
		t.Error("a function is written as JSON")
	}
	full := &limited{room: 3, err: errors.New("full")}
	err := WriteJSONMembers(full, func(_ func(string, any), list func(string, iter.Seq[any])) {
		list("a", slices.Values([]any{1, 2, 3}))
	})
	if err == nil {
		t.Error("a full disk is no error")
	}
	defer func() {
		if recover() == nil {
			t.Error("the panic is lost")
		}
	}()
	(anObject{}).writeMembers(new(bytes.Buffer), func(yield func(any) bool) {
		yield(1)
		panic("broken")
	})
}
