package check

import (
	"strings"
	"testing"
)

func TestLowered(t *testing.T) {
	for _, s := range []string{"", "Abc, XYZ! 1", "ÉÀßÖ Ñ Ő", "ПОЛИТИКА и Ёж", "本ページ 개인정보 الصفحة דף", "ΑΒΓ İ"} {
		if got := lowered(s); got != strings.ToLower(s) {
			t.Errorf("lowered(%q) = %q", s, got)
		}
	}
}

func TestStems(t *testing.T) {
	s := stemsOf([]string{"often", "from time to time"}, []string{"随时"})
	for text, want := range map[string]bool{"": false, "o": false, "very often": true, "of ten": false, "from time to tim": false, "we from time to time do": true, "请随时": true} {
		if s.in(text) != want {
			t.Errorf("in(%q) = %t", text, !want)
		}
	}
}
