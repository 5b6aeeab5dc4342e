package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gazette/i18n"
	"gazette/internal/document"
	"gazette/internal/exchange"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/printable"
	"gazette/internal/source"
	"gazette/internal/word"
)

// received is a file that came, read.
type received struct {
	file, format string
	*document.Document
	comments []document.Comment
}

// unreadable says why a file that somebody named cannot be read.
func unreadable(file string, err error, most int64) error {
	if errors.Is(err, fs.ErrNotExist) {
		return misuse{"there is no file " + file, "name the file that came back, with its folder"}
	}
	return misuse{file + ": " + plainly(err), fmt.Sprintf("name a file that you may read, of at most %d MB", most>>20)}
}

// received reads a file, settles its tracked changes, and says what it holds
// beside its text.
func (a *app) received(ctx context.Context, s *load.Sources, file string, slug notice.Slug, l i18n.Locale,
	f receiveFlags) (*received, error) {
	data, err := source.Bytes(os.DirFS(filepath.Dir(file)), filepath.Base(file), word.MaxFile)
	if err != nil {
		return nil, unreadable(file, err, word.MaxFile)
	}
	known := string(slug)
	if e := workingText(s, slug, l); e != nil {
		known = e.Title
	}
	format, _ := formatOf("", file)
	c := &received{file: file, format: format}
	switch format {
	case "html":
		c.Document, err = exchange.Main(data)
	case "md":
		c.Document, err = markdownOf(s, file, data, slug, l)
	default:
		err = a.unpack(ctx, c, data, f)
	}
	if err != nil {
		return nil, err
	}
	if e := workingText(s, slug, l); e != nil && format == "odt" {
		exchange.Unheaded(s, e, c.Document)
	}
	exchange.Titled(c.Document, known)
	if len(c.Blocks) == 0 {
		return nil, &source.Hinted{Message: file + " holds no text",
			Hint: "see whether its text is in pictures or text boxes"}
	}
	return c, nil
}

// markdownOf reads Markdown of any origin.
func markdownOf(s *load.Sources, file string, data []byte, slug notice.Slug,
	l i18n.Locale) (*document.Document, error) {
	g, blocks, ps := exchange.New(s).Read(file, data, slug, l)
	if g == nil {
		return nil, ps
	}
	m := &document.Document{Title: g.Edition.Title, Blocks: blocks}
	document.Walk(m.Blocks, func(b *document.Block) { b.ID = "" })
	return m, nil
}

// unpack reads a docx or odt through pandoc.
func (a *app) unpack(ctx context.Context, c *received, data []byte, f receiveFlags) error {
	pkg, err := word.Open(data)
	var refused *word.Refused
	if errors.As(err, &refused) {
		return &source.Hinted{Message: c.file + " " + refused.What, Hint: refused.Way}
	}
	if err != nil {
		return err
	}
	p, err := findPandoc(ctx)
	if err != nil {
		return err
	}
	out, err := p.Read(ctx, pkg.Format, pkg.Zip)
	if err != nil {
		return &source.Hinted{Message: c.file + " cannot be read: " + err.Error(),
			Hint: "save it again in a word processor, and import that"}
	}
	if c.Document, err = document.Parse(out); err != nil {
		return &source.Hinted{Message: c.file + ": " + err.Error(),
			Hint: "save it again in a word processor, and import that"}
	}
	for _, left := range pkg.Left {
		a.ui.say("%s %s has %s; at most their words were taken", a.ui.err.yellow("note:"), c.file,
			counted(left.Count, left.What))
	}
	if c.comments = document.Comments(c.Blocks); len(c.comments) > 0 {
		a.sayComments(c)
	}
	return a.settle(c, f)
}

// sayComments lists comments with their places.
func (a *app) sayComments(c *received) {
	a.ui.say("%s in %s:", a.ui.err.bold(counted(len(c.comments), "comment")), c.file)
	for _, m := range c.comments {
		a.ui.say("  %s%s%s: %s", printable.Line(m.Author), under(m.Heading), quotedOn(m.On), printable.Line(m.Words))
	}
}

func under(heading string) string {
	if heading == "" {
		return ""
	}
	return ", under " + fmt.Sprintf("%q", short(heading))
}

func quotedOn(words string) string {
	if words == "" {
		return ""
	}
	return ", on " + fmt.Sprintf("%q", short(words))
}

// short is the beginning of a long text.
func short(s string) string {
	r := []rune(s)
	if len(r) <= 60 {
		return s
	}
	return string(r[:59]) + "…"
}

// settle accepts or rejects tracked changes as the flag says, or a person does.
func (a *app) settle(c *received, f receiveFlags) error {
	changes := document.Changes(c.Blocks)
	decide := f.changes
	if decide == "" && len(changes) > 0 {
		if !isTerminal(os.Stdin) {
			a.sayTracked(c, changes)
			return misuse{fmt.Sprintf("%s has %s, and nobody says what becomes of them", c.file,
				counted(len(changes), "tracked change")), "say it with --changes accept or --changes reject"}
		}
		decide = "ask"
	}
	var wrong error
	in := bufio.NewReader(os.Stdin)
	last := true
	c.Blocks = document.Settle(c.Blocks, func(t document.Tracked) bool {
		switch {
		case decide != "ask":
			return decide != "reject"
		case t.Mark: // it goes with the words before it
			return last
		}
		var err error
		if last, err = a.askTracked(in, t); err != nil {
			wrong = err
		}
		return last
	})
	c.Blocks = exchange.Returned(c.Blocks)
	if len(changes) > 0 && wrong == nil {
		a.ui.say("%s in %s: %s", counted(len(changes), "tracked change"), c.file,
			map[string]string{"accept": "all accepted", "reject": "all rejected", "ask": "as you answered"}[decide])
	}
	return wrong
}

func trackedLine(t document.Tracked) string {
	verb := "inserted"
	if t.Deletion {
		verb = "deleted"
	}
	return fmt.Sprintf("%s, %s%s: %s %q", printable.Line(t.Author), t.Day, under(t.Heading), verb, short(t.Words))
}

func (a *app) sayTracked(c *received, changes []document.Tracked) {
	for _, t := range changes {
		if !t.Mark {
			a.ui.say("  %s", trackedLine(t))
		}
	}
}

// askTracked asks about one change; the end of the answers is an error, so that
// nothing is taken that nobody has agreed to.
func (a *app) askTracked(in *bufio.Reader, t document.Tracked) (bool, error) {
	fmt.Fprintf(a.ui.stderr, "%s\naccept it? [y/N] ", trackedLine(t))
	answer, err := in.ReadString('\n')
	if errors.Is(err, io.EOF) && answer == "" {
		return false, &source.Hinted{Message: "the answers ended before the changes did; nothing was written",
			Hint: "answer each with y or n, or say --changes accept"}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes", nil
}
