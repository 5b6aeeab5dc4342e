package main

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestBuildOf: what the ways to build a program know of it.
func TestBuildOf(t *testing.T) {
	recorded := func(version string, settings ...string) *debug.BuildInfo {
		b := &debug.BuildInfo{Main: debug.Module{Version: version}}
		for i := 0; i < len(settings); i += 2 {
			b.Settings = append(b.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return b
	}
	const revision, when = "abcdef1234567890abcdef1234567890abcdef12", "2026-11-27T01:00:00Z"
	for name, c := range map[string]struct {
		released   build
		recorded   *debug.BuildInfo
		want       build
		unreleased bool
	}{
		"nothing known": {build{}, &debug.BuildInfo{}, build{Version: "development"}, true},
		"go run":        {build{}, recorded("(devel)"), build{Version: "development"}, true},
		"go build in a clone without tags": {
			build{}, recorded("v0.0.0-20261127010000-abcdef123456+dirty", "vcs.revision", revision, "vcs.time", when),
			build{Version: "0.0.0-20261127010000-abcdef123456+dirty", Commit: revision, Date: when}, true},
		"go build after a tag": {
			build{}, recorded("v1.2.1-0.20261127010000-abcdef123456", "vcs.revision", revision, "vcs.time", when),
			build{Version: "1.2.1-0.20261127010000-abcdef123456", Commit: revision, Date: when}, false},
		"go install of a tag":      {build{}, recorded("v1.2.0"), build{Version: "1.2.0"}, false},
		"go install of a commit":   {build{}, recorded("v1.2.1-0.20261127010000-abcdef123456"), build{Version: "1.2.1-0.20261127010000-abcdef123456", Commit: "abcdef123456"}, false},
		"go install after an rc.1": {build{}, recorded("v1.3.0-rc.1.0.20261127010000-abcdef123456"), build{Version: "1.3.0-rc.1.0.20261127010000-abcdef123456", Commit: "abcdef123456"}, false},
		"release":                  {build{"v1.2.0", revision, when, ""}, recorded("(devel)"), build{Version: "1.2.0", Commit: revision, Date: when}, false},
	} {
		c.want.Go = runtime.Version()
		got := buildOf(c.released, c.recorded)
		if got != c.want || got.unreleased() != c.unreleased {
			t.Errorf("%s: %+v, unreleased: %t", name, got, got.unreleased())
		}
	}
}
