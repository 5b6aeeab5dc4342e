// Package check judges a site against the rules that it must meet before it is published.
//
// Most rules judge one file and are found where the file is read or set; this
// package runs those that need the whole site, and applies the severities that
// a site has chosen.
package check

import (
	"cmp"
	"fmt"
	"slices"

	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Judge applies the site's severities: allowed findings go, others become
// warnings or errors. Rules without which a site cannot be built stay errors.
func Judge(ps source.Problems, levels map[string]settings.Level) source.Problems {
	out := ps[:0:0]
	for _, p := range ps {
		level, ok := levels[p.Rule.ID()]
		if !ok || p.Rule.Fixed() || byPolicy[p.Rule] != "" {
			out = append(out, p)
			continue
		}
		switch {
		case level == "warn", level == "fail" && p.Rule == rule.NoticeShortfall:
			p.Severity = rule.Warning
			out = append(out, p)
		case level == "fail":
			p.Severity = rule.Error
			out = append(out, p)
		}
	}
	return out
}

// Settings reports rules named in gazette.yaml that do not exist or whose
// severity is fixed.
func Settings(c *settings.Config, file source.File) (ps source.Problems) {
	ids := make([]string, 0, len(rule.All()))
	for _, r := range rule.All() {
		ids = append(ids, r.ID())
	}
	for id := range c.Check {
		r, ok := rule.Find(id)
		if ok && r == rule.NoticeShortfall && c.Check[id] == "fail" {
			ps = append(ps, file.Find(id+":").Problem(rule.Config, fmt.Sprintf("rule %q is a warning at most", id),
				"what is recorded must not keep the site from being built: write warn or allow"))
		}
		if ok && !r.Fixed() {
			continue
		}
		p := file.Find(id+":").Problem(rule.Config, fmt.Sprintf("there is no rule %q", id),
			"`gazette explain` lists the rules")
		if near := spelling.Nearest(id, ids); near != "" {
			p.Hint = fmt.Sprintf("did you mean %q?", near)
		}
		if ok {
			p.Message, p.Hint = fmt.Sprintf("rule %q cannot be changed", id), "without it the site could not be built"
		}
		ps = append(ps, p)
	}
	slices.SortFunc(ps, func(a, b source.Problem) int { return cmp.Compare(a.Message, b.Message) })
	return file.Located(ps)
}
