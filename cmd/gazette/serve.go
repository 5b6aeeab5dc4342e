package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	deskpages "gazette/internal/desk"
	"gazette/internal/desk/access"
	"gazette/internal/desk/report"
	"gazette/internal/durable"
	"gazette/internal/message"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/watch"
)

type serveFlags struct {
	date, host, editor string
	passwordFile       string
	userHeader, behind string
	port               int
	open, poll         bool
	readOnly           bool
}

func newServe(a *app) *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "write the site at the desk, and preview it",
		Long: `Serve shows the site in a browser and updates it while you edit files. It writes
nothing to the output folder. Mistakes are shown above the page and here, with their
place in the file; until you fix them, the page stays as it was.
The desk at /_gazette/ is for people who write without a terminal. It shows what there
is to do, all notices and languages, what check finds, the plan, what comes next, and
the site on any other day. It changes the site's files in the same way as the other
commands do. In an empty folder, it offers to start a site.

Only pages on this machine may write, unless --host names another address. Then
everybody has to know the password in --password-file, or come through a proxy on this
machine that says who they are (--user-header) and shows the desk under the name given
with --behind. Nobody else sees anything, not even the site's pages and drafts.`,
		Example: `  gazette serve --open
  gazette serve --date 2027-02-01    the site as it will be on that day
  gazette serve --host 0.0.0.0       for others on the network, too, to look at
  gazette serve --host 0.0.0.0 --password-file ../desk-password
  gazette serve --user-header X-User --behind desk.example.com
  gazette serve --read-only          nothing is written`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringVar(&f.host, "host", "localhost", "the `ADDRESS` to listen on")
	c.Flags().IntVar(&f.port, "port", 0, "the `PORT` to listen on (default: the first free one from 8080 up)")
	c.Flags().BoolVar(&f.open, "open", false, "open the browser")
	c.Flags().BoolVar(&f.poll, "poll", false, "poll for changes, where the system does not report them")
	c.Flags().BoolVar(&f.readOnly, "read-only", false, "let the desk show everything but write nothing")
	c.Flags().StringVar(&f.passwordFile, "password-file", "",
		"ask everybody for the password that `FILE` holds; needed to write with --host on the network")
	c.Flags().StringVar(&f.userHeader, "user-header", "",
		"the request header `NAME` in which a proxy on this machine says who writes; instead of a password")
	c.Flags().StringVar(&f.behind, "behind", "",
		"the host `NAME` under which a proxy on this machine shows the desk; needed with --user-header")
	c.Flags().StringVar(&f.editor, "editor", "vscode",
		"the `EDITOR` that links to files open: vscode, cursor, zed, idea, sublime, textmate, none, or an address "+
			"with {path}, {line} and {column}")
	return c
}

// trees are the folders of a site whose files make its pages.
var trees = []string{"content", "archive", "templates", "i18n", "static", source.Shared}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	if !report.KnownEditor(f.editor) {
		return misuse{fmt.Sprintf("--editor is %q", f.editor),
			"write vscode, cursor, zed, idea, sublime, textmate, none, or an address with {path} in it"}
	}
	if f.port < 0 || f.port > 65535 {
		return misuse{fmt.Sprintf("--port is %d", f.port), "a port is a number up to 65535"}
	}
	day, err := dayOf(f.date)
	if err != nil {
		return err
	}
	layers, err := a.layers()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(orBackground(ctx), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := serve.Listen(f.host, f.port)
	if err != nil {
		return portError(err, f)
	}
	watcher, err := watch.New(a.dir, trees,
		watch.Options{Poll: f.poll, Say: func(why string) { a.ui.say("%s %s", a.ui.err.yellow("note:"), why) }})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer watcher.Close()
	guard, err := f.guardOf(serve.Loopback(listener))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	durable.Sweep(time.Now())
	p := a.newPreview(preview.New(layers, day), f, guard)
	layers.Caches.Editions.Close() // an edit later on is read from its file
	p.address = addressOf(listener, f.host)
	minutes := time.NewTicker(time.Minute)
	defer minutes.Stop()
	seconds := time.NewTicker(time.Second)
	defer seconds.Stop()
	p.today, p.minute, p.second = day, minutes.C, seconds.C
	return p.run(ctx, listener, watcher, f.open)
}

// orBackground is for commands that are run without a context.
func orBackground(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// newPreview puts the parts of the preview together.
func (a *app) newPreview(b *preview.Preview, f serveFlags, guard *access.Guard) *servedSite {
	folder, _ := filepath.Abs(a.dir)
	p := &servedSite{app: a, site: b, editor: f.editor, folder: folder}
	p.desk = deskpages.New(b, deskpages.Options{Folder: folder, Editor: f.editor, Now: now,
		Rules: func(c *settings.Config) message.Rules {
			return rulesOf(c.Notify, c.TimeZone.Location)
		}, Guard: guard, Patience: pushPatience, Hooks: hookPatience,
		Work: a.deskWork(f, func(paths ...string) { p.update(paths) })})
	p.server = serve.New(p, p.desk)
	p.server.Behind, p.server.Admits = f.behind, guard.Admits
	return p
}

// pushPatience is how long the desk waits for git to push; a test waits less.
var pushPatience = 60 * time.Second

// hookPatience is how long the desk waits for git otherwise: a hook may look at the whole site before it lets a
// commit be.
const hookPatience = 5 * time.Minute

// now is the instant that a plan would be recorded at.
func now() time.Time {
	t, err := instant()
	if err != nil {
		return time.Now()
	}
	return t
}

func portError(err error, f serveFlags) error {
	var no *net.DNSError
	switch {
	case errors.As(err, &no):
		return misuse{fmt.Sprintf("--host: there is no address %q", f.host),
			"write --host localhost, or --host 0.0.0.0 for others on the network"}
	case errors.Is(err, syscall.EADDRINUSE) && f.port != 0:
		return fmt.Errorf("port %d is taken by another program; leave --port out for a free one", f.port)
	}
	return err
}

// addressOf is where a browser finds the preview.
func addressOf(l net.Listener, host string) string {
	tcp, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return "http://" + l.Addr().String()
	}
	if tcp.IP.IsUnspecified() || host == "" {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(tcp.Port))
}

// openBrowser shows an address in the browser that the system prefers.
func openBrowser(address string) error {
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" {
		return fmt.Errorf("%q is not an address", address)
	}
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Run()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Run()
	}
	return exec.Command("xdg-open", address).Run()
}
