package recording

import (
	"encoding/json"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// elsewhere is a site of some languages without any notices.
func elsewhere(t *testing.T, locales ...string) *load.Sources {
	t.Helper()
	theme := fixture.Theme(t)
	config := "title: T\nbase_url: https://a.example/\ndefault_locale: en\nlocales: [" + strings.Join(locales, ", ") + "]\n"
	s := load.Load(load.Layers{Site: fstest.MapFS{"gazette.yaml": {Data: []byte(config)}}, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return notice.Date{Year: 2025, Month: 6, Day: 1} })
	if s.Problems.Errors() {
		t.Fatal(s.Problems)
	}
	return s
}

func TestStated(t *testing.T) {
	s := elsewhere(t, "en", "de", "ja", "ar")
	for _, c := range []struct{ locale, text, date, by string }{
		{"en", "# Terms\n\nEffective: 1 July 2023\n", "2023-07-01", `"Effective: 1 July 2023"`},
		{"en", "# Terms\n\n**Last updated July 1, 2023**. Effective August 1, 2023.\n", "2023-08-01", `"…July 1, 2023. Effective August 1, 2023."`},
		{"en", "# Terms\n\nJuly 1, 2023\n{: datetime=\"2022-07-01\" }\n", "2023-07-01", `"July 1, 2023"`},
		{"en", "# Terms\n\n{: datetime=\"2022-07-01\" }\n", "2022-07-01", `datetime="2022-07-01"`},
		{"en", "---\ntitle: Terms\nlast_updated: 2023-07-02\n---\nText.\n", "2023-07-02", "last_updated: 2023-07-02"},
		{"en", "---\ntitle: Terms\nlast_updated: 2023-07-02\neffective: 2023-08-01\n---\nEffective July 1, 2023\n", "2023-08-01", "effective: 2023-08-01"},
		{"en", "# Terms\n\nLast updated: 03/04/2023\n", "", `"03/04/2023" can be read in two ways`},
		{"en", "# Terms\n\nLast updated: 03/14/2023\n", "2023-03-14", `"Last updated: 03/14/2023"`},
		{"en", "# Terms\n\nThe law of July 1, 2023 applies.\n", "", "states no date"},
		{"de", "# Bedingungen\n\nStand: 1. Juli 2023\n", "2023-07-01", `"Stand: 1. Juli 2023"`},
		{"de", "# Bedingungen\n\nStand: 03.04.2023\n", "2023-04-03", `"Stand: 03.04.2023"`},
		{"ja", "# 規約\n\n最終更新日：2023年7月1日\n", "2023-07-01", `"最終更新日：2023年7月1日"`},
		{"ja", "# 規約\n\n2020年1月1日 制定\n2023年7月1日 改定\n", "2023-07-01", `"2020年1月1日 制定 2023年7月1日 改定"`},
		{"ar", "# الشروط\n\nتسري اعتبارًا من 4 نوفمبر 2024\n", "2024-11-04", `"تسري اعتبارًا من 4 نوفمبر 2024"`},
	} {
		got := Stated(s, []byte(c.text), "terms", i18n.Locale(c.locale))
		by := got.By + got.Why
		if got.Date.String() != c.date || by != c.by {
			t.Errorf("%q: got %s by %s, want %s by %s", c.text, got.Date, by, c.date, c.by)
		}
	}
}

// TestStatedCorpus reads the dates of real notices, whose collectors read each
// by hand: what the text says is found, and nothing is made up.
func TestStatedCorpus(t *testing.T) {
	root := "../../../shared/corpus/mozilla"
	data, err := os.ReadFile(root + "/provenance.json")
	if err != nil {
		t.Skip("SKIPPED: no corpus beside the repository")
	}
	type entry struct {
		Line      *string `json:"stated_line"`
		Effective string  `json:"effective"`
		From      string  `json:"effective_from"`
	}
	var known struct{ Content, Archive map[string]entry }
	if err := json.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
	var locales []string
	for p := range known.Content {
		locales = append(locales, path.Dir(p))
	}
	for p := range known.Archive {
		locales = append(locales, path.Base(p))
	}
	slices.Sort(locales)
	s := elsewhere(t, slices.Compact(locales)...)
	right, wrong, missed, silent := 0, 0, 0, 0
	judge := func(file, locale string, e entry) {
		data, err := os.ReadFile(path.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		text, _ := source.Text("", data)
		body := text.Data[headerOf(text, "x", i18n.Locale(locale)):]
		body = statedMark.ReplaceAll(body, []byte(`x=""`)) // the words alone
		got := Stated(s, body, "notice", i18n.Locale(locale))
		switch {
		case e.Line == nil && got.Date.IsZero():
			silent++
		case got.Date.IsZero():
			missed++
			t.Logf("missed  %s: %s, %q", file, e.Effective, *e.Line)
		case got.Date.String() == e.Effective:
			right++
		default:
			wrong++
			t.Logf("wrong   %s: %s by %s; is %s (%s)", file, got.Date, got.By, e.Effective, e.From)
		}
	}
	for p, e := range known.Content {
		judge("content/"+p+".md", path.Dir(p), e)
	}
	for p, e := range known.Archive {
		judge("archive/"+p+".md", path.Base(p), e)
	}
	if right < 370 || wrong > 0 {
		t.Errorf("%d dates are read rightly, %d wrongly", right, wrong)
	}
	t.Logf("%d right, %d wrong, %d missed; %d state none", right, wrong, missed, silent)
}
