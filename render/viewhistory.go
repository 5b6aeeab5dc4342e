package render

import "html/template"

// History is the list of all editions of a notice in one language.
type History struct {
	Title    string
	Intro    string
	Count    string
	Notice   Link
	Log      Link // the changes of the notice, where any are recorded
	Timeline *Timeline
	Ways     []HistoryYear // to the editions of each year, where they are many
	Entries  []HistoryEntry
}

// HistoryYear leads to the editions of a year.
type HistoryYear struct {
	Year  string
	ID    string // of the newest
	Count int
}

// HistoryEntry is one edition in the history.
type HistoryEntry struct {
	ID        string // where a way leads to it, or ""
	Date      Piece
	Version   string
	State     string
	StateText string
	Period    Sentence
	First     string // says so of the first edition, else ""
	Changes   []string
	Link      Link
	Redline   *Link
	Notes     []Sentence    // moved dates
	Others    template.HTML // the same edition in other languages: an entry of language.html for each, or ""

	Corrections []Correction
}

// Correction is an editorial change of an edition.
type Correction struct {
	Text    Sentence // when it was made
	Reason  Sentence
	Redline *Link
}

// Timeline is a drawing of the editions; all lengths are in its own units.
type Timeline struct {
	Width, Height int
	Title         string
	Keyed         bool // few enough bars for a key that names them
	Bars          []Bar
	Years         []Tick
}

// Bar is the time in which one edition applied.
type Bar struct {
	X, Y, Width int
	State       string
	Label       string
}

// Tick is a mark of the time axis.
type Tick struct {
	X    int
	Text string
}

// Redline is the comparison of an edition with the one before.
type Redline struct {
	Title   string
	Between Sentence
	Reason  Sentence // of a correction
	Counts  []string // so many clauses, so many words
	Empty   bool
	Coarse  string // why all is shown as removed and then as added; "" for a comparison clause by clause
	Parts   []RedlinePart
	Total   string // "12 changes"
	Changes []RedlineGroup
	New     Link
	Old     Link
	PDF     *Link // the comparison as PDF, where it was printed

	coarse *Coarse
}

// RedlineGroup is a stretch of the list of changes, under one heading.
type RedlineGroup struct {
	Heading string // of the text; "" for what stands before the first
	Numbers string // of its changes: "Change 3–14"
	Closed  bool   // one of many: to be opened by the reader
	Changes []RedlineChange
}

// RedlineChange is an entry of the list of changes.
type RedlineChange struct {
	Number   int
	URL      string // of its place on the page
	Kind     string // changed, inserted, deleted, moved, link
	KindText string
	Label    string // "Change 3 of 8"
	Deleted  string // the beginning of its first removed words
	Inserted string // and of its first added words
	Text     string // where it has neither: what it is about
}

// RedlinePart is a stretch of the comparison: a changed block and those in which its last change goes on, or unchanged
// ones, which are folded.
type RedlinePart struct {
	Folded   string // "12 unchanged clauses", or "" for a part that is shown
	Number   string // "Change 3 of 8" or "Change 3–5 of 8", or "" for a part in which none begins
	Previous *Link  // to the change before this part
	Next     *Link  // to the change after it
	HTML     template.HTML
}

// Changes is the change log, of all notices or of one.
type Changes struct {
	Title   string
	Intro   string
	Count   string
	Links   []Link // from one notice's changes: to all, to the notice, to its history
	Filter  []Link // from all changes: to those of one notice
	Many    bool   // so many notices that the filter is folded
	Ways    bool   // so many changes that a list of the years leads to them
	Entries []ChangeEntry
	Years   []ChangeYear // the same, by the year in which they were recorded
}

// ChangeYear is the changes that were recorded in one year.
type ChangeYear struct {
	Year    string
	Entries []ChangeEntry
}

// ChangeEntry is one change of the log. Feeds have the same.
type ChangeEntry struct {
	ID        string
	Notice    Link
	Kind      string
	KindText  string
	Class     string
	ClassText string
	Date      Piece // that the change is about
	Text      Sentence
	Summary   []string
	Lang, Dir string // of the summary where it differs from the page's
	Reason    Sentence
	Recorded  Sentence
	Public    Sentence // since when the change is public, where that was another day
	Later     string   // says that it was taken over from an earlier history
	Languages string
	Links     []Link
}
