package e2e

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// day is the day that the sample is built for: on it one notice has an
// upcoming edition and others have superseded ones.
const day = "2026-11-23"

// policy is the strictest that a server in front of the site may send.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// locales are those that the tests read: the default one, long words, no
// spaces, right to left.
var locales = []string{"en", "de", "ja", "ar"}

// widths are a phone, a tablet and a desk, in CSS pixels.
var widths = []int64{360, 768, 1280}

// sample is the built sample, served.
type sample struct {
	dir, url string
	pages    []pageFile
}

// pageFile is what a page's root element says of it.
type pageFile struct {
	path, kind, lang string
	size             int
}

// buildSample writes the sample with the program under test and builds it.
func buildSample(dir string) error {
	program := filepath.Join(dir, "gazette")
	for _, args := range [][]string{
		{"go", "build", "-o", program, "gazette/cmd/gazette"},
		{program, "init", filepath.Join(dir, "site")},
		{program, "-C", filepath.Join(dir, "site"), "build", "--date", day},
	} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return &commandError{args, out, err}
		}
	}
	return nil
}

type commandError struct {
	args []string
	out  []byte
	err  error
}

func (e *commandError) Error() string {
	return strings.Join(e.args, " ") + ": " + e.err.Error() + "\n" + string(e.out)
}

// serve answers as docs/hosting.md advises: the policy on every answer, and
// what has its hash in its name is kept.
func serve(dir string) *httptest.Server {
	files := http.FileServer(http.Dir(dir))
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			w.Header().Set("Cache-Control", "max-age=31536000, immutable")
		}
		files.ServeHTTP(w, r)
	}))
}

var rootElement = regexp.MustCompile(`<html lang="?([\w-]+)"?[^>]* data-kind="?([\w-]+)"?`)

// permanent is the address of an edition. While the edition is in force, the
// same page stands at its notice's address: it is looked at once, there.
var permanent = regexp.MustCompile(`/\d{4}-\d\d-\d\d/$`)

// readPages lists the pages of a built site, by their addresses.
func readPages(dir string) (pages []pageFile, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		address := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		if m := rootElement.FindSubmatch(data); m != nil && !(string(m[2]) == "notice" && permanent.MatchString(address)) {
			pages = append(pages, pageFile{path: address, kind: string(m[2]), lang: string(m[1]), size: len(data)})
		}
		return nil
	})
	return pages, err
}

// kinds are the kinds of page that the site has; a page that only leads on
// ("moved") is none that a reader sees.
func (s *sample) kinds() (kinds []string) {
	for _, p := range s.pages {
		if p.kind != "moved" && !slices.Contains(kinds, p.kind) {
			kinds = append(kinds, p.kind)
		}
	}
	return kinds
}

// largest is the longest page of a kind in a language.
func (s *sample) largest(kind, lang string) (best pageFile, ok bool) {
	for _, p := range s.pages {
		if p.kind == kind && p.lang == lang && p.size > best.size {
			best, ok = p, true
		}
	}
	return best, ok
}

// each runs a subtest for the largest page of each kind in each locale.
func (s *sample) each(t *testing.T, test func(t *testing.T, p pageFile)) {
	s.those(t, func(string, string) bool { return true }, test)
}

// telling runs a subtest for the largest page of each kind in a language of
// each direction, and for the largest notice in the others: for what templates,
// styles and scripts do, whatever the words.
func (s *sample) telling(t *testing.T, test func(t *testing.T, p pageFile)) {
	s.those(t, func(kind, lang string) bool { return kind == "notice" || lang == "en" || lang == "ar" }, test)
}

func (s *sample) those(t *testing.T, wanted func(kind, lang string) bool, test func(t *testing.T, p pageFile)) {
	for _, kind := range s.kinds() {
		for _, lang := range locales {
			if p, ok := s.largest(kind, lang); ok && wanted(kind, lang) {
				t.Run(kind+"/"+lang, func(t *testing.T) {
					t.Parallel()
					test(t, p)
				})
			}
		}
	}
}

// TestSampleIsComplete guards the other tests against having nothing to read.
func TestSampleIsComplete(t *testing.T) {
	s := open(t).sample
	for _, kind := range []string{"hub", "notice", "edition", "404"} {
		for _, lang := range locales {
			if _, ok := s.largest(kind, lang); !ok {
				t.Errorf("the sample has no page of kind %s in %s", kind, lang)
			}
		}
	}
}
