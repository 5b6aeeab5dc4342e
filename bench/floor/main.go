// Command floor does the least that a generator must. It reads the Markdown
// files below a folder and converts them with plain goldmark, on all cores,
// with Go's default garbage collection; then it writes files of the sizes that
// a list gives, as many as the generator that it is compared with has written.
// Without a list it parses the texts and writes nothing: the least that any
// check must do.
//
//	floor CONTENT [LIST OUT]
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/text"
	"golang.org/x/sync/errgroup"
)

func main() {
	var err error
	switch len(os.Args) {
	case 2:
		err = parse(os.Args[1])
	case 4:
		if err = convert(os.Args[1]); err == nil {
			err = write(os.Args[2], os.Args[3])
		}
	default:
		fmt.Fprintln(os.Stderr, "usage: floor CONTENT [LIST OUT]")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

// parse makes the tree of every text.
func parse(content string) error {
	md := goldmark.New()
	return each(content, func(data []byte) error {
		md.Parser().Parse(text.NewReader(data))
		return nil
	})
}

// convert makes the HTML of every text.
func convert(content string) error {
	md := goldmark.New()
	return each(content, func(data []byte) error {
		var b bytes.Buffer
		return md.Convert(data, &b)
	})
}

// each reads the Markdown files below a folder, on all cores.
func each(content string, do func(data []byte) error) error {
	var paths []string
	err := filepath.WalkDir(content, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".md") {
			paths = append(paths, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	return all(paths, func(p string) error {
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return do(data)
	})
}

// all does something with each of many, on all cores.
func all(many []string, do func(string) error) error {
	queue := make(chan string)
	var g errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() (err error) {
			for one := range queue {
				if err == nil {
					err = do(one)
				}
			}
			return err
		})
	}
	for _, one := range many {
		queue <- one
	}
	close(queue)
	return g.Wait()
}

// write makes the files of a list below a folder. A line is a size and a path,
// or the word "link", a path, a tab and the path of the file that it is.
func write(list, out string) error {
	data, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	var files, links []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "link "); ok {
			links = append(links, name)
		} else {
			files = append(files, line)
		}
	}
	err = all(files, func(line string) error {
		number, name, _ := strings.Cut(line, " ")
		size, err := strconv.Atoi(number)
		if err != nil {
			return err
		}
		return inFolder(filepath.Join(out, name),
			func(full string) error { return os.WriteFile(full, make([]byte, size), 0o644) })
	})
	if err != nil {
		return err
	}
	return all(links, func(line string) error {
		name, from, _ := strings.Cut(line, "\t")
		return inFolder(filepath.Join(out, name),
			func(full string) error { return os.Link(filepath.Join(out, from), full) })
	})
}

// inFolder does something with a file whose folder there may not be yet.
func inFolder(full string, do func(full string) error) error {
	if err := do(full); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return do(full)
}
