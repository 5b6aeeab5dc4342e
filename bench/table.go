package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// table prints figures in columns.
type table struct {
	w       *tabwriter.Writer
	sources int
}

func newTable(sources int) *table {
	t := &table{tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight), sources}
	fmt.Fprintln(t.w, "wall\tCPU\tpeak\ttexts/s\tfiles\toutput\t  \t")
	return t
}

func (t *table) row(name string, f figure, note string) {
	if note != "" {
		name += ": " + note
	}
	fmt.Fprintf(t.w, "%.2f s\t%.2f s\t%d MB\t%s\t%s\t%d MB\t  %s\n", f.wall.Seconds(), f.cpu.Seconds(), f.peak>>20,
		thousands(int(float64(t.sources)/f.wall.Seconds())), thousands(f.files), f.bytes/1e6, name)
}

func (t *table) flush() { t.w.Flush() }

// thousands writes a number with separators.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
