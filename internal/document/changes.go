package document

import "strings"

// Tracked is one change that a word processor has tracked.
type Tracked struct {
	Deletion bool
	Author   string
	Day      string // YYYY-MM-DD, "" when unknown
	Words    string
	Heading  string // under which it stands
	Mark     bool   // the end of a paragraph came or went, and no words
}

// Comment is one comment.
type Comment struct {
	Author, Words string
	On            string // the words that it is on
	Heading       string // under which it stands
}

// The classes that pandoc gives tracked changes and comments.
const (
	Insertion          = "insertion"
	Deletion           = "deletion"
	paragraphInsertion = "paragraph-insertion"
	paragraphDeletion  = "paragraph-deletion"
	commentStart       = "comment-start"
	commentEnd         = "comment-end"
)

func dayOf(date string) string {
	day, _, _ := strings.Cut(date, "T")
	return day
}

// Settle carries tracked changes out: those that accept says yes to, which is
// asked in reading order; the others are taken back. Comments are taken out.
func Settle(blocks []Block, accept func(Tracked) bool) []Block {
	s := &settler{accept: accept}
	return s.blocks(blocks)
}

type settler struct {
	accept  func(Tracked) bool
	heading string
	joined  bool // the end of the paragraph just read is none
}

func (s *settler) blocks(blocks []Block) (out []Block) {
	var open *Block // a paragraph that goes on in the next
	for _, b := range blocks {
		s.joined = false
		had := len(b.Inlines) > 0
		b = s.block(b)
		joined := s.joined
		s.joined = false
		if open != nil && (b.Kind == Para || b.Kind == Header) {
			open.Inlines = append(append([]Inline(nil), open.Inlines...), b.Inlines...)
			if len(Trimmed(open.Inlines)) == len(Trimmed(b.Inlines)) { // nothing of the first is left
				open.Kind, open.Level, open.ID = b.Kind, b.Level, b.ID
			}
			if !joined {
				open = nil
			}
			continue
		}
		if b.Kind == Para && had && !joined && len(Trimmed(b.Inlines)) == 0 {
			continue
		}
		out = append(out, b)
		if open = nil; joined {
			open = &out[len(out)-1]
		}
	}
	if n := len(out); n > 0 && open != nil && len(Trimmed(out[n-1].Inlines)) == 0 {
		out = out[:n-1]
	}
	return out
}

func (s *settler) block(b Block) Block {
	b.Inlines = s.inlines(b.Inlines)
	if b.Kind == Header {
		s.heading = Words(b.Inlines)
	}
	joined := s.joined
	items := make([][]Block, 0, len(b.Items))
	terms := make([][]Inline, 0, len(b.Terms))
	for i, item := range b.Items {
		if i < len(b.Terms) {
			terms = append(terms, s.inlines(b.Terms[i]))
		}
		left := s.blocks(item)
		if b.Kind != Definitions && len(left) == 0 && len(item) > 0 {
			continue
		}
		items = append(items, left)
	}
	b.Items, b.Terms = items, terms
	var rows []Row
	for _, r := range b.Rows {
		cells, had, has := append([]Cell(nil), r.Cells...), false, false
		for i := range cells {
			had = had || len(cells[i].Blocks) > 0
			cells[i].Blocks = s.blocks(cells[i].Blocks)
			has = has || len(cells[i].Blocks) > 0
		}
		if r.Cells = cells; has || !had { // a row all of which went is gone
			rows = append(rows, r)
		}
	}
	b.Rows, s.joined = rows, joined
	return b
}

func (s *settler) inlines(ins []Inline) (out []Inline) {
	for _, in := range ins {
		switch in.Class {
		case commentStart, commentEnd:
			continue
		case paragraphInsertion, paragraphDeletion:
			went := in.Class == paragraphDeletion
			yes := s.accept(Tracked{Deletion: went, Author: in.Keys["author"], Day: dayOf(in.Keys["date"]),
				Heading: s.heading, Mark: true})
			s.joined = s.joined || yes == went
			continue
		case Insertion, Deletion:
			went := in.Class == Deletion
			yes := s.accept(Tracked{Deletion: went, Author: in.Keys["author"], Day: dayOf(in.Keys["date"]),
				Words: Words(bare(in.Kids)), Heading: s.heading})
			kids := s.inlines(in.Kids)
			if yes != went {
				out = append(out, kids...)
			}
			continue
		}
		in.Kids = s.inlines(in.Kids)
		if in.Kind == Note {
			joined := s.joined
			in.Blocks = s.blocks(in.Blocks)
			s.joined = joined
		}
		if in.Kind == Link && len(in.Kids) == 0 {
			continue
		}
		if in.Kind == Span {
			out = append(out, in.Kids...)
			continue
		}
		out = append(out, in)
	}
	return joinedWords(out)
}

// bare is a line without what its comments say.
func bare(ins []Inline) (out []Inline) {
	for _, in := range ins {
		if in.Class != commentStart && in.Class != commentEnd {
			in.Kids = bare(in.Kids)
			out = append(out, in)
		}
	}
	return out
}

func joinedWords(ins []Inline) (out []Inline) {
	for _, in := range ins {
		if n := len(out); in.Kind == Str && n > 0 && out[n-1].Kind == Str {
			out[n-1].Text += in.Text
			continue
		}
		out = append(out, in)
	}
	return out
}

// Changes lists the tracked changes of blocks in reading order.
func Changes(blocks []Block) (out []Tracked) {
	Settle(blocks, func(t Tracked) bool {
		out = append(out, t)
		return true
	})
	return out
}

// Comments lists the comments of blocks, each with its place.
func Comments(blocks []Block) (out []Comment) {
	heading, open := "", map[string]int{}
	var line func(ins []Inline)
	line = func(ins []Inline) {
		for _, in := range ins {
			switch {
			case in.Class == commentStart:
				open[in.Keys["id"]] = len(out)
				out = append(out, Comment{Author: in.Keys["author"], Words: Words(in.Kids), Heading: heading})
				continue
			case in.Class == commentEnd:
				delete(open, in.Keys["id"])
			case in.Kind == Str || in.Kind == Code:
				for _, i := range open {
					out[i].On += in.Text
				}
			case in.Kind == Note:
				for _, b := range in.Blocks {
					line(b.Inlines)
				}
			}
			line(in.Kids)
		}
	}
	Walk(blocks, func(b *Block) {
		for _, term := range b.Terms {
			line(term)
		}
		line(b.Inlines)
		if b.Kind == Header {
			heading = Words(bare(b.Inlines))
		}
	})
	for i := range out {
		out[i].On = strings.Join(strings.Fields(out[i].On), " ")
	}
	return out
}
