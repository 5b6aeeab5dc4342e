package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Web is a copy on the web, below an address that ends in a slash.
type Web struct {
	Context context.Context
	Client  *http.Client
	Base    string
}

// ReadFile fetches a file. A page's file is asked for by its address.
func (w Web) ReadFile(name string) ([]byte, error) {
	address := w.Base + (&url.URL{Path: strings.TrimSuffix(name, "index.html")}).EscapedPath()
	if !strings.HasSuffix(name, "/index.html") && name != "index.html" {
		address = w.Base + (&url.URL{Path: name}).EscapedPath()
	}
	ctx, cancel := context.WithTimeout(w.Context, time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
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
		return io.ReadAll(io.LimitReader(resp.Body, pageLimit))
	case http.StatusNotFound, http.StatusGone:
		return nil, fs.ErrNotExist
	}
	return nil, fmt.Errorf("%s answers %s", address, resp.Status)
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
	client := &http.Client{Timeout: time.Minute}
	for _, start := range []string{u.String(), led(ctx, client, u)} {
		for at := folderOf(start); at != ""; at = parentOf(at) {
			w := Web{Context: ctx, Client: client, Base: at}
			if _, err := w.ReadFile("evidence/checkpoint"); err == nil {
				return w, nil
			} else if !errors.Is(err, fs.ErrNotExist) {
				return Web{}, err
			}
		}
	}
	return Web{Context: ctx, Client: client, Base: folderOf(u.String())}, nil
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
