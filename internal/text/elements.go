package text

import "strings"

// Inline reports whether the tags of an element are nothing to the reader: the letters before and after them stand
// together, as in "w<em>or</em>d". Every other element has white space before and after its tags.
func Inline(name string) bool {
	switch name {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
		"i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "rtc", "ruby", "s", "samp", "small",
		"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// Void reports whether an element has no content and no end tag (HTML standard, 13.1.2).
func Void(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
		"wbr":
		return true
	}
	return false
}

// Unread reports whether the content of an element is not shown to the reader.
func Unread(name string) bool {
	switch name {
	case "script", "style", "template", "rp":
		return true
	}
	return false
}

// rawText reports whether the content of an element is not markup (HTML standard, 13.2.5.2, of which a sanitised
// body can have none; they are known so that a stray one cannot upset the reading).
func rawText(name string) bool { return name == "script" || name == "style" }

// Backlink reports whether the attributes are those of a footnote's link back to its reference
// (role="doc-backlink", DPUB-ARIA): made by the renderer, no part of the text.
func Backlink(attrs string) bool {
	return strings.Contains(attrs, "doc-backlink") && hasRole(attrs, "doc-backlink")
}

// Target returns the link target that the attributes of an <a> give its words: its href, folded as text is, and ""
// for none. A reference to a footnote (role="doc-noteref") has none, because the renderer makes it from the number.
func Target(attrs string) string {
	href, ok := Attr(attrs, "href")
	if !ok || href == "" || Noteref(attrs) {
		return ""
	}
	return foldString(href)
}

// Noteref reports whether the attributes are those of a reference to a footnote (role="doc-noteref", DPUB-ARIA): its
// number is made by the renderer.
func Noteref(attrs string) bool {
	return strings.Contains(attrs, "doc-noteref") && hasRole(attrs, "doc-noteref")
}

func hasRole(attrs, role string) bool {
	v, _ := Attr(attrs, "role")
	for _, r := range strings.Fields(v) {
		if r == role {
			return true
		}
	}
	return false
}
