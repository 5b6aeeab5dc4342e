package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	deskpages "gazette/internal/desk"
	"gazette/internal/desk/report"
	"gazette/internal/hosting"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/publish"
	"gazette/internal/serve"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/watch"
)

// servedSite is one run of gazette serve: files in, pages and events out.
type servedSite struct {
	app            *app
	site           *preview.Preview
	server         *serve.Server
	desk           *deskpages.Desk
	address        string
	editor, folder string

	today  func(*settings.Config) notice.Date
	minute <-chan time.Time // tells that a day may have begun
	second <-chan time.Time // tells to try again what could not be read

	mu   sync.Mutex
	said source.Problems // the mistakes that the terminal shows
}

// run answers and follows the files until the context ends.
func (p *servedSite) run(ctx context.Context, l net.Listener, w *watch.Watcher, open bool) error {
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	p.tell()
	fmt.Fprintln(p.app.ui.stdout, p.address+p.start())
	p.app.ui.say("the desk is at %s; end with Ctrl-C", p.address+serve.Home)
	working.Go(func() { p.follow(ctx, w) })
	if open {
		working.Go(func() {
			if err := openBrowser(p.address + p.start()); err != nil {
				p.app.ui.say("%s the browser cannot be opened: %v", p.app.ui.err.yellow("note:"), err)
			}
		})
	}
	return p.server.Run(ctx, l)
}

// follow takes changed files in, and between them proves the whole site.
func (p *servedSite) follow(ctx context.Context, w *watch.Watcher) {
	for {
		w.Also(p.site.Linked())
		inspecting, stop := context.WithCancel(ctx)
		var inspected sync.WaitGroup
		inspected.Go(func() {
			news := false
			if fault := source.Guard(settings.File, func() { news = p.site.Inspect(inspecting) }); fault != nil {
				p.app.ui.report(fault)
			} else if news {
				p.tell()
			}
		})
		paths, more := p.next(ctx, w)
		for more && !p.update(paths) {
			paths, more = p.next(ctx, w)
		}
		stop()
		inspected.Wait()
		if !more {
			return
		}
	}
}

// next waits for a set of changed files, or for another day, on which every
// page may be another.
func (p *servedSite) next(ctx context.Context, w *watch.Watcher) (paths []string, more bool) {
	for {
		select {
		case paths, more = <-w.Changes():
			return paths, more
		case <-p.minute:
			if s := p.site.Now().Site; s != nil && p.today(s.Config) != s.Day {
				return []string{"."}, true
			}
		case <-p.second:
			if p.site.Short() {
				return []string{"."}, true
			}
		case <-ctx.Done():
			return nil, false
		}
	}
}

// update reads files that may have changed, and tells if any had.
func (p *servedSite) update(paths []string) bool {
	news := false
	if fault := source.Guard(strings.Join(paths, ", "), func() { news = p.site.Update(paths) }); fault != nil {
		p.app.ui.report(fault) // what was shown before goes on being shown
		return false
	}
	if !news {
		return false
	}
	p.tell()
	return true
}

// tell tells browsers and the terminal how the site stands.
func (p *servedSite) tell() {
	p.mu.Lock()
	defer p.mu.Unlock()
	shot := p.site.Now()
	wrong := onlyErrors(shot.Problems)
	state := serve.State{Version: shot.Version, Problems: []serve.Problem{}}
	for _, b := range wrong {
		state.Problems = append(state.Problems, serve.Problem{Place: b.Pos.String(), Message: b.Message, Hint: b.Hint,
			Excerpt: b.Excerpt, Column: b.Col - b.Before,
			Link: report.EditorLink(p.editor, p.folder, b.Pos)})
	}
	p.server.Tell(state)
	p.say(wrong)
}

// clearScreen empties a terminal.
const clearScreen = "\x1b[2J\x1b[3J\x1b[H"

// say shows mistakes once, and that they are mended.
func (p *servedSite) say(wrong source.Problems) {
	ui := p.app.ui
	if slices.Equal(wrong, p.said) {
		return
	}
	if _, err := os.Stat(filepath.Join(p.app.dir, settings.File)); errors.Is(err, fs.ErrNotExist) &&
		len(p.said) == 0 {
		p.said = wrong
		ui.say("there is no site in this folder yet; the desk offers to start one")
		return
	}
	if ui.terminal && len(p.said) > 0 {
		fmt.Fprint(ui.bars, clearScreen)
		ui.say("serving %s, the desk is at %s", p.address+p.start(), serve.Home)
	}
	if p.said = wrong; len(wrong) == 0 {
		ui.say("%s", ui.err.green("fixed"))
		return
	}
	printProblems(ui.stderr, ui.err, wrong)
}

