// Package gazette embeds the sample site that this repository is, so that
// `gazette init` can write it and every site can fall back on its templates.
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
