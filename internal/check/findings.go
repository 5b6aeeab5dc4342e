package check

import (
	"encoding/json"
	"slices"

	"gazette/internal/fingerprint"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Findings are what was found in a notice, and what it says of others.
type Findings struct {
	Problems source.Problems
	Facts    galley.Facts
}

// note is what the next run is told of the rules that need texts set. It holds
// while the notices that texts lead to by date stand as they did.
type note struct {
	Findings
	Asked []notice.Slug `json:",omitempty"`
	Stood string        `json:",omitempty"`
}

// kept judges a notice by keptRules, or takes what an earlier run found in the same.
func (in Input) kept(n Notice) Findings {
	if in.Findings == nil {
		return in.find(n).Findings
	}
	name, key := string(n.Slug)+" "+in.SiteKey, in.key(n)
	var known note
	if answer, ok := in.Findings.Recall(name, key); ok && json.Unmarshal([]byte(answer), &known) == nil &&
		known.Stood == in.stand(known.Asked) {
		return known.Findings
	}
	found := in.find(n)
	if answer, err := json.Marshal(found); err == nil && asIs(found.Problems) {
		in.Findings.Remember(name, key, string(answer))
	}
	return found.Findings
}

// find sets a notice and runs keptRules.
func (in Input) find(n Notice) (found note) {
	n.readings = map[*notice.Edition]*reading{}
	for _, rule := range keptRules {
		found.Problems = append(found.Problems, rule(n)...)
	}
	found.Problems = found.Problems.Few()
	found.Facts = galley.FactsOf(in.Site, n.Notice, n.Galleys())
	found.Asked = n.asked()
	found.Stood = in.stand(found.Asked)
	return found
}

// asked are the notices that working texts lead to by a date; see supersededLink.
func (n Notice) asked() (out []notice.Slug) {
	for _, e := range n.Editions {
		if e.Origin != notice.Content {
			continue
		}
		for _, l := range n.Galley(e).Links {
			if target, _ := n.editionAt(l.Target); target != nil && target.Slug != n.Slug {
				out = append(out, target.Slug)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stand names how some notices stand on the day.
func (in Input) stand(asked []notice.Slug) string {
	if len(asked) == 0 {
		return ""
	}
	f := fingerprint.New()
	for _, slug := range asked {
		if n := in.Site.Notice(slug); n != nil {
			in.addStates(f, n)
		}
	}
	return f.String()
}

func (in Input) addStates(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, e := range n.Editions {
		f.Add("state", string(n.Slug), string(e.Locale), e.Effective, int(n.State(e, in.Site.Day)))
	}
}

// key covers everything that keptRules look at but the site key: the notice's
// texts, how they stand on the day, and what the log says of it.
func (in Input) key(n Notice) string {
	f := fingerprint.New()
	for _, e := range n.Texts() {
		f.Add("text", e.Path, e.Revision, e.Hash[:], e.Draft, n.Log.Misses(e.Path))
	}
	in.addStates(f, n.Notice)
	for _, c := range n.Changes {
		f.Add("change", in.Log.Line(c.ID).Line, c)
	}
	return f.String()
}

// asIs reports whether all texts were read as their editions have them. What was
// found otherwise says nothing of those that the key names.
func asIs(ps source.Problems) bool {
	return !slices.ContainsFunc(ps, func(p source.Problem) bool {
		return p.Rule == rule.ChangedMeanwhile || p.Rule == rule.UnreadableFile
	})
}
