package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// from is an edit that replaces a text once; it must be there.
func from(t *testing.T, old, new string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			t.Fatalf("there is no %s in %s", old, s)
		}
		return strings.Replace(s, old, new, 1)
	}
}

func as(text string) func(string) string { return func(string) string { return text } }

const (
	endRun   = `</w:t></w:r>`
	beginRun = `<w:r><w:t xml:space="preserve">`
)

// unfit is something that a notice cannot hold.
type unfit struct {
	edits    map[string]func(string) string
	said     string // what is said of it
	old, new string // what of the contract becomes another
	more     bool   // its words come on top
}

// leftOut are the things that a notice cannot hold, as Word writes them into a file.
func leftOut(t *testing.T) map[string]unfit {
	const main = "word/document.xml"
	in := func(name string, edit func(string) string) map[string]func(string) string {
		return map[string]func(string) string{name: edit}
	}
	box := `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>` +
		xmlRun("Boxed words.") + `</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
	char := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	field := char("begin") + `<w:r><w:instrText> DATE </w:instrText></w:r>` + char("separate") + xmlRun("six") + char("end")
	table := func(inner string) string { return `<w:tbl><w:tr><w:tc>` + inner + `</w:tc></w:tr></w:tbl><w:p/>` }
	line := func(words string) string { return `<w:p>` + xmlRun(words) + `</w:p>` }
	simple := `<w:fldSimple w:instr=" REF _Ref1 \h ">` + xmlRun(" business") + `</w:fldSimple>`
	within := `<w:fldSimple w:instr=" IF 1 = 1 ">` + xmlRun(" full") + simple + `</w:fldSimple>`
	return map[string]unfit{
		"a macro":            {edits: in("word/vbaProject.bin", as("Sub AutoOpen()")), said: "1 macro project"},
		"an embedded object": {edits: in("word/embeddings/oleObject1.bin", as("a sheet")), said: "1 embedded object"},
		"a picture":          {edits: in("word/media/image1.png", as("\x89PNG")), said: "1 picture"},
		"a field": {edits: in(main, from(t, "five days", "five"+endRun+simple+beginRun+" days")),
			said: "1 field", old: "five days", new: "five business days"},
		"a field within a field": {edits: in(main, from(t, "five days", "five"+endRun+within+beginRun+" days")),
			said: "2 fields", old: "five days", new: "five full business days"},
		"a field of several runs": {edits: in(main, from(t, "five days", endRun+field+beginRun+" days")),
			said: "1 field", old: "five days", new: "six days"},
		"a text box": {edits: in(main, from(t, "five days", endRun+box+beginRun+"five days")),
			said: "1 text box", more: true},
		"a table within a table": {edits: in(main, from(t, "<w:tbl>", table(line("Outer.")+table(line("Inner.")))+"<w:tbl>")),
			said: "1 table within a table", more: true},
	}
}

// TestWordLeavesOut: what a notice cannot hold is named and counted, its words are taken where there are any, and all
// the rest of the text stays.
func TestWordLeavesOut(t *testing.T) {
	needs(t, "pandoc")
	for name, c := range leftOut(t) {
		t.Run(name, func(t *testing.T) {
			dir, gazette := wordSite(t)
			file := filepath.Join(dir, "terms.docx")
			gazette(true, "export", "terms", "-o", file)
			if err := os.WriteFile(file, edited(t, file, c.edits), 0o644); err != nil {
				t.Fatal(err)
			}
			_, talk := gazette(true, "import", file)
			if !strings.Contains(talk, file+" has "+c.said+"; at most their words were taken") {
				t.Errorf("it does not say %q: %s", c.said, talk)
			}
			got, err := os.ReadFile(filepath.Join(dir, "content/en/terms.md"))
			if err != nil {
				t.Fatal(err)
			}
			rest := string(got)
			for _, line := range strings.SplitAfter(strings.Replace(contract, c.old, c.new, 1), "\n") {
				at := strings.Index(rest, line)
				if at < 0 {
					t.Fatalf("%q is lost, or stands elsewhere:\n%s", line, got)
				}
				rest = rest[at+len(line):]
			}
			if c.old == "" && !c.more && string(got) != contract {
				t.Errorf("something became another: %s", got)
			}
		})
	}
}

// TestWordCommentOnDeleted: a comment on words that are gone is listed with them, whatever becomes of the change.
func TestWordCommentOnDeleted(t *testing.T) {
	needs(t, "pandoc")
	for _, changes := range []string{"accept", "reject"} {
		dir, gazette := wordSite(t)
		file := filepath.Join(dir, "terms.docx")
		gazette(true, "export", "terms", "-o", file)
		gone := from(t, "five days", endRun+`<w:commentRangeStart w:id="5"/>`+xmlDel("five")+
			`<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>`+beginRun+" days")
		edits := map[string]func(string) string{"word/document.xml": gone, "word/comments.xml": comments}
		if err := os.WriteFile(file, edited(t, file, edits), 0o644); err != nil {
			t.Fatal(err)
		}
		_, talk := gazette(true, "import", file, "--changes", changes)
		if want := `Max Beispiel, under "Our duties", on "five": Is that enough?`; !strings.Contains(talk, want) {
			t.Errorf("%s: it does not say %q: %s", changes, want, talk)
		}
		want := map[string]string{"accept": "within days", "reject": "within five days"}[changes]
		if got, _ := os.ReadFile(filepath.Join(dir, "content/en/terms.md")); !strings.Contains(string(got), want) {
			t.Errorf("%s: there is no %q in %s", changes, want, got)
		}
	}
}

// TestWordMoves: what a colleague moved stands at its new place when that is accepted, and at its old one when it is
// not.
func TestWordMoves(t *testing.T) {
	needs(t, "pandoc")
	for _, changes := range []string{"accept", "reject"} {
		dir, gazette := wordSite(t)
		gazette(true, "record", "--yes")
		working := filepath.Join(dir, "content/en/terms.md")
		const clause = "We answer within five days.[^1] See [above](#duties).\n\n"
		moved := strings.NewReplacer("2026-01-01", "2026-06-01", clause, "", "| Service |", clause+"| Service |").
			Replace(contract)
		if err := os.WriteFile(working, []byte(moved), 0o644); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "changes.docx")
		gazette(true, "diff", "terms", "2026-01-01", "working", "-o", file)
		xml := part(t, file, "word/document.xml")
		for _, want := range []string{"<w:moveFrom ", "<w:moveTo ", "<w:moveFromRangeStart ", "<w:moveToRangeEnd ", `w:name="move`} {
			if !strings.Contains(xml, want) {
				t.Errorf("there is no %s in %s", want, xml)
			}
		}
		gazette(true, "import", file, "--slug", "terms", "--changes", changes)
		data, err := os.ReadFile(working)
		if err != nil {
			t.Fatal(err)
		}
		got, words := string(data), "We answer within five days"
		if changes == "accept" && got != moved || strings.Count(got, words) != 1 ||
			(strings.Index(got, words) < strings.Index(got, "| Service |")) != (changes == "accept") {
			t.Errorf("%s: got\n%s", changes, got)
		}
	}
}

