package check_test

import (
	"fmt"
	"strings"
	"testing"

	"gazette/internal/history/planning"
)

// example is what a rule finds in one text; nothing when want is empty.
type example struct{ locale, body, want string }

func examples(t *testing.T, rule string, es ...example) {
	t.Helper()
	for _, e := range es {
		one(e.locale, e.body).want(t, rule, e.want)
	}
}

func TestHeadingJump(t *testing.T) {
	examples(t, "heading-jump",
		example{"en", "## A\n\n#### B\n\n## C\n\n### D\n", "content/en/cookies.md:8:1: warning: a heading of level 4 follows one of level 2\n  hint: begin it with ###\n"},
		example{"en", "Text.\n\n### First\n", "content/en/cookies.md:8:1: warning: a heading of level 3 follows one of level 1\n  hint: begin it with ##\n"},
		example{"en", "# Cookies\n\n## A\n\n### B\n\n## C\n", ""})
}

func TestEmptyLink(t *testing.T) {
	examples(t, "empty-link",
		example{"en", "See [](https://a.example/) and [Terms]().\n", "" +
			"content/en/cookies.md:6:5: warning: the link to https://a.example/ has no words\n  hint: write what the reader finds there, or remove the link\n" +
			"content/en/cookies.md:6:32: warning: the link \"Terms\" leads nowhere\n  hint: write where it leads between the brackets, or remove the link\n"},
		example{"en", "[![A picture](/a.png)](https://a.example/) and ![](/b.png), [A](https://a.example/), <https://b.example/>, a note[^1].\n\n[^1]: Note.\n", ""})
}

func TestVagueLinkText(t *testing.T) {
	examples(t, "vague-link-text",
		example{"en", "Click\n[ Here. ](https://a.example/)\n", "content/en/cookies.md:7:1: warning: the link reads \" Here. \", which does not say where it leads\n  hint: let its words name what it leads to\n"},
		example{"hu", "A szöveg [itt](https://a.example/).\n", "content/hu/cookies.md:6:10: warning: the link reads \"itt\", which does not say where it leads\n  hint: let its words name what it leads to\n"},
		example{"ja", "[こちら](https://a.example/)\n", "content/ja/cookies.md:6:1: warning: the link reads \"こちら\", which does not say where it leads\n  hint: let its words name what it leads to\n"},
		example{"en", "[Here be dragons](https://a.example/), [Read more about cookies](https://a.example/)\n", ""})
}

func TestReorderedText(t *testing.T) {
	examples(t, "reordered-text",
		example{"en", "One.\n\nWe pay \u202E001\u202C euros.\n", "content/en/cookies.md:8:8: warning: an invisible character before \"001\" changes the order in which readers see what follows\n" +
			"  hint: delete it, and type the words around it again\n"},
		example{"en", "\u200Fטקסט (\u2067abc\u2069) \u202Bעוד\u202C.\n", ""})
	told := strings.Replace(text("en", "2026-01-01", "Text.\n"), "effective:", "changes: [\"We pay \u202E001\"]\neffective:", 1)
	tree{"gazette.yaml": gazetteYAML, "content/en/cookies.md": told}.want(t, "reordered-text",
		"content/en/cookies.md:4:10: warning: an invisible character before \"001\" changes the order in which readers see what follows\n"+
			"  hint: delete it, and type the words around it again\n")
}

func TestMixedScript(t *testing.T) {
	examples(t, "mixed-script",
		example{"ru", "Это Pусский **Pусский** текст.\n", "content/ru/cookies.md:6:5: warning: \"Pусский\" is written with the Latin \"P\" among Cyrillic letters\n  hint: type the word again on the keyboard of its language\n"},
		example{"ru", "Политика Mоzilla.\n", "content/ru/cookies.md:6:10: warning: \"Mоzilla\" is written with the Cyrillic \"о\" among Latin letters\n  hint: type the word again on the keyboard of its language\n"},
		example{"en", "The Greek τoν and others.\n", "content/en/cookies.md:6:11: warning: \"τoν\" is written with the Latin \"o\" among Greek letters\n  hint: type the word again on the keyboard of its language\n"},
		example{"ru", "URLы, cookie-файлы, IP-адрес, `Pусский`, µm, Ωm, 日本語Text.\n", ""})
	tree{"gazette.yaml": gazetteYAML, "content/ru/cookies.md": strings.Replace(text("ru", "2026-01-01", "Текст.\n"), "Cookies", "Файлы Сookie", 1)}.
		want(t, "mixed-script", "content/ru/cookies.md:2:8: warning: \"Сookie\" is written with the Cyrillic \"С\" among Latin letters\n  hint: type the word again on the keyboard of its language\n")
}

