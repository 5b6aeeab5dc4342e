package page

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"gazette/internal/leaf"
	"gazette/internal/text"
)

// Layout turns addresses into what they name, by the sealed settings of the site.
type Layout struct {
	leaf.Site
	base   string          // path of the site on its host
	sealed map[string]bool // the notices of which any text is sealed
}

func NewLayout(s leaf.Site, texts []leaf.Text) (Layout, error) {
	u, err := url.Parse(s.Base)
	if err != nil {
		return Layout{}, err
	}
	l := Layout{Site: s, base: u.EscapedPath(), sealed: map[string]bool{}}
	for _, t := range texts {
		l.sealed[t.Notice] = true
	}
	return l, nil
}

// Hash is the text hash (docs/text-hash.md) of a page: of its title and of its text, with what its links name in the
// place of their addresses.
func (l Layout) Hash(p Page) (string, error) {
	body, err := l.neutral(p.Body, p.Lang)
	if err != nil {
		return "", err
	}
	return text.Hash([]byte("<h2>"+p.Title+"</h2>\n"), []byte(body)), nil
}

// neutral is a text of a page with neutral links (decision 12). A link keeps the name that the page says it has only if
// its address is that of the named notice.
func (l Layout) neutral(body, lang string) (string, error) {
	var b strings.Builder
	s, from := text.Scanner{Src: body}, 0
	for s.Next() {
		if s.Kind != text.Start || s.Name != "a" {
			continue
		}
		target, err := l.target(s.Attrs, lang)
		if err != nil {
			return "", err
		}
		b.WriteString(body[from:s.From])
		b.WriteString("<a")
		if role, ok := text.Attr(s.Attrs, "role"); ok && ofFootnote(role, s.Attrs, body[s.To:]) {
			b.WriteString(` role="` + html.EscapeString(role) + `"`)
		}
		if target != "" {
			b.WriteString(` href="` + html.EscapeString(target) + `"`)
		}
		b.WriteString(">")
		from = s.To
	}
	b.WriteString(body[from:])
	return b.String(), nil
}

// arrow is what a link from a footnote back to the text reads.
const arrow = "\u21a9"

// ofFootnote reports whether the role of a link may count. The text hash does not read where the number of a footnote
// leads, nor the arrow back to it: so they must lead within the text, and the arrow be nothing but that.
func ofFootnote(role, attrs, after string) bool {
	if href, _ := text.Attr(attrs, "href"); !strings.HasPrefix(href, "#") {
		return false
	}
	if !text.Backlink(attrs) {
		return true
	}
	inner, _, _ := strings.Cut(after, "</a>")
	return strings.TrimSuffix(text.Words([]byte(inner)), "\ufe0e") == arrow && !strings.Contains(inner, "<")
}

// ofLostLink are the attributes that a link to a notice that is no more may
// have. An address under another name is none, and may once have been one.
var ofLostLink = setOf("data-notice id class lang title dir role tabindex aria-label aria-labelledby aria-describedby")

var attributeName = regexp.MustCompile(`([^\s="'/>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]*))?`)

func attributeNames(attrs string) (names []string) {
	for _, m := range attributeName.FindAllStringSubmatch(attrs, -1) {
		names = append(names, strings.ToLower(m[1]))
	}
	return names
}

// target is the neutral target of a link, given by its attributes.
func (l Layout) target(attrs, lang string) (string, error) {
	href, linked := text.Attr(attrs, "href")
	if strings.ContainsFunc(strings.TrimSpace(href), func(r rune) bool { return text.Noise(r) || unicode.IsSpace(r) }) {
		return "", fmt.Errorf("a link leads to %q: the text hash does not read all of it, and a browser does", href)
	}
	name, named := text.Attr(attrs, "data-notice")
	if !named {
		if rest, ok := strings.CutPrefix(href, l.base); ok && l.base != "/" {
			href = "/" + rest
		}
		return href, nil
	}
	if !linked {
		if slug := l.slugOf(name); l.sealed[slug] {
			return "", fmt.Errorf("the link to the notice %s leads nowhere", slug)
		}
		for _, attribute := range attributeNames(attrs) {
			if !ofLostLink[attribute] {
				return "", fmt.Errorf("the link to the notice %s has no address, and has the attribute %s",
					l.slugOf(name), attribute)
			}
		}
		return "notice:" + name, nil
	}
	if other, ok := text.Attr(attrs, "hreflang"); ok {
		lang = other
	}
	if !l.leadsTo(href, name, lang) {
		return "", fmt.Errorf("the link to the notice %s leads to %s", l.slugOf(name), href)
	}
	return "notice:" + name, nil
}

func (l Layout) slugOf(name string) string {
	path, _, _ := strings.Cut(name, "#")
	slug := path[strings.LastIndexByte(path, '/')+1:]
	if decoded, err := url.PathUnescape(slug); err == nil {
		return decoded
	}
	return slug
}

// leadsTo reports whether an address is that of a notice's own page in a language.
func (l Layout) leadsTo(href, name, lang string) bool {
	_, fragment, _ := strings.Cut(name, "#")
	path, at, _ := strings.Cut(href, "#")
	decoded, err := url.PathUnescape(path)
	base, err2 := url.PathUnescape(l.base)
	hub, ok := l.Hub(lang)
	return err == nil && err2 == nil && ok && at == fragment && decoded == base+hub+l.slugOf(name)+"/"
}
