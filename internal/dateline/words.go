package dateline

// effective are words by which a text says from when it applies, in lower
// case, by language.
var effective = map[string][]string{
	"cs": {"účinné od", "účinnost od", "platné od", "platná od", "účinná od", "platnost od", "nabývá účinnosti", "nabývají účinnosti", "vstupuje v platnost"},
	"sk": {"účinné od", "účinnosť od", "platné od", "platná od", "účinná od", "nadobúda účinnosť", "nadobúdajú účinnosť"},
	"sl": {"velja od", "veljajo od", "začne veljati", "v veljavi od"},
	"hr": {"stupa na snagu", "na snazi od", "vrijedi od"},
	"da": {"gældende fra", "gælder fra", "træder i kraft", "ikrafttrædelse", "ikrafttrædelsesdato"},
	"nb": {"gjelder fra", "gjeldende fra", "trer i kraft", "ikrafttredelse"},
	"sv": {"gäller från", "gäller från och med", "träder i kraft", "ikraftträdande", "gällande från"},
	"fi": {"voimassa", "tulee voimaan", "voimaantulo", "voimaantulopäivä"},
	"tr": {"yürürlük tarihi", "yürürlüğe giriş", "yürürlüğe girer", "itibarıyla geçerlidir", "geçerlilik tarihi"},
	"uk": {"набирає чинності", "набула чинності", "набули чинності", "чинна з", "діє з", "діють з", "дата набрання чинності"},
	"bg": {"в сила от", "влиза в сила", "влизат в сила"},
	"el": {"ισχύει από", "ισχύουν από", "σε ισχύ από", "έναρξη ισχύος", "τίθεται σε ισχύ"},
	"ro": {"intră în vigoare", "în vigoare din", "în vigoare de la", "valabil de la", "valabilă de la"},
	"ca": {"en vigor", "vigent des", "entrada en vigor"},
	"id": {"berlaku sejak", "berlaku mulai", "tanggal efektif", "tanggal berlaku", "efektif"},
	"th": {"มีผลบังคับใช้", "มีผลตั้งแต่", "มีผลใช้บังคับ", "วันที่มีผล"},
	"vi": {"có hiệu lực", "ngày hiệu lực", "hiệu lực từ"},
	"fa": {"تاریخ اجرا", "لازم\u200cالاجرا", "لازم الاجرا", "معتبر از"},
	"ur": {"سے فعال", "نافذ العمل", "مؤثر"},
	"sw": {"kuanzia tarehe", "kuanzia", "inaanza kutumika"},
	"ms": {"berkuat kuasa", "tarikh kuat kuasa"},
	"hi": {"प्रभावी", "लागू"},
	"en": {"effective", "effective date", "effective as of", "in force", "in effect from", "in effect as of", "in effect since", "comes into effect", "come into effect", "came into effect",
		"takes effect", "take effect", "took effect", "taking effect", "goes into effect", "go into effect", "went into effect", "enters into force", "enter into force", "entered into force",
		"comes into force", "come into force", "came into force", "applies from", "apply from", "applies as of", "apply as of", "applicable from", "applicable as of", "valid from", "valid as of", "entry into force"},
	"de": {"gültig", "in kraft", "wirksam", "gilt ab", "gelten ab", "gelten seit", "inkrafttreten", "mit wirkung vom", "mit wirkung ab"},
	"es": {"en vigor", "entra en vigor", "vigente", "fecha de entrada", "vigencia", "con efecto", "aplicable desde", "válido desde", "entró en vigor", "efectiva", "efectivo"},
	"fr": {"en vigueur", "date d’effet", "date d'effet", "prend effet", "applicable", "entre en vigueur", "entrée en vigueur", "applicables", "à compter du", "valable à partir du"},
	"it": {"in vigore", "efficace", "efficacia", "decorrenza", "data di entrata", "valido dal", "si applica dal", "con effetto dal", "entrata in vigore"},
	"hu": {"hatályos", "hatályba", "hatálybalépés", "érvényes"},
	"nl": {"van kracht", "ingangsdatum", "geldig", "met ingang van", "in werking", "gelden vanaf", "geldt vanaf", "treedt in werking", "treden in werking"},
	"ja": {"発効", "施行", "有効", "適用", "効力発生日"},
	"ko": {"시행", "발효", "적용", "유효"},
	"pl": {"obowiązuje", "wchodzi w życie", "weszła w życie", "wejścia w życie", "data wejścia", "obowiązują od", "ważne od", "ważna od", "obowiązujący od", "obowiązująca od", "ze skutkiem od"},
	"pt": {"em vigor", "vigente", "vigência", "entra em vigor", "com efeito", "válido a partir", "válida a partir", "entrada em vigor", "vigora a partir", "efetiva"},
	"ru": {"вступает в силу", "вступили в силу", "вступления в силу", "действует с", "действуют с", "дата вступления", "действует с", "вступила в силу", "вступил в силу", "вступило в силу", "вступают в силу", "действительна с", "действительно с"},
	"zh": {"生效", "施行", "适用", "適用", "实施日期", "實施日期", "起实施", "起實施"},
	"ar": {"تسري", "يسري", "سارية", "ساري", "تاريخ السريان", "النفاذ", "حيز التنفيذ", "اعتبارا من", "اعتبارًا من"},
	"he": {"בתוקף", "תאריך תחילה", "כניסה לתוקף", "נכנס לתוקף", "תקף מ", "תחולה"},
}

