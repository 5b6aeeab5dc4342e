package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
)

// Label says in a PDF's document information what it was printed from, so that
// the file itself tells whether it has to be printed again: no list beside it
// can be lost or disagree.
//
// It stands where the browser writes its own version and the moment of
// printing, and is as long as these, so that no offset in the file changes.
type Label struct {
	Text  string // the hash of the text that a reader reads
	Sheet string // the hash of all that was printed
}

// information is what Chromium writes after a document's title, at the
// beginning of the file.
var information = regexp.MustCompile(
	`/Creator \((?:[^()\\]|\\.)*\)\s*/Producer \((?:[^()\\]|\\.)*\)\s*/CreationDate \([^()]*\)\s*/ModDate \([^()]*\)`)

var errInformation = errors.New("the browser does not write document information as Chromium does")

// put writes the label into a PDF.
func (l Label) put(pdf []byte) ([]byte, error) {
	at := information.FindIndex(head(pdf))
	if at == nil {
		return nil, errInformation
	}
	text := fmt.Appendf(nil, "/Creator (Gazette)\n/GazetteText (%s)\n/GazetteSheet (%s)", l.Text, l.Sheet)
	room := pdf[at[0]:at[1]]
	if len(text) > len(room) {
		return nil, errInformation
	}
	copy(room, text)
	copy(room[len(text):], bytes.Repeat([]byte{' '}, len(room)-len(text)))
	return pdf, nil
}

// HeadLength is how much of a file, from its beginning, is read to find its label.
const HeadLength = 8 << 10

// head is that part.
func head(pdf []byte) []byte { return pdf[:min(len(pdf), HeadLength)] }

var written = regexp.MustCompile(`/GazetteText \(([0-9a-f]+)\)\n/GazetteSheet \(([0-9a-f]+)\)`)

// LabelOf reads the label of a PDF, or of its head. A file that was not
// printed here has an empty one.
func LabelOf(pdf []byte) Label {
	m := written.FindSubmatch(head(pdf))
	if m == nil {
		return Label{}
	}
	return Label{Text: string(m[1]), Sheet: string(m[2])}
}
