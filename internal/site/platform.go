package site

import (
	"fmt"
	"slices"

	"gazette/internal/source"
)

// Platform is a host that reads files of the output.
type Platform string

// The platforms whose files are known.
const (
	Netlify    Platform = "netlify"
	Cloudflare Platform = "cloudflare"
	Apache     Platform = "apache"
)

// UnmarshalText accepts the platforms. Servers whose settings stand outside
// the site are asked for with `gazette hosting`.
func (p *Platform) UnmarshalText(b []byte) error {
	switch name := string(b); {
	case slices.Contains([]Platform{Netlify, Cloudflare, Apache}, Platform(name)):
		*p = Platform(name)
		return nil
	case name == "nginx" || name == "caddy":
		return &source.Hinted{Message: fmt.Sprintf("names %s, which reads no file of the site", name), Hint: "run `gazette hosting " + name + "`, which prints its configuration"}
	default:
		hint := "write netlify, cloudflare or apache"
		if near := source.Nearest(name, []string{"netlify", "cloudflare", "apache"}); near != "" {
			hint = "did you mean " + near + "?"
		}
		return &source.Hinted{Message: fmt.Sprintf("is %q", name), Hint: hint}
	}
}