// updated are words by which a text says when it was last changed.
var updated = map[string][]string{
	"cs": {"poslední aktualizace", "naposledy aktualizováno", "poslední změna", "aktualizováno", "poslední úprava"},
	"sk": {"posledná aktualizácia", "naposledy aktualizované", "posledná zmena"},
	"sl": {"zadnja posodobitev", "nazadnje posodobljeno", "zadnja sprememba"},
	"hr": {"zadnje ažuriranje", "posljednje ažuriranje", "zadnja izmjena", "posljednja izmjena"},
	"da": {"sidst opdateret", "seneste opdatering", "senest opdateret", "sidst ændret", "senest ændret"},
	"nb": {"sist oppdatert", "siste oppdatering", "sist endret"},
	"sv": {"senast uppdaterad", "senaste uppdatering", "senast ändrad", "senast reviderad", "uppdaterad den"},
	"fi": {"viimeksi päivitetty", "päivitetty viimeksi", "viimeisin päivitys", "viimeksi muutettu", "päivitetty"},
	"tr": {"son güncelleme", "son güncellenme", "güncellenme tarihi", "güncelleme tarihi", "son değişiklik"},
	"uk": {"останнє оновлення", "востаннє оновлено", "остання зміна", "дата оновлення", "редакція від"},
	"bg": {"последна актуализация", "последна промяна", "последно обновяване", "последно актуализирана"},
	"el": {"τελευταία ενημέρωση", "τελευταία τροποποίηση", "τελευταία αναθεώρηση"},
	"ro": {"ultima actualizare", "ultima modificare", "actualizat la", "actualizată la"},
	"ca": {"última actualització", "última modificació", "darrera actualització"},
	"id": {"terakhir diperbarui", "pembaruan terakhir", "terakhir diubah", "diperbarui pada"},
	"th": {"ปรับปรุงล่าสุด", "อัปเดตล่าสุด", "แก้ไขล่าสุด", "แก้ไขครั้งล่าสุด"},
	"vi": {"cập nhật lần cuối", "lần cập nhật cuối", "cập nhật gần nhất", "sửa đổi lần cuối"},
	"hi": {"अंतिम अपडेट", "अंतिम बार अपडेट", "आखिरी बार अपडेट"},
	"en": {"last updated", "last update", "last modified", "last modification", "last revised", "last revision", "last changed", "last change", "last amended", "last edited", "updated on", "updated as of",
		"revised on", "revised as of", "modified on", "amended on", "established on", "most recently updated", "most recently revised", "version of", "version dated", "version date", "revision date", "revision of",
		"date of revision", "date of last revision", "date of last update", "date modified", "current as of", "was updated", "were updated", "last-updated", "last-modified"},
	"de": {"stand:", "stand vom", "zuletzt aktualisiert", "letzte aktualisierung", "zuletzt geändert", "letzte änderung", "fassung vom", "zuletzt überarbeitet", "letzte überarbeitung", "letzte fassung", "aktualisiert am", "geändert am"},
	"es": {"última actualización", "última modificación", "actualizado el", "actualizada el", "última revisión", "modificado el", "modificada el", "fecha de actualización", "fecha de revisión"},
	"fr": {"dernière mise à jour", "dernière modification", "mis à jour le", "mise à jour le", "mise à jour :", "dernière révision", "dernière version", "modifié le", "modifiée le", "date de mise à jour", "version du", "en date du"},
	"it": {"ultimo aggiornamento", "ultima modifica", "ultima revisione", "aggiornato il", "aggiornata il", "ultimo aggiornamento il", "versione del", "data di aggiornamento"},
	"hu": {"utolsó frissítés", "utoljára frissítve", "utolsó módosítás", "utoljára módosítva"},
	"nl": {"laatst bijgewerkt", "laatst bij gewerkt", "laatst gewijzigd", "laatste wijziging", "laatste update", "versie van", "bijgewerkt op", "gewijzigd op", "laatste herziening", "laatste aanpassing"},
	"ja": {"最終更新", "最終改定", "最終改訂", "改定日", "制定", "更新日", "改定", "改訂", "改正", "最終改正", "制定日"},
	"ko": {"최종 업데이트", "최종 수정", "최종 개정", "개정일", "업데이트:", "개정", "제정", "수정일", "변경일", "공고일자", "최종 변경"},
	"pl": {"ostatnia aktualizacja", "ostatnio zaktualizowano", "ostatnia zmiana", "ostatnia modyfikacja", "ostatnio zmieniono", "zaktualizowano", "data aktualizacji", "wersja z dnia"},
	"pt": {"última atualização", "última modificação", "atualizado em", "atualizada em", "última alteração", "última revisão", "data de atualização", "alterado em", "alterada em"},
	"ru": {"последнее обновление", "последнее изменение", "обновлено", "редакция от", "в редакции", "дата обновления", "дата изменения", "изменено", "дата публикации", "дата последнего обновления", "версия от"},
	"zh": {"最后更新", "最後更新", "最近更新", "上次更新", "更新日期", "修订日期", "修訂日期", "最后修订", "最後修訂", "最近修订", "最后修改", "最後修改", "修改日期", "更新于", "更新於", "修订于", "修訂於", "版本日期"},
	"ar": {"آخر تحديث", "آخر تعديل", "تم التحديث", "تاريخ التحديث", "حُدث", "تاريخ آخر تحديث"},
	"he": {"עודכן", "עדכון אחרון", "עודכנה", "תאריך עדכון", "עדכון אחרון:"},
}

