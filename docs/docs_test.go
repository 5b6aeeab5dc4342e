// Package docs_test holds the documentation to the code: what a page lists is
// all there is and nothing else, and what a page tells people to type works.
package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// TestTemplates compares the tables of templates.md with the views of render: each
// "### Name" has a table whose first cells are the fields of the struct Name.
func TestTemplates(t *testing.T) {
	fields := slices.Concat(viewFields(t, "view.go"), viewFields(t, "viewhistory.go"), viewFields(t, "viewframe.go"), viewFields(t, "viewservice.go"))
	compare(t, "templates.md", "the views of render", tables(t, "templates.md", "."), fields)
}

// viewFields returns "Struct.Field" for every field of the view structs in a file.
func viewFields(t *testing.T, name string) (out []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "../render/"+name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if s, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				for _, name := range field.Names {
					if name.IsExported() { // templates see no others
						out = append(out, spec.Name.Name+"."+name.Name)
					}
				}
			}
		}
		return false
	})
	return out
}

var (
	section   = regexp.MustCompile("^###? `?([A-Za-z0-9_-]+)`?$")
	firstCell = regexp.MustCompile("^\\| `([^`]+)` \\|")
)

// tables returns the first cells of a page's tables. With a joint, each is
// prefixed by the heading it stands under.
func tables(t *testing.T, page, joint string) (out []string) {
	heading := ""
	for _, line := range lines(t, page) {
		if m := section.FindStringSubmatch(line); m != nil {
			heading = m[1]
		}
		if m := firstCell.FindStringSubmatch(line); m != nil && (joint == "" || strings.HasPrefix(m[1], joint)) {
			name := m[1]
			if joint != "" {
				name = heading + name
			}
			out = append(out, name)
		}
	}
	return out
}

func lines(t *testing.T, page string) []string {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(data), "\n")
}

// compare reports what only one of a page and the code has.
func compare(t *testing.T, page, code string, written, real []string) {
	t.Helper()
	if len(written) == 0 || len(real) == 0 {
		t.Fatalf("%d entries in %s, %d in %s", len(written), page, len(real), code)
	}
	for _, name := range real {
		if !slices.Contains(written, name) {
			t.Errorf("docs/%s does not describe %s of %s", page, name, code)
		}
	}
	for i, name := range written {
		if !slices.Contains(real, name) {
			t.Errorf("docs/%s describes %s, which %s does not have", page, name, code)
		}
		if slices.Contains(written[:i], name) {
			t.Errorf("docs/%s describes %s twice", page, name)
		}
	}
}

// TestTemplateFiles: every file of templates/ is named in templates.md.
func TestTemplateFiles(t *testing.T) {
	files, err := filepath.Glob("../templates/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no templates", err)
	}
	page := strings.Join(lines(t, "templates.md"), "\n")
	for _, f := range files {
		if name := filepath.Base(f); !strings.Contains(page, "`"+name+"`") {
			t.Errorf("docs/templates.md does not name templates/%s", name)
		}
	}
}

