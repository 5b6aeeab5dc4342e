package check

import "testing"

func TestStems(t *testing.T) {
	s := stemsOf([]string{"often", "from time to time", "随时", "регулярно"})
	for text, want := range map[string]bool{"": false, "o": false, "very often": true, "of ten": false, "from time to tim": false, "we from time to time do": true, "请随时": true,
		"Often, we do": true, "FROM TIME TO TIME": true, "Регулярно": true} {
		if s.in(text) != want {
			t.Errorf("in(%q) = %t", text, !want)
		}
	}
}
