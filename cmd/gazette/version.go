package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"gazette/internal/settings"
	"gazette/internal/source"
)

// version, commit and date are set by the release build with -ldflags
// "-X main.version=1.2.3 -X main.commit=... -X main.date=2026-11-23T10:00:00Z".
// Other builds have what Go recorded.
var version, commit, date string

// build is what a program knows of itself.
type build struct {
	Version string `json:"version"` // without the v of a tag; "development" where nothing is known
	Commit  string `json:"commit"`  // empty where it is not known
	Date    string `json:"date"`    // of the commit, RFC 3339; empty where it is not known
	Go      string `json:"go"`
}

func newVersion(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Long: `Version prints which Gazette this is: its version, the commit it was made from and
when, the Go release, and the machine. What is not known is left out; in JSON it is
empty.`,
		Example: `  gazette version
  gazette version --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !asJSON {
				_, err := fmt.Fprintln(a.ui.stdout, versionLine())
				return err
			}
			e := json.NewEncoder(a.ui.stdout)
			e.SetIndent("", "  ")
			return e.Encode(thisBuild())
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// versionLine is what `gazette version` and `gazette --version` print.
func versionLine() string {
	b := thisBuild()
	about := []string{}
	for _, fact := range []string{b.Commit[:min(12, len(b.Commit))], b.Date, b.Go,
		runtime.GOOS + "/" + runtime.GOARCH} {
		if fact != "" {
			about = append(about, fact)
		}
	}
	return fmt.Sprintf("gazette %s (%s)", b.Version, strings.Join(about, ", "))
}

// versionName is the release, else the module version that Go recorded.
func versionName() string { return thisBuild().Version }

func thisBuild() build {
	recorded, ok := debug.ReadBuildInfo()
	if !ok {
		recorded = &debug.BuildInfo{}
	}
	return buildOf(build{Version: version, Commit: commit, Date: date}, recorded)
}

// pseudo matches the version that Go gives a commit without a tag, which ends
// in the commit's first digits: https://go.dev/ref/mod#pseudo-versions.
var pseudo = regexp.MustCompile(`-(?:0\.|[^+]*\.0\.)?\d{14}-([0-9a-f]{12})(?:\+|$)`)

// buildOf joins what the release build says with what Go recorded: of a clone
// its commit, of `go install` the module's version.
func buildOf(released build, recorded *debug.BuildInfo) build {
	set := map[string]string{}
	for _, s := range recorded.Settings {
		set[s.Key] = s.Value
	}
	module := strings.TrimPrefix(recorded.Main.Version, "v")
	if module == "(devel)" {
		module = ""
	}
	inVersion := ""
	if m := pseudo.FindStringSubmatch(module); m != nil {
		inVersion = m[1]
	}
	return build{
		Version: cmp.Or(strings.TrimPrefix(released.Version, "v"), module, "development"),
		Commit:  cmp.Or(released.Commit, set["vcs.revision"], inVersion),
		Date:    cmp.Or(released.Date, set["vcs.time"]),
		Go:      runtime.Version(),
	}
}

// unreleased reports that a build comes from no release, nor from a commit
// after one: it cannot be compared with versions.
func (b build) unreleased() bool {
	return b.Version == "development" || strings.HasPrefix(b.Version, "0.0.0-") && pseudo.MatchString(b.Version)
}

// wanted refuses a site that is written for other versions of Gazette.
func (a *app) wanted(tree fs.FS) error {
	file, ps := source.Read(tree, settings.File)
	if ps.Errors() {
		return nil // loading says so
	}
	versions, at := settings.VersionsOf(file)
	own := thisBuild()
	switch {
	case versions.String() == "":
	case own.unreleased():
		a.ui.say("%s this is a build without a version: `gazette_version` is not checked", a.ui.err.yellow("note:"))
	default:
		if p := versions.Outside(own.Version, at); p != nil {
			return file.Located(source.Problems{*p})
		}
	}
	return nil
}
