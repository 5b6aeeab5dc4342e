// Release makes what is published of a version of Gazette:
//
//	go -C .ci/release run . 1.2.3
//
// Archives for six machines, packages for Debian, Red Hat and Alpine, an image
// for containers, manifests for Homebrew, Scoop and winget, a list of parts
// (SPDX) for each machine, and checksums of them all. It reads the checkout
// that it lies in, at the commit that is checked out, and writes dist/. The
// same commit gives the same bytes in every folder; only the image follows
// Debian's packages of the day.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// options are what the command line asks for.
type options struct {
	version, root, out, repository string
	targets                        []target
	image                          bool
}

func main() {
	o, err := parse(os.Args[1:])
	if err == nil {
		err = release(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// semantic is a version as https://semver.org has it, without build metadata,
// which package managers do not agree on.
var semantic = regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)

func parse(args []string) (o options, err error) {
	f := flag.NewFlagSet("release", flag.ContinueOnError)
	only := f.String("targets", "", "make only these, as linux/amd64,darwin/arm64 (default: all six)")
	f.StringVar(&o.root, "root", "../..", "the checkout to release")
	f.StringVar(&o.out, "out", "", "where to write (default: dist in the checkout)")
	f.StringVar(&o.repository, "repository", "", "address of the repository (default: that of internal/project)")
	f.BoolVar(&o.image, "image", true, "make images for Linux; needs apt-get and dpkg-deb")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() != 1 || !semantic.MatchString(strings.TrimPrefix(f.Arg(0), "v")) {
		return o, fmt.Errorf("name one version, as in 1.2.3 or 1.3.0-rc.1: got %q", f.Args())
	}
	o.version = strings.TrimPrefix(f.Arg(0), "v")
	if o.root, err = filepath.Abs(o.root); err != nil {
		return o, err
	}
	if o.out == "" {
		o.out = filepath.Join(o.root, "dist")
	}
	if o.out, err = filepath.Abs(o.out); err != nil {
		return o, err
	}
	if o.repository == "" {
		if o.repository, err = repository(o.root); err != nil {
			return o, err
		}
	}
	o.targets, err = chosen(*only)
	return o, err
}

// repository reads the one place that says where Gazette is published.
func repository(root string) (string, error) {
	data, err := os.ReadFile(filepath.Join(root, "internal/project/project.go"))
	if err != nil {
		return "", err
	}
	m := regexp.MustCompile(`(?m)^const Repository = "(.*)"$`).FindSubmatch(data)
	if m == nil {
		return "", fmt.Errorf("internal/project/project.go has no line const Repository")
	}
	return string(m[1]), nil
}

// chosen are the targets of a list, all for "".
func chosen(list string) (out []target, err error) {
	if list == "" {
		return targets, nil
	}
	for name := range strings.SplitSeq(list, ",") {
		i := slices.IndexFunc(targets, func(t target) bool { return t.os+"/"+t.arch == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no target %q", name)
		}
		out = append(out, targets[i])
	}
	return out, nil
}

// release makes everything in a new folder.
func release(o options) error {
	if entries, err := os.ReadDir(o.out); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty: move it away first", o.out)
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	c, err := head(o.root)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "gazette-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	r := &run{options: o, commit: c, work: work}
	if err := r.beside(); err != nil {
		return err
	}
	for _, t := range o.targets {
		if err := r.make(t); err != nil {
			return fmt.Errorf("%s/%s: %w", t.os, t.arch, err)
		}
	}
	if err := r.manifests(); err != nil {
		return err
	}
	return r.checksums()
}

// run is one making of a release.
type run struct {
	options
	commit commit
	work   string
	shared []entry // what is in every archive beside the program
	made   []made  // the archives, for manifests
}

// make makes all that is for one machine.
func (r *run) make(t target) error {
	program, err := r.compile(t)
	if err != nil {
		return err
	}
	fmt.Printf("%s/%s: %d bytes\n", t.os, t.arch, len(program))
	if err := r.archive(t, program); err != nil {
		return err
	}
	if err := r.parts(t, program); err != nil {
		return err
	}
	if t.os != "linux" {
		return nil
	}
	if err := r.packages(t, program); err != nil {
		return err
	}
	if r.image {
		return r.container(t, program)
	}
	return nil
}

// host is the machine that this runs on.
var host = target{os: runtime.GOOS, arch: runtime.GOARCH}
