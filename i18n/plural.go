package i18n

import (
	"slices"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// category is one of CLDR's plural categories, an index into categories.
type category int

// categories are the names by which catalogues call them, in CLDR's order.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

const other category = 5

// counters are go-i18n localizers by locale. go-i18n keeps its plural rules
// (CLDR 48) to itself, so that the rule is asked by way of a message whose
// forms are the names of the categories.
var counters sync.Map

const categoryName = "category"

func (l Locale) counter() *goi18n.Localizer {
	if c, ok := counters.Load(l); ok {
		return c.(*goi18n.Localizer)
	}
	tag := l.tag()
	bundle := goi18n.NewBundle(tag)
	// The error says that CLDR has no rule. Then the bundle stays empty, and
	// every count is "other" because nothing is found in it.
	_ = bundle.AddMessages(tag, &goi18n.Message{ID: categoryName,
		Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
	c, _ := counters.LoadOrStore(l, goi18n.NewLocalizer(bundle, string(l)))
	return c.(*goi18n.Localizer)
}

// category returns the plural category of a count (an int, or a decimal such
// as "1.5") in l's language.
func (l Locale) category(count any) category {
	name, err := l.counter().Localize(&goi18n.LocalizeConfig{
		MessageID: categoryName, PluralCount: count, TemplateParser: template.IdentityParser{}})
	if i := slices.Index(categories, name); err == nil && i >= 0 {
		return category(i)
	}
	return other
}

// samples reach every category that some language has for counts up to a
// thousand; rare ones those for millions and for fractions.
var (
	samples = []any{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18, 19, 20, 21, 22, 23, 24, 28, 30, 40, 100, 101,
		102, 103, 1000}
	rare = []any{1000000, "0.0", "0.1", "0.5", "1.0", "1.3", "1.5", "2.1", "3.0"}
)

// plurals returns which categories a message that counts must have in l's
// language, and which it may have besides. "other" is always needed: it stands
// in for what is missing.
func (l Locale) plurals() (must, may [6]bool) {
	for _, n := range samples {
		must[l.category(n)] = true
	}
	must[other] = true
	may = must
	for _, n := range rare {
		may[l.category(n)] = true
	}
	return must, may
}
