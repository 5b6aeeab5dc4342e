package proof

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"gazette/internal/proof/page"
)

// comparePage reads one page. It returns what does not hold, or nil.
func (v *verification) comparePage(lay page.Layout, p pageOf) *Finding {
	data, err := v.copy.ReadFile(p.path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &Finding{"missing", p.path, "the page of a sealed text is not there"}
		}
		return &Finding{"unread", p.path, err.Error()}
	}
	got := v.reading(lay, data)
	if got.unread != nil {
		return &Finding{"page", p.path, got.unread.Error()}
	}
	return v.judge(p, got)
}

// reading is what a page's bytes say: about which text the page is, and that text's hash.
type reading struct {
	page.Page
	words    string
	unhashed error
	unread   error
}

// reading reads a page. The same bytes are read once: the text in force stands at two addresses.
func (v *verification) reading(lay page.Layout, data []byte) reading {
	read, _ := v.readings.LoadOrStore(sha256.Sum256(data), sync.OnceValue(func() (r reading) {
		if r.Page, r.unread = page.Read(data); r.unread == nil {
			r.words, r.unhashed = lay.Hash(r.Page)
		}
		// What is kept is no part of the page, which may go.
		r.Title, r.Body = "", ""
		r.Kind, r.Lang = strings.Clone(r.Kind), strings.Clone(r.Lang)
		for i, d := range r.Dates {
			r.Dates[i].Day = strings.Clone(d.Day)
		}
		return r
	}))
	return read.(func() reading)()
}

// judge compares what a page shows with the texts that it may show.
func (v *verification) judge(p pageOf, got reading) *Finding {
	shown := &p.texts[0]
	if len(p.texts) > 1 || got.Kind == "notice" {
		if shown = textOf(p.texts, got); shown == nil {
			return &Finding{"page", p.path,
				fmt.Sprintf("shows a text of %s, and none of that date is sealed", got.From())}
		}
	}
	if got.Lang != shown.Locale {
		return &Finding{"page", p.path, fmt.Sprintf("says that its language is %q, and what was sealed is %s", got.Lang,
			shown.Locale)}
	}
	if err := shown.dated(got.Page, func(date string) string { return v.Long(shown.Locale, date) }); err != nil {
		return &Finding{"page", p.path, err.Error()}
	}
	if got.unhashed != nil {
		return &Finding{"page", p.path, got.unhashed.Error()}
	}
	if got.words != shown.Words {
		return &Finding{"page", p.path, fmt.Sprintf("its words are not those that were sealed (%s; sealed is %s)",
			got.words, shown.Words)}
	}
	return nil
}
