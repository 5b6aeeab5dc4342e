package site

import (
	"strings"
	"testing"

	"gazette/internal/notice"
	"gazette/internal/source"
)

// TestOwners: no alias and no file of static/ stands where anything else does,
// however it is spelled, on any system.
func TestOwners(t *testing.T) {
	b := edition(t, "en", "b", "2024-01-01", "")
	for alias, want := range map[string]string{
		"/old/": "", "/old": "", "/old.html": "", "/Old/Terms/": "", "/über/": "", "/%C3%BCber/": "", "/a b/": "", "/a%20b/": "", "/100%25/": "", "/a;b/": "", "/{a}/": "", "/$a/": "", "/.well-known/terms/": "",
		"/legal/b/2025-01-01/": "", "/legal/nothing/": "", "/legal/c.html": "",
		"/legal/b/": "page", "/legal/b": "page", "/legal/b/index.html": "page", "/legal/%62/": "page", "/LEGAL/B/": "case", "/Legal/b/": "case",
		"/legal/b/2024-01-01/": "page", "/legal/b/2024-01-01": "page", "/legal/b/history/": "page", "/legal/B/History/": "case",
		"/": "page", "/index.html": "page", "/legal/": "page", "/legal": "page", "/de/": "page", "/DE/": "case", "/de/legal/": "page", "/404.html": "page", "/de/404.html": "page", "/De/404.HTML": "folder",
		"/robots.txt": "folder", "/robots.txt/x/": "folder", "/sitemap.xml/": "folder", "/legal/changes.atom/": "folder", "/legal/b/index.json/": "folder", "/legal/b/timemap.link/x/": "folder",
		"/assets/": "assets", "/assets/x/": "assets", "/Assets/x.html": "assets", "/legal/search/": "page", "/legal/changes/": "page",
		"/logo.svg": "folder", "/LOGO.svg/x/": "folder", "/docs/": "", "/docs/a.html": "static", "/docs/A.html": "case", "/docs/a.html/x/": "folder",
		"/legal/./b/": "path", "/legal/b/./2024-01-01/": "path", "/legal/../legal/b/": "path", "/legal/x/..": "path", "/./": "path", "/..": "path", "/legal//b/": "path", "//legal/b/": "path", "/legal/b//": "path",
		"/legal/%2e/b/": "path", "/legal/%2E%2E/b/": "path", "/legal%2fb/": "slash", "/legal%2Fb/": "slash",
		"/*": "Windows", "/legal/:x": "Windows", `/q"x/`: "Windows", "/a|b/": "Windows", "/a<b>/": "Windows", "/a%3Fb/": "Windows", `/a\b/`: "Windows", "/a%5Cb/": "Windows", "/a%0Ab/": "Windows", "/a%00b/": "Windows",
		"/con/": "Windows", "/x/NUL.txt/": "Windows", "/a./": "Windows", "/a%20/": "Windows", "/a?b": "path", "/a#b": "path", "/100%/": "%25", "/%ff/": "UTF-8", "/.git/": "hidden", "/x/.env.html": "hidden",
	} {
		e, ps := notice.Parse(source.File{Path: "content/en/a.md", Data: []byte("---\ntitle: A\nlocale: en\neffective: 2024-01-01\naliases: ['" + alias + "']\n---\n")}, "a", "en", notice.Content)
		if len(ps) == 0 {
			_, ps = Link(Input{Config: config(t, gazetteYAML), Editions: []*notice.Edition{e, b}, Day: notice.Date{Year: 2025, Month: 6, Day: 1},
				Static: func(string) bool { return false }, Files: []string{"logo.svg", "docs/a.html"}})
		}
		words := map[string]string{"": "", "page": "is a page of the site already", "case": "in capitals or Unicode form alone", "folder": "one is a file, the other a folder", "assets": "is a page of the site already",
			"static": "is a page of the site already", "path": "is not a path on this site", "slash": "encoded slash", "Windows": "Windows", "%25": "write the character % as %25", "UTF-8": "is not UTF-8", "hidden": "is hidden"}[want]
		if got := ps.Error(); (len(ps) > 0) != (want != "") || len(ps) > 1 || want == "%25" && ps[0].Hint != words || want != "%25" && !strings.Contains(got, words) {
			t.Errorf("%s: want %q, got %s", alias, want, got)
		}
	}
}

