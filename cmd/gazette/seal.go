package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"gazette/internal/evidence"
	"gazette/internal/history"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/tilelog"
)

type sealFlags struct{ dryRun, json, keyLost bool }

func newSeal(a *app) *cobra.Command {
	var f sealFlags
	c := &cobra.Command{
		Use:   "seal",
		Short: "sign what was recorded, so that anybody can prove it",
		Long: `Seal signs everything recorded since the last seal (texts, changes and receipts) and
adds it to the log in archive/evidence/. It then asks the time-stamping authorities
and witnesses named in gazette.yaml. If one does not answer, the next seal asks it
again.

Run it after gazette record and gazette notify, and before gazette build.`,
		Example: `  gazette seal --dry-run    what would be sealed
  gazette seal`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return a.seal(ctx, f)
		},
	}
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be sealed, and write nothing; needs no private key")
	c.Flags().BoolVar(&f.json, "json", false, "print what was sealed as JSON")
	c.Flags().BoolVar(&f.keyLost, "key-lost", false,
		"sign with a new key alone, because the old one is lost")
	return c
}

// sealing is what a run of seal works with.
type sealing struct {
	config  *settings.Config
	keys    evidence.Keys
	changes *history.Log
	log     *evidence.Log
	batch   evidence.Batch
}

func (a *app) seal(ctx context.Context, f sealFlags) error {
	if !f.dryRun {
		unlock, err := a.lock("record", filepath.Join(a.dir, "archive")) // nothing is recorded meanwhile
		if err != nil {
			return err
		}
		defer unlock()
	}
	s, err := a.unsealed()
	if err != nil {
		return err
	}
	if f.dryRun {
		return a.printSeal(f, s, evidence.Done{Checkpoint: s.log.Checkpoint})
	}
	signers, err := a.signers(s.config.Evidence)
	if err != nil {
		return err
	}
	sealer := evidence.Sealer{Root: a.dir, Settings: s.config.Evidence, Keys: s.keys, Signers: signers,
		Client: http.DefaultClient, KeyLost: f.keyLost}
	if err := sealer.Judge(s.log); err != nil {
		return err
	}
	if s.batch.Empty() {
		s.batch.Leaves = nil
	}
	done, err := sealer.Seal(ctx, s.log, s.batch)
	if err != nil {
		return err
	}
	return a.printSeal(f, s, done)
}

// unsealed reads what is recorded and not sealed. It reads the settings, the two logs and the texts that are new, and
// nothing else of the site.
func (a *app) unsealed() (s sealing, err error) {
	l, err := a.layers()
	if err != nil {
		return s, err
	}
	file, ps := source.Read(l.Site, settings.File)
	if !ps.Errors() {
		s.config, ps = settings.Parse(file)
	}
	if ps.Errors() {
		return s, ps
	}
	if !s.config.Evidence.On() {
		return s, &source.Hinted{Message: "this site has no `evidence` in " + settings.File,
			Hint: "make a key first: gazette evidence keygen --origin www.example.com/legal --out FILE"}
	}
	if s.keys, ps = evidence.KeysOf(s.config.Evidence); len(ps) > 0 {
		return s, ps
	}
	if s.changes, ps = history.ReadLog(l.Site); ps.Errors() {
		return s, ps
	}
	if s.log, err = evidence.Open(l.Site, s.keys); err != nil {
		return s, err
	}
	now, err := instant()
	if err != nil {
		return s, err
	}
	if s.batch, ps = evidence.Gather(l.Site, s.config, s.changes, s.log, now); ps.Errors() {
		a.ui.say("%s nothing was sealed", a.ui.err.red("gazette:"))
		return s, ps
	}
	return s, nil
}

// signers are the private keys. Their text is in no message.
func (a *app) signers(e settings.Evidence) (out []note.Signer, err error) {
	text, where, err := a.privateKey(e)
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Fields(text) {
		s, err := tilelog.ParseSigner(line)
		if err != nil {
			return nil, &source.Hinted{Message: where + " holds no private key",
				Hint: "it must hold what is in the file that `gazette evidence keygen` wrote"}
		}
		if s.Name() != e.Origin {
			return nil, &source.Hinted{Message: fmt.Sprintf("the private key is one of %s, not of %s", s.Name(),
				e.Origin), Hint: "use the key of this log"}
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *app) privateKey(e settings.Evidence) (text, where string, err error) {
	if e.KeyEnv != "" {
		if text = os.Getenv(e.KeyEnv); strings.TrimSpace(text) == "" {
			return "", "", &source.Hinted{Message: fmt.Sprintf("the environment variable %s is not set", e.KeyEnv),
				Hint: "it must hold what is in the file that `gazette evidence keygen` wrote"}
		}
		return text, "the environment variable " + e.KeyEnv, nil
	}
	path := e.KeyFile
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.dir, filepath.FromSlash(path))
	}
	if inside := siteAbove(path); inside != "" {
		return "", "", &source.Hinted{Message: fmt.Sprintf("the private key %s lies in the site %s", e.KeyFile, inside),
			Hint: "move it out: from there it would get into version control"}
	}
	data, err := source.BytesOf(path, source.MaxSecret)
	return string(data), path, err
}

// sealedJSON is what scripts read; its names are stable.
type sealedJSON struct {
	Origin     string   `json:"origin"`
	Size       int64    `json:"size"`
	Root       string   `json:"root"`
	Changes    int      `json:"changes"`
	Texts      int      `json:"texts"`
	Receipts   int      `json:"receipts"`
	Timestamps []string `json:"timestamps"`
	Late       []string `json:"late"`
}

func (a *app) printSeal(f sealFlags, s sealing, d evidence.Done) error {
	for _, late := range d.Late {
		a.ui.say("%s %s", a.ui.err.yellow("warning:"), late)
	}
	if len(d.Late) > 0 {
		a.ui.say("  %s the log is sealed all the same; the next `gazette seal` asks again", a.ui.err.dim("hint:"))
	}
	if f.json {
		out := sealedJSON{Origin: s.config.Evidence.Origin, Size: d.Checkpoint.Size, Changes: s.batch.Changes,
			Texts: s.batch.Texts, Receipts: s.batch.Receipts,
			Timestamps: append([]string{}, d.Stamps...), Late: []string{}}
		out.Root = base64.StdEncoding.EncodeToString(d.Checkpoint.Root[:])
		for _, late := range d.Late {
			out.Late = append(out.Late, late.Error())
		}
		enc := json.NewEncoder(a.ui.stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(out)
	}
	what := fmt.Sprintf("%s, %s, %s", counted(s.batch.Changes, "change"), counted(s.batch.Texts, "text"),
		counted(s.batch.Receipts, "receipt"))
	switch {
	case s.batch.Empty():
		a.ui.say("nothing to seal: the log has all that is recorded (%s)", leavesOf(d.Checkpoint.Size))
	case f.dryRun:
		fmt.Fprintln(a.ui.stdout, "would seal "+what)
	default:
		fmt.Fprintf(a.ui.stdout, "sealed %s: the log of %s has %s\n", what, s.config.Evidence.Origin,
			leavesOf(d.Checkpoint.Size))
	}
	if n := len(d.Stamps); n > 0 {
		a.ui.say("%s over it", counted(n, "time stamp"))
	}
	return nil
}

func leavesOf(n int64) string {
	if n == 1 {
		return "1 leaf"
	}
	return thousands(int(n)) + " leaves"
}
