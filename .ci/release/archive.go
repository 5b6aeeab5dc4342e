package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is one file of an archive.
type entry struct {
	name string
	data []byte
	mode fs.FileMode
}

// made is an archive that was written.
type made struct {
	target
	name, sum string
}

// archive writes the archive of a machine: zip for Windows, which opens
// nothing else without help, tar.gz elsewhere.
func (r *run) archive(t target, program []byte) error {
	name := fmt.Sprintf("gazette_%s_%s_%s", r.version, t.os, t.arch)
	own, pack, ending := "gazette", tarGz, ".tar.gz"
	if t.os == "windows" {
		own, pack, ending = "gazette.exe", zipped, ".zip"
	}
	files := append([]entry{{own, program, 0o755}}, r.shared...)
	for i := range files {
		files[i].name = name + "/" + files[i].name
	}
	data, err := pack(files, r.commit.time)
	if err != nil {
		return err
	}
	sum, err := r.write(name+ending, data)
	r.made = append(r.made, made{t, name + ending, sum})
	return err
}

// write puts a file into the output and returns its SHA-256.
func (r *run) write(name string, data []byte) (string, error) {
	path := filepath.Join(r.out, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), os.WriteFile(path, data, 0o644)
}

func tarGz(files []entry, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: int64(f.mode), Size: int64(len(f.data)), ModTime: at,
			Typeflag: tar.TypeReg, Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := cmp.Or(w.Close(), z.Close()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func zipped(files []entry, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: at}
		h.SetMode(f.mode)
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// checksums writes the sums of all files, as `sha256sum --check` reads them.
func (r *run) checksums() error {
	var lines []string
	err := filepath.WalkDir(r.out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(r.out, path)
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), filepath.ToSlash(name)))
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Compare(a[64:], b[64:]) })
	_, err = r.write("checksums.txt", []byte(strings.Join(lines, "")))
	return err
}
