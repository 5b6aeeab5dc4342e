package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/apk"
	_ "github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm"
)

const maintainer = "The Gazette authors <gazette@gazette.example>"

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
			Maintainer: maintainer, Vendor: "Gazette", Homepage: r.repository,
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

// places say where what stands beside the program is installed. What ends in .gz is compressed there.
var places = map[string]string{
	"LICENSE": "/usr/share/licenses/gazette/LICENSE", "README.md": "/usr/share/doc/gazette/README.md",
	"THIRD_PARTY_NOTICES.txt":  "/usr/share/doc/gazette/THIRD_PARTY_NOTICES.txt",
	"CHANGELOG.md":             "/usr/share/doc/gazette/CHANGELOG.md",
	"completions/gazette.bash": "/usr/share/bash-completion/completions/gazette",
	"completions/_gazette":     "/usr/share/zsh/vendor-completions/_gazette",
	"completions/gazette.fish": "/usr/share/fish/vendor_completions.d/gazette.fish",
}

// copyright is what Debian asks for, in the place of licences that it has already:
// https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/.
const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: gazette

Files: *
Copyright: %d The Gazette authors
License: Apache-2.0
Comment: The licences of the modules within the program are in THIRD_PARTY_NOTICES.txt.

License: Apache-2.0
 On Debian systems, the full text of the Apache License 2.0 is in
 /usr/share/common-licenses/Apache-2.0.
`

// changelog is what Debian asks for; what it says is in CHANGELOG.md.
const changelog = `gazette (%s) unstable; urgency=medium

  * The changes are in CHANGELOG.md, in this folder.

 -- %s  %s
`

// overrides tells Debian's lintian what is so on purpose: a Go program brings all that it needs.
const overrides = "gazette: statically-linked-binary [usr/bin/gazette]\n"

// tree is a folder that packages take their files from.
type tree struct {
	dir string
	at  time.Time
	out files.Contents
}

// add writes a file into the folder, and says where the packages of a format, or all for "", install it.
func (t *tree) add(format, place string, data []byte, mode os.FileMode) error {
	from := filepath.Join(t.dir, strconv.Itoa(len(t.out)))
	t.out = append(t.out, &files.Content{
		Source: from, Destination: place, Packager: format,
		FileInfo: &files.ContentFileInfo{Owner: "root", Group: "root", Mode: mode, MTime: t.at},
	})
	if strings.HasSuffix(place, ".gz") {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		_, err := z.Write(data)
		if err := cmp.Or(err, z.Close()); err != nil {
			return err
		}
		data = b.Bytes()
	}
	return os.WriteFile(from, data, mode)
}

// installed lays the files out on disk, from where packages take them.
func (r *run) installed(program []byte) (files.Contents, error) {
	dir, err := os.MkdirTemp(r.work, "package-")
	if err != nil {
		return nil, err
	}
	t := &tree{dir: dir, at: r.commit.time}
	err = cmp.Or(
		t.add("", "/usr/bin/gazette", program, 0o755),
		t.add("deb", "/usr/share/doc/gazette/copyright", fmt.Appendf(nil, copyright, r.commit.time.Year()), 0o644),
		t.add("deb", "/usr/share/doc/gazette/changelog.gz",
			fmt.Appendf(nil, changelog, r.version, maintainer, r.commit.time.Format(time.RFC1123Z)), 0o644),
		t.add("deb", "/usr/share/lintian/overrides/gazette", []byte(overrides), 0o644),
	)
	for _, f := range r.shared {
		place, formats := places[f.name], []string{""}
		switch {
		case path.Dir(f.name) == "man":
			place = "/usr/share/man/man1/" + path.Base(f.name) + ".gz"
		case f.name == "LICENSE":
			formats = []string{"rpm", "apk"} // Debian has it
		}
		if place == "" {
			continue // PowerShell's
		}
		for _, format := range formats {
			err = cmp.Or(err, t.add(format, place, f.data, f.mode))
		}
	}
	return t.out, err
}
