package i18n

import (
	"strconv"
	"strings"
)

// fourDigits are the locales whose numbers are grouped only from five digits
// on (CLDR 48 minimumGroupingDigits 2: "1000" but "10.000"), and the
// descendants of these for which that is not so.
var fourDigits = map[Locale]bool{
	"be": true, "bg": true, "ee": true, "es": true, "es-419": false, "es-PH": true, "et": true, "hu": true, "hy": true,
	"ia": true, "ie": true, "it": true, "ka": true, "lv": true, "pl": true, "pt-PT": true, "pt-AO": false,
	"ru-UA": true, "sl": true, "sq": true,
}

// pairs are the locales that group by two above the thousands (CLDR 48
// "#,##,##0": 12,34,567).
var pairs = map[Locale]bool{
	"as": true, "bn": true, "brx": true, "ccp": true, "dz": true, "en-IN": true, "gu": true, "hi": true, "kok": true,
	"kxv": true, "ml": true, "mr": true, "ne": true, "or": true, "pa": true, "sa": true, "ta": true, "te": true,
	"xnr": true,
}

// Number returns n in Latin digits, grouped as the language that most of the wording is in does.
func (c *Catalog) Number(n int) string { return c.lang.number(n) }

// number returns n in Latin digits, grouped as CLDR groups them in l.
func (l Locale) number(n int) string {
	digits := strconv.Itoa(max(n, -n))
	sign := strings.Repeat("-", (len(strconv.Itoa(n)))-len(digits))
	if len(digits) < 4 || len(digits) == 4 && nearest(l, fourDigits) {
		return sign + digits
	}
	size := 3
	if nearest(l, pairs) {
		size = 2
	}
	head, out := digits[:len(digits)-3], digits[len(digits)-3:]
	sep := l.groupSeparator()
	for ; len(head) > size; head = head[:len(head)-size] {
		out = head[len(head)-size:] + sep + out
	}
	return sign + head + sep + out
}

// groupSeparator returns CLDR's; English's where it has none.
func (l Locale) groupSeparator() string {
	cldr := l.cldr()
	if cldr == nil {
		return ","
	}
	s := cldr.FormatNumber(1000, 0)
	return strings.TrimSuffix(strings.TrimPrefix(s, "1"), "000")
}

// nearest returns what a table says of l, else of its nearest parent.
func nearest[V any](l Locale, table map[Locale]V) V {
	if v, ok := table[l]; ok {
		return v
	}
	for _, p := range l.Parents() {
		if v, ok := table[p]; ok {
			return v
		}
	}
	var none V
	return none
}
