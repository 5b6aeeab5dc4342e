package settings

import (
	"fmt"
	"strings"

	"github.com/Masterminds/semver/v3"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// Versions says which versions of Gazette a site may be worked on with, in the words of semantic versioning: ">=
// 1.2", "1.4.x", "^2".
type Versions struct {
	text string
	set  *semver.Constraints
}

// UnmarshalText reads a constraint.
func (v *Versions) UnmarshalText(b []byte) error {
	set, err := semver.NewConstraint(string(b))
	if err != nil || strings.TrimSpace(string(b)) == "" {
		return &source.Hinted{Message: fmt.Sprintf("%q is not a range of versions", b),
			Hint: `write it like ">= 1.2", "1.4.x" or ">= 1.2, < 3", in quotes`}
	}
	set.IncludePrerelease = true // 1.3.0-rc.1 is later than 1.2
	*v = Versions{string(b), set}
	return nil
}

// String returns the constraint as it was written.
func (v Versions) String() string { return v.text }

// allow reports whether a version lies within the range; where no range is set, every one does.
func (v Versions) allow(version string) bool {
	if v.set == nil {
		return true
	}
	own, err := semver.NewVersion(version)
	return err == nil && v.set.Check(own)
}

// VersionsOf reads gazette_version alone. It is asked before the other settings are, as those may be of a version
// that the program does not know: what else is wrong with the file is left to Parse.
func VersionsOf(file source.File) (Versions, source.Pos) {
	var c struct {
		Versions Versions `yaml:"gazette_version"`
	}
	at, _ := source.NewDecoder(file.Path, 0, rule.Config).YAML(file.Data, &c)
	return c.Versions, at["gazette_version"]
}

// Outside returns the problem that a version is not one of a site's, or nil.
func (v Versions) Outside(version string, at source.Pos) *source.Problem {
	if v.allow(version) {
		return nil
	}
	p := at.Problem(rule.Config, fmt.Sprintf("this site needs gazette %s, and this is %s", v, version),
		"use a version in that range, or change `gazette_version` if the whole team can use another one")
	return &p
}
