package load

import (
	"io"

	"gazette/internal/pdf"
)

// labelIn reads what a PDF was printed from; nothing if it does not say.
func labelIn(f io.Reader) pdf.Label {
	head, err := io.ReadAll(io.LimitReader(f, pdf.HeadLength))
	if err != nil {
		return pdf.Label{}
	}
	return pdf.LabelOf(head)
}
