package assemble

import (
	"os"
	"strings"
	"testing"

	"gazette/i18n"
)

// TestPDFLink: pages and index.json lead to a PDF as long as it holds the text
// that stands there, in builds that remember and in clean ones.
func TestPDFLink(t *testing.T) {
	w := newWorkbench(t, 1)
	const notice, text = "imprint", "content/de/imprint.md"
	sheets, err := SheetsOf(w.load())
	if err != nil {
		t.Fatal(err)
	}
	made, err := sheets.Of(w.load().Site.Notice(notice), func(l i18n.Locale) bool { return l == "de" })
	if err != nil || len(made) != 1 {
		t.Fatalf("%d sheets, %v", len(made), err)
	}
	sheet := made[0]
	link := `<a href="/` + sheet.Path + `" type="application/pdf" download>Als PDF herunterladen</a>`
	expect := func(after string, want bool) {
		t.Helper()
		w.build()
		w.same(after)
		for file, words := range map[string]string{"de/legal/" + notice + "/index.html": link,
			"de/legal/" + notice + "/" + sheet.Edition.Effective.String() + "/index.html": link, "legal/" + notice + "/index.json": `"pdf": `} {
			data, err := os.ReadFile(w.path("public/" + file))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(string(data), words); got != want {
				t.Errorf("after %s: %s names the PDF: %t, want %t", after, file, got, want)
			}
		}
	}
	w.write("static/"+sheet.Path, "%PDF-1.4\na file of somebody else's")
	expect("putting another PDF there", false)
	printed := func(hash string) string {
		return "%PDF-1.4\n1 0 obj\n<</Creator (Gazette)\n/GazetteText (" + hash + ")\n/GazetteSheet (0123456789abcdef)   >>\nendobj\n"
	}
	w.write("static/"+sheet.Path, printed(sheet.Label.Text))
	expect("printing", true)
	w.write("static/"+sheet.Path, printed(strings.Repeat("0", len(sheet.Label.Text))))
	expect("printing another text", false)
	w.write("static/"+sheet.Path, printed(sheet.Label.Text))
	expect("printing again", true)
	w.change(text, func(s string) string { return s + "\nNoch ein Satz.\n" })
	expect("editing the text", false)
}

// TestSheets: a sheet says nothing that is true on one day only.
func TestSheets(t *testing.T) {
	w := newWorkbench(t, 1)
	of := func(day string) []Sheet {
		s := w.load()
		sheets, err := SheetsOf(s)
		if err != nil {
			t.Fatal(err)
		}
		made, err := sheets.Of(s.Site.Notice("cookies"), func(l i18n.Locale) bool { return l == "en" })
		if err != nil || len(made) != 1 {
			t.Fatalf("on %s: %d sheets, %v", day, len(made), err)
		}
		return made
	}
	w.day.Year, w.day.Month = 2024, 10
	before := of("the day")
	w.day.Year = 2026 // a change is announced
	if after := of("a later day"); string(after[0].HTML) != string(before[0].HTML) || after[0].Label != before[0].Label {
		t.Errorf("the sheet of %s depends on the day", before[0].Path)
	}
	w.day.Year = 1999
	s := w.load()
	sheets, _ := SheetsOf(s)
	if made, err := sheets.Of(s.Site.Notice("cookies"), func(i18n.Locale) bool { return true }); err != nil || len(made) > 0 {
		t.Errorf("%d sheets of texts that are not in force, %v", len(made), err)
	}
}
