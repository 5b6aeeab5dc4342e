package assemble

import (
	"os"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/notice"
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

// TestRedlineSheets: the redline of a text in force says nothing that is true on one day only, names both texts, and
// its page leads to it as long as it compares them.
func TestRedlineSheets(t *testing.T) {
	w := newWorkbench(t, 1)
	var against notice.Date
	of := func() []Sheet {
		s := w.load()
		sheets, err := SheetsOf(s)
		if err != nil {
			t.Fatal(err)
		}
		made, err := sheets.Redlines(s.Site.Notice("cookies"), func(l i18n.Locale) bool { return l == "en" }, against)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	w.day.Year, w.day.Month = 2024, 10
	before := of()
	w.day.Year = 2026 // a change is announced
	after := of()
	if len(before) != 1 || len(after) != 1 || string(after[0].HTML) != string(before[0].HTML) ||
		after[0].Label != before[0].Label {
		t.Fatalf("the sheet depends on the day: %d sheets, then %d", len(before), len(after))
	}
	sheet := after[0]
	for _, want := range []string{`<del class="rl-del">`, `<ins class="rl-ins">`, `data-change="1"`, `id="change-1"`,
		"2023-07-01", "2024-09-16"} {
		if !strings.Contains(string(sheet.HTML), want) {
			t.Errorf("%s has no %s", sheet.Path, want)
		}
	}
	if strings.Contains(string(sheet.HTML), "<details") {
		t.Error("something is folded, and would be lost on paper")
	}
	page := "public/legal/cookies/2024-09-16/changes/index.html"
	expect := func(after string, want bool) {
		t.Helper()
		w.build()
		w.same(after)
		data, err := os.ReadFile(w.path(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(data), `href="/`+sheet.Path+`"`); got != want {
			t.Errorf("after %s: the redline's page leads to its PDF: %t, want %t", after, got, want)
		}
	}
	printed := func(text string) string {
		return "%PDF-1.4\n1 0 obj\n<</Creator (Gazette)\n/GazetteText (" + text +
			")\n/GazetteSheet (0123456789abcdef)   >>\nendobj\n"
	}
	w.write("static/"+sheet.Path, printed(sheet.Label.Text))
	expect("printing", true)
	w.write("static/"+sheet.Path, printed(sheet.Label.Text[16:]+sheet.Label.Text[:16]))
	expect("printing other texts", false)
	against = notice.Date{Year: 2022, Month: 5, Day: 2}
	made := of()
	if len(made) != 1 || made[0].Path != "pdf/en/cookies-2024-09-16-changes-since-2022-05-02.pdf" ||
		!strings.Contains(string(made[0].HTML), "2022-05-02") ||
		strings.Contains(string(made[0].HTML), "legal/cookies/2024-09-16/changes/") { // of these two there is no page
		t.Errorf("against the first text: %+v", made)
	}
	against = notice.Date{Year: 2024, Month: 9, Day: 16}
	if made := of(); len(made) > 0 {
		t.Errorf("%d redlines of a text with itself", len(made))
	}
	against, w.day.Year = notice.Date{}, 2022
	if made := of(); len(made) > 0 {
		t.Errorf("%d redlines of a first text", len(made))
	}
}
