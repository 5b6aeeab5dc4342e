package site

import (
	"strings"

	"gazette/internal/notice"
)

// PDFFolder holds the PDFs of all languages.
const PDFFolder = "pdf/"

// PDFPath is where an edition's text stands as PDF, if it was printed. Its name says what it is among a reader's
// other files.
func (s *Site) PDFPath(e *notice.Edition) string {
	return PDFFolder + string(e.Locale) + "/" + string(e.Slug) + "-" + e.Effective.String() + ".pdf"
}

// PDF returns the path of an edition's PDF, if there is one and it holds the text that the edition has: one that was
// printed before a correction is none.
func (s *Site) PDF(e *notice.Edition, textHash func() string) (path string, ok bool) {
	path = s.PDFPath(e)
	printed := s.printed[path]
	return path, printed != "" && printed == PrintedHash(textHash())
}

// PrintedHash returns what a PDF says of the text that it holds: the first half of its hash.
func PrintedHash(textHash string) string {
	const length = 32 // of 64 digits: no two texts share them, and there is room for no more
	_, digits, _ := strings.Cut(textHash, ":")
	return digits[:min(len(digits), length)]
}

// RedlinePDFPath is where the comparison of an edition with an earlier one stands as PDF, if it was printed.
func (s *Site) RedlinePDFPath(old, new *notice.Edition) string {
	return strings.TrimSuffix(s.PDFPath(new), ".pdf") + "-changes-since-" + old.Effective.String() + ".pdf"
}

// RedlinePDF returns the path of such a PDF, if there is one and it compares texts of these hashes.
func (s *Site) RedlinePDF(old, new *notice.Edition, oldHash, newHash string) (path string, ok bool) {
	path = s.RedlinePDFPath(old, new)
	printed := s.printed[path]
	return path, printed != "" && printed == ComparedHash(oldHash, newHash)
}

// ComparedHash is what a PDF says of the two texts that it compares: half of what one text's PDF says of each.
func ComparedHash(oldHash, newHash string) string {
	half := func(digits string) string { return digits[:len(digits)/2] }
	return half(PrintedHash(oldHash)) + half(PrintedHash(newHash))
}

// Printed lists the PDFs under static/ with the hashes of the texts that they hold, by path in the output.
func (s *Site) Printed() map[string]string { return s.printed }
