package docs_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gazette"
)

// recipeFiles is how many files a recipe may touch, outside its tests, the documentation and the catalogues.
const recipeFiles = 4

// TestRecipesAreShort: each recipe of CONTRIBUTING.md names few files. "Add a key" is two recipes, each with files of its own.
func TestRecipesAreShort(t *testing.T) {
	data, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, recipes, _ := strings.Cut(string(data), "## Recipes\n")
	recipes, _, _ = strings.Cut(recipes, "\n## ")
	found := regexp.MustCompile(`(?s)\*\*(Add a [a-z ]+)\.\*\*(.*?)\n\n`).FindAllStringSubmatch(recipes+"\n", -1)
	if len(found) != 5 {
		t.Fatalf("CONTRIBUTING.md has %d recipes, not 5", len(found))
	}
	for _, recipe := range found {
		touched := map[string]bool{}
		for _, m := range regexp.MustCompile("`((?:internal|render|cmd|templates)/[^`]*)`").FindAllStringSubmatch(recipe[2], -1) {
			if !strings.HasSuffix(m[1], "_test.go") {
				touched[m[1]] = true
			}
		}
		if len(touched) > recipeFiles || len(touched) == 0 && !strings.Contains(recipe[2], "`i18n/") {
			t.Errorf("%q names %v: between one file and %d", recipe[1], slices.Sorted(maps.Keys(touched)), recipeFiles)
		}
	}
}

// pageKind is a kind of page, as the recipe has it: for each file what is put into it, and behind which words; what stands
// behind no words is put at the end.
var pageKind = map[string][]struct{ after, text string }{
	"internal/site/parse.go": {
		{`SignUpPage       Kind = "subscribe"`, "\n\tOverviewPage Kind = \"overview\""},
		{`var shapes = rows((*Site).Hub, []shape{`, "\n\t{kind: OverviewPage, pattern: \"overview/\"},"},
	},
	"render/kinds.go": {
		{`var siteKinds = []pageKind{`, "\n\t{kind: site.OverviewPage, make: overviewPage, shows: outlines},"},
		{"", `
func overviewPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	page := p.start(r, "overview", "changes-title")
	page.Overview = &Overview{Title: page.SiteName}
	return one(p.make(p.site.Path(r), "overview.html", page))
}
`},
	},
	"render/view.go": {
		{"\n\tService *Service\n", "\tOverview *Overview\n"},
		{"", "\n// Overview is a page of a test.\ntype Overview struct{ Title string }\n"},
	},
	"templates/overview.html": {{"", `{{define "main"}}{{with .Overview}}<h1>all of {{.Title}}</h1>{{end}}{{end}}`}},
}

// TestAddAPageKind follows the recipe for a kind of page, beside the files that are there, and builds the sample with it:
// no other file has to know the kind.
func TestAddAPageKind(t *testing.T) {
	if os.Getenv("CI") == "" && !strings.Contains(flag.Lookup("test.run").Value.String(), "PageKind") {
		t.Skip("SKIPPED: compiles the program once more; continuous integration does, and so does -run AddAPageKind")
	}
	if len(pageKind) > recipeFiles {
		t.Errorf("the recipe touches %d files", len(pageKind))
	}
	folder := t.TempDir()
	program, sample, site := filepath.Join(folder, "gazette"), filepath.Join(folder, "sample"), filepath.Join(folder, "public")
	run(t, "go", "build", "-buildvcs=false", "-ldflags=-w", "-overlay", overlaid(t, folder), "-o", program, "../cmd/gazette")
	if err := os.CopyFS(sample, gazette.Starter()); err != nil {
		t.Fatal(err)
	}
	run(t, program, "build", "-C", sample, "--date", "2026-03-01", "--out", site)
	for _, at := range []string{"legal", "de/legal", "ar/legal"} {
		page, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(at), "overview", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(page), "<h1>all of ") || !strings.Contains(string(page), "/ja/legal/overview/") {
			t.Errorf("%s: its view, or the way to other languages, is missing in\n%s", at, page)
		}
	}
}

// overlaid writes the changed files of the recipe into a folder, and the list that go reads of them.
func overlaid(t *testing.T, folder string) string {
	replace := map[string]string{}
	for file, edits := range pageKind {
		text := ""
		if data, err := os.ReadFile(filepath.Join("..", file)); err == nil {
			text = string(data)
		}
		for _, e := range edits {
			before, after, ok := strings.Cut(text, e.after)
			switch {
			case e.after == "":
				text += e.text
			case !ok:
				t.Fatalf("%s holds no %q", file, e.after)
			default:
				text = before + e.after + e.text + after
			}
		}
		real, err := filepath.Abs(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		replace[real] = filepath.Join(folder, strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(replace[real], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(list, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return list
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}
