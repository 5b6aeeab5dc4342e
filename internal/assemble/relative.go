package assemble

import (
	"regexp"
	"strings"

	"gazette/internal/publish"
)

// Relative is a Sink that writes pages whose links work when they are opened
// as files: it makes addresses on the site relative to the page.
type Relative struct {
	Sink
	Base string // path of the site's root in addresses; begins and ends in a slash
}

// addresses finds what leads to a path on the host, in the pages that the theme makes.
var addresses = regexp.MustCompile(`((?: href| src)="|http-equiv="refresh" content="0; url=)(/[^/"][^"]*|/)(")`)

// Write writes a file; of a page, with relative addresses.
func (r Relative) Write(unit, path string, data []byte) error {
	file := publish.FileOf(path)
	if !strings.HasSuffix(file, ".html") {
		return r.Sink.Write(unit, path, data)
	}
	up := strings.Repeat("../", strings.Count(file, "/"))
	return r.Sink.Write(unit, path, addresses.ReplaceAllFunc(data, func(found []byte) []byte {
		m := addresses.FindSubmatch(found)
		return []byte(string(m[1]) + r.relative(up, string(m[2])) + string(m[3]))
	}))
}

// relative turns an address on the site into one from a page that stands so
// many folders deep. What is elsewhere on the host stays.
func (r Relative) relative(up, address string) string {
	rest, ours := strings.CutPrefix(address, r.Base)
	if !ours {
		return address
	}
	at := strings.IndexAny(rest, "?#")
	if at < 0 {
		at = len(rest)
	}
	path, tail := rest[:at], rest[at:]
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return up + path + tail
}