// TestTemplateWords: templates.md lists the messages that templates ask for.
func TestTemplateWords(t *testing.T) {
	files, err := filepath.Glob("../templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(lines(t, "templates.md"), "\n")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.T "([^"]+)"`).FindAllStringSubmatch(string(data), -1) {
			if !strings.Contains(page, "`"+m[1]+"`") {
				t.Errorf("docs/templates.md does not list the message %s, which %s uses", m[1], f)
			}
		}
	}
}

// TestFrontMatter compares the table of front-matter.md with the struct.
func TestFrontMatter(t *testing.T) {
	var real []string
	for key := range keysOf(reflect.TypeFor[notice.Front]()) {
		real = append(real, key)
	}
	compare(t, "front-matter.md", "notice.Front", tables(t, "front-matter.md", ""), real)
}

// TestConfiguration compares the tables of configuration.md with the structs
// that gazette.yaml is read into. Keys are written with their way from the
// top: footer.links.label.
func TestConfiguration(t *testing.T) {
	compare(t, "configuration.md", "settings.Config", tables(t, "configuration.md", ""), keyPaths(reflect.TypeFor[settings.Config](), ""))
}

// keysOf returns the YAML keys of a struct with their fields' types.
func keysOf(t reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			keys[name] = t.Field(i).Type
		}
	}
	return keys
}

func keyPaths(t reflect.Type, prefix string) (out []string) {
	for t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for key, typ := range keysOf(t) {
		out = append(append(out, prefix+key), keyPaths(typ, prefix+key+".")...)
	}
	return out
}

// TestRules: rules.md has one section for each rule, with its severity.
func TestRules(t *testing.T) {
	var written, real []string
	severity := map[string]string{}
	for _, line := range lines(t, "rules.md") {
		if m := section.FindStringSubmatch(line); m != nil && strings.HasPrefix(line, "### ") {
			written = append(written, m[1])
		}
		if s, ok := strings.CutPrefix(line, "Severity: "); ok && len(written) > 0 {
			severity[written[len(written)-1]] = s
		}
	}
	for _, r := range rule.All() {
		real = append(real, r.ID())
		want := r.Severity().String() + "."
		if r.Fixed() {
			want = r.Severity().String() + ", fixed."
		}
		if got := severity[r.ID()]; got != want {
			t.Errorf("docs/rules.md says that the severity of %s is %q; it is %q", r.ID(), got, want)
		}
	}
	compare(t, "rules.md", "internal/rule", written, real)
}

// TestLinks: links between pages of the documentation lead to files that exist.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#\s]+)(#[^)\s]*)?\)`)
	for _, page := range pages(t) {
		fenced := false
		for i, line := range lines(t, page) {
			if strings.HasPrefix(line, "```") {
				fenced = !fenced
			}
			if fenced || marker.MatchString(line) {
				continue
			}
			for _, m := range link.FindAllStringSubmatch(withoutCode(line), -1) {
				if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
					continue
				}
				if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
					t.Errorf("%s:%d: there is no %s", page, i+1, m[1])
				}
			}
		}
	}
}

var code = regexp.MustCompile("`[^`]*`")

func withoutCode(line string) string { return code.ReplaceAllString(line, "") }

// pages are all pages of the documentation, relative to this folder.
func pages(t *testing.T) (out []string) {
	for _, pattern := range []string{"../*.md", "*.md", "decisions/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, found...)
	}
	return out
}

// TestJSON: the tables of json.md have the fields that the code writes.
func TestJSON(t *testing.T) {
	for heading, files := range map[string][]string{
		"index.json":                  {"render/json.go", "render/acceptance.go", "render/coming.go"},
		"The change log":              {"internal/notice/change.go"},
		"Publications":                {"internal/history/publications.go"},
		"changes.json":                {"render/feed.go"},
		"gazette status --json":       {"cmd/gazette/status.go"},
		"gazette check --format json": {"cmd/gazette/checkformats.go"},
		"gazette diff --format json":  {"cmd/gazette/diff.go", "internal/redline/redline.go"},
	} {
		var real []string
		for _, file := range files {
			real = append(real, jsonFields(t, "../"+file)...)
		}
		compareSets(t, "json.md, "+heading, strings.Join(files, " and "), fieldsUnder(t, "json.md", heading), real)
	}
}

// jsonFields returns the names in a Go file's json tags.
func jsonFields(t *testing.T, file string) (out []string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`json:"([a-z_]+)`).FindAllStringSubmatch(string(data), -1) {
		out = append(out, m[1])
	}
	return out
}

// fieldsUnder returns the first cells of the tables under a heading.
func fieldsUnder(t *testing.T, page, heading string) (out []string) {
	under := false
	for _, line := range lines(t, page) {
		if strings.HasPrefix(line, "## ") {
			under = line == "## "+heading
		}
		if m := firstCell.FindStringSubmatch(line); under && m != nil {
			out = append(out, m[1])
		}
	}
	return out
}

// compareSets compares lists in which a name may stand more than once.
func compareSets(t *testing.T, page, code string, written, real []string) {
	t.Helper()
	slices.Sort(written)
	slices.Sort(real)
	compare(t, page, code, slices.Compact(written), slices.Compact(real))
}

// TestExamples: the YAML that the pages on front matter and configuration show
// has no key or value that Gazette would refuse.
func TestExamples(t *testing.T) {
	for page, value := range map[string]func() any{
		"front-matter.md":  func() any { return &notice.Front{} },
		"configuration.md": func() any { return &settings.Config{} },
	} {
		examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(strings.Join(lines(t, page), "\n"), -1)
		if len(examples) == 0 {
			t.Errorf("docs/%s shows no example", page)
		}
		for _, m := range examples {
			text := strings.ReplaceAll(m[1], "---\n", "")
			if _, ps := source.NewDecoder(page, 0, rule.FrontMatter).YAML([]byte(text), value()); len(ps) > 0 {
				t.Errorf("docs/%s: %v\n%s", page, ps, text)
			}
		}
	}
}
