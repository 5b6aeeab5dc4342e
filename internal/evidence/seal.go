package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"gazette/internal/durable"
	"gazette/internal/leaf"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/tilelog"
	"gazette/internal/tsa"
)

// Sealer adds to the log in a site's folder. One at a time: the caller locks.
type Sealer struct {
	Root     string // the site's folder
	Settings settings.Evidence
	Keys     Keys
	Signers  []note.Signer
	Client   *http.Client
	KeyLost  bool // the key that signed last is lost: sign without it
}

// Done is what a seal ended with.
type Done struct {
	Checkpoint tilelog.Checkpoint
	Stamps     []string // addresses of the authorities whose time stamps are beside it now
	Late       []error  // authorities and witnesses that did not answer: the next seal asks them again
}

func (s Sealer) path(name string) string {
	return filepath.Join(s.Root, filepath.FromSlash(Dir), filepath.FromSlash(name))
}

// Judge finds what stands in the way of signing: the key must be that of the settings, and the key that signed last
// must sign along when it changes.
func (s Sealer) Judge(l *Log) error {
	signs := func(v note.Verifier) bool {
		for _, signer := range s.Signers {
			if tilelog.KeyName(signer) == tilelog.KeyName(v) {
				return true
			}
		}
		return false
	}
	if !signs(s.Keys.Now) {
		return &source.Hinted{Message: "the private key does not belong to `public_key`",
			Hint: "the key's place must hold the private key of " + tilelog.KeyName(s.Keys.Now)}
	}
	if len(l.Raw) == 0 || SignedBy(l.Checkpoint, s.Keys.Now) || s.KeyLost {
		return nil
	}
	for _, former := range s.Keys.Former {
		if SignedBy(l.Checkpoint, former) && signs(former) {
			return nil
		}
	}
	return &source.Hinted{Message: fmt.Sprintf("the log was signed by %s, and the new key alone cannot take its place",
		strings.Join(l.Signers, " and ")),
		Hint: "put both private keys, each on a line, where the key is read from, and seal once; if the old key is " +
			"lost: gazette seal --key-lost (`gazette help evidence`)"}
}

// Seal appends a batch, if there is any, and mends what an earlier seal could not do: it keeps the checkpoint, and asks
// the witnesses and authorities that have not answered yet. None of them can stop it.
func (s Sealer) Seal(ctx context.Context, l *Log, b Batch) (d Done, err error) {
	if err := s.plain(); err != nil {
		return d, err
	}
	c := l.Checkpoint
	if len(b.Leaves) > 0 {
		raw, err := tilelog.Append(ctx, filepath.Join(s.Root, filepath.FromSlash(Dir)), c, s.Signers, b.Leaves)
		if err != nil {
			return d, err
		}
		if c, err = tilelog.OpenCheckpoint(raw, s.Keys.all()); err != nil {
			return d, err
		}
		if len(s.Settings.Witnesses) > 0 {
			l = grown(l, c, b)
		}
	}
	if d.Checkpoint = c; c.Size == 0 {
		return d, nil
	}
	if len(s.Settings.Witnesses) > 0 {
		d.Checkpoint, d.Late = s.witness(ctx, l)
	}
	kept, err := s.keep(c)
	if err != nil {
		return d, err
	}
	stamps, late := s.stamp(ctx, c.Size, kept)
	d.Stamps, d.Late = stamps, append(d.Late, late...)
	return d, nil
}

// plain refuses a site in which the log, or what is written on the way to it, would be written through a symbolic link.
func (s Sealer) plain() error {
	if err := errors.Join(source.Unlinked(s.Root, Dir), source.Unlinked(s.Root, draft)); err != nil {
		return err
	}
	var odd *tilelog.OddError
	if err := tilelog.Tidy(s.path("")); errors.As(err, &odd) {
		return source.Pos{File: Dir + "/" + odd.Name}.Problem(rule.LogMismatch,
			"is neither a file nor a folder, and nothing is written through it",
			"put the file itself in its place: restore it from version control")
	} else if err != nil {
		return err
	}
	return nil
}

// grown is the log after a batch was added to it.
func grown(l *Log, c tilelog.Checkpoint, b Batch) *Log {
	return newLog(c, append(l.Hashes[:len(l.Hashes):len(l.Hashes)], tilelog.HashLeaves(b.Leaves)...))
}

// keep puts the checkpoint into the folder of its size, where it stays: later ones take its place at the top.
func (s Sealer) keep(c tilelog.Checkpoint) ([]byte, error) {
	name := KeptName(c.Size, tilelog.CheckpointFile)
	if there, err := os.ReadFile(s.path(name)); !errors.Is(err, fs.ErrNotExist) {
		return there, err
	}
	return c.Raw, s.write(name, c.Raw)
}

// stamp asks each authority that has not stamped a checkpoint yet.
func (s Sealer) stamp(ctx context.Context, size int64, checkpoint []byte) (stamps []string, late []error) {
	for _, address := range s.Settings.Timestamps {
		name := KeptName(size, StampName(address))
		if _, err := os.Stat(s.path(name)); err == nil {
			stamps = append(stamps, address)
			continue
		}
		answer, err := tsa.Ask(ctx, s.Client, address, checkpoint)
		if err == nil {
			err = s.write(name, answer)
		}
		if err != nil {
			late = append(late, fmt.Errorf("no time stamp from %s: %w", address, err))
			continue
		}
		stamps = append(stamps, address)
	}
	return stamps, late
}

// StampName is the name of a time stamp's file: the host of its authority, and what tells addresses of one host apart.
func StampName(address string) string {
	host := address
	if u, err := url.Parse(address); err == nil {
		host = u.Hostname()
	}
	host = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, host)
	return host + "-" + leaf.Hash([]byte(address))[len("sha256:"):][:8] + ".tsr"
}

// draft is what a file of the log is called while it is written.
const draft = ".cache/seal.tmp"

// write writes a file of the log whole or not at all, and syncs it.
func (s Sealer) write(name string, data []byte) error {
	full := s.path(name)
	tmp := filepath.Join(s.Root, filepath.FromSlash(draft))
	for _, dir := range []string{filepath.Dir(full), filepath.Dir(tmp)} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if err := durable.SaveBy(tmp, full, data, 0o644); err != nil {
		return err
	}
	return durable.SyncFolders(filepath.Dir(full), s.path(""))
}

// Kept are the sizes of the checkpoints that were kept, the smallest first.
func Kept(files fs.FS) (sizes []int64, err error) {
	entries, err := fs.ReadDir(files, Dir+"/"+StampDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if n, err := strconv.ParseInt(e.Name(), 10, 64); err == nil {
			sizes = append(sizes, n)
		}
	}
	slices.Sort(sizes)
	return sizes, err
}

// replace puts a checkpoint with more signatures in the place of the one that says the same with fewer.
func (s Sealer) replace(c tilelog.Checkpoint, raw []byte) (tilelog.Checkpoint, error) {
	if bytes.Equal(c.Raw, raw) {
		return c, nil
	}
	more, err := tilelog.OpenCheckpoint(raw, s.Keys.all())
	if err != nil {
		return c, err
	}
	if more.Body() != c.Body() {
		return c, errors.New("the witness signed something else")
	}
	return more, s.write(tilelog.CheckpointFile, raw)
}
