package assemble

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"gazette/internal/notice"
)

// The parts of a page around its text, as docs/performance.md lists them.
var frameParts = []struct {
	name string
	at   *regexp.Regexp
}{
	{"links of the head", regexp.MustCompile(`<link [^>]*>`)},
	{"description and social networks", regexp.MustCompile(`<meta (?:property|name="description")[^>]*>`)},
	{"structured data", regexp.MustCompile(`<script type="application/ld\+json">.*?</script>`)},
	{"logo and name", regexp.MustCompile(`(?s)<div class="n-brand">.*?</div>`)},
	{"languages", regexp.MustCompile(`(?s)<details class="n-switch".*?</details>`)},
	{"menus", regexp.MustCompile(`(?s)<button class="n-open".*?</nav>`)},
	{"navigation and breadcrumb", regexp.MustCompile(`(?s)<nav class="n-(?:nav|crumbs).*?</nav>`)},
	{"title", regexp.MustCompile(`(?s)<header class="n-title">.*?</header>`)},
	{"announcements and summary", regexp.MustCompile(`(?s)<div class="n-banner.*?</div>|<section class="n-summary".*?</section>`)},
	{"contents", regexp.MustCompile(`(?s)<nav class="n-contents".*?</nav>`)},
	{"related notices", regexp.MustCompile(`(?s)<aside class="n-related.*?</aside>`)},
	{"form and feeds", regexp.MustCompile(`(?s)<section class="n-informed.*?</section>`)},
	{"foot", regexp.MustCompile(`(?s)<footer.*?</footer>`)},
}

// textOf is what stands in the element of a page's text.
var textOf = regexp.MustCompile(`(?s)<div class="n-text"[^>]*>(.*?)(?:\s*</div>){3}\s*</article>`)

// withService is the sample with a service that takes sign-ups, so that its pages have the form.
type withService struct{ fs.FS }

func (w withService) Open(name string) (fs.File, error) {
	if name != "gazette.yaml" {
		return w.FS.Open(name)
	}
	data, err := fs.ReadFile(w.FS, name)
	if err != nil {
		return nil, err
	}
	list := []byte("stay_informed:\n  url: https://lists.lanternfield.example/legal-updates/\n") // the form is instead of it
	if !bytes.Contains(data, list) {
		return nil, errors.New("gazette.yaml names no list to sign up to")
	}
	data = append(bytes.Replace(data, list, nil, 1), "\nsubscriptions: {url: 'https://updates.lanternfield.example/', smtp: 'smtp://127.0.0.1:1', from: legal@lanternfield.example, secret_env: X}\n"...)
	return fstest.MapFS{name: {Data: data}}.Open(name)
}

// TestFrameWeight: a page of the sample, with menus and the form by which readers sign up, costs at most so many bytes beside
// its text. What it is made of: docs/performance.md; why it is not less: decision 49.
func TestFrameWeight(t *testing.T) {
	made := buildOn(t, withService{os.DirFS("../..")}, notice.Date{Year: 2026, Month: 11, Day: 23})
	for _, kind := range []struct {
		pattern, holds string
		once           string // what such a page holds no more than once
		most           int
	}{
		{"legal/*/index.html", `data-kind="notice"`, `data-kind="notice"`, 12_550},
		{"legal/*/history/index.html", `data-kind="history"`, `<li class="n-history__entry`, 9_480}, // of one edition
	} {
		heaviest, pages := "", 0
		for file, page := range made {
			if ok, _ := path.Match(kind.pattern, file); ok && bytes.Contains(page, []byte(kind.holds)) && bytes.Count(page, []byte(kind.once)) == 1 {
				pages++
				if heaviest == "" || len(frame(page)) > len(frame(made[heaviest])) {
					heaviest = file
				}
			}
		}
		weight := frame(made[heaviest])
		t.Logf("%s: %s", heaviest, profile(string(weight)))
		if pages < 3 || len(weight) > kind.most {
			t.Errorf("of %d pages the heaviest, %s, has %d bytes beside its text, want %d at most", pages, heaviest, len(weight), kind.most)
		}
	}
}

// frame is a page without its text.
func frame(page []byte) []byte {
	m := textOf.FindSubmatchIndex(page)
	if m == nil {
		return page
	}
	return append(bytes.Clone(page[:m[2]]), page[m[3]:]...)
}

// profile says how many bytes each part of a frame has.
func profile(page string) string {
	var b strings.Builder
	rest := len(page)
	fmt.Fprintf(&b, "%d bytes", rest)
	for _, part := range frameParts {
		n := 0
		for _, found := range part.at.FindAllString(page, -1) {
			n += len(found)
		}
		rest -= n
		fmt.Fprintf(&b, "\n%6d %s", n, part.name)
	}
	fmt.Fprintf(&b, "\n%6d the rest", rest)
	return b.String()
}
