package rule

// Whether gazette.yaml may change a rule's severity.
const (
	fixed = true
	open  = false
)

// Rules without which a site cannot be built; their severity cannot be changed.
var (
	Config      = define("config", Error, fixed, "gazette.yaml is complete and has only known keys and values")
	FrontMatter = define("front-matter", Error, fixed,
		"front matter is closed, complete and has only known keys and values")
	UnreadableFile   = define("unreadable-file", Error, fixed, "every file can be read")
	OutOfFiles       = define("out-of-files", Error, fixed, "the system gives as many open files as are needed")
	ChangedMeanwhile = define("changed-meanwhile", Error, fixed, "no file is saved while it is being worked on")
	FileTooLarge     = define("file-too-large", Error, fixed, "no text is larger than 8 MiB")
	InvalidUTF8      = define("invalid-utf8", Error, fixed, "every text is UTF-8 without NUL bytes")
	MergeConflict    = define("merge-conflict", Error, fixed, "no file holds what a merge left undecided")
	Fault            = define("fault", Error, fixed,
		"gazette itself makes no mistake that keeps a text from being worked on")
	TextLimit = define("text-limit", Error, fixed,
		"no text is so long, wide or deep in some respect that it cannot be set")
	CoarseRedline = define("coarse-redline", Warning, fixed,
		"two texts are within the limits of what is compared clause by clause")
	SlugName       = define("slug-name", Error, fixed, "a notice's file name can be an address")
	LocaleName     = define("locale-name", Error, fixed, "a content folder's name is a canonical BCP 47 tag")
	LocaleFolder   = define("locale-folder", Error, fixed, "front matter and folder name the same locale")
	UnknownLocale  = define("unknown-locale", Error, fixed, "every locale in use is one of the site's")
	SlugCollision  = define("slug-collision", Error, fixed, "no two notices, pages and files share an address")
	AliasCollision = define("alias-collision", Error, fixed,
		"no alias takes the place of a page, a file or another alias")
	EditionFile = define("edition-file", Error, fixed,
		"a file that is named by a date holds the recorded text of that date, to be corrected")
	ArchivePath         = define("archive-path", Error, fixed, "a recorded edition's path and front matter agree")
	Template            = define("template", Error, fixed, "templates can be parsed and run")
	Catalogue           = define("catalogue", Error, fixed, "wording files can be read and have only known messages")
	WithdrawnEarly      = define("withdrawn-early", Error, fixed, "no notice is withdrawn before its text applies")
	ChangeLog           = define("change-log", Error, fixed, "the change log can be read, and no line was edited")
	RecordedTextChanged = define("recorded-text-changed", Error, fixed, "no recorded text has changed since")
	RecordedTextMissing = define("recorded-text-missing", Error, fixed, "every recorded text is in archive/")
	LogIncomplete       = define("log-incomplete", Error, fixed,
		"the change log has lost no line: it names every text in archive/")
	LogMismatch = define("log-mismatch", Error, fixed,
		"what is sealed is in the archive as it was sealed, and the log can be trusted")
	Publications = define("publications", Error, fixed,
		"the file that says since when changes are public can be read, and no line was edited")
	Receipts = define("receipts", Error, fixed, "the receipts can be read, and no line was edited")
	Import   = define("import", Error, fixed,
		"earlier texts that are imported have a date, a locale and a place of their own")
)

