package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// addressParser finds bare addresses as goldmark's linkify does. That one tries at every space, and so takes a tenth
// of the time of a text; this one waits for a sign that every address has, looks back to where the address would
// begin, and lets linkify try there. FuzzAddresses compares the two.
type addressParser struct{ linkify parser.InlineParser }

// newAddressParser returns a parser that may stand in the place of goldmark's linkify.
func newAddressParser() parser.InlineParser {
	return addressParser{extension.NewLinkifyParser()}
}

// Trigger returns the signs of addresses, and what may stand before the @ of a mail address and would begin something
// else.
func (addressParser) Trigger() []byte { return []byte{':', '.', '@', '_', '*', '~', '`'} }

// Parse tries to read an address whose sign stands here. What stands before the sign was read as text already, and is
// taken back where an address begins in it.
func (a addressParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, here := block.Position()
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || before.Segment.Stop != here.Start || here.Padding != 0 {
		return nil
	}
	src, from, to := block.Source()[:here.Stop], before.Segment.Start, here.Start
	if word := opening(src[from:to], src[to:]); word > 0 {
		return a.try(parent, block, pc, before, to-word)
	}
	if !mailAhead(src[to:]) {
		return nil
	}
	least := to
	for least > from && to-least < mailMax && mailByte(src[least-1]) {
		least--
	}
	for start := least; start < to; start++ { // linkify meets the first beginning first
		if n := a.try(parent, block, pc, before, start); n != nil {
			return n
		}
	}
	return nil
}

// opening returns the length of the word with which an address begins before a sign: "https" before "://", "www"
// before ".".
func opening(before, sign []byte) int {
	if sign[0] == '.' && bytes.HasSuffix(before, []byte("www")) {
		return len("www")
	}
	if !bytes.HasPrefix(sign, []byte("://")) {
		return 0
	}
	for _, scheme := range []string{"https", "http", "ftp"} {
		if bytes.HasSuffix(before, []byte(scheme)) {
			return len(scheme)
		}
	}
	return 0
}

// mailMax is how long a mail address is before its @ (RFC 5321, 4.5.3.1.1).
const mailMax = 64

// mailAhead reports whether the rest of a line may go on with a mail address, up to its @ at least.
func mailAhead(line []byte) bool {
	if line[0] == ':' || line[0] == '.' { // its @ will come
		return false
	}
	for _, c := range line[:min(len(line), mailMax+1)] {
		if c == '@' || !mailByte(c) {
			return c == '@'
		}
	}
	return false
}

// mailByte reports whether a character may stand before the @ of an address (HTML standard, valid e-mail address).
func mailByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' ||
		bytes.IndexByte([]byte(".!#$%&'*+/=?^_`{|}~-"), c) >= 0
}

// try lets linkify try at a place of the text before here. What it cannot use is put back.
func (a addressParser) try(parent ast.Node, block text.Reader, pc parser.Context, before *ast.Text,
	start int) ast.Node {
	whole := before.Segment
	if start > whole.Start {
		with, ok := opens(block.Source()[whole.Start:start])
		if !ok {
			return nil
		}
		start -= with
	}
	line, here := block.Position()
	block.SetPosition(line, text.NewSegment(start, here.Stop))
	if before.Segment = whole.WithStop(start); before.Segment.IsEmpty() {
		parent.RemoveChild(parent, before)
	}
	if n := a.linkify.Parse(parent, block, pc); n != nil {
		n.(*ast.AutoLink).SetPos(start)
		return n
	}
	if before.Segment.IsEmpty() {
		parent.AppendChild(parent, before)
	}
	before.Segment = whole
	block.SetPosition(line, here)
	return nil
}

// opens reports whether an address may begin after a text, and how many of its last characters linkify must see.
func opens(before []byte) (with int, ok bool) {
	last := len(before) - 1
	backslashes := last - len(bytes.TrimRight(before[:last], `\`))
	switch before[last] {
	case ' ':
		return 1, true
	case '*', '_', '~', '(':
		return 1, backslashes%2 == 0
	case '`': // it opens no code: goldmark begins anew behind it
		return 0, backslashes%2 == 0
	}
	return 0, false
}
