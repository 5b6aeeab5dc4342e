package dateline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nearby is how far words may stand from the date that they are about, in
// bytes.
const nearby = 48

// sentence is what stands around a date, up to the ends of its sentence and to
// the dates beside it.
type sentence struct {
	lang   string
	text   string
	date   Dateline
	before string
	after  string

	followed bool // by another date, before its end
}

// cut finds where the sentence of the n-th date begins and ends.
func (s *sentence) cut(all []Dateline, n int) {
	from, to := 0, len(s.text)
	if n > 0 {
		from = all[n-1].to
	}
	if s.followed = n+1 < len(all); s.followed {
		to = all[n+1].from
	}
	s.before, s.after = s.text[from:s.date.from], s.text[s.date.to:to]
	if i := lastStop(s.before); i >= 0 {
		s.before = s.before[i:]
	}
	if i := firstStop(s.after); i >= 0 {
		s.after, s.followed = s.after[:i], false
	}
}

// lastStop is where the last sentence begins that says anything, or -1.
func lastStop(s string) int {
	for end := len(s); end > 0; {
		i := strings.LastIndexAny(s[:end], ".!?。！？;|")
		if i < 0 {
			return -1
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		rest := s[i+n:]
		if strings.ContainsFunc(rest, unicode.IsLetter) &&
			(n > 1 || s[i] == ';' || s[i] == '|' || strings.HasPrefix(rest, " ")) {
			return i + n
		}
		end = i
	}
	return -1
}

// firstStop is where a sentence ends, or -1.
func firstStop(s string) int {
	for i, r := range s {
		switch {
		case strings.ContainsRune("!?。！？;|", r):
			return i
		case r == '.' && i > 1 && (i+1 == len(s) || s[i+1] == ' '): // not that of "г."
			return i
		}
	}
	return -1
}

// saying is what the nearest words say of a date.
func (s *sentence) saying() (says Says, said bool) {
	least := nearby + behind
	try := func(of Says, words []string) {
		for _, word := range words {
			if far := s.distance(word); far < least {
				least, says, said = far, of, true
			}
		}
	}
	langs := []string{s.lang, "en"}
	for _, lang := range langs {
		try(Effective, effective[lang])
		try(Updated, updated[lang])
	}
	for _, lang := range langs {
		if !said && s.letters() <= labelLine {
			try(Updated, labels[lang])
		}
	}
	return says, said
}

// own reports whether the sentence speaks of the text that it stands in, where
// it must: what went into effect once may be a law.
func (s *sentence) own() bool {
	has := func(w string) bool { return lastWord(s.before, w, whole) >= 0 }
	return !slices.ContainsFunc(passed, has) || slices.ContainsFunc(selves, has)
}

// letters counts those of the sentence beside the date.
func (s *sentence) letters() (n int) {
	for _, r := range s.before + s.after {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// behind is how much farther words behind a date seem: most stand before theirs.
const behind = 8

// distance is how far words stand from the date. Behind it they must follow
// at once, but for a few letters. They may go on, as "vigente" does in "vigentes".
func (s *sentence) distance(words string) int {
	far := nearby + behind
	if i := lastWord(s.before, words, begins); i >= 0 {
		far = len(s.before) - i - len(words)
	}
	i := firstWord(s.after, words)
	if next := len(s.after) - i - len(words); i >= 0 && i <= nearby/2 &&
		(!s.followed || i <= next) { // nearer to this date than to the next
		far = min(far, i+behind)
	}
	return far
}

// close is how far before a date, in bytes, a word makes it a limit.
const close = 24

// against reports whether the words around a date say that it is not that of
// the text: it is the last day, or of another text, or of a law.
func (s *sentence) against() bool {
	for _, lang := range []string{s.lang, "en"} {
		about := func(w string) bool { return lastWord(s.before, w, whole) >= 0 }
		limit := func(w string) bool {
			i := lastWord(s.before, w, whole)
			return i >= 0 && len(s.before)-i-len(w) <= close
		}
		if !s.own() || slices.ContainsFunc(contrary[lang], about) || slices.ContainsFunc(limits[lang], limit) ||
			slices.ContainsFunc(limitsBehind[lang],
				func(w string) bool { return strings.HasPrefix(strings.TrimLeft(s.after, " "), w) }) {
			return true
		}
	}
	return false
}

// lastWord is where words stand last in a text, at a place that is right for
// them, or -1.
func lastWord(s, words string, right func(s, words string, at int) bool) int {
	for end := len(s); end > 0; {
		i := strings.LastIndex(s[:end], words)
		if i < 0 || right(s, words, i) {
			return i
		}
		end = i + len(words) - 1
	}
	return -1
}

// firstWord is where words first begin in a text, or -1.
func firstWord(s, words string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return -1
		}
		if begins(s, words, from+i) {
			return from + i
		}
		from += i + 1
	}
}

// begins reports whether words at a place do not begin within others.
func begins(s, words string, at int) bool {
	first, _ := utf8.DecodeRuneInString(words)
	prev, _ := utf8.DecodeLastRuneInString(s[:at])
	return !spaced(first) || !spaced(prev)
}

// whole reports whether they do not end within others, either.
func whole(s, words string, at int) bool {
	last, _ := utf8.DecodeLastRuneInString(words)
	next, _ := utf8.DecodeRuneInString(s[at+len(words):])
	return begins(s, words, at) && (!spaced(last) || !spaced(next))
}

// spaced reports whether a letter is of a script that writes spaces between
// words, and no particles joined to them.
func spaced(r rune) bool { return unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek) }
