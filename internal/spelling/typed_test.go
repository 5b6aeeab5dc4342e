package spelling

import "testing"

func TestDay(t *testing.T) {
	for s, want := range map[string]string{
		"2027-3-1": "2027-03-01", "2027/03/01": "2027-03-01", "31.3.2027": "2027-03-31", "３１．３．２０２７": "2027-03-31",
		"2027年3月1日": "2027-03-01", "２０２７－０３－０１": "2027-03-01", "1 March 2027": "2027-03-01", "March 1, 2027": "2027-03-01",
		"“2027-03-01”": "2027-03-01", " 2027-03-01": "2027-03-01",
		"03/01/2027": "", "1.3.2027": "", "3.3.2027": "2027-03-03", "2027-02-30": "", "soon": "", "": "",
	} {
		if got := Day(s); got != want {
			t.Errorf("Day(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestHyphens(t *testing.T) {
	for s, want := range map[string]bool{"———": true, "—-": true, "−−−": true, "": false, "- x": false, "title": false} {
		if got := Hyphens(s); got != want {
			t.Errorf("Hyphens(%q) = %t", s, got)
		}
	}
}
