package render_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/render"
)

// spoken are the languages that Gazette brings.
var spoken = strings.Fields("en ar de es fr he hu it ja ko nl pl pt-BR ru zh-Hans")

// post is a renderer of messages about a notice in some languages.
func post(t *testing.T, locales []string, files fstest.MapFS) (*render.Renderer, *site.Site) {
	t.Helper()
	all := fstest.MapFS{"gazette.yaml": {Data: []byte("title: Example <Legal>\nbase_url: https://www.example.com/notices/\nsection: legal\ndefault_locale: en\nlocales: [" + strings.Join(locales, ", ") + "]\norganization: {name: Example & Sons}\n")}}
	for _, l := range locales {
		for _, date := range []string{"archive/cookies/2026-01-01/" + l, "content/" + l + "/cookies"} {
			effective := "2026-03-31"
			if strings.HasPrefix(date, "archive") {
				effective = "2026-01-01"
			}
			all[date+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: Cookies & <more>\nlocale: " + l + "\neffective: " + effective + "\n---\n\nText of " + effective + ".\n")}
		}
	}
	for name, f := range files {
		all[name] = f
	}
	theme := fixture.Theme(t)
	s := load.Load(load.Layers{Site: all, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return dateOf(t, "2026-02-01") })
	if s.Problems.Errors() {
		t.Fatal(s.Problems)
	}
	p, err := render.New(s.Site, s.Wording, s.Theme)
	if err != nil {
		t.Fatal(err)
	}
	return p, s.Site
}

func dateOf(t *testing.T, s string) notice.Date {
	d, err := notice.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func someChange(t *testing.T, kind notice.Kind, locales []string, summary string) *notice.Change {
	c := &notice.Change{Kind: kind, Notice: "cookies", From: dateOf(t, "2026-01-01"), To: dateOf(t, "2026-03-31"), Class: notice.Substantive, Reason: "Because <we> must.",
		Locales: map[i18n.Locale]string{}, Summary: map[i18n.Locale]string{}, Recorded: time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)}
	if kind == notice.Published {
		c.From = notice.Date{}
	}
	for _, l := range locales {
		c.Locales[i18n.Locale(l)] = "sha256:" + strings.Repeat("0", 64)
		c.Summary[i18n.Locale(l)] = summary
	}
	c.ID = c.DeriveID()
	return c
}

// TestLettersInAllLanguages: every kind at every stage has a letter in each
// language, whose subject names notice and date, whose parts have the links,
// and whose HTML is the reader's language and direction.
func TestLettersInAllLanguages(t *testing.T) {
	p, s := post(t, spoken, nil)
	subjects := map[string]string{}
	for _, kind := range []notice.Kind{notice.Published, notice.Amended, notice.Rescheduled, notice.Repealed, notice.Reinstated, notice.Cancelled, notice.Translated} {
		c := someChange(t, kind, spoken, "We store <b>less</b>.\nAnd for a shorter time.")
		for _, stage := range []message.Stage{message.Announced, message.Reminder(30), message.Effective} {
			for _, l := range spoken {
				name := fmt.Sprintf("%s %s %s", l, kind, stage)
				letter, err := p.Letter(s.Locale(i18n.Locale(l)), message.Message{Change: c, Stage: stage}, "https://lists.example.com/u/1?a=b&c=d")
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				day := i18n.Locale(l).Date(2026, 3, 31)
				if !strings.Contains(letter.Subject, "Cookies & <more>") || !strings.Contains(letter.Subject, day) || strings.ContainsAny(letter.Subject, "\n{}") {
					t.Errorf("%s: subject %q", name, letter.Subject)
				}
				for _, want := range []string{"Cookies & <more>", day, "We store <b>less</b>.", "Because <we> must.", "Example & Sons", "https://lists.example.com/u/1?a=b&c=d", "https://www.example.com/notices/"} {
					if !strings.Contains(letter.Plain, want) {
						t.Errorf("%s: the text lacks %q:\n%s", name, want, letter.Plain)
					}
				}
				letterPage(t, name, letter, l)
				subjects[l+letter.Subject] = l
			}
		}
	}
	if len(subjects) < 7*len(spoken) {
		t.Errorf("%d different subjects in %d languages", len(subjects), len(spoken))
	}
}

// letterPage reads the HTML part as a browser does.
func letterPage(t *testing.T, name string, letter render.Letter, lang string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(letter.HTML))
	if err != nil {
		t.Fatal(err)
	}
	links, bold := 0, 0
	for n := range doc.Descendants() {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html":
			if want := i18n.Locale(lang).Dir(); attr["lang"] != lang || attr["dir"] != want {
				t.Errorf("%s: <html lang=%q dir=%q>", name, attr["lang"], attr["dir"])
			}
		case "a":
			if links++; !strings.HasPrefix(attr["href"], "https://") {
				t.Errorf("%s: a link to %q", name, attr["href"])
			}
		case "b", "we", "more", "img", "script", "link":
			bold++
		}
	}
	if links < 4 || bold > 0 {
		t.Errorf("%s: %d links, %d elements that nobody wrote", name, links, bold)
	}
}

