package lint

import (
	"bytes"
	"testing"
)

// FuzzTemplateLines: the quick look at a line passes over nothing that the
// pattern would find in the whole text.
func FuzzTemplateLines(f *testing.F) {
	for _, seed := range []string{"a {{ b }}\n", "\t:::note\n> [!TIP] x\n", "{% a\n%}", "import {A} from 'b'\nexport default x", "[TOC] \n!!! note\n>[!X]", "{/* a */} <% b %>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var whole, byLine []int
		for _, m := range templates.FindAllIndex(text, -1) {
			whole = append(whole, m[0], m[1])
		}
		from := 0
		for line := range bytes.Lines(text) {
			if mayHoldTemplate(line) {
				for _, m := range templates.FindAllIndex(bytes.TrimSuffix(line, []byte("\n")), -1) {
					byLine = append(byLine, from+m[0], from+m[1])
				}
			}
			from += len(line)
		}
		if len(whole) != len(byLine) {
			t.Fatalf("%q: in the whole text %v, by line %v", text, whole, byLine)
		}
		for i := range whole {
			if whole[i] != byLine[i] {
				t.Fatalf("%q: in the whole text %v, by line %v", text, whole, byLine)
			}
		}
	})
}
