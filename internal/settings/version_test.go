package settings

import (
	"testing"

	"gazette/internal/source"
)

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		set, version string
		want         bool
	}{
		{">= 1.2", "1.2.0", true},
		{">= 1.2", "1.2", true},
		{">= 1.2", "1.1.9", false},
		{">= 1.2", "1.10.0", true}, // numbers, not letters
		{">= 1.2", "1.2.0-rc.1", false},
		{">= 1.2", "1.3.0-rc.1", true},
		{">= 1.2", "1.2.1-0.20261127010000-abcdef123456", true}, // between two releases
		{">= 1.2, < 3", "3.0.0", false},
		{"1.4.x", "1.4.7", true},
		{"1.4.x", "1.5.0", false},
		{"^2", "2.9.0", true},
		{"1.2.3", "1.2.4", false},
		{"< 1 || >= 2", "2.0.0", true},
		{"", "0.0.1", true},
	} {
		var v Versions
		if c.set != "" {
			if err := v.UnmarshalText([]byte(c.set)); err != nil {
				t.Fatal(err)
			}
		}
		if got := v.Outside(c.version, source.Pos{}) == nil; got != c.want {
			t.Errorf("%q allows %s: %t", c.set, c.version, got)
		}
	}
}

// TestVersionsOf: the range is found in files that a later version may have written, and in those that are broken
// elsewhere.
func TestVersionsOf(t *testing.T) {
	v, at := VersionsOf(source.File{Path: File, Data: []byte("title: T\nof_the_future: [1]\ntime_zone: nowhere\ngazette_version: '>= 9'\n")})
	if v.String() != ">= 9" || at.Line != 4 || at.Col != 18 {
		t.Errorf("%q at %v", v, at)
	}
}
