package gitlog

import (
	"slices"
	"strings"
)

// follow finds the places at which a file got a text, going back from one, to
// its earlier names. It walks twice: along first parents, where a merge brings
// what the main line showed from then on, and on all sides of all merges.
func (r *repo) follow(from place) error {
	for _, firstParent := range []bool{true, false} {
		queue := []place{from}
		for len(queue) > 0 {
			earlier, err := r.walk(step{queue[0], firstParent})
			if err != nil {
				return err
			}
			queue = append(queue[1:], earlier...)
		}
	}
	return nil
}

// walk notes where a file got a text under one name, and returns the places
// from which to go on under others.
func (r *repo) walk(s step) (earlier []place, err error) {
	if r.asked[s] {
		return nil, nil
	}
	r.asked[s] = true
	listed, err := r.touching(s, nil)
	if err != nil {
		return nil, err
	}
	names := map[string][]place{}
	var born []string // parents at which the file had another name: what lies before them is not of this name
	for _, c := range listed {
		from, err := r.namesBefore(place{c, s.path}, s.firstParent)
		if err != nil {
			return nil, err
		}
		names[c] = from
		for _, f := range from {
			earlier, born = append(earlier, f), append(born, f.commit)
		}
	}
	if len(born) > 0 {
		if listed, err = r.touching(s, born); err != nil {
			return nil, err
		}
	}
	for _, c := range listed {
		r.found[place{c, s.path}] = r.before(place{c, s.path}, names[c])
	}
	return earlier, nil
}

// before are the places of the text that a commit replaced: one for each
// parent, under the name that the file had there.
func (r *repo) before(p place, names []place) (out []place) {
	for _, parent := range r.parents(p.commit) {
		at := place{parent, p.path}
		if i := slices.IndexFunc(names, func(n place) bool { return n.commit == parent }); i >= 0 {
			at = names[i]
		}
		out = append(out, at)
	}
	return out
}

// touching lists the commits that gave a file a text of its own, or removed
// it; of a merge only what differs from all its parents.
func (r *repo) touching(s step, without []string) ([]string, error) {
	args := []string{"rev-list", "--full-history", s.commit}
	if s.firstParent {
		args[1] = "--first-parent"
	}
	for _, c := range without {
		args = append(args, "^"+c)
	}
	out, err := Run(r.top, append(args, "--", ":(top,literal)"+s.path)...)
	return strings.Fields(string(out)), err
}

// namesBefore are the places before a commit at which a file that the commit added
// stood under another name.
func (r *repo) namesBefore(p place, firstParent bool) (out []place, err error) {
	there, err := r.blobs.has(p)
	if err != nil || !there {
		return nil, err
	}
	parents := r.parents(p.commit)
	if firstParent {
		parents = parents[:min(1, len(parents))]
	}
	for _, parent := range parents {
		before, err := r.blobs.has(place{parent, p.path})
		if err != nil {
			return nil, err
		}
		if before {
			continue
		}
		name, err := r.renamed(parent, p)
		if err != nil {
			return nil, err
		}
		if name != "" {
			out = append(out, place{parent, name})
		}
	}
	return out, nil
}

// versions are the texts found, parents first.
func (r *repo) versions() (out []Version, err error) {
	for p, parents := range r.found {
		c := r.commits[p.commit]
		if c == nil {
			continue // a commit that a replacement hides
		}
		text, err := r.blobs.get(p)
		if err != nil {
			return nil, err
		}
		v := Version{Commit: p.commit, At: c.at, Path: p.path, Main: !r.branch[p.commit], Blob: text.id,
			Data: text.data}
		for _, before := range parents {
			b, err := r.blobs.get(before)
			if err != nil {
				return nil, err
			}
			v.Before = append(v.Before, b.id)
		}
		if text.id != "" {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b Version) int {
		if a.Commit != b.Commit {
			return r.commits[a.Commit].order - r.commits[b.Commit].order
		}
		return strings.Compare(a.Path, b.Path)
	})
	return out, nil
}
