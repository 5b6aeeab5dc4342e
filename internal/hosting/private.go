package hosting

import (
	"slices"
	"strings"
)

// instructions are files of the output that servers read and nobody is sent.
// Others begin with a full stop.
var instructions = []string{"_headers", "_redirects"}

// Private reports whether a path, relative to the output, is that of a file
// that no server is to hand out: what servers read, and whatever is hidden on
// most systems. ".well-known" (RFC 8615) is public.
func Private(path string) bool {
	steps := strings.Split(path, "/")
	return slices.Contains(instructions, path) ||
		slices.ContainsFunc(steps, func(s string) bool { return strings.HasPrefix(s, ".") && s != ".well-known" })
}
