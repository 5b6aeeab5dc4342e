package render

import (
	"crypto/sha512"
	_ "embed"
	"encoding/base64"
	"fmt"
	"sync"

	"github.com/tdewolff/minify/v2/js"

	"gazette/internal/hosting"
)

//go:embed embed.js
var embedSource []byte

// embedded is minified once. The script is the program's own, not the theme's:
// its hash stands in pages that no build of a site can change.
var embedded = sync.OnceValue(func() []byte {
	small, err := minified("text/javascript", js.Minify, embedSource)
	if err != nil {
		panic(fmt.Sprintf("render: embed.js: %v", err))
	}
	return small
})

// Embed is the script by which a company's product tells its users of a change
// to come. Its name stays the same from build to build.
func Embed() File { return File{Path: hosting.EmbedPath, Data: embedded()} }

// EmbedIntegrity is what a page that loads the script says it must be
// (Subresource Integrity).
func EmbedIntegrity() string {
	sum := sha512.Sum384(embedded())
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}
