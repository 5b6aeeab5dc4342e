package main

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"
	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/hosting"
	"gazette/internal/notice"
	"gazette/internal/settings"
)

func newSchema(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema front-matter|config",
		Short: "print a JSON Schema for editors",
		Long: `Schema prints the JSON Schema (2020-12) of a notice's front matter or of gazette.yaml.
Editors use it to complete and check what you type.`,
		Example: `  gazette schema config > docs/schema/config.schema.json
  gazette schema front-matter`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: []string{"front-matter", "config"},
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := schemaFiles()
			if err != nil {
				return err
			}
			data, ok := files[args[0]+".schema.json"]
			if !ok {
				return misuse{fmt.Sprintf("there is no schema %q", args[0]),
					"write `gazette schema front-matter` or `gazette schema config`"}
			}
			_, err = a.ui.product.Write(data)
			return err
		},
	}
}

// schemaFiles makes both schemas of the structs that the files are read into.
func schemaFiles() (map[string][]byte, error) {
	out := map[string][]byte{}
	for name, v := range map[string]any{"front-matter": notice.Front{}, "config": settings.Config{}} {
		schema := reflector().Reflect(v)
		schema.ID = jsonschema.ID("https://gazette.example/schema/" + name + ".schema.json")
		schema.Title = map[string]string{"front-matter": "Front matter of a notice", "config": "gazette.yaml"}[name]
		data, err := json.MarshalIndent(schema, "", "  ")
		if err != nil {
			return nil, err
		}
		out[name+".schema.json"] = append(data, '\n')
	}
	return out, nil
}

func reflector() *jsonschema.Reflector {
	return &jsonschema.Reflector{FieldNameTag: "yaml", ExpandedStruct: true, RequiredFromJSONSchemaTags: true,
		DoNotReference: true, Mapper: shapes}
}

// oneOf is one of some words.
func oneOf(words []string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range words {
		s.Enum = append(s.Enum, w)
	}
	return s
}

// shapes are the values that are written otherwise than their Go types say.
func shapes(t reflect.Type) *jsonschema.Schema {
	text := func(pattern, description string) *jsonschema.Schema {
		return &jsonschema.Schema{Type: "string", Pattern: pattern, Description: description}
	}
	either := func(s ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{OneOf: s} }
	switch t {
	case reflect.TypeFor[notice.Date]():
		return &jsonschema.Schema{Type: "string", Format: "date"}
	case reflect.TypeFor[notice.Ref](), reflect.TypeFor[notice.Slug]():
		return text("", "the file name of a notice, without .md")
	case reflect.TypeFor[notice.Alias]():
		return text("^/", "")
	case reflect.TypeFor[i18n.Locale]():
		return text("^[a-z]{2,3}(-[A-Za-z0-9]+)*$", "")
	case reflect.TypeFor[settings.BaseURL]():
		return &jsonschema.Schema{Type: "string", Format: "uri", Pattern: "^https?://"}
	case reflect.TypeFor[settings.Zone](), reflect.TypeFor[settings.Versions](), reflect.TypeFor[settings.Address](),
		reflect.TypeFor[settings.StaticFile]():
		return text("", "")
	case reflect.TypeFor[settings.Colour]():
		return text("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", "")
	case reflect.TypeFor[settings.Shades]():
		return either(text("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", ""), mapping[shadesShape]())
	case reflect.TypeFor[settings.Logos]():
		return either(text("", ""), mapping[logosShape]())
	case reflect.TypeFor[settings.Weight]():
		return either(text("", ""), &jsonschema.Schema{Type: "integer"})
	case reflect.TypeFor[settings.Days]():
		return text("^[0-9]+[dw]$", "")
	case reflect.TypeFor[settings.Level]():
		return oneOf([]string{"allow", "warn", "fail"})
	case reflect.TypeFor[settings.Platform]():
		return oneOf(hosting.Platforms)
	case reflect.TypeFor[settings.Text](), reflect.TypeFor[settings.Destination]():
		return either(&jsonschema.Schema{Type: "string"},
			&jsonschema.Schema{Type: "object", AdditionalProperties: &jsonschema.Schema{Type: "string"}})
	case reflect.TypeFor[settings.Locale]():
		return either(text("", "a BCP 47 tag"), mapping[localeShape]())
	case reflect.TypeFor[settings.Item]():
		return either(text("", "the slug of a notice"), mapping[itemShape]())
	}
	return nil
}

// The shapes of types that may also be written as one word: the same fields
// under another name, so that the mapper does not meet itself.
type (
	localeShape settings.Locale
	shadesShape settings.Shades
	logosShape  settings.Logos
	itemShape   settings.Item
)

func mapping[T any]() *jsonschema.Schema {
	var v T
	s := reflector().Reflect(v)
	s.Version = ""
	s.ID = ""
	return s
}
