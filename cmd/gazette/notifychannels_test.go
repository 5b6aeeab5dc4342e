package main

import (
	"os"
	"reflect"
	"regexp"
	"testing"

	"gazette/internal/settings"
)

// TestChannelTypes: every type of channel is made, listed in the schema and
// told of in the guide, and nothing else is.
func TestChannelTypes(t *testing.T) {
	guide, err := os.ReadFile("../../docs/telling-people.md")
	if err != nil {
		t.Fatal(err)
	}
	field, _ := reflect.TypeFor[settings.Channel]().FieldByName("Type")
	enum := "required"
	for _, c := range settings.ChannelTypes {
		enum += ",enum=" + c.Name
		if channelMakers[c.Name] == nil {
			t.Errorf("nothing makes a channel of type %s", c.Name)
		}
		if !regexp.MustCompile(`type: .*\b` + c.Name + `\b`).Match(guide) {
			t.Errorf("docs/telling-people.md shows no `type: %s`", c.Name)
		}
	}
	if got := field.Tag.Get("jsonschema"); got != enum {
		t.Errorf("the schema says %q, want %q", got, enum)
	}
	if len(channelMakers) != len(settings.ChannelTypes) {
		t.Errorf("%d makers for %d types", len(channelMakers), len(settings.ChannelTypes))
	}
}
