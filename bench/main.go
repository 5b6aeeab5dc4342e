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
	flag.BoolVar(&b.sealed, "evidence", false, "measure gazette seal and gazette verify instead, of the same corpora")
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
	ctx    context.Context
	dir    string
	pairs  int
	hugo   bool
	sealed bool     // measure what seals and verifies
	texts  int64    // bytes of the corpus at hand
	cold   []result // of gazette, by size
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
		measure := b.size
		if b.sealed {
			measure = b.evidence
		}
		if err := measure(specimen.Site{Notices: n, Locales: specimen.MaxLocales, Editions: 1, Seed: 1}); err != nil {
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
	c := exec.CommandContext(b.ctx, "go", "build", "-o", b.dir+string(filepath.Separator), "gazette/cmd/gazette",
		"gazette/bench/corpus", "gazette/bench/floor")
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
	fmt.Printf("\n%s texts (%d notices in %d languages), %d runs of each in turn\n", thousands(s.Sources()), s.Notices,
		s.Locales, b.pairs)
	texts, err := treeOf(filepath.Join(site, "content"))
	if err != nil {
		return err
	}
	b.texts = texts.bytes
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
	if err := b.check(t, site); err != nil {
		return err
	}
	if b.hugo {
		return b.withHugo(t, s, site)
	}
	return nil
}

// alternate runs gazette and the floor of what it wrote in turn, each into an
// empty folder on the same file system, and returns gazette's median. What the
// last one wrote stands.
func (b *bench) alternate(t *table, site string) (figure, error) {
	var floors, colds []figure
	for range b.pairs {
		cold, err := b.fresh(site, "gazette", b.gazette(site)...)
		if err != nil {
			return figure{}, err
		}
		floor, err := b.floor(site)
		if err != nil {
			return figure{}, err
		}
		floors, colds = append(floors, floor), append(colds, cold)
	}
	t.row("floor", median(floors), "")
	cold := median(colds)
	t.row("gazette, cold", cold, ratios(colds, floors, "floor")+fmt.Sprintf(", output %.1f x the texts",
		float64(cold.bytes)/float64(b.texts)))
	return cold, nil
}

// floor does what no generator that writes the files of gazette can do without.
func (b *bench) floor(site string) (figure, error) {
	wrote, err := treeOf(b.out())
	if err != nil {
		return figure{}, err
	}
	list, out := filepath.Join(b.dir, "files"), filepath.Join(b.dir, "floored")
	if err := os.WriteFile(list, wrote.list, 0o644); err != nil {
		return figure{}, err
	}
	f, err := b.do("floor", filepath.Join(site, "content"), list, out)
	if err != nil {
		return figure{}, err
	}
	return f, os.RemoveAll(out)
}

// again builds into the folder of the last build: first as it is, then after
// a sentence was added to one text, for the first time and once more.
func (b *bench) again(t *table, site string, cold figure) error {
	var same, first, edited []figure
	for i := range b.pairs {
		if i > 0 {
			if _, err := b.fresh(site, "gazette", b.gazette(site)...); err != nil {
				return err
			}
		}
		for _, to := range []*[]figure{&same, &first, &edited} {
			if to != &same {
				if err := edit(filepath.Join(site, "content", "en", "notice-00000.md")); err != nil {
					return err
				}
			}
			f, err := b.do("gazette", b.gazette(site)...)
			if err != nil {
				return err
			}
			*to = append(*to, f)
		}
	}
	t.row("gazette, nothing changed", median(same), share(same, cold))
	t.row("gazette, one text changed, first time after a cold build", median(first), share(first, cold))
	t.row("gazette, one text changed", median(edited), share(edited, cold))
	return nil
}

// check judges the texts with nothing to build upon, beside what it takes to parse them.
func (b *bench) check(t *table, site string) error {
	var floors, checks []figure
	for range b.pairs {
		floor, err := b.fresh(site, "floor", filepath.Join(site, "content"))
		if err != nil {
			return err
		}
		f, err := b.fresh(site, "gazette", "check", "-C", site, "--date", specimen.Day)
		if err != nil {
			return err
		}
		floors, checks = append(floors, floor), append(checks, f)
	}
	t.row("plain goldmark parsing", median(floors), "")
	t.row("gazette check, cold", median(checks), ratios(checks, floors, "parsing"))
	return nil
}

func edit(name string) error { return appendTo(name, "\nOne more sentence.\n") }

func appendTo(name, text string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
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
		per := func(of, to float64) float64 { return of / to / more }
		fmt.Printf("\nfrom %s to %s texts (x%.0f): time a text x%.2f, CPU a text x%.2f, memory x%.1f\n",
			thousands(first.sources), thousands(r.sources), more,
			per(r.cold.wall.Seconds(), first.cold.wall.Seconds()), per(r.cold.cpu.Seconds(), first.cold.cpu.Seconds()),
			float64(r.cold.peak)/float64(first.cold.peak))
	}
}
