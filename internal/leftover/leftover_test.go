package leftover

import "testing"

func TestIs(t *testing.T) {
	for _, name := range []string{".DS_Store", "._logo.png", "Thumbs.db", "thumbs.db", "desktop.ini", "~$privacy.docx", ".~lock.privacy.odt#",
		".#privacy.md", "#privacy.md#", ".privacy.md.swp", ".privacy.md.swx", ".privacy.md.swpx", "privacy.md~", ".goutputstream-X1"} {
		if !Is(name) {
			t.Errorf("%q is taken for a file that is meant", name)
		}
	}
	for _, name := range []string{"privacy.md", ".htaccess", ".well-known", ".nojekyll", "a#b", "~home.html", "desktop.ini.md", "swap.swp"} {
		if Is(name) {
			t.Errorf("%q is taken for a leftover", name)
		}
	}
}
