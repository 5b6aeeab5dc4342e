package notice

import (
	"strings"
	"testing"
)

func TestUnfit(t *testing.T) {
	for _, s := range []string{"", ".", "..", "con", "CON", "con.txt", "Aux.tar.gz", "nul .txt", "com1", "LPT9", "com¹", "conin$", "a:b", "a*", `a"b`, "a<b", "a>b", "a|b", "a?", `a\b`,
		"a\x00b", "a\nb", "a\u0085b", "a.", "a ", strings.Repeat("a", 256), strings.Repeat("ü", 128)} {
		if Unfit(s) == "" {
			t.Errorf("%q fits", s)
		}
	}
	for _, s := range []string{"a", "console", "com", "com10", "lpt", "auxiliary", "a con", "legal.con", "ü", "使用条款", "a b", "a.b", ".well-known", "_x", "{a}", "$a", "100%", "a;b", "a'b", "a`b", "a#b", "-", "~"} {
		if why := Unfit(s); why != "" {
			t.Errorf("%q %s", s, why)
		}
	}
}

func TestFold(t *testing.T) {
	for a, b := range map[string]string{"Legal/Terms": "legal/terms", "ÜBER": "u\u0308ber", "ſtelle": "Stelle", "ΟΔΟΣ": "οδος", "οδος": "οδοσ", "K": "k", "µ": "Μ"} {
		if Fold(a) != Fold(b) {
			t.Errorf("%q and %q are two files", a, b)
		}
	}
	for a, b := range map[string]string{"straße": "strasse", "kılavuz": "kilavuz", "é": "e", "ｱ": "ア"} {
		if Fold(a) == Fold(b) {
			t.Errorf("%q and %q are one file", a, b)
		}
	}
}
