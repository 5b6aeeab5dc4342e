package dateline

// effective are words by which a text says from when it applies, in lower
// case, by language.
var effective = map[string][]string{
	"en": {"effective", "in force", "takes effect", "as of"},
	"de": {"gültig", "in kraft", "wirksam"},
	"es": {"en vigor", "entra en vigor", "vigente", "fecha de entrada", "vigencia", "con efecto"},
	"fr": {"en vigueur", "date d’effet", "date d'effet", "prend effet", "applicable"},
	"it": {"in vigore", "efficace", "efficacia", "decorrenza", "data di entrata"},
	"hu": {"hatályos", "hatályba", "hatálybalépés", "érvényes"},
	"nl": {"van kracht", "ingangsdatum", "geldig", "met ingang van", "in werking"},
	"ja": {"発効", "施行", "有効", "適用"},
	"ko": {"시행", "발효", "적용", "유효"},
	"pl": {"obowiązuje", "wchodzi w życie", "weszła w życie", "wejścia w życie", "data wejścia"},
	"pt": {"em vigor", "vigente", "vigência", "entra em vigor", "com efeito"},
	"ru": {"вступает в силу", "вступили в силу", "вступления в силу", "действует с", "действуют с", "дата вступления"},
	"zh": {"生效", "施行", "适用", "適用"},
	"ar": {"تسري", "يسري", "سارية", "ساري", "تاريخ السريان", "النفاذ", "حيز التنفيذ", "اعتبارا من", "اعتبارًا من"},
	"he": {"בתוקף", "תאריך תחילה", "כניסה לתוקף", "נכנס לתוקף", "תקף מ", "תחולה"},
}

// updated are words by which a text says when it was last changed.
var updated = map[string][]string{
	"en": {"last updated", "last modified", "last revised", "last changed", "updated on", "revised on", "version of"},
	"de": {"stand:", "stand vom", "zuletzt aktualisiert", "letzte aktualisierung", "zuletzt geändert", "letzte änderung", "fassung vom"},
	"es": {"última actualización", "última modificación", "actualizado el", "actualizada el"},
	"fr": {"dernière mise à jour", "dernière modification", "mis à jour le", "mise à jour le", "mise à jour :"},
	"it": {"ultimo aggiornamento", "ultima modifica", "ultima revisione", "aggiornato il", "aggiornata il"},
	"hu": {"utolsó frissítés", "utoljára frissítve", "utolsó módosítás", "utoljára módosítva"},
	"nl": {"laatst bijgewerkt", "laatst bij gewerkt", "laatst gewijzigd", "laatste wijziging", "laatste update"},
	"ja": {"最終更新", "最終改定", "最終改訂", "改定日", "制定", "更新日"},
	"ko": {"최종 업데이트", "최종 수정", "최종 개정", "개정일", "업데이트:"},
	"pl": {"ostatnia aktualizacja", "ostatnio zaktualizowano", "ostatnia zmiana"},
	"pt": {"última atualização", "última modificação", "atualizado em", "atualizada em"},
	"ru": {"последнее обновление", "последнее изменение", "обновлено", "редакция от", "в редакции"},
	"zh": {"最后更新", "最後更新", "最近更新", "上次更新", "更新日期", "修订日期", "修訂日期"},
	"ar": {"آخر تحديث", "آخر تعديل"},
	"he": {"עודכן", "עדכון אחרון"},
}
