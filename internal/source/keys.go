package source

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/internal/spelling"
)

// fieldsOf maps yaml tags to field indices.
func fieldsOf(t reflect.Type) map[string]int {
	fields := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		if name := keyOf(t.Field(i)); name != "" {
			fields[name] = i
		}
	}
	return fields
}

// keyOf is the key that fills a field, or "".
func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	if name == "-" {
		return ""
	}
	return name
}

// unknown reports a key that the keys of t do not have, and suggests what was meant.
func (d *Decoder) unknown(key *yaml.Node, t reflect.Type) {
	d.Fail(key, meant(key.Value, t), "unknown key `%s`", key.Value)
}

// meant is a hint for a key that t does not have: one that other programs call so, the same key further down, or the
// nearest; else all there are.
func meant(key string, t reflect.Type) string {
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		if name := keyOf(f); name != "" {
			names = append(names, name)
			if slices.Contains(strings.Split(f.Tag.Get("aka"), ","), strings.ToLower(key)) {
				return fmt.Sprintf("did you mean `%s`?", name)
			}
		}
	}
	if below := keysBelow(t, key, "", 0); len(below) > 0 {
		return "did you mean `" + strings.Join(below[:min(len(below), 3)], "` or `") + "`?"
	}
	slices.Sort(names)
	if near := spelling.Nearest(key, names); near != "" {
		return fmt.Sprintf("did you mean `%s`?", near)
	}
	return "known keys: " + strings.Join(names, ", ")
}

// keyDepth is how far down a key is looked for.
const keyDepth = 2

// keysBelow finds a key in the keys below those of t, by its path: "organization.logo".
func keysBelow(t reflect.Type, key, path string, depth int) (found []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, inner := keyOf(f), f.Type
		if name == "" {
			continue
		}
		if depth > 0 && name == key {
			found = append(found, path+name)
		}
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && depth < keyDepth {
			found = append(found, keysBelow(inner, key, path+name+".", depth+1)...)
		}
	}
	return found
}
