package render

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2/js"

	"gazette/internal/source"
)

// Endings of files in templates/.
const (
	moduleEnding  = ".mjs"
	licenceEnding = ".LICENSE"
)

// modulesOf makes an asset of every module, by its name in templates/. They
// end in .js, which every server knows the type of. A licence that stands
// beside one goes with it.
func modulesOf(files map[string]source.File) map[string]Asset {
	modules := map[string]Asset{}
	for name, f := range files {
		if path.Ext(name) != moduleEnding {
			continue
		}
		small, err := minified("text/javascript", js.Minify, f.Data)
		if err != nil { // not a script that the minifier knows: serve it as it is
			small = f.Data
		}
		base := strings.TrimSuffix(name, moduleEnding)
		if licence := files[name+licenceEnding].Data; licence != nil {
			small = fmt.Appendf(nil, "/*!\n%s*/\n%s", licence, small)
		}
		modules[name] = newAsset(base+".js", small)
	}
	return modules
}

// moduleFiles are the scripts that single pages load.
func (p *Renderer) moduleFiles() []File {
	var files []File
	modules := p.theme.modules()
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		if p.site.Config.Search || name != searchModule && name != searchLibrary {
			files = append(files, File{Path: modules[name].Path, Data: modules[name].Data})
		}
	}
	return files
}
