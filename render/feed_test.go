package render_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

func intent(reason string) planning.Intent {
	return planning.Intent{Class: notice.Substantive, Reason: reason}
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Links   []link   `xml:"link"`
	Entries []struct {
		ID         string `xml:"id"`
		Title      string `xml:"title"`
		Updated    string `xml:"updated"`
		Links      []link `xml:"link"`
		Content    string `xml:"content"`
		Categories []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

func readAtom(t *testing.T, files map[string]string, path string) (f atom) {
	t.Helper()
	has(t, files, path)
	if err := xml.Unmarshal([]byte(files[path]), &f); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return f
}

type jsonFeed struct {
	Version, Language string
	Feed              string `json:"feed_url"`
	Next              string `json:"next_url"`
	Items             []struct {
		ID, URL, Title string
		HTML           string `json:"content_html"`
		Published      string `json:"date_published"`
		Tags           []string
		Policy         struct {
			About, ID, Reason string
			Notice            notice.Slug
			Kind              notice.Kind
			Class             notice.Class
			From, Effective   string
			Hashes            map[i18n.Locale]string
			Summary           []string
			Recorded          time.Time
			Later, Editorial  bool
			Reading           int
		} `json:"_policy"`
	}
}

func readJSON(t *testing.T, files map[string]string, path string) (f jsonFeed) {
	t.Helper()
	has(t, files, path)
	if err := json.Unmarshal([]byte(files[path]), &f); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return f
}

// TestAtom: entries are the log's changes with the time of recording, named by
// tag URIs that are the same in every language and feed.
func TestAtom(t *testing.T) {
	d := told(t)
	files, log := d.build(), d.log()
	en, de, own := readAtom(t, files, "legal/changes.atom"), readAtom(t, files, "de/legal/changes.atom"), readAtom(t, files, "de/legal/cookies/changes.atom")
	if len(en.Entries) != len(log) || len(de.Entries) != len(log) {
		t.Fatalf("%d and %d entries for %d changes", len(en.Entries), len(de.Entries), len(log))
	}
	newest := log[len(log)-1].Recorded.Format(time.RFC3339)
	if en.Updated != newest || de.Updated != newest || en.Lang != "en" || de.Lang != "de" {
		t.Errorf("updated %s and %s, want %s; languages %s and %s", en.Updated, de.Updated, newest, en.Lang, de.Lang)
	}
	ids := map[string]bool{}
	for i, c := range slices.Backward(log) {
		e := en.Entries[len(log)-1-i]
		ids[e.ID] = true
		if want := "tag:legal.acme.example,2026:gazette/" + c.ID; e.ID != want || de.Entries[len(log)-1-i].ID != want || e.Updated != c.Recorded.Format(time.RFC3339) {
			t.Errorf("entry %s of %s, want %s of %s", e.ID, e.Updated, want, c.Recorded)
		}
		terms := fmt.Sprint(e.Categories)
		if strings.Contains(terms, "editorial") != (c.Kind == notice.Corrected) || !strings.Contains(terms, string(c.Kind)) {
			t.Errorf("%s has the categories %s", c.ID, terms)
		}
	}
	for _, e := range own.Entries {
		if !ids[e.ID] {
			t.Errorf("%s is in the notice's feed alone", e.ID)
		}
	}
	if len(own.Entries) != 4 || own.ID == de.ID || en.ID == de.ID {
		t.Errorf("%d entries in the notice's feed; ids %s, %s, %s", len(own.Entries), own.ID, de.ID, en.ID)
	}
}

var relative = regexp.MustCompile(`(href|src)="/`)

// TestFeedLinks: every address in a feed is complete, works below a base path,
// and leads to a page or an entry of the site.
func TestFeedLinks(t *testing.T) {
	d := told(t)
	d.write("gazette.yaml", strings.Replace(gazetteYAML, "acme.example/", "acme.example/notices/", 1))
	files := d.build()
	const base = "https://legal.acme.example/notices/"
	href := regexp.MustCompile(`href="([^"]+)"`)
	for path, data := range files {
		if !strings.HasSuffix(path, ".atom") {
			continue
		}
		f := readAtom(t, files, path)
		var targets []string
		for _, l := range f.Links {
			targets = append(targets, l.Href)
		}
		for _, e := range f.Entries {
			for _, m := range href.FindAllStringSubmatch(e.Content, -1) {
				targets = append(targets, m[1])
			}
			targets = append(targets, e.Links[0].Href)
		}
		if relative.MatchString(data) {
			t.Errorf("%s has an address without a host", path)
		}
		for _, target := range targets {
			page, fragment, _ := strings.Cut(strings.TrimPrefix(target, base), "#")
			if strings.HasSuffix(page, "/") {
				page += "index.html"
			}
			if data, there := files[page]; !there || fragment != "" && !strings.Contains(data, ` id="`+fragment+`"`) {
				t.Errorf("%s leads to %s, which is not there", path, target)
			}
		}
	}
	d.write("gazette.yaml", gazetteYAML)
	before, after := readAtom(t, files, "legal/changes.atom"), readAtom(t, d.build(), "legal/changes.atom")
	if before.ID != after.ID || before.Entries[0].ID != after.Entries[0].ID {
		t.Error("another base path gives other ids")
	}
}

// TestFeedsKeepStill: a feed changes when the log does, not when days pass.
func TestFeedsKeepStill(t *testing.T) {
	d := told(t)
	before := d.build()
	d.day = "2026-06-20"
	after := d.build()
	compared := 0
	for path, data := range before {
		if strings.HasSuffix(path, ".atom") || strings.HasSuffix(path, "changes.json") {
			compared++
			if after[path] != data {
				t.Errorf("%s differs on another day", path)
			}
		}
	}
	if compared != 14 { // three languages, and three notices in four texts; two formats
		t.Errorf("%d feeds", compared)
	}
}

// TestEmptyFeed: a site without a change log has valid feeds and pages, with a
// time that is not now.
func TestEmptyFeed(t *testing.T) {
	d := newWorkSite(t)
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	files := d.build()
	f, j := readAtom(t, files, "legal/changes.atom"), readJSON(t, files, "legal/changes.json")
	if f.Updated != "1970-01-01T00:00:00Z" || len(f.Entries) != 0 || len(j.Items) != 0 {
		t.Errorf("updated %s, %d entries, %d items", f.Updated, len(f.Entries), len(j.Items))
	}
	has(t, files, "legal/changes.json", `"items": []`)
	for path, data := range files {
		if strings.Contains(data, "/legal/cookies/changes.") || strings.Contains(data, "/legal/changes/cookies/") {
			t.Errorf("%s leads to the changes of a notice that has none", path)
		}
	}
	has(t, files, "legal/changes/index.html", "No change has been recorded yet.")
}

// TestJSONFeed: an item says all that the line of the log does.
func TestJSONFeed(t *testing.T) {
	d := told(t)
	files, log := d.build(), d.log()
	f := readJSON(t, files, "legal/changes.json")
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Language != "en" || f.Feed != "https://legal.acme.example/legal/changes.json" || len(f.Items) != len(log) {
		t.Fatalf("%s %s %s, %d items", f.Version, f.Language, f.Feed, len(f.Items))
	}
	for i, c := range slices.Backward(log) {
		item := f.Items[len(log)-1-i]
		p := item.Policy
		got := notice.Change{ID: p.ID, Kind: p.Kind, Notice: p.Notice, From: orNone(t, p.From), To: date(t, p.Effective), Locales: p.Hashes, Class: p.Class,
			Reason: p.Reason, Recorded: p.Recorded, Later: p.Later, Reading: p.Reading}
		want := c.Summary["en"]
		if c.Kind == notice.Translated { // of German alone
			want = c.Summary["de"]
		}
		c.Summary = nil
		if fmt.Sprint(got) != fmt.Sprint(c) {
			t.Errorf("item %v, change %v", got, c)
		}
		if strings.Join(p.Summary, "\n") != want || p.Editorial != slices.Contains(item.Tags, "editorial") || p.About == "" {
			t.Errorf("%s: summary %q, tags %v, editorial %t", c.ID, p.Summary, item.Tags, p.Editorial)
		}
	}
}

func orNone(t *testing.T, s string) notice.Date {
	if s == "" {
		return notice.Date{}
	}
	return date(t, s)
}

// TestJSONFeedPages: followed page by page, the feed has every change once; a
// full page of older changes stays as it is when the log grows.
func TestJSONFeedPages(t *testing.T) {
	d := newWorkSite(t)
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	var lines strings.Builder
	grow := func(from, to int) map[string]string {
		for i := from; i < to; i++ {
			c := notice.Change{Kind: notice.Corrected, Notice: "cookies", To: date(t, "2025-01-01"), Class: notice.Editorial,
				Locales: map[i18n.Locale]string{"en": fmt.Sprintf("sha256:%064d", i)}, Recorded: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC)}
			c.ID = c.DeriveID()
			line, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			lines.Write(append(line, '\n'))
		}
		d.write("archive/changes.jsonl", lines.String())
		return d.build()
	}
	for _, n := range []int{99, 199} {
		if f := readJSON(t, grow(strings.Count(lines.String(), "\n"), n), "legal/changes.json"); len(f.Items) != n || f.Next != "" {
			t.Errorf("%d changes: %d items, then %q", n, len(f.Items), f.Next)
		}
	}
	before := grow(199, 350)
	seen := map[string]bool{}
	for path := "legal/changes.json"; path != ""; {
		f := readJSON(t, before, path)
		for _, item := range f.Items {
			seen[item.ID] = true
		}
		path = strings.TrimPrefix(f.Next, "https://legal.acme.example/")
	}
	after := grow(350, 420)
	if len(seen) != 350 || before["legal/changes-1.json"] == "" || before["legal/changes-1.json"] != after["legal/changes-1.json"] {
		t.Errorf("%d changes on all pages; the oldest page stays: %t", len(seen), before["legal/changes-1.json"] == after["legal/changes-1.json"])
	}
	if f := readAtom(t, after, "legal/changes.atom"); len(f.Entries) != 120 {
		t.Errorf("%d entries in the Atom feed", len(f.Entries))
	}
}

// TestAutodiscovery: pages name the feeds of what they are about, in their
// language, for programs and for people, also where nobody can sign up.
func TestAutodiscovery(t *testing.T) {
	files := told(t).build()
	for page, feed := range map[string]string{
		"de/legal/index.html":                 "/de/legal/changes",
		"de/legal/changes/index.html":         "/de/legal/changes",
		"de/legal/cookies/index.html":         "/de/legal/cookies/changes",
		"de/legal/cookies/history/index.html": "/de/legal/cookies/changes",
		"de/legal/changes/cookies/index.html": "/de/legal/cookies/changes",
	} {
		has(t, files, page, `type="application/atom+xml"`, `" href="`+feed+`.atom">`, `type="application/feed+json"`,
			`" href="`+feed+`.json">`, `<a href="`+feed+`.atom">Atom-Feed</a>`, `<a href="`+feed+`.json">JSON-Feed</a>`)
	}
}
