package exchange

import (
	"io/fs"
	"testing/fstest"
)

// memory is a tree that holds one file.
func memory(name string, data []byte) fs.FS { return fstest.MapFS{name: {Data: data}} }
