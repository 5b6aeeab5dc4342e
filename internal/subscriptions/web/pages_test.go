package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// shown is an answer of the service by a name of its own.
type shown struct {
	name   string
	path   string
	form   url.Values
	status int
}

// everyPage are all pages that the service has, as one reader meets them.
func everyPage(t *testing.T, s *Server, lang string) []shown {
	t.Helper()
	address := lang + "@example.com"
	if err := s.Store.TakeSignUp(t.Context(), store.SignUp{Address: address,
		Consent: store.Consent{At: s.Now(), Source: "form", Locale: lang, Topics: []string{"cookies"}}}); err != nil {
		t.Fatal(err)
	}
	var id int64
	if err := s.Store.One(t.Context(), []any{&id}, `SELECT MAX(id) FROM gazette_signups`); err != nil {
		t.Fatal(err)
	}
	_, token, err := s.Store.SignUp(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	mark := s.Keys.Mark(address)
	confirm, manage := "/confirm/"+token, "/manage/"+s.Keys.Link(subscriber.Manage, mark, s.Now())
	leave, form := "/unsubscribe/"+s.Keys.Link(subscriber.Unsubscribe, mark, s.Now()), "/subscribe?locale="+lang
	spoken := func(more ...string) url.Values { // what a form sends that names no language
		v := url.Values{"locale": {lang}}
		for i := 0; i+1 < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	return []shown{
		{"form", form, nil, http.StatusOK},
		{"form-wrong-address", "/subscribe", spoken("email", `"><b>`, "topic", "cookies"), http.StatusUnprocessableEntity},
		{"form-no-topic", "/subscribe", spoken("email", address), http.StatusUnprocessableEntity},
		{"form-nothing-right", "/subscribe", spoken("email", "x"), http.StatusUnprocessableEntity},
		{"sent", "/subscribe", spoken("email", address, "topic", "cookies"), http.StatusOK},
		{"confirm", confirm, nil, http.StatusOK},
		{"confirmed", confirm, spoken(), http.StatusOK},
		{"used", confirm, nil, http.StatusGone},
		{"unknown-link", "/confirm/AAAA?locale=" + lang, nil, http.StatusNotFound},
		{"manage", manage, nil, http.StatusOK},
		{"manage-saved", manage, spoken("do", "save", "topic", "all", "extent", "announcements"), http.StatusOK},
		{"manage-no-topic", manage, spoken("do", "save"), http.StatusUnprocessableEntity},
		{"manage-wrong-address", manage, spoken("do", "address", "email", "x"), http.StatusUnprocessableEntity},
		{"manage-new-address", manage, spoken("do", "address", "email", "new-"+address), http.StatusOK},
		{"leave", leave, nil, http.StatusOK},
		{"left", leave, spoken(), http.StatusOK},
		{"left-already", leave, nil, http.StatusOK},
		{"missing", "/nothing?locale=" + lang, nil, http.StatusNotFound},
		{"too-large", "/subscribe?locale=" + lang, url.Values{"email": {strings.Repeat("x", 2*bodyMax)}}, http.StatusRequestEntityTooLarge},
	}
}

// TestEveryPage: every page speaks its reader's language, and says what it is.
// GAZETTE_SERVICE_PAGES=DIR, which .ci/run sets, leaves them for judges of other
// houses.
func TestEveryPage(t *testing.T) {
	dir := os.Getenv("GAZETTE_SERVICE_PAGES")
	s, _, _ := newServer(t)
	for _, lang := range []string{"en", "de", "ar", "ja"} {
		pages := everyPage(t, s, lang)
		for _, page := range pages {
			show(t, s, dir, lang, page)
		}
		s.Gate.All = 0
		show(t, s, dir, lang, shown{"limit", "/subscribe", url.Values{"email": {"x@example.com"}, "topic": {"all"}, "locale": {lang}}, http.StatusTooManyRequests})
		s.Gate.All = 100
	}
	s.Store.Close()
	for _, lang := range []string{"en", "de", "ar", "ja"} {
		show(t, s, dir, lang, shown{"fault", "/subscribe", url.Values{"email": {"x@example.com"}, "topic": {"all"}, "locale": {lang}}, http.StatusServiceUnavailable})
	}
}

// show asks for a page, looks at it, and leaves it in a folder.
func show(t *testing.T, s *Server, dir, lang string, page shown) {
	t.Helper()
	w := ask(s, page.path, page.form, lang)
	html := w.Body.String()
	if w.Code != page.status {
		t.Errorf("%s, %s: %d, want %d\n%s", lang, page.name, w.Code, page.status, html)
	}
	title, _, _ := strings.Cut(html[strings.Index(html, "<title>")+len("<title>"):], "</title>")
	for what, so := range map[string]bool{
		"its language": strings.Contains(html, `lang="`+lang+`"`) || strings.Contains(html, "lang="+lang+" "),
		"a heading":    strings.Count(html, "<h1") == 1, "a title": title != "" && len(title) < 200,
		"its direction": lang != "ar" || strings.Contains(html, `dir="rtl"`) || strings.Contains(html, "dir=rtl"),
	} {
		if !so {
			t.Errorf("%s, %s: the page has not %s\n%.400s", lang, page.name, what, html)
		}
	}
	if page.name == "form-nothing-right" &&
		!(strings.Contains(html, "n-email-problem") && strings.Contains(html, "n-topics-problem")) {
		t.Errorf("%s: of two mistakes the page names one", lang)
	}
	if strings.Contains(html, `"><b>`) {
		t.Errorf("%s, %s: what was typed is markup", lang, page.name)
	}
	if dir == "" {
		return
	}
	file := filepath.Join(dir, lang, page.name, "index.html")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, w.Body.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
