package render_test

import (
	"regexp"
	"strings"
	"testing"
)

const withMenus = gazetteYAML + `header:
  menus:
    - title: {en: Products, de: Produkte}
      groups: [{title: {en: Plans}, links: [{label: {en: Prices, de: Preise}, url: "https://acme.example/"}]}]
      featured: {title: {en: News, de: Neues}, text: {en: Write together.}, label: {en: More, de: Mehr}, url: "https://acme.example/new/"}
    - title: {en: Company}
      groups: [{links: [{label: {en: Press, de: Presse}, url: "https://acme.example/press/"}]}]
      featured: {title: {en: Jobs}, text: {en: Join us., de: Machen Sie mit.}, label: {en: See, de: Ansehen}, url: "https://acme.example/jobs/"}
footer: [{title: {en: Help}, links: [{label: {en: Contact, de: Kontakt}, url: "https://acme.example/contact/"}]}]
stay_informed: {title: {en: Hear of it}, text: {en: We write., de: Wir schreiben.}, label: {en: Sign up}, url: "https://acme.example/list/"}
`

// TestFallingBack: each text of the settings that is not worded in the page's language is marked with its own, and
// nothing else around it is.
func TestFallingBack(t *testing.T) {
	d := newWorkSite(t)
	d.write("gazette.yaml", withMenus)
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	d.edit("de", "cookies", "2025-01-01", "", "Wir verwenden Cookies.")
	page := d.build()["de/legal/cookies/index.html"]
	for _, want := range []string{
		"<summary>Produkte</summary>", `<h2 lang="en" dir="ltr">Plans</h2>`, ">Preise</a>", "<h2>Neues</h2>", `<p lang="en" dir="ltr">Write together.</p>`, ">Mehr</a>",
		`<summary lang="en" dir="ltr">Company</summary>`, ">Presse</a>", `<h2 lang="en" dir="ltr">Jobs</h2>`, "<p>Machen Sie mit.</p>", ">Ansehen</a>",
		`<h2 lang="en" dir="ltr">Help</h2>`, ">Kontakt</a>",
		`<h2 id="n-informed-title" lang="en" dir="ltr">Hear of it</h2>`, "<p>Wir schreiben.</p>", `<a class="n-button" href="https://acme.example/list/" lang="en" dir="ltr">Sign up</a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the German page lacks %s", want)
		}
	}
	for _, around := range []string{"<details", "<section", "<div"} {
		for rest := page; ; {
			_, after, ok := strings.Cut(rest, around)
			if !ok {
				break
			}
			if tag, _, _ := strings.Cut(after, ">"); strings.Contains(tag, ` lang="`) {
				t.Errorf("%s%s> marks more than its words", around, tag)
			}
			rest = after
		}
	}
}

// TestOwnLanguageMarked: where the interface has no words in a page's language, what stands around its text is marked with
// the language in which it is, and a title in the page's language with that.
func TestOwnLanguageMarked(t *testing.T) {
	d := newWorkSite(t)
	d.write("gazette.yaml", strings.Replace(gazetteYAML, "[en, de, ar]", "[en, sv]", 1)+"navigation: [cookies, terms]\n")
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	d.edit("sv", "cookies", "2025-01-01", "", "Vi använder kakor.")
	d.edit("en", "terms", "2025-01-01", "", "You may use it.")
	page := d.build()["sv/legal/cookies/index.html"]
	for _, want := range []string{
		`<body lang="en" dir="ltr">`,
		`<li><a href="/sv/legal/cookies/" aria-current="page" lang="sv" dir="ltr">COOKIES sv</a></li>`,
		`<li><a href="/legal/terms/" hreflang="en">TERMS en</a></li>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the Swedish page lacks %s", want)
		}
	}
}

// TestIcons: an icon of one path is drawn by the style sheet, once for the site; any other stands in the page.
func TestIcons(t *testing.T) {
	d := newWorkSite(t)
	d.write("gazette.yaml", gazetteYAML+"social:\n- {label: Bluesky, url: 'https://a.example/'}\n- {label: Shop, url: 'https://b.example/', icon: mastodon}\n")
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	files := d.build()
	page := files["legal/cookies/index.html"]
	for _, want := range []string{`<a class="n-net n-net--bluesky" href="https://a.example/">Bluesky</a>`, `<a class="n-net n-net--mastodon" href="https://b.example/">Shop</a>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	style := regexp.MustCompile(`/(assets/style[^"]*)`).FindStringSubmatch(page)
	for _, name := range []string{"bluesky", "mastodon"} {
		if n := strings.Count(files[style[1]], ".n-net--"+name+`::before{clip-path:path("M`); n != 1 {
			t.Errorf("the style sheet draws %s %d times", name, n)
		}
	}
	if strings.Contains(files[style[1]], "n-net--youtube") {
		t.Error("the style sheet draws a network that the site does not name")
	}
}
