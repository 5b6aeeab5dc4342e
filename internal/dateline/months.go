package dateline

import "strings"

// months are the names of the months as dates have them, by language, each
// with its forms: in the case that dates take, by itself, and as it is
// commonly shortened. Languages that number their months have none here.
var months = table(map[string]string{
	"en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec",
	"de": "januar jänner jan|februar feber feb|märz mrz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
	"es": "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep|octubre oct|noviembre nov|diciembre dic",
	"fr": "janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août|septembre sept|octobre oct|novembre nov|décembre déc",
	"it": "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set|ottobre ott|novembre nov|dicembre dic",
	"hu": "január jan|február febr|március márc|április ápr|május máj|június jún|július júl|augusztus aug|szeptember szept|október okt|november nov|december dec",
	"nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep|oktober okt|november nov|december dec",
	"pl": "stycznia styczeń|lutego luty|marca marzec|kwietnia kwiecień|maja maj|czerwca czerwiec|lipca lipiec|sierpnia sierpień|września wrzesień|października październik|listopada listopad|grudnia grudzień",
	"pt": "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
	"ru": "января январь янв|февраля февраль февр|марта март|апреля апрель апр|мая май|июня июнь|июля июль|августа август авг|сентября сентябрь сент|октября октябрь окт|ноября ноябрь нояб|декабря декабрь дек",
	"ar": "يناير كانون الثاني|فبراير شباط|مارس آذار|أبريل إبريل نيسان|مايو أيار|يونيو يونيه حزيران|يوليو يوليه تموز|أغسطس آب|سبتمبر أيلول|أكتوبر تشرين الأول|نوفمبر تشرين الثاني|ديسمبر كانون الأول",
	"he": "בינואר ינואר|בפברואר פברואר|במרץ מרץ במרס מרס|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|באוגוסט אוגוסט|בספטמבר ספטמבר|באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר",
	"ja": "", "ko": "", "zh": "",
})

// pairs are names of two words, which the table above has with a space.
var pairs = map[string]string{"كانون الثاني": "كانون\u00a0الثاني", "كانون الأول": "كانون\u00a0الأول", "تشرين الأول": "تشرين\u00a0الأول", "تشرين الثاني": "تشرين\u00a0الثاني"}

// Month returns the number of a month that a language names so, or 0.
func Month(lang, name string) int {
	if m := months[lang][name]; m > 0 {
		return m
	}
	return months["en"][name]
}

// table reads months into: language, name, number.
func table(written map[string]string) map[string]map[string]int {
	out := map[string]map[string]int{}
	for lang, names := range written {
		out[lang] = map[string]int{}
		for two, one := range pairs {
			names = strings.ReplaceAll(names, two, one)
		}
		for i, forms := range strings.Split(names, "|") {
			for _, name := range strings.Fields(strings.ReplaceAll(forms, "\u00a0", "_")) {
				out[lang][strings.ReplaceAll(name, "_", " ")] = i + 1
			}
		}
	}
	return out
}
