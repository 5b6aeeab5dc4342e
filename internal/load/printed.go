package load

import (
	"io"

	"gazette/internal/paper"
)

// labelIn reads what a PDF was printed from; nothing if it does not say.
func labelIn(f io.Reader) paper.Label {
	head, err := io.ReadAll(io.LimitReader(f, paper.HeadLength))
	if err != nil {
		return paper.Label{}
	}
	return paper.LabelOf(head)
}
