package notice

import (
	"strings"
	"testing"

	"gazette/internal/source"
)

// TestDraftStillRead: front matter that cannot be decoded keeps a text a draft
// where it says so in a line of its own, and nowhere else.
func TestDraftStillRead(t *testing.T) {
	for text, draft := range map[string]bool{
		"---\ntitle: A: b\nlocale: en\neffective: 2026-01-01\ndraft: true\n---\nText.\n":      true,
		"---\ndraft: true # not yet\ntitle: [\n---\nText.\n":                                  true,
		"---\ntitle: A\n\tlocale: en\ndraft: True\n---\nText.\n":                              true,
		"---yaml\ntitle: [\ndraft: true\n---\nText.\n":                                        true,
		"---\r\ntitle: [\r\ndraft: true\r\n---\r\nText.\r\n":                                  true,
		"\ufeff---\ntitle: [\ndraft: true\n---\nText.\n":                                      true,
		"+++\ntitle = \ndraft = true\n+++\nText.\n":                                           true,
		"---toml\ntitle = \ndraft = true\n---\nText.\n":                                       true,
		";;;\n{\"title\": ,\n\"draft\": true}\n;;;\nText.\n":                                  true,
		"---\ntitle: A\nlocale: en\ndraft: true\n\nIt is never closed.\n":                     true,
		"---\ndraft: true\ntitel: A\nlocale: en\neffective: 2026-01-01\n---\nText.\n":         true, // decoded
		"---\ntitle: [\nparams:\n  draft: true\n---\nText.\n":                                 false,
		"---\ntitle: [\ndraft: false\n---\nText.\n":                                           false,
		"---\ntitle: [\n# draft: true\n---\nText.\n":                                          false,
		"+++\ntitle = \n[params]\ndraft = true\n+++\nText.\n":                                 false,
		"---\ntitle: [\n---\n\ndraft: true\n":                                                 false,
		"---\ntitle: A\n\ndraft: true\n":                                                      false,
		"---\ntitle: A\ntitel: B\ndraft: maybe\nlocale: en\neffective: 2026-01-01\n---\nT.\n": false,
		"draft: true\n": false,
	} {
		file, ps := source.Text("content/en/a.md", []byte(text))
		if ps.Errors() {
			t.Fatal(ps)
		}
		e, ps := Parse(file, "a", "en", Content)
		if !ps.Errors() || e.Draft != draft {
			t.Errorf("%s\ndraft: %t, %v", strings.TrimSpace(text), e.Draft, ps)
		}
	}
}