// start is where a reader would start.
func (p *servedSite) start() string {
	shot := p.site.Now()
	if shot.Site == nil {
		return serve.Home
	}
	return shot.Site.URL(shot.Site.Hub(shot.Site.DefaultLocale()))
}

// Base is the path below which the site stands.
func (p *servedSite) Base() string {
	if s := p.site.Now().Site; s != nil {
		return s.Config.BaseURL.Path
	}
	return "/"
}

// Day reports whether a word is a day.
func (p *servedSite) Day(word string) bool {
	_, err := notice.ParseDate(word)
	return err == nil || word == serve.Drafts
}

// Page makes the file at a path of the output.
func (p *servedSite) Page(path, day string) serve.Answer {
	spent := p.site.Spent()
	a, err := p.page(path, day)
	if p.site.Spent() != spent {
		return p.exhausted(a)
	}
	var stale preview.Stale
	if errors.As(err, &stale) { // the browser was faster than the watch
		p.update([]string{stale.Path})
		a, err = p.page(path, day)
	}
	if p.site.Spent() != spent {
		return p.exhausted(a)
	}
	if err != nil {
		return p.holding(err)
	}
	return a
}

func (p *servedSite) page(path, day string) (serve.Answer, error) {
	shot := p.site.Now()
	if shot.Site == nil {
		return serve.Answer{Status: http.StatusServiceUnavailable, Data: p.desk.Holding(shot, shot.Problems),
			Held: true}, nil
	}
	if day == serve.Drafts {
		shot = shot.Drafts(serve.DayHome(day))
	} else if d, err := notice.ParseDate(day); err == nil {
		shot = shot.On(d, serve.DayHome(day))
	}
	var data []byte
	if !hosting.Private(path) {
		f, err := static(shot, path)
		if f != nil {
			return serve.Answer{Status: http.StatusOK, Path: path, File: f}, nil
		}
		if err == nil {
			data, err = shot.Page(path)
		}
		if err != nil {
			return serve.Answer{}, err
		}
	}
	if data != nil {
		return serve.Answer{Status: http.StatusOK, Path: path, Data: data, Held: shot.Mistaken(path)}, nil
	}
	if day == "" && shot.Drafted(path, serve.DayHome(serve.Drafts)) {
		return serve.Answer{Status: http.StatusFound, Elsewhere: serve.DayHome(serve.Drafts) + path}, nil
	}
	data, err := shot.Missing(path)
	return serve.Answer{Status: http.StatusNotFound, Data: data}, err
}

// static is a file of static/ that is handed out as it is; a page among them
// gets the script of the preview, so it is made like one.
func static(shot *preview.Snapshot, path string) (io.ReadSeekCloser, error) {
	if strings.HasSuffix(publish.FileOf(path), ".html") {
		return nil, nil
	}
	f, err := shot.StaticFile(path)
	if f == nil || err != nil {
		return nil, err
	}
	file, ok := f.(io.ReadSeekCloser)
	if !ok {
		return nil, errors.Join(errors.ErrUnsupported, f.Close())
	}
	return file, nil
}

// exhausted stands in for a page that cannot be made while the system gives no
// more open files. Browsers keep what they show.
func (p *servedSite) exhausted(a serve.Answer) serve.Answer {
	if a.File != nil {
		_ = a.File.Close()
	}
	if p.site.Lack() {
		p.tell()
	}
	return serve.Answer{Status: http.StatusServiceUnavailable,
		Data: p.desk.Holding(p.site.Now(), source.Problems{source.Exhausted()}), Held: true}
}

// holding stands in for a page that mistakes keep from being made.
func (p *servedSite) holding(err error) serve.Answer {
	shot := p.site.Now()
	wrong := onlyErrors(shot.Problems)
	var one source.Problem
	var several source.Problems
	if errors.As(err, &one) {
		several = source.Problems{one}
	} else {
		errors.As(err, &several)
	}
	for _, p := range several {
		if !slices.Contains(wrong, p) {
			wrong = append(wrong, p)
		}
	}
	return serve.Answer{Status: http.StatusServiceUnavailable, Data: p.desk.Holding(shot, wrong), Held: true}
}
