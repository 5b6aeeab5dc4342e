package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// layer is a layer of an image while it is written.
type layer struct {
	out         bytes.Buffer
	seen        map[string]bool
	authorities []string // the certificates that were unpacked
	err         error    // the first
}

// add writes one entry, unless one of that name was written before.
func (l *layer) add(w *tar.Writer, h *tar.Header, data []byte) {
	if l.err != nil || l.seen[h.Name] {
		return
	}
	l.seen[h.Name] = true
	h.Size, h.Uid, h.Gid, h.Uname, h.Gname = int64(len(data)), 0, 0, "", ""
	if l.err = w.WriteHeader(h); l.err == nil {
		_, l.err = w.Write(data)
	}
}

// unpack adds the files of a package.
func (l *layer) unpack(w *tar.Writer, content io.Reader) error {
	for r := tar.NewReader(content); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return l.err
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		h.Name = merged(h.Name)
		if h.Typeflag == tar.TypeLink {
			h.Linkname = merged(h.Linkname)
		}
		if h.Name == "" || unneeded(h.Name) {
			continue
		}
		if strings.HasPrefix(h.Name, "usr/share/ca-certificates/") && h.Typeflag == tar.TypeReg {
			l.authorities = append(l.authorities, string(data))
			continue
		}
		l.add(w, &tar.Header{Name: h.Name, Linkname: h.Linkname, Typeflag: h.Typeflag, Mode: h.Mode,
			ModTime: h.ModTime}, data)
	}
}

// merged is a path in the layout where /bin, /lib and /sbin are links into /usr.
func merged(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "."), "/")
	first, rest, below := strings.Cut(name, "/")
	if !slices.Contains([]string{"bin", "lib", "lib64", "sbin"}, first) {
		return name
	}
	if !below || rest == "" {
		return "" // the link is there already
	}
	return "usr/" + name
}

// unneeded reports what an image has no use for. Licences stay.
func unneeded(name string) bool {
	if strings.HasPrefix(name, "usr/share/doc/") {
		return !strings.HasSuffix(name, "/copyright")
	}
	for _, dir := range []string{"bash-completion", "gitweb", "info", "initramfs-tools", "lintian", "locale",
		"man", "perl5"} {
		if strings.HasPrefix(name, "usr/share/"+dir+"/") {
			return true
		}
	}
	return strings.HasPrefix(name, "var/") || strings.HasPrefix(name, "usr/lib/") && strings.Contains(name, "/gconv")
}

// download fetches the packages for a machine through apt, which checks their
// signatures. It has lists of its own, so that this machine's stay as they are.
func (r *run) download(arch string) ([]string, error) {
	dir := filepath.Join(r.work, "debian-"+arch)
	for _, sub := range []string{"lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "status"), nil, 0o644); err != nil {
		return nil, err
	}
	apt := []string{"-q", "-o", "APT::Architecture=" + arch, "-o", "APT::Architectures=" + arch, "-o",
		"APT::Sandbox::User=root",
		"-o", "Dir::State::Lists=" + dir + "/lists", "-o", "Dir::State::status=" + dir + "/status", "-o",
		"Dir::Cache=" + dir + "/cache"}
	if _, err := output(dir, nil, "apt-get", append(apt, "update")...); err != nil {
		return nil, err
	}
	if _, err := output(dir, nil, "apt-get", append(append(apt, "download"), debian...)...); err != nil {
		return nil, err
	}
	archives, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err == nil && len(archives) != len(debian) {
		err = fmt.Errorf("apt brought %d packages for %d names", len(archives), len(debian))
	}
	slices.Sort(archives)
	return archives, err
}
