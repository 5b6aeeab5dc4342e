// Package render turns pages of a site into bytes through templates.
//
// The view*.go files are the whole contract with templates: small structs of
// strings, dates and links. Nothing in them loads, computes or reaches back.
// What each field means is said in docs/templates.md, and a test holds the two
// together.
package render

import "html/template"

// Page is what every page template gets.
type Page struct {
	Words
	Kind        string   // hub, notice, edition, redline, history, changes, search, 404, moved, subscribe, service
	Lang        string   // BCP 47 tag of the page
	Dir         string   // ltr or rtl
	Chrome      Language // language of the interface where it is not the page's (a locale without a catalogue)
	Title       string   // of the browser's window
	Description string
	Canonical   string // full address
	NoIndex     bool   // search engines should leave the page out
	Draft       string // that the page is a draft for review; "" on what is published
	Refresh     string // address to go on to; moved pages only
	SiteName    string
	Locale      string // as Open Graph writes it: pt_BR
	Social      Social
	JSONLD      template.JS // structured data, or ""
	Running     string      // what stands at the head of each sheet of paper
	Permanent   string      // full address, for paper: of a text its edition's
	Heads       []HeadLink
	Look        template.HTML // look.html, rendered once
	Style       string        // address of the style sheet
	Script      string        // address of the script
	Suggestions string        // address of what the page says to readers of another language
	Home        Link          // the list of notices
	Brand       template.HTML // brand.html of the page's locale, rendered once
	Frame       template.HTML // frame.html of the page's locale, rendered once, or ""
	Logo        string        // address of the logo, or ""
	Navigation  template.HTML // an entry of nav.html for each link, or ""
	Breadcrumbs template.HTML // an entry of crumb.html for each step, or ""
	Language    string        // name of the page's language in itself
	Languages   template.HTML // an entry of language.html for each language, or "" when there is but one
	Informed    template.HTML // informed.html, or ""
	Foot        template.HTML // foot.html of the page's locale, rendered once
	SearchLink  template.HTML // searchlink.html of the page's locale, rendered once, or "" when there is no search

	Hub     *Hub
	Notice  *Notice
	History *History
	Redline *Redline
	Changes *Changes
	Search  *Search
	Message *Message
	Service *Service

	way    []Link // the steps of the breadcrumbs
	failed error  // a shared part could not be rendered
}

// Social is what social networks read of a page.
type Social struct {
	Type                string // website, or article for a text
	Title               string // without the site's
	Image               string // full address, or ""
	Published, Modified string // YYYY-MM-DD; texts only
}

// Language is a language and its direction; empty where it is that of the element around.
type Language struct{ Lang, Dir string }

// HeadLink is a link element of the head.
type HeadLink struct{ Rel, Type, Title, URL string }

// Link is a link with its text. Lang and Dir are those of the text where they
// differ from the page's; To is the language of the page it leads to.
type Link struct {
	Text    string
	URL     string
	Lang    string
	Dir     string
	To      string
	Label   string // what it means, where the text alone does not say it
	Current bool
	Class   string
}

// Piece is a stretch of a sentence: plain text, a date, or words in another language.
type Piece struct {
	Text string
	ISO  string // YYYY-MM-DD when the piece is a date
	Lang string // when the piece is in another language
	Dir  string
}

// Sentence is a sentence of the interface in pieces, in reading order.
type Sentence []Piece

// Banner is an announcement above a text.
type Banner struct {
	Kind  string // change, upcoming, superseded, withdrawn, outdated, rescheduled, cancelled
	Text  Sentence
	Links []Link
}

// Search is the page on which a reader searches the notices.
type Search struct {
	Title   string
	Address string // of the page
	Hub     Link
	Index   string // address of the list of texts to search
	Script  string // address of the script that searches
	Library string // address of the library that the script uses
	Words   string // what the script says, as JSON
}

