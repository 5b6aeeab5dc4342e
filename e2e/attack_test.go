package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// spellings are addresses that would run, in ways of writing them that a
// browser, a reader of Markdown, or both take for the same.
var spellings = []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", `javascript\:alert(1)`, "javascript&colon;alert(1)", "javascript&#58;alert(1)", "javascript&#x3A;alert(1)",
	"&#106;avascript:alert(1)", "&#x6a;avascript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "&#1;javascript:alert(1)", "&#32;javascript:alert(1)",
	"javascript:%61lert(1)", "javascript://x%0Aalert(1)", "vbscript:alert(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
	"file:///etc/passwd", "blob:https://x/y", "filesystem:x", "view-source:javascript:alert(1)", "jav\u00adascript:alert(1)", "ｊavascript:alert(1)"}

// places are where an address may stand.
var places = []string{"[x](%s)", "[x](<%s>)", "![x](%s)", "[x][r%d]\n\n[r%d]: %s", "<%s>", "> [x](%s)", "- [x](%s)", "| [x](%s) |\n|--|\n| y |", "[^n%d]\n\n[^n%d]: [x](%s)",
	"T\n: [x](%s)", "## [x](%s)", "[![x](%s)](%s)", "[x](/ \"%s\")", `<a href="%s">x</a>`, `<a href='%s'>x</a>`, "<a href=%s>x</a>", `<img src="%s">`, `<q cite="%s">x</q>`,
	"<div>\n<a\nhref=\"%s\">x</a>\n</div>", `<a href="/" href="%s">x</a>`, `<form action="%s"><button>x</button></form>`, `<button formaction="%s">x</button>`,
	`<iframe src="%s"></iframe>`, `<object data="%s"></object>`, `<embed src="%s">`, `<base href="%s">`, `<meta http-equiv="refresh" content="0;url=%s">`,
	`<svg><a xlink:href="%s"><text>x</text></a></svg>`, `<math href="%s">x</math>`, `<link rel="stylesheet" href="%s">`, `<video poster="%s"></video>`, `<body background="%s">`,
	`<area href="%s">`, `<input type="image" src="%s">`, `<a href="x" ping="%s">x</a>`}

// tricks run by themselves, or when something is done to them.
var tricks = []string{"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<details open ontoggle=alert(1)><summary>x</summary></details>",
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`, "<p onclick=alert(1) onmouseover=alert(1) tabindex=0 onfocus=alert(1)>x</p>", "<p style=\"animation:x\" onanimationstart=alert(1)>x</p>",
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, "<svg><style><img src=x onerror=alert(1)></style></svg>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
	"<!--><img src=x onerror=alert(1)>-->", `<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>`, "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
	"<textarea>\n\n<xmp></textarea><img src=x onerror=alert(1)>", "<script>\n\n<style></script><img src=x onerror=alert(1)>", "<div\n\n<img src=x onerror=alert(1)>",
	"[x](/ \"\\\" onmouseover=alert(1) x=\\\"\")", "## H {#x\" onclick=\"alert(1)}", "Text\n{: title=\"\\\" onclick=alert(1) \" onclick=\"alert(1)\" }", "## H {onclick=alert(1) style=x}",
	"```\"><img src=x onerror=alert(1)>\nx\n```", "`<img src=x onerror=alert(1)>`", "| <img src=x onerror=alert(1)> |\n|--|\n| <script>alert(1)</script> |", "![\"><img src=x onerror=alert(1)>](x)",
	"[\"onmouseover=alert(1) ](x)", "<a href=\"x\nonclick=alert(1)\">x</a>", "<a href=x/onclick=alert(1)//>x</a>", "<<script>alert(1)//<</script>", "<img src=\"x` `<script>alert(1)</script>\"` `>", "<img/src=x/onerror=alert(1)>", "<img \u0000src=x onerror=alert(1)>",
	"<template><img src=x onerror=alert(1)></template>", "<select><option><img src=x onerror=alert(1)></select>", "<marquee onstart=alert(1)>x</marquee>", "<keygen autofocus onfocus=alert(1)>", "<a id=alert></a><form id=test></form><button form=test formaction=javascript:alert(1)>x</button>"}

// hostile stands in the front matter, and templates, feeds and search show it.
const hostile = `\"><img src=x onerror=alert(1)></script><script>alert(1)</script>{{.}}</title><svg onload=alert(1)>`

// hooks count what runs, whatever its name.
const hooks = `window.executions = 0; for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { executions++; };`

