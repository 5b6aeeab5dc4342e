package render

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	text "text/template"

	"gazette/internal/conflict"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// middle is what the template of a page defines, to stand between the header
// and the foot; every other template is a part of pages.
var middle = regexp.MustCompile(`\bdefine "main"`)

// Theme is a set of templates, style sheets and scripts, parsed.
type Theme struct {
	pages        map[string]*template.Template
	parts        *template.Template
	mail         *text.Template // plainMail
	builtinStyle []byte         // style.css
	ownStyle     []byte         // all other sheets
	script       Asset
	icons        map[string]template.HTML // of icons.svg, by name
	hash         [32]byte

	own     bool                    // a site's own template is among them
	modules func() map[string]Asset // by name; made on first use
}

// LoadTheme reads *.html, *.css, *.js, *.mjs and icons.svg from the layers; a later layer's file
// replaces an earlier layer's of the same name. The first layer is the
// built-in theme.
func LoadTheme(layers ...fs.FS) (*Theme, source.Problems) {
	files := map[string]source.File{}
	var ps source.Problems
	own := false
	var pages []string // a site can replace those of the built-in theme, not add to them
	for i, layer := range layers {
		before := maps.Clone(files)
		ps = append(ps, readLayer(layer, files)...)
		own = own || i > 0 && ownTemplate(before, files)
		if i == 0 {
			pages = pagesAmong(files)
		}
	}
	t := &Theme{pages: map[string]*template.Template{}, own: own, hash: hashOf(files)}
	ps = append(ps, t.parse(files, pages)...)
	ps = append(ps, t.parseMail(files[plainMail])...)
	var broken source.Problems
	t.icons, broken = iconsOf(files[iconsFile])
	ps = append(ps, broken...)
	t.builtinStyle, t.ownStyle = stylesOf(files)
	t.modules = sync.OnceValue(func() map[string]Asset { return modulesOf(files) })
	var problems source.Problems
	t.script, problems = scriptOf(files)
	return t, append(ps, problems...)
}

// themeFiles are the endings of the files that make a theme.
var themeFiles = []string{".html", ".css", ".js", moduleEnding, licenceEnding}

func readLayer(layer fs.FS, into map[string]source.File) (ps source.Problems) {
	entries, err := fs.ReadDir(layer, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a site without a templates folder uses the built-in theme
	}
	if err != nil {
		return source.Problems{source.Unreadable("templates", err)}
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !slices.Contains(themeFiles, path.Ext(name)) && name != plainMail && name != iconsFile {
			continue
		}
		f, problems := source.Read(layer, name)
		f.Path = "templates/" + name
		for i := range problems {
			problems[i].File = f.Path
		}
		problems = append(problems, conflict.In(f)...)
		ps = append(ps, problems...)
		if !problems.Errors() {
			into[name] = f
		}
	}
	return ps
}

// pagesAmong are the names of the templates of pages.
func pagesAmong(files map[string]source.File) (out []string) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".html") && middle.Match(files[name].Data) {
			out = append(out, name)
		}
	}
	return out
}

// parse builds one set of templates for each template of a page: the parts, and
// the page's own "main".
func (t *Theme) parse(files map[string]source.File, pages []string) (ps source.Problems) {
	t.parts = template.New("parts").Option("missingkey=error")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".html") && !slices.Contains(pages, name) {
			ps = append(ps, parseInto(t.parts, files[name], name)...)
		}
	}
	if ps.Errors() {
		return ps
	}
	for _, name := range pages {
		set := template.Must(t.parts.Clone())
		ps = append(ps, parseInto(set, files[name], name)...)
		t.pages[name] = set
	}
	return ps
}

// plainMail is the one template that makes no HTML.
const plainMail = "mail.txt"

// parseMail parses the plain part of mails; nothing in it is escaped.
func (t *Theme) parseMail(f source.File) source.Problems {
	var err error
	if t.mail, err = text.New(plainMail).Option("missingkey=error").Parse(string(f.Data)); err != nil {
		return f.Located(source.Problems{templateProblem(f.Path, err)})
	}
	return nil
}

// plain makes the plain part of a mail.
func (t *Theme) plain(m Mail) (string, error) {
	var b bytes.Buffer
	if err := t.mail.Execute(&b, m); err != nil {
		return "", templateProblem("templates/"+plainMail, err)
	}
	return b.String(), nil
}

