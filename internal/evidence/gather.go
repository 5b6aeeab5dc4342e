package evidence

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/history"
	"gazette/internal/leaf"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// Batch is what a seal adds, in order, and how much of each kind.
type Batch struct {
	Leaves                         [][]byte
	Texts, Changes, Receipts, Keys int
	Moved                          bool // the site's addresses are others than those sealed last
}

// Empty reports whether there is nothing to seal.
func (b Batch) Empty() bool { return b.Texts+b.Changes+b.Receipts+b.Keys == 0 && !b.Moved }

// Gather says what is recorded and not sealed yet. It changes nothing. Each text is read as it is sealed: one whose
// words are not those that its change names is a problem.
func Gather(files fs.FS, config *settings.Config, changes *history.Log, l *Log,
	now time.Time) (Batch, source.Problems) {
	g := gatherer{files: files, config: config, log: l}
	g.changes(changes)
	g.receipts()
	if key := leaf.Key(config.Evidence.PublicKey); !l.Has(key) {
		g.add(key, &g.batch.Keys)
	}
	place := SiteOf(config).Leaf()
	g.batch.Moved = l.Size < 2 || !l.sealedAt(l.Size-2, place)
	if !g.batch.Empty() {
		g.batch.Leaves = append(g.batch.Leaves, place,
			leaf.Sealed{At: now, Authorities: config.Evidence.Timestamps}.Leaf())
	}
	return g.batch, append(g.problems, g.judge()...)
}

// sealedAt reports whether a leaf stands at a place of the log.
func (l *Log) sealedAt(at int64, data []byte) bool { return l.Hashes[at] == hashOf(data) }

// SiteOf is what is sealed of the settings: what turns the place of a text into an address.
func SiteOf(c *settings.Config) leaf.Site {
	s := leaf.Site{Base: c.BaseURL.String(), Section: c.Section, Locales: []leaf.Locale{{Tag: string(c.DefaultLocale)}}}
	for _, l := range c.Locales {
		if l.Tag != c.DefaultLocale {
			s.Locales = append(s.Locales, leaf.Locale{Tag: string(l.Tag), Path: l.Path})
		}
	}
	return s
}

type gatherer struct {
	files    fs.FS
	config   *settings.Config
	log      *Log
	batch    Batch
	texts    []leaf.Text // that are to be sealed
	problems source.Problems
}

func (g *gatherer) add(data []byte, count *int) {
	g.batch.Leaves = append(g.batch.Leaves, data)
	*count++
}

// changes adds the lines of the change log that are not sealed, each after the texts that it brings.
func (g *gatherer) changes(changes *history.Log) {
	data, err := fs.ReadFile(g.files, history.LogFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.problems = append(g.problems, source.Unreadable(history.LogFile, err))
		return
	}
	lines := strings.Split(string(data), "\n")
	counted := revisions{}
	for i := range changes.Changes {
		c := &changes.Changes[i]
		brought := counted.of(c)
		line := strings.TrimSpace(lines[changes.Line(c.ID).Line-1])
		if g.log.Has(leaf.Change(line)) {
			continue
		}
		for _, t := range brought {
			g.text(t)
		}
		g.add(leaf.Change(line), &g.batch.Changes)
	}
}

// text adds a recorded text with the hash of its file.
func (g *gatherer) text(t leaf.Text) {
	data, err := fs.ReadFile(g.files, t.Path())
	if err != nil {
		g.problems = append(g.problems, source.Pos{File: t.Path()}.Problem(rule.RecordedTextMissing,
			"is recorded, but the file is missing",
			"restore the file from a backup or version control; what is recorded is never removed"))
		return
	}
	t.File = leaf.Hash(data)
	if l := t.Leaf(); !g.log.Has(l) {
		g.texts = append(g.texts, t)
		g.add(l, &g.batch.Texts)
	}
}

// revisions counts the texts of each date as the archive does: the first is 1, each correction one more.
type revisions map[notice.Key]revision

type revision struct {
	number int
	words  string
}

// of returns the texts that a change brings. Changes are asked for in their order.
func (r revisions) of(c *notice.Change) (out []leaf.Text) {
	if c.Textless() {
		return nil
	}
	for _, l := range slices.Sorted(maps.Keys(c.Locales)) {
		key, words := notice.Key{Slug: c.Notice, Locale: l, Effective: c.To}, c.Locales[l]
		before := r[key]
		if before.words == words || words == "" {
			continue
		}
		now := revision{before.number + 1, words}
		r[key] = now
		out = append(out, leaf.Text{Notice: string(c.Notice), Effective: c.To.String(), Locale: string(l),
			Revision: now.number, Words: words})
	}
	return out
}

// receipts adds the lines of the receipts that are not sealed. An unfinished last line is none. Sealed lines are known
// by their hashes; only the others are read.
func (g *gatherer) receipts() {
	data, err := fs.ReadFile(g.files, ledger.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var fresh strings.Builder
	for line := range strings.Lines(string(data)) {
		if t := strings.TrimSpace(line); t != "" && !g.log.Has(leaf.Receipt(t)) {
			fresh.WriteString(line)
		}
	}
	var lines []string
	if err == nil {
		lines, err = receiptLines([]byte(fresh.String()))
	}
	if err != nil {
		g.problems = append(g.problems, source.Pos{File: ledger.Path}.Problem(rule.LogMismatch,
			err.Error(),
			"restore the file from a backup or version control"))
	}
	for _, line := range lines {
		g.add(leaf.Receipt(line), &g.batch.Receipts)
	}
}

// Receipts are the lines of a site's receipts, in their order.
func Receipts(files fs.FS) (lines []string, err error) {
	data, err := fs.ReadFile(files, ledger.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return receiptLines(data)
}

func receiptLines(data []byte) (lines []string, err error) {
	book, err := ledger.Read(data)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	for _, line := range strings.Split(string(data[:len(data)-book.Torn]), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// judge compares the words of each text that is to be sealed with those that its change names.
func (g *gatherer) judge() (ps source.Problems) {
	if len(g.texts) == 0 {
		return nil
	}
	wording, _ := i18n.LoadLayers(i18n.Builtin())
	words, ps := wordsOf(g.files, g.config, wording, g.texts)
	if len(ps) > 0 {
		return ps
	}
	for i, t := range g.texts {
		if words[i] != t.Words {
			ps = append(ps, source.Pos{File: t.Path()}.Problem(rule.RecordedTextChanged,
				"differs from the text that was recorded",
				"restore the file from a backup or version control; recorded texts are never edited"))
		}
	}
	return ps
}
