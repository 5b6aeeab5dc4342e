package assemble

import (
	"encoding/hex"
	"fmt"

	"github.com/cespare/xxhash/v2"

	"gazette/internal/check"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Check judges the whole site by every rule. Drafts are judged as if they were
// published, since that is what their authors want to know.
func Check(s *load.Sources) source.Problems {
	found := check.Run(input(s))
	drafts := map[string]bool{}
	for _, e := range s.Editions {
		if e.Draft {
			drafts[e.Path] = true
		}
	}
	if len(drafts) == 0 {
		return found
	}
	for _, p := range check.Run(input(undrafted(s))) {
		if drafts[p.File] && p.Rule != "unrecorded-edition" {
			found = append(found, p)
		}
	}
	return found
}

func input(s *load.Sources) check.Input {
	return check.Input{Site: s.Site, Editions: s.Editions, Foundry: s.Foundry(), Wording: s.Wording, Log: s.Log,
		Findings: s.Layers.Books.Findings, Ground: ground(s)}
}

// ground names what every notice is judged by beside its own texts: the
// generation, and what links and rules ask of other notices.
func ground(s *load.Sources) string {
	h := xxhash.New()
	generation, err := s.Generation()
	fmt.Fprintln(h, generation, err)
	for _, e := range s.Editions {
		fmt.Fprintln(h, e.Path, e.Locale, e.Effective, e.Draft, e.Withdrawn, e.Front.Source, e.Aliases)
	}
	for _, c := range s.Log.Changes {
		fmt.Fprintln(h, c.Notice, c.Kind, c.From, c.To)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// undrafted is the site with its drafts published.
func undrafted(s *load.Sources) *load.Sources {
	all := *s
	all.Editions = make([]*notice.Edition, len(s.Editions))
	for i, e := range s.Editions {
		published := *e
		published.Draft = false
		all.Editions[i] = &published
	}
	all.Site, _ = load.Link(s.Layers, s.Site.Config, all.Editions, s.Log.ByNotice(), s.Site.Day)
	return &all
}