func TestListFromDate(t *testing.T) {
	hint := func(n string) string { return "  hint: write " + n + `\. so that it stays a date` + "\n" }
	examples(t, "list-from-date",
		example{"de", "## Stand\n\n15. April 2014\n\nText.\n", "content/de/cookies.md:8:1: warning: \"15. April 2014\" became a list whose first number is 15\n" + hint("15")},
		example{"hu", "2014. április 15.\n", "content/hu/cookies.md:6:1: warning: \"2014. április 15.\" became a list whose first number is 2014\n" + hint("2014")},
		example{"en", "15. travnja 2014.\n", "content/en/cookies.md:6:1: warning: \"15. travnja 2014.\" became a list whose first number is 15\n" + hint("15")},
		example{"de", "*   12. Juni 2013: Abschnitt „Brot“ bearbeitet, um anzugeben, dass wir auch an\n    Sonntagen und an Feiertagen backen, wenn jemand danach fragt.\n",
			"content/de/cookies.md:6:5: warning: \"12. Juni 2013: Abschnitt „Brot“ bearbeitet, um anzugeben, dass …\" became a list whose first number is 12\n" + hint("12")},
		example{"de", "1\\. Mai 2014\n\n1. Mai und Juni\n2. Juli\n\n7. Wir löschen Daten.\n\nText[^1].\n\n[^1]: März 2014\n", ""})
}

func TestListNumbers(t *testing.T) {
	said := func(n int) string {
		return fmt.Sprintf("content/en/cookies.md:6:1: warning: every item of this list has the number %d, and readers see them counted from there\n"+
			"  hint: write the numbers that readers are to see\n", n)
	}
	examples(t, "list-numbers",
		example{"en", "4. Four.\n4. Four.\n4. Four.\n", said(4)},
		example{"en", "0. Nought.\n0. Nought.\n", said(0)},
		example{"en", "1. One.\n1. Two.\n\nText.\n\n3. Three.\n5. Five.\n2. Two.\n", ""})
}

