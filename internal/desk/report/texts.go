package report

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/site"
)

// textsView lists the working texts, by notice.
type textsView struct {
	wording.Localizer
	Notices []texts
	Query   string
	More    int // notices that are not shown
	May     bool
}

// texts are the working texts of one notice, under the title of one of them.
type texts struct {
	form.Option
	In []Text
}

// Text is a working text, and where it is written.
type Text struct {
	Name, Lang, URL string
	Draft           bool
}

// Texts lists the working texts that are looked for.
func (rs *Reports) Texts(r *http.Request, shot *preview.Snapshot) any {
	v := textsView{Localizer: wording.For(r), May: rs.Guard.Off == "", Query: r.URL.Query().Get("q")}
	low := strings.ToLower(strings.TrimSpace(v.Query))
	for _, t := range textsOf(shot) {
		if strings.Contains(strings.ToLower(t.Text), low) || strings.Contains(t.Value, low) {
			v.Notices = append(v.Notices, t)
		}
	}
	if v.More = max(0, len(v.Notices)-rowsShown); v.More > 0 {
		v.Notices = v.Notices[:rowsShown]
	}
	return v
}

// textsOf gathers the working texts of all notices, drafts among them, by title.
func textsOf(shot *preview.Snapshot) (out []texts) {
	at := map[notice.Slug]int{}
	for _, e := range shot.Editions {
		if e.Origin != notice.Content {
			continue
		}
		i, known := at[e.Slug]
		if !known {
			i, at[e.Slug] = len(out), len(out)
			out = append(out, texts{Option: form.TitleOf(e)})
			out[i].Value = string(e.Slug)
		}
		if e.Locale == shot.Site.Config.DefaultLocale {
			out[i].Option = form.TitleOf(e)
			out[i].Value = string(e.Slug)
		}
		name := string(e.Locale)
		if l := shot.Site.Locale(e.Locale); l != nil {
			name = l.Name
		}
		if e.Opened() {
			name += " " + e.Effective.String()
		}
		out[i].In = append(out[i].In, Text{name, string(e.Locale), action.WriteURL(e.Path), e.Draft})
	}
	for _, t := range out {
		slices.SortStableFunc(t.In,
			func(a, b Text) int { return cmp.Compare(placeOf(shot, a.Lang), placeOf(shot, b.Lang)) })
	}
	slices.SortStableFunc(out, func(a, b texts) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text)), cmp.Compare(a.Value, b.Value))
	})
	return out
}

// placeOf is how late a language stands among those of the site.
func placeOf(shot *preview.Snapshot, tag string) int {
	return slices.IndexFunc(shot.Site.Locales, func(l site.Locale) bool { return string(l.Tag) == tag })
}
