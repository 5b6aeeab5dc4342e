package lint

import (
	"strings"
	"testing"

	"gazette/internal/markdown/dialect"
)

// TestFind: each finding is of its rule, and stands where the mistake does; code and what is escaped are no mistakes.
func TestFind(t *testing.T) {
	for in, want := range map[string][]string{ // the rule, and what stands at the place of each finding
		"Plain *words*, `code ** here`, and \\*\\* signs.\n": nil,
		"This is **bold ** and this, too.\n":                 {"meant-as-markup **bold"},
		"See [the terms](terms.md of use) first.\n":          {"meant-as-markup ](terms"},
		"##Heading\n":              {"meant-as-markup ##Heading"},
		"The note.[^1]\n":          {"meant-as-markup [^1]"},
		"First:\na) one\nb) two\n": {"meant-as-markup a) one"},
		"Text:\n\n\tset in\n\n- item\n\n      deeper\n": {"meant-as-markup set in", "meant-as-markup deeper"},
		"```\ncode\n```\n":     nil,
		"1.1. One\n1.2. Two\n": {"meant-as-markup 1.2. Two"},
		"I. One\nII. Two\n":    {"meant-as-markup II. Two"},
		"The rate is\n4.2 percent, and was\n3 percent.\n":      nil,
		"１．一\n２．二\n":                                           {"meant-as-markup ２．二"},
		"（一）甲\n（二）乙\n":                                         {"meant-as-markup （二）乙"},
		"・一\n・二\n":                                             {"meant-as-markup ・二"},
		"①　一\n②　二\n":                                           {"meant-as-markup ②　二"},
		"第一条　甲\n第二条　乙\n":                                       {"meant-as-markup 第二条　乙"},
		"第一条に基づき、\n第二条を適用する。\n":                                nil,
		"١. أولا\n٢. ثانيا\n":                                  {"meant-as-markup ٢. ثانيا"},
		"가. 하나\n나. 둘\n":                                        {"meant-as-markup 나. 둘"},
		"а) один\nб) два\n":                                    {"meant-as-markup б) два"},
		"＃　見出し\n":                                              {"meant-as-markup ＃"},
		"［規約］（terms.md）と[規約]（terms.md）\n":                      {"meant-as-markup ］（", "meant-as-markup ]（"},
		"［注］（以下「本規約」という。）\n":                                   nil,
		"｜目的｜根拠｜\n｜広告｜同意｜\n":                                   {"meant-as-markup ｜目的"},
		"[Liability]: excluded\n":                              {"lost-words [Liability]"},
		"[a]: https://a.example\n\nSee [a].\n":                 nil,
		"[a]: https://a.example\n\n[a]: /b\n\nSee [a].\n":      {"lost-words [a]: /b"},
		"Dear {{ name }},\n\n`{{ code }}`\n\n> [!NOTE] Hear\n": {"template-syntax {{ name }}", "template-syntax > [!NOTE]"},
	} {
		tree, _, met := dialect.Parse(dialect.NewParser(false), []byte(in))
		found := Find(tree)
		if met != "" || len(found) != len(want) {
			t.Errorf("%q: got %v, want %q", in, found, want)
			continue
		}
		for i, f := range found {
			if got := f.Rule.ID() + " " + in[f.At:]; !strings.HasPrefix(got, want[i]) {
				t.Errorf("%q: got %q, want %q", in, got, want[i])
			}
		}
	}
}
