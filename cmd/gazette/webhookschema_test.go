package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/invopop/jsonschema"

	"gazette/render"
)

// TestWebhookSchema: the schema that docs/ publishes is that of the messages
// which are sent. -update writes it.
func TestWebhookSchema(t *testing.T) {
	r := &jsonschema.Reflector{ExpandedStruct: true, DoNotReference: true, Mapper: shapes, AllowAdditionalProperties: true}
	schema := r.Reflect(render.Event{})
	schema.ID = "https://gazette.example/schema/webhook.schema.json"
	schema.Title = "A message of gazette notify, as webhooks and commands get it"
	want, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("..", "..", "docs", "schema", "webhook.schema.json")
	if *update {
		if err := os.WriteFile(file, append(want, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(bytes.TrimSpace(got), want) {
		t.Errorf("docs/schema/webhook.schema.json is not that of the messages (%v); write it again with: go test ./cmd/gazette -run WebhookSchema -update", err)
	}
}
