package check

import (
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/cespare/xxhash/v2"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// findings are what was found in a notice, and what it says of others.
type findings struct {
	Problems source.Problems
	Facts    galley.Facts
}

// judge judges a notice, or takes what an earlier run found in the same.
func (in Input) judge(n Notice) (found findings) {
	if in.Findings == nil {
		return in.find(n)
	}
	name, key := string(n.Slug)+" "+in.Ground, in.key(n)
	if answer, ok := in.Findings.Look(name, key); ok && json.Unmarshal([]byte(answer), &found) == nil {
		return found
	}
	found = in.find(n)
	if answer, err := json.Marshal(found); err == nil {
		in.Findings.Note(name, key, string(answer))
	}
	return found
}

// find sets a notice and runs the rules.
func (in Input) find(n Notice) findings {
	galleys := in.Foundry.Notice(n.Notice)
	n.Setting, n.readings = galley.Done(galleys), map[*notice.Edition]*reading{}
	return findings{judgeNotice(n), galley.FactsOf(in.Site, n.Notice, galleys)}
}

// key covers everything that a notice is judged by but the ground: its texts,
// what the log says of it, and the day.
func (in Input) key(n Notice) string {
	h := xxhash.New()
	fmt.Fprintf(h, "%s %t %t\n", in.Site.Day, n.Recording, n.Summaries)
	for _, e := range n.Texts() {
		fmt.Fprintf(h, "%s %d %x %t\n", e.Path, e.Revision, e.Hash, e.Draft)
	}
	for _, l := range in.Site.Locales {
		if e := n.Files[l.Tag]; e != nil {
			fmt.Fprintf(h, "%s %x\n", e.Path, e.Hash)
		}
	}
	for _, c := range n.Changes {
		fmt.Fprintf(h, "%s %d\n", c.ID, in.Log.Line(c.ID).Line)
		_ = json.NewEncoder(h).Encode(c)
	}
	return hex.EncodeToString(h.Sum(nil))
}