// Rules whose severity a site may change.
var (
	UnknownRelated = define("unknown-related", Error, open, "related notices exist")
	UnknownNotice  = define("unknown-notice", Error, open, "notices named in gazette.yaml exist")
	StaticFile     = define("static-file", Error, open, "files that gazette.yaml names are under static/")
	Contrast       = define("contrast", Warning, open, "the theme's colours can be told apart: WCAG 2.2 AA")
	BrokenLink     = define("broken-link", Error, open, "links between notices lead somewhere")
	BrokenFragment = define("broken-fragment", Error, open,
		"the part of a link after # exists in the text it leads to")
	BadID          = define("bad-id", Error, open, "every id can be led to, and is none of the page's own")
	DuplicateID    = define("duplicate-id", Warning, open, "no id is used twice in one text")
	HTMLDropped    = define("html-dropped", Warning, open, "raw HTML holds nothing that is left out")
	AddressDropped = define("address-dropped", Warning, open,
		"no link or picture has an address that is left out")
	TranslationStructure = define("translation-structure", Warning, open,
		"a translation has the headings, lists, tables and links of its source text")
	EmptyNotice      = define("empty-notice", Error, open, "every notice says something")
	UntranslatedText = define("untranslated-text", Error, open,
		"no translation is the source text, word for word")
	TranslationUntranslated = define("translation-untranslated", Warning, open,
		"no paragraph of a translation was left in the source language")
	MissingTranslation = define("missing-translation", Warning, open,
		"a notice has a text in every language that a policy asks for")
	OutdatedTranslation = define("outdated-translation", Warning, open,
		"translations are as new as the source text in force")
	AnchorLost = define("anchor-lost", Warning, open,
		"every id of the edition before is there in the next one")
	DateInText = define("date-in-text", Warning, open,
		"the text states the date that its front matter has")
	CheckBackWording = define("check-back-wording", Warning, open,
		"readers are told of changes, not told to look for them")
	LostWords     = define("lost-words", Warning, open, "every word of a text is on its page")
	MeantAsMarkup = define("meant-as-markup", Warning, open,
		"nothing that was meant as markup is shown as characters")
	TemplateSyntax = define("template-syntax", Warning, open,
		"nothing is left that another program was to fill in")
	RemotePicture = define("remote-picture", Warning, open, "no picture is loaded from another host")
	ListNumbers   = define("list-numbers", Warning, open,
		"readers see the numbers of lists as their author wrote them")
	ListFromDate  = define("list-from-date", Warning, open, "no date became a list")
	HeadingJump   = define("heading-jump", Warning, open, "no level of headings is left out")
	EmptyLink     = define("empty-link", Warning, open, "every link has words and a target")
	VagueLinkText = define("vague-link-text", Warning, open, "every link says where it leads")
	ReorderedText = define("reordered-text", Warning, open, "no character changes the order in which words are seen")
	MixedScript   = define("mixed-script", Warning, open,
		"no word mixes letters that look alike in two scripts")
	SupersededLink = define("superseded-link", Warning, open,
		"no link leads to an edition that is no longer in force")
	MissingSummary = define("missing-summary", Warning, open, "every notice has a summary, if any has")
	MissingChanges = define("missing-changes", Warning, open, "every later edition says what it changes")
	ReviewOverdue  = define("review-overdue", Warning, open,
		"no text is past the day by which it was to be reviewed")
	DateBackwards = define("date-backwards", Error, open,
		"no effective date lies before one that is recorded")
	AmbiguousDate = define("ambiguous-date", Error, open,
		"while an edition is still to come, no other date appears without an explanation")
	WithdrawalGone = define("withdrawal-gone", Error, open,
		"no recorded withdrawal is taken back without saying so, and none once its day has come")
	SummaryChanged = define("summary-changed", Warning, open,
		"no recorded summary or list of changes is worded otherwise without saying so")
	EditionGone = define("edition-gone", Error, open,
		"no text in content/ is older than the one recorded last in its language")
	CancelledEdition = define("cancelled-edition", Warning, open,
		"no text waits for a date whose edition was cancelled")
	NoticePeriod = define("notice-period", Error, open,
		"a substantive change is recorded as early as a policy promises")
	Unapproved = define("unapproved", Note, open,
		"somebody has approved every text before it is recorded; asked where a site names the rule")
	NoticeShortfall = define("notice-shortfall", Warning, open,
		"readers could know of a recorded change as early as a policy promises")
	FuturePublication = define("future-publication", Warning, open,
		"no change is public from a day in the future")
	UnsealedChange  = define("unsealed-change", Note, open, "what is recorded is sealed")
	UnloggedEdition = define("unlogged-edition", Warning, open,
		"no text in archive/ waits for a record that was interrupted")
	UnrecordedEdition = define("unrecorded-edition", Warning, open, "every text that is published is recorded")
	SilentEdit        = define("silent-edit", Error, open, "no text changed while its date did not")
	RenamedNotice     = define("renamed-notice", Error, open, "no recorded notice is given another name")
	FileGone          = define("file-gone", Note, open, "every recorded text that applies has a file in content/")
	UnusedFile        = define("unused-file", Warning, open, "every file in content/ and archive/ is an edition")
	MissingTexts      = define("missing-texts", Warning, open, "content/ holds a text where archive/ does")
	MissingWording    = define("missing-wording", Warning, open,
		"the interface is worded in every locale of the site")
)
