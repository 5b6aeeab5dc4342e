package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Every file of the output has one owner. Pages own what the table of kinds says; files of static/ come next, aliases
// last. Paths that are one file on some machine are one path here: see notice.Fold.

// owners are who has which path, pages aside.
type owners struct {
	site    *Site
	files   map[string]owner // by folded path
	folders map[string]owner // of what lies below
}

// owner is a file of static/, or an alias.
type owner struct {
	path string      // as it is written, without folding
	what string      // how a message calls it
	slug notice.Slug // of an alias
}

// clash is why a path cannot be had.
type clash struct {
	how  string // "same", "case", or "folder": one of the two would be a file, the other a folder
	what string // who has it
	slug notice.Slug
}

// take gives a file to an owner, or says why not.
func (o *owners) take(file string, by owner) *clash {
	key := notice.Fold(file)
	if c := o.page(file, key); c != nil {
		return c
	}
	if other, ok := o.files[key]; ok {
		if other.path == file {
			return &clash{"same", other.what, other.slug}
		}
		return &clash{"case", other.what, other.slug}
	}
	if other, ok := o.folders[key]; ok {
		return &clash{how: "folder", what: other.what}
	}
	for folder := range parents(key) {
		if other, ok := o.files[folder]; ok {
			return &clash{how: "folder", what: other.what}
		}
	}
	o.files[key] = by
	for folder := range parents(key) {
		if _, ok := o.folders[folder]; !ok {
			o.folders[folder] = by
		}
	}
	return nil
}

// aPage is how a message calls a page that has a path.
const aPage = "a page of the site"

// page looks for pages of the site at, above and below a file.
func (o *owners) page(file, key string) *clash {
	s := o.site
	switch r := s.parseFolded(key); {
	case s.Has(r) && s.Has(s.Parse(file)):
		return &clash{how: "same", what: aPage}
	case s.Has(r):
		return &clash{how: "case", what: aPage}
	case r.Notice != nil:
		s.crossed[r.Notice.Slug] = true
	}
	if s.parseFolded(key+"/").there(s) || s.isFolder(key+"/") {
		return &clash{how: "folder", what: "a folder that the build makes"}
	}
	for folder := range parents(key) {
		if s.Has(s.parseFolded(folder)) {
			return &clash{how: "folder", what: "a file that the build makes"}
		}
	}
	return nil
}

// isFolder reports whether a folded folder is one of those above all pages.
func (s *Site) isFolder(folder string) bool {
	for i := range s.Locales {
		if strings.HasPrefix(notice.Fold(s.Hub(&s.Locales[i])), folder) {
			return true
		}
	}
	return folder == assets || s.Config.Search && folder == assets+"search/"
}

// parents are the folders above a file, without their last slash.
func parents(file string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i, c := range file {
			if c == '/' && !yield(file[:i]) {
				return
			}
		}
	}
}

// generated are the files of assets/ that the build makes.
var generated = regexp.MustCompile(`^assets/(?:search/|style\.)`)

// ownable are files that the build makes and a site may have its own of.
var ownable = []string{"robots.txt", "llms.txt", "_headers", ".htaccess"}

// claims gives every path to its owner, and reports those that two would have.
func (s *Site) claims(files []string, editions []*notice.Edition) (ps source.Problems) {
	o := &owners{site: s, files: map[string]owner{}, folders: map[string]owner{}}
	for _, f := range files {
		ps = append(ps, o.static(f)...)
	}
	for _, e := range editions {
		ps = append(ps, o.aliases(e)...)
	}
	return ps
}

// static takes a file of static/, by its path there.
func (o *owners) static(file string) (ps source.Problems) {
	at := source.Pos{File: "static/" + file}
	for step := range strings.SplitSeq(file, "/") {
		if why := notice.Unfit(step); why != "" {
			p := at.Problemf(rule.SlugCollision, "give it another name", "the name %q %s", step, why)
			p.Severity = rule.Warning // it is there, so this machine can have it
			ps = append(ps, p)
			break
		}
	}
	if slices.Contains(ownable, file) {
		return nil
	}
	const another = "give it another name, or override the template in templates/"
	if generated.MatchString(notice.Fold(file)) {
		return source.Problems{at.Problemf(rule.SlugCollision, another,
			"would take the place of a file that the build makes")}
	}
	switch c := o.take(file, owner{path: file, what: at.File}); {
	case c == nil:
	case c.how == "case":
		p := at.Problemf(rule.SlugCollision, "give it another name",
			"differs from %s in capitals or Unicode form alone, and is one file with it on some machines", c.what)
		if c.what != aPage {
			// Both are there, so this machine can have both; a page must never be another file's.
			p.Severity = rule.Warning
		}
		ps = append(ps, p)
	case c.how == "folder":
		ps = append(ps, at.Problemf(rule.SlugCollision, "give it another name",
			"and %s cannot both be there: one is a file, the other a folder", c.what))
	default:
		ps = append(ps, at.Problemf(rule.SlugCollision, another, "would take the place of a file that the build makes"))
	}
	return ps
}

// aliases takes the earlier addresses that a text names.
func (o *owners) aliases(e *notice.Edition) (ps source.Problems) {
	n, l := o.site.bySlug[e.Slug], o.site.byLocale[e.Locale]
	for _, a := range e.Aliases {
		from := strings.TrimPrefix(string(a.Address), "/")
		if n != nil && l != nil {
			from = o.site.placed(n, l, a.Address)
		}
		file := aliasPage(from)
		if !e.Draft {
			o.site.aliases[file] = true
		}
		if file == "" || strings.HasSuffix(file, "/") {
			file += "index.html"
		}
		c := o.take(file, owner{path: file, what: "an alias of " + e.Path, slug: e.Slug})
		if strings.HasPrefix(notice.Fold(file), assets) {
			c = &clash{how: "same", what: "a file that pages load"}
		}
		if c != nil && !(c.how != "folder" && c.slug == e.Slug) {
			ps = append(ps, c.alias(a))
		}
	}
	return ps
}

// alias is the problem of an alias.
func (c *clash) alias(a notice.Alias) source.Problem {
	hint := "leave this alias out"
	said := fmt.Sprintf("the address %s is a page of the site already", a.Address)
	switch {
	case c.how == "case":
		said = fmt.Sprintf("the address %s differs from %s in capitals or Unicode form alone", a.Address, c.what)
	case c.how == "folder":
		said = fmt.Sprintf("the address %s and %s cannot both be there: one is a file, the other a folder",
			a.Address, c.what)
	case c.slug != "":
		said, hint = fmt.Sprintf("the address %s is %s too", a.Address, c.what), "keep it in one of them"
	}
	return a.Pos.Problemf(rule.AliasCollision, hint, "%s", said)
}
