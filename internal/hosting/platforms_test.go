package hosting

import (
	"regexp"
	"strings"
	"testing"
)

func site(section string) Site {
	s := Site{Scheme: "https", Host: "www.example.com", Base: "/", Folder: "/srv/legal", Images: []string{"https://pictures.example"}}
	for _, l := range []struct{ tag, root string }{{"en", "/"}, {"de", "/de/"}, {"pt-BR", "/br/"}, {"zh-Hans", "/zh-Hans/"}, {"zh-Hant", "/zh-Hant/"}} {
		s.Locales = append(s.Locales, Locale{l.tag, l.root, l.root + section, l.root == "/"})
	}
	s.Moved = []Moved{{"/old.html", "/" + section + "cookies/"}, {"/old/", "/" + section + "cookies/"}, {"/de/größe/", "/de/" + section + "cookies/"}}
	return s
}

// rule is a rule of _headers.
type rule struct {
	path    string
	matcher *regexp.Regexp
	unset   []string
	set     [][2]string
}

// parseHeaders reads _headers by the grammar that Netlify and Cloudflare
// document: a path at the start of a line, below it indented headers, # for
// comments. A star stands for anything; Cloudflare allows one of them.
func parseHeaders(t *testing.T, text string) (rules []rule) {
	for _, line := range strings.Split(text, "\n") {
		name, value, isHeader := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(strings.TrimSpace(line), "#"):
		case strings.HasPrefix(line, "/"):
			if strings.Count(line, "*") > 1 || strings.ContainsAny(line, ": ") {
				t.Errorf("path %q", line)
			}
			pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
			rules = append(rules, rule{path: line, matcher: regexp.MustCompile("^" + pattern + "$")})
		case !strings.HasPrefix(line, "  ") || len(rules) == 0:
			t.Fatalf("line %q is neither a path nor a header of one", line)
		case strings.HasPrefix(line, "  ! "):
			rules[len(rules)-1].unset = append(rules[len(rules)-1].unset, strings.TrimPrefix(line, "  ! "))
		case !isHeader || value == "":
			t.Errorf("line %q is no header", line)
		default:
			r := &rules[len(rules)-1]
			r.set = append(r.set, [2]string{name, strings.TrimSpace(value)})
		}
		if len(line) > 2000 {
			t.Errorf("a line of %d characters; Cloudflare reads 2,000", len(line))
		}
	}
	return rules
}

// answer is what a platform adds for a path: on Netlify the last rule decides,
// on Cloudflare the values of all are joined.
func answer(platform string, rules []rule, path string) map[string]string {
	out := map[string]string{}
	for _, r := range rules {
		if !r.matcher.MatchString(path) {
			continue
		}
		for _, name := range r.unset {
			delete(out, name)
		}
		for _, h := range r.set {
			if before := out[h[0]]; before != "" && platform == "cloudflare" {
				h[1] = before + ", " + h[1]
			}
			out[h[0]] = h[1]
		}
	}
	return out
}

func file(t *testing.T, files []File, path string) string {
	for _, f := range files {
		if f.Path == path {
			return string(f.Data)
		}
	}
	t.Fatal("there is no", path)
	return ""
}

func TestHeaders(t *testing.T) {
	for _, platform := range []string{"netlify", "cloudflare"} {
		for _, section := range []string{"legal/", ""} {
			rules := parseHeaders(t, file(t, Files(platform, site(section)), "_headers"))
			if len(rules) > 100 {
				t.Errorf("%d rules; Cloudflare reads 100", len(rules))
			}
			for path, want := range map[string][4]string{ // Content-Language, Content-Type, Cache-Control, Access-Control-Allow-Origin
				"/" + section + "x/index.json":    {"en", "", "", "*"},
				"/" + section:                     {"en", "", ""},
				"/" + section + "cookies/":        {"en", "", ""},
				"/de/" + section:                  {"de", "", ""},
				"/br/nothing/":                    {"pt-BR", "", ""},
				"/" + section + "changes.json":    {"en", "application/feed+json", ""},
				"/" + section + "x/changes.json":  {"en", "application/feed+json", ""},
				"/de/" + section + "changes.atom": {"de", "application/atom+xml", ""},
				"/" + section + "x/index.md":      {"en", "text/markdown; charset=utf-8", ""},
				"/" + section + "x/timemap.link":  {"en", "application/link-format", ""},
			} {
				got := answer(platform, rules, path)
				if have := [4]string{got["Content-Language"], got["Content-Type"], got["Cache-Control"], got["Access-Control-Allow-Origin"]}; have != want {
					t.Errorf("%s, section %q, %s: %q, not %q", platform, section, path, have, want)
				}
				if got["Content-Security-Policy"] != site(section).Headers()[0].Value || got["X-Content-Type-Options"] != "nosniff" {
					t.Errorf("%s, %s: %v", platform, path, got)
				}
			}
			if got := answer(platform, rules, "/assets/style.0a.css"); got["Cache-Control"] != immutable || got["Access-Control-Allow-Origin"] != "" {
				t.Errorf("%s: assets: %v", platform, got)
			}
			if got := answer(platform, rules, "/assets/embed.js"); got["Cache-Control"] != short || got["Access-Control-Allow-Origin"] != "*" {
				t.Errorf("%s: embed.js: %v", platform, got)
			}
		}
	}
}

