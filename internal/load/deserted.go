package load

import (
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// deserted is the finding that the archive holds texts and content/ none, unless content/ could not be looked at.
func deserted(places []Place, known source.Problems) source.Problems {
	last := len(places) - 1 // by path: what is in content/ stands behind what is in archive/
	if last < 0 || places[last].Origin != notice.Archive ||
		slices.ContainsFunc(known, unreadContent) {
		return nil
	}
	return source.Problems{source.Pos{File: "content"}.Problem(rule.MissingTexts,
		"holds no text, while archive/ holds some: only what is recorded is published",
		"restore the folder, for example from git; or write the next text into it with `gazette new`")}
}

// unreadContent reports whether a problem kept content/, or what stands in it, from being looked at.
func unreadContent(p source.Problem) bool {
	return p.File == "content" || p.Rule == rule.UnreadableFile && strings.HasPrefix(p.File, "content/")
}
