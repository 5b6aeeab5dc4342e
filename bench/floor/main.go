// Command floor does the least that any generator must: it reads the Markdown
// files below a folder, converts them with plain goldmark, and writes one HTML
// file each, on all cores, with Go's default garbage collection. Gazette's
// speed is told as a multiple of it.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/yuin/goldmark"
	"golang.org/x/sync/errgroup"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: floor CONTENT OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(content, out string) error {
	paths, err := sources(content)
	if err != nil {
		return err
	}
	md := goldmark.New()
	queue := make(chan string)
	var g errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() (err error) {
			for p := range queue {
				if err == nil {
					err = convert(md, filepath.Join(content, p), filepath.Join(out, strings.TrimSuffix(p, ".md")))
				}
			}
			return err
		})
	}
	for _, p := range paths {
		queue <- p
	}
	close(queue)
	return g.Wait()
}

// sources lists the Markdown files, relative to the folder.
func sources(dir string) (paths []string, err error) {
	err = fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".md") {
			paths = append(paths, filepath.FromSlash(p))
		}
		return err
	})
	return paths, err
}

func convert(md goldmark.Markdown, from, folder string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := md.Convert(data, &b); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "index.html"), b.Bytes(), 0o644)
}
