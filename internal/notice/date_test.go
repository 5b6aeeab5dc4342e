package notice

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// TestDayBegins: a day begins at its first instant, also where midnight does
// not exist that night, or comes twice.
func TestDayBegins(t *testing.T) {
	for _, c := range []struct{ zone, day, want string }{
		{"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"},
		{"Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00Z"}, // 00:00 becomes 01:00
		{"Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z"}, // 01:00 becomes 00:00
		{"America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"},
		{"America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"},
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"}, // 01:00 becomes 00:00
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"},
		{"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"}, // 00:00 becomes 23:00 of the day before
		{"Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"},
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"}, // a day that was left out
		{"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
		{"UTC", "2026-03-29", "2026-03-29T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		d, err := ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.In(zone).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s begins in %s at %s, want %s", c.day, c.zone, got, c.want)
		}
	}
}

// TestDayBeginsEverywhere: in every zone the instant before a day is of an
// earlier day, and the instant itself is not.
func TestDayBeginsEverywhere(t *testing.T) {
	for _, name := range []string{"Atlantic/Azores", "America/Santiago", "America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Asia/Tehran", "America/Asuncion", "Asia/Gaza", "Europe/Berlin", "Australia/Lord_Howe"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := (Date{2015, 1, 1}); d.Year < 2027; d = d.AddDays(1) {
			at := d.In(zone)
			if DateOf(at) != d {
				t.Fatalf("%s: %s begins at %s", name, d, at)
			}
			if before := DateOf(at.Add(-time.Second)); !before.Before(d) {
				t.Fatalf("%s: a second before %s it is %s", name, d, before)
			}
		}
	}
}
