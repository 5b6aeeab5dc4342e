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
	files     int   // that it wrote
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
	files, err := count(b.out())
	return figure{wall, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak(c.ProcessState), files}, err
}

// count counts the files below a folder.
func count(dir string) (n int, err error) {
	if _, err := os.Stat(dir); err != nil {
		return 0, nil
	}
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	return n, err
}

func median(fs []figure) figure {
	fs = slices.Clone(fs)
	slices.SortFunc(fs, func(a, b figure) int { return cmp.Compare(a.wall, b.wall) })
	return fs[len(fs)/2]
}

// ratios are the medians of the ratios of pairs: time and CPU.
func ratios(of, to []figure) string {
	var wall, cpu []float64
	for i := range of {
		wall = append(wall, of[i].wall.Seconds()/to[i].wall.Seconds())
		cpu = append(cpu, of[i].cpu.Seconds()/to[i].cpu.Seconds())
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	return fmt.Sprintf("%.2f x floor (CPU %.2f x)", wall[len(wall)/2], cpu[len(cpu)/2])
}

func share(of []figure, cold figure) string {
	return fmt.Sprintf("%.0f %% of cold", 100*median(of).wall.Seconds()/cold.wall.Seconds())
}
