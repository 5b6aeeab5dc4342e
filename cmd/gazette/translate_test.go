package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/xliff"
)

// TestTranslationRoundTrip: what goes out and comes back unedited says, word
// for word, what the translation of the sample says, in both versions of XLIFF,
// from right to left and in Chinese and Japanese.
func TestTranslationRoundTrip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	var out, talk bytes.Buffer
	if code := run([]string{"init", dir}, &out, &talk); code != 0 {
		t.Fatal(talk.String())
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1780000000")
	a := &app{ui: newUI(&out, &talk), dir: dir}
	d, err := a.translators()
	if err != nil {
		t.Fatal(err)
	}
	same, whole, clauses, known := map[string]int{}, 0, 0, 0
	for _, n := range d.Site.Notices {
		for _, l := range d.Site.Locales {
			if l.Tag == n.Source {
				continue
			}
			for _, version := range []string{"2.1", "1.2"} {
				j, err := d.job(n, l.Tag, version)
				if err != nil {
					t.Fatal(err)
				}
				if j.Before == nil || !j.State().Current() {
					continue
				}
				doc, err := xliff.Read(j.Document().Write())
				if err != nil {
					t.Fatalf("%s %s: %v", n.Slug, l.Tag, err)
				}
				back := j.Return(doc)
				for _, f := range back.Findings {
					if f.Error {
						t.Errorf("%s %s: %+v", n.Slug, l.Tag, f)
					}
				}
				final := 0
				for _, u := range doc.Units {
					if u.Segments[0].State == xliff.Final {
						final++
					}
				}
				clauses, known = clauses+len(doc.Units), known+final
				if final < len(doc.Units) {
					continue // the translation has another structure there
				}
				whole++
				g, _, ps := d.Read(j.Translation.Edition.Path, j.File(back), n.Slug, l.Tag)
				if ps.Errors() {
					t.Fatal(ps)
				}
				was, _ := d.Text(j.Translation.Edition)
				if g.Hash() != was.Hash() {
					t.Errorf("%s in %s, XLIFF %s: the text is another one\n%s", n.Slug, l.Tag, version, firstOther(string(g.HTML), string(was.HTML)))
					continue
				}
				same[string(l.Tag)]++
			}
		}
	}
	t.Logf("%d of %d clauses have their translation; %d texts whole, the same: %v", known, clauses, whole, same)
	if whole < 20 || same["ar"] == 0 || same["ja"] == 0 || same["zh-Hans"] == 0 {
		t.Errorf("too few texts were compared: %v", same)
	}
}

func firstOther(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(i-80, 0)
	return "got  " + got[from:min(i+120, len(got))] + "\nwant " + want[from:min(i+120, len(want))]
}

// TestTranslator is the day of a translator: a new language, codes that are
// lost, numbers that differ, and a text at the end.
func TestTranslator(t *testing.T) {
	dir, gazette := wordSite(t)
	config := filepath.Join(dir, "gazette.yaml")
	data, _ := os.ReadFile(config)
	if err := os.WriteFile(config, bytes.Replace(data, []byte("[en]"), []byte("[en, de]"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, _ := gazette(true, "translate", "status"); !strings.Contains(out, "terms") || !strings.Contains(out, "missing") {
		t.Error(out)
	}
	folder := filepath.Join(dir, "out")
	gazette(true, "translate", "export", "--to", "de", "-o", folder)
	file := filepath.Join(folder, "de", "terms.xlf")
	german := func(edit func(string) string) {
		t.Helper()
		gazette(true, "translate", "export", "--to", "de", "-o", folder)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := edit(string(data))
		if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	target := func(source, target string) func(string) string {
		return func(s string) string {
			old := `<source xml:space="preserve">` + source + "</source>\n"
			if !strings.Contains(s, old) {
				t.Fatalf("there is no %s in %s", old, s)
			}
			return strings.Replace(s, old, old+`<target>`+target+"</target>\n", 1)
		}
	}
	german(target(`keep your <pc id="1" dataRefStart="b1" dataRefEnd="e1">password</pc> secret,`, "das Kennwort geheim halten,"))
	if _, talk := gazette(false, "translate", "import", file); !strings.Contains(talk, "the codes 1 are lost") || !strings.Contains(talk, "nothing was written") {
		t.Error(talk)
	}
	german(func(s string) string {
		s = target(`keep your <pc id="1" dataRefStart="b1" dataRefEnd="e1">password</pc> secret,`, `das <pc id="1">Kennwort</pc> geheim halten,`)(s)
		s = target("10 euros", "12 Euro")(s)
		return target("Your duties", "Ihre *Pflichten*")(s)
	})
	_, talk := gazette(true, "translate", "import", file)
	for _, want := range []string{"the numbers differ: 10 became 12", `"Our duties" is not translated`} {
		if !strings.Contains(talk, want) {
			t.Errorf("it does not say %q: %s", want, talk)
		}
	}
	got, _ := os.ReadFile(filepath.Join(dir, "content/de/terms.md"))
	for _, want := range []string{"locale: de\n", "draft: true\n", "params: {owner: legal}\n", "2. das **Kennwort** geheim halten,\n", "| Basic | 12 Euro |\n", `## Ihre \*Pflichten\* {#duties}`, "{: .intro #start }\n", "[^1]: Of receipt.\n", "<!-- kept for the auditors -->"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%q is missing:\n%s", want, got)
		}
	}
	for name, bad := range map[string]string{
		"is of":                     `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="de"><file id="x" original="content/en/other.md"></file></xliff>`,
		"document type declaration": `<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]><xliff version="2.1">&x;</xliff>`,
		"is no whole XML":           `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"`,
		"is no XLIFF":               "",
		"none of gazette's":         `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="de"><file id="x" original="content/en/terms.md"><unit id="title"><segment><source>Terms</source></segment></unit><unit id="../x"><segment><source>a</source></segment></unit></file></xliff>`,
	} {
		if err := os.WriteFile(file, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, talk := gazette(false, "translate", "import", file); !strings.Contains(talk, name) || !strings.Contains(talk, "hint:") {
			t.Errorf("%s: %s", name, talk)
		}
	}
}
