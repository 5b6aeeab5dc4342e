package settings

import "testing"

// TestBeside: a picture of every page has one address, wherever the page stands.
func TestBeside(t *testing.T) {
	for address, want := range map[string]bool{"": false, "/logo.svg": false, "https://a.example/logo.svg": false,
		"//a.example/logo.svg": false, "logo.svg": true, "./logo.svg": true, "../logo.svg": true, "%zz": true} {
		if got := beside(address); got != want {
			t.Errorf("beside(%q) = %t", address, got)
		}
	}
}
