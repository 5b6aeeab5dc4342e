// Package i18n knows locales: their tags, names, direction, dates and wording.
//
// A [Locale] is a canonical BCP 47 tag. What it says of itself (names, dates,
// numbers, lists, quotation marks) is CLDR's, https://cldr.unicode.org.
//
// The wording of the interface stands in catalogues, one YAML file per locale
// in go-i18n's message format. [LoadLayers] reads them, [Catalogs.For] chooses
// the messages for a page, and [Catalog] hands them out.
//
// Nothing here looks at the clock, the environment or the network, and every
// exported function may be called from several goroutines.
package i18n
