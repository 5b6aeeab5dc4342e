package report

import (
	"html/template"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gazette/internal/assemble"
	"gazette/internal/check"
	"gazette/internal/desk/action"
	"gazette/internal/desk/wording"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Finding is a problem with its links.
type Finding struct {
	Say                                 wording.Localizer
	Place, Rule, Message, Hint, Excerpt string
	Severity                            string
	Caret                               string       // the line below the excerpt
	Editor                              template.URL // opens the place
	Page                                string       // shows the text
	Write                               string       // where the text is written at the desk
}

// Findings is what the page of findings shows.
type Findings struct {
	wording.Localizer
	Found    []Finding
	Kinds    []kind
	Severity string // shown alone, or ""
	Shown    int
	All      int
}

type kind struct {
	Name    string
	Count   int
	Current bool
}

// findingsMax is how many findings one page shows.
const findingsMax = 500

// FindingsPage lists everything that check finds.
func (rs *Reports) FindingsPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	all := of(&rs.mu, &rs.findings, shot, func() source.Problems { return findingsOf(shot) })
	v := Findings{Localizer: wording.For(r), Severity: r.URL.Query().Get("severity")}
	var shown source.Problems
	for _, s := range []rule.Severity{rule.Error, rule.Warning, rule.Note} {
		k := kind{Name: s.String(), Count: all.Count(s) - all.Count(s+1), Current: v.Severity == s.String()}
		v.Kinds = append(v.Kinds, k)
		for _, p := range all {
			if p.Severity == s && (v.Severity == "" || k.Current) {
				shown = append(shown, p)
			}
		}
	}
	v.All = len(shown)
	v.Found = rs.Found(v.Localizer, shot, shown[:min(len(shown), findingsMax)])
	v.Shown = len(v.Found)
	return "findings", v
}

// findingsOf runs every rule, as the command does. What the preview has found already, with its lines, is not told
// twice.
func findingsOf(shot *preview.Snapshot) source.Problems {
	type told struct {
		source.Pos
		rule    rule.Rule
		message string
	}
	seen := map[told]bool{}
	var out source.Problems
	for _, p := range append(slices.Clone(shot.Problems),
		check.Judge(assemble.Check(shot.Sources), shot.Site.Config.Check)...) {
		if key := (told{p.Pos, p.Rule, p.Message}); !seen[key] {
			seen[key] = true
			out = append(out, p)
		}
	}
	return out.Sort()
}

// Found gives problems their links.
func (rs *Reports) Found(say wording.Localizer, shot *preview.Snapshot, ps source.Problems) []Finding {
	out := make([]Finding, 0, len(ps))
	for _, p := range ps {
		f := Finding{Say: say, Place: p.Pos.String(), Rule: p.Rule.ID(), Message: p.Message, Hint: p.Hint,
			Excerpt: p.Excerpt, Severity: p.Severity.String(),
			Editor: template.URL(EditorLink(rs.Editor, rs.Folder, p.Pos))}
		if col := p.Col - p.Before; col > 0 && p.Excerpt != "" && col <= len([]rune(p.Excerpt))+1 {
			f.Caret = strings.Repeat(" ", col-1) + "^"
		}
		if shot.Site != nil {
			f.Page = pageOf(shot, p.File)
		}
		if e := shot.Text(p.File); e != nil && e.Origin == notice.Content {
			f.Write = action.WriteURL(p.File)
		}
		out = append(out, f)
	}
	return out
}

// pageOf is the address at which the text of a file stands, or "".
func pageOf(shot *preview.Snapshot, file string) string {
	e := shot.Text(file)
	if e == nil || shot.Site.Notice(e.Slug) == nil || shot.Site.Notice(e.Slug).At(e.Locale, e.Effective) == nil {
		return ""
	}
	return shot.Site.URL(shot.Site.EditionOf(e))
}

// editors are the names that people may use instead of a pattern.
var editors = map[string]string{
	"vscode":   "vscode://file{path}:{line}:{column}",
	"cursor":   "cursor://file{path}:{line}:{column}",
	"zed":      "zed://file{path}:{line}:{column}",
	"idea":     "idea://open?file={path}&line={line}&column={column}",
	"sublime":  "subl://open?url=file://{path}&line={line}&column={column}",
	"textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
	"none":     "",
}

// EditorLink is an address that opens a place in an editor. The editor is a
// name, or a pattern with {path}, {line} and {column}; "none" gives no link.
func EditorLink(editor, folder string, p source.Pos) string {
	pattern, named := editors[editor]
	if !named {
		pattern = editor
	}
	if pattern == "" || p.File == "" || folder == "" {
		return ""
	}
	full := filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(path.Clean("/"+p.File))))
	if !strings.HasPrefix(full, "/") { // a drive's letter
		full = "/" + full
	}
	return strings.NewReplacer("{path}", (&url.URL{Path: full}).EscapedPath(), "{line}", strconv.Itoa(max(p.Line, 1)),
		"{column}", strconv.Itoa(max(p.Col, 1))).Replace(pattern)
}

// KnownEditor reports whether an editor is a name or a pattern that can work.
func KnownEditor(editor string) bool {
	_, named := editors[editor]
	return named || strings.Contains(editor, "{path}") &&
		!strings.HasPrefix(strings.ToLower(strings.TrimSpace(editor)), "javascript:")
}
