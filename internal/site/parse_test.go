package site

import (
	"strings"
	"testing"

	"gazette/internal/notice"
)

// TestParse: what the functions that make paths put together, Parse takes apart,
// and capitals make no difference where they are to make none.
func TestParse(t *testing.T) {
	const bare = "title: Acme\nbase_url: https://acme.example/\ndefault_locale: en\nlocales: [en, de, {tag: pt-BR, path: BR}]\n"
	for name, yaml := range map[string]string{"section": gazetteYAML, "no section": bare} {
		s, _ := link(t, yaml, edition(t, "en", "cookies", "2024-01-01", ""), edition(t, "de", "cookies", "2024-01-01", ""),
			edition(t, "pt-BR", "política", "2024-01-01", "source: pt-BR"))
		day := notice.Date{Year: 2024, Month: 1, Day: 1}
		for i := range s.Locales {
			l := &s.Locales[i]
			try := func(path string, kind Kind, n *notice.Notice, d notice.Date, number int) {
				t.Helper()
				got := []Route{s.Parse(path), s.parseFolded(notice.Fold(path))}
				if path == "" || strings.HasSuffix(path, "/") {
					got = append(got, s.Parse(path+"index.html"))
				}
				for _, r := range got {
					if r.Kind != kind || r.Notice != n || r.Date != d || r.Number != number || r.Locale.Tag != l.Tag {
						t.Errorf("%s, %s: %s is %+v", name, l.Tag, path, r)
					}
					if back := s.Path(r); back != path {
						t.Errorf("%s, %s: %s is put together as %s", name, l.Tag, path, back)
					}
				}
			}
			none := notice.Date{}
			try(s.Hub(l), HubPage, nil, none, 0)
			if s.Hub(l) != s.Root(l) {
				try(s.Root(l), RootPage, nil, none, 0)
			}
			try(s.MissingPath(l), MissingPage, nil, none, 0)
			try(s.SearchPath(l), SearchPage, nil, none, 0)
			try(s.SearchIndexPath(l), SearchIndex, nil, none, 0)
			for _, n := range append([]*notice.Notice{nil}, s.Notices...) {
				try(s.ChangesPath(n, l), ChangesPage, n, none, 0)
				try(s.AtomPath(n, l), AtomFeed, n, none, 0)
				try(s.FeedPath(n, l, 0), JSONFeed, n, none, 0)
				try(s.FeedPath(n, l, 12), JSONFeed, n, none, 12)
			}
			for _, n := range s.Notices {
				try(s.NoticePath(n, l), NoticePage, n, none, 0)
				try(s.PlainPath(s.NoticePath(n, l)), PlainFile, n, none, 0)
				try(s.HistoryPath(n, l), HistoryPage, n, none, 0)
				try(s.TimeMapPath(n, l), TimeMap, n, none, 0)
				try(s.EditionPath(n, l, day), EditionPage, n, day, 0)
				try(s.RedlinePath(n, l, day), RedlinePage, n, day, 0)
				try(s.CorrectionPath(n, l, day, 3), CorrectionPage, n, day, 3)
				if l.Default {
					try(s.JSONPath(n), NoticeJSON, n, none, 0)
				}
			}
		}
		for _, odd := range []string{
			"x/y/z/", "legal/cookies/2024-1-1/", "legal/cookies/2024-01-01/corrections/03/", "legal/changes-0.json",
			"legal/changes-01.json", "legal/cookies//", "//", "sitemap-0.xml", "sitemap-x.xml",
		} {
			if r := s.Parse(odd); s.Has(r) {
				t.Errorf("%s: %s is %+v", name, odd, r)
			}
		}
	}
}
