package redline

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// largeTexts make texts of n pieces, each of a kind that once cost time or memory by the square of its length; k makes
// another text of the same kind.
var largeTexts = map[string]func(n, k int) string{
	"list": func(n, k int) string {
		return "<ul>" + repeated(n, func(i int) string { return fmt.Sprintf("<li>Item number %d of the list is here</li>", i*k) }) + "</ul>"
	},
	"numbered": func(n, k int) string {
		return "<ol>" + repeated(n, func(i int) string { return fmt.Sprintf("<li>Item number %d of the list is here</li>", i*k) }) + "</ol>"
	},
	"shuffled": func(n, k int) string {
		return "<ul>" + repeated(n, func(i int) string { return fmt.Sprintf("<li>The item with the number %d is here</li>", i*(2*k+1)%n) }) + "</ul>"
	},
	"alike": func(n, k int) string {
		return "<ul>" + repeated(n, func(i int) string { return fmt.Sprintf("<li>we share data with partner %d</li>", (i+k)%7) }) + "</ul>"
	},
	"figures": func(n, k int) string {
		return "<ul>" + repeated(n, func(i int) string { return fmt.Sprintf("<li>%d</li>", i*k%977) }) + "</ul>"
	},
	"one line": func(n, k int) string {
		return "<p>" + repeated(n, func(i int) string { return fmt.Sprintf("word%d ", i*k%9973) }) + "</p>"
	},
	"one word": func(n, k int) string { return "<p>" + strings.Repeat("word ", n+k) + "</p>" },
	"breaks": func(n, k int) string {
		return "<p>" + repeated(n, func(i int) string { return fmt.Sprintf("<em>w%d</em><br/>", i*k%977) }) + "</p>"
	},
	"links": func(n, k int) string {
		return "<p>" + repeated(n, func(i int) string { return fmt.Sprintf(`<a href="/x%d">w%d</a> `, i*k, i) }) + "</p>"
	},
	"rows": func(n, k int) string {
		return "<table><tbody>" + repeated(n, func(i int) string {
			return fmt.Sprintf("<tr><td>c%d</td><td>30 days</td><td>analytics</td></tr>", i*(2*k+1)%(n+3))
		}) + "</tbody></table>"
	},
	"ideographs": func(n, k int) string {
		return "<p>" + repeated(4*n, func(i int) string { return string(rune(0x4E00 + i*k%3001)) }) + "</p>"
	},
	"Thai": func(n, k int) string {
		return "<p>" + repeated(n, func(i int) string {
			return []string{"ข้อมูล", "ส่วน", "บุคคล", "กกกก", "เเเ"}[i*k%5]
		}) + "</p>"
	},
	"nested": func(n, k int) string {
		return strings.Repeat(repeated(100, func(i int) string { return fmt.Sprintf("<ul><li>we share %d data", i*k) })+strings.Repeat("</li></ul>", 100), n/100)
	},
	"headings": func(n, k int) string {
		return repeated(n, func(i int) string { return fmt.Sprintf("<h2>Term</h2><p>%d</p>", i*k%13) })
	},
	"paragraphs": func(n, k int) string {
		return repeated(n, func(i int) string { return fmt.Sprintf("<p>paragraph %d</p>", i*k%n) })
	},
	"lists": func(n, k int) string { // of one item each, with something between them
		return repeated(n, func(i int) string { return fmt.Sprintf("<ul><li>item %d</li></ul><hr/>", i*k%n) })
	},
	"cells": func(n, k int) string { // of one row, as many as k alone does not tell
		return "<table><tbody><tr>" + repeated(n-k, func(i int) string { return fmt.Sprintf("<td>cell %d of the row</td>", i*k%n) }) + "</tr></tbody></table>"
	},
	"tiny": func(n, k int) string {
		return repeated(n, func(i int) string { return fmt.Sprintf("<p>%x</p>", i*7+k<<20) })
	},
	"terms": func(n, k int) string {
		return "<dl>" + repeated(n, func(i int) string { return fmt.Sprintf("<dt>T</dt><dd>d%d</dd>", i*k%13) }) + "</dl>"
	},
	"footnotes": func(n, k int) string {
		refs := repeated(n, func(i int) string {
			return fmt.Sprintf(`w<sup><a href="#fn:%d" role="doc-noteref">%d</a></sup> `, i, i)
		})
		return "<p>" + refs + "</p><ol>" + repeated(n, func(i int) string { return fmt.Sprintf(`<li id="fn:%d"><p>note %d</p></li>`, i, i*k) }) + "</ol>"
	},
}

func repeated(n int, piece func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(piece(i))
	}
	return b.String()
}

// piecesOf1MB is how many pieces make about 1 MB of text.
const piecesOf1MB = 20_000

// TestGrowth holds memory to the length of the texts: four times the text may take six times as much. See BenchmarkLarge
// for time.
func TestGrowth(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(largeTexts)) {
		text := largeTexts[name]
		cost := func(n int) uint64 {
			old, new := []byte(text(n, 1)), []byte(text(n, 3))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			Compare(old, new)
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		cost(100)
		small, large := cost(800), cost(3200)
		if large > 6*small+8<<20 {
			t.Errorf("%s: %d KB for 800 pieces, %d KB for 3200", name, small>>10, large>>10)
		}
	}
}

func BenchmarkLarge(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(largeTexts)) {
		b.Run(name, func(b *testing.B) {
			old, new := []byte(largeTexts[name](piecesOf1MB, 1)), []byte(largeTexts[name](piecesOf1MB, 3))
			b.SetBytes(int64(len(old) + len(new)))
			b.ReportAllocs()
			for b.Loop() {
				Compare(old, new)
			}
		})
	}
}
