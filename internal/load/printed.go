package load

import (
	"io"
	"io/fs"
	"strings"

	"gazette/internal/paper"
	"gazette/internal/site"
)

// printed reads which texts the PDFs under static/ hold.
func printed(fsys fs.FS) map[string]string {
	found := map[string]string{}
	files, _ := fs.Glob(fsys, "static/"+site.PDFFolder+"*/*.pdf")
	for _, name := range files {
		if text := labelOf(fsys, name).Text; text != "" {
			found[strings.TrimPrefix(name, "static/")] = text
		}
	}
	return found
}

// labelOf reads what a PDF was printed from; nothing if it cannot be read.
func labelOf(fsys fs.FS, name string) paper.Label {
	f, err := fsys.Open(name)
	if err != nil {
		return paper.Label{}
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, paper.HeadLength))
	if err != nil {
		return paper.Label{}
	}
	return paper.LabelOf(head)
}
