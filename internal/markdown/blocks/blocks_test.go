package blocks

import (
	"strings"
	"testing"

	"gazette/internal/document"
	"gazette/internal/markdown/dialect"
)

const sample = `## Your *rights*

One **strong ~~and~~ gone**, [a link](https://a.example "T") and ` + "`code`" + `.
A second line\
and a third. See <https://b.example>, c@d.example.[^1]

- first
- second

  > quoted
  > twice

3. third

| a | b |
|---|--:|
| c | *d* |

Term
: what it means

` + "```\nfenced\n```" + `

***

[^1]: The note.
`

// kinds names blocks, each with what stands in it.
func kinds(blocks []document.Block) (out []string) {
	for _, b := range blocks {
		inner := ""
		for _, item := range b.Items {
			inner += "[" + strings.Join(kinds(item), " ") + "]"
		}
		for _, row := range b.Rows {
			inner += "|"
			for _, c := range row.Cells {
				inner += document.Plain(c.Blocks[0].Inlines) + "|"
			}
		}
		out = append(out, b.Kind+inner)
	}
	return out
}

// TestOf: each block is of its kind, and each word stands in the text at the place that it has.
func TestOf(t *testing.T) {
	const before = 7 // bytes of the file above the text
	tree, _, met := dialect.Parse(dialect.NewParser(false), []byte(sample))
	if met != "" {
		t.Fatal(met)
	}
	made := Of(Text{Tree: tree, At: before})
	want := "Header Para BulletList[Para][Para BlockQuote[Para]] OrderedList[Para] Table|a|b||c|d| " +
		"DefinitionList[Para] CodeBlock HorizontalRule"
	if got := strings.Join(kinds(made), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	words := 0
	document.Walk(made, func(b *document.Block) {
		if b.Opaque || b.At < before || b.End > before+len(sample) || b.At >= b.End {
			t.Errorf("%s stands at %d to %d, opaque: %t", b.Kind, b.At, b.End, b.Opaque)
			return
		}
		words += stand(t, b.Inlines, before)
	})
	if words < 20 {
		t.Errorf("only %d words were looked at", words)
	}
}

// stand counts words, and reports those that stand elsewhere in the sample.
func stand(t *testing.T, ins []document.Inline, before int) (words int) {
	for _, in := range ins {
		at := strings.ReplaceAll(sample[in.At-before:in.End-before], "\n  >", "\n") // words may run on over a line's end
		if in.Kind == document.Str && strings.Join(strings.Fields(at), " ") != strings.TrimSpace(in.Text) {
			t.Errorf("%q stands where %q is", in.Text, at)
		}
		if words += stand(t, in.Kids, before); in.Kind == document.Str {
			words++
		}
	}
	return words
}
