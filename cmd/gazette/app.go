package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"
	_ "time/tzdata" // dates begin in the site's time zone, on machines without zone files too

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"

	"gazette"
	"gazette/i18n"
	"gazette/internal/cache"
	"gazette/internal/check"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// app is what all commands share: the voice and the flags of the root command.
type app struct {
	ui    *ui
	dir   string
	noted load.Caches       // what the command finds out, for the next one
	with  map[string]string // texts that the site is read with, instead of those on the disk

	patience time.Duration // how long to wait for another run to end; 0: until it does
}

// siteFiles is the folder that commands read; a test sets traps in it.
var siteFiles = func(tree *source.Tree) fs.FS { return tree }

// layers opens the site's folder over the built-in theme and wording.
func (a *app) layers() (load.Layers, error) {
	info, err := os.Stat(a.dir)
	if err != nil {
		return load.Layers{}, misuse{"there is no folder " + a.dir, "name a site's folder with -C DIR"}
	}
	if !info.IsDir() {
		return load.Layers{}, misuse{a.dir + " is not a folder", "name a site's folder with -C DIR"}
	}
	tree, err := source.OpenTree(a.dir)
	if err != nil {
		return load.Layers{}, err
	}
	theme, err := fs.Sub(gazette.Starter(), "templates")
	if err != nil {
		return load.Layers{}, err
	}
	if err := cmp.Or(a.wanted(tree), a.cacheFolder()); err != nil {
		return load.Layers{}, err
	}
	return load.Layers{Site: siteFiles(tree), Theme: theme, Wording: i18n.Builtin(), Caches: a.caches()}, nil
}

// cacheFolder refuses a .cache that is a link or no folder: no command could write its lock there.
func (a *app) cacheFolder() error {
	if err := source.Unlinked(a.dir, ".cache"); err != nil {
		return err
	}
	name := filepath.Join(a.dir, ".cache")
	if info, err := os.Lstat(name); err != nil || info.IsDir() {
		return nil
	}
	return &source.Hinted{Message: name + " is not a folder", Hint: "delete it; gazette makes the folder itself"}
}

// caches are the caches of a site, and none of a folder that is no site.
func (a *app) caches() load.Caches {
	if _, err := os.Stat(filepath.Join(a.dir, settings.File)); err != nil {
		return load.Caches{}
	}
	program := programID()
	kept := func(name string) *cache.Cache {
		return cache.New(filepath.Join(a.dir, ".cache", name+".txt"), program)
	}
	a.noted = load.Caches{Editions: kept("editions"), Hashes: kept("hashes"), Findings: kept("findings")}
	return a.noted
}

// programID names this very program: another one may see more in a text. One that cannot look at its own file, in a
// container without /proc say, is taken for a new one at every run, and finds nothing that it kept.
func programID() string {
	info := programFile()
	if info == nil {
		return fmt.Sprintf("%s-%x", versionName(), time.Now().UnixNano())
	}
	return fmt.Sprintf("%s-%x-%x", versionName(), info.Size(), info.ModTime().UnixNano())
}

// programFile is the file of this program, or nil.
func programFile() fs.FileInfo {
	name, err := os.Executable()
	if err != nil {
		return nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	return info
}

// garbage is how much may lie about before it is collected, in percent of what
// is in use: this saves a sixth of a build's time over Go's own 100, and more
// than this saves nothing. See docs/performance.md.
const garbage = 200

// Go's memory may grow to so many bytes before garbage is collected more often:
// for the two longest texts that may be compared, and for each text of a site.
const (
	memoryBase    = 400 << 20
	memoryForText = 32 << 10
)

// bound sets how much memory a site of so many texts may take before its
// garbage is collected without delay, unless the environment says it.
func bound(texts int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryBase + int64(texts)*memoryForText)
	}
}

