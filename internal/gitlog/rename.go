package gitlog

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// How much two texts must share, of the longer one, to be one that moved.
const (
	surely = 0.5 // whatever their names
	likely = 0.2 // where their names are the same, in another folder or form
	stub   = 0.3 // what a file may keep at most of a text that moved away
)

// entry is one file of a comparison of two commits.
type entry struct {
	status   byte // A, D, M ...
	older    string
	newer    string
	path     string
	likeness float64
}

// renamed returns the name that a file had in the parent of the commit that
// added it, or "". Git's own rename detection gives up where many files move
// at once, or where a text is much edited as it moves; here one text is
// compared with all that could be meant.
func (r *repo) renamed(parent string, p place) (string, error) {
	added, err := r.blobs.get(p)
	if err != nil {
		return "", err
	}
	entries, err := r.compare(parent, p.commit)
	if err != nil {
		return "", err
	}
	if name, err := r.gone(parent, p, entries, added.id, shingles(added.data)); name != "" || err != nil {
		return name, err
	}
	return r.copied(parent, p, added.id, shingles(added.data))
}

// gone looks for the file among those that the commit removed, or left as a
// stub.
func (r *repo) gone(parent string, p place, entries []entry, oid string, text map[uint64]int) (string, error) {
	elsewhere := map[string]bool{} // removed texts that stand unchanged under another name
	var rivals []entry
	for _, e := range entries {
		if e.status == 'A' && e.path != p.path {
			elsewhere[e.newer] = true
			rivals = append(rivals, e)
		}
	}
	var can []entry
	for _, e := range entries {
		if e.status == 'A' || !sameKind(e.path, p.path) || !r.alike(e.path, p.path) {
			continue
		}
		if e.older == oid {
			if e.status == 'D' {
				return e.path, nil
			}
			e.likeness = 1
		} else if elsewhere[e.older] {
			continue
		}
		if err := r.weigh(parent, p.commit, &e, text); err != nil {
			return "", err
		}
		if e.likeness >= surely || e.status == 'D' && sameName(e.path, p.path) &&
			(e.likeness >= likely || only(entries, e.path, p.path)) {
			can = append(can, e)
		}
	}
	slices.SortStableFunc(can, func(a, b entry) int { return compareLikeness(a, b, p.path) })
	for _, e := range can {
		taken, err := r.closer(parent, p, e, rivals)
		if err != nil {
			return "", err
		}
		if !taken {
			return e.path, nil
		}
	}
	return "", nil
}

// compareLikeness orders the likeliest first.
func compareLikeness(a, b entry, name string) int {
	weight := func(e entry) float64 {
		if sameName(e.path, name) {
			return e.likeness + likely
		}
		return e.likeness
	}
	switch wa, wb := weight(a), weight(b); {
	case wa > wb:
		return -1
	case wa < wb:
		return 1
	}
	return 0
}

// weigh finds how much of a text a file had that the commit removed or
// changed; one that still has it did not move.
func (r *repo) weigh(parent, commit string, e *entry, text map[uint64]int) error {
	before, err := r.blobs.get(place{parent, e.path})
	if err != nil {
		return err
	}
	old := shingles(before.data)
	e.likeness = likeness(old, text)
	if e.status == 'D' || e.likeness < surely {
		return nil
	}
	after, err := r.blobs.get(place{commit, e.path})
	if kept := likeness(old, shingles(after.data)); kept > stub {
		e.likeness = 0
	}
	return err
}

// closer reports whether another file that the commit added is more like a
// removed one.
func (r *repo) closer(parent string, p place, e entry, rivals []entry) (bool, error) {
	before, err := r.blobs.get(place{parent, e.path})
	if err != nil {
		return false, err
	}
	old := shingles(before.data)
	for _, rival := range rivals {
		if !sameKind(rival.path, e.path) {
			continue
		}
		data, err := r.blobs.get(place{p.commit, rival.path})
		if err != nil {
			return false, err
		}
		rival.likeness = likeness(old, shingles(data.data))
		own, other := e.likeness, rival.likeness
		if sameName(e.path, p.path) {
			own += likely
		}
		if sameName(e.path, rival.path) {
			other += likely
		}
		if other > own {
			return true, nil
		}
	}
	return false, nil
}

// copied looks for the file among those that the commit left alone and that
// are gone today: a move in two steps.
func (r *repo) copied(parent string, p place, oid string, text map[uint64]int) (string, error) {
	now, err := r.tree(r.head)
	if err != nil {
		return "", err
	}
	before, err := r.tree(parent)
	if err != nil {
		return "", err
	}
	var can []entry
	for name, older := range before {
		if now[name] != "" || !sameKind(name, p.path) || !r.alike(name, p.path) || older != oid &&
			!sameName(name, p.path) {
			continue
		}
		if there, err := r.blobs.has(place{p.commit, name}); err != nil {
			return "", err
		} else if !there {
			continue // removed by the commit: asked already
		}
		data, err := r.blobs.get(place{parent, name})
		if err != nil {
			return "", err
		}
		if e := (entry{path: name, likeness: likeness(shingles(data.data), text)}); e.likeness >= surely {
			can = append(can, e)
		}
	}
	if len(can) == 0 {
		return "", nil
	}
	slices.SortFunc(can, func(a, b entry) int {
		if c := compareLikeness(a, b, p.path); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	return can[0].path, nil
}

// compare lists what differs between two commits.
func (r *repo) compare(older, newer string) (out []entry, err error) {
	raw, err := Run(r.top, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", older, newer)
	if err != nil {
		return nil, err
	}
	fields := strings.Split(string(raw), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		if f := strings.Fields(fields[i]); len(f) == 5 { // :modes, hashes, status
			out = append(out, entry{status: f[4][0], older: f[2], newer: f[3], path: fields[i+1]})
		}
	}
	return out, nil
}

// tree lists the files of a commit, with their hashes.
func (r *repo) tree(commit string) (map[string]string, error) {
	raw, err := Run(r.top, "ls-tree", "-r", "-z", commit)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for line := range strings.SplitSeq(string(raw), "\x00") {
		if head, name, ok := strings.Cut(line, "\t"); ok {
			if f := strings.Fields(head); len(f) == 3 {
				out[name] = f[2]
			}
		}
	}
	return out, nil
}

// prose are the endings of files that can hold a notice.
var prose = []string{"", ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".html", ".htm", ".rst",
	".adoc", ".erb", ".liquid", ".njk"}

// sameKind reports whether a file can be another one's earlier self: both hold
// prose.
func sameKind(a, b string) bool {
	return slices.Contains(prose, strings.ToLower(path.Ext(a))) && slices.Contains(prose, strings.ToLower(path.Ext(b)))
}

// sameName reports whether two files have one name, in whatever form.
func sameName(a, b string) bool { return plainName(a) == plainName(b) }

// plainName is a file's name in letters and digits alone. index.md and
// README.md are named by their folder.
func plainName(name string) string {
	base := path.Base(name)
	base, _, _ = strings.Cut(base, ".")
	if b := strings.ToLower(base); (b == "index" || b == "readme" || b == "_index") && path.Dir(name) != "." {
		base = path.Base(path.Dir(name))
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, base)
}

// only reports whether two names stand alone among what a commit removed and
// added: no other file of their name came or went.
func only(entries []entry, older, newer string) bool {
	for _, e := range entries {
		if e.status != 'M' && e.path != older && e.path != newer && sameName(e.path, newer) {
			return false
		}
	}
	return true
}
