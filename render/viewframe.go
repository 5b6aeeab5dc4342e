package render

import "html/template"

// What the organisation has around the legal centre.

// Brand is whose site it is: the logo, and the name of the legal centre.
type Brand struct {
	Logo     *Picture
	DarkLogo *Picture // where the dark has one of its own
	Owner    Link     // the organisation's home; without an address, the logo leads to the list of notices, too
	Home     Link     // the list of notices, under the site's name
}

// Picture is a picture in its own proportions.
type Picture struct {
	URL           string
	Width, Height int // 0 where they are not known
}

// Frame is the organisation's part of the header.
type Frame struct {
	Words
	Name    string // of the organisation
	Menus   []Menu
	Support *Link
	Action  *Link
}

// Menu is one menu; without groups it is a link.
type Menu struct {
	Title     string
	Lang, Dir string
	URL       string // of a plain link, or ""
	Groups    []Column
	Featured  *Featured
	All       *Link
}

// Featured is what stands out in a menu.
type Featured struct {
	Title     string
	Lang, Dir string // of the title
	Text      string
	TextLang  string
	TextDir   string
	Link      *Link
}

// SocialLink leads to a social network.
type SocialLink struct {
	Link Link
	Icon template.HTML // what stands in the <svg>, of icons.svg; "" where there is none, or the style sheet draws it
}

// Look is what the head says of icons and fonts.
type Look struct {
	Icon      string     // address of the browser tab's picture, or ""
	TouchIcon string     // address of the picture on a phone's home screen, or ""
	Fonts     []FontLink // that are asked for at once
}

// FontLink is a file of a font.
type FontLink struct{ URL, Type string }
