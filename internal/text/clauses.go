package text

import "strings"

// Clause is a stretch of a text below one heading, up to the next heading of any level.
type Clause struct {
	ID    string // of the heading, or of the footnote; "" for what stands before the first heading
	Level int    // of the heading: 1 to 6; 0 where there is none
	Title string // what the heading reads
	Text  string // what the rest reads
}

// Clauses cuts body at its headings that have an id, and at each footnote. What stands before the first is the first
// clause, whether it reads anything or not.
func Clauses(body string) []Clause {
	var out []Clause
	s := Scanner{Src: body}
	now, from := Clause{}, 0
	end := func(to int) {
		now.Text = WordsOf(body[from:to])
		out = append(out, now)
	}
	for s.Next() {
		level := headingLevel(s.Name)
		if s.Kind != Start || level == 0 && s.Name != "li" {
			continue
		}
		id, _ := Attr(s.Attrs, "id")
		switch {
		case level > 0 && id != "":
			end(s.From)
			start := s.To
			for s.Next() && (s.Kind != End || headingLevel(s.Name) != level) {
			}
			now, from = Clause{ID: id, Level: level, Title: WordsOf(body[start:s.From])}, s.To
		case strings.HasPrefix(id, "fn:"):
			end(s.From)
			now, from = Clause{ID: id}, s.To
		}
	}
	end(len(body))
	return out
}

// headingLevel is 1 to 6, or 0 for an element that is no heading.
func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}
