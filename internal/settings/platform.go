package settings

import (
	"fmt"
	"slices"

	"gazette/internal/hosting"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

// Platform is a host that reads files of the output.
type Platform string

// UnmarshalText accepts the platforms. Servers whose settings stand outside the site are asked for with `gazette
// hosting`.
func (p *Platform) UnmarshalText(b []byte) error {
	switch name := string(b); {
	case slices.Contains(hosting.Platforms, name):
		*p = Platform(name)
		return nil
	case slices.Contains(hosting.Servers, name):
		return &source.Hinted{Message: fmt.Sprintf("names %s, which reads no file of the site", name),
			Hint: "run `gazette hosting " + name + "`, which prints its configuration"}
	default:
		hint := "write " + spelling.OneOf(hosting.Platforms)
		if near := spelling.Nearest(name, hosting.Platforms); near != "" {
			hint = "did you mean " + near + "?"
		}
		return &source.Hinted{Message: fmt.Sprintf("is %q", name), Hint: hint}
	}
}
