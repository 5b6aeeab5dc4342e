package main

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// deskAddresses are pages of the desk, in every state that the sample site can have.
var deskAddresses = []string{"", "notices/", "notices/?day=2027-03-01", "notices/?q=nothing-is-called-this", "findings/", "findings/?severity=note", "plan/", "calendar/", "redlines/", "redline/?notice=imprint&locale=en",
	"redline/?notice=nothing", "write/", "write/?file=content/en/cookies.md", "write/?file=content/en/nothing.md", "undo/", "git/", "review/?notice=cookies&locale=en", "do/?what=nothing", "do/?what=new", "do/?what=change&notice=cookies",
	"do/?what=record", "do/?what=correct&notice=cookies", "do/?what=cancel&notice=cookies", "do/?what=open", "do/?what=translate"}

// TestDeskSpeaks: to a browser that asks for Japanese, the desk says nothing in English but names, and what is marked as English.
func TestDeskSpeaks(t *testing.T) {
	d := openDesk(t)
	const imprint = "content/en/imprint.md"
	d.served.save(imprint, strings.Replace(d.read(imprint), "locale: en\n", "locale: en\nreview_by: 2026-01-01\n", 1)+"\nA sentence that was not there.\n")
	d.preview.update([]string{imprint})
	japanese := func(r *http.Request) { r.Header.Set("Accept-Language", "ja") }
	for _, path := range deskAddresses {
		_, page := d.ask("GET", "/_gazette/"+path, "", "", japanese)
		if strays := englishIn(t, page); len(strays) > 0 {
			t.Errorf("/_gazette/%s says %q", path, strays)
		}
	}
	for _, what := range []string{"record", "correct", "withdraw", "reschedule", "cancel", "reinstate", "further", "new"} {
		for _, form := range []string{"what=" + what, "what=" + what + "&notice=imprint&effective=2027-09-01&withdrawn=2027-09-01&reason=", "what=" + what + "&notice=nothing"} {
			_, page := d.ask("POST", "/_gazette/do/", "application/x-www-form-urlencoded", form, japanese)
			if strays := englishIn(t, page); len(strays) > 0 {
				t.Errorf("%s: the answer says %q", form, strays)
			}
		}
	}
}

// latin is a word in Latin letters, long enough to be one.
var latin = regexp.MustCompile(`[A-Za-z]{3,}`)

// names are words that every language writes so.
var names = []string{"Gazette", "gazette", "git", "Markdown", "yaml", "locales", "archive", "content", "review", "notify", "check", "record", "import", "privacy", "policy", "Hans", "Word", "nothing", "imprint"}

// titled is a heading in a language of its own.
var titled = regexp.MustCompile(`<h1 lang="[^"]*" dir="[^"]*">([^<]*)</h1>`)

// englishIn are the words of a page that are marked as no other language, and are no Japanese.
func englishIn(t *testing.T, page string) (out []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var title string // of a text, after which its page is called
	if m := titled.FindStringSubmatch(page); m != nil {
		title = html.UnescapeString(m[1])
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "script", "style", "code", "pre", "textarea", "strong":
				return
			}
			for _, a := range n.Attr {
				if a.Key == "lang" && n.Data != "html" || a.Key == "class" && (a.Val == "d-locale" || strings.HasPrefix(a.Val, "d-redline")) {
					return
				}
				if a.Key == "aria-label" || a.Key == "title" && n.Data != "abbr" || a.Key == "placeholder" {
					out = append(out, strangers(a.Val)...)
				}
			}
		}
		if n.Type == html.TextNode {
			text := n.Data
			if n.Parent.Data == "title" {
				text = strings.Replace(text, title, "", 1)
			}
			out = append(out, strangers(text)...)
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	walk(root)
	return out
}

func strangers(text string) (out []string) {
	for _, w := range latin.FindAllString(text, -1) {
		if !slices.Contains(names, w) {
			out = append(out, w)
		}
	}
	return out
}
