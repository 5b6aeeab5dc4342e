package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/translation"
	"gazette/internal/xliff"
)

// TestTranslationMended: what stands in a translation and is replaced, although its source is as it was, is told; a file
// that says what stands replaces nothing.
func TestTranslationMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	var out, talk bytes.Buffer
	if code := run([]string{"init", dir}, &out, &talk); code != 0 {
		t.Fatal(talk.String())
	}
	d, err := (&app{ui: newUI(&out, &talk), dir: dir}).translators()
	if err != nil {
		t.Fatal(err)
	}
	told := func(b translation.Back) (n int) {
		for _, f := range b.Findings {
			if strings.Contains(f.What, "and is replaced by") {
				n++
			}
		}
		return n
	}
	tried := 0
	for _, n := range d.Site.Notices {
		for _, l := range d.Site.Locales {
			j, err := d.job(n, l.Tag, "2.1")
			if err != nil {
				t.Fatal(err)
			}
			if l.Tag == n.Source || j.Before == nil || !j.State().Current() {
				continue
			}
			doc, err := xliff.Read(j.Document().Write())
			if err != nil {
				t.Fatal(err)
			}
			if b := j.Return(doc); told(b) != 0 {
				t.Errorf("%s in %s: nothing is replaced, and told is %+v", n.Slug, l.Tag, b.Findings)
			}
			for i, u := range doc.Units {
				if s := u.Segments[0]; s.State == xliff.Final && len(s.Target) == 1 {
					doc.Units[i].Segments[0].Target = []xliff.Piece{{Text: s.Target[0].Text + " Revised"}}
					tried++
					if b := j.Return(doc); told(b) != 1 {
						t.Errorf("%s in %s: one clause is replaced, and told is %+v", n.Slug, l.Tag, b.Findings)
					}
					break
				}
			}
		}
	}
	if tried == 0 {
		t.Error("nothing was tried")
	}
}
