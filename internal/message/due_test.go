package message

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gazette/i18n"
	"gazette/internal/notice"
)

func date(t interface{ Fatal(...any) }, s string) notice.Date {
	d, err := notice.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// change makes a change from a line like "amended cookies 2026-01-01 > 2026-03-01 recorded 2026-01-20".
func change(t interface{ Fatal(...any) }, line string) notice.Change {
	f := strings.Fields(line)
	c := notice.Change{Kind: notice.Kind(f[0]), Notice: notice.Slug(f[1]), Locales: map[i18n.Locale]string{"en": "sha256:00"}}
	f = f[2:]
	if f[1] == ">" {
		c.From = date(t, f[0])
		f = f[2:]
	}
	c.To = date(t, f[0])
	c.Recorded = date(t, f[2]).In(time.UTC).Add(9 * time.Hour)
	c.Later = len(f) > 3 && f[3] == "later"
	if len(f) > 3 && f[3] == "again" {
		c.Again = 1
	}
	c.ID = c.DeriveID()
	return c
}

// TestDue: each case is a log, a day, what was receipted when, and what is due.
// A message is written as the change's number, its stage, and ! when held.
func TestDue(t *testing.T) {
	amended := "amended cookies 2026-01-01 > 2026-03-31 recorded 2026-01-20"
	ended := "withdrawn a 2026-01-01 > 2026-03-31 recorded 2026-01-01"
	given := "\nreinstated a 2026-03-31 > 2026-03-31 recorded 2026-01-05"
	again := "\nwithdrawn a 2026-01-01 > 2026-03-31 recorded 2026-01-07 again"
	for _, test := range []struct {
		name string
		log  string
		told string // "0 announced 2026-01-20, ..."
		day  string
		want string
	}{
		{"announced on the day it is recorded", amended, "", "2026-01-20", "0 announced"},
		{"announced once", amended, "0 announced 2026-01-20", "2026-01-21", ""},
		{"first reminder", amended, "0 announced 2026-01-20", "2026-03-01", "0 reminder-30d"},
		{"first reminder a day late", amended, "0 announced 2026-01-20", "2026-03-02", "0 reminder-30d"},
		{"last reminder covers the first", amended, "0 announced 2026-01-20", "2026-03-25", "0 reminder-7d"},
		{"announced late covers the reminder", amended + "", "", "2026-02-03", "0 announced"},
		{"held announcement, reminder due", amended, "", "2026-03-02", "0 announced!, 0 reminder-30d"},
		{"announced after the reminder's day", amended, "0 announced 2026-03-02", "2026-03-03", ""},
		{"dropped announcement leaves the reminder", amended, "0 announced dropped", "2026-03-02", "0 reminder-30d"},
		{"effective", amended, "0 announced 2026-01-20, 0 reminder-30d 2026-03-01", "2026-03-31", "0 effective"},
		{"effective alone when nothing was told", amended, "", "2026-04-02", "0 effective"},
		{"effective held", amended, "", "2026-04-15", "0 effective!"},
		{"on the last day it may be late", amended, "", "2026-04-14", "0 effective"},
		{"released", amended, "0 effective released", "2026-04-20", "0 effective"},
		{"all told", amended, "0 announced 2026-01-20, 0 effective 2026-03-31", "2026-04-20", ""},
		{"recorded on its date", "amended a 2026-01-01 > 2026-03-31 recorded 2026-03-31", "", "2026-03-31", "0 effective"},
		{"recorded after its date", "amended a 2026-01-01 > 2026-03-31 recorded 2026-04-10", "", "2026-04-11", "0 effective"},
		{"recorded inside the reminder's time", "published a 2026-03-31 recorded 2026-03-28", "0 announced 2026-03-28", "2026-03-29", ""},
		{"imported", "published a 2026-03-31 recorded 2026-01-01 later", "", "2026-03-31", ""},
		{"corrected", "corrected a 2026-03-31 recorded 2026-01-01", "", "2026-03-31", ""},
		{"translated", "translated a 2026-03-31 recorded 2026-01-01", "", "2026-03-31", ""},
		{"withdrawn", "withdrawn a 2026-01-01 > 2026-03-31 recorded 2026-01-01", "", "2026-01-02", "0 announced"},
		{"withdrawn at another date", "withdrawn a 2026-01-01 > 2026-03-31 recorded 2026-01-01\nwithdrawn a 2026-01-01 > 2026-04-30 recorded 2026-01-05", "0 announced 2026-01-01", "2026-01-05", "1 announced"},
		{"withdrawn, then moved twice, the second time late", "withdrawn a 2026-01-01 > 2026-03-31 recorded 2026-01-01\nwithdrawn a 2026-01-01 > 2026-05-31 recorded 2026-01-05\nwithdrawn a 2026-01-01 > 2026-06-30 recorded 2026-04-05",
			"", "2026-04-05", "2 announced"},
		{"reinstated", ended + given, "0 announced 2026-01-01", "2026-01-05", "1 announced"},
		{"reinstated before the withdrawal was told", ended + given, "", "2026-01-05", "1 announced"},
		{"reinstated: told once", ended + given, "0 announced 2026-01-01, 1 announced 2026-01-05", "2026-03-01", ""},
		{"reinstated: nothing on the day of the withdrawal", ended + given, "0 announced 2026-01-01, 1 announced 2026-01-05", "2026-03-31", ""},
		{"reinstated: held like others", ended + given, "0 announced 2026-01-01", "2026-01-20", "1 announced!"},
		{"reinstated: true after the day of the withdrawal", "withdrawn a 2026-01-01 > 2026-01-10 recorded 2026-01-01\nreinstated a 2026-01-10 > 2026-01-10 recorded 2026-01-09", "", "2026-01-12", "1 announced"},
		{"reinstated after two dates", ended + "\nwithdrawn a 2026-01-01 > 2026-04-30 recorded 2026-01-03\nreinstated a 2026-04-30 > 2026-04-30 recorded 2026-01-05", "", "2026-01-05", "2 announced"},
		{"reinstated, and withdrawn after all", ended + given + again, "0 announced 2026-01-01", "2026-01-07", "2 announced"},
		{"reinstated and told, and withdrawn after all", ended + given + again, "0 announced 2026-01-01, 1 announced 2026-01-05, 2 announced 2026-01-07", "2026-03-31", "2 effective"},
		{"another notice goes on applying", ended + "\nreinstated b 2026-03-31 > 2026-03-31 recorded 2026-01-05", "0 announced 2026-01-01, 1 announced 2026-01-05", "2026-03-31", "0 effective"},
		{"cancelled: told once, to those who were told", amended + "\ncancelled cookies 2026-01-01 > 2026-03-31 recorded 2026-02-10", "0 announced 2026-01-20", "2026-02-10", "1 announced"},
		{"cancelled: not twice", amended + "\ncancelled cookies 2026-01-01 > 2026-03-31 recorded 2026-02-10", "0 announced 2026-01-20, 1 announced 2026-02-10", "2026-02-11", ""},
		{"cancelled: nobody was told of it", amended + "\ncancelled cookies 2026-01-01 > 2026-03-31 recorded 2026-02-10", "", "2026-02-10", ""},
		{"cancelled: nothing on its date", amended + "\ncancelled cookies 2026-01-01 > 2026-03-31 recorded 2026-02-10", "0 announced 2026-01-20, 1 announced 2026-02-10", "2026-03-31", ""},
		{"cancelled after it was moved: told of the first date", amended + "\nrescheduled cookies 2026-03-31 > 2026-05-31 recorded 2026-02-10\ncancelled cookies 2026-01-01 > 2026-05-31 recorded 2026-02-12", "0 announced 2026-01-20", "2026-02-12", "2 announced"},
		{"cancelled: another edition stands", amended + "\namended cookies 2026-03-31 > 2026-06-30 recorded 2026-01-21\ncancelled cookies 2026-03-31 > 2026-06-30 recorded 2026-02-10", "0 announced 2026-01-20", "2026-02-10", ""},
		{"moved: the new date is told", amended + "\nrescheduled cookies 2026-03-31 > 2026-05-31 recorded 2026-02-10", "0 announced 2026-01-20", "2026-02-10", "1 announced"},
		{"moved: nothing on the old date", amended + "\nrescheduled cookies 2026-03-31 > 2026-05-31 recorded 2026-02-10", "0 announced 2026-01-20, 1 announced 2026-02-10", "2026-03-31", ""},
		{"moved: reminders of the new date", amended + "\nrescheduled cookies 2026-03-31 > 2026-05-31 recorded 2026-02-10", "0 announced 2026-01-20, 1 announced 2026-02-10", "2026-05-24", "1 reminder-7d"},
		{"moved there and back", amended + "\nrescheduled cookies 2026-03-31 > 2026-05-31 recorded 2026-02-10\nrescheduled cookies 2026-05-31 > 2026-03-31 recorded 2026-02-20",
			"0 announced 2026-01-20, 1 announced 2026-02-10, 2 announced 2026-02-20", "2026-03-31", "2 effective"},
		{"moved to a day that has come", amended + "\nrescheduled cookies 2026-03-31 > 2026-02-10 recorded 2026-02-10", "0 announced 2026-01-20", "2026-02-10", "1 effective"},
		{"another notice's date is its own", amended + "\nrescheduled terms 2026-03-31 > 2026-05-31 recorded 2026-02-10", "0 announced 2026-01-20, 1 announced 2026-02-10", "2026-03-31", "0 effective"},
		{"a day before it was recorded", amended, "", "2026-01-02", "0 announced"},
		{"a past day: reminder after what was told", "amended a 2025-01-01 > 2026-03-31 recorded 2026-11-23", "0 announced 2026-01-02", "2026-03-24", "0 reminder-7d"},
		{"a past day: effective", "amended a 2025-01-01 > 2026-03-31 recorded 2026-11-23", "0 announced 2026-01-02", "2026-03-31", "0 effective"},
		{"nothing ahead of its day", amended, "0 announced 2026-01-20", "2026-02-28", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var log []notice.Change
			for line := range strings.Lines(test.log) {
				log = append(log, change(t, line))
			}
			known := Receipts{}
			for _, told := range strings.Split(test.told, ", ") {
				f := strings.Fields(told)
				if len(f) == 0 {
					continue
				}
				id := Message{Change: &log[f[0][0]-'0'], Stage: Stage(f[1])}.For("out")
				switch f[2] {
				case "dropped":
					known.Add(id, Receipt{Settled: true})
				case "released":
					known.Add(id, Receipt{Released: true})
				default:
					known.Add(id, Receipt{Settled: true, Day: date(t, f[2])})
				}
			}
			rules := Rules{Reminders: []int{7, 30, 7, 0}, Zone: time.UTC}
			var got []string
			for _, it := range Due(log, rules, []string{"out"}, known, date(t, test.day)) {
				s := fmt.Sprintf("%d %s", indexOf(log, it.Change), it.Stage)
				if it.Held {
					s += "!"
				}
				got = append(got, s)
			}
			if s := strings.Join(got, ", "); s != test.want {
				t.Errorf("due on %s: %q, want %q", test.day, s, test.want)
			}
		})
	}
}

