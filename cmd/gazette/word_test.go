package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gazette/internal/fixture"
)

// contract is a notice with all that Word does not know.
const contract = `---
title: Terms
locale: en
effective: 2026-01-01
params: {owner: legal}
---
Read our [Privacy Policy](privacy.md#rights) and **all** of <span id="x">these</span> terms.
{: .intro #start }

## Your duties {#duties}

You must:

1. pay in time,
2. keep your **password** secret,
3. be kind.

<!-- kept for the auditors -->

## Our duties {#our-duties}

| Service | Fee |
| --- | ---: |
| Basic | 10 euros |
| Pro | 20 euros |

We answer within five days.[^1] See [above](#duties).

[^1]: Of receipt.
`

const privacy = "---\ntitle: Privacy\nlocale: en\neffective: 2026-01-01\n---\nWe keep little.\n\n## Rights {#rights}\n\nYou may ask.\n"

// wordSite is a site with a contract, and what runs gazette in it.
func wordSite(t *testing.T) (dir string, gazette func(ok bool, args ...string) (stdout, stderr string)) {
	t.Helper()
	t.Setenv("NO_COLOR", "1")
	t.Setenv("SOURCE_DATE_EPOCH", "1780000000")
	dir = t.TempDir()
	acme(t, dir, contract)
	return dir, func(ok bool, args ...string) (string, string) {
		t.Helper()
		var out, talk bytes.Buffer
		if code := run(append([]string{"-C", dir}, args...), &out, &talk); (code == 0) != ok {
			t.Fatalf("gazette %s: exit %d\n%s%s", strings.Join(args, " "), code, out.String(), talk.String())
		}
		return out.String(), talk.String()
	}
}

// longSite is one with terms of 50 pages.
func longSite(b *testing.B) (dir string, gazette func(args ...string)) {
	b.Helper()
	dir = b.TempDir()
	acme(b, dir, printedPages(50))
	return dir, func(args ...string) {
		b.Helper()
		var talk bytes.Buffer
		if code := run(append([]string{"-C", dir}, args...), io.Discard, &talk); code != 0 {
			b.Fatalf("gazette %s: exit %d\n%s", strings.Join(args, " "), code, talk.String())
		}
	}
}

// acme writes a site of two notices into a folder.
func acme(t testing.TB, dir, terms string) {
	t.Helper()
	for name, text := range map[string]string{"gazette.yaml": "title: Acme\nbase_url: https://acme.example/\nsection: legal\ndefault_locale: en\nlocales: [en]\n",
		"content/en/terms.md": terms, "content/en/privacy.md": privacy} {
		fixture.Write(t, dir, name, text)
	}
}

// edited is an archive with some of its files changed, and others added.
func edited(t *testing.T, file string, edits map[string]func(string) string) []byte {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if edit := edits[f.Name]; edit != nil {
			data = []byte(edit(string(data)))
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	for name, edit := range edits {
		if slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == name }) {
			continue
		}
		to, err := w.Create(name)
		if err == nil {
			_, err = to.Write([]byte(edit("")))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const tracked = ` w:id="9" w:author="Erika Muster" w:date="2026-03-04T05:06:07Z"`

func xmlRun(word string) string { return `<w:r><w:t xml:space="preserve">` + word + `</w:t></w:r>` }
func xmlDel(word string) string {
	return `<w:del` + tracked + `><w:r><w:delText xml:space="preserve">` + word + `</w:delText></w:r></w:del>`
}
func xmlIns(words string) string { return `<w:ins` + tracked + `>` + xmlRun(words) + `</w:ins>` }

// asWord edits the contract as a colleague does in Word.
func asWord(t *testing.T) func(string) string {
	return func(s string) string {
		change := func(old, new string) {
			t.Helper()
			if !strings.Contains(s, old) {
				t.Fatalf("there is no %s in %s", old, s)
			}
			s = strings.Replace(s, old, new, 1)
		}
		const end, begin = `</w:t></w:r>`, `<w:r><w:t xml:space="preserve">`
		change("five", end+`<w:commentRangeStart w:id="5"/>`+xmlDel("five")+xmlIns("three")+`<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>`+begin)
		change("these terms.", "these terms"+end+xmlIns(", please")+begin+".")
		change("10 euros", end+xmlDel("10")+xmlIns("12")+begin+" euros")
		i := strings.Index(s, "be kind.")
		stop := i + strings.Index(s[i:], "</w:p>") + len("</w:p>")
		start := strings.LastIndex(s[:i], "<w:p>")
		item := s[start:stop]
		props := item[:strings.Index(item, "</w:pPr>")]
		s = s[:stop] + props + `<w:rPr><w:ins` + tracked + `/></w:rPr></w:pPr>` + xmlIns("tell us the truth.") + "</w:p>" + s[stop:]
		return s
	}
}

func comments(s string) string {
	s = strings.TrimSuffix(strings.TrimSpace(s), "</w:comments>")
	if strings.HasSuffix(s, "/>") {
		s = strings.TrimRight(strings.TrimSuffix(s, "/>"), " ") + ">"
	}
	return s + (`<w:comment w:id="5" w:author="Max Beispiel" w:date="2026-03-05T00:00:00Z"><w:p>` + xmlRun("Is that enough?") + `</w:p></w:comment></w:comments>`)
}

// TestWord is the day of a lawyer: out, edited in Word, and back.
func TestWord(t *testing.T) {
	needs(t, "pandoc")
	dir, gazette := wordSite(t)
	file := filepath.Join(dir, "terms.docx")
	gazette(true, "export", "terms", "-o", file)
	if _, talk := gazette(true, "import", file); !strings.Contains(talk, "nothing was written") {
		t.Errorf("a file that nobody edited changes something: %s", talk)
	}
	if err := os.WriteFile(file, edited(t, file, map[string]func(string) string{"word/document.xml": asWord(t), "word/comments.xml": comments}), 0o644); err != nil {
		t.Fatal(err)
	}
	working := filepath.Join(dir, "content/en/terms.md")
	_, talk := gazette(false, "import", file)
	for _, want := range []string{`Erika Muster, 2026-03-04, under "Our duties": deleted "five"`, "--changes accept", `Max Beispiel, under "Our duties", on "fivethree": Is that enough?`} {
		if !strings.Contains(talk, want) {
			t.Errorf("it does not say %q: %s", want, talk)
		}
	}
	if got, _ := os.ReadFile(working); string(got) != contract {
		t.Fatalf("something was written: %s", got)
	}
	if _, talk := gazette(true, "import", file, "--changes", "reject"); !strings.Contains(talk, "nothing was written") {
		t.Errorf("all rejected changes something: %s", talk)
	}
	out, _ := gazette(true, "import", file, "--changes", "accept")
	if !strings.Contains(out, "4 changes") {
		t.Errorf("the redline is not shown: %s", out)
	}
	want := contract
	for _, r := range [][2]string{{"five days", "three days"}, {"</span> terms.", "</span> terms, please."}, {"10 euros", "12 euros"}, {"3. be kind.\n", "3. be kind.\n4. tell us the truth.\n"}} {
		want = strings.Replace(want, r[0], r[1], 1)
	}
	got, _ := os.ReadFile(working)
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
