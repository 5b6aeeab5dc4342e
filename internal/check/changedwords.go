package check

import (
	"fmt"
	"strings"

	"gazette/internal/galley"
	"gazette/internal/redline"
)

// shownWords is how many characters of a change a message shows.
const shownWords = 60

// changedWords says in a few words what differs between two texts.
func changedWords(old, new *galley.Galley) string {
	if old == nil {
		return "its recorded text is missing from the archive"
	}
	r := redline.Compare(old.Reading(), new.Reading())
	if len(r.Changes) == 0 {
		return "its file in the archive is not the recorded text"
	}
	var parts []string
	for _, c := range r.Changes {
		if len(parts) == 3 {
			return strings.Join(parts, "; ") + fmt.Sprintf("; and %d more changes", len(r.Changes)-3)
		}
		parts = append(parts, changeWords(c))
	}
	return strings.Join(parts, "; ")
}

func changeWords(c redline.Change) string {
	if c.Kind == redline.Link {
		return fmt.Sprintf("the link %q led to %s and now leads to %s", cut(c.NewText), c.OldTarget, c.NewTarget)
	}
	if c.Kind == redline.Moved && !c.Edited {
		return fmt.Sprintf("%q moved to another place", cut(c.NewText))
	}
	var gone, come []string
	for k, s := range c.Spans {
		words := strings.TrimSpace(s.Text)
		switch {
		case s.Op == redline.Delete:
			gone = append(gone, words)
		case s.Op == redline.Insert:
			come = append(come, words)
		case k > 0 && k+1 < len(c.Spans) && words != "":
			gone, come = append(gone, between(words)), append(come, between(words))
		}
	}
	switch {
	case len(come) == 0:
		return fmt.Sprintf("%q was removed", cut(strings.Join(gone, " ")))
	case len(gone) == 0:
		return fmt.Sprintf("%q was added", cut(strings.Join(come, " ")))
	}
	return fmt.Sprintf("%q became %q", cut(strings.Join(gone, " ")), cut(strings.Join(come, " ")))
}

// between is what stands for unchanged words between changed ones: the words, if they are few.
func between(words string) string {
	if strings.Count(words, " ") < 3 {
		return words
	}
	return "…"
}

func cut(s string) string {
	if r := []rune(s); len(r) > shownWords {
		return string(r[:shownWords-1]) + "…"
	}
	return s
}
