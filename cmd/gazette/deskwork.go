package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"gazette/i18n"
	deskpages "gazette/internal/desk"
	"gazette/internal/desk/access"
	"gazette/internal/desk/action"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/recording"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// deskPatience is how long the desk waits for a command that is running: somebody sits before the browser.
const deskPatience = 20 * time.Second

// deskWork is what the desk does with the site: what the commands do. Requests come at the same time, and each is a run
// of its own: what one reads the site with is not what another sees.
func (a *app) deskWork(f serveFlags, changed func(paths ...string)) deskpages.Work {
	own := func(texts map[string]string) *app {
		return &app{ui: newUI(io.Discard, io.Discard), dir: a.dir, with: texts}
	}
	return deskpages.Work{
		Commands: action.Commands{
			Place: a.place(),
			Load:  func(texts map[string]string) (*load.Sources, error) { return own(texts).load(f.date) },
			Lock: func(name string) (func(), error) {
				one := own(nil)
				one.patience = deskPatience
				return one.lock(name, filepath.Join(a.dir, "archive"))
			},
			Messages: func(after *load.Sources) ([]recording.PlannedMessage, error) {
				return own(nil).messagesOf(after)
			},
			Receipts: func() ([]ledger.Receipt, error) {
				r, err := own(nil).readReceipts()
				if err != nil {
					return nil, err
				}
				return r.contents.Receipts, nil
			},
			Changed: changed,
		},
		Held:  func(s *load.Sources) int { return own(nil).held(s) },
		Copy:  func(dir string) error { return own(nil).copyTo(dir, f.date) },
		Build: func() (int, error) { return a.deskBuild(f.date) },
		Start: func(b deskpages.Beginning) error { return own(nil).begin(b) },
		Built: func() bool {
			info, err := os.Stat(filepath.Join(a.dir, "public"))
			return err == nil && info.IsDir()
		},
		Pages: func(after *load.Sources) (*recording.PlannedPages, error) {
			return pagesAgainst(after, filepath.Join(a.dir, "public"))
		},
		Receive: func(ctx context.Context, in deskpages.Delivery) (deskpages.Brought, error) {
			return own(nil).deskReceive(ctx, in)
		},
		Formats: deskFormats,
		Export: func(ctx context.Context, slug notice.Slug, l i18n.Locale, format string) ([]byte, error) {
			return own(nil).deskExport(ctx, slug, l, format)
		},
	}
}

// held is how many messages wait for a person to decide. What cannot be read is told by `gazette notify`.
func (a *app) held(s *load.Sources) (n int) {
	if s.Site == nil || len(s.Site.Config.Notify.Channels) == 0 {
		return 0
	}
	o := &notifyRun{app: a, flags: notifyFlags{dryRun: "plan"}, sources: s}
	if err := o.open(); err != nil {
		return 0
	}
	var err error
	if o.receiptFile, err = a.readReceipts(); err != nil {
		return 0
	}
	for _, it := range o.due() {
		if it.Held {
			n++
		}
	}
	return n
}

// deskBuild makes the site's pages, and returns how many there are. Its error says what keeps them from being made.
func (a *app) deskBuild(date string) (int, error) {
	var made, wrong bytes.Buffer
	one := &app{ui: newUI(&made, &wrong), dir: a.dir, patience: deskPatience}
	err := one.build(buildFlags{date: date, json: true})
	if errors.Is(err, errProblems) {
		return 0, errors.New(strings.TrimSpace(wrong.String()))
	}
	if err != nil {
		return 0, err
	}
	var out outcomeJSON
	err = json.Unmarshal(made.Bytes(), &out)
	return out.Pages, err
}

// copyTo makes a copy for review in a folder that goes with all that is beside it: nothing is remembered of it.
func (a *app) copyTo(dir, date string) error {
	s, err := a.load(date)
	if err != nil {
		return err
	}
	return a.review(buildFlags{out: dir, draft: true, memory: dir + ".memory"}, s)
}

// begin writes a site with its settings and no notice, of the answers that `gazette init` asks for.
func (a *app) begin(b deskpages.Beginning) error {
	n := bareSite()
	n.Name = b.Organization
	if err := errors.Join(n.setAddress(b.Address), n.setLocales(b.Languages),
		n.setGroups(cmp.Or(b.Groups, "none"))); err != nil {
		return err
	}
	if b.Organization == "" {
		return misuse{"the organisation has no name", "write the name that readers know it by"}
	}
	files, err := beside()
	if err != nil {
		return err
	}
	files[settings.File] = n.settings()
	for _, kept := range []string{".gitignore", ".gitattributes"} { // a repository may have its own
		if _, err := os.Lstat(filepath.Join(a.dir, kept)); err == nil {
			delete(files, kept)
		}
	}
	return a.writeAll(a.dir, files)
}

// guardOf says who may write through the desk.
func (f serveFlags) guardOf(local bool) (*access.Guard, error) {
	g := access.Guard{Local: local, Header: f.userHeader, Behind: f.behind}
	switch {
	case f.userHeader != "" && f.behind == "":
		return nil, misuse{"--user-header is given without --behind",
			"write the host name under which the proxy shows the desk, as in --behind desk.example.com"}
	case f.behind != "" && f.userHeader == "" && f.passwordFile == "":
		return nil, misuse{"--behind is given, and nothing says who may come in",
			"add --user-header or --password-file"}
	case strings.ContainsAny(f.behind, "/ @?#") || f.behind != strings.TrimSpace(f.behind):
		return nil, misuse{"--behind is " + strconv.Quote(f.behind), "write a host name alone, as in desk.example.com"}
	}
	if f.readOnly {
		g.Off = access.ReadOnly
	}
	if f.passwordFile != "" {
		data, err := source.BytesOf(f.passwordFile, source.MaxSecret)
		if err != nil {
			return nil, misuse{"--password-file: " + err.Error(), "name a file that holds the password, in one line"}
		}
		if g.Password = strings.TrimSpace(string(data)); len(g.Password) < passwordMin ||
			strings.Contains(g.Password, "\n") {
			return nil, misuse{fmt.Sprintf("the password in %s is shorter than %d characters, or more than one line",
				f.passwordFile, passwordMin), "write a long one, in one line"}
		}
		g.Local = false // whoever asks must know it, on this machine too
	}
	if f.userHeader != "" {
		g.Local = false
	}
	return access.NewGuard(g), nil
}

// passwordMin is how long a password must be: it may be tried from the network.
const passwordMin = 12