// TestLetterTemplatesAreTheSites: a site's own mail.txt and mail.html replace
// the built-in ones; a mistake in them has its place.
func TestLetterTemplatesAreTheSites(t *testing.T) {
	p, s := post(t, []string{"en"}, fstest.MapFS{"templates/mail.txt": {Data: []byte("ours: {{.Title.Text}} {{.Text}}")}, "templates/mail.html": {Data: []byte("<p>ours: {{.Title.Text}}")}})
	letter, err := p.Letter(s.Locale("en"), message.Message{Change: someChange(t, notice.Amended, []string{"en"}, ""), Stage: message.Announced}, "")
	if err != nil || !strings.HasPrefix(letter.Plain, "ours: Cookies & <more> Cookies & <more> changes on March 31, 2026") || letter.HTML != "<p>ours: Cookies &amp; &lt;more&gt;" {
		t.Errorf("%v\n%s\n%s", err, letter.Plain, letter.HTML)
	}
	p, s = post(t, []string{"en"}, fstest.MapFS{"templates/mail.txt": {Data: []byte("x\n{{.Nonsense}}")}})
	if _, err := p.Letter(s.Locale("en"), message.Message{Change: someChange(t, notice.Amended, []string{"en"}, ""), Stage: message.Announced}, ""); err == nil || !strings.Contains(err.Error(), "templates/mail.txt:2") {
		t.Errorf("%v", err)
	}
}

// TestEventStaysSmall: whatever the languages and summaries, a webhook's body
// is under the limit, is JSON, and says when it was shortened.
func TestEventStaysSmall(t *testing.T) {
	p, _ := post(t, spoken, nil)
	for _, size := range []int{0, 100, 1000, 5000, 100_000} {
		c := someChange(t, notice.Amended, spoken, strings.Repeat("ж", size/2))
		for _, limit := range []int{20_000, 6000, 1500} {
			data, err := p.Event(message.Message{Change: c, Stage: message.Announced}, "id", limit)
			var ev render.Event
			if err != nil || len(data) >= limit || json.Unmarshal(data, &ev) != nil {
				t.Fatalf("%d of %d bytes, %v", len(data), limit, err)
			}
			whole := len(ev.Data.Locales) == len(spoken) && ev.Data.Locales["en"].History != "" && (size < 2 || ev.Data.Locales["en"].Summary != "")
			if whole == ev.Data.Shortened {
				t.Errorf("summaries of %d, limit %d: shortened %v with %d languages", size, limit, ev.Data.Shortened, len(ev.Data.Locales))
			}
		}
	}
}

// TestEventSays what there is to say, with addresses that are complete.
func TestEventSays(t *testing.T) {
	p, s := post(t, []string{"en", "de"}, nil)
	c := someChange(t, notice.Amended, []string{"en", "de"}, "We store less.")
	data, err := p.Event(message.Message{Change: c, Stage: message.Announced}, "the-id", 20_000)
	if err != nil {
		t.Fatal(err)
	}
	var ev render.Event
	if err := json.Unmarshal(data, &ev); err != nil {
		t.Fatal(err)
	}
	base := s.Config.BaseURL.String() + "de/legal/cookies/"
	want := render.EventLocale{Title: "Cookies & <more>", Subject: "Cookies & <more>: Änderung am 31. März 2026", URL: base + "2026-03-31/",
		Redline: base + "2026-03-31/changes/", History: base + "history/", Summary: "We store less.", TextHash: c.Locales["de"]}
	if got := ev.Data.Locales["de"]; got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if ev.Type != "notice.change.announced" || ev.Data.Message != "the-id" || ev.Data.Change != c.ID || !ev.Timestamp.Equal(c.Recorded) || ev.Data.SourceLocale != "en" {
		t.Errorf("%s", data)
	}
}

// TestUnknownNotice: a change whose notice is gone is an error, not a panic.
func TestUnknownNotice(t *testing.T) {
	p, s := post(t, []string{"en"}, nil)
	c := someChange(t, notice.Amended, []string{"en"}, "")
	c.Notice = "gone"
	if _, err := p.Letter(s.Locale("en"), message.Message{Change: c, Stage: message.Announced}, ""); err == nil {
		t.Error("a letter about nothing")
	}
	if _, err := p.Event(message.Message{Change: c, Stage: message.Announced}, "x", 20_000); err == nil {
		t.Error("an event about nothing")
	}
}
