package i18n

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var builtin embed.FS

//go:embed desk/*.yaml
var desk embed.FS

// Desk returns the catalogues of the desk, which only those see who write. They are apart from the others, so that a
// site need not word them.
func Desk() fs.FS {
	sub, err := fs.Sub(desk, "desk")
	if err != nil {
		panic("the desk's catalogues are not there: " + err.Error())
	}
	return sub
}

// Builtin returns the catalogues that come with the program: the first layer
// for [LoadLayers].
func Builtin() fs.FS { return builtin }
