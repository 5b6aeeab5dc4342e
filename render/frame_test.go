package render_test

import (
	"strings"
	"testing"
)

const withMenus = settings + `header:
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
