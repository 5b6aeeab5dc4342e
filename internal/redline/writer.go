package redline

import (
	"strconv"
	"strings"

	"gazette/internal/text"
)

// noteKind says which hidden words belong at a place in a block's HTML.
type noteKind uint8

const (
	noteInsStart noteKind = iota
	noteInsEnd
	noteDelStart
	noteDelEnd
	noteMovedHere // at the new place: moved from
	noteMovedAway // at the old place: moved to
	noteMovedEnd
	noteLinkStart
	noteLink
)

// note is a place for hidden words.
type note struct {
	at     int
	kind   noteKind
	number int    // of the change that begins here, or 0
	href   string // noteMovedHere, noteMovedAway: the other place
	below  bool   // href: stands further down
	inLink bool   // the place is inside a link, which can have no other inside
	link   *linkMark
}

// writer collects the HTML of one block.
type writer struct {
	e     *emitter
	buf   []byte
	notes []note
}

func (w *writer) begin() { w.buf, w.notes = nil, nil }

func (w *writer) end() ([]byte, []note) { return w.buf, w.notes }

func (w *writer) str(s string) { w.buf = append(w.buf, s...) }

func (w *writer) note(n note) {
	n.at = len(w.buf)
	w.notes = append(w.notes, n)
}

// chars writes text.
func (w *writer) chars(s string) {
	last := 0
	for i := 0; i < len(s); i++ {
		esc := ""
		switch s[i] {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		default:
			continue
		}
		w.str(s[last:i])
		w.str(esc)
		last = i + 1
	}
	w.str(s[last:])
}

// marker is what is written around a mark.
type marker struct {
	kind   markKind
	ch     *Change
	link   *linkMark
	moved  *move
	edit   bool // of words changed within a moved clause
	inside bool // the marked stretch goes on beyond this end of the mark
	inLink bool // a link stands around it
}

// markTags are the elements and classes of marks, by kind.
var markTags = [...]struct{ tag, class string }{
	insMark: {"ins", "rl-ins"}, delMark: {"del", "rl-del"}, linkMarked: {"span", "rl-link"},
}

// open writes the beginning of a mark. The first mark of a change bears its number, and both places of a moved clause.
func (w *writer) open(m marker) {
	ch := m.ch
	if m.kind == linkMarked {
		ch = w.e.links[m.link]
	}
	fresh := ch.Number == 0
	w.e.number(ch)
	id := ""
	switch {
	case m.moved != nil && m.kind == delMark && !m.moved.gone:
		id, m.moved.gone = ch.From, true
	case m.moved != nil && m.kind == insMark && !m.moved.here:
		id, m.moved.here = ch.Anchor, true
	case fresh && ch.Kind != Moved:
		id = ch.Anchor
	}
	w.str("<" + markTags[m.kind].tag + ` class="` + markTags[m.kind].class + m.more() + `"`)
	if id != "" {
		w.str(` id="` + id + `" data-change="` + itoa(ch.Number) + `"`)
	}
	w.str(">")
	if !m.inside {
		w.openNote(m, ch, id)
	}
}

// more returns the further classes of a mark.
func (m marker) more() string {
	switch {
	case m.moved != nil:
		return " rl-moved"
	case m.edit && m.kind != linkMarked:
		return " rl-edit"
	}
	return ""
}

func (w *writer) openNote(m marker, ch *Change, id string) {
	n := note{inLink: m.inLink}
	if id != "" {
		n.number = ch.Number
	}
	switch {
	case m.kind == linkMarked:
		n.kind = noteLinkStart
	case m.moved != nil && m.kind == insMark:
		n.kind, n.href, n.below = noteMovedHere, ch.From, !m.moved.gone
	case m.moved != nil:
		n.kind, n.href, n.below = noteMovedAway, ch.Anchor, !m.moved.here
	case m.kind == insMark:
		n.kind = noteInsStart
	default:
		n.kind = noteDelStart
	}
	if id == "" {
		n.href = ""
	}
	w.note(n)
}

// close writes the end of a mark.
func (w *writer) close(m marker) {
	if !m.inside {
		w.note(note{kind: m.endNote(), link: m.link})
	}
	w.str("</" + markTags[m.kind].tag + ">")
}

func (m marker) endNote() noteKind {
	switch {
	case m.moved != nil:
		return noteMovedEnd
	case m.kind == insMark:
		return noteInsEnd
	case m.kind == delMark:
		return noteDelEnd
	}
	return noteLink
}

// tag writes a tag of the source, as it may stand in a redline: <ins> and <del> of the author's own become <u> and
// <s>, so that all that are left are ours. With strip, ids and links within the page are left out too, because they
// are of the old text.
func (w *writer) tag(raw string, strip bool) {
	s := text.Scanner{Src: raw}
	if !s.Next() || s.Kind != text.Start && s.Kind != text.End {
		w.str(raw)
		return
	}
	name := s.Name
	switch name {
	case "ins":
		name = "u"
	case "del":
		name = "s"
	}
	if name == s.Name && !strip {
		w.str(raw)
		return
	}
	if s.Kind == text.End {
		w.str("</" + name + ">")
		return
	}
	w.str("<" + name + w.attrs(name, s.Attrs, strip, "") + ">")
}

// attrs returns attributes as they may stand in a redline, with a class added.
func (w *writer) attrs(name, attrs string, strip bool, class string) string {
	if strip {
		for _, a := range []string{"id", "name"} {
			attrs = without(attrs, a)
		}
		if href, ok := text.Attr(attrs, "href"); ok && strings.HasPrefix(strings.TrimSpace(href), "#") {
			attrs = without(attrs, "href")
		}
	}
	if name == "u" || name == "s" {
		for _, a := range []string{"cite", "datetime"} {
			attrs = without(attrs, a)
		}
	}
	if class != "" {
		if old, ok := text.Attr(attrs, "class"); ok {
			attrs = without(attrs, "class")
			class = old + " " + class
		}
		attrs += ` class="` + quote(class) + `"`
	}
	attrs = strings.TrimSpace(attrs)
	if attrs == "" {
		return ""
	}
	return " " + attrs
}

// without removes an attribute.
func without(attrs, name string) string {
	from, to, ok := text.FindAttr(attrs, name)
	if !ok {
		return attrs
	}
	return strings.TrimRight(attrs[:from], " \t\n\r\f") + attrs[to:]
}

var quotes = strings.NewReplacer("&", "&amp;", `"`, "&#34;", "<", "&lt;", ">", "&gt;")

func quote(s string) string { return quotes.Replace(s) }

// stripped writes a piece of the old text, without its links if there is one around it.
func (w *writer) stripped(src string, inLink bool) {
	s := text.Scanner{Src: src}
	for s.Next() {
		switch {
		case s.Kind == text.Start && s.Name == "a" && text.Backlink(s.Attrs):
			skip(&s) // a footnote's way back
		case inLink && s.Name == "a" && s.Kind != text.Text:
		case s.Kind == text.Start || s.Kind == text.End:
			w.tag(src[s.From:s.To], true)
		case s.Kind == text.Text:
			w.str(src[s.From:s.To])
		}
	}
}

// inner writes a piece of HTML with its tags as they may stand in a redline.
func (w *writer) inner(src string, strip bool) {
	s := text.Scanner{Src: src}
	for s.Next() {
		if s.Kind == text.Start || s.Kind == text.End {
			w.tag(src[s.From:s.To], strip)
		} else if s.Kind == text.Text {
			w.str(src[s.From:s.To])
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
