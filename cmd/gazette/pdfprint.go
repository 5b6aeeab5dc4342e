package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/durable"
	"gazette/internal/notice"
	"gazette/internal/pdf"
	"gazette/internal/site"
	"gazette/internal/source"
)

// printing is one run of gazette pdf.
type printing struct {
	app    *app
	ctx    context.Context
	flags  pdfFlags
	folder string
	of     func(*notice.Notice, func(i18n.Locale) bool) ([]assemble.Sheet, error)

	printer func() (*pdf.Printer, error) // started for the first file that has to be printed
	mu      sync.Mutex
	written []string

	unchanged []string
}

// abreast is how many sheets are printed at once.
const abreast = 2

// run prints what has changed, notice by notice. The browser is started for
// the first sheet: where nothing has changed, none is needed.
func (p *printing) run(notices []*notice.Notice, locales func(i18n.Locale) bool) error {
	started := false
	p.printer = sync.OnceValues(func() (*pdf.Printer, error) {
		printer, err := pdf.Open(p.ctx, p.flags.browser)
		started = err == nil
		return printer, p.noBrowser(err)
	})
	var g errgroup.Group
	g.SetLimit(abreast)
	progress := p.app.ui.progress("notices")
	err := p.each(&g, notices, locales, progress)
	err = errors.Join(err, g.Wait())
	p.app.ui.progressDone()
	if started {
		printer, _ := p.printer()
		printer.Close()
	}
	return err
}

func (p *printing) each(g *errgroup.Group, notices []*notice.Notice, locales func(i18n.Locale) bool,
	progress func(done, all int)) error {
	for i, n := range notices {
		sheets, err := p.of(n, locales)
		if err != nil {
			return err
		}
		for _, s := range sheets {
			if !p.flags.force && labelled(p.file(s), s.Label) {
				p.unchanged = append(p.unchanged, p.file(s))
				continue
			}
			if _, err := p.printer(); err != nil {
				return err
			}
			g.Go(func() (err error) {
				if fault := source.Guard(s.Path, func() { err = p.print(s) }); fault != nil {
					return fault
				}
				return err
			})
		}
		if progress != nil {
			progress(i+1, len(notices))
		}
	}
	return nil
}

// file is where a sheet's PDF stands.
func (p *printing) file(s assemble.Sheet) string {
	return filepath.Join(p.folder, filepath.FromSlash(strings.TrimPrefix(s.Path, site.PDFFolder)))
}

// labelled reports whether a file was printed from what a label says.
func labelled(file string, l pdf.Label) bool {
	data, err := source.BytesOf(file, source.MaxLog)
	return err == nil && pdf.LabelOf(data) == l
}

func (p *printing) print(s assemble.Sheet) error {
	printer, err := p.printer()
	if err != nil {
		return nil // whoever started it knows
	}
	data, err := printer.Print(s.Sheet)
	if err != nil {
		return err
	}
	if err := replaceFile(p.file(s), data); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.written = append(p.written, p.file(s))
	return nil
}

// replaceFile writes a file in one step: a reader finds the one before, or all
// of this one.
func replaceFile(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return durable.Replace(file, data, 0o644)
}

// noBrowser words why no browser was started, with the way out.
func (p *printing) noBrowser(err error) error {
	switch missing := errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist); {
	case err == nil || p.ctx.Err() != nil:
		return err
	case missing && p.flags.browser == "":
		return &source.Hinted{Message: "no browser was found to print with",
			Hint: "install Chromium or Chrome (on Debian and Ubuntu: apt install chromium), or name one with " +
				"--browser PATH"}
	case missing:
		return &source.Hinted{Message: p.flags.browser + ": there is no such browser",
			Hint: "name the program of a Chromium, Chrome or Edge, or leave --browser out to have one looked for"}
	}
	return &source.Hinted{Message: "the browser does not start: " + strings.TrimSpace(err.Error()),
		Hint: "start it by hand with --headless to see why; --browser PATH names another one"}
}
