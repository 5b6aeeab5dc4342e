package render_test

import (
	"encoding/json"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What machines read of the site: structured data, Markdown, llms.txt.

var (
	dataElement = regexp.MustCompile(`<script type="application/ld\+json">(.*)</script>`)
	pageKind    = regexp.MustCompile(`data-kind="(\w+)"`)
	metaElement = regexp.MustCompile(`<meta (?:name="description" )?property="([^"]+)" content="([^"]*)">`)
	linkElement = regexp.MustCompile(`<link rel="(\w+)"(?: type="([^"]+)")?[^>]* href="([^"]+)">`)
)

// dataOf is the first entry of a page's structured data, and its breadcrumbs.
func dataOf(t *testing.T, page string) (document map[string]any, crumbs []any) {
	t.Helper()
	m := dataElement.FindStringSubmatch(page)
	if m == nil {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(m[1]), &document); err != nil {
		t.Fatal(err, m[1])
	}
	if document["@context"] != "https://schema.org" {
		t.Errorf("context %v", document["@context"])
	}
	if all, ok := document["@graph"].([]any); ok {
		list := all[1].(map[string]any)
		if list["@type"] != "BreadcrumbList" {
			t.Errorf("beside the page: %v", list)
		}
		document, crumbs = all[0].(map[string]any), list["itemListElement"].([]any)
	}
	return document, crumbs
}

// TestStructuredData: every kind of page that stays has some, about itself.
func TestStructuredData(t *testing.T) {
	files := told(t).build()
	kinds := map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(file) != ".html" {
			continue
		}
		page, kind := files[file], pageKind.FindStringSubmatch(files[file])[1]
		d, crumbs := dataOf(t, page)
		if kind == "404" || kind == "moved" {
			if d != nil {
				t.Errorf("%s: a %s has structured data", file, kind)
			}
			continue
		}
		kinds[kind] = true
		address, canonical := "https://legal.acme.example/"+strings.TrimSuffix(file, "index.html"), ""
		for _, l := range linkElement.FindAllStringSubmatch(page, -1) {
			if l[1] == "canonical" {
				canonical = l[3]
			}
		}
		if d["url"] != canonical || d["name"] == "" || d["inLanguage"] == "" {
			t.Errorf("%s: %v", file, d)
		}
		if publisher, _ := d["publisher"].(map[string]any); publisher["name"] != "Acme GmbH" {
			t.Errorf("%s: publisher %v", file, d["publisher"])
		}
		if kind != "hub" && len(crumbs) < 2 {
			t.Errorf("%s: %s has breadcrumbs %v", file, kind, crumbs)
		}
		if kind == "notice" && canonical != address && page != files[strings.TrimPrefix(canonical, "https://legal.acme.example/")+"index.html"] {
			t.Errorf("%s: canonical %s", file, canonical)
		}
	}
	for _, kind := range []string{"hub", "notice", "edition", "redline", "history", "changes"} {
		if !kinds[kind] {
			t.Errorf("no %s was looked at", kind)
		}
	}
}

// TestStructuredText: dates, versions and relations of a text.
func TestStructuredText(t *testing.T) {
	files := told(t).build()
	for _, test := range []struct{ file, want string }{
		{"legal/cookies/index.html", `@id=https://legal.acme.example/legal/cookies/2025-01-01/ datePublished=2024-12-01 dateModified=2025-01-01 version=2025-01-01 temporalCoverage=2025-01-01/2027-04-01 inLanguage=en`},
		{"legal/cookies/2027-04-01/index.html", `@id=https://legal.acme.example/legal/cookies/2027-04-01/ datePublished=2026-03-02 dateModified=2026-03-02 version=2027-04-01 temporalCoverage=2027-04-01/.. inLanguage=en`},
		{"legal/imprint/index.html", `@id=https://legal.acme.example/legal/imprint/2025-01-01/ datePublished=2024-12-01 dateModified=2026-03-03 version=2025-01-01 temporalCoverage=2025-01-01/2026-05-01 inLanguage=en`},
		{"de/legal/cookies/index.html", `@id=https://legal.acme.example/de/legal/cookies/2025-01-01/ datePublished=2024-12-01 dateModified=2025-01-01 version=2025-01-01 temporalCoverage=2025-01-01/2027-04-01 inLanguage=de`},
	} {
		d, _ := dataOf(t, files[test.file])
		var got []string
		for _, key := range []string{"@id", "datePublished", "dateModified", "version", "temporalCoverage", "inLanguage"} {
			value, _ := d[key].(string)
			got = append(got, key+"="+value)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s:\n%s\nnot\n%s", test.file, strings.Join(got, " "), test.want)
		}
	}
	d, _ := dataOf(t, files["de/legal/cookies/index.html"])
	if original, _ := d["translationOfWork"].(map[string]any); original["@id"] != "https://legal.acme.example/legal/cookies/2025-01-01/" {
		t.Errorf("translated from %v", d["translationOfWork"])
	}
}

