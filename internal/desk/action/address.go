package action

import (
	"net/url"

	"gazette/internal/serve"
)

// URL is the form of an action, filled in as far as is known.
func URL(name string, pairs ...string) string {
	q := url.Values{"what": {name}}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return serve.Home + "do/?" + q.Encode()
}

// WriteURL is where a working text is written.
func WriteURL(path string) string {
	return serve.Home + "write/?" + url.Values{"file": {path}}.Encode()
}