// tune sets how often garbage is collected, unless the environment says it.
func tune(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// linked is load for what needs a site: settings that cannot be used are the error.
func (a *app) linked(date string) (*load.Sources, error) {
	s, err := a.load(date)
	if err == nil && s.Site == nil {
		err = s.Problems
	}
	return s, err
}

// load reads the site as of the day that --date asks for.
func (a *app) load(date string) (*load.Sources, error) {
	tune(garbage)
	day, err := dayOf(date)
	if err != nil {
		return nil, err
	}
	l, err := a.layers()
	if err != nil {
		return nil, err
	}
	if len(a.with) > 0 {
		l.Site, l.Caches.Editions = manuscript.Over{FS: l.Site, Texts: a.with}, nil
	}
	s := load.Load(l, day)
	bound(len(s.Editions))
	_ = l.Caches.Editions.Close() // nothing else asks for editions
	if s.Site != nil {
		s.Problems = append(s.Problems, check.Settings(s.Site.Config, s.Settings)...).Sort()
		s.Problems = check.Judge(s.Problems, s.Site.Config.Check)
	}
	return s, nil
}

// instant is now: SOURCE_DATE_EPOCH, else the clock. It is the only place that
// reads the clock for anything but talk.
func instant() (time.Time, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, misuse{fmt.Sprintf("SOURCE_DATE_EPOCH is %q, not a number of seconds", epoch),
			"unset it, or set it to seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/)"}
	}
	return time.Unix(seconds, 0), nil
}

// dayOf returns what "today" is: --date, else SOURCE_DATE_EPOCH, else the
// clock, in the site's time zone.
func dayOf(date string) (func(*settings.Config) notice.Date, error) {
	if date != "" {
		d, err := notice.ParseDate(date)
		if err != nil {
			return nil, misuse{"--date: " + err.Error(), "write it as --date 2026-01-31"}
		}
		return func(*settings.Config) notice.Date { return d }, nil
	}
	now, err := instant()
	if err != nil {
		return nil, err
	}
	return func(c *settings.Config) notice.Date { return notice.DateOf(now.In(c.TimeZone.Location)) }, nil
}

// dateFlag adds --date to a command.
func dateFlag(c *cobra.Command, date *string) {
	c.Flags().StringVar(date, "date", "",
		"the day to treat as today, `YYYY-MM-DD` (default: SOURCE_DATE_EPOCH, else the clock)")
}

// lock keeps a second run on the same site away. The lock goes with the
// process, however it ends. It stands in the site's .cache, or beside the
// folder that is written to where the site cannot be written to.
func (a *app) lock(name, out string) (unlock func(), err error) {
	if _, err := os.Stat(filepath.Join(a.dir, settings.File)); err != nil {
		return func() {}, nil // no site: loading will say so, and nothing is left behind
	}
	if err := cmp.Or(a.cacheFolder(), source.Unlinked(a.dir, ".cache/"+name+".lock")); err != nil {
		return nil, err
	}
	unlock, err = a.lockFile(filepath.Join(a.dir, ".cache", name+".lock"), name)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return a.lockFile(filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".lock"), name)
	}
	return unlock, err
}

func (a *app) lockFile(path, name string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	l := flock.New(path)
	ok, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		a.ui.say("waiting for another gazette %s in this folder to end", name)
		if err := a.await(l, name); err != nil {
			return nil, err
		}
	}
	return func() { _ = l.Unlock() }, nil
}

// await takes a lock that another run holds, once that has ended.
func (a *app) await(l *flock.Flock, name string) error {
	if a.patience == 0 {
		return l.Lock()
	}
	ctx, stop := context.WithTimeout(context.Background(), a.patience)
	defer stop()
	_, err := l.TryLockContext(ctx, 50*time.Millisecond)
	if errors.Is(err, context.DeadlineExceeded) {
		return &source.Hinted{Message: fmt.Sprintf("another gazette %s is still running in this folder", name),
			Hint: "try again when it has ended; it may be waiting for an answer in a terminal"}
	}
	return err
}
