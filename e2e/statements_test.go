package e2e

import "testing"

// badge is how the state of a text looks in the title of its page.
type badge struct {
	Class  string `json:"class"`
	Ink    string `json:"ink"`
	Paper  string `json:"paper"`
	Weight string `json:"weight"`
	Shown  bool   `json:"shown"`
}

const readBadge = `(() => {
	const b = document.querySelector('.n-title .n-state'), s = getComputedStyle(b);
	return {class: b.className, ink: s.color, paper: s.backgroundColor, weight: s.fontWeight, shown: b.checkVisibility()};
})()`

// TestOutdatedLooksOutdated: a translation that is behind does not look like a text in force, by day or by night.
func TestOutdatedLooksOutdated(t *testing.T) {
	p := open(t).newTab(t)
	for _, scheme := range []string{"light", "dark"} {
		p.reading(scheme, "none")
		p.visit("/legal/privacy-policy/", 360)
		current := eval[badge](p, readBadge)
		p.visit("/hu/legal/privacy-policy/", 360)
		behind := eval[badge](p, readBadge)
		if behind.Class != "n-state n-state--outdated" || !behind.Shown {
			t.Errorf("%s: %+v", scheme, behind)
		}
		if behind.Ink == current.Ink || behind.Paper == current.Paper {
			t.Errorf("%s: an outdated translation looks like a text in force: %+v and %+v", scheme, behind, current)
		}
	}
}
