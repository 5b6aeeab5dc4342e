package main

import (
	"html"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// give takes a text out of the desk in a format.
func (d *desk) give(notice, locale, format string) string {
	d.Helper()
	status, body := d.ask("GET", "/_gazette/export?"+url.Values{"notice": {notice}, "locale": {locale}, "to": {format}}.Encode(), "", "", nil)
	if status != http.StatusOK {
		d.Fatalf("%s of %s: %d %s", format, notice, status, body)
	}
	return body
}

// bring drops a file on the desk, sees what it changes, and agrees.
func (d *desk) bring(name, text string, more url.Values) (plan string) {
	d.Helper()
	kind, body := upload(d.T, name, text)
	status, plan := d.ask("POST", "/_gazette/exchange/", kind, body, nil)
	if status != http.StatusOK {
		d.Fatalf("%s: %d %s", name, status, plan)
	}
	in := url.Values{}
	for _, m := range regexp.MustCompile(`(?s)<input type="hidden" name="(path|new|agree)" value="([^"]*)">`).FindAllStringSubmatch(plan, -1) {
		in.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea name="(old|text)"[^>]*>\n?(.*?)</textarea>`).FindAllStringSubmatch(plan, -1) {
		in.Set(m[1], strings.ReplaceAll(html.UnescapeString(m[2]), "\n", "\r\n"))
	}
	for key := range more {
		in.Set(key, more.Get(key))
	}
	if in.Has("agree") {
		if status, page := d.ask("POST", "/_gazette/exchange/", "application/x-www-form-urlencoded", in.Encode(), nil); status != http.StatusSeeOther && more == nil {
			d.Fatalf("%s: %d %s", name, status, page)
		}
	}
	return plan
}

// TestDeskExchange: a text goes out as a file, a colleague changes a word, and what comes back is in the working text once
// it was agreed to, as the command brings it; the rest stays byte for byte.
func TestDeskExchange(t *testing.T) {
	d := openDesk(t)
	const file = "content/en/cookies.md"
	was := d.read(file)
	for _, format := range []string{"html", "md", "docx", "odt"} {
		if format == "docx" || format == "odt" {
			needs(t, "pandoc")
		}
		out := d.give("cookies", "en", format)
		if plan := d.bring("cookies."+format, out, nil); !strings.Contains(plan, "nothing is written") || d.read(file) != was {
			t.Errorf("%s: what went out came back as another text:\n%s", format, plan)
		}
	}
	out := d.give("cookies", "en", "md")
	word := regexp.MustCompile(`\bcookies\b`).FindStringIndex(out)
	plan := d.bring("cookies.md", out[:word[0]]+"biscuits"+out[word[1]:], nil)
	if now := d.read(file); !strings.Contains(plan, "<ins") || !strings.Contains(now, "biscuits") || !strings.HasPrefix(now, "---\n") {
		t.Errorf("the change is not there:\n%s", now)
	}
	if plan := d.bring("house-rules-2027-05-01.md", "# House rules\n\nNobody smokes.\n", nil); !strings.Contains(plan, "A new draft is written") {
		t.Errorf("a new text: %s", plan)
	}
	if now := d.read("content/en/house-rules.md"); !strings.Contains(now, "draft: true") || !strings.Contains(now, "Nobody smokes.") || !strings.Contains(now, "effective: 2027-05-01") {
		t.Errorf("the draft is %s", now)
	}
	// The language at the end of a name is one of the site: this is no text in "use-de". A draft without a date is of today.
	if plan := d.bring("terms-of-use-de.md", "# Nutzung\n\nNiemand raucht.\n", nil); !strings.Contains(plan, "states no date") {
		t.Errorf("a text without a date: %s", plan)
	}
	if now := d.read("content/de/terms-of-use.md"); !strings.Contains(now, "Niemand raucht.") || !strings.Contains(now, "\neffective: 20") {
		t.Errorf("the draft is %s", now)
	}
}

// TestDeskExchangeMoved: what was agreed to is not written over a text that somebody has changed meanwhile.
func TestDeskExchangeMoved(t *testing.T) {
	d := openDesk(t)
	const file = "content/en/cookies.md"
	out := d.give("cookies", "en", "md")
	d.bring("cookies.md", strings.Replace(out, "cookies", "biscuits", 1), url.Values{"agree": {"0"}})
	if now := d.read(file); strings.Contains(now, "biscuits") {
		t.Error("it was written all the same")
	}
}

// TestDeskTranslators: XLIFF goes out and comes back as a draft.
func TestDeskTranslators(t *testing.T) {
	d := openDesk(t)
	if err := os.Remove(d.dir + "/content/fr/cookies.md"); err != nil {
		t.Fatal(err)
	}
	out := d.give("cookies", "fr", "xlf")
	if plan := d.bring("cookies.xlf", out, nil); !strings.Contains(plan, "nothing is written") {
		t.Errorf("a file that nobody has touched: %s", plan)
	}
	out = regexp.MustCompile(`</target>`).ReplaceAllString(out, " (relu)</target>")
	plan := d.bring("cookies.xlf", out, nil)
	if now := d.read("content/fr/cookies.md"); !strings.Contains(now, "draft: true") {
		t.Errorf("it is no draft: %s\n%s", now, plan)
	}
	if status, _ := d.ask("GET", "/_gazette/export?notice=cookies&locale=en&to=xlf", "", "", nil); status != http.StatusUnprocessableEntity {
		t.Errorf("a translation into its own language: %d", status)
	}
}

// TestDeskTooLarge: who sends more than the desk takes is told so, after it was heard out: a browser reads no answer while
// it is still sending.
func TestDeskTooLarge(t *testing.T) {
	d := openDesk(t)
	kind, body := upload(t, "cookies.docx", strings.Repeat("a", 60<<20))
	status, page := d.ask("POST", "/_gazette/exchange/", kind, body, func(r *http.Request) { r.Header.Set("Accept-Language", "de") })
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(page, "größer als 40 MB") {
		t.Errorf("%d %s", status, page)
	}
}
