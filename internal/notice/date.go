package notice

import (
	"cmp"
	"fmt"
	"time"

	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Date is a civil date of the proleptic Gregorian calendar: a day, not an instant. Which instant it begins at is the
// business of the site's time zone. The zero Date is no date.
type Date struct {
	Year       int16
	Month, Day int8
}

// ParseDate reads YYYY-MM-DD (RFC 3339 full-date) and refuses days that the calendar does not have. The error carries
// a hint.
func ParseDate(s string) (Date, error) {
	y, m, d, ok := digits(s)
	if ok && m >= 1 && m <= 12 && d >= 1 {
		last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
		if d <= last.Day() {
			return Date{int16(y), int8(m), int8(d)}, nil
		}
		return Date{}, &source.Hinted{Message: fmt.Sprintf("date %q is not a day of the calendar", s),
			Hint: fmt.Sprintf("%s has %d days", last.Format("January 2006"), last.Day())}
	}
	return Date{}, &source.Hinted{Message: fmt.Sprintf("date %q is not a date", s),
		Hint: "write it as " + cmp.Or(spelling.Day(s), "YYYY-MM-DD")}
}

// digits takes a date in its form apart.
func digits(s string) (y, m, d int, ok bool) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	number := func(s string) (n int) {
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				ok = false
			}
			n = n*10 + int(s[i]-'0')
		}
		return n
	}
	ok = true
	y, m, d = number(s[:4]), number(s[5:7]), number(s[8:])
	return y, m, d, ok
}

// DateOf returns the civil date that t shows in its own location.
func DateOf(t time.Time) Date {
	return Date{int16(t.Year()), int8(t.Month()), int8(t.Day())}
}

// UnmarshalText reads a date as ParseDate does.
func (d *Date) UnmarshalText(b []byte) error {
	parsed, err := ParseDate(string(b))
	*d = parsed
	return err
}

// MarshalText writes a date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String returns YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	var room [len(time.DateOnly)]byte
	return string(d.append(room[:0]))
}

// append writes the date as String does.
func (d Date) append(b []byte) []byte {
	switch {
	case d.IsZero():
		return b
	case d.Year < 0 || d.Year > 9999:
		return fmt.Appendf(b, "%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	digit := func(n int) byte { return '0' + byte(n%10) }
	y, m, day := int(d.Year), int(d.Month), int(d.Day)
	return append(b, digit(y/1000), digit(y/100), digit(y/10), digit(y), '-', digit(m/10), digit(m), '-', digit(day/10),
		digit(day))
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1, 0 or +1 as d is before, on or after e.
func (d Date) Compare(e Date) int {
	a, b := d.number(), e.number()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (d Date) number() int { return (int(d.Year)*16+int(d.Month))*32 + int(d.Day) }

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// In returns the instant at which the day begins in a time zone: its first. Where the clocks go forward at midnight
// the day has none, and begins at one o'clock; where they go back to midnight it has two.
func (d Date) In(zone *time.Location) time.Time {
	t := time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, zone)
	began, ends := t.ZoneBounds()
	switch c := DateOf(t).Compare(d); {
	case c < 0:
		return ends
	case c > 0 || t.Hour() > 0 || t.Minute() > 0:
		return began
	}
	if began.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := began.Add(-time.Second).Zone()
	if first := t.Add(time.Duration(now-before) * time.Second); first.Before(began) && DateOf(first) == d {
		return first
	}
	return t
}

// AddDays returns the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// DaysUntil returns how many days lie from d to e.
func (d Date) DaysUntil(e Date) int {
	return int((e.In(time.UTC).Unix() - d.In(time.UTC).Unix()) / (24 * 60 * 60))
}
