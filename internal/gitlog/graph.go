package gitlog

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// commit is one of the history: a place in it, its time, its first words.
type commit struct {
	order   int // parents first
	at      time.Time
	parents []string
	subject string
}

// graph reads which commits there are, in order, and which of them stand on a
// main line.
func (r *repo) graph() error {
	out, err := Run(r.top, "log", "--topo-order", "--reverse", "--format=%ct%x09%H%x09%P%x09%s", r.head)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(out)) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 4)
		if len(f) < 4 {
			continue
		}
		seconds, err := strconv.ParseInt(f[0], 10, 64)
		if err != nil {
			return err
		}
		r.commits[f[1]] = &commit{order: len(r.commits), at: time.Unix(seconds, 0), parents: strings.Fields(f[2]),
			subject: f[3]}
	}
	r.mainLines()
	return nil
}

// mainLines marks HEAD and its first parents, and the same from each commit of
// another main line that a merge brought: whoever merges main into their copy
// of it and publishes that makes main a second parent.
func (r *repo) mainLines() {
	tips, branches := []string{r.head}, []string(nil)
	for len(tips) > 0 {
		c := tips[0]
		tips = tips[1:]
		for known := r.commits[c]; known != nil && !r.main[c]; known = r.commits[c] {
			r.main[c] = true
			if len(known.parents) == 0 {
				break
			}
			if trunkMerge.MatchString(known.subject) {
				tips = append(tips, known.parents[1:]...)
			} else if branchMerge.MatchString(known.subject) {
				branches = append(branches, known.parents[1:]...)
			}
			c = known.parents[0]
		}
	}
	r.onBranch(branches)
}

// onBranch marks what stood on branches alone until they were merged.
func (r *repo) onBranch(tips []string) {
	for len(tips) > 0 {
		c := tips[len(tips)-1]
		tips = tips[:len(tips)-1]
		if !r.main[c] && !r.branch[c] {
			r.branch[c] = true
			tips = append(tips, r.parents(c)...)
		}
	}
}

// trunkMerge are the subjects that git and its hosts give to merges of a main
// line, by its usual names.
var trunkMerge = regexp.MustCompile(
	`^Merge (?:(?:remote-tracking )?branch(?:es)? '(?:[^' ]*/)?|pull request #\d+ from [^/ ]+/)` +
		`(?:master|main|trunk|prod|production|live|release|publish|published|gh-pages|staging|develop)(?:'| |$)`)

// branchMerge are those of merges of other branches: of what was worked on
// before it was published.
var branchMerge = regexp.MustCompile(
	`^Merge (?:branch(?:es)? '|remote-tracking branch(?:es)? '|pull request |PR )|^Merged? in |^Automatic merge`)

// merged adds what merges on main lines showed, where that is a text of one of
// their sides: the walks leave such merges out, but for HEAD's own line.
func (r *repo) merged() error {
	paths := map[string]bool{}
	for p := range r.found {
		paths[p.path] = true
	}
	for c := range r.main {
		if len(r.parents(c)) < 2 {
			continue
		}
		for name := range paths {
			at := place{c, name}
			if _, known := r.found[at]; known {
				continue
			}
			text, err := r.blobs.get(at)
			if err != nil {
				return err
			}
			before, err := r.blobs.get(place{r.parents(c)[0], name})
			if err != nil {
				return err
			}
			if text.id != "" && text.id != before.id {
				r.found[at] = r.before(at, nil)
			}
		}
	}
	return nil
}

func (r *repo) parents(c string) []string {
	if known := r.commits[c]; known != nil {
		return known.parents
	}
	return nil
}
