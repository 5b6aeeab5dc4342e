package proof

import (
	"encoding/json"
	"testing"
)

// TestFollow: what changes come to does not depend on the order in which they were sealed, but on that in which they
// were recorded.
func TestFollow(t *testing.T) {
	var changes []changeLine
	for _, line := range []string{
		`{"id":"c","kind":"rescheduled","notice":"terms","from":"2026-02-01","to":"2026-03-01","recorded":"2026-01-03T00:00:00Z"}`,
		`{"id":"d","kind":"reinstated","notice":"terms","from":"2026-05-01","to":"2026-03-01","recorded":"2026-01-05T00:00:00Z"}`,
		`{"id":"a","kind":"rescheduled","notice":"terms","from":"2026-01-01","to":"2026-02-01","recorded":"2026-01-02T00:00:00Z"}`,
		`{"id":"b","kind":"withdrawn","notice":"terms","from":"2026-03-01","to":"2026-05-01","recorded":"2026-01-04T01:00:00+01:00"}`,
		`{"id":"e","kind":"cancelled","notice":"terms","to":"2026-04-01","recorded":"2026-01-05T00:00:00Z"}`,
	} {
		var c changeLine
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	for range changes {
		changes = append(changes[1:], changes[0])
		of := follow(changes)["terms"]
		if got := of.settled("2026-01-01"); got != "2026-03-01" || of.withdrawn != "" || !of.cancelled["2026-04-01"] {
			t.Errorf("sealed as %v: settled on %s, withdrawn %q, cancelled %v", changes, got, of.withdrawn, of.cancelled)
		}
	}
}