// labels are words that say when a text was changed where they stand before a
// date in a line of their own. In a sentence they may be about anything.
var labels = map[string][]string{
	"en": {"as of", "updated", "revised", "modified", "amended", "date", "dated", "version", "revision", "published", "posted", "adopted", "issued", "release date", "publication date"},
	"de": {"stand", "aktualisiert", "geändert", "version", "datum", "veröffentlicht", "fassung", "vom"},
	"es": {"actualizado", "actualizada", "fecha", "versión", "publicado", "modificado"},
	"fr": {"date", "version", "mis à jour", "mise à jour", "modifié", "publié le"},
	"it": {"aggiornato", "aggiornata", "data", "versione", "pubblicato il"},
	"nl": {"bijgewerkt", "gewijzigd", "datum", "versie", "gepubliceerd"},
	"pt": {"atualizado", "atualizada", "data", "versão", "publicado em"},
	"pl": {"wersja", "data", "aktualizacja", "opublikowano", "z dnia"},
	"ru": {"дата", "версия", "опубликовано", "редакция", "от"},
	"hu": {"frissítve", "módosítva", "dátum", "verzió", "kelt"},
	"ja": {"日付", "作成日", "公開日", "更新", "策定"},
	"ko": {"공고일", "게시일", "작성일", "수정", "변경"},
	"zh": {"更新", "日期", "发布日期", "發布日期", "修订", "修訂", "版本", "发布", "發布", "制定"},
}

// contrary are words of a sentence before a date that say it is not from when
// the text applies: it is about another text, or about one that ends.
var contrary = map[string][]string{
	"en": {"expires", "expire", "expired", "expiring", "ends", "ended", "previous", "previously", "prior version", "prior versions", "former", "formerly", "earlier version", "earlier versions",
		"older version", "old version", "past version", "past versions", "superseded", "supersedes", "supersede", "replaces", "replace", "replaced", "new version", "next version", "newer version",
		"future version", "upcoming", "draft", "no longer", "deprecated", "discontinued", "retired", "terminated", "terminates", "archived", "withdrawn", "repealed", "will be updated", "will be revised", "will be amended", "will be changed"},
	"de": {"frühere fassung", "frühere version", "früheren fassung", "vorherige", "vorherigen", "vorige", "alte fassung", "alte version", "neue fassung", "neue version", "künftige", "ersetzt",
		"ersetzen", "läuft ab", "endet", "enden", "außer kraft"},
	"es": {"versión anterior", "versiones anteriores", "nueva versión", "próxima versión", "sustituye", "reemplaza", "expira", "vence"},
	"fr": {"version précédente", "versions précédentes", "ancienne version", "nouvelle version", "prochaine version", "remplace", "remplacent", "expire", "fin de validité"},
	"it": {"versione precedente", "versioni precedenti", "nuova versione", "sostituisce", "scade"},
	"hu": {"előző", "korábbi", "új változat", "lejár", "hatályát veszti"},
	"nl": {"vorige versie", "eerdere versie", "oude versie", "nieuwe versie", "vervangt", "vervalt"},
	"ja": {"旧版", "以前の版", "新版", "次の版", "廃止", "設立"},
	"ko": {"이전 버전", "이전의", "새 버전", "폐지", "설립"},
	"pl": {"poprzednia wersja", "poprzednie wersje", "nowa wersja", "zastępuje", "wygasa"},
	"pt": {"versão anterior", "versões anteriores", "nova versão", "próxima versão", "substitui", "expira"},
	"ru": {"предыдущая", "предыдущей", "прежняя", "новая редакция", "заменяет", "истекает", "утратила силу"},
	"zh": {"旧版", "舊版", "上一版", "先前版本", "新版本", "下一版", "废止", "廢止", "成立"},
	"ar": {"الإصدار السابق", "النسخة السابقة", "الإصدار الجديد"},
	"he": {"הגרסה הקודמת", "גרסה קודמת", "גרסה חדשה"},
	"cs": {"předchozí verze", "nová verze", "nahrazuje"},
	"tr": {"önceki sürüm", "yeni sürüm"},
	"uk": {"попередня", "нова редакція"},
	"th": {"ฉบับก่อนหน้า"},
	"vi": {"phiên bản trước"},
}

