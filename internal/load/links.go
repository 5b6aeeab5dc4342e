package load

import (
	"maps"
	"path"
	"slices"
)

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
