package document

import "testing"

// TestLinkEnds: whatever a link of a word processor leads to, the link ends where it ends.
func TestLinkEnds(t *testing.T) {
	for target, want := range map[string]string{
		"https://acme.example/a":        "[x](https://acme.example/a)",
		`https://acme.example/a\`:       "[x](<https://acme.example/a%5C>)",
		`https://acme.example/a b\>c`:   "[x](<https://acme.example/a b%5C%3Ec>)",
		"https://acme.example/a\n\n# b": "[x](<https://acme.example/a# b>)",
	} {
		if got := (&Writer{}).Line([]Inline{{Kind: Link, Target: target, Kids: []Inline{{Kind: Str, Text: "x"}}}}); got != want {
			t.Errorf("%q: %s, want %s", target, got, want)
		}
	}
}
