package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// figure is what one run of a program took.
type figure struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory at most, 0 where the system does not say
	files     int   // in the output folder
	bytes     int64 // of them
}

// fresh runs a program with nothing to build upon: no output, no cache.
func (b *bench) fresh(site, program string, args ...string) (figure, error) {
	for _, dir := range []string{b.out(), filepath.Join(site, ".cache")} {
		if err := os.RemoveAll(dir); err != nil {
			return figure{}, err
		}
	}
	return b.do(program, args...)
}

// do runs one of the programs. What was written before is on disk when it
// starts, so that no run pays for another's.
func (b *bench) do(program string, args ...string) (figure, error) {
	sync()
	var said bytes.Buffer
	c := exec.CommandContext(b.ctx, filepath.Join(b.dir, program), args...)
	c.Stdout, c.Stderr = &said, &said
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if err != nil {
		return figure{}, fmt.Errorf("%s: %w\n%s", program, err, &said)
	}
	out, err := treeOf(b.out())
	return figure{wall, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak(c.ProcessState), out.files,
		out.bytes}, err
}

// tree is what a program wrote: each file once, whatever names it has.
type tree struct {
	files int // names
	bytes int64
	list  []byte // for floor
}

// treeOf reads a folder; an empty tree when there is none.
func treeOf(dir string) (t tree, err error) {
	if _, err := os.Stat(dir); err != nil {
		return t, nil
	}
	first := map[uint64]string{}
	err = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		t.files++
		name, _ := filepath.Rel(dir, p)
		if id, many := linked(info); many {
			if from := first[id]; from != "" {
				t.list = fmt.Appendf(t.list, "link %s\t%s\n", name, from)
				return nil
			}
			first[id] = name
		}
		t.bytes += info.Size()
		t.list = fmt.Appendf(t.list, "%d %s\n", info.Size(), name)
		return nil
	})
	return t, err
}

func median(fs []figure) figure {
	fs = slices.Clone(fs)
	slices.SortFunc(fs, func(a, b figure) int { return cmp.Compare(a.wall, b.wall) })
	return fs[len(fs)/2]
}

// ratios are the medians of the ratios of pairs: time and CPU.
func ratios(of, to []figure, name string) string {
	var wall, cpu []float64
	for i := range of {
		wall = append(wall, of[i].wall.Seconds()/to[i].wall.Seconds())
		cpu = append(cpu, of[i].cpu.Seconds()/to[i].cpu.Seconds())
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	return fmt.Sprintf("%.2f x %s (CPU %.2f x)", wall[len(wall)/2], name, cpu[len(cpu)/2])
}

func share(of []figure, cold figure) string {
	return fmt.Sprintf("%.0f %% of cold", 100*median(of).wall.Seconds()/cold.wall.Seconds())
}