// passed are words by which English tells that something took effect once, and
// selves those that show that it is the text.
var (
	passed = []string{"went into effect", "came into effect", "took effect", "came into force", "went into force", "entered into force"}
	selves = []string{"this", "these", "our", "version"}
)

// limits are words close before a date that make it a limit, of a text or of
// whom it is about, and the names of laws, which have dates of their own.
var limits = map[string][]string{
	"en": {"until", "till", "through", "before", "after", "prior to", "by", "act", "regulation", "directive", "law", "statute", "who joined", "founded", "incorporated", "registered", "acquired"},
	"de": {"bis", "bis zum", "bis einschließlich", "vor dem", "nach dem", "gesetz", "gesetzes", "verordnung", "richtlinie"},
	"es": {"hasta", "hasta el", "antes del", "después del", "ley", "reglamento", "directiva"},
	"fr": {"jusqu’au", "jusqu'au", "avant le", "après le", "loi", "règlement", "directive"},
	"it": {"fino al", "prima del", "dopo il", "legge", "regolamento", "direttiva"},
	"hu": {"törvény", "rendelet", "irányelv"},
	"nl": {"tot", "tot en met", "voor", "wet", "verordening", "richtlijn"},
	"ja": {"法律"},
	"ko": {"법률"},
	"pl": {"do dnia", "do", "przed", "po", "ustawa", "ustawy", "rozporządzenie", "rozporządzenia", "dyrektywa"},
	"pt": {"até", "antes de", "depois de", "lei", "regulamento", "diretiva"},
	"ru": {"до", "закон", "закона", "закону", "регламент", "регламента", "директива"},
	"zh": {"法律", "条例", "條例", "至", "截至"},
	"ar": {"حتى", "قانون", "لائحة", "قبل", "بعد"},
	"he": {"עד", "חוק", "תקנות", "לפני", "אחרי"},
	"cs": {"do", "před", "zákon", "nařízení", "směrnice"},
	"tr": {"kanun", "yönetmelik"},
	"uk": {"до", "закон", "регламент", "директива"},
	"th": {"ถึง", "จนถึง", "พระราชบัญญัติ"},
	"vi": {"đến", "luật"},
}

// limitsBehind are the same where they follow the date.
var limitsBehind = map[string][]string{
	"ja": {"まで"}, "ko": {"까지"}, "zh": {"止", "为止", "為止"}, "hu": {"-ig"}, "tr": {"tarihine kadar", "'e kadar", "kadar"}, "hi": {"तक"},
}

// histories are headings under which a text lists its changes, one a line.
var histories = []string{
	"change log", "changelog", "changes", "change history", "revision history", "revisions", "version history", "versions", "document history", "document control", "amendment history", "amendments",
	"history", "update history", "updates", "history of changes", "record of changes", "previous changes",
	"änderungen", "änderungsprotokoll", "änderungsverlauf", "änderungshistorie", "versionen", "versionshistorie", "versionsverlauf",
	"historial de cambios", "registro de cambios", "historial de versiones", "cambios", "historique", "historique des versions", "historique des modifications", "journal des modifications",
	"cronologia delle modifiche", "registro delle modifiche", "cronologia", "wijzigingen", "wijzigingslogboek", "versiegeschiedenis", "histórico de alterações", "registro de alterações", "histórico de versões", "alterações",
	"historia zmian", "rejestr zmian", "история изменений", "журнал изменений", "változásnapló", "változások", "改定履歴", "改訂履歴", "変更履歴", "更新履歴", "附則", "개정 이력", "개정이력", "변경 이력", "변경이력", "부칙",
	"更新记录", "更新紀錄", "修订记录", "修訂紀錄", "修订历史", "版本历史", "版本歷史", "变更记录", "سجل التغييرات", "سجل التعديلات", "יומן שינויים", "היסטוריית שינויים",
}
