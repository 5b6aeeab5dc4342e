package history

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

// TestToldInAnyOrder: editions that are recorded and imported in any order make
// the same story, in which each follows the one before it.
func TestToldInAnyOrder(t *testing.T) {
	dates := []notice.Date{{Year: 2020, Month: 1, Day: 1}, {Year: 2021, Month: 1, Day: 1}, {Year: 2022, Month: 1, Day: 1}, {Year: 2023, Month: 1, Day: 1}, {Year: 2024, Month: 1, Day: 1}}
	want := "2020 published 0; 2021 amended 2020; 2022 amended 2021; 2023 amended 2022; 2024 amended 2023"
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		order := slices.Clone(dates)
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		log := &Log{}
		for i, d := range order {
			e := &notice.Edition{Slug: "terms", Front: notice.Front{Locale: "en", Effective: d}}
			steps := planning.Import(log.Records()["terms"], "terms", []planning.Imported{{Edition: e, Hash: fmt.Sprint(d)}}, time.Unix(int64(i), 0))
			for _, s := range steps {
				log.Changes = append(log.Changes, s.Change)
			}
		}
		if got := story(log.ByNotice()["terms"]); got != want {
			t.Fatalf("seed %d, order %v: %s", seed, order, got)
		}
	}
}

// TestToldLeavesMoves: a date that was moved stays what it was.
func TestToldLeavesMoves(t *testing.T) {
	day := func(y int16) notice.Date { return notice.Date{Year: y, Month: 1, Day: 1} }
	change := func(k notice.Kind, from, to notice.Date) notice.Change {
		return notice.Change{Kind: k, Notice: "terms", From: from, To: to, Locales: map[i18n.Locale]string{"en": "x"}}
	}
	log := []notice.Change{change(notice.Published, notice.Date{}, day(2026)), change(notice.Rescheduled, day(2026), day(2025)), change(notice.Published, notice.Date{}, day(2024))}
	want := "2024 published 0; 2025 rescheduled 2026; 2026 published 0"
	if got := story(planning.Told(log)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func story(changes []notice.Change) string {
	var out []string
	for _, c := range changes {
		out = append(out, fmt.Sprintf("%d %s %d", c.To.Year, c.Kind, c.From.Year))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}
