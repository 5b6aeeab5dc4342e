package site

import (
	"strings"

	"gazette/internal/notice"
)

// PDFFolder holds the PDFs of all languages.
const PDFFolder = "pdf/"

// PDFPath is where an edition's text stands as PDF, if it was printed. Its name
// says what it is among a reader's other files.
func (s *Site) PDFPath(e *notice.Edition) string {
	return PDFFolder + string(e.Locale) + "/" + string(e.Slug) + "-" + e.Effective.String() + ".pdf"
}

// PDF returns the path of an edition's PDF, if there is one and it holds the
// text that the edition has: one that was printed before a correction is none.
func (s *Site) PDF(e *notice.Edition, textHash func() string) (path string, ok bool) {
	path = s.PDFPath(e)
	printed := s.printed[path]
	return path, printed != "" && printed == PrintedHash(textHash())
}

// PrintedHash is what a PDF says of the text that it holds.
func PrintedHash(textHash string) string {
	const length = 32 // of 64 digits: no two texts share them, and there is room for no more
	_, digits, _ := strings.Cut(textHash, ":")
	return digits[:min(len(digits), length)]
}

// Printed lists the PDFs under static/ with the hashes of the texts that they hold, by path in the output.
func (s *Site) Printed() map[string]string { return s.printed }
