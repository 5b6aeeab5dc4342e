package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"gazette/internal/hosting"
	"gazette/internal/spelling"
	"gazette/render"
)

func newHosting(a *app) *cobra.Command {
	var date, root string
	c := &cobra.Command{
		Use:   "hosting nginx|caddy|apache",
		Short: "print a web server's configuration for the site",
		Long: `Hosting prints a web server's configuration for the site: a strict security policy,
caching, media types, languages, old addresses, and "page not found" in the language
of the address. The host, and the path below it if there is one, come from base_url.

Netlify, Cloudflare Pages and Apache's .htaccess read their settings from files in the
site itself: list them under "hosting" in gazette.yaml, and build writes them.`,
		Example: `  gazette hosting nginx --root /srv/legal > /etc/nginx/conf.d/legal.conf
  gazette hosting caddy > /etc/caddy/Caddyfile
  gazette hosting apache`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: hosting.Servers,
		RunE:      func(_ *cobra.Command, args []string) error { return a.hosting(args[0], date, root) },
	}
	dateFlag(c, &date)
	c.Flags().StringVar(&root, "root", "",
		"the `FOLDER` on the server that holds the output (default: /var/www/ and the host's name)")
	return c
}

func (a *app) hosting(server, date, root string) error {
	switch {
	case slices.Contains(hosting.Servers, server):
	case slices.Contains(hosting.Platforms, server):
		return misuse{server + " reads files of the site",
			"write `hosting: [" + server + "]` in gazette.yaml, and run `gazette build`"}
	default:
		return misuse{fmt.Sprintf("there is no configuration for %q", server), serverHint(server)}
	}
	if strings.ContainsFunc(root, func(r rune) bool {
		return unicode.IsControl(r) ||
			strings.ContainsRune("$%{}\"'`", r)
	}) {
		return misuse{fmt.Sprintf("--root %q holds a sign that servers could misread", root),
			"name a folder without quotation marks, braces, dollar and per cent signs"}
	}
	s, err := a.load(date)
	if err != nil {
		return err
	}
	if err := a.sound(s, ""); err != nil {
		return err
	}
	renderer, err := render.New(s.Site, s.Wording, s.Theme)
	if err != nil {
		return err
	}
	about := renderer.Hosting()
	if root != "" {
		about.Folder = filepath.ToSlash(filepath.Clean(root))
	}
	_, err = a.ui.product.Write(hosting.Config(server, about))
	return err
}

func serverHint(server string) string {
	if near := spelling.Nearest(server, hosting.Servers); near != "" {
		return "did you mean " + near + "?"
	}
	return "the servers are nginx, caddy and apache"
}
