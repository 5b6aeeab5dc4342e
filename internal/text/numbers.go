package text

import (
	"strconv"
	"strings"
)

// numbering follows the numbers of ordered lists through a body, in reading
// order, and finds those that a reader could not count: of a first item that
// is not 1, and of an item that is not one more than the item before.
type numbering struct{ lists []counter }

// counter is a list that is open.
type counter struct {
	ordered  bool
	next     int
	step     int
	expected bool // the next number goes without saying
}

// open notes the start tag of an element. For an item whose number is to be
// read it returns that number.
func (n *numbering) open(name, attrs string) (number int, read bool) {
	switch name {
	case "ul":
		n.lists = append(n.lists, counter{})
	case "ol":
		n.lists = append(n.lists, ordered(attrs))
	case "li":
		if len(n.lists) > 0 {
			return n.lists[len(n.lists)-1].item(attrs)
		}
	}
	return 0, false
}

// shut notes an end tag.
func (n *numbering) shut(name string) {
	if (name == "ol" || name == "ul") && len(n.lists) > 0 {
		n.lists = n.lists[:len(n.lists)-1]
	}
}

// ordered is the counter of an ordered list. A reversed list that does not say
// where it starts counts its items, which are yet to come: its numbers are not
// read but where an item says its own.
func ordered(attrs string) counter {
	c := counter{ordered: true, next: 1, step: 1, expected: true}
	if _, reversed := Attr(attrs, "reversed"); reversed {
		c.next, c.step = 0, -1
	}
	if start, ok := integer(attrs, "start"); ok {
		c.expected = c.step > 0 && start == 1
		c.next = start
	}
	return c
}

func (c *counter) item(attrs string) (number int, read bool) {
	if !c.ordered {
		return 0, false
	}
	if value, ok := integer(attrs, "value"); ok && value != c.next {
		c.next, c.expected = value, false
	}
	number, read = c.next, !c.expected
	c.next, c.expected = c.next+c.step, true
	return number, read
}

// integer is the value of an attribute, where it is a number of at most nine digits.
func integer(attrs, name string) (int, bool) {
	if !strings.Contains(attrs, name) {
		return 0, false
	}
	v, ok := Attr(attrs, name)
	v = strings.Trim(v, " \t\n\f\r")
	if !ok || len(strings.TrimLeft(v, "+-")) > 9 {
		return 0, false
	}
	n, err := strconv.Atoi(v)
	return n, err == nil
}

// Numbered returns a body in which the numbers of items that [Canonical] reads
// are words: "<li value="5">a</li>" becomes
// "<li value="5" class="n-numbered"><span class="n-number">5. </span>a</li>".
// So a comparison shows a clause that was renumbered.
func Numbered(body string) string {
	if !strings.Contains(body, "<ol") {
		return body
	}
	var out strings.Builder
	var n numbering
	done := 0
	s := Scanner{Src: body}
	for s.Next() {
		if s.Kind == End {
			n.shut(s.Name)
		}
		if s.Kind != Start {
			continue
		}
		number, read := n.open(s.Name, s.Attrs)
		if !read {
			continue
		}
		out.WriteString(body[done:s.From])
		out.WriteString(marked(body[s.From:s.To]))
		done = s.To + intoParagraph(body[s.To:])
		out.WriteString(body[s.To:done])
		out.WriteString(`<span class="n-number">` + strconv.Itoa(number) + `. </span>`)
	}
	out.WriteString(body[done:])
	return out.String()
}

// marked is the start tag of an item with one class more.
func marked(tag string) string {
	const class = "n-numbered"
	if i := strings.Index(tag, ` class="`); i >= 0 {
		i += len(` class="`)
		return tag[:i] + class + " " + tag[i:]
	}
	return strings.TrimSuffix(tag, ">") + ` class="` + class + `">`
}

// intoParagraph is the length of the start tag of a paragraph with which an
// item begins, or 0.
func intoParagraph(s string) int {
	rest := strings.TrimLeft(s, " \t\n\r\f")
	tag := Scanner{Src: rest}
	if strings.HasPrefix(rest, "<p") && tag.Next() && tag.Kind == Start && tag.Name == "p" {
		return len(s) - len(rest) + tag.To
	}
	return 0
}
