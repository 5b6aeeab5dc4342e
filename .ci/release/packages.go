package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/apk"
	_ "github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm"
)

// packages writes the packages of Debian, Red Hat and Alpine for a machine.
func (r *run) packages(t target, program []byte) error {
	contents, err := r.installed(program)
	if err != nil {
		return err
	}
	for _, format := range []string{"deb", "rpm", "apk"} {
		packager, err := nfpm.Get(format)
		if err != nil {
			return err
		}
		info := nfpm.WithDefaults(&nfpm.Info{
			Name: "gazette", Version: r.version, Arch: t.arch, Platform: "linux", Section: "text", Priority: "optional",
			Maintainer: "The Gazette authors <gazette@gazette.example>", Vendor: "Gazette", Homepage: r.repository,
			License: "Apache-2.0",
			Description: "publishes legal and policy notices\nA multilingual static site that shows the text in " +
				"force, keeps every earlier\ntext at a permanent address, and shows what changed word by word.",
			MTime: r.commit.time,
			Overridables: nfpm.Overridables{
				Contents: contents, Recommends: []string{"git"},
				RPM: nfpm.RPM{BuildHost: "localhost", Group: "Applications/Publishing"},
			},
		})
		var b bytes.Buffer
		if err := packager.Package(info, &b); err != nil {
			return fmt.Errorf("%s: %w", format, err)
		}
		if _, err := r.write(packager.ConventionalFileName(info), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// places say where what stands beside the program is installed.
var places = map[string]string{
	"LICENSE": "/usr/share/doc/gazette/copyright", "README.md": "/usr/share/doc/gazette/README.md",
	"THIRD_PARTY_NOTICES.txt":  "/usr/share/doc/gazette/THIRD_PARTY_NOTICES.txt",
	"CHANGELOG.md":             "/usr/share/doc/gazette/CHANGELOG.md",
	"completions/gazette.bash": "/usr/share/bash-completion/completions/gazette",
	"completions/_gazette":     "/usr/share/zsh/vendor-completions/_gazette",
	"completions/gazette.fish": "/usr/share/fish/vendor_completions.d/gazette.fish",
}

// installed lays the files out on disk, from where packages take them.
func (r *run) installed(program []byte) (out files.Contents, err error) {
	dir, err := os.MkdirTemp(r.work, "package-")
	if err != nil {
		return nil, err
	}
	add := func(name, place string, data []byte, mode os.FileMode) error {
		from := filepath.Join(dir, filepath.Base(place)+"-"+filepath.Base(name))
		out = append(out, &files.Content{Source: from, Destination: place,
			FileInfo: &files.ContentFileInfo{Owner: "root", Group: "root", Mode: mode, MTime: r.commit.time}})
		return os.WriteFile(from, data, mode)
	}
	if err := add("gazette", "/usr/bin/gazette", program, 0o755); err != nil {
		return nil, err
	}
	for _, f := range r.shared {
		place := places[f.name]
		if path.Dir(f.name) == "man" {
			place = "/usr/share/man/man1/" + path.Base(f.name)
		}
		if place == "" {
			continue // PowerShell's
		}
		if err := add(f.name, place, f.data, f.mode); err != nil {
			return nil, err
		}
	}
	return out, nil
}
