package main

import (
	"bytes"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"gazette/internal/check"
	"gazette/internal/source"
)

// TestSARIFIsValid holds the report to the schema of SARIF 2.1.0.
func TestSARIFIsValid(t *testing.T) {
	problems := source.Problems{
		{Pos: source.Pos{File: "content/en/a.md", Line: 3, Col: 5}, Severity: source.Error, Rule: "broken-link", Message: "m", Hint: "h"},
		{Pos: source.Pos{File: "archive/changes.jsonl"}, Severity: source.Warning, Rule: "unrecorded-edition", Message: "m"},
		{Severity: source.Note, Rule: "no-such-rule", Message: "m"},
	}
	for _, ps := range []source.Problems{nil, problems} {
		var b bytes.Buffer
		if err := printSARIF(&b, palette{}, ".", ps); err != nil {
			t.Fatal(err)
		}
		report, err := sarif.FromBytes(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if err := report.Validate(); err != nil {
			t.Errorf("%v\n%s", err, b.String())
		}
		run := report.Runs[0]
		if len(run.Results) != len(ps) || len(run.Tool.Driver.Rules) != len(check.Rules) {
			t.Errorf("%d results of %d, %d rules of %d", len(run.Results), len(ps), len(run.Tool.Driver.Rules), len(check.Rules))
		}
		for i, r := range run.Results {
			if id := *r.RuleID; id != ps[i].Rule || r.RuleIndex >= 0 && *run.Tool.Driver.Rules[r.RuleIndex].ID != id {
				t.Errorf("result %d is of rule %s, index %d", i, id, r.RuleIndex)
			}
		}
	}
}
