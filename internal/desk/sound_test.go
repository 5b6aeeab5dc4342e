package desk

import (
	"archive/zip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
)

// TestFaultTold: where a part of the program panics, whoever asked is told, in a page or in JSON, and the desk goes on.
func TestFaultTold(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-01-01", "", "Text.")})
	o.desk.options.Work.Export = func(context.Context, notice.Slug, i18n.Locale, string) ([]byte, error) { panic("of a document") }
	for range 2 { // the second time it is not waited for
		status, _, body := o.ask(http.MethodGet, "export?notice=cookies&locale=en&to=md", nil)
		if status != http.StatusInternalServerError || !strings.Contains(body, "of a document") || !strings.Contains(body, "</html>") {
			t.Fatalf("a page: %d %s", status, body)
		}
	}
	o.desk.options.Work.Changed = func(...string) { panic("of a text") }
	r := httptest.NewRequest(http.MethodPost, "http://localhost:8080/_gazette/api/save", strings.NewReader(
		`{"path":"content/en/cookies.md","hash":"0","text":"x"}`))
	w := httptest.NewRecorder()
	o.desk.sound(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { o.desk.options.Work.Changed() })).ServeHTTP(w, r)
	if w.Code != http.StatusInternalServerError || !strings.HasPrefix(w.Body.String(), `{"error":`) {
		t.Errorf("JSON: %d %s", w.Code, w.Body)
	}
}

// TestCopyIsWhole: a copy is an archive of all files, or it is none: where one of them cannot be put into it, that is said.
func TestCopyIsWhole(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-01-01", "", "Text.")})
	link := false
	o.desk.options.Work.Copy = func(dir string) error {
		err := errors.Join(os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(dir, "a.html"), []byte("A"), 0o644))
		if link {
			err = errors.Join(err, os.Symlink("a.html", filepath.Join(dir, "b.html")))
		}
		return err
	}
	status, _, body := o.ask(http.MethodGet, "copy.zip", nil)
	if z, err := zip.NewReader(strings.NewReader(body), int64(len(body))); status != http.StatusOK || err != nil || len(z.File) != 1 {
		t.Errorf("a copy: %d, %v", status, err)
	}
	link = true
	if status, _, body := o.ask(http.MethodGet, "copy.zip", nil); status != http.StatusUnprocessableEntity || strings.HasPrefix(body, "PK") {
		t.Errorf("a copy that cannot be whole: %d, %d bytes", status, len(body))
	}
}

// slow is whoever downloads: each write looks whether the desk's turn is free.
type slow struct {
	*httptest.ResponseRecorder
	desk *Desk
	held int
}

func (s *slow) Write(b []byte) (int, error) {
	s.held += len(s.desk.turn)
	return s.ResponseRecorder.Write(b)
}

// TestCopyEndsItsTurn: others are served while a copy is downloaded, which may take long.
func TestCopyEndsItsTurn(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-01-01", "", "Text.")})
	o.desk.options.Work.Copy = func(dir string) error {
		return errors.Join(os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(dir, "a.html"), []byte("A"), 0o644))
	}
	w := &slow{ResponseRecorder: httptest.NewRecorder(), desk: o.desk}
	o.desk.copyOf(w, httptest.NewRequest(http.MethodGet, "/_gazette/copy.zip", nil))
	if w.Body.Len() == 0 || w.held != 0 {
		t.Errorf("%d bytes downloaded, the turn was held at %d writes", w.Body.Len(), w.held)
	}
}

// TestOneAtATime: what takes much memory is done once at a time, and whoever goes waits no longer.
func TestOneAtATime(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-01-01", "", "Text.")})
	begun, let, runs := make(chan struct{}), make(chan struct{}), 0
	o.desk.options.Work.Formats = func(context.Context) []string { return nil }
	o.desk.options.Work.Export = func(context.Context, notice.Slug, i18n.Locale, string) ([]byte, error) {
		runs++
		close(begun)
		<-let
		return []byte("text"), nil
	}
	ended := make(chan int)
	go func() {
		status, _, _ := o.ask(http.MethodGet, "export?notice=cookies&locale=en&to=md", nil)
		ended <- status
	}()
	<-begun
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := o.desk.exported(gone, "cookies", "en", "md"); !errors.Is(err, context.Canceled) {
		t.Errorf("who goes while another is served: %v", err)
	}
	close(let)
	if status := <-ended; status != http.StatusOK || runs != 1 {
		t.Errorf("status %d, %d runs", status, runs)
	}
}

// TestReasonsAreFramed: what the program says in English stands under words in the reader's language, marked as English.
func TestReasonsAreFramed(t *testing.T) {
	o := open(t, map[string]string{"content/en/cookies.md": cookies("en", "2026-01-01", "", "Text.")})
	o.desk.options.Work.Formats = func(context.Context) []string { return nil }
	o.desk.options.Work.Export = func(context.Context, notice.Slug, i18n.Locale, string) ([]byte, error) {
		return nil, errors.New("pandoc: it is broken")
	}
	for locale, words := range map[string]string{"en": "in English", "de": "auf Englisch", "fr": "en anglais", "es": "en inglés", "ja": "英語"} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost:8080/_gazette/export?"+url.Values{"notice": {"cookies"}, "locale": {"en"}, "to": {"docx"}}.Encode(), nil)
		r.Header.Set("Accept-Language", locale)
		w := httptest.NewRecorder()
		o.desk.ServeHTTP(w, r)
		if page := w.Body.String(); !strings.Contains(page, words) || !strings.Contains(page, `<p lang="en" dir="ltr">pandoc: it is broken</p>`) {
			t.Errorf("%s: %s", locale, page)
		}
	}
}
