package redline

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each testdata/*.txt holds cases of four parts: "=== name", old HTML, "--- new", new HTML, "--- html", the merged
// text, "--- term", the report. UPDATE_GOLDEN=1 writes the last two; look at what it wrote.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var updated bytes.Buffer
		for _, c := range strings.Split(string(data), "=== ")[1:] {
			name, rest, _ := strings.Cut(c, "\n")
			old, rest, _ := strings.Cut(rest, "--- new\n")
			new, rest, _ := strings.Cut(rest, "--- html\n")
			wantHTML, wantTerm, _ := strings.Cut(rest, "--- term\n")
			t.Run(filepath.Base(file)+"/"+name, func(t *testing.T) {
				r := checkPair(t, []byte(old), []byte(new))
				back := checkPair(t, []byte(new), []byte(old))
				if r.Stats.Empty() != back.Stats.Empty() {
					t.Error("empty one way only")
				}
				html, term := string(r.HTML(Labels{})), string(Term(r, false, 100))
				if !strings.HasSuffix(html, "\n") {
					html += "\n"
				}
				updated.WriteString("=== " + name + "\n" + old + "--- new\n" + new + "--- html\n" + html + "--- term\n" + term)
				if os.Getenv("UPDATE_GOLDEN") != "" {
					return
				}
				if d := cmp.Diff(wantHTML, html); d != "" {
					t.Errorf("html (-want +got):\n%s", d)
				}
				if d := cmp.Diff(wantTerm, term); d != "" {
					t.Errorf("term (-want +got):\n%s", d)
				}
			})
		}
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, updated.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestLabels(t *testing.T) {
	r := Compare([]byte(`<p>one <a href="/a">two</a> three</p><p>x</p>`), []byte(`<p>one <a href="/b">two</a> four</p><p>x</p>`))
	got := string(r.HTML(testLabels))
	want := `<p>one <a href="/b"><span class="rl-link" id="change-1" data-change="1">two<span class="visually-hidden"> link changed /a to /b </span></span></a> ` +
		`<del class="rl-del" id="change-2" data-change="2"><span class="visually-hidden"> deleted: </span>three<span class="visually-hidden"> end of deletion </span></del>` +
		`<ins class="rl-ins"><span class="visually-hidden"> inserted: </span>four<span class="visually-hidden"> end of insertion </span></ins></p>` + "\n<p>x</p>\n"
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestJSON(t *testing.T) {
	r := Compare([]byte("<h2>T</h2><p>one two</p>"), []byte("<h2>T</h2><p>one three</p>"))
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"stats":{"clauses_changed":1,"clauses_inserted":0,"clauses_deleted":0,"clauses_moved":0,"clauses_moved_changed":0,"links_changed":0,` +
		`"words_inserted":1,"words_deleted":1},"changes":[{"number":1,"anchor":"change-1","kind":"changed","heading":"T",` +
		`"old_text":"one two","new_text":"one three","spans":[{"op":"equal","text":"one "},{"op":"delete","text":"two"},{"op":"insert","text":"three"}]}]}`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

func TestMarkdown(t *testing.T) {
	r := Compare([]byte(`<h2>T*</h2><p>one two <a href="/a">x</a></p>`), []byte(`<h2>T*</h2><p>one three <a href="/b">x</a></p>`))
	want := "## T\\*\n\n- **changed**: one <del>two</del><ins>three</ins> x\n- **link**: x (`/a` → `/b`)\n"
	if d := cmp.Diff(want, string(Markdown(r))); d != "" {
		t.Error(d)
	}
}