// Card introduces another notice.
type Card struct {
	Title     string
	Summary   string
	Lang      string // language of title and summary where it differs from the page's
	Dir       string
	Effective Sentence
	State     string // of the text, as in Notice
	StateText string
	Usual     bool       // the state goes without saying here
	Link      Link       // its text is the title
	Marks     []Sentence // what a reader should know: only in another language, outdated, a change is coming
}

// Hub is the list of all notices of a locale.
type Hub struct {
	Title  string
	Intro  string
	Groups []CardGroup
	Change Link // all changes
	Many   bool // so many notices that they stand in lines, with a way to each group
}

// CardGroup is a heading with its notices.
type CardGroup struct {
	ID    string
	Title string
	Lang  string
	Dir   string
	Cards []template.HTML // of card.html
}

// Heading is an entry of the contents list.
type Heading struct {
	ID   string
	Text string
	Sub  []Heading
}

// Notice is one text of a notice.
type Notice struct {
	Title     string
	TitleID   string // where links to the title lead, or ""
	Summary   string
	Version   string
	State     string // upcoming, in-force, outdated, superseded, withdrawn, cancelled, rescheduled
	StateText string
	Effective Sentence
	Banners   []Banner
	Prevails  Sentence
	Changes   []string // what this edition changed
	Contents  []Heading
	Body      template.HTML
	History   Link
	Redline   *Link           // against the edition before
	LastDate  Sentence        // when the text was last corrected
	Related   []template.HTML // of card.html
	JSON      Link            // the machine-readable notice
	PDF       *Link           // the text as PDF, where it was printed
	Address   string          // permanent full address of this edition, for print
	Minutes   string          // time to read, in words
	Proof     *Proof          // where the text stands in the sealed log, or nil
	Params    map[string]any  // what the front matter has under params
}

// Proof is where a text stands in the site's sealed log.
type Proof struct {
	Title         string
	Intro         string
	HashLabel     string
	Hash          string // of the words, as in docs/text-hash.md
	PositionLabel string
	Position      string   // of the text's leaf in the log, from 0
	Sealed        Sentence // when it was sealed
	Log           Link
	Bundle        *Link  // the bundle that proves it, where it was published
	Check         string // the label of the button by which the page checks itself
	Limits        string // what is not checked
	Script        string // address of the script that checks
	Facts         string // what the script checks, as JSON
	Says          string // what the script says, as JSON
}

// Message is a page that only says something: 404, moved.
type Message struct {
	Title  string
	Text   string
	Link   Link
	Search string // address of the search page, where there is one; page not found only
	Near   []Link // notices that the reader may have meant; page not found only
}

// Informed is the invitation to be told about changes.
type Informed struct {
	Title    string
	Lang     string // of the title
	Dir      string
	Text     string
	TextLang string
	TextDir  string
	Links    []Link
	Form     template.HTML // signup.html, or "" where no service takes sign-ups
}

// Footer is the part of the foot that all pages of a locale share.
type Footer struct {
	Words
	Columns    []Column
	Social     []SocialLink
	SocialName string
	Legal      []Link
	LegalName  string
	Copyright  string
}

// Column is one column of links.
type Column struct {
	Title string
	Lang  string
	Dir   string
	Links []Link
}

// Mail is a message to readers of one language: mail.html and mail.txt.
type Mail struct {
	Subject      string
	Lang         string
	Dir          string
	SiteName     string
	Home         Link  // the list of notices
	Title        Piece // of the notice
	Text         Sentence
	Dates        Sentence // from which date to which
	ClassText    string
	Reason       Sentence
	SummaryTitle string
	Summary      []string // what changes; of a first text, what it is
	SummaryLang  string   // where it differs from the mail's
	SummaryDir   string
	Links        []Link // the text, what changed in it, its history
	Why          string // why the reader gets it
	Unsubscribe  *Link
	Manage       *Link // where a subscriber changes what they are told
}
