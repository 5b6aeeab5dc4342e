package render

import (
	"bytes"
	"fmt"
	"html/template"

	"gazette/internal/redline"
)

// foldFrom is how many unchanged clauses in a row are worth folding away.
const foldFrom = 3

// parts cuts the merged text into what is shown, each changed block with those in which its last change goes on, and
// what is folded.
func (p *Renderer) parts(e *chrome, r *redline.Redline) []RedlinePart {
	labels := p.redlineLabels(e)
	var out []RedlinePart
	for i := 0; i < len(r.Blocks); {
		j, clauses := i, 0
		var html bytes.Buffer
		goesOn := func(b redline.Block) bool { return b.Changed == r.Blocks[i].Changed && b.First == 0 }
		for ; j < len(r.Blocks) && (j == i || goesOn(r.Blocks[j])); j++ {
			html.Write(r.Blocks[j].Labelled(labels))
			html.WriteByte('\n')
			clauses += r.Blocks[j].Clauses
		}
		part := RedlinePart{HTML: template.HTML(p.addressed(e.locale, html.String()))}
		if !r.Blocks[i].Changed && clauses >= foldFrom {
			part.Folded = e.words.Count("redline-unchanged", clauses, nil)
		}
		p.steps(e, &part, r.Blocks[i], r.Changes)
		out = append(out, part)
		i = j
	}
	return out
}

// steps gives a part the way to the changes before and after it.
func (p *Renderer) steps(e *chrome, part *RedlinePart, b redline.Block, changes []redline.Change) {
	if b.First == 0 {
		return
	}
	part.Number = e.words.Format("redline-number",
		map[string]any{"Number": numbers(b.First, b.Last), "Count": len(changes)})
	if b.First > 1 {
		part.Previous = &Link{Text: e.words.Text("redline-previous"), URL: "#" + changes[b.First-2].Anchor}
	}
	if b.Last < len(changes) {
		part.Next = &Link{Text: e.words.Text("redline-next"), URL: "#" + changes[b.Last].Anchor}
	}
}

// numbers writes the numbers from first to last.
func numbers(first, last int) string {
	if first == last {
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d–%d", first, last)
}
