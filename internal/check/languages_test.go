package check

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/cases"
	und "golang.org/x/text/language"

	"gazette/i18n"
	"gazette/internal/dateline"
	"gazette/internal/notice"
)

var catalogues = []i18n.Locale{"en", "de", "es", "fr", "it", "hu", "nl", "ja", "ko", "pl", "pt-BR", "ru", "zh-Hans", "ar", "he"}

func languageIn(l i18n.Locale) string {
	return languageOf(&notice.Edition{Front: notice.Front{Locale: l}})
}

// TestRequests: in each language a sentence that sends readers away to look
// again is found, and its harmless neighbours are not.
func TestRequests(t *testing.T) {
	for l, e := range map[i18n.Locale]struct{ bad, good []string }{
		"en": {[]string{"We encourage you to periodically review this Privacy Policy for changes.", "Please check back from time to time.", "You should visit this page regularly."},
			[]string{"We review this policy regularly.", "We may change these terms from time to time and will tell you by e-mail.", "Please review your privacy settings regularly."}},
		"de": {[]string{"Wir empfehlen Ihnen, diese Datenschutzerklärung regelmäßig zu lesen.", "Bitte besuchen Sie diese Seite von Zeit zu Zeit, um sich über Änderungen zu informieren."},
			[]string{"Wir prüfen diese Erklärung regelmäßig.", "Wir ändern diese Bedingungen von Zeit zu Zeit."}},
		"es":      {[]string{"Le recomendamos que revise esta página periódicamente.", "Por favor, consulte con frecuencia esta política."}, []string{"Revisamos esta política periódicamente.", "Le recomendamos cambiar su contraseña periódicamente."}},
		"fr":      {[]string{"Nous vous invitons à consulter régulièrement cette page.", "Veuillez relire cette politique de temps à autre."}, []string{"Nous mettons à jour cette politique régulièrement.", "Veuillez changer régulièrement votre mot de passe."}},
		"it":      {[]string{"Vi invitiamo a consultare periodicamente questa pagina.", "Si consiglia di controllare regolarmente le modifiche."}, []string{"Aggiorniamo periodicamente questa informativa."}},
		"hu":      {[]string{"Kérjük, rendszeresen ellenőrizze ezt az oldalt.", "Javasoljuk, hogy időről időre olvassa el a tájékoztatót."}, []string{"A szabályzatot rendszeresen felülvizsgáljuk."}},
		"nl":      {[]string{"Wij raden u aan deze pagina regelmatig te raadplegen.", "Controleer dit beleid van tijd tot tijd op wijzigingen."}, []string{"Wij passen dit beleid regelmatig aan."}},
		"ja":      {[]string{"定期的にこのページをご確認ください。", "本ポリシーの変更を随時ご確認くださいますようお願いします。"}, []string{"当社は本ポリシーを定期的に見直します。"}},
		"ko":      {[]string{"이 페이지를 정기적으로 확인하시기 바랍니다.", "변경 사항을 수시로 확인해 주세요."}, []string{"당사는 본 정책을 정기적으로 검토합니다."}},
		"pl":      {[]string{"Zalecamy regularne sprawdzanie tej strony.", "Prosimy od czasu do czasu zapoznawać się z niniejszą polityką."}, []string{"Regularnie aktualizujemy niniejszą politykę."}},
		"pt-BR":   {[]string{"Recomendamos que você consulte esta página periodicamente.", "Por favor, reveja esta política com frequência."}, []string{"Atualizamos esta política periodicamente."}},
		"ru":      {[]string{"Рекомендуем регулярно проверять эту страницу.", "Пожалуйста, время от времени просматривайте настоящую Политику."}, []string{"Мы регулярно обновляем эту политику."}},
		"zh-Hans": {[]string{"请定期查看本页面。", "我们建议您不时查阅本政策的更新。"}, []string{"我们定期更新本政策。"}},
		"ar":      {[]string{"يرجى مراجعة هذه الصفحة بانتظام.", "ننصحك بالاطلاع على سياسة الخصوصية من وقت لآخر."}, []string{"نقوم بتحديث هذه السياسة بانتظام."}},
		"he":      {[]string{"אנו ממליצים לבדוק דף זה מעת לעת.", "מומלץ לעיין במדיניות באופן קבוע."}, []string{"אנו מעדכנים את המדיניות מעת לעת."}},
	} {
		for _, s := range e.bad {
			for _, spelt := range []string{s, strings.ToLower(s), strings.ToUpper(s), cases.Title(und.Und, cases.NoLower).String(s)} {
				if !requests[languageIn(l)].in(strings.ToLower(spelt)) {
					t.Errorf("%s: not found: %s", l, spelt)
				}
			}
		}
		for _, s := range e.good {
			if requests[languageIn(l)].in(strings.ToLower(s)) {
				t.Errorf("%s: found: %s", l, s)
			}
		}
	}
}

// TestTables: each language has its own words, folded as they are compared.
func TestTables(t *testing.T) {
	for _, l := range catalogues {
		lang := languageIn(l)
		if len(vague[lang]) < 10 || len(requests[lang].Ask) < 3 {
			t.Errorf("%s: words are missing", l)
		}
		for words := range vague[lang] {
			if folded(words) != words {
				t.Errorf("%s: %q is compared as %q", l, words, folded(words))
			}
		}
		for _, words := range slices.Concat(requests[lang].Ask, requests[lang].Look, requests[lang].Often, requests[lang].What, requests[lang].Phrases) {
			if dateline.Plain(words) != words || words == "" {
				t.Errorf("%s: %q cannot be found", l, words)
			}
		}
	}
}
