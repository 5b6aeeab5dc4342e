package editor

import (
	"slices"

	"gazette/internal/desk/wording"
)

// spokenKeys are the messages that the editor's script says.
var spokenKeys = []string{"saved", "saving", "unsaved", "offline", "conflict", "conflict-text", "conflict-mine",
	"conflict-theirs", "conflict-merged", "conflict-take-merged", "conflict-take-mine",
	"conflict-take-theirs", "reloaded", "no-findings", "next-change", "no-changes", "changed-clause", "before-it-said",
	"undo-kept", "look-failed", "find-notices", "take-out", "kept-meanwhile", "gone", "gone-text", "gone-write"}

// editorKeys are the messages of the editor's own parts: searching, going to a line, findings.
var editorKeys = []string{"editor-find", "editor-replace-with", "editor-find-next", "editor-find-previous",
	"editor-find-all", "editor-match-case", "editor-regexp", "editor-by-word",
	"editor-replace-one", "editor-replace-all", "editor-close", "editor-current-match", "editor-replaced-matches",
	"editor-replaced-on-line", "editor-on-line", "editor-go-to-line",
	"editor-go", "editor-diagnostics", "editor-no-diagnostics", "editor-completions", "editor-control-character",
	"editor-selection-deleted"}

// Words are what the editor's script says, by their keys.
func Words(s wording.Localizer) map[string]string {
	out := map[string]string{}
	for _, key := range slices.Concat(spokenKeys, editorKeys) {
		out[key] = s.T(key)
	}
	return out
}