// TestRedirects reads _redirects: Cloudflare takes lines of two or three words
// and a plain status, Netlify conditions and forced ones too.
func TestRedirects(t *testing.T) {
	for _, test := range []struct{ platform, section, want string }{
		{"cloudflare", "legal/", "/old.html /legal/cookies/ 301\n/old/ /legal/cookies/ 301\n/de/gr%C3%B6%C3%9Fe/ /de/legal/cookies/ 301\n"},
		{"netlify", "legal/", "/old.html /legal/cookies/ 301!\n/old/ /legal/cookies/ 301!\n/de/gr%C3%B6%C3%9Fe/ /de/legal/cookies/ 301!\n" +
			"/ /de/legal/ 302! Language=de\n/ /br/legal/ 302! Language=pt-br,pt\n/ /zh-Hans/legal/ 302! Language=zh-hans,zh-cn,zh-sg,zh-my,zh\n/ /zh-Hant/legal/ 302! Language=zh-hant,zh-tw,zh-hk,zh-mo\n" +
			"/.gazette /404.html 404!\n/de/* /de/404.html 404\n/br/* /br/404.html 404\n/zh-Hans/* /zh-Hans/404.html 404\n/zh-Hant/* /zh-Hant/404.html 404\n"},
		{"netlify", "", "/old.html /cookies/ 301!\n/old/ /cookies/ 301!\n/de/gr%C3%B6%C3%9Fe/ /de/cookies/ 301!\n" +
			"/.gazette /404.html 404!\n/de/* /de/404.html 404\n/br/* /br/404.html 404\n/zh-Hans/* /zh-Hans/404.html 404\n/zh-Hant/* /zh-Hant/404.html 404\n"},
	} {
		if got := file(t, Files(test.platform, site(test.section)), "_redirects"); got != test.want {
			t.Errorf("%s:\n%s\nnot\n%s", test.platform, got, test.want)
		}
	}
	if got := string(Redirects(site("legal/"))); got != file(t, Files("cloudflare", site("legal/")), "_redirects") {
		t.Errorf("for all:\n%s", got)
	}
}

// TestAccepted: the reader's order counts, not the site's.
func TestAccepted(t *testing.T) {
	s := site("legal/")
	accepted := regexp.MustCompile("(?i)" + s.Accepted())
	for header, want := range map[string]string{
		"de-AT,de;q=0.9,en;q=0.8": "/de/legal/", "en-US,en;q=0.9,de;q=0.8": "/legal/", "sv,pt;q=0.5": "/br/legal/", "pt-PT": "/br/legal/",
		"zh-TW,zh;q=0.9": "/zh-Hant/legal/", "zh-Hant-HK": "/zh-Hant/legal/", "zh-SG": "/zh-Hans/legal/", "zh": "/zh-Hans/legal/",
		"": "", "tlh": "", "*": "", "den, dep": "", "sv ,  DE": "/de/legal/",
	} {
		got := ""
		if m := accepted.FindStringSubmatch(header); m != nil {
			for _, w := range s.Wanted() {
				if regexp.MustCompile("(?i)^(?:" + w.Pattern() + ")$").MatchString(m[1]) {
					got += w.Hub
				}
			}
		}
		if got != want {
			t.Errorf("%q leads to %q, not %q", header, got, want)
		}
	}
}
