package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync/atomic"
	"time"
)

// Web is a copy on the web, below an address that ends in a slash. Its host is asked, and no other.
type Web struct {
	Context context.Context
	Client  *http.Client
	Base    string

	faults *atomic.Int32 // requests in a row that came to nothing
}

// What a server may take: it may be a stranger's.
const (
	patience  = 30 * time.Second // for one file
	maxFaults = 5                // in a row, after which nothing more is asked
)

// errSilent ends the asking.
var errSilent = errors.New("was not asked for: the server failed several times in a row")

// ReadFile fetches a file. A page's file is asked for by its address.
func (w Web) ReadFile(name string) ([]byte, error) {
	if w.faults.Load() >= maxFaults {
		return nil, errSilent
	}
	data, err := w.fetch(name)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		w.faults.Store(0)
	} else {
		w.faults.Add(1)
	}
	return data, err
}

func (w Web) fetch(name string) ([]byte, error) {
	address := w.Base + (&url.URL{Path: name}).EscapedPath()
	isPage := path.Base(name) == "index.html"
	if isPage {
		address = strings.TrimSuffix(address, "index.html")
	}
	r, err := http.NewRequestWithContext(w.Context, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	resp, err := w.Client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return nil, fs.ErrNotExist
	default:
		return nil, fmt.Errorf("%s answers %s", address, resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, pageLimit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", address, err)
	case len(data) > pageLimit:
		return nil, fmt.Errorf("%s answers more than %d bytes", address, pageLimit)
	case !isPage && markup.Match(data):
		return nil, fs.ErrNotExist // a page that says so, without the status that says so
	}
	return data, nil
}

var markup = regexp.MustCompile(`(?i)^\s*<(!doctype html|html)`)

// stay follows a server that leads on within its host, and no other: who watches a site does not ask his own network
// for it.
func stay(r *http.Request, via []*http.Request) error {
	from := via[0].URL
	bare := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	switch {
	case len(via) > 5:
		return errors.New("leads on and on")
	case bare(r.URL.Host) != bare(from.Host) || from.Scheme == "https" && r.URL.Scheme != "https":
		return fmt.Errorf("leads to %s, which was not named", r.URL.Redacted())
	}
	return nil
}

// Files cannot be listed on the web.
func (w Web) Files(string) ([]string, bool) { return nil, false }

// ErrAddress is wrapped where an address cannot be read.
var ErrAddress = errors.New("not an address")

// OnWeb finds the site of an address: the nearest folder above it that has a log.
func OnWeb(ctx context.Context, address string) (Web, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Web{}, fmt.Errorf("%q is %w", address, ErrAddress)
	}
	u.RawQuery, u.Fragment = "", ""
	return onWeb(ctx, &http.Client{Timeout: patience, CheckRedirect: stay}, u)
}

func onWeb(ctx context.Context, client *http.Client, u *url.URL) (Web, error) {
	web := func(base string) Web { return Web{Context: ctx, Client: client, Base: base, faults: new(atomic.Int32)} }
	for _, start := range []string{u.String(), led(ctx, client, u)} {
		for at := folderOf(start); at != ""; at = parentOf(at) {
			w := web(at)
			if _, err := w.ReadFile("evidence/checkpoint"); err == nil {
				return w, nil
			} else if !errors.Is(err, fs.ErrNotExist) {
				return Web{}, err
			}
		}
	}
	return web(folderOf(u.String())), nil
}

var refresh = regexp.MustCompile(`<meta http-equiv="refresh" content="0; url=([^"]+)"`)

// led is where a page that leads on to another one leads, or "".
func led(ctx context.Context, client *http.Client, u *url.URL) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return ""
	}
	resp, err := client.Do(r)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if m := refresh.FindSubmatch(data); m != nil {
		if to, err := u.Parse(string(m[1])); err == nil && to.Host == u.Host {
			return to.String()
		}
	}
	return ""
}

func folderOf(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address
	}
	return address[:strings.LastIndexByte(address, '/')+1]
}

// parentOf is the folder above a folder, or "" above the root of a host.
func parentOf(folder string) string {
	u, err := url.Parse(folder)
	if err != nil || u.Path == "/" || u.Path == "" {
		return ""
	}
	return folderOf(strings.TrimSuffix(folder, "/"))
}
