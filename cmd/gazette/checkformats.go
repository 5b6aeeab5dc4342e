package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"gazette/internal/printable"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// findingsAs is what the writing of findings depends on.
type findingsAs struct {
	palette palette
	dir     string // the site's folder as it was named: what other programs read names files from where gazette was run
	all     bool   // formats that people read tell every finding, not only the foremost
}

// printFindings are the ways to write the findings of check, by --format.
var printFindings = map[string]func(w io.Writer, as findingsAs, ps source.Problems) error{
	"text":   printText,
	"json":   printCheckJSON,
	"github": printWorkflowCommands,
	"sarif":  printSARIF,
}

func printText(w io.Writer, as findingsAs, ps source.Problems) error {
	shown := ps
	if !as.all {
		shown = foremost(ps, mostFindings)
	}
	printFirst(w, as.palette, ps, shown)
	return nil
}

// checkJSON is the output of check --format json. Fields may be added, none is
// renamed or removed.
type checkJSON struct {
	Problems []problemJSON `json:"problems"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Notes    int           `json:"notes"`
}

type problemJSON struct {
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Excerpt  string `json:"excerpt,omitempty"`
	More     int    `json:"more,omitempty"` // how many more of the rule are in the file, and not listed
}

func printCheckJSON(w io.Writer, _ findingsAs, ps source.Problems) error {
	out := checkJSON{Problems: []problemJSON{}, Errors: ps.Total(rule.Error),
		Warnings: ps.Total(rule.Warning), Notes: ps.Total(rule.Note)}
	for _, p := range ps {
		out.Problems = append(out.Problems,
			problemJSON{p.File, p.Line, p.Col, p.Severity.String(), p.Rule.ID(), p.Message, p.Hint, p.Excerpt,
				p.More})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// printWorkflowCommands writes what GitHub Actions shows beside the lines of a pull request: of each step the first ten
// of each severity, so that the foremost come first. The last line counts those that are left out.
func printWorkflowCommands(w io.Writer, as findingsAs, ps source.Problems) error {
	if shown := foremost(ps, mostFindings); !as.all && len(shown) < len(ps) {
		as.all = true
		if err := printWorkflowCommands(w, as, shown); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "::notice title=gazette::%s%s%%0Ahint: %s\n", countOf(ps),
			butShown(len(shown), len(ps)), moreHint)
		return err
	}
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, p := range ps {
		var props []string
		add := func(key, value string) { props = append(props, key+"="+printable.Line(property.Replace(value))) }
		if p.File != "" {
			add("file", fromHere(as.dir, p.File))
		}
		if p.Line > 0 {
			add("line", fmt.Sprint(p.Line))
			add("col", fmt.Sprint(max(p.Col, 1)))
		}
		add("title", p.Rule.ID())
		command := map[rule.Severity]string{rule.Error: "error", rule.Warning: "warning",
			rule.Note: "notice"}[p.Severity]
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", command, strings.Join(props, ","),
			printable.Line(data.Replace(withHint(p)))); err != nil {
			return err
		}
	}
	return nil
}

func withHint(p source.Problem) string {
	if p.Hint == "" {
		return p.Message
	}
	return p.Message + "\nhint: " + p.Hint
}

// fromHere is a file of the site as seen from where gazette was run.
func fromHere(dir, file string) string {
	if dir = filepath.ToSlash(dir); path.IsAbs(dir) || !filepath.IsLocal(dir) {
		return file
	}
	return path.Join(dir, file)
}