func indexOf(log []notice.Change, c *notice.Change) int {
	for i := range log {
		if &log[i] == c {
			return i
		}
	}
	return -1
}

func TestTranslationsOnRequest(t *testing.T) {
	log := []notice.Change{change(t, "translated a 2026-03-31 recorded 2026-04-01")}
	if got := Due(log, Rules{Translations: true, Zone: time.UTC}, []string{"out"}, nil, date(t, "2026-04-02")); len(got) != 1 || got[0].Stage != Effective {
		t.Errorf("due: %v", got)
	}
}

// TestZone: a day begins where the site is.
func TestZone(t *testing.T) {
	c := change(t, "amended a 2025-01-01 > 2026-03-31 recorded 2026-03-30")
	c.Recorded = time.Date(2026, 3, 30, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]Stage{"UTC": Announced, "Asia/Tokyo": Effective} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Skip("SKIPPED: no zones on this machine")
		}
		day := notice.DateOf(c.Recorded.In(loc))
		got := Due([]notice.Change{c}, Rules{Zone: loc}, []string{"out"}, nil, day)
		if len(got) != 1 || got[0].Stage != want {
			t.Errorf("%s: %v, want %s", zone, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	c := change(t, "withdrawn a 2025-01-01 > 2026-03-31 recorded 2026-03-30")
	for _, stage := range []Stage{Announced, Reminder(30), Effective} {
		m := Message{Change: &c, Stage: stage}
		id := m.For("customers-pt-BR-0123abcd")
		change, got, address, ok := Parse(id)
		if !ok || change != c.ID || got != stage || address != "customers-pt-BR-0123abcd" {
			t.Errorf("Parse(%q) = %q, %q, %q, %v", id, change, got, address, ok)
		}
		if strings.Contains(id, ".") {
			t.Errorf("%q holds a full stop", id)
		}
	}
	for _, bad := range []string{"", "x", "2026-03-31-amended", c.ID, c.ID + "-announced", c.ID + "-other-x", c.ID + "-reminder-7d"} {
		if _, _, _, ok := Parse(bad); ok {
			t.Errorf("Parse(%q) takes it", bad)
		}
	}
}

func TestEvents(t *testing.T) {
	reinstated := change(t, "reinstated a 2026-03-31 > 2026-03-31 recorded 2026-01-01")
	amended, withdrawn := change(t, "amended a 2025-01-01 > 2026-03-31 recorded 2026-01-01"), change(t, "withdrawn a 2025-01-01 > 2026-03-31 recorded 2026-01-01")
	for _, test := range []struct {
		c     *notice.Change
		stage Stage
		want  string
	}{
		{&amended, Announced, "notice.change.announced"}, {&amended, Reminder(7), "notice.change.reminder"}, {&amended, Effective, "notice.change.effective"},
		{&withdrawn, Announced, "notice.change.announced"}, {&withdrawn, Effective, "notice.change.withdrawn"},
		{&reinstated, Announced, "notice.change.announced"},
	} {
		if got := (Message{Change: test.c, Stage: test.stage}).Event(); got != test.want {
			t.Errorf("%s %s: %s, want %s", test.c.Kind, test.stage, got, test.want)
		}
	}
}

// TestCourse runs random logs through all their days, sending what is due, with
// runs left out and repeated. Whatever happens, nothing is told twice, at most
// one message of a change goes to an address in a run, no stage comes after a
// later one, a given-up date is never told of, the end of a notice only as it
// stands, and every change that stands is told in the end.
func TestCourse(t *testing.T) {
	start := date(t, "2026-01-01")
	rapid.Check(t, func(t *rapid.T) {
		log := randomLog(t, start)
		rules := Rules{Reminders: []int{30, 7}, MaxAge: 400, Zone: time.UTC}
		known := Receipts{}
		told := map[string]int{}
		last := map[string]notice.Date{}
		for day := 0; day < 200; day++ {
			if rapid.IntRange(0, 9).Draw(t, "run") < 3 && day < 199 {
				continue
			}
			d := start.AddDays(day)
			var seen []notice.Change // what is recorded by then
			for _, c := range log {
				if !notice.DateOf(c.Recorded).After(d) {
					seen = append(seen, c)
				}
			}
			perRun := map[string]bool{}
			for _, it := range Due(seen, rules, []string{"a", "b"}, known, d) {
				if told[it.ID]++; told[it.ID] > 1 {
					t.Fatalf("%s is told twice", it.ID)
				}
				at := it.Change.ID + fmt.Sprint(it.Address)
				if perRun[at] {
					t.Fatalf("two messages of %s on %s", it.Change.ID, d)
				}
				perRun[at] = true
				if it.Due.Before(last[at]) {
					t.Fatalf("%s of %s comes after that of %s", it.ID, it.Due, last[at])
				}
				last[at] = it.Due
				if overtaken(seen, rules)[indexByID(seen, it.Change.ID)] {
					t.Fatalf("%s is no longer true on %s", it.ID, d)
				}
				given := it.Change.Kind == notice.Reinstated || it.Change.Kind == notice.Cancelled
				if i := indexByID(seen, it.Change.ID); it.Change.Kind == notice.Cancelled && !known.told(announcements(seen, i), []string{"a", "b"}[it.Address]) {
					t.Fatalf("%s is told to %d, who never heard of it", it.ID, it.Address)
				}
				if it.Stage != Effective && !d.Before(it.Change.To) && !given || given && it.Stage != Announced {
					t.Fatalf("%s is told on %s", it.ID, d)
				}
				if end, _ := notice.End(of(seen, it.Change.Notice)); it.Change.Kind == notice.Repealed && end != it.Change.To || it.Change.Kind == notice.Reinstated && !end.IsZero() {
					t.Fatalf("%s is told on %s, and the notice ends on %q", it.ID, d, end)
				}
				if rapid.IntRange(0, 9).Draw(t, "fails") > 0 || day == 199 {
					known.Add(it.ID, Receipt{Settled: true, Day: d})
				} else {
					told[it.ID]--
					delete(perRun, at)
				}
			}
		}
		gone := overtaken(log, rules)
		for i := range log {
			c, final := &log[i], Effective
			if c.Kind == notice.Reinstated || c.Kind == notice.Cancelled {
				final = Announced
			}
			if c.Kind == notice.Cancelled && !known.told(announcements(log, i), "a") {
				continue // nobody was told of what does not come
			}
			if !gone[i] && rules.notifies(c) && !known.of(Message{Change: c, Stage: final}, "a").Settled {
				t.Fatalf("%s is never told", c.ID)
			}
		}
	})
}

func indexByID(log []notice.Change, id string) int {
	for i := range log {
		if log[i].ID == id {
			return i
		}
	}
	return -1
}

func of(log []notice.Change, slug notice.Slug) []notice.Change {
	return slices.DeleteFunc(slices.Clone(log), func(c notice.Change) bool { return c.Notice != slug })
}

// randomEnd withdraws a notice, moves that, gives it up, and withdraws it
// again, as record would: until it is withdrawn, for good.
func randomEnd(t *rapid.T, start notice.Date) (log []notice.Change) {
	recorded := 0
	for range rapid.IntRange(0, 5).Draw(t, "ends") {
		recorded += rapid.IntRange(1, 20).Draw(t, "recorded")
		end, _ := notice.End(log)
		if !end.IsZero() && !end.After(start.AddDays(recorded)) {
			break
		}
		c := notice.Change{Kind: notice.Repealed, Notice: "rules", From: start, Locales: map[i18n.Locale]string{"en": ""}}
		c.To = start.AddDays(recorded + 20*rapid.IntRange(0, 3).Draw(t, "end"))
		if !end.IsZero() && (c.To == end || rapid.Bool().Draw(t, "given up")) {
			c.Kind, c.From, c.To = notice.Reinstated, end, end
		}
		for i := range log {
			if log[i].Same(&c) {
				c.Again = log[i].Again + 1
			}
		}
		c.Recorded = start.AddDays(recorded).In(time.UTC).Add(time.Hour)
		c.ID = c.DeriveID()
		log = append(log, c)
	}
	return log
}

// randomLog records one to four changes of each of two notices, as record would.
func randomLog(t *rapid.T, start notice.Date) []notice.Change {
	var log []notice.Change
	for _, slug := range []notice.Slug{"cookies", "terms"} {
		recorded, to := 0, 0
		var from, before notice.Date // the newest edition's date, and that of the one it follows
		given := map[notice.Date]bool{}
		for i := range rapid.IntRange(1, 6).Draw(t, "changes") {
			recorded += rapid.IntRange(1, 20).Draw(t, "recorded")
			c := notice.Change{Kind: notice.Amended, Notice: slug, From: from, Locales: map[i18n.Locale]string{"en": fmt.Sprint(i)}}
			switch {
			case to > recorded && rapid.IntRange(0, 3).Draw(t, "cancelled") == 0:
				c.Kind, c.From, c.To = notice.Cancelled, before, from
				to = 0
			case to > recorded: // the one before is yet to come
				c.Kind = notice.Rescheduled
			}
			if c.Kind != notice.Cancelled {
				to = recorded + rapid.IntRange(-3, 60).Draw(t, "to")
				if c.To = start.AddDays(to); c.To == from || given[c.To] {
					continue
				}
			}
			c.Recorded = start.AddDays(recorded).In(time.UTC).Add(time.Hour)
			c.ID = c.DeriveID()
			log = append(log, c)
			switch c.Kind {
			case notice.Cancelled:
				given[c.To], from, before = true, before, notice.Date{}
			case notice.Rescheduled:
				from = c.To
			default:
				before, from = from, c.To
			}
		}
	}
	return append(log, randomEnd(t, start)...)
}

// BenchmarkDue plans a log of 100,000 changes, nearly all of them told, for
// three addresses.
func BenchmarkDue(b *testing.B) {
	var log []notice.Change
	known := Receipts{}
	start := date(b, "2000-01-01")
	for i := range 100_000 {
		c := notice.Change{Kind: notice.Amended, Notice: notice.Slug(fmt.Sprint("notice-", i%1000)), From: start.AddDays(i / 20), To: start.AddDays(i/20 + 30),
			Locales: map[i18n.Locale]string{"en": fmt.Sprint(i)}, Recorded: start.AddDays(i / 20).In(time.UTC).Add(time.Hour)}
		c.ID = c.DeriveID()
		log = append(log, c)
	}
	day := start.AddDays(100_000 / 20)
	addresses := []string{"products", "customers-en-01234567", "pager"}
	for i := range log {
		for _, a := range addresses {
			if log[i].To.Before(day) {
				known.Add(Message{Change: &log[i], Stage: Effective}.For(a), Receipt{Settled: true, Day: log[i].To})
			}
		}
	}
	rules := Rules{Reminders: []int{30, 7}, Zone: time.UTC}
	b.ReportAllocs()
	for b.Loop() {
		Due(log, rules, addresses, known, day)
	}
}
