package check

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

// inForce are words by which a text says from when it applies, or when it was
// last changed, in lower case, by language.
var inForce = map[string][]string{
	"en": {"effective", "last updated", "last modified", "last revised", "last changed", "in force", "takes effect", "updated on", "revised on", "version of", "as of"},
	"de": {"gültig", "in kraft", "stand:", "stand vom", "zuletzt aktualisiert", "letzte aktualisierung", "zuletzt geändert", "letzte änderung", "wirksam", "fassung vom"},
	"es": {"en vigor", "entra en vigor", "vigente", "fecha de entrada", "vigencia", "última actualización", "última modificación", "actualizado el", "actualizada el", "con efecto"},
	"fr": {"en vigueur", "date d’effet", "date d'effet", "prend effet", "dernière mise à jour", "dernière modification", "mis à jour le", "mise à jour le", "mise à jour :", "applicable"},
	"it": {"in vigore", "efficace", "efficacia", "decorrenza", "ultimo aggiornamento", "ultima modifica", "ultima revisione", "aggiornato il", "aggiornata il", "data di entrata"},
	"hu": {"hatályos", "hatályba", "hatálybalépés", "érvényes", "utolsó frissítés", "utoljára frissítve", "utolsó módosítás", "utoljára módosítva"},
	"nl": {"van kracht", "ingangsdatum", "geldig", "met ingang van", "laatst bijgewerkt", "laatst gewijzigd", "laatste wijziging", "laatste update", "in werking"},
	"ja": {"発効", "施行", "有効", "適用", "最終更新", "最終改定", "最終改訂", "改定日", "制定", "更新日"},
	"ko": {"시행", "발효", "적용", "최종 업데이트", "최종 수정", "최종 개정", "개정일", "업데이트:", "유효"},
	"pl": {"obowiązuje", "wchodzi w życie", "weszła w życie", "wejścia w życie", "ostatnia aktualizacja", "ostatnio zaktualizowano", "ostatnia zmiana", "data wejścia"},
	"pt": {"em vigor", "vigente", "vigência", "entra em vigor", "última atualização", "última modificação", "atualizado em", "atualizada em", "com efeito"},
	"ru": {"вступает в силу", "вступили в силу", "вступления в силу", "действует с", "действуют с", "дата вступления", "последнее обновление", "последнее изменение", "обновлено", "редакция от", "в редакции"},
	"zh": {"生效", "施行", "适用", "適用", "最后更新", "最後更新", "最近更新", "上次更新", "更新日期", "修订日期", "修訂日期"},
	"ar": {"تسري", "يسري", "سارية", "ساري", "تاريخ السريان", "النفاذ", "آخر تحديث", "آخر تعديل", "حيز التنفيذ", "اعتبارا من", "اعتبارًا من"},
	"he": {"בתוקף", "תאריך תחילה", "כניסה לתוקף", "נכנס לתוקף", "עודכן", "עדכון אחרון", "תקף מ", "תחולה"},
}
