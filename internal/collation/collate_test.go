package collation

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gazette/internal/document"
	"gazette/internal/markdown"
	"gazette/internal/source"
)

const front = "---\nlocale: en\n---\n"

// manuscript is what Markdown says below its front matter.
func manuscript(data []byte) []document.Block {
	file, _ := source.Text("t.md", data)
	return markdown.NewEarlyConverter(false).Parse(file, len(front), "").Blocks(func(href string, _ int) string { return href })
}

// collated brings one text into another.
func collated(work, came string) Output {
	self := func(target string) string { return target }
	return Collate(Input{Source: []byte(work), Work: manuscript([]byte(work)), Came: manuscript([]byte(came)), Name: self, Target: self, Read: manuscript})
}

// spokenBy are the keys of a text's pieces.
func spokenBy(data string) []string {
	_, keys := spoken(manuscript([]byte(data)), func(target string) string { return target })
	return keys
}

var pieces = []string{
	"Be kind to all who read this page.\n", "You pay **ten euros** within [14 days](a.md).\n", "## Your duties {#duties}\n", "We *keep* your data for five years.[^1]\n\n[^1]: Or less.\n",
	"- pay in time\n- keep it secret\n- tell the truth\n", "1. first of all\n2. second of these\n3. third and last\n", "| A | B |\n| --- | --- |\n| one thing | two things |\n| three | four |\n",
	"> A quoted clause of the law.\n", "<div>\n<p>Raw words stand here.</p>\n<p>And there are more of them.</p>\n</div>\n", "```\ncode is kept\n```\n", "Nothing else applies here.\n{: .note }\n",
}

// article is a text of some pieces.
func article(r *rand.Rand) []string {
	all := slices.Clone(pieces)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:1+r.IntN(len(all)-1)]
}

// edited is a text with pieces that went, came and changed.
func edited(r *rand.Rand, parts []string) []string {
	var out []string
	for _, p := range parts {
		switch r.IntN(8) {
		case 0:
		case 1:
			out = append(out, "A clause that is wholly new, number "+string(rune('a'+r.IntN(26)))+".\n", p)
		case 2:
			lines := strings.SplitAfter(p, "\n")
			i := r.IntN(len(lines))
			out = append(out, strings.Join(slices.Delete(lines, i, i+1), ""))
		case 3:
			out = append(out, strings.Replace(p, "e", "E", 1))
		default:
			out = append(out, p)
		}
	}
	return out
}

// TestCollate: a text into which another was brought says what that says, or names what it does not; that is rare.
func TestCollate(t *testing.T) {
	const rounds = 400
	r, named := rand.New(rand.NewPCG(5, 6)), 0
	for range rounds {
		parts := article(r)
		work, came := front+strings.Join(parts, "\n"), front+strings.Join(edited(r, parts), "\n")
		out := collated(work, came)
		if got, want := spokenBy(string(out.Source)), spokenBy(came); !slices.Equal(got, want) && len(out.Losses) == 0 {
			t.Fatalf("nothing is named\n--- work\n%s\n--- came\n%s\n--- got\n%s\n%q\n%q", work, came, out.Source, got, want)
		}
		if len(out.Losses) > 0 {
			named++
		}
		if same := collated(work, work); string(same.Source) != work || len(same.Losses) > 0 {
			t.Fatalf("a text that nobody edited became\n%s\n%v", same.Source, same.Losses)
		}
	}
	if named > rounds/50 {
		t.Errorf("of %d texts, %d could not be taken over", rounds, named)
	}
}
