package main

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"gazette/i18n"
	"gazette/internal/durable"
	"gazette/internal/notice"
	"gazette/internal/proof"
	"gazette/internal/proof/bundle"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/tilelog"
)

type verifyFlags struct {
	keys, witnesses, roots []string
	needed                 int
	remember               string
	json                   bool
}

func newVerify(a *app) *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use:   "verify [DIR|URL|BUNDLE]",
		Short: "check what was published against the sealed log",
		Long: `Verify checks a copy of a site, a site on the web, or a bundle made by gazette prove.
All it needs is a public key. It checks that the log only grew,
that the words on every page of a text are the ones that were sealed, that languages
and dates agree, and that time stamps are genuine. It says what is proven and what is
not, and names the first difference.

In a site's own folder, it uses the keys in gazette.yaml unless you give others. With
--remember, it compares the log with the one it saw last time. Let somebody else run
it every day: it then notices if the log is cut short or replaced.`,
		Example: `  gazette verify                                   this site: archive, log and public/
  gazette verify copy/ --key www.example.com/legal+3753d3de+AebnUy...
  gazette verify https://www.example.com/legal/ --key legal.pub --remember legal.checkpoint
  gazette verify cookies.zip --key legal.pub --tsa-root tsa.pem`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return a.verify(ctx, append(args, "")[0], f)
		},
	}
	c.Flags().StringArrayVar(&f.keys, "key", nil,
		"public `KEY` of the log, or a file that holds it; may be given several times")
	c.Flags().StringArrayVar(&f.witnesses, "witness-key", nil, "public `KEY` of a witness, or a file that holds it")
	c.Flags().IntVar(&f.needed, "witnesses", 0, "how `MANY` of these witnesses must have signed")
	c.Flags().StringArrayVar(&f.roots, "tsa-root", nil,
		"`FILE` with root certificates (PEM) that time stamps must lead to")
	c.Flags().StringVar(&f.remember, "remember", "",
		"compare with the checkpoint in `FILE`, and keep the new one there")
	c.Flags().BoolVar(&f.json, "json", false, "print the report as JSON")
	return c
}

func (a *app) verify(ctx context.Context, what string, f verifyFlags) error {
	tune(garbage)
	subject, isBundle, err := a.copyOf(ctx, what)
	if err != nil {
		return err
	}
	if what == "" {
		if err := a.ownKeys(&f); err != nil {
			return err
		}
	}
	req, err := f.request()
	if err != nil {
		return err
	}
	var report *proof.Report
	if isBundle {
		report, err = proof.VerifyBundle(subject, req)
	} else {
		report, err = proof.Verify(subject, req)
	}
	if err != nil {
		return &source.Hinted{Message: cmp.Or(what, a.dir) + " " + err.Error(),
			Hint: "name the folder or the address that the site is published at, or a bundle of gazette prove"}
	}
	if err := a.printReport(f, report); err != nil || f.remember == "" {
		return err
	}
	return durable.Save(f.remember, report.Checkpoint, 0o644)
}

// copyOf opens what is to be checked, and says whether it is a bundle.
func (a *app) copyOf(ctx context.Context, what string) (c proof.Copy, is bool, err error) {
	if strings.HasPrefix(what, "https://") || strings.HasPrefix(what, "http://") {
		c, err := proof.OnWeb(ctx, what)
		return c, false, webFault(what, err)
	}
	dir := cmp.Or(what, a.dir)
	info, err := os.Stat(dir)
	if err != nil {
		return nil, false, misuse{"there is no " + dir,
			"name a folder, an address that begins with https://, or a bundle"}
	}
	if info.IsDir() {
		tree, err := source.OpenTree(dir)
		c := proof.Folder{FS: tree}
		return c, err == nil && what != "" && proof.IsBundle(c), err
	}
	data, err := source.BytesOf(dir, source.MaxLog)
	if err != nil {
		return nil, false, err
	}
	files, is, err := bundle.Unzip(data)
	switch {
	case errors.Is(err, bundle.ErrZip):
		err = misuse{dir + " " + err.Error(), "name a folder, an address that begins with https://, or a bundle"}
	case err != nil:
		err = &source.Hinted{Message: dir + " " + err.Error(), Hint: "ask for the bundle as `gazette prove` wrote it"}
	}
	return proof.Folder{FS: files}, is, err
}

