package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"path"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// Asset is a file that pages load. Its name carries its hash, so that it may
// be cached for ever.
type Asset struct {
	Path string // in the output
	Data []byte
}

func newAsset(name string, data []byte) Asset {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return Asset{"assets/" + name[:len(name)-len(ext)] + "." + hex.EncodeToString(sum[:6]) + ext, data}
}

// stylesOf minifies the style sheets: style.css, and the others in the order of
// their names.
func stylesOf(files map[string]source.File) (builtin, own []byte) {
	all := firstThen(files, "style.css")
	builtin = smallStyle(all[0].Data)
	var b bytes.Buffer
	for _, f := range all[1:] {
		b.Write(f.Data)
		b.WriteByte('\n')
	}
	return builtin, smallStyle(b.Bytes())
}

// smallStyle minifies a style sheet; what is no CSS that the minifier knows stays as it is.
func smallStyle(data []byte) []byte {
	small, err := minified("text/css", css.Minify, data)
	if err != nil {
		return data
	}
	return small
}

// scriptOf joins the scripts: script.js first, the others in the order of
// their names, each in a block of its own, so that they share what script.js
// declares and nothing else.
func scriptOf(files map[string]source.File) (Asset, source.Problems) {
	all := firstThen(files, "script.js")
	var b bytes.Buffer
	b.WriteString("(()=>{\"use strict\";\n")
	b.Write(all[0].Data)
	for _, f := range all[1:] {
		b.WriteString("{\n")
		b.Write(f.Data)
		b.WriteString("\n}\n")
	}
	b.WriteString("})()")
	small, err := minified("text/javascript", js.Minify, b.Bytes())
	if err == nil {
		return newAsset("script.js", small), nil
	}
	for _, f := range all { // the fault's place is that in its own file
		if _, err := minified("text/javascript", js.Minify, f.Data); err != nil {
			return Asset{}, f.Located(source.Problems{scriptProblem(f.Path, err)})
		}
	}
	return Asset{}, source.Problems{scriptProblem(all[0].Path, err)}
}

func scriptProblem(path string, err error) source.Problem {
	p := source.Pos{File: path}.Problem(rule.Template, err.Error(), "")
	var at *parse.Error
	if errors.As(err, &at) {
		p.Line, p.Col, p.Message = at.Line, at.Column, at.Message
	}
	return p
}

// firstThen gives the files with an ending: the named one, then the others by name.
func firstThen(files map[string]source.File, first string) []source.File {
	out := []source.File{files[first]}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(name) == path.Ext(first) && name != first {
			out = append(out, files[name])
		}
	}
	return out
}

// minified works on a copy: the minifier of scripts writes into what it reads.
func minified(kind string, by minify.MinifierFunc, data []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc(kind, by)
	return m.Bytes(kind, bytes.Clone(data))
}
