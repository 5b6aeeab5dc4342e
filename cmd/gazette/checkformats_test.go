package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// TestSARIFIsValid holds the report to the schema of SARIF 2.1.0, as OASIS publishes it.
func TestSARIFIsValid(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/schemas/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	problems := source.Problems{
		source.Pos{File: "content/en/a.md", Line: 3, Col: 5}.Problem(rule.BrokenLink, "m", "h"),
		source.Pos{File: "archive/changes.jsonl"}.Problem(rule.UnrecordedEdition, "m", ""),
		source.Pos{}.Problem(rule.Import, "m", ""),
	}
	for _, ps := range []source.Problems{nil, problems} {
		var b bytes.Buffer
		if err := printSARIF(&b, findingsAs{dir: "."}, ps); err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%v\n%s", err, b.String())
		}
		var report sarifLog
		if err := json.Unmarshal(b.Bytes(), &report); err != nil {
			t.Fatal(err)
		}
		run := report.Runs[0]
		if len(run.Results) != len(ps) || len(run.Tool.Driver.Rules) != len(rule.All()) {
			t.Errorf("%d results of %d, %d rules of %d", len(run.Results), len(ps), len(run.Tool.Driver.Rules), len(rule.All()))
		}
		for i, r := range run.Results {
			if id := r.RuleID; id != ps[i].Rule.ID() || run.Tool.Driver.Rules[r.RuleIndex].ID != id {
				t.Errorf("result %d is of rule %s, index %d", i, id, r.RuleIndex)
			}
		}
	}
}
