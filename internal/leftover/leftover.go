// Package leftover knows the files that systems, editors and word processors leave in folders for themselves, and that
// nobody means to publish: some hold the names of people and of other files.
package leftover

import (
	"path"
	"slices"
	"strings"
)

// names are those of whole files, in lower case: what macOS and Windows note of a folder.
var names = []string{".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}

// patterns are those of the files of one program, see path.Match: macOS beside a file on another system's disk; Word
// and LibreOffice while a file is open; Emacs, Vim and GNOME while one is edited, and before it was.
var patterns = []string{"._*", "~$*", ".~lock.*", ".#*", "#*#", ".*.sw?", ".*.sw?x", ".goutputstream-*", "*~"}

// Is reports whether a file is such a one, by its name.
func Is(name string) bool {
	return slices.Contains(names, strings.ToLower(name)) || slices.ContainsFunc(patterns, func(p string) bool {
		ok, _ := path.Match(p, name)
		return ok
	})
}
