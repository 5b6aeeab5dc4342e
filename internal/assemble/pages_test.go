package assemble

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/site"
)

// TestHasPage: a site knows the pages that are made, and no others: every way
// in which some notice's page goes on below it is tried in all languages of
// all notices.
func TestHasPage(t *testing.T) {
	for name, tree := range map[string]fs.FS{"testdata": os.DirFS("testdata/site"), "sample": os.DirFS("../..")} {
		t.Run(name, func(t *testing.T) {
			theme := fixture.Theme(t)
			s := load.Load(load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return pinned }).Site
			made, ends := build(t, tree), map[string]bool{"nothing/": true, "2020-02-02/": true, "changes-1.json": true}
			for p := range made {
				p = strings.TrimSuffix(p, "index.html")
				for i, r := range p {
					if r == '/' {
						ends[p[i+1:]] = true
						if before, _, ok := strings.Cut(p[i+1:], "corrections/"); ok {
							ends[before+"corrections/9/"] = true
						}
					}
				}
			}
			wrong := 0
			try := func(p string) {
				_, page := made[p]
				_, folder := made[p+"index.html"]
				if got := s.HasPage(p); got != (page || folder) && !alias(made, p) && wrong < 10 {
					wrong++
					t.Errorf("%q: HasPage says %t, made %t", p, got, !got)
				}
			}
			for i := range s.Locales {
				l := &s.Locales[i]
				for end := range ends {
					for _, n := range s.Notices {
						try(s.NoticePath(n, l) + end)
						try(s.Hub(l) + "changes/" + string(n.Slug) + "/" + end)
					}
				}
			}
			for p := range made {
				if !alias(made, p) && !s.HasPage(p) && !strings.HasPrefix(p, "assets/") {
					t.Errorf("%q is made, and HasPage does not know it", p)
				}
				if r := s.Parse(p); s.Has(r) && r.Kind != site.RootFile && !slices.Contains(s.Routes(r.Kind, r.Notice, r.Locale), r) {
					t.Errorf("%q is made, and not among the routes of its kind: %+v", p, r)
				}
			}
		})
	}
}

// alias reports whether a page only leads elsewhere, or is a file of static/.
func alias(made map[string][]byte, p string) bool {
	for _, p := range []string{p, p + "index.html"} {
		if data, ok := made[p]; ok && (strings.Contains(string(data), `http-equiv="refresh"`) || !strings.Contains(p, ".html") && !strings.Contains(p, "json")) {
			return true
		}
	}
	return false
}
