package i18n

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gazette/internal/rule"
	"gazette/internal/source"
)

const testEnglish = `
close: Close
read: Read {{.Title}}
link: "{{.Old}} to {{.New}}"
results:
  one: "{{.Count}} result in {{.Name}}"
  other: "{{.Count}} results in {{.Name}}"
`

// layer makes a file system of alternating names and contents.
func layer(files ...string) fs.FS {
	out := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		out[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return out
}

// load fails the test on any problem.
func load(t testing.TB, layers ...fs.FS) *Catalogs {
	t.Helper()
	c, problems := LoadLayers(layers...)
	for _, p := range problems {
		t.Errorf("%s (%s)", p, p.Hint)
	}
	return c
}

// TestBuiltin holds every catalogue of the program to the English one.
func TestBuiltin(t *testing.T) {
	c := load(t, Builtin())
	for _, l := range c.Locales() {
		if missing := c.For(l, "").Missing(); len(missing) > 0 {
			t.Errorf("%s.yaml lacks %s", l, strings.Join(missing, ", "))
		}
		for key := range c.files[l] {
			sayAll(t, c.For(l, ""), c.files[reference], key)
		}
	}
}

// sayAll uses a message with every argument that English has.
func sayAll(t *testing.T, c *Catalog, english messages, key string) {
	args := map[string]any{}
	for name := range english[key].names() {
		args[name] = "«" + name + "»"
	}
	if !c.wording[key].counts {
		if got := c.Format(key, args); strings.Contains(got, "{{") {
			t.Errorf("%s: %s is %q", c.Locale, key, got)
		}
		return
	}
	for n := range 120 {
		c.Count(key, n, args)
	}
}

func TestProblems(t *testing.T) {
	for _, test := range []struct{ name, content, want, hint string }{
		{"de.yaml", "close: Schließen\nclsoe: Zu", `i18n/de.yaml:2:1: there is no message "clsoe"`, `did you mean "close"?`},
		{"de.yaml", "unheard-of: Zu", `i18n/de.yaml:1:1: there is no message "unheard-of"`, "see i18n/en.yaml for the messages there are"},
		{"de.yaml", "close: Zu\nread: L\nclose: Schließen", `i18n/de.yaml:3:1: the message "close" stands here twice`, "line 1 has it already; keep one"},
		{"de.yaml", "close: 12", `i18n/de.yaml:1:8: the message "close" is not a text`, "put the text in quotes"},
		{"de.yaml", "close: [a]", `i18n/de.yaml:1:8: the message "close" is not a text`, "put the text in quotes"},
		{"de.yaml", "close:", `i18n/de.yaml:1:7: the message "close" is not a text`, "put the text in quotes"},
		{"de.yaml", "a: &a x\nclose: *a", "i18n/de.yaml:1:1: there is no message \"a\"\ni18n/de.yaml:2:8: the message \"close\" is not a text", ""},
		{"de.yaml", "close: ''", `i18n/de.yaml:1:8: the message "close" is empty`, "leave the line out to have the wording of the next language"},
		{"de.yaml", "- close", `i18n/de.yaml:1:1: is not a list of messages`, "write one message a line, as in “close: Close”"},
		{"de.yaml", "close: {one: a, other: b}", `i18n/de.yaml:1:1: the message "close" does not count and has no plural forms`, "write one text"},
		{"de.yaml", "results: alle", `i18n/de.yaml:1:1: the message "results" lacks the plural form one`, "German needs one, other"},
		{"de.yaml", "results:\n  other: a", `i18n/de.yaml:1:1: the message "results" lacks the plural form one`, "German needs one, other"},
		{"de.yaml", "results:\n  one: a\n  others: b", `i18n/de.yaml:3:3: "others" is not a plural form`, "the forms are zero, one, two, few, many, other"},
		{"de.yaml", "results:\n  one: a\n  few: b\n  other: c", `i18n/de.yaml:3:3: German has no plural form "few"`, "it has one, other"},
		{"de.yaml", "results:\n  one: a\n  other: b\n  one: c", `i18n/de.yaml:4:3: the form "one" stands here twice`, "keep one"},
		{"de.yaml", "results:\n  one: a\n  other: {a: b}", `i18n/de.yaml:3:10: the message "results" is not a text`, "put the text in quotes"},
		{"ar.yaml", "results:\n  one: a\n  other: b", `i18n/ar.yaml:1:1: the message "results" lacks the plural forms zero, two, few, many`, "Arabic needs zero, one, two, few, many, other"},
		{"ru.yaml", "results:\n  one: a\n  other: b", `i18n/ru.yaml:1:1: the message "results" lacks the plural forms few, many`, "Russian needs one, few, many, other"},
		{"de.yaml", `read: "Ä {{.Titel}} lesen"`, `i18n/de.yaml:1:12: the message "read" has no placeholder {{.Titel}}`, "it has {{.Title}}"},
		{"de.yaml", `link: "{{.Neu}}"`, `i18n/de.yaml:1:10: the message "link" has no placeholder {{.Neu}}`, "it has {{.New}}, {{.Old}}"},
		{"de.yaml", `close: "{{.Count}}"`, `i18n/de.yaml:1:11: the message "close" has no placeholder {{.Count}}`, "it has none"},
		{"de.yaml", `read: "{{Title}} lesen"`, `i18n/de.yaml:1:8: "{{Title}}" is not a placeholder`, "placeholders are written {{.Name}}"},
		{"de.yaml", `read: "Lies {{if .A}}"`, `i18n/de.yaml:1:13: "{{if .A}}" is not a placeholder`, "placeholders are written {{.Name}}"},
		{"de.yaml", `read: "Lies {{.Title"`, `i18n/de.yaml:1:13: "{{.Title" is not a placeholder`, "placeholders are written {{.Name}}"},
		{"de.yaml", `read: "Lies .Title}}"`, `i18n/de.yaml:1:19: "}}" is not a placeholder`, "placeholders are written {{.Name}}"},
		{"de.yaml", "close: a: b", `i18n/de.yaml:1:9: is not YAML: mapping values are not allowed in this context`, "put a text that holds “: ” or “#” or begins with a sign in quotes"},
		{"de.yaml", "close: a\n---\nread: b", `i18n/de.yaml:2:1: has a second document`, "take the line --- out"},
		{"de.yml", "", `i18n/de.yml: is not read: catalogues end in .yaml`, "rename the file to de.yaml"},
		{"de.yaml", "close: \xff", `i18n/de.yaml:1:8: is not UTF-8`, "save the file with the encoding UTF-8"},
		{"pt-br.yaml", "", `i18n/pt-br.yaml: is not named after a locale: "pt-br" is not the canonical form of the tag: did you mean "pt-BR"?`, "rename the file to pt-BR.yaml"},
		{"german.yaml", "", `i18n/german.yaml: is not named after a locale: "german" is not a BCP 47 tag`, "name the file after the BCP 47 tag of its language, as in pt-BR.yaml"},
	} {
		_, problems := LoadLayers(layer("en.yaml", testEnglish, test.name, test.content))
		check(t, test.content, problems, test.want, test.hint)
	}
}

func check(t *testing.T, content string, problems source.Problems, want, hint string) {
	t.Helper()
	if got := problems.Error(); got != want {
		t.Errorf("%q:\n got %s\nwant %s", content, got, want)
	}
	for _, p := range problems {
		if p.Rule != rule.Catalogue || p.Severity != rule.Error {
			t.Errorf("%q: rule %q, severity %s", content, p.Rule, p.Severity)
		}
	}
	if len(problems) == 1 && problems[0].Hint != hint {
		t.Errorf("%q: hint %q, want %q", content, problems[0].Hint, hint)
	}
}

func TestProblemsOfEnglish(t *testing.T) {
	_, problems := LoadLayers(layer("de.yaml", "close: Zu"))
	check(t, "no English", problems, "i18n/en.yaml: cannot be read: file does not exist", problems[0].Hint)
	_, problems = LoadLayers(layer("en.yaml", "results: {other: a}"))
	check(t, "English plural", problems, `i18n/en.yaml:1:1: the message "results" lacks the plural form one`, "English needs one, other")
	_, problems = LoadLayers(layer("en.yaml", testEnglish), layer("en.yaml", "shut: Shut\nread: Read {{.Name}}"))
	check(t, "site's English", problems, "i18n/en.yaml:1:1: there is no message \"shut\"\n"+
		`i18n/en.yaml:2:14: the message "read" has no placeholder {{.Name}}`, "")
}

func TestExcerpt(t *testing.T) {
	_, problems := LoadLayers(layer("en.yaml", testEnglish, "de.yaml", "close: Zu\nclsoe: Zu"))
	if len(problems) != 1 || problems[0].Excerpt != "clsoe: Zu" {
		t.Errorf("excerpts: %+v", problems)
	}
}

func TestLayers(t *testing.T) {
	site := layer("en.yaml", "close: Shut\n", "de.yaml", "# only a comment\n", "fr.yaml", "close: Fermer", "readme.md", "x", "sub/de.yaml", "x")
	c := load(t, layer("en.yaml", testEnglish, "de.yaml", "close: Zu\nread: "+`"{{.Title}} lesen"`), site, fstest.MapFS{})
	if got := c.Locales(); !slices.Equal(got, []Locale{"de", "en", "fr"}) {
		t.Errorf("locales %v", got)
	}
	en, de := c.For("en", ""), c.For("de", "")
	if en.Text("close") != "Shut" || en.Format("read", map[string]any{"Title": "<A>"}) != "Read <A>" {
		t.Error("the site's English message does not replace the built-in one alone")
	}
	if de.Text("close") != "Zu" || de.Format("read", map[string]any{"Title": 7}) != "7 lesen" {
		t.Error("German changed")
	}
}

func TestFallback(t *testing.T) {
	c := load(t, layer("en.yaml", "a: en\nb: en\nc: en", "es.yaml", "a: es\nb: es", "es-419.yaml", "a: es-419",
		"pt-BR.yaml", "a: pt-BR\nb: pt-BR\nc: pt-BR", "zh-Hans.yaml", "a: zh-Hans", "fr.yaml", "c: fr"))
	for _, test := range []struct {
		l, source Locale
		want      string
		lang      Locale
		missing   string
	}{
		{"en", "", "en en en", "en", ""},
		{"es-MX", "", "es-419 es en", "es-MX", "c"},
		{"es-ES", "fr", "es es fr", "es-ES", "c"},
		{"es", "fr-CA", "es es fr", "es", "c"},
		{"pt-PT", "", "pt-BR pt-BR pt-BR", "pt-PT", ""},
		{"zh-TW", "", "en en en", "en", "a b c"},
		{"zh-CN", "pt", "zh-Hans pt-BR pt-BR", "pt-BR", "b c"},
		{"th", "es-AR", "es-419 es en", "es-419", "a b c"},
		{"", "", "en en en", "en", "a b c"},
	} {
		cat := c.For(test.l, test.source)
		got := cat.Text("a") + " " + cat.Text("b") + " " + cat.Text("c")
		if missing := strings.Join(cat.Missing(), " "); got != test.want || cat.Lang() != test.lang || missing != test.missing {
			t.Errorf("For(%s, %s): %q in %s, missing %q; want %q in %s, missing %q",
				test.l, test.source, got, cat.Lang(), missing, test.want, test.lang, test.missing)
		}
	}
}

func TestHash(t *testing.T) {
	base := layer("en.yaml", testEnglish, "de.yaml", "close: Zu")
	c := load(t, base)
	again := load(t, base)
	if c.Hash("de", "") != again.Hash("de", "") {
		t.Error("the same wording has two hashes")
	}
	seen := map[[32]byte]string{c.Hash("de", ""): "as it was"}
	for _, change := range []string{"close: Schluss", "read: '{{.Title}}'", "read: 'Title'", "link: '{{.New}}{{.Old}}'", "read: Read {{.Title}}"} {
		h := load(t, base, layer("de.yaml", change)).Hash("de", "")
		if before, twice := seen[h]; twice {
			t.Errorf("%q hashes as %q", change, before)
		}
		seen[h] = change
	}
	if load(t, base, layer("fr.yaml", "close: Fermer")).Hash("de", "") != c.Hash("de", "") {
		t.Error("French changes the hash of German")
	}
}

func TestConcurrentUse(t *testing.T) {
	c := load(t, Builtin())
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			cat := c.For([]Locale{"ar", "ru", "en", "th"}[i%4], "de")
			_ = cat.Text("close") + fmt.Sprint(cat.Count("redline-clauses", i, nil), c.Hash("he", "en"))
		})
	}
	wg.Wait()
}
