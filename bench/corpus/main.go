// Command corpus writes a site of notices for benchmarks: the same bytes for the same seed.
package main

import (
	"flag"
	"fmt"
	"os"

	"gazette/bench/specimen"
)

func main() {
	var s specimen.Site
	var out string
	flag.IntVar(&s.Notices, "notices", 100, "number of notices")
	flag.IntVar(&s.Locales, "locales", specimen.MaxLocales, "number of languages")
	flag.IntVar(&s.Editions, "editions", 1, "editions of each text; the earlier ones go to archive/")
	flag.Uint64Var(&s.Seed, "seed", 1, "seed")
	flag.StringVar(&out, "out", "", "folder to write to")
	flag.Parse()
	if out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := s.Write(out); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "wrote %d texts to %s; today is meant to be %s\n", s.Sources(), out, specimen.Day)
}
