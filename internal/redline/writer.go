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
	noteLink
)

// note is a place for hidden words.
type note struct {
	at     int
	kind   noteKind
	href   string // noteMovedHere, noteMovedAway: the other place
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
	inLink bool // a link stands around it
}

// open writes the beginning of a mark; first says that the marked stretch begins here.
func (w *writer) open(m marker, first bool) {
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
	case m.moved == nil && fresh:
		id = ch.Anchor
	}
	switch m.kind {
	case insMark:
		w.str(`<ins class="rl-ins`)
	case delMark:
		w.str(`<del class="rl-del`)
	default:
		w.str(`<span class="rl-link`)
	}
	if m.moved != nil {
		w.str(" rl-moved")
	}
	w.str(`"`)
	if id != "" {
		w.str(` id="` + id + `"`)
	}
	w.str(">")
	if first {
		w.openNote(m, id)
	}
}

func (w *writer) openNote(m marker, id string) {
	switch {
	case m.kind == linkMarked:
	case m.moved != nil && m.kind == insMark && id != "":
		w.note(note{kind: noteMovedHere, href: m.ch.From, inLink: m.inLink})
	case m.moved != nil && id != "":
		w.note(note{kind: noteMovedAway, href: m.ch.Anchor, inLink: m.inLink})
	case m.kind == insMark:
		w.note(note{kind: noteInsStart})
	default:
		w.note(note{kind: noteDelStart})
	}
}

// close writes the end of a mark; last says that the marked stretch ends here.
func (w *writer) close(m marker, last bool) {
	switch m.kind {
	case insMark:
		if last {
			w.note(note{kind: noteInsEnd})
		}
		w.str("</ins>")
	case delMark:
		if last {
			w.note(note{kind: noteDelEnd})
		}
		w.str("</del>")
	default:
		if last {
			w.note(note{kind: noteLink, link: m.link})
		}
		w.str("</span>")
	}
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

func quote(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&#34;", "<", "&lt;", ">", "&gt;").Replace(s)
}

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
