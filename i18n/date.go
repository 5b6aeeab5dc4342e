package i18n

import (
	"fmt"
	"time"

	"github.com/bep/golocales"
)

// Date returns a calendar day in CLDR's long form, such as "23 November 2026":
// always in the Gregorian calendar and in Latin digits, whatever the locale
// prefers, because the dates of one legal text must agree in all languages. The
// day must exist. A locale that CLDR has no dates for gets ISO 8601 (2026-11-23).
func (l Locale) Date(year, month, day int) string {
	cldr := l.cldr()
	if cldr == nil {
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if base, _ := l.tag().Base(); base.String() == "th" {
		// CLDR's pattern is "d MMMM G y"; golocales prints the era as a plain G.
		return fmt.Sprintf("%d %s ค.ศ. %d", day, cldr.MonthsWide()[month-1], year)
	}
	return cldr.FormatDateLong(t)
}

// cldr returns the CLDR data of l or, failing that, of the nearest parent;
// nil when there is none. CLDR files zh-CN under zh-Hans-CN.
func (l Locale) cldr() golocales.Translator {
	base, script, region := likely(l.tag())
	full := Locale(base.String() + "-" + script.String() + "-" + region.String())
	for _, name := range append([]Locale{l, full}, l.Parents()...) {
		if t := golocales.New(string(name)); t != nil {
			return t
		}
	}
	return nil
}