// TestSocial: what social networks read, once each.
func TestSocial(t *testing.T) {
	d := told(t)
	d.write("gazette.yaml", gazetteYAML+"social_image: {en: /social/en.png, de: 'https://pictures.example/de.png'}\n")
	files := d.build()
	for _, test := range []struct{ file, want string }{
		{"legal/cookies/index.html", "og:description=What cookies do. og:type=article og:title=COOKIES en og:site_name=Acme Legal " +
			"og:locale=en_US og:image=https://legal.acme.example/social/en.png"},
		{"de/legal/index.html", "og:description=Alle Hinweise, Richtlinien und Bedingungen mit dem Datum, ab dem sie jeweils gelten. og:title=Acme Rechtliches " +
			"og:site_name=Acme Rechtliches og:locale=de_DE og:image=https://pictures.example/de.png"},
		{"404.html", ""},
	} {
		var got []string
		for _, m := range metaElement.FindAllStringSubmatch(files[test.file], -1) {
			got = append(got, m[1]+"="+m[2])
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s:\n%s\nnot\n%s", test.file, strings.Join(got, " "), test.want)
		}
	}
}

func TestPlainMarkdown(t *testing.T) {
	d := newWorkSite(t)
	d.write("gazette.yaml", strings.Replace(gazetteYAML, ".example/", ".example/notices/", 1))
	d.edit("en", "cookies", "2025-01-01", "summary: What *cookies* do.\nversion: '2'\nprevails: de\n",
		"# COOKIES en {#top}\n\n## Why {#why}\n\nSee [privacy](privacy.md#you), [why](#why), [help](/help/), <https://a.example/>.\n{: .lead}\n\n[p]: privacy.md\n")
	d.edit("de", "cookies", "2025-01-01", "", "Siehe [Datenschutz](privacy.md).")
	d.edit("en", "privacy", "2027-01-01", "", "## You {#you}\n\nText.")
	files := d.build()
	const home = "https://legal.acme.example/notices/"
	want := "# COOKIES en\n\n- Effective starting January 1, 2025\n- In force\n- Version 2\n- If the language versions differ, the German version prevails.\n" +
		"- Address of this text: <" + home + "legal/cookies/2025-01-01/>\n\n> What \\*cookies\\* do.\n\n" +
		"## Why\n\nSee [privacy](" + home + "legal/privacy/#you), [why](" + home + "legal/cookies/2025-01-01/#why), [help](" + home + "help/), <https://a.example/>.\n\n[p]: " + home + "legal/privacy/\n"
	if got := files["legal/cookies/index.md"]; got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	has(t, files, "de/legal/cookies/index.md", "# COOKIES de\n\n- Gültig ab 1. Januar 2025\n", "[Datenschutz]("+home+"legal/privacy/)")
	has(t, files, "legal/privacy/index.md", "- Not yet in force\n")
	has(t, files, "legal/cookies/index.html", `<link rel="alternate" type="text/markdown" href="/notices/legal/cookies/index.md">`)
	has(t, files, "legal/cookies/index.json", `"markdown": "`+home+`legal/cookies/index.md"`)
	if files["legal/privacy/2027-01-01/index.html"] == "" || strings.Contains(files["legal/privacy/2027-01-01/index.html"], "text/markdown") {
		t.Error("the permanent page of a text to come names a Markdown that is of the day")
	}
}

// TestOnePage: a text in force has one page at both of its addresses, any other its own.
func TestOnePage(t *testing.T) {
	files := told(t).build()
	for address, own := range map[string]string{
		"legal/cookies/2025-01-01/": "legal/cookies/", "de/legal/cookies/2025-01-01/": "de/legal/cookies/",
		"legal/cookies/2027-04-01/": "", "legal/cookies/2024-01-01/": "",
	} {
		page := files[address+"index.html"]
		if page == "" && own != "" {
			t.Errorf("%s is not made", address)
		}
		for file, other := range files {
			if same := file == own+"index.html"; file != address+"index.html" && strings.HasSuffix(file, "/index.html") && page != "" && (other == page) != same {
				t.Errorf("%s and %s: the same %t", address, file, !same)
			}
		}
	}
}

// TestLLMs reads llms.txt by its grammar, and follows its links.
func TestLLMs(t *testing.T) {
	files := told(t).build()
	blocks := strings.Split(strings.TrimSuffix(files["llms.txt"], "\n"), "\n\n")
	if blocks[0] != "# Acme Legal" || !strings.HasPrefix(blocks[1], "> ") {
		t.Fatalf("begins with %q", blocks[:2])
	}
	entry := regexp.MustCompile(`^- \[((?:[^\]\\]|\\.)+)\]\(https://legal\.acme\.example/([^)]+)\)(?:: .+)?$`)
	var sections []string
	for _, block := range blocks[2:] {
		if title, ok := strings.CutPrefix(block, "## "); ok {
			sections = append(sections, title)
			continue
		}
		for _, line := range strings.Split(block, "\n") {
			m := entry.FindStringSubmatch(line)
			if m == nil {
				t.Errorf("%q is no link with a note", line)
			} else if files[m[2]] == "" {
				t.Errorf("%q leads nowhere", line)
			}
		}
	}
	if want := []string{"More notices", "Deutsch (de)", "Optional"}; !slices.Equal(sections, want) {
		t.Errorf("sections %q, not %q", sections, want)
	}
	has(t, files, "llms.txt", "[IMPRINT en](https://legal.acme.example/legal/imprint/index.md): Withdrawn. In force from January 1, 2025 to May 1, 2026\n",
		"[COOKIES de](https://legal.acme.example/de/legal/cookies/index.md): Gültig ab 1. Januar 2025 – Was Cookies tun.\n")
}
