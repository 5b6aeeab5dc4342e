package servers

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostile are old addresses that mean something to some server, each with
// others that it would match if it were read as a pattern.
var hostile = map[string][]string{
	"/{http.request.host}/": nil, "/{$HOME}/": nil, "/{path}/": {"/x/"}, "/$uri/": nil, "/$1/": nil, "/${PATH}/": nil, "/%{REQUEST_URI}/": nil, "/%1/": {"/1/"}, "/50%/": nil,
	"/two words/": {"/two/", "/words/"}, "/a;b/": {"/a/"}, "/it's/": nil, "/`tick`/": nil, "/(x)/": {"/x/"}, "/[a-z]/": {"/q/"}, "/^x$/": nil, "/a+b/": {"/aab/", "/a b/"}, "/x.y/": {"/xzy/"},
	"/#hash/": nil, "/a,b=c&d@e!/": nil, "/über alles/": nil, "/使用条款/": nil, "/~^y/": {"/y/"}, "/}/": nil, "/{/": nil, "/-f/": nil, "/d{2}/": {"/dd/"},
}

// addAliases gives the imprint all hostile addresses.
func (s served) addAliases(t *testing.T) {
	file := filepath.Join(s.site, "content", "en", "imprint.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	before, list, ok := strings.Cut(text, "\naliases: [")
	if !ok {
		before, list, _ = strings.Cut(text, "\neffective:")
		list = "]\neffective:" + list
	}
	for alias := range hostile {
		list = "'" + strings.ReplaceAll((&url.URL{Path: alias}).EscapedPath(), "'", "''") + "', " + list
	}
	list = strings.Replace(list, ", ]", "]", 1)
	well := filepath.Join(s.site, "static", ".well-known")
	if err := os.MkdirAll(well, 0o755); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{file: before + "\naliases: [" + list, filepath.Join(well, "security.txt"): "Contact: mailto:security@example.com\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// aliasRows: each leads to the notice, itself alone.
func aliasRows() (out []row) {
	for alias, others := range hostile {
		encoded := (&url.URL{Path: alias}).EscapedPath()
		out = append(out, row{path: encoded, status: 301, to: "imprint/"}, row{path: strings.TrimSuffix(encoded, "/"), status: 301, to: "imprint/"})
		for _, other := range others {
			out = append(out, row{path: (&url.URL{Path: other}).EscapedPath(), status: 404, media: "text/html", lang: "en", cache: short})
		}
	}
	return append(out, row{path: "cookies/", status: 200, media: "text/html", lang: "en", cache: short}, row{path: "imprint/", status: 200, media: "text/html", lang: "en", cache: short})
}
