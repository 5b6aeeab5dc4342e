package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// printFindings are the ways to write the findings of check, by --format. dir
// is the site's folder as it was named: what other programs read names files
// from where gazette was run.
var printFindings = map[string]func(w io.Writer, p palette, dir string, ps source.Problems) error{
	"text": func(w io.Writer, p palette, _ string, ps source.Problems) error {
		printProblems(w, p, ps)
		return nil
	},
	"json":   printCheckJSON,
	"github": printWorkflowCommands,
	"sarif":  printSARIF,
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
}

func printCheckJSON(w io.Writer, _ palette, _ string, ps source.Problems) error {
	out := checkJSON{Problems: []problemJSON{}, Errors: ps.Count(rule.Error)}
	out.Warnings = ps.Count(rule.Warning) - out.Errors
	out.Notes = len(ps) - out.Errors - out.Warnings
	for _, p := range ps {
		out.Problems = append(out.Problems,
			problemJSON{p.File, p.Line, p.Col, p.Severity.String(), p.Rule.ID(), p.Message, p.Hint, p.Excerpt})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// printWorkflowCommands writes what GitHub Actions shows beside the lines of a
// pull request.
func printWorkflowCommands(w io.Writer, _ palette, dir string, ps source.Problems) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, p := range ps {
		var props []string
		add := func(key, value string) { props = append(props, key+"="+oneLine(property.Replace(value))) }
		if p.File != "" {
			add("file", fromHere(dir, p.File))
		}
		if p.Line > 0 {
			add("line", fmt.Sprint(p.Line))
			add("col", fmt.Sprint(max(p.Col, 1)))
		}
		add("title", p.Rule.ID())
		command := map[rule.Severity]string{rule.Error: "error", rule.Warning: "warning",
			rule.Note: "notice"}[p.Severity]
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", command, strings.Join(props, ","),
			oneLine(data.Replace(withHint(p)))); err != nil {
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
