package main

import (
	"encoding/json"
	"io"
	"net/url"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// sarifSchema is where the schema of SARIF 2.1.0 is published (its appendix A).
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// What follows is the part of SARIF 2.1.0 that findings need. The names are
// those of the standard: a log of one run, made by a tool, with results.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string     `json:"id"`
		ShortDescription     sarifText  `json:"shortDescription"`
		Help                 sarifText  `json:"help"`
		DefaultConfiguration sarifLevel `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
)

// printSARIF writes a SARIF 2.1.0 report, which code hosts and editors read.
func printSARIF(w io.Writer, as findingsAs, ps source.Problems) error {
	driver := sarifDriver{Name: "gazette", Version: versionName()}
	index := map[rule.Rule]int{}
	for i, r := range rule.All() {
		index[r] = i
		driver.Rules = append(driver.Rules, sarifRule{ID: r.ID(), ShortDescription: sarifText{r.Summary()},
			Help: sarifText{explanation(r.ID())}, DefaultConfiguration: sarifLevel{r.Severity().String()}})
	}
	run := sarifRun{Tool: sarifTool{driver}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, p := range ps {
		run.Results = append(run.Results,
			sarifResult{RuleID: p.Rule.ID(), RuleIndex: index[p.Rule], Level: p.Severity.String(),
				Message: sarifText{withHint(p)}, Locations: sarifLocations(as.dir, p)})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarifLocations is the place of a finding; none for one of the whole site.
func sarifLocations(dir string, p source.Problem) []sarifLocation {
	if p.File == "" {
		return nil
	}
	at := sarifPlace{ArtifactLocation: sarifArtifact{(&url.URL{Path: fromHere(dir, p.File)}).EscapedPath()}}
	if p.Line > 0 {
		at.Region = &sarifRegion{StartLine: p.Line, StartColumn: max(p.Col, 1)}
	}
	return []sarifLocation{{at}}
}
