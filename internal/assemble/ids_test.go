package assemble

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"gazette/internal/markdown"
	"gazette/internal/source"
)

// TestPagesOwnIDs: every id that pages have around a text is one that no text can have.
func TestPagesOwnIDs(t *testing.T) {
	ids, converter := map[string]bool{}, markdown.NewConverter(markdown.Words{}, false)
	own := regexp.MustCompile(` id="((?:n|rl)-[^"]*)"`)
	for path, data := range build(t, os.DirFS("../..")) {
		if strings.HasSuffix(path, ".html") {
			for _, m := range own.FindAllSubmatch(data, -1) {
				ids[string(m[1])] = true
			}
		}
	}
	if !ids["n-main"] || !ids["n-text"] || len(ids) < 10 {
		t.Fatalf("the pages have the ids %v", ids)
	}
	for id := range ids {
		text := converter.Parse(source.File{Path: "f.md", Data: []byte("## A {#" + id + "}\n")}, 0, "")
		if !strings.Contains(text.Problems.Error(), "belongs to the pages") {
			t.Errorf("a text may have the id %s", id)
		}
	}
}
