package load

import (
	"io/fs"
	"maps"
	"path"
	"slices"
)

// linksMax is how many symbolic links one may lead through, as on Linux.
const linksMax = 40

// linked is where the symbolic link at a path leads within the site, or "" for
// a file, and for a link that leads elsewhere.
func linked(fsys fs.FS, p string) string {
	at := p
	for range linksMax {
		info, err := fs.Lstat(fsys, at)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			break
		}
		target, err := fs.ReadLink(fsys, at)
		if err != nil || path.IsAbs(target) {
			return ""
		}
		at = path.Join(path.Dir(at), target)
	}
	if at == p || !fs.ValidPath(at) {
		return ""
	}
	return at
}

// noteLinks keeps which of some texts are links, and to where.
func (r *Reading) noteLinks(places []Place) {
	links := maps.Clone(r.links)
	if links == nil {
		links = map[string]string{}
	}
	for _, pl := range places {
		delete(links, pl.Path)
		if pl.Link != "" {
			links[pl.Path] = pl.Link
		}
	}
	r.links = links
}

// withLinks adds to changed paths the texts that are links to them: an edit of
// the file is one of them too.
func (r *Reading) withLinks(paths []string) []string {
	for link, target := range r.links {
		if slices.Contains(paths, target) && !slices.Contains(paths, link) {
			paths = append(slices.Clip(paths), link)
		}
	}
	return paths
}

// Linked are the folders that the texts which are symbolic links lead to, each once.
func (r Reading) Linked() []string {
	folders := map[string]bool{}
	for _, target := range r.links {
		folders[path.Dir(target)] = true
	}
	return slices.Sorted(maps.Keys(folders))
}
