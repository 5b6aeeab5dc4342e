package check

import (
	"fmt"
	"slices"
	"strings"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// request is how a language tells its readers to look again. A sentence does
// so when it holds a word of each of the four lists, or one of the phrases.
type request struct{ ask, look, often, what, phrases []string }

// checkBack reports sentences that tell readers to look again by themselves
// whether the text has changed. One finding for each text.
func checkBack(_ Notice, r *reading) source.Problems {
	lang := language(r.Edition)
	own, ok := requests[lang]
	if !ok {
		return nil
	}
	if !own.in(strings.ToLower(r.text)) {
		return nil
	}
	for _, p := range r.parts {
		if !own.in(strings.ToLower(p.words)) {
			continue
		}
		for _, s := range sentences(p.words) {
			if own.in(strings.ToLower(s)) {
				return source.Problems{r.find(s).Problem(rule.CheckBackWording, fmt.Sprintf("tells readers to look again by themselves: %q", cut(s)),
					"say how they are told of changes; most never look again, and courts have held that they need not")}
			}
		}
	}
	return nil
}

func (q request) in(sentence string) bool {
	has := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(sentence, w) })
	}
	return has(q.phrases) || has(q.often) && has(q.ask) && has(q.look) && has(q.what)
}

// sentences cuts a text after its full stops. An abbreviation may cut one in
// two; then it is found less often, never wrongly.
func sentences(s string) (out []string) {
	from := 0
	for i, r := range s {
		end := i + len(string(r))
		if strings.ContainsRune("。！？", r) || strings.ContainsRune(".!?؟", r) && (end == len(s) || s[end] == ' ') {
			out = append(out, strings.TrimSpace(s[from:end]))
			from = end
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

func list(words string) []string { return strings.Split(words, "|") }

// requests by language, in lower case; verbs and adjectives as stems.
var requests = map[string]request{
	"en": {
		ask:     list("please|you should|you may wish|you may want|encourage you|advise you|recommend|urge you|invite you|ask you|you are encouraged|you are advised|you are responsible|your responsibility|you agree to|we suggest|be sure to"),
		look:    list("review|check|visit|consult|read|return to|look at|refer to"),
		often:   list("periodically|regularly|from time to time|frequently|occasionally|often|each time|every time|at regular intervals|whenever you"),
		what:    list("this page|this policy|this notice|this document|this statement|this agreement|these terms|the terms|this privacy|our privacy policy|this cookie|our policies|for changes|for updates|any changes|for the latest|most recent version|current version"),
		phrases: list("check back here|check back for|check back regularly|check back periodically|check back from time to time|check back often|check back frequently|please check back|check this page for|check this page regularly|check this page periodically"),
	},
	"de": {
		ask:   list("bitte|sie sollten|empfehlen|raten ihnen|fordern sie|sind verpflichtet|ihre verantwortung|wir ermutigen|möchten sie bitten"),
		look:  list("prüf|besuch|anseh|einseh|lesen|durchles|informier|nachseh|nachschau|aufruf|sehen sie|schauen sie"),
		often: list("regelmäßig|regelmässig|von zeit zu zeit|gelegentlich|periodisch|in regelmäßigen abständen|häufig|hin und wieder|immer wieder"),
		what:  list("diese seite|dieser seite|diese richtlinie|dieser richtlinie|diese erklärung|dieser erklärung|diesen hinweis|datenschutzerklärung|datenschutzhinweis|nutzungsbedingungen|diese bedingungen|änderungen|aktualisierungen|neueste fassung|aktuelle fassung"),
	},
	"es": {
		ask:   list("le recomendamos|recomendamos|recomienda|le aconsejamos|aconsejamos|le animamos|animamos|le invitamos|debe revisar|debería|por favor|es su responsabilidad|le sugerimos|te recomendamos|te animamos"),
		look:  list("revis|consult|visit|leer|lea |compruebe|comprobar|verifi"),
		often: list("periódicamente|regularmente|con regularidad|de vez en cuando|con frecuencia|frecuentemente|cada cierto tiempo|periódica"),
		what:  list("esta página|esta política|este aviso|estas condiciones|estos términos|este documento|cambios|actualizaciones|modificaciones|política de privacidad"),
	},
	"fr": {
		ask:   list("nous vous recommandons|nous vous conseillons|nous vous invitons|nous vous encourageons|nous vous suggérons|veuillez|vous devez|vous devriez|il vous appartient|il est conseillé|il est recommandé|merci de"),
		look:  list("consult|vérifi|visit|relire|lire |revoir|examin|prendre connaissance"),
		often: list("régulièrement|périodiquement|de temps à autre|de temps en temps|fréquemment|à intervalles réguliers|souvent|de façon régulière"),
		what:  list("cette page|cette politique|cet avis|la présente|le présent|les présentes|ces conditions|ce document|modifications|mises à jour|changements|politique de confidentialité"),
	},
	"it": {
		ask:   list("vi invitiamo|la invitiamo|ti invitiamo|invitiamo|consigliamo|raccomandiamo|suggeriamo|si prega|si consiglia|è tenuto|dovrebbe|dovresti|è responsabilità"),
		look:  list("consult|controll|verific|visit|legger|rivedere|esaminare"),
		often: list("periodicamente|regolarmente|di tanto in tanto|frequentemente|spesso|di volta in volta|con regolarità"),
		what:  list("questa pagina|questa informativa|presente informativa|questa politica|presente politica|queste condizioni|presenti condizioni|presenti termini|questi termini|modifiche|aggiornamenti|informativa sulla privacy"),
	},
	"hu": {
		ask:   list("kérjük|javasoljuk|ajánljuk|tanácsoljuk|érdemes|az ön felelőssége"),
		look:  list("ellenőriz|nézze|tekintse|olvass|látogass|látogat|áttekint|tanulmányoz"),
		often: list("rendszeres|időről időre|időnként|időközönként|gyakran|bizonyos időközönként"),
		what:  list("ezt az oldalt|ezt az oldal|ezen az oldalon|oldalunkat|tájékoztató|szabályzat|feltétel|változás|módosítás|frissítés"),
	},
	"nl": {
		ask:   list("wij raden|we raden|raden wij|raden we|aangeraden|adviseren|verzoeken|moedigen|gelieve|u dient|u moet|je moet|het is uw verantwoordelijkheid|bekijk|controleer|raadpleeg"),
		look:  list("bekijk|bekijken|controle|raadple|bezoek|lezen|lees|na te gaan|nakijken"),
		often: list("regelmatig|periodiek|van tijd tot tijd|af en toe|geregeld|vaak|zo nu en dan"),
		what:  list("deze pagina|dit beleid|deze verklaring|deze kennisgeving|deze voorwaarden|dit document|wijzigingen|updates|privacybeleid|privacyverklaring"),
	},
	"ja": {
		ask:   list("ください|下さい|お願い|お勧め|おすすめ|推奨|ものとします|責任"),
		look:  list("確認|ご覧|参照|閲覧|お読み|訪問"),
		often: list("定期的|随時|時々|ときどき|こまめ|頻繁"),
		what:  list("このページ|本ページ|当ページ|本ポリシー|本規約|本通知|プライバシーポリシー|変更|更新|改定|最新"),
	},
	"ko": {
		ask:   list("바랍니다|권장|권고|하십시오|하세요|해 주세요|해주세요|주시기|책임"),
		look:  list("확인|검토|방문|참조|살펴|읽어"),
		often: list("정기적|주기적|수시로|가끔|자주|때때로"),
		what:  list("이 페이지|본 페이지|페이지를|이 정책|본 정책|방침|약관|고지|변경|업데이트|개정|최신"),
	},
	"pl": {
		ask:   list("prosimy|zalecamy|zachęcamy|radzimy|sugerujemy|należy|powinien|powinieneś|powinni państwo|obowiązkiem użytkownika"),
		look:  list("sprawdza|zagląda|przegląda|odwiedza|zapozna|czyta|śledz|sprawdz"),
		often: list("regularn|okresow|od czasu do czasu|co jakiś czas|często|cyklicznie|systematyczn"),
		what:  list("tę stronę|tej strony|tę politykę|tej polityki|niniejsz|ten dokument|zmian|aktualizacj|warunk|regulamin|polityką prywatności|politykę prywatności"),
	},
	"pt": {
		ask:   list("recomendamos|aconselhamos|incentivamos|encorajamos|sugerimos|convidamos|por favor|deve |deverá|é sua responsabilidade|é responsabilidade|solicitamos"),
		look:  list("revis|consult|verifi|visit|ler |leia|confira|reveja|rever|acess"),
		often: list("periodicamente|regularmente|de tempos em tempos|com frequência|frequentemente|com regularidade|de vez em quando|ocasionalmente|periódica"),
		what:  list("esta página|esta política|este aviso|estes termos|estas condições|este documento|alterações|atualizações|mudanças|modificações|política de privacidade"),
	},
	"ru": {
		ask:   list("рекомендуем|советуем|просим|пожалуйста|предлагаем|вам следует|вы должны|вы обязаны|обязуетесь|рекомендуется|ваша ответственность"),
		look:  list("провер|просматрив|посеща|ознаком|знаком|читать|перечитыва|обращайтесь|обращаться|отслежива|следит"),
		often: list("регулярно|периодически|время от времени|часто|иногда|систематически|переодически"),
		what:  list("эту страницу|этой страниц|данную страницу|эту политик|настоящ|этот документ|эти услови|данные услови|изменени|обновлени|политик|услови"),
	},
	"zh": {
		ask:   list("请|請|建议|建議|鼓励|鼓勵|应当|應當|应该|應該|敬请|敬請|有责任|有責任"),
		look:  list("查看|查阅|查閱|阅读|閱讀|访问|訪問|浏览|瀏覽|检查|檢查|审阅|審閱|关注|關注|留意"),
		often: list("定期|不时|不時|经常|經常|时常|時常|随时|隨時"),
		what:  list("本页|本頁|此页|此頁|页面|頁面|本政策|本声明|本聲明|本通知|隐私政策|隱私權政策|隱私政策|条款|條款|变更|變更|更新|修改"),
	},
	"ar": {
		ask:   list("يرجى|نوصي|ننصح|نشجع|نحث|يجب عليك|ينبغي|الرجاء|مسؤوليتك|نقترح"),
		look:  list("مراجعة|الاطلاع|زيارة|التحقق|قراءة|تفقد|الرجوع|بمراجعة|راجع"),
		often: list("بانتظام|دوري|بشكل منتظم|من وقت لآخر|من حين لآخر|بين الحين والآخر|من وقت إلى آخر|باستمرار"),
		what:  list("هذه الصفحة|هذه السياسة|هذا الإشعار|هذه الشروط|سياسة الخصوصية|التغييرات|تغييرات|التحديثات|تحديثات|تعديلات|التعديلات|الشروط"),
	},
	"he": {
		ask:   list("מומלץ|אנו ממליצים|אנא|נא |אנו מעודדים|עליך|באחריותך|כדאי|מוצע|מציעים"),
		look:  list("לבדוק|לעיין|לבקר|לקרוא|בדוק|עיין|לחזור|לסקור|בדקו|עיינו"),
		often: list("מעת לעת|באופן קבוע|באופן סדיר|מדי פעם|לעתים קרובות|באופן תקופתי|לעיתים קרובות|תכופות"),
		what:  list("דף זה|עמוד זה|מדיניות|הודעה זו|תנאים אלה|תנאי|שינויים|עדכונים|מסמך זה"),
	},
}
