package dateline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
)

var catalogues = []i18n.Locale{"en", "de", "es", "fr", "it", "hu", "nl", "ja", "ko", "pl", "pt-BR", "ru", "zh-Hans", "ar", "he"}

func languageOf(l i18n.Locale) string {
	lang, _, _ := strings.Cut(string(l), "-")
	return lang
}

// paragraphs makes a text of paragraphs alone.
func paragraphs(words ...string) (out []Part) {
	for _, w := range words {
		out = append(out, Part{Words: w})
	}
	return out
}

// TestDatesAsCLDR: every date that the site itself writes can be read.
func TestDatesAsCLDR(t *testing.T) {
	for _, l := range catalogues {
		for month := 1; month <= 12; month++ {
			for _, day := range []int{1, 2, 11, 23} {
				written := l.Date(2024, month, day)
				want := notice.Date{Year: 2024, Month: int8(month), Day: int8(day)}
				got := dates(languageOf(l), plainly("x "+written+" x"))
				if len(got) != 1 || !got[0].Is(want) || len(got[0].Readings) > 1 {
					t.Errorf("%s: %q is read as %v", l, written, got)
				}
			}
		}
	}
}

func TestDatesInNumbers(t *testing.T) {
	for s, want := range map[string][]string{
		"2024-07-01": {"2024-07-01"}, "2024/7/1": {"2024-07-01"}, "2024. 7. 1.": {"2024-07-01"}, "1.7.2024": {"2024-07-01", "2024-01-07"},
		"31/12/2024": {"2024-12-31"}, "12/31/2024": {"2024-12-31"}, "٢٠٢٤/٧/١": {"2024-07-01"}, "2024年7月1日": {"2024-07-01"},
		"31/31/2024": nil, "30.2.2024": nil, "1.2.3": nil, "2024": nil, "July 2024": nil,
	} {
		var got []string
		for _, d := range dates("en", plainly("on "+s+" x")) {
			for _, r := range d.Readings {
				got = append(got, r.String())
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is read as %v, want %v", s, got, want)
		}
	}
}

// TestEras: years of eras are read wherever dates are, also where no other year helps to find them.
func TestEras(t *testing.T) {
	for _, test := range []struct{ lang, words, want string }{
		{"ja", "施行日：令和8年3月1日", "2026-03-01"}, {"ja", "施行日：令和元年五月一日", "2019-05-01"}, {"ja", "施行日：平成31年4月1日", "2019-04-01"},
		{"ja", "施行日：R8.3.1", "2026-03-01"}, {"ja", "施行日：H31.4.1", "2019-04-01"}, {"ja", "施行日：R8年3月1日", "2026-03-01"},
		{"zh", "生效日期：二〇二六年三月一日", "2026-03-01"}, {"zh", "生效日期：中華民國115年3月1日", "2026-03-01"},
		{"ja", "施行日：R8.3.1.2", ""}, {"ja", "施行日：R8.13.1", ""},
	} {
		got := ""
		for _, d := range Find(test.lang, paragraphs(test.words)) {
			got += d.Readings[0].String()
		}
		if got != test.want {
			t.Errorf("%s is read as %q, want %q", test.words, got, test.want)
		}
	}
}

// TestInForceWords: a first line in each language that says from when the
// text applies, with a date as that language writes it.
func TestInForceWords(t *testing.T) {
	for l, lines := range map[i18n.Locale][]string{
		"en": {"Effective %s", "Last updated: %s"}, "de": {"Gültig ab %s", "Stand: %s", "Zuletzt aktualisiert am %s"},
		"es": {"En vigor desde el %s", "Última actualización: %s"}, "fr": {"En vigueur depuis le %s", "Dernière mise à jour : %s"},
		"it": {"In vigore dal %s", "Ultimo aggiornamento: %s"}, "hu": {"Hatályos: %s", "Utolsó frissítés: %s"},
		"nl": {"Van kracht vanaf %s", "Laatst bijgewerkt op %s"}, "ja": {"発効日：%s", "最終更新日：%s"}, "ko": {"시행일: %s", "최종 업데이트: %s"},
		"pl": {"Obowiązuje od %s", "Ostatnia aktualizacja: %s"}, "pt-BR": {"Em vigor desde %s", "Última atualização: %s"},
		"ru": {"Действует с %s", "Последнее обновление: %s"}, "zh-Hans": {"生效日期：%s", "最后更新：%s"},
		"ar": {"تسري ابتداءً من %s", "آخر تحديث: %s"}, "he": {"בתוקף מ־%s", "עודכן לאחרונה: %s"},
	} {
		for i, line := range lines {
			written := fmt.Sprintf(line, l.Date(2024, 7, 1))
			want := []Says{Effective, Updated, Updated}[i]
			if l == "de" && i == 1 { // "Stand:" is when it was changed
				want = Updated
			}
			got := Find(languageOf(l), paragraphs("x", "x", "x", written))
			if len(got) != 1 || got[0].Says != want || !got[0].Is(notice.Date{Year: 2024, Month: 7, Day: 1}) {
				t.Errorf("%s: %q is read as %v", l, written, got)
			}
		}
	}
}

// TestFind: the nearest words count, and only the ends of a text.
func TestFind(t *testing.T) {
	filler := strings.Split(strings.Repeat("x|", 12), "|")
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{"Effective July 1, 2023. Last updated June 2, 2023."}, "2023-07-01 2, 2023-06-02 1"},
		{[]string{"Last updated June 2, 2023, effective July 1, 2023"}, "2023-06-02 1, 2023-07-01 2"},
		{[]string{"Last updated: June 2, 2023. Effective July 1, 2023"}, "2023-06-02 1, 2023-07-01 2"},
		{[]string{"July 1, 2023"}, "2023-07-01 0"},
		{[]string{"The law of July 1, 2023 is a law"}, ""},
		{slices.Concat(filler, []string{"We work well. Effective July 1, 2023, we work on Sundays."}, filler), ""},
		{slices.Concat(filler, []string{"Effective July 1, 2023"}, filler), "2023-07-01 2"},
		{slices.Concat(filler, []string{"Effective July 1, 2023"}), "2023-07-01 2"},
	} {
		var got []string
		for _, d := range Find("en", paragraphs(c.parts...)) {
			got = append(got, fmt.Sprint(d.Readings[0], " ", int(d.Says)))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.parts, s, c.want)
		}
	}
}

// TestWords: each language has words for both, as they are compared.
func TestWords(t *testing.T) {
	for _, l := range catalogues {
		lang := languageOf(l)
		if len(effective[lang]) < 3 || len(updated[lang]) < 2 {
			t.Errorf("%s: words are missing", l)
		}
		for _, words := range slices.Concat(effective[lang], updated[lang]) {
			if Plain(words) != words || words == "" {
				t.Errorf("%s: %q cannot be found", l, words)
			}
		}
	}
}
