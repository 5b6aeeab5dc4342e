package evidence

import (
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"gazette/internal/history"
	"gazette/internal/leaf"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/internal/tilelog"
)

// Of reads where the texts of a site stand in its log. A log that cannot be trusted is a problem that stops a build:
// what would be published proves nothing. A site that seals nothing has neither.
func Of(files fs.FS, config *settings.Config) (map[string]site.Sealing, source.Problems) {
	l, leaves, ps := read(files, config)
	if l == nil || len(ps) > 0 {
		return nil, ps
	}
	return Sealings(leaves, config.TimeZone.Location), nil
}

func read(files fs.FS, config *settings.Config) (*Log, []leaf.Leaf, source.Problems) {
	if !config.Evidence.On() {
		return nil, nil, nil
	}
	keys, ps := KeysOf(config.Evidence)
	if len(ps) > 0 {
		return nil, nil, ps
	}
	l, err := Open(files, keys)
	if err != nil {
		return nil, nil, source.Problems{asProblem(err)}
	}
	leaves, err := l.Leaves(files)
	if err != nil {
		return nil, nil, source.Problems{asProblem(err)}
	}
	return l, leaves, nil
}

// Check compares a site's archive with its log: rules unsealed-change and log-mismatch. A site that seals nothing has
// no findings; a log that cannot be trusted was found when the site was read: see [Of].
func Check(files fs.FS, config *settings.Config, changes *history.Log) (ps source.Problems) {
	l, leaves, broken := read(files, config)
	if l == nil || len(broken) > 0 {
		return nil
	}
	keys, _ := KeysOf(config.Evidence)
	ps = append(Archive(files, leaves), l.unsealed(files, config, changes)...)
	if n := l.cosigned(keys); len(l.Raw) > 0 && n < config.Evidence.WitnessesNeeded {
		p := source.Pos{File: Dir + "/" + tilelog.CheckpointFile}.Problem(rule.UnsealedChange,
			fmt.Sprintf("%d of the %d witnesses that are needed have signed", n, config.Evidence.WitnessesNeeded),
			"run `gazette seal` again: it asks those that did not answer")
		p.Severity = rule.Warning // the site asked for them
		ps = append(ps, p)
	}
	return ps
}

// cosigned is how many of the witnesses have signed the checkpoint.
func (l *Log) cosigned(keys Keys) (n int) {
	for _, w := range keys.Witnesses {
		if SignedBy(l.Checkpoint, w) {
			n++
		}
	}
	return n
}

func asProblem(err error) source.Problem {
	if p, ok := err.(source.Problem); ok {
		return p
	}
	return source.Pos{File: Dir}.Problem(rule.LogMismatch, err.Error(), mixed)
}

// unsealed notes what is recorded and not in the log yet. It fails nothing: sealing comes after recording.
func (l *Log) unsealed(files fs.FS, config *settings.Config, changes *history.Log) (ps source.Problems) {
	b, _ := Gather(files, config, changes, l, time.Unix(0, 0))
	note := func(file string, n int, noun string) {
		if n > 0 {
			ps = append(ps, source.Pos{File: file}.Problem(rule.UnsealedChange,
				fmt.Sprintf("%d %s not sealed yet", n, noun),
				"run `gazette seal` before the site is published"))
		}
	}
	note(history.LogFile, b.Changes, plural(b.Changes, "change is", "changes are"))
	note(ledger.Path, b.Receipts, plural(b.Receipts, "receipt is", "receipts are"))
	return ps
}

func plural(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}

// Archive compares what is sealed with what the archive of a site holds: every sealed text byte for byte, every sealed
// line of the change log and of the receipts.
func Archive(files fs.FS, leaves []leaf.Leaf) (ps source.Problems) {
	found := make([]source.Problems, len(leaves))
	lines := &lineIndex{files: files}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const stretch = 256
	for from := 0; from < len(leaves); from += stretch {
		g.Go(func() error {
			for i := from; i < min(from+stretch, len(leaves)); i++ {
				found[i] = lines.compare(leaves[i], i)
			}
			return nil
		})
	}
	_ = g.Wait()
	for _, f := range found {
		ps = append(ps, f...)
	}
	return ps
}

// lineIndex knows the lines of the two logs, by the hashes of the leaves that they have.
type lineIndex struct {
	files                 fs.FS
	once                  sync.Once
	changes, receipts     map[string]bool
	changesErr, ledgerErr error
}

func (x *lineIndex) read() {
	x.changes, x.changesErr = linesOf(x.files, history.LogFile, leaf.Change)
	x.receipts, x.ledgerErr = linesOf(x.files, ledger.Path, leaf.Receipt)
}

func linesOf(files fs.FS, name string, write func(string) []byte) (map[string]bool, error) {
	data, err := fs.ReadFile(files, name)
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"); line != "" { // no other sign ends a line
			out[string(write(line))] = true
		}
	}
	return out, err
}

// compare judges one leaf.
func (x *lineIndex) compare(l leaf.Leaf, at int) source.Problems {
	mismatch := func(file, format string, args ...any) source.Problems {
		return source.Problems{source.Pos{File: file}.Problem(rule.LogMismatch,
			fmt.Sprintf(format, args...),
			"restore the file from a backup or version control: what is sealed never changes")}
	}
	switch l.Kind {
	case leaf.KindText:
		t, _ := l.Text()
		data, err := fs.ReadFile(x.files, t.Path())
		switch {
		case err != nil:
			return mismatch(t.Path(), "was sealed (leaf %d), and cannot be read", at)
		case leaf.Hash(data) != t.File:
			return mismatch(t.Path(), "differs from the file that was sealed (leaf %d)", at)
		}
	case leaf.KindChange:
		x.once.Do(x.read)
		if line, sum, _ := l.Change(); !x.changes[string(l.Bytes())] {
			return mismatch(history.LogFile, "the change that was sealed as leaf %d is not there: %s", at,
				short(line+sum))
		}
	case leaf.KindReceipt:
		x.once.Do(x.read)
		if sum, _ := l.Receipt(); !x.receipts[string(l.Bytes())] {
			return mismatch(ledger.Path, "the receipt that was sealed as leaf %d is not there: %s", at, sum)
		}
	}
	return nil
}

// short is the beginning of a line, for a message.
func short(line string) string {
	const enough = 80
	if r := []rune(line); len(r) > enough {
		return string(r[:enough-1]) + "…"
	}
	return line
}

// Sealings are where the texts of a site stand in its log, by their places in the archive: the first leaf of each, and
// the day of the seal that it belongs to, in a time zone.
func Sealings(leaves []leaf.Leaf, zone *time.Location) map[string]site.Sealing {
	out := map[string]site.Sealing{}
	var open []string // texts whose seal is yet to come
	for i, l := range leaves {
		switch l.Kind {
		case leaf.KindText:
			t, _ := l.Text()
			if _, again := out[t.Path()]; !again {
				out[t.Path()] = site.Sealing{Leaf: int64(i), Words: t.Words, File: t.File}
				open = append(open, t.Path())
			}
		case leaf.KindSeal:
			seal, _ := l.Seal()
			for _, p := range open {
				s := out[p]
				s.Day = notice.DateOf(seal.At.In(zone))
				out[p] = s
			}
			open = open[:0]
		}
	}
	return out
}