// TestTwoAliases: two notices cannot have one earlier address, nor one that
// differs in capitals; translations of one notice can.
func TestTwoAliases(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"/x/", "/x/", "is an alias of content/en/a.md too"}, {"/x/", "/x", "is an alias of content/en/a.md too"}, {"/x/", "/x/index.html", "is an alias of content/en/a.md too"}, {"/%C3%BC/", "/ü/", "is an alias of content/en/a.md too"},
		{"/x/", "/X/", "in capitals or Unicode form alone"}, {"/ü/", "/Ü/", "in capitals or Unicode form alone"}, {"/ü/", "/u\u0308/", "in capitals or Unicode form alone"}, {"/x.html", "/x.html/y/", "one is a file, the other a folder"}, {"/x.html/y/", "/x.html", "one is a file, the other a folder"},
		{"/x/", "/y/", ""}, {"/x/", "/x/y/", ""}, {"/x.html", "/x/", ""},
	} {
		_, ps := link(t, gazetteYAML, edition(t, "en", "a", "2024-01-01", "aliases: ['"+c.a+"']"), edition(t, "en", "b", "2024-01-01", "aliases: ['"+c.b+"']"))
		if (c.want == "") != (len(ps) == 0) || !strings.Contains(ps.Error(), c.want) || len(ps) > 0 && ps[0].File != "content/en/b.md" {
			t.Errorf("%s, %s: %v", c.a, c.b, ps)
		}
	}
	// A translation's alias that its source text has too is placed below its own root.
	german := edition(t, "de", "x", "2024-01-01", "source: de")
	_, ps := link(t, "title: A\nbase_url: https://a.example/\ndefault_locale: en\nlocales: [en, de]\n", german,
		edition(t, "en", "a", "2024-01-01", "aliases: [/x/]"), edition(t, "de", "a", "2024-01-01", "aliases: [/x/]"))
	if len(ps) != 1 || ps[0].File != "content/de/a.md" || !strings.Contains(ps[0].Message, "is a page of the site already") {
		t.Errorf("the page /de/x/ is taken over: %v", ps)
	}
}

// TestStatics: nor does a file of static/ take anything over.
func TestStatics(t *testing.T) {
	for _, c := range []struct{ files, want string }{
		{"logo.svg docs/a.pdf .well-known/security.txt .htaccess robots.txt llms.txt _headers assets/own.css legal/b/picture.svg legal/b/2030-01-01/index.html x/y", ""},
		{"legal/b/index.html", "take the place"}, {"index.html", "take the place"}, {"de/index.html", "take the place"}, {"404.html", "take the place"}, {"sitemap.xml", "take the place"}, {"sitemap-1.xml", "take the place"},
		{"_redirects", "take the place"}, {".gazette", "take the place"}, {"assets/style.x.css", "take the place"}, {"assets/search/en/x.json", "take the place"}, {"Assets/Style.x.css", "take the place"},
		{"legal", "one is a file, the other a folder"}, {"legal/b", "one is a file, the other a folder"}, {"assets", "one is a file, the other a folder"}, {"assets/search", "one is a file, the other a folder"}, {"de", "one is a file, the other a folder"},
		{"robots.txt/x", "one is a file, the other a folder"}, {"legal/changes.atom/x", "one is a file, the other a folder"}, {"x x/y", "one is a file, the other a folder"}, {"X/y x", "one is a file, the other a folder"},
		{"Logo.svg logo.svg", "in capitals or Unicode form alone"}, {"Legal/B/index.html", "in capitals or Unicode form alone"}, {"Robots.txt", "in capitals or Unicode form alone"}, {"ü.svg u\u0308.svg", "in capitals or Unicode form alone"},
		{"con.txt", "device on Windows"}, {"x/aux", "device on Windows"}, {"a:b", "Windows"}, {"a*", "Windows"}, {"a.", "Windows"},
	} {
		_, ps := Link(Input{Config: config(t, gazetteYAML), Editions: []*notice.Edition{edition(t, "en", "b", "2024-01-01", "")}, Day: notice.Date{Year: 2025, Month: 6, Day: 1},
			Static: func(string) bool { return false }, Files: strings.Split(c.files, " ")[:]})
		if (c.want == "") != (len(ps) == 0) || len(ps) > 1 || !strings.Contains(ps.Error(), c.want) {
			t.Errorf("%s: want %q, got %v", c.files, c.want, ps)
		}
		if both := c.files == "Logo.svg logo.svg" || c.files == "ü.svg u\u0308.svg" || strings.Contains(c.want, "Windows"); len(ps) == 1 && ps.Errors() == both {
			t.Errorf("%s: severity %v", c.files, ps[0].Severity)
		}
	}
}

// TestRelinkCrossed: a site in which an alias lies below a notice's address is
// linked as a whole when that notice is edited: its next edition may stand there.
func TestRelinkCrossed(t *testing.T) {
	a, b := edition(t, "en", "a", "2024-01-01", "aliases: [/legal/b/2025-01-01/]"), edition(t, "en", "b", "2024-01-01", "")
	s, ps := link(t, gazetteYAML, a, b)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	later := edition(t, "en", "b", "2025-01-01", "")
	if _, ok := s.Relink("b", []*notice.Edition{b, later}, nil); ok {
		t.Error("the notice was relinked alone")
	}
	if _, ok := s.Relink("a", []*notice.Edition{a}, nil); !ok {
		t.Error("the other was not")
	}
	if _, ps = link(t, gazetteYAML, a, b, later); len(ps) != 1 {
		t.Error(ps)
	}
}