func parseInto(set *template.Template, f source.File, name string) source.Problems {
	if _, err := set.New(name).Parse(strings.TrimRight(string(f.Data), "\n")); err != nil {
		return f.Located(source.Problems{templateProblem(f.Path, err)})
	}
	if !spaced(f.Data) {
		squeeze(set, name)
	}
	return nil
}

var (
	verbatim = regexp.MustCompile(`(?i)<(?:pre|textarea|style|script)(?:\s[^>]*)?>`)
	unread   = regexp.MustCompile(`(?i)^<script\s(?:[^>]*\s)?(?:src=|type="application/ld\+json")`)
)

// spaced reports whether white space counts in a template: in preformatted words, styles, and scripts that stand in it.
func spaced(template []byte) bool {
	for _, tag := range verbatim.FindAll(template, -1) {
		if !unread.Match(tag) {
			return true
		}
	}
	return false
}

var templatePlace = regexp.MustCompile(`^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (.*)$`)

// templateProblem finds the place that an error of html/template names.
func templateProblem(path string, err error) source.Problem {
	p := source.Pos{File: path}.Problem(rule.Template,
		err.Error(),
		"`gazette help templates` lists what a template may use")
	if m := templatePlace.FindStringSubmatch(err.Error()); m != nil {
		p.File, p.Message = "templates/"+m[1], m[4]
		p.Line, _ = strconv.Atoi(m[2])
		if col, err := strconv.Atoi(m[3]); err == nil {
			p.Col = col + 1
		}
	}
	return p
}

// drafts are buffers that pages are written in: one that has held a page is
// large enough for the next.
var drafts = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Reuse gives back the bytes of a page that nobody needs any more. A page that
// is never given back costs the next one an allocation, nothing else.
func Reuse(f File) {
	if f.draft != nil {
		drafts.Put(f.draft)
	}
}

// run executes a part of a set of templates.
func run(set *template.Template, part, blame string, data any) (*bytes.Buffer, error) {
	b := drafts.Get().(*bytes.Buffer)
	b.Reset()
	if err := set.ExecuteTemplate(b, part, data); err != nil {
		drafts.Put(b)
		return nil, templateProblem("templates/"+blame, err)
	}
	return b, nil
}

// execute runs a page's template.
func (t *Theme) execute(name string, page *Page) (*bytes.Buffer, error) {
	return run(t.pages[name], "base.html", name, page)
}

// part runs one part by itself.
func (t *Theme) part(name string, data any) (template.HTML, error) {
	return fragment(run(t.pages["message.html"], name, name, data))
}

// fragment copies what was written, to be pasted into pages.
func fragment(b *bytes.Buffer, err error) (template.HTML, error) {
	if err != nil {
		return "", err
	}
	defer drafts.Put(b)
	return template.HTML(b.String()), nil
}

func hashOf(files map[string]source.File) [32]byte {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%s %d\n", name, len(files[name].Data))
		h.Write(files[name].Data)
	}
	return [32]byte(h.Sum(nil))
}

// Hash changes whenever a template, style sheet or script does.
func (t *Theme) Hash() [32]byte { return t.hash }

// Own reports whether a template is a site's own: only such a one can have
// mistakes that show when a page is made.
func (t *Theme) Own() bool { return t.own }

// ownTemplate reports whether a layer has replaced or added a template.
func ownTemplate(before, after map[string]source.File) bool {
	for name, f := range after {
		if (path.Ext(name) == ".html" || name == plainMail) && !bytes.Equal(before[name].Data, f.Data) {
			return true
		}
	}
	return false
}

var askedWord = regexp.MustCompile(`\.T "([^"]+)"`)

// OwnWords are the messages that the templates of a folder ask for.
func OwnWords(layer fs.FS) map[string]bool {
	words := map[string]bool{}
	entries, _ := fs.ReadDir(layer, ".") // what cannot be read is a problem of LoadTheme
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".html" {
			continue
		}
		f, _ := source.Read(layer, e.Name())
		for _, m := range askedWord.FindAllSubmatch(f.Data, -1) {
			words[string(m[1])] = true
		}
	}
	return words
}
