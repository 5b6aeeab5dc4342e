package rawhtml

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// elements are those of HTML, now or once, that a text may not have.
var elements = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(
		`acronym applet area audio base basefont bgsound big blink body button canvas center data datalist dialog dir
		embed fieldset font footer form frame frameset g head header hgroup html iframe input label legend link main
		map marquee math menu meta meter nav nobr noembed noframes noscript object optgroup option output param path
		picture plaintext progress rb rtc script search select slot source strike style svg template textarea title
		track tt video xmp`) {
		all[name] = true
	}
	return all
}()

// IsElement reports whether HTML has, or had, an element of a name that no text may have.
func IsElement(name string) bool { return elements[name] }

// endless are the elements that need no end tag.
var endless = map[atom.Atom]bool{atom.Br: true, atom.Hr: true, atom.Img: true, atom.Wbr: true, atom.Col: true,
	atom.P: true, atom.Li: true,
	atom.Td: true, atom.Th: true, atom.Tr: true, atom.Dt: true, atom.Dd: true}

// EndsItself reports whether an element needs no end tag.
func EndsItself(a atom.Atom) bool { return endless[a] }
