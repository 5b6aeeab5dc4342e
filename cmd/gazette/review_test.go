package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// TestReviewTogether: what colleagues say at the same time is all kept, at the desk and by the command.
func TestReviewTogether(t *testing.T) {
	d := openDesk(t)
	var all sync.WaitGroup
	const each = 4
	for i := range each {
		all.Go(func() {
			said := url.Values{"notice": {"cookies"}, "locale": {"en"}, "by": {"Ada"}, "comment": {fmt.Sprintf("at the desk, %d", i)}}
			if status, body := d.ask("POST", "/_gazette/review/", "application/x-www-form-urlencoded", said.Encode(), nil); status != http.StatusSeeOther {
				t.Errorf("status %d: %s", status, body)
			}
		})
		all.Go(func() {
			var out, talk bytes.Buffer
			if code := run([]string{"-C", d.dir, "review", "cookies", "--by", "Grace", "--comment", fmt.Sprintf("by the command, %d", i)}, &out, &talk); code != 0 {
				t.Errorf("exit %d: %s", code, talk.String())
			}
		})
	}
	all.Wait()
	data, err := os.ReadFile(filepath.Join(d.dir, "content/.review/en/cookies.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range each {
		for _, where := range []string{"at the desk", "by the command"} {
			if !strings.Contains(string(data), fmt.Sprintf("%s, %d", where, i)) {
				t.Errorf("what was said %s, %d, is lost: %s", where, i, data)
			}
		}
	}
}

// TestReviewApprovesAndSays: who approves a text at the desk and says something about it has said both; of a text that is
// not the one that was seen, nothing is kept.
func TestReviewApprovesAndSays(t *testing.T) {
	d := openDesk(t)
	const file = "content/.review/en/cookies.yaml"
	post := func(in url.Values) int {
		in.Set("notice", "cookies")
		in.Set("locale", "en")
		in.Set("by", "Ada")
		status, _ := d.ask("POST", "/_gazette/review/", "application/x-www-form-urlencoded", in.Encode(), nil)
		return status
	}
	for what, in := range map[string]url.Values{"nothing": {}, "another text": {"approve": {"sha256:0"}}, "no such clause": {"comment": {"x"}, "clause": {"nothing"}}, "no such comment": {"done": {"9"}}} {
		if status := post(in); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", what, status)
		}
	}
	if _, err := os.Stat(filepath.Join(d.dir, file)); err == nil {
		t.Error("what was refused is kept")
	}
	_, page := d.ask("GET", "/_gazette/review/?notice=cookies&locale=en", "", "", nil)
	seen := regexp.MustCompile(`name="approve" value="([^"]+)"`).FindStringSubmatch(page)
	if seen == nil {
		t.Fatal(page)
	}
	if status := post(url.Values{"approve": {seen[1]}, "comment": {"Well said."}}); status != http.StatusSeeOther {
		t.Errorf("status %d", status)
	}
	data, err := os.ReadFile(filepath.Join(d.dir, file))
	if err != nil || !strings.Contains(string(data), seen[1]) || !strings.Contains(string(data), "Well said.") {
		t.Errorf("%v: %s", err, data)
	}
}

// TestReviewKeepsWords: what a colleague has written stays in the form where it could not be kept.
func TestReviewKeepsWords(t *testing.T) {
	d := openDesk(t)
	_, page := d.ask("GET", "/_gazette/review/?notice=cookies&locale=en", "", "", nil)
	clause := regexp.MustCompile(`<option value="([a-z-]+)" lang="en">`).FindStringSubmatch(page)
	if clause == nil {
		t.Fatal(page)
	}
	said := url.Values{"notice": {"cookies"}, "locale": {"en"}, "by": {"Ada"}, "clause": {clause[1]}, "approve": {"sha256:0"},
		"comment": {"A long thought <of> hers."}}
	status, page := d.ask("POST", "/_gazette/review/", "application/x-www-form-urlencoded", said.Encode(), nil)
	for _, kept := range []string{"A long thought &lt;of&gt; hers.</textarea>", `value="Ada"`, `value="` + clause[1] + `" lang="en" selected>`} {
		if status != http.StatusUnprocessableEntity || !strings.Contains(page, kept) {
			t.Errorf("%d: %s is lost: %s", status, kept, page)
		}
	}
}

// TestReviewShowsReviewer: whoever signed a translation in its front matter stands above it, as words and not as markup.
func TestReviewShowsReviewer(t *testing.T) {
	d := openDesk(t)
	const file = "content/de/cookies.md"
	data, err := os.ReadFile(filepath.Join(d.dir, file))
	if err != nil {
		t.Fatal(err)
	}
	signed := strings.Replace(string(data), "locale: de\n", "locale: de\nreviewed_by: Ada <i>Muster</i>\n", 1)
	if err := os.WriteFile(filepath.Join(d.dir, file), []byte(signed), 0o644); err != nil {
		t.Fatal(err)
	}
	d.await("the reviewer stands on the page", func() bool {
		_, page := d.ask("GET", "/_gazette/review/?notice=cookies&locale=de", "", "", nil)
		return strings.Contains(page, "Translation reviewed by Ada &lt;i&gt;Muster&lt;/i&gt;.")
	})
	_, page := d.ask("GET", "/_gazette/review/?notice=cookies&locale=fr", "", "", nil)
	if strings.Contains(page, "Translation reviewed") {
		t.Error("a translation that nobody signed says who reviewed it")
	}
}