// webFault says what to do about a site that cannot be asked.
func webFault(address string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, proof.ErrAddress):
		return misuse{err.Error(), "write it like https://www.example.com/legal/"}
	}
	return &source.Hinted{Message: address + " cannot be checked: " + err.Error(),
		Hint: "open the address in a browser, and name the one at which the site answers"}
}

// ownKeys takes the keys and roots of the site's settings where none are given.
func (a *app) ownKeys(f *verifyFlags) error {
	l, err := a.layers()
	if err != nil {
		return err
	}
	file, ps := source.Read(l.Site, settings.File)
	if ps.Errors() {
		return nil
	}
	config, ps := settings.Parse(file)
	if ps.Errors() {
		return ps
	}
	e := config.Evidence
	if len(f.keys) == 0 && e.On() {
		f.keys = append([]string{e.PublicKey}, e.FormerKeys...)
	}
	if len(f.witnesses) == 0 {
		for _, w := range e.Witnesses {
			f.witnesses = append(f.witnesses, w.Key)
		}
		f.needed = e.WitnessesNeeded
	}
	if len(f.roots) == 0 && e.TimestampRoots != "" {
		f.roots = []string{a.inSite(e.TimestampRoots)}
	}
	return nil
}

// request reads keys, roots and what is remembered.
func (f verifyFlags) request() (req proof.Request, err error) {
	if len(f.keys) == 0 {
		return req, misuse{"no public key is given",
			"get the key from the publisher in a way that you trust, and add --key KEY"}
	}
	if req.Keys, err = readKeys("--key", f.keys, tilelog.ParseKey); err != nil {
		return req, err
	}
	if req.Witnesses, err = readKeys("--witness-key", f.witnesses, tilelog.ParseWitnessKey); err != nil {
		return req, err
	}
	if req.Needed = f.needed; f.needed > len(req.Witnesses) {
		return req, misuse{fmt.Sprintf("--witnesses wants %d, and %d keys of witnesses are given", f.needed,
			len(req.Witnesses)), "give their keys with --witness-key"}
	}
	for _, file := range f.roots {
		pem, err := source.BytesOf(file, source.MaxSize)
		if err != nil {
			return req, err
		}
		if req.Roots == nil {
			req.Roots = x509.NewCertPool()
		}
		if !req.Roots.AppendCertsFromPEM(pem) {
			return req, misuse{file + " holds no certificate",
				"--tsa-root wants a file in PEM, with -----BEGIN CERTIFICATE-----"}
		}
	}
	if f.remember != "" {
		if req.Remembered, err = remembered(f.remember); err != nil {
			return req, err
		}
	}
	req.Long = longDate
	return req, nil
}

// remembered reads the checkpoint of the last time; there is none the first time.
func remembered(file string) ([]byte, error) {
	data, err := source.BytesOf(file, source.MaxSecret)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		_, err = tilelog.ParseCheckpoint(data)
	}
	if err != nil {
		return nil, &source.Hinted{
			Message: "--remember " + file + ": is no checkpoint that can be read: " + err.Error(),
			Hint:    "name a file that an earlier run wrote, or one that does not exist yet; this one stays as it was"}
	}
	return data, nil
}

func readKeys(flag string, given []string, parse func(string) (note.Verifier, error)) (out []note.Verifier, err error) {
	for _, k := range given {
		if data, err := source.BytesOf(k, source.MaxSecret); err == nil {
			k = string(data)
		}
		v, err := parse(k)
		if err != nil && strings.HasPrefix(strings.TrimSpace(k), "PRIVATE+KEY") {
			return nil, misuse{flag + ": that is a private key",
				"nobody else may see it: give the public one, which `gazette evidence keygen` printed"}
		}
		if err != nil {
			return nil, misuse{fmt.Sprintf("%s: %.60q is not a public key", flag, k),
				"it looks like www.example.com/legal+3753d3de+AebnUy..., or names a file that holds such a line"}
		}
		out = append(out, v)
	}
	return out, nil
}

// longDate is a date as pages write it.
func longDate(locale, date string) string {
	d, err := notice.ParseDate(date)
	if err != nil {
		return date
	}
	return i18n.Locale(locale).Date(int(d.Year), int(d.Month), int(d.Day))
}
