package xliff

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// sample is a document with all that one may hold.
func sample(version string) *Document {
	words := func(s string) []Piece { return []Piece{{Text: s}} }
	return &Document{Version: version, Source: "en", Target: "de", ID: "terms", Original: "content/en/a & \"b\".md",
		Notes: []Note{{"gazette-hash", "sha256:0"}},
		Units: []Unit{
			{ID: "title", Name: "front matter", Segments: []Segment{{State: Initial, Source: words("Terms & <conditions>")}}},
			{ID: "u2", Name: "Duties", Locked: true, Terms: []Term{{"fee", "Entgelt"}}, Notes: []Note{{"redline", "[-a-]{+b+}"}},
				Matches: []Match{{Source: words("Be kind."), Target: words("Seid nett."), Percent: 80}},
				Segments: []Segment{
					{State: Final, Source: []Piece{{Text: "Be "}, {Open, "**", "1"}, {Text: "kind"}, {Close, "**", "1"}, {Alone, "[^1]", "2"}, {Text: ". "}},
						Target: []Piece{{Text: "Seid "}, {Open, "", "1"}, {Text: "nett"}, {Close, "", "1"}, {Alone, "", "2"}, {Text: "."}}},
					{State: Reviewed, Source: words("Pay\nin time."), Target: words("Zahlt.")},
				}},
		}}
}

// TestRoundTrip: both versions say, read, what was written: words, codes, states and the document's notes.
func TestRoundTrip(t *testing.T) {
	for _, version := range []string{"2.1", "1.2"} {
		want := sample(version)
		got, err := Read(want.Write())
		if err != nil {
			t.Fatalf("%s: %v", version, err)
		}
		if got.Version != version || got.Source != "en" || got.Target != "de" || got.Original != want.Original || !reflect.DeepEqual(got.Notes, want.Notes) {
			t.Errorf("%s: its head is %+v", version, got)
		}
		if a, b := said(got), said(want); a != b {
			t.Errorf("%s: got\n%s\nwant\n%s", version, a, b)
		}
	}
}

// said is what a document's segments say, with the states of those that are translated.
func said(d *Document) string {
	var b strings.Builder
	for _, u := range d.Units {
		for _, s := range u.Segments {
			state := s.State
			if len(s.Target) == 0 {
				state = "" // 1.2 has one with translations alone
			}
			b.WriteString(u.ID + " " + state + " " + Key(s.Source) + " = " + Key(s.Target) + "\n")
		}
	}
	return b.String()
}

// FuzzRead: whatever comes is read or refused with its place and a way out, and what was read can be written.
func FuzzRead(f *testing.F) {
	f.Add(sample("2.1").Write())
	f.Add(sample("1.2").Write())
	for _, s := range []string{"", "&\n", "<xliff/>", `<xliff version="2.1"><unit id="u1"><segment><source><segment><sc id="1"/><ec startRef="1"/></source>`,
		`<xliff version="1.2"><trans-unit id="u1-1"><target><unit><mrk><bpt/>`, `<!DOCTYPE x><xliff version="2.1"/>`,
		`<xliff version="2.1">` + strings.Repeat("<a>", maxDepth+1), `<xliff version="1.2"><file/><file/></xliff>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
		var wrong *Wrong
		switch {
		case err == nil:
			d.Write()
		case !errors.As(err, &wrong) || wrong.Line < 1 || wrong.Col < 1 || wrong.What == "" || wrong.Way == "":
			t.Errorf("%#v", err)
		}
	})
}