// provoke does to a page what a reader might, and what nobody would.
const provoke = `(async () => {
	for (const e of document.querySelectorAll("details")) e.open = true;
	for (const e of document.querySelectorAll("*")) for (const kind of ["mouseover", "mouseenter", "focus", "load", "error", "toggle", "animationstart", "pointerdown"])
		e.dispatchEvent(new Event(kind, { bubbles: false }));
	let foreign = 0;
	for (const a of document.querySelectorAll("a[href], area[href], [formaction], [action], svg *")) {
		const to = a.href?.baseVal ?? a.href ?? a.formAction ?? a.action ?? "";
		if (/^(https?:|mailto:|tel:|sms:|ftp:|#|$)/.test(to)) continue;
		foreign++;
		a.target = "_self"; a.click?.();
	}
	for (const e of document.querySelectorAll("[src]")) if (!/^https?:/.test(e.src)) foreign++;
	await new Promise(done => setTimeout(done, 100));
	return { Executions: executions, Foreign: foreign, Text: document.querySelector("main")?.textContent.length ?? 0 };
})()`

type provoked struct{ Executions, Foreign, Text int }

// attackSite writes a site whose texts and front matter are attacks, and builds it.
func attackSite(t *testing.T, program string) (public string, attacks int) {
	t.Helper()
	dir := t.TempDir()
	write := func(file, text string) {
		t.Helper()
		full := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("gazette.yaml", "title: \""+hostile+"\"\nbase_url: https://www.example.com/\nsection: legal\ndefault_locale: en\nlocales: [en, de]\norganization: {name: \""+hostile+"\"}\n"+
		"check: {broken-link: allow, broken-fragment: allow, unknown-related: allow}\ngroups: [{id: g, title: \""+hostile+"\"}]\nfooter: [{title: \""+hostile+"\", links: [{label: \""+hostile+"\", url: /x}]}]\n")
	head := func(locale, day string) string {
		return "---\ntitle: \"A " + hostile + "\"\nnav: \"" + hostile + "\"\nsummary: \"" + hostile + "\"\nchanges: [\"" + hostile + "\"]\ngroup: g\nlocale: " + locale + "\neffective: " + day + "\n---\n\nBefore.\n\n"
	}
	n := 0
	text := func(place string) string {
		var b strings.Builder
		for _, s := range spellings {
			n++
			b.WriteString(strings.ReplaceAll(strings.ReplaceAll(place, "%s", s), "%d", fmt.Sprint(n)) + "\n\n")
		}
		return b.String()
	}
	for i, place := range places { // a text each: one may not spoil another
		write(fmt.Sprintf("content/en/place-%d.md", i), head("en", "2024-01-01")+text(place))
	}
	for i, trick := range tricks {
		n++
		write(fmt.Sprintf("content/en/trick-%d.md", i), head("en", "2024-01-01")+strings.ReplaceAll(trick, "\x00", "")+"\n\nAfter.\n")
	}
	write("archive/place-0/2020-01-01/en.md", head("en", "2020-01-01")+strings.Join(tricks[:12], "\n\n"))
	write("content/de/place-0.md", head("de", "2024-01-01")+text(places[0]))
	if out, err := exec.Command(program, "-C", dir, "build", "--date", day).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return filepath.Join(dir, "public"), n
}

// TestAttacks opens every page of a site of attacks without any policy, and
// provokes it: nothing runs, and no address of another scheme is there.
func TestAttacks(t *testing.T) {
	d := open(t)
	public, attacks := attackSite(t, filepath.Join(d.sample.dir, "..", "..", "gazette"))
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	t.Cleanup(server.Close)
	pages, err := readPages(public)
	if err != nil {
		t.Fatal(err)
	}
	p := d.newTab(t)
	p.site = server.URL
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hooks})
	p.visit("/404.html", 800)
	const planted = `document.querySelector("main").innerHTML += '<a href="javascript:alert(1)">x</a><img src="x" onerror="alert(1)">', `
	if got := run(p, chromedp.Evaluate[provoked](planted+provoke, chromedp.EvalAwaitPromise)); got.Executions == 0 || got.Foreign == 0 {
		t.Fatalf("an attack that succeeds is not counted: %+v", got)
	}
	executions, opened := 0, 0
	for _, at := range pages {
		if at.kind == "moved" || at.kind == "history" && opened%8 != 0 {
			continue
		}
		opened++
		p.visit(at.path, 800)
		got := run(p, chromedp.Evaluate[provoked](provoke, chromedp.EvalAwaitPromise))
		if executions += got.Executions; got.Executions > 0 || got.Foreign > 0 || got.Text == 0 {
			t.Errorf("%s: %+v", at.path, got)
		}
	}
	t.Logf("%d attacks on %d pages, without a policy: %d executions", attacks, opened, executions)
}
