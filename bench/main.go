// Command bench measures whole builds against a floor, in one run on one
// machine: what it prints can be compared, what a clock alone says cannot.
// What is measured, and why, stands in docs/performance.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"gazette/bench/specimen"
)

func main() {
	var b bench
	notices := flag.String("notices", "100,1000", "sizes of the corpora, in notices, each in every language")
	large := flag.Bool("large", false, "also 5,000 notices, 65,000 texts")
	flag.IntVar(&b.pairs, "pairs", 3, "how often floor and gazette are run in turn")
	flag.StringVar(&b.dir, "dir", "", "folder to work in (default: the system's for temporary files)")
	flag.BoolVar(&b.hugo, "hugo", false, "also build the same texts with Hugo, installed if it has to be")
	flag.Parse()
	if *large {
		*notices += ",5000"
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b.ctx = ctx
	if err := b.run(strings.Split(*notices, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run. Everything it makes is in dir and goes when it ends, also
// when it is interrupted.
type bench struct {
	ctx   context.Context
	dir   string
	pairs int
	hugo  bool
	cold  []result // of gazette, by size
}

// result is what a size of corpus took.
type result struct {
	sources int
	cold    figure
}

func (b *bench) run(sizes []string) (err error) {
	if b.dir, err = os.MkdirTemp(b.dir, "gazette-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if err := b.tools(); err != nil {
		return err
	}
	for _, s := range sizes {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return err
		}
		if err := b.size(specimen.Site{Notices: n, Locales: specimen.MaxLocales, Editions: 1, Seed: 1}); err != nil {
			return err
		}
	}
	b.growth()
	return nil
}

// tools builds the programs, so that a run's time is its own. The corpus too
// is written by another process: a large parent would count as its children's memory.
func (b *bench) tools() error {
	if b.hugo {
		if err := b.findHugo(); err != nil {
			return err
		}
	}
	c := exec.CommandContext(b.ctx, "go", "build", "-o", b.dir+string(filepath.Separator), "gazette/cmd/gazette", "gazette/bench/corpus", "gazette/bench/floor")
	c.Stderr = os.Stderr
	return c.Run()
}

// size measures one corpus.
func (b *bench) size(s specimen.Site) error {
	site := filepath.Join(b.dir, "site")
	defer os.RemoveAll(site)
	if _, err := b.do("corpus", "-notices", fmt.Sprint(s.Notices), "-out", site); err != nil {
		return err
	}
	fmt.Printf("\n%s texts (%d notices in %d languages), %d runs of each in turn\n", thousands(s.Sources()), s.Notices, s.Locales, b.pairs)
	t := newTable(s.Sources())
	defer t.flush()
	cold, err := b.alternate(t, site)
	if err != nil {
		return err
	}
	b.cold = append(b.cold, result{s.Sources(), cold})
	if err := b.again(t, site, cold); err != nil {
		return err
	}
	if b.hugo {
		return b.withHugo(t, s, site)
	}
	return nil
}

// alternate runs floor and gazette in turn, each into an empty folder on the
// same file system, and returns gazette's median.
func (b *bench) alternate(t *table, site string) (figure, error) {
	var floors, colds []figure
	for range b.pairs {
		floor, err := b.fresh(site, "floor", filepath.Join(site, "content"), b.out())
		if err != nil {
			return figure{}, err
		}
		cold, err := b.fresh(site, "gazette", b.gazette(site)...)
		if err != nil {
			return figure{}, err
		}
		floors, colds = append(floors, floor), append(colds, cold)
	}
	t.row("floor", median(floors), "")
	t.row("gazette, cold", median(colds), ratios(colds, floors))
	return median(colds), nil
}

// again builds into the folder of the last build: first as it is, then after
// a word was added to one text.
func (b *bench) again(t *table, site string, cold figure) error {
	var same, edited []figure
	for range b.pairs {
		f, err := b.do("gazette", b.gazette(site)...)
		if err != nil {
			return err
		}
		same = append(same, f)
		if err := edit(filepath.Join(site, "content", "en", "notice-00000.md")); err != nil {
			return err
		}
		if f, err = b.do("gazette", b.gazette(site)...); err != nil {
			return err
		}
		edited = append(edited, f)
	}
	t.row("gazette, nothing changed", median(same), share(same, cold))
	t.row("gazette, one text changed", median(edited), share(edited, cold))
	return nil
}

func edit(name string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("\nOne more sentence.\n")
	if err := f.Close(); err != nil {
		return err
	}
	return err
}

func (b *bench) out() string { return filepath.Join(b.dir, "out") }

func (b *bench) gazette(site string) []string {
	return []string{"build", "-C", site, "--date", specimen.Day, "--out", b.out()}
}

// growth compares the time and memory of each corpus with the smallest one's.
func (b *bench) growth() {
	for _, r := range b.cold[min(1, len(b.cold)):] {
		first := b.cold[0]
		more := float64(r.sources) / float64(first.sources)
		fmt.Printf("\nfrom %s to %s texts (x%.0f): time x%.1f, CPU x%.1f, memory x%.1f\n", thousands(first.sources), thousands(r.sources), more,
			r.cold.wall.Seconds()/first.cold.wall.Seconds(), r.cold.cpu.Seconds()/first.cold.cpu.Seconds(), float64(r.cold.peak)/float64(first.cold.peak))
	}
}