// TestReferenceDoc: an export has the styles of the document that is named, and the text that it has without.
func TestReferenceDoc(t *testing.T) {
	needs(t, "pandoc")
	dir, gazette := wordSite(t)
	firm, file := filepath.Join(dir, "firm.docx"), filepath.Join(dir, "terms.docx")
	gazette(true, "export", "terms", "-o", firm)
	const ours, colour = `<w:color w:val="C0FFEE"/>`, "C0FFEE"
	styles := func(s string) string {
		i := strings.Index(s, `w:styleId="Heading1"`)
		k := i + strings.Index(s[i:], "<w:rPr>") + len("<w:rPr>")
		return s[:k] + ours + s[k:]
	}
	edits := map[string]func(string) string{"word/styles.xml": styles}
	if err := os.WriteFile(firm, edited(t, firm, edits), 0o644); err != nil {
		t.Fatal(err)
	}
	gazette(true, "export", "terms", "-o", file, "--reference-doc", firm)
	if !strings.Contains(part(t, file, "word/styles.xml"), colour) {
		t.Error("the styles of the reference are lost")
	}
	if _, talk := gazette(true, "import", file); !strings.Contains(talk, "nothing was written") {
		t.Errorf("with other styles the text is another: %s", talk)
	}
	_, talk := gazette(false, "export", "terms", "-o", file, "--reference-doc", filepath.Join(dir, "nothing.docx"))
	if !strings.Contains(talk, "--reference-doc: ") || !strings.Contains(talk, "hint: name a docx or odt") {
		t.Error(talk)
	}
	if err := os.WriteFile(firm, []byte("Dear all,"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, talk = gazette(false, "export", "terms", "-o", file, "--reference-doc", firm)
	if !strings.Contains(talk, "hint: see that "+firm+" is a docx or odt") {
		t.Error(talk)
	}
}

// printedPages is a notice of so many printed pages, of 350 words each, with headings, lists, a table and links.
func printedPages(n int) string {
	var b strings.Builder
	b.WriteString("---\ntitle: Terms\nlocale: en\neffective: 2026-01-01\n---\n")
	for k := range n {
		fmt.Fprintf(&b, "\n## Part %d {#part-%d}\n\n", k+1, k+1)
		for c := range 5 {
			fmt.Fprintf(&b, "Clause %d.%d of this agreement says in so many words what the parties owe each other, "+
				"from the day on which it takes effect until one of them ends it, and it holds for whoever comes after "+
				"them; see [privacy](privacy.md#rights) for what is kept of whom, and **part %d** for the sum of %d euros "+
				"that is due within %d days of receipt.\n\n", k+1, c+1, max(k, 1), k*100+c, c+10)
		}
		b.WriteString("1. pay in time, and in the currency that the table below names for the service,\n" +
			"2. keep your *password* secret and never hand it to others,\n" +
			"3. tell us of every change of your address within a week.\n\n")
		fmt.Fprintf(&b, "| Service | Fee |\n| --- | ---: |\n| Basic | %d euros |\n| Pro | %d euros |\n", k+10, k+20)
	}
	return b.String()
}

// TestWordLong: a notice of 500 pages goes out and comes back, and changes nothing.
func TestWordLong(t *testing.T) {
	needs(t, "pandoc")
	dir, gazette := wordSite(t)
	if err := os.WriteFile(filepath.Join(dir, "content/en/terms.md"), []byte(printedPages(500)), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "terms.docx")
	gazette(true, "export", "terms", "-o", file)
	if _, talk := gazette(true, "import", file); !strings.Contains(talk, "nothing was written") {
		t.Errorf("a file that nobody edited changes something: %s", short(talk))
	}
}

// BenchmarkExport and BenchmarkImport take a notice of 50 pages out as a docx, and bring it back with a changed clause.
func BenchmarkExport(b *testing.B) {
	needs(b, "pandoc")
	dir, gazette := longSite(b)
	for b.Loop() {
		gazette("export", "terms", "-o", filepath.Join(dir, "terms.docx"))
	}
}

func BenchmarkImport(b *testing.B) {
	needs(b, "pandoc")
	dir, gazette := longSite(b)
	file := filepath.Join(dir, "terms.docx")
	gazette("export", "terms", "-o", file)
	changed := strings.Replace(printedPages(50), "in time", "on time", 1)
	if err := os.WriteFile(filepath.Join(dir, "content/en/terms.md"), []byte(changed), 0o644); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		gazette("import", file, "--dry-run")
	}
}
