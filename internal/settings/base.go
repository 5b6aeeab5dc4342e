package settings

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"gazette/internal/address"
	"gazette/internal/source"
)

// BaseURL is an absolute http or https address that ends in a slash.
type BaseURL struct{ url.URL }

// UnmarshalText checks the address and adds the final slash.
//
// Host and path are written into the configurations of several servers, each with signs of its own for variables,
// patterns and comments. No site stands below such signs, so they are refused, and every grammar reads what is left
// as it is.
func (b *BaseURL) UnmarshalText(text []byte) error {
	u, err := url.Parse(strings.TrimSpace(string(text)))
	if err != nil || !bareAddress(u) {
		return &source.Hinted{Message: fmt.Sprintf("%q is not the address of a site", text),
			Hint: "write it like https://www.example.com/ or https://www.example.com/notices/"}
	}
	if u.Host, err = address.ASCIIHost(u.Host); err != nil || !plainHost.MatchString(u.Host) {
		return &source.Hinted{Message: fmt.Sprintf("%q has a host that is not a domain name", text),
			Hint: "write the name as it is registered"}
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	if strings.Contains(strings.ToLower(u.RawPath), "%2f") || !plainPath.MatchString(u.Path) {
		return &source.Hinted{Message: fmt.Sprintf("%q has a path that servers could misread", text),
			Hint: "between its slashes a path has letters, digits, - _ ~, and after the first of them + . " +
				"and spaces, like https://www.example.com/notices/"}
	}
	u.RawPath = ""
	b.URL = *u
	return nil
}

// bareAddress reports whether an address is of a host, and has nothing but a path behind it.
func bareAddress(u *url.URL) bool {
	web := u.Scheme == "https" || u.Scheme == "http"
	more := u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.User != nil
	return web && u.Host != "" && !more
}

// plain are hosts and paths that mean the same to every reader of a configuration.
var (
	plainHost = regexp.MustCompile(`^(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$`)
	// A step that begins with a full stop would be hidden: servers hand out nothing below it. Spaces stand within a
	// step.
	plainPath = regexp.MustCompile(`^/(?:[\p{L}\p{N}~_-](?:[\p{L}\p{M}\p{N}_~+. -]*[\p{L}\p{M}\p{N}_~+.-])?/)*$`)
)
