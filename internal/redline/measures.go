package redline

// The measures by which clauses are paired and marks are cleaned up. None is a law of nature: each was set by reading
// redlines of real editions, and is held by the goldens and by the pairs of real editions that TestCorpus looks at. Who
// changes one reads what changes there (TestShow).
//
// The unit of weight: a comma or a syllable of kana weighs 1, an ideograph 2, a word of letters 2 and a further 1 for
// every three letters, 6 at most (see describe). A line of print, some ten words, weighs about 36. Likeness is the
// share of weight in common, from 0 to 1: twice what both have, over what they have together (Dice's coefficient).

// Weights of words.
const (
	ideographWeight = 2
	wordWeight      = 2 // of a word of letters, and more for its length:
	lettersPerPoint = 3
	heaviestWord    = 6
)

// Likeness: which clauses are versions of one.
const (
	minSimilar    = 0.42 // at the same place or in the same order; below it, less than half reads the same
	moveSimilar   = 0.6  // at different places: more is asked, because the place speaks against it
	moveKept      = 0.5  // of a moved clause's weight, kept word by word in its order
	gapSimilar    = 0.25 // left over between two pairs: less is asked, because the place speaks for it
	aloneSimilar  = 0.15 // the same, if there is no other that either could be
	cellSimilar   = 0.3  // cells of rows of different length
	otherKind     = 0.15 // asked on top, where one is a heading and the other is not
	partOfPartner = 0.6  // of a paragraph that was split off: its share found in the whole
)

// Sizes.
const (
	movedSame     = 12 // weight from which a clause that reads the same may have moved: three or four words
	movedPhrase   = 3  // words that it must have, or
	movedTitle    = 16 // this weight
	movedEdited   = 24 // weight from which a clause that was changed may have moved: two thirds of a line
	partWeight    = 12 // weight from which a paragraph may be a piece of another
	shortClause   = 12 // words up to which a clause left over alone is paired by any word in common
	wholeTokens   = 12 // tokens up to which a clause is never shown as rewritten as a whole
	wholeWeight   = 12 // weight of an unchanged stretch that saves a clause from that
	wholeShare    = 5  // and if one part in so many is unchanged
	keepWeight    = 36 // a stretch as heavy as this stays, however much is changed around it: a line
	keepBase      = 3  // a stretch goes if it weighs no more than this
	keepPerEdit   = 4  // and a part in so many of the smaller change beside it
	maxCompound   = 4  // characters of a run of kanji or hiragana marked as a whole: the longest common compounds
	maxGrowth     = 1  // characters by which a mark grows to the end of a word
	oftenTogether = 5  // times that two characters must stand together, in both texts, to look like one word
)

// Worth of a pair beside the weight it shares, in units of weight. They only tell apart what is equal otherwise.
const (
	neighbourBonus = 1.0 // for each neighbour that reads the same
	placeBonus     = 0.1 // for much the same place in the text
	placeFall      = 10  // a tenth of the text away, that is worth half
	aloneWorth     = 0.5 // of a pair of which nothing but the place speaks
)

// Bounds of work. They are counted, not timed, so that the same texts always give the same redline.
const (
	maxClauses   = 50_000   // clauses of a text that is compared clause by clause; docs/redline.md says so
	maxChanges   = 10_000   // changes that a redline may have, so that its page can be read; docs/redline.md, too
	workCells    = 24 << 20 // word pairs that one comparison may look at
	maxCells     = 1 << 20  // word pairs that one clause may: a thousand words against a thousand
	maxWork      = 4 << 20  // meetings of a word in two clauses, counted while candidates are sought
	maxGapPairs  = 900      // pairs of clauses looked at between two that are paired: thirty against thirty
	maxCellPairs = 1 << 16  // pairs of cells looked at between two rows; of more, those that share rare words
	maxPerUnit   = 12       // candidates kept for one clause
	maxTwins     = 8        // equal clauses on the other side that are considered for one
	maxSearches  = 4000     // searches for characters that stand together
	openCost     = 1        // weight that a stretch of equal words must exceed to be worth an interruption
)
