package history

import (
	"fmt"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// epilogue tells of the end of a notice in a log of its own.
type epilogue struct {
	log  Log
	lead *notice.Edition
	text planning.Working
}

func newEpilogue() *epilogue {
	w := working("cookies", "en", "2026-02-01", "a")
	return &epilogue{log: Log{lines: map[string]int{}}, lead: w.Edition, text: w}
}

// record records the text as it stands, withdrawn on a date or not, and
// returns the lines of the log that came of it, or the problems.
func (s *epilogue) record(withdrawn, day string, reinstate bool) string {
	s.lead.Withdrawn = notice.Date{}
	if withdrawn != "" {
		s.lead.Withdrawn = date(withdrawn)
	}
	in := planning.Intent{Reinstate: map[notice.Slug]bool{"cookies": reinstate}, Class: notice.Substantive}
	var texts []planning.Working
	if s.lead.Origin == notice.Content {
		texts = []planning.Working{s.text}
	}
	steps, ps := planning.Steps(s.log.Records()["cookies"], "cookies", texts, s.lead, in, date(day), date(day).In(noon.Location()))
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s: %s", p.Rule, p.Message))
	}
	for _, st := range steps {
		if !ps.Errors() {
			s.log.Changes = append(s.log.Changes, st.Change)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", st.Change.Kind, st.Change.From, st.Change.To)))
	}
	return strings.Join(out, "\n")
}

// TestEnd tells stories of withdrawals: each line is the date that the text
// names, the day, whether --reinstate is given, and what comes of it.
func TestEnd(t *testing.T) {
	type scene struct {
		withdrawn, day string
		reinstate      bool
		want           string
	}
	published := scene{"", "2026-01-15", false, "published  2026-02-01"}
	withdrawn := scene{"2026-09-01", "2026-03-01", false, "withdrawn 2026-02-01 2026-09-01"}
	const lost = "withdrawal-gone: the change log says that the notice is withdrawn on 2026-09-01, and its text no longer does"
	const ended = "withdrawal-gone: the notice was withdrawn on 2026-09-01, and its text no longer says so"
	for name, scenes := range map[string][]scene{
		"said again":          {published, withdrawn, {"2026-09-01", "2026-03-02", false, ""}},
		"lost":                {published, withdrawn, {"", "2026-03-02", false, lost}},
		"lost, the day comes": {published, withdrawn, {"", "2026-09-01", false, ended}},
		"the day before":      {published, withdrawn, {"", "2026-08-31", true, "reinstated 2026-09-01 2026-09-01"}},
		"too late":            {published, withdrawn, {"", "2026-09-01", true, ended}},
		"moved":               {published, withdrawn, {"2026-10-01", "2026-03-02", false, "withdrawn 2026-02-01 2026-10-01"}, {"2026-10-01", "2026-03-03", false, ""}},
		"moved, then given up": {published, withdrawn, {"2026-10-01", "2026-03-02", false, "withdrawn 2026-02-01 2026-10-01"},
			{"", "2026-09-15", true, "reinstated 2026-10-01 2026-10-01"}},
		"moved to a later day, too late":    {published, withdrawn, {"2026-10-01", "2026-09-01", false, "withdrawal-gone: the notice was withdrawn on 2026-09-01, and its text now says 2026-10-01"}},
		"moved to an earlier day, too late": {published, withdrawn, {"2026-08-01", "2026-09-01", false, "withdrawal-gone: the notice was withdrawn on 2026-09-01, and its text now says 2026-08-01"}},
		"given up, and once more":           {published, withdrawn, {"", "2026-03-02", true, "reinstated 2026-09-01 2026-09-01"}, {"", "2026-03-03", true, ""}, {"", "2026-09-02", false, ""}},
		"declared, and the text disagrees": {published, withdrawn, {"2026-09-01", "2026-03-02", true,
			"withdrawal-gone: --reinstate says that the notice goes on applying, and its text that it is withdrawn on 2026-09-01"}},
		"declared of a notice that applies": {published, {"", "2026-03-02", true, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newEpilogue()
			for i, c := range scenes {
				if got := s.record(c.withdrawn, c.day, c.reinstate); got != c.want {
					t.Fatalf("scene %d\n got %s\nwant %s", i, got, c.want)
				}
			}
		})
	}
}

// TestWithdrawnAgain: a withdrawal on a day that was given up is a change of
// its own, and so is giving it up again.
func TestWithdrawnAgain(t *testing.T) {
	s := newEpilogue()
	s.record("", "2026-01-15", false)
	ids := map[string]bool{}
	for range 3 {
		s.record("2026-09-01", "2026-03-01", false)
		if day, said := s.log.Records()["cookies"].End(); !said || day != date("2026-09-01") {
			t.Errorf("withdrawn, and the end is %s, %t", day, said)
		}
		s.record("", "2026-03-02", true)
		if day, said := s.log.Records()["cookies"].End(); !said || !day.IsZero() {
			t.Errorf("reinstated, and the end is %s, %t", day, said)
		}
	}
	var got []string
	for _, c := range s.log.Changes {
		ids[c.ID] = c.HasOwnID()
		got = append(got, fmt.Sprintf("%s %d", c.Kind, c.Again))
	}
	want := "[published 0 withdrawn 0 reinstated 0 withdrawn 1 reinstated 1 withdrawn 2 reinstated 2]"
	if fmt.Sprint(got) != want || len(ids) != len(got) {
		t.Errorf("got %v in %d ids, want %s", got, len(ids), want)
	}
	last := s.log.Changes[len(s.log.Changes)-1]
	if last.Locales[i18n.Locale("en")] != s.text.Hash || last.Class != notice.Substantive || last.Summary != nil {
		t.Errorf("the line says %+v", last)
	}
	if r := s.log.Records()["cookies"]; fmt.Sprint(r.Dates()) != "[2026-02-01]" || fmt.Sprint(r.Paths()) != "[archive/cookies/2026-02-01/en.md]" {
		t.Errorf("an end brought a text: %v %v", r.Dates(), r.Paths())
	}
}

// TestEndInTheArchive: where content/ has no text that could say it, nothing
// is missing, whatever the recorded text said when it was recorded.
func TestEndInTheArchive(t *testing.T) {
	s := newEpilogue()
	s.record("", "2026-01-15", false)
	s.record("2026-09-01", "2026-03-01", false)
	s.lead.Origin = notice.Archive
	for _, withdrawn := range []string{"", "2026-09-01", "2026-10-01"} {
		for _, day := range []string{"2026-03-02", "2026-12-01"} {
			if got := s.record(withdrawn, day, false); got != "" {
				t.Errorf("archived text %q on %s: %s", withdrawn, day, got)
			}
		}
	}
	if got := s.record("", "2026-03-02", true); !strings.HasPrefix(got, "withdrawal-gone: --reinstate: content/ has no text of") {
		t.Errorf("declared without a text: %s", got)
	}
	s.lead.Origin = notice.Content
	s.record("", "2026-03-02", true)
	s.lead.Origin = notice.Archive
	if got := s.record("2026-09-01", "2026-03-03", false); got != "" {
		t.Errorf("a text recorded before it was reinstated: %s", got)
	}
}

// TestWithdrawalGonePlace: the problem stands where the author has to write,
// and names the ways out that there are.
func TestWithdrawalGonePlace(t *testing.T) {
	parse := func(withdrawn string) *notice.Edition {
		e, ps := notice.Parse(source.File{Path: "content/en/cookies.md", Data: []byte("---\ntitle: Cookies\nlocale: en\neffective: 2026-02-01\n" + withdrawn + "---\nText.\n")},
			"cookies", "en", notice.Content)
		if ps.Errors() {
			t.Fatal(ps)
		}
		return e
	}
	s := newEpilogue()
	s.record("", "2026-01-15", false)
	s.record("2026-09-01", "2026-03-01", false)
	r := s.log.Records()["cookies"]
	for _, c := range []struct{ withdrawn, day, place, hint string }{
		{"", "2026-03-02", "content/en/cookies.md:4:12", "write `withdrawn: 2026-09-01` again; or, if the notice goes on applying, run `gazette record --reinstate cookies`"},
		{"", "2026-09-02", "content/en/cookies.md:4:12", "write `withdrawn: 2026-09-01` again; publish what applies from now on as a new notice, under another name"},
		{"withdrawn: 2026-10-01\n", "2026-09-02", "content/en/cookies.md:5:12", "write `withdrawn: 2026-09-01` again; publish what applies from now on as a new notice, under another name"},
	} {
		ps := planning.WithdrawalGone(r, parse(c.withdrawn), date(c.day))
		if len(ps) != 1 || ps[0].Pos.String() != c.place || ps[0].Hint != c.hint {
			t.Errorf("%+v: %+v", c, ps)
		}
	}
}
