package redline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	hatom "golang.org/x/net/html/atom"
)

const corpusDir = "../../../shared/corpus"

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	goldmark.WithRendererOptions(ghtml.WithUnsafe()),
)

// balance makes a fragment what the renderer gives: parsed and written by x/net/html.
func balance(src []byte) []byte {
	nodes, err := html.ParseFragment(bytes.NewReader(src), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: hatom.Body})
	if err != nil {
		panic(err)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		html.Render(&b, n)
	}
	return b.Bytes()
}

// renderMarkdown renders a file with front matter.
func renderMarkdown(t testing.TB, file string) []byte {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	if rest, ok := bytes.CutPrefix(src, []byte("---\n")); ok {
		if _, body, ok := bytes.Cut(rest, []byte("\n---\n")); ok {
			src = body
		}
	}
	var b bytes.Buffer
	if err := markdown.Convert(src, &b); err != nil {
		t.Fatal(err)
	}
	return balance(b.Bytes())
}

type corpusPair struct{ name, old, new string }

// corpusPairs lists all consecutive editions of a notice in one locale.
func corpusPairs(t testing.TB) []corpusPair {
	if _, err := os.Stat(corpusDir); err != nil {
		t.Skipf("NOT TESTED on real texts: the corpus is missing: %v", err)
	}
	files, _ := filepath.Glob(corpusDir + "/*/archive/*/*/*.md")
	current, _ := filepath.Glob(corpusDir + "/*/content/*/*.md")
	editions := map[string][]string{}
	for _, f := range files {
		p := strings.Split(filepath.ToSlash(f), "/")
		n := len(p)
		key := p[n-5] + "/" + p[n-3] + "/" + strings.TrimSuffix(p[n-1], ".md")
		editions[key] = append(editions[key], f)
	}
	for _, f := range current {
		p := strings.Split(filepath.ToSlash(f), "/")
		n := len(p)
		key := p[n-4] + "/" + strings.TrimSuffix(p[n-1], ".md") + "/" + p[n-2]
		if len(editions[key]) > 0 {
			editions[key] = append(editions[key], f)
		}
	}
	var keys []string
	for k := range editions {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var pairs []corpusPair
	for _, k := range keys {
		e := editions[k]
		sort.Slice(e, func(i, j int) bool {
			ci, cj := strings.Contains(e[i], "/content/"), strings.Contains(e[j], "/content/")
			if ci != cj {
				return cj
			}
			return e[i] < e[j]
		})
		for i := 1; i < len(e); i++ {
			pairs = append(pairs, corpusPair{k + " " + filepath.Base(filepath.Dir(e[i-1])) + " to " + filepath.Base(filepath.Dir(e[i])), e[i-1], e[i]})
		}
	}
	return pairs
}

func TestCorpus(t *testing.T) {
	pairs := corpusPairs(t)
	for _, p := range pairs {
		old, new := renderMarkdown(t, p.old), renderMarkdown(t, p.new)
		t.Run(p.name, func(t *testing.T) {
			checkPair(t, old, new)
			checkPair(t, new, old)
			if r := Compare(old, old); !r.Stats.Empty() {
				t.Errorf("compared with itself: %+v", r.Stats)
			}
		})
	}
	if len(pairs) < 100 {
		t.Errorf("only %d pairs", len(pairs))
	}
}

// TestShow prints the redlines whose names contain $REDLINE_SHOW, to be looked at.
func TestShow(t *testing.T) {
	want := os.Getenv("REDLINE_SHOW")
	if want == "" {
		t.Skip("set REDLINE_SHOW to part of a pair's name")
	}
	for _, p := range corpusPairs(t) {
		if strings.Contains(p.name, want) {
			r := Compare(renderMarkdown(t, p.old), renderMarkdown(t, p.new))
			fmt.Printf("=== %s\n%+v\n\n%s\n", p.name, r.Stats, Term(r, false, 120))
			if os.Getenv("REDLINE_HTML") != "" {
				fmt.Printf("%s\n", r.HTML(Labels{}))
			}
		}
	}
}