func TestDateInText(t *testing.T) {
	found := func(place, said, date string) string {
		return "content/" + place + ": warning: the text says \"" + said + "\", which is " + date + ", and the front matter 2026-01-01\n" +
			"  hint: correct the one that is wrong, or leave the date out of the text: every page shows that of the front matter\n"
	}
	examples(t, "date-in-text",
		example{"en", "# Cookies\n\nEffective **January 2, 2026**\n\nText.\n", found("en/cookies.md:8:13", "January 2, 2026", "2026-01-02")},
		example{"en", "Last updated: 02/03/2026.\n", found("en/cookies.md:6:15", "02/03/2026", "2026-03-02")},
		example{"en", "1 February 2026\n", found("en/cookies.md:6:1", "1 February 2026", "2026-02-01")},
		example{"de", "Stand: 2.1.2026\n", found("de/cookies.md:6:8", "2.1.2026", "2026-01-02")},
		example{"fr", "Date d’effet : 1er février 2026\n", found("fr/cookies.md:6:16", "1er février 2026", "2026-02-01")},
		example{"ja", "発効日 2026年1月2日\n", found("ja/cookies.md:6:5", "2026年1月2日", "2026-01-02")},
		// the date of the front matter, read either way
		example{"en", "Effective 1 January 2026, last updated 3 December 2025.\n", ""},
		example{"en", "Last updated 01/01/2026.\n", ""},
		// dates of something else
		example{"en", "The GDPR has applied since 25 May 2018 to all of us here.\n\nSince 1 May 2020 we set no cookies.\n", ""},
		example{"en", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n\nThe law, effective 2 May 2020, says so.\n\nSeven.\n\nEight.\n\nNine.\n", ""},
		example{"en", "Last updated in January 2025, or so, on 31/31/2025.\n", ""})
}

func TestCheckBack(t *testing.T) {
	examples(t, "check-back-wording",
		example{"en", "We change this. Please review this\npage from time to time. Thanks.\n", "content/en/cookies.md:6:17: warning: tells readers to look again by themselves: \"Please review this page from time to time.\"\n" +
			"  hint: say how they are told of changes; most never look again, and courts have held that they need not\n"},
		example{"en", "We review this page regularly.\n\nWe recommend that you check your settings regularly.\n\nPlease read this page.\n", ""})
}

func TestSupersededLink(t *testing.T) {
	site := tree{"gazette.yaml": gazetteYAML,
		"content/en/terms.md": text("en", "2026-01-01", "Our terms.\n"), "archive/terms/2024-01-01/en.md": text("en", "2024-01-01", "Our old terms.\n")}
	found := "content/en/cookies.md:6:1: warning: leads to the edition of terms that was in force from 2024-01-01, which no longer applies\n" +
		"  hint: write terms.md, which always leads to the text in force\n"
	for _, target := range []string{"/legal/terms/2024-01-01/", "https://acme.example/legal/terms/2024-01-01/#top"} {
		site.with("content/en/cookies.md", text("en", "2026-01-01", "[Terms]("+target+")\n")).want(t, "superseded-link", strings.TrimSuffix(found, ""))
	}
	for _, target := range []string{"/legal/terms/2026-01-01/", "/legal/terms/", "https://other.example/legal/terms/2024-01-01/"} {
		site.with("content/en/cookies.md", text("en", "2026-01-01", "[Terms]("+target+")\n")).want(t, "superseded-link", "")
	}
	site.with("content/en/terms.md", text("en", "2026-01-01", "Until now: [our old terms](/legal/terms/2024-01-01/).\n")).want(t, "superseded-link", "")
}

const german = "## Was\n\n* eins\n* zwei\n\n## Wie\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[Bedingungen](terms.md)\n"

func TestTranslationStructure(t *testing.T) {
	site := tree{"gazette.yaml": gazetteYAML, "content/en/terms.md": text("en", "2026-01-01", "Terms.\n"),
		"content/en/cookies.md": text("en", "2026-01-01", "## What\n\n* one\n* two\n\n## How\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[Terms](terms.md)\n")}
	hint := "  hint: compare it with content/en/cookies.md; what the source text says in a list, a table or a link, the translation should too\n"
	for _, e := range []struct{ old, new, want string }{
		{"", "", ""},
		{"* zwei\n", "", "8:3: warning: under \"Was\": a list of 1 item, where the source text has 2\n"},
		{"* eins\n* zwei\n", "Eins und zwei.\n", "6:1: warning: under \"Was\": no list, where the source text has 1\n"},
		{"| 1 | 2 |\n", "| 1 | 2 |\n| 3 | 4 |\n", "13:3: warning: under \"Wie\": a table of 3 rows, where the source text has 2\n"},
		{"[Bedingungen](terms.md)", "Bedingungen", "11:1: warning: under \"Wie\": no link leads to terms, as one does in the source text\n"},
		{"(terms.md)", "(https://a.example/)", "11:1: warning: under \"Wie\": no link leads to terms, as one does in the source text\n"},
	} {
		want := ""
		if e.want != "" {
			want = "content/de/cookies.md:" + e.want + hint
		}
		site.with("content/de/cookies.md", text("de", "2026-01-01", strings.Replace(german, e.old, e.new, 1))).want(t, "translation-structure", want)
	}
	old := site.with("content/de/cookies.md", text("de", "2025-01-01", "## Was\n\n## Wie\n"))
	old.want(t, "translation-structure", "") // older than every source text: nothing to compare it with
}

func TestUntranslated(t *testing.T) {
	body := "We use cookies to keep you signed in, and for [nothing else](https://a.example/).\n\nAcme Ltd, Legal Team, 12 High Street, London W1A 1AA, United Kingdom\n\n    this is code that is the same in every single language\n\n| Name of a thing that is long enough to be a sentence here |\n|---|\n| x |\n"
	site := tree{"gazette.yaml": gazetteYAML, "content/en/cookies.md": text("en", "2026-01-01", body+"\nYou may switch them off in the settings of your own browser.\n")}
	site.with("content/de/cookies.md", text("de", "2026-01-01", strings.Replace(body, "nothing else", "_nothing_ else", 1))).
		want(t, "translation-untranslated", "content/de/cookies.md:6:1: warning: reads as in en: \"We use cookies to keep you signed in, and for nothing else.\"\n  hint: translate it into German\n")
	site.with("content/de/cookies.md", text("de", "2026-01-01", strings.Replace(body, "We use cookies", "Wir nutzen Cookies", 1))).want(t, "translation-untranslated", "")
}

func TestAnchorLost(t *testing.T) {
	before := tree{"gazette.yaml": gazetteYAML, "content/en/cookies.md": text("en", "2026-01-01", "## What\n\n## How {#how}\n"), "content/de/cookies.md": text("de", "2026-01-01", "## Was\n\n## Wie\n")}.
		record(t, "2025-12-01", planning.Intent{})
	before.want(t, "anchor-lost", "")
	after := before.with("content/en/cookies.md", text("en", "2026-07-01", "\n## Which\n\n## In which way\n"))
	found := "content/en/cookies.md:7:1: warning: the edition of 2026-01-01 has #what, #how, and this one has not\n" +
		"  hint: write {#what} after the heading that took its place, or <a id=\"what\"></a> where it would be looked for\n"
	after.want(t, "anchor-lost", found)
	after.with("content/de/cookies.md", text("de", "2026-07-01", "## Welche\n\n## Wie\n")).want(t, "anchor-lost", found) // said once, of the source text
	before.with("content/en/cookies.md", text("en", "2026-07-01", "## Which {#what}\n\n<a id=\"how\"></a>\n")).want(t, "anchor-lost", "")
	after.record(t, day, planning.Intent{}).want(t, "anchor-lost", "") // nothing that can be mended
}

func TestMissingChanges(t *testing.T) {
	before := one("en", "One.\n").record(t, "2025-12-01", planning.Intent{})
	before.want(t, "missing-changes", "")
	after := before.with("content/en/cookies.md", text("en", "2026-07-01", "Two.\n"))
	after.want(t, "missing-changes", "content/en/cookies.md:4:12: warning: nothing says what this edition changes compared with that of 2026-01-01\n  hint: add `changes:` with a list of plain sentences\n")
	after.and("content/en/cookies.md", "locale:", "changes: [Two instead of one.]\nlocale:").want(t, "missing-changes", "")
}
