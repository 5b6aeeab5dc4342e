package i18n

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var builtin embed.FS

// Builtin returns the catalogues that come with the program: the first layer
// for [LoadLayers].
func Builtin() fs.FS { return builtin }
