package notice

import (
	"reflect"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/source"
)

// TestEncode: an edition with something in every field but the site's own
// values comes back from a line of the cache as it was.
func TestEncode(t *testing.T) {
	const path = "content/en/terms.md"
	e := &Edition{Slug: "terms", Path: path, Revision: 1}
	fill(t, "Front", reflect.ValueOf(&e.Front).Elem(), path)
	e.Params, e.Hash[31], e.BodyAt, e.BodyLine = nil, 7, 8, 9
	for i := range e.marks {
		e.marks[i].line, e.marks[i].col = uint16(2*i+1), uint16(i+300)
	}
	line, ok := e.Encode()
	if !ok || strings.Contains(line, "\n") {
		t.Fatalf("%q, %t", line, ok)
	}
	read, err := Decode(line, path, e.Slug, e.Origin)
	if err != nil || !reflect.DeepEqual(read, e) {
		t.Errorf("%v: from %s\nwant %+v\n got %+v", err, line, *e, *read)
	}
	e.Params = map[string]any{"a": 1}
	if line, ok := e.Encode(); ok {
		t.Errorf("values of the site's own are kept: %s", line)
	}
}

// fill puts something into every field. What it cannot fill must be kept by
// hand in encoded, and filled here.
func fill(t *testing.T, name string, v reflect.Value, path string) {
	switch x := v.Addr().Interface().(type) {
	case *i18n.Locale:
		*x = "pt-BR"
	case *Date:
		*x = Date{2026, 2, 28}
	case *source.Pos:
		*x = source.Pos{File: path, Line: 3, Col: 5}
	case *Address:
		*x = "/100%/what?/" // not to be decoded again
	default:
		fillKind(t, name, v, path)
	}
}

func fillKind(t *testing.T, name string, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("„" + name + "“ <&>\n\t")
	case reflect.Int:
		v.SetInt(-4)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(t, name, v.Index(i), path)
		}
	case reflect.Map:
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Type().Field(i).Name, v.Field(i), path)
		}
	default:
		t.Fatalf("%s is a %s: say here how it is filled", name, v.Type())
	}
}
