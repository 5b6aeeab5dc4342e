package check

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// emptyLink reports links without words, and links without a target.
func emptyLink(_ Notice, r *reading) (ps source.Problems) {
	for _, l := range r.Links {
		switch {
		case l.Image:
		case l.Target == "":
			ps = append(ps, r.Pos(l.At).Problem(rule.EmptyLink, fmt.Sprintf("the link %q leads nowhere", cut(l.Text)),
				"write where it leads between the brackets, or remove the link"))
		case strings.TrimFunc(l.Text, invisible) == "" && !strings.HasPrefix(l.Target, "#fn"):
			ps = append(ps, r.Pos(l.At).Problem(rule.EmptyLink, fmt.Sprintf("the link to %s has no words", l.Target),
				"write what the reader finds there, or remove the link"))
		}
	}
	return ps
}

func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// remotePicture reports pictures that another host serves: it learns who
// reads the notice, and may show something else tomorrow.
func remotePicture(n Notice, r *reading) (ps source.Problems) {
	for _, p := range r.Pictures {
		u, err := url.Parse(p.Source)
		if err != nil || u.Host == "" || strings.EqualFold(u.Host, n.Site.Config.BaseURL.Host) {
			continue
		}
		ps = append(ps, r.Pos(p.At).Problem(rule.RemotePicture,
			fmt.Sprintf("the picture is loaded from %s, which learns who reads this", u.Host),
			"put it under static/ and write its path, like /logo.svg"))
	}
	return ps
}

// vagueLinkText reports links that do not say where they lead: read out of
// their sentence, as screen readers list them, they mean nothing.
func vagueLinkText(_ Notice, r *reading) (ps source.Problems) {
	for _, l := range r.Links {
		if words := folded(l.Text); !l.Image && (vague[languageOf(r.Edition)][words] || vague["en"][words]) {
			ps = append(ps, r.Pos(l.At).Problem(rule.VagueLinkText,
				fmt.Sprintf("the link reads %q, which does not say where it leads", l.Text),
				"let its words name what it leads to"))
		}
	}
	return ps
}

// folded is a text in lower case, without signs at its ends.
func folded(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.TrimFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})), " "))
}

// editionPath finds the date in the address of an edition.
var editionPath = regexp.MustCompile(`^(.*/)?([^/]+)/(\d{4}-\d{2}-\d{2})(/(changes/?)?)?$`)

// supersededLink reports links to an edition of another notice that is no
// longer in force. A text may well lead to its own earlier editions.
func supersededLink(n Notice, r *reading) (ps source.Problems) {
	for _, l := range r.Links {
		target, e := n.editionAt(l.Target)
		if e == nil || target.Slug == n.Slug || target.State(e, n.Site.Day) != notice.Superseded {
			continue
		}
		ps = append(ps, r.Pos(l.At).Problem(rule.SupersededLink,
			fmt.Sprintf("leads to the edition of %s that was in force from %s, which no longer applies", target.Slug,
				e.Effective),
			fmt.Sprintf("write %s.md, which always leads to the text in force", target.Slug)))
	}
	return ps
}

// editionAt returns the edition that an address on the site names, or nil.
func (n Notice) editionAt(href string) (*notice.Notice, *notice.Edition) {
	s := n.Site
	href, _, _ = strings.Cut(href, "#")
	path, local := strings.CutPrefix(strings.TrimPrefix(href, strings.TrimSuffix(s.Abs(""), "/")), "/")
	if !local {
		return nil, nil
	}
	m := editionPath.FindStringSubmatch(path)
	if m == nil {
		return nil, nil
	}
	date, err := notice.ParseDate(m[3])
	target := s.Notice(notice.Slug(m[2]))
	if err != nil || target == nil {
		return nil, nil
	}
	for _, l := range s.LocalesOf(target) {
		if m[1] == s.Hub(l) {
			return target, target.At(l.Tag, date)
		}
	}
	return nil, nil
}
