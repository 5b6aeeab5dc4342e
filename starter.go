// Package gazette embeds the sample site that this repository is, so that
// `gazette init` can write it and every site can fall back on its templates,
// and the documentation, so that `gazette help` can show it.
package gazette

import (
	"embed"
	"io/fs"
)

//go:embed gazette.yaml content archive static templates
var embedded embed.FS

// Starter is the sample site, in the shape that a site has on disk. Its
// templates folder is the built-in theme.
func Starter() fs.FS { return embedded }

//go:embed docs/*.md
var docs embed.FS

// Docs is the documentation: a Markdown file for each topic.
func Docs() fs.FS {
	pages, err := fs.Sub(docs, "docs")
	if err != nil {
		panic("gazette: the documentation is not in the program: " + err.Error())
	}
	return pages
}
