package main

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed manifests/*
var manifestFiles embed.FS

// manifests writes what Homebrew, Scoop and winget read. They name addresses
// of the archives, so there are none before the project has a repository, and
// none of a release that leaves machines out.
func (r *run) manifests() error {
	if r.repository == "" || len(r.made) < len(targets) {
		fmt.Println(
			"no manifests for Homebrew, Scoop and winget: they need a repository (docs/publishing.md) and all targets")
		return nil
	}
	view := map[string]any{
		"Version": r.version, "Repository": r.repository, "Owner": owner(r.repository),
		"Download": r.repository + "/releases/download/v" + r.version + "/", "Date": r.commit.time.Format("2006-01-02"),
		"Archive": r.find,
	}
	for from, to := range map[string]string{
		"gazette.rb": "homebrew/gazette.rb", "gazette.json": "scoop/gazette.json",
		"winget.yaml": "winget/Gazette.Gazette.yaml", "winget.installer.yaml": "winget/Gazette.Gazette.installer.yaml",
		"winget.locale.yaml": "winget/Gazette.Gazette.locale.en-US.yaml",
	} {
		t, err := template.New(from).Option("missingkey=error").Funcs(template.FuncMap{"upper": strings.ToUpper}).
			ParseFS(manifestFiles, "manifests/"+from)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, view); err != nil {
			return err
		}
		if _, err := r.write(to, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// archiveView is an archive as manifests see it.
type archiveView struct{ Name, Folder, Sum string }

func (r *run) find(os, arch string) (archiveView, error) {
	for _, m := range r.made {
		if m.os == os && m.arch == arch {
			folder := strings.TrimSuffix(strings.TrimSuffix(m.name, ".zip"), ".tar.gz")
			return archiveView{m.name, folder, m.sum}, nil
		}
	}
	return archiveView{}, fmt.Errorf("there is no archive for %s/%s", os, arch)
}

// owner is the last step but one of a repository's address.
func owner(repository string) string {
	steps := strings.Split(strings.TrimSuffix(repository, "/"), "/")
	return steps[max(0, len(steps)-2)]
}
