package main

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// container writes an image of two layers, without a daemon and without an
// image to begin from: a few packages of Debian, then the program. `docker
// load` and `podman load` read it, and crane pushes it.
func (r *run) container(t target, program []byte) error {
	below, err := r.debianLayer(t)
	if err != nil {
		return err
	}
	files := []entry{{"usr/bin/gazette", program, 0o755}}
	for _, f := range r.shared {
		if f.name == "LICENSE" || f.name == "THIRD_PARTY_NOTICES.txt" {
			files = append(files, entry{strings.TrimPrefix(places[f.name], "/"), f.data, 0o644})
		}
	}
	above, err := tarGz(files, r.commit.time)
	if err != nil {
		return err
	}
	image := mutate.MediaType(empty.Image, "application/vnd.docker.distribution.manifest.v2+json")
	for _, data := range [][]byte{below, above} {
		layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(data)), nil
		})
		if err != nil {
			return err
		}
		if image, err = mutate.AppendLayers(image, layer); err != nil {
			return err
		}
	}
	if image, err = mutate.ConfigFile(image, r.configured(t, image)); err != nil {
		return err
	}
	tag, err := name.NewTag("gazette:" + r.version)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := tarball.Write(tag, image, &b); err != nil {
		return err
	}
	_, err = r.write(fmt.Sprintf("gazette_%s_linux_%s.image.tar", r.version, t.arch), b.Bytes())
	return err
}

// configured says how the image is run: in /site, where the site is mounted.
// Git would not read a folder of another user; here it belongs to whoever runs
// the container, and there is no one else.
func (r *run) configured(t target, image v1.Image) *v1.ConfigFile {
	old, err := image.ConfigFile()
	if err != nil {
		old = &v1.ConfigFile{}
	}
	c := old.DeepCopy()
	c.OS, c.Architecture, c.Created = "linux", t.arch, v1.Time{Time: r.commit.time}
	c.Config = v1.Config{
		Entrypoint: []string{"/usr/bin/gazette"}, Cmd: []string{"--help"}, WorkingDir: "/site",
		Env: []string{"PATH=/usr/bin:/usr/sbin", "HOME=/tmp", "LANG=C.UTF-8",
			"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"},
		Labels: map[string]string{
			"org.opencontainers.image.title": "Gazette", "org.opencontainers.image.version": r.version,
			"org.opencontainers.image.revision": r.commit.id, "org.opencontainers.image.licenses": "Apache-2.0",
			"org.opencontainers.image.source": r.repository,
		},
	}
	for i := range c.History {
		c.History[i].Created = c.Created
	}
	return c
}

// debian are the packages that the image needs: git for `record --from-git`,
// the authorities that https is checked against, and a shell, which CI
// services run their steps in. What git needs for other things (Perl, curl)
// is left out.
var debian = []string{"busybox-static", "ca-certificates", "git", "libc6", "libpcre2-8-0", "zlib1g"}

// commands are what busybox is asked for by, beside git.
var commands = strings.Fields(
	"sh cat cp cut date dirname env find grep head id ls mkdir mv pwd rm sed sha256sum sleep sort tail tar tee test " +
		"touch tr true wc xargs")

// debianLayer is the content of the packages as one layer, in the merged
// layout of folders, without documentation but for the licences.
func (r *run) debianLayer(t target) ([]byte, error) {
	archives, err := r.download(t.arch)
	if err != nil {
		return nil, err
	}
	l := &layer{seen: map[string]bool{}}
	w := tar.NewWriter(&l.out)
	for _, dir := range []string{"etc/", "etc/ssl/", "etc/ssl/certs/", "site/", "tmp/", "usr/", "usr/bin/", "usr/lib/",
		"usr/lib64/", "usr/sbin/"} {
		mode := int64(0o755)
		if dir == "tmp/" || dir == "site/" {
			mode = 0o1777
		}
		l.add(w, &tar.Header{Name: dir, Typeflag: tar.TypeDir, Mode: mode, ModTime: r.commit.time}, nil)
	}
	for _, link := range []string{"bin", "lib", "lib64", "sbin"} {
		l.add(w, &tar.Header{Name: link, Linkname: "usr/" + link, Typeflag: tar.TypeSymlink, Mode: 0o777,
			ModTime: r.commit.time}, nil)
	}
	for _, archive := range archives {
		content, err := output(r.work, nil, "dpkg-deb", "--fsys-tarfile", archive)
		if err != nil {
			return nil, err
		}
		if err := l.unpack(w, strings.NewReader(content)); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(archive), err)
		}
	}
	for _, c := range commands {
		l.add(w, &tar.Header{Name: "usr/bin/" + c, Linkname: "busybox", Typeflag: tar.TypeSymlink, Mode: 0o777,
			ModTime: r.commit.time}, nil)
	}
	slices.Sort(l.authorities)
	l.add(w, &tar.Header{Name: "etc/ssl/certs/ca-certificates.crt", Typeflag: tar.TypeReg, Mode: 0o644,
		ModTime: r.commit.time}, []byte(strings.Join(l.authorities, "")))
	l.add(w, &tar.Header{Name: "etc/passwd", Typeflag: tar.TypeReg, Mode: 0o644, ModTime: r.commit.time},
		[]byte("root:x:0:0:root:/tmp:/usr/bin/sh\n"))
	if l.err == nil {
		l.err = w.Close()
	}
	return l.out.Bytes(), l.err
}
