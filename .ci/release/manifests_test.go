package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestManifests: each names every archive that it is for by address and sum.
func TestManifests(t *testing.T) {
	r := &run{options: options{version: "1.2.3", repository: "https://git.example/press/gazette", out: t.TempDir()}, commit: commit{time: time.Unix(0, 0).UTC()}}
	for _, x := range targets {
		r.made = append(r.made, made{x, "gazette_1.2.3_" + x.os + "_" + x.arch + map[bool]string{true: ".zip", false: ".tar.gz"}[x.os == "windows"], x.os + x.arch + "sum"})
	}
	if err := r.manifests(); err != nil {
		t.Fatal(err)
	}
	for path, systems := range map[string]string{"homebrew/gazette.rb": "darwin linux", "scoop/gazette.json": "windows", "winget/Gazette.Gazette.installer.yaml": "windows"} {
		data, err := os.ReadFile(filepath.Join(r.out, path))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.made {
			if strings.Contains(systems, m.os) != (strings.Contains(string(data), "/releases/download/v1.2.3/"+m.name) && strings.Contains(strings.ToLower(string(data)), m.sum)) {
				t.Errorf("%s and %s\n%s", path, m.name, data)
			}
		}
		if strings.HasSuffix(path, ".json") && !json.Valid(data) {
			t.Errorf("not JSON:\n%s", data)
		}
	}
}
