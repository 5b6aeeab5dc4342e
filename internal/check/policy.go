package check

import (
	"fmt"
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// byPolicy are the rules whose severity a policy may set for one notice or
// one group. They apply the levels themselves: the policy's, else that under
// `check`, else this one.
var byPolicy = map[rule.Rule]settings.Level{rule.MissingTranslation: "allow", rule.OutdatedTranslation: "warn"}

// finding makes a problem of a rule of byPolicy, or none when it is allowed.
func (n Notice) finding(r rule.Rule, policy settings.Level, pos source.Pos, message, hint string) source.Problems {
	level := policy
	if level == "" {
		level = n.Site.Config.Check[r.ID()]
	}
	if level == "" {
		level = byPolicy[r]
	}
	severity, ok := map[settings.Level]rule.Severity{"warn": rule.Warning, "fail": rule.Error}[level]
	if !ok {
		return nil
	}
	p := pos.Problem(r, message, hint)
	p.Severity = severity
	return source.Problems{p}
}

// leadFile is the file of the source text, or the text itself where it has none any more.
func (n Notice) leadFile() *notice.Edition {
	if e := n.Files[n.Source]; e != nil {
		return e
	}
	return n.Current(n.Source, n.Site.Day)
}

// gone reports whether nothing of the notice needs care any more.
func (n Notice) gone() bool { return !n.Withdrawn.IsZero() && !n.Withdrawn.After(n.Site.Day) }

// missingTranslation reports languages of the site in which a notice has no text.
func missingTranslation(n Notice) source.Problems {
	var without []string
	for _, l := range n.Site.Locales {
		if len(n.In(l.Tag)) == 0 {
			without = append(without, string(l.Tag))
		}
	}
	if len(without) == 0 || n.gone() {
		return nil
	}
	return n.finding(rule.MissingTranslation, n.Site.Config.PolicyFor(n.Notice).MissingTranslation,
		n.leadFile().Pos("locale"),
		fmt.Sprintf("there is no text in %s", strings.Join(without, ", ")),
		fmt.Sprintf("write content/%s/%s.md", without[0], n.Slug))
}

// outdatedTranslation reports translations in force that are older than the
// source text in force.
func outdatedTranslation(n Notice) source.Problems {
	var old []string
	src := n.InForce(n.Source, n.Site.Day)
	for _, l := range n.Site.Locales {
		if _, outdated := n.Outdated(l.Tag, n.Site.Day); outdated {
			old = append(old, fmt.Sprintf("%s (%s)", l.Tag, n.InForce(l.Tag, n.Site.Day).Effective))
		}
	}
	if len(old) == 0 || n.gone() {
		return nil
	}
	return n.finding(rule.OutdatedTranslation, n.Site.Config.PolicyFor(n.Notice).OutdatedTranslation,
		n.leadFile().Pos("effective"),
		fmt.Sprintf("the text in force is of %s, and older in %s", src.Effective, strings.Join(old, ", ")),
		"translate the changes, and give the translations the same effective date")
}

// unknownPolicies reports policies about what is not there.
func unknownPolicies(s *site.Site) (ps source.Problems) {
	for _, p := range s.Config.Policies {
		inGroup := func(n *notice.Notice) bool { return n.Group == p.Group }
		switch {
		case p.Notice != "" && s.Notice(p.Notice) == nil:
			ps = append(ps, p.Pos.Problem(rule.UnknownNotice,
				fmt.Sprintf("there is no notice %q", p.Notice),
				"a notice is named by its file, without .md"))
		case p.Group != "" && !slices.ContainsFunc(s.Notices, inGroup):
			ps = append(ps, p.Pos.Problem(rule.UnknownNotice,
				fmt.Sprintf("no notice is in the group %q", p.Group),
				"name a group that front matter names with `group:`"))
		}
	}
	return ps
}
