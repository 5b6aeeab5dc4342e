package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gazette/render"
)

// product is a company's application under a strict policy, which loads the
// script of its legal pages as the documentation says; and these pages, on
// another host, with one notice that changes.
func product(t *testing.T, integrity string) (url string) {
	shared := func(w http.ResponseWriter, kind string, data []byte) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		_, _ = w.Write(data)
	}
	var legal *httptest.Server
	legal = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie")+r.Header.Get("Referer") != "" && strings.HasSuffix(r.URL.Path, ".json") {
			t.Error("the legal pages learn who reads what")
		}
		switch r.URL.Path {
		case "/assets/embed.js":
			shared(w, "text/javascript", render.Embed().Data)
		case "/terms/index.json":
			shared(w, "application/json", fmt.Appendf(nil, `{"coming": {"effective": "2999-02-01", "locales": [
				{"locale": "en", "dir": "ltr", "title": "<img src=x onerror=alert(1)>", "text": "<b>A change</b>", "read": "See", "url": "%[1]s/en/", "close": "Close"},
				{"locale": "ar", "dir": "rtl", "title": "الشروط", "text": "تعديل", "read": "اقرأ", "url": "%[1]s/ar/", "close": "إغلاق"},
				{"locale": "zh-Hant", "dir": "ltr", "title": "條款", "text": "修訂", "read": "閱讀", "url": "/zh/", "close": "關閉"}]}}`, legal.URL))
		case "/evil/index.json":
			shared(w, "application/json", []byte(`{"coming": {"effective": "2999-02-01", "locales": [
				{"locale": "en", "dir": "ltr", "title": "T", "text": "t", "read": "r", "url": "javascript:alert(1)", "close": "c"}]}}`))
		case "/past/index.json":
			shared(w, "application/json", []byte(`{"coming": {"effective": "2000-02-01", "locales": [
				{"locale": "en", "dir": "ltr", "title": "T", "text": "t", "read": "r", "url": "/", "close": "c"}]}}`))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(legal.Close)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; script-src "+legal.URL+"; connect-src "+legal.URL)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		lang, notice, _ := strings.Cut(strings.Trim(r.URL.Path, "/"), "/")
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="%s"><title>Shop</title><link rel="icon" href="data:,"><main id="main"><h1>Shop</h1></main>
<script src="%s/assets/embed.js" integrity="%s" crossorigin="anonymous" data-notice="/%s/index.json" defer></script>`, lang, legal.URL, integrity, notice)
	}))
	t.Cleanup(app.Close)
	return app.URL
}

// told is what the page says of a change: an attribute or text for each part,
// and how much of it is markup.
const told = `[...document.querySelectorAll(".gazette-coming")].map((b) => [b.lang, b.dir, b.getAttribute("aria-label"), b.querySelector("[role=status]").textContent,
	b.querySelector("a").pathname, b.querySelector("button").textContent, b.querySelectorAll("img, b, script").length].join("|")).join()`

// inProduct opens a page of the product and waits until the script has asked
// for index.json, and, where something is to be told, has told it.
func (p *tab) inProduct(address string, tells bool) string {
	p.Helper()
	p.do(chromedp.Navigate(address))
	asked := `performance.getEntriesByType("resource").some((r) => r.name.endsWith(".json") && r.responseEnd)`
	if tells {
		asked = `document.querySelector(".gazette-coming [role=status]")?.textContent`
	}
	return run(p, chromedp.Evaluate[string](`(async () => {
		while (!(`+asked+`)) await new Promise((go) => setTimeout(go, 20));
		await new Promise((go) => setTimeout(go, 50));
		return `+told+`})()`, chromedp.EvalAwaitPromise))
}

// TestEmbed: users of a product are told in their language, until they have
// seen it; what index.json says is never markup, and leads nowhere else; a
// script that is another does not run.
func TestEmbed(t *testing.T) {
	d := open(t)
	url := product(t, render.EmbedIntegrity())
	p := d.newTab(t)
	for path, want := range map[string]string{
		"/ar/terms":    "ar|rtl|الشروط|تعديل|/ar/|إغلاق|0",
		"/zh-TW/terms": "zh-Hant|ltr|條款|修訂|/zh/|關閉|0",
		"/en-GB/terms": "en|ltr|<img src=x onerror=alert(1)>|<b>A change</b>|/en/|Close|0",
		"/en/evil":     "",
		"/en/past":     "",
	} {
		if got := p.inProduct(url+path, want != ""); got != want {
			t.Errorf("%s: %q, not %q", path, got, want)
		}
	}
	p.inProduct(url+"/ar/terms", true)
	if left := eval[string](p, `(document.querySelector(".gazette-coming button").click(), `+told+`)`); left != "" {
		t.Errorf("it does not close: %s", left)
	}
	if got := p.inProduct(url+"/en-GB/terms", false); got != "" {
		t.Errorf("who has seen it is told again: %s", got)
	}
	if cookie := eval[string](p, `document.cookie`); cookie != "" {
		t.Errorf("a cookie: %s", cookie)
	}
	for _, fault := range p.heard() {
		if !strings.HasPrefix(fault, "request to another host: http://127.0.0.1:") {
			t.Error(fault)
		}
	}
	t.Run("another script", func(t *testing.T) {
		p := d.newTab(t)
		p.do(chromedp.Navigate(product(t, "sha384-"+strings.Repeat("A", 64)) + "/ar/terms"))
		faults := ""
		for end := time.Now().Add(time.Minute); !strings.Contains(faults, "integrity") && time.Now().Before(end); {
			faults += strings.Join(p.heard(), "\n") // the browser tells it when it has the time
			time.Sleep(30 * time.Millisecond)
		}
		if !strings.Contains(faults, "integrity") || eval[string](p, told) != "" {
			t.Errorf("a script with another hash runs: %s", faults)
		}
	})
	t.Run("axe", func(t *testing.T) {
		axe, p := axeSource(t), d.newTab(t)
		p.withoutPolicy()
		p.inProduct(url+"/ar/terms", true)
		eval[any](p, "void "+axe)
		p.judge("the announcement")
	})
}
