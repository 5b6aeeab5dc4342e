package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"gazette/i18n"
	"gazette/internal/load"
	"gazette/internal/source"
	"gazette/internal/xliff"
)

const termsDir = "i18n/terms"

// Terms reads the glossaries of a site, i18n/terms/*.csv and *.tbx: by language, how each term of the default language
// is translated. The first line of a csv names the languages of its columns.
func Terms(s *load.Sources) (map[i18n.Locale][]xliff.Term, error) {
	out := map[i18n.Locale][]xliff.Term{}
	entries, err := fs.ReadDir(s.Layers.Site, termsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := path.Join(termsDir, entry.Name())
		var rows []map[string]string
		read := map[string]func([]byte) ([]map[string]string, error){".csv": fromCSV, ".tbx": fromTBX}[path.Ext(name)]
		if read == nil {
			continue
		}
		data, err := source.Bytes(s.Layers.Site, name, source.MaxSize)
		if err != nil {
			return nil, err
		}
		if rows, err = read(bytes.TrimPrefix(data, []byte("\ufeff"))); err != nil {
			return nil, &source.Hinted{Message: name + ": " + err.Error(),
				Hint: "a csv begins with a line of languages (en,de,fr), a tbx is XML"}
		}
		for _, row := range rows {
			for tag, word := range row {
				if l := i18n.Locale(tag); l != s.Site.Config.DefaultLocale && word != "" &&
					row[string(s.Site.Config.DefaultLocale)] != "" {
					out[l] = append(out[l], xliff.Term{Source: row[string(s.Site.Config.DefaultLocale)], Target: word})
				}
			}
		}
	}
	return out, nil
}

func fromCSV(data []byte) (out []map[string]string, err error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	records, err := r.ReadAll()
	if err != nil || len(records) == 0 {
		return nil, err
	}
	for _, tag := range records[0] {
		if _, err := i18n.ParseLocale(strings.TrimSpace(tag)); err != nil {
			return nil, fmt.Errorf("its first line names %q, which is not a language", tag)
		}
	}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, word := range record {
			if i < len(records[0]) {
				row[strings.TrimSpace(records[0][i])] = strings.TrimSpace(word)
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// fromTBX reads TBX (ISO 30042) of either naming of its elements.
func fromTBX(data []byte) (out []map[string]string, err error) {
	x := xml.NewDecoder(bytes.NewReader(data))
	lang, row := "", map[string]string(nil)
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "termEntry", "conceptEntry":
			row = map[string]string{}
			out = append(out, row)
		case "langSet", "langSec":
			for _, a := range start.Attr {
				if a.Name.Local == "lang" {
					lang = a.Value
				}
			}
		case "term":
			var word string
			if err := x.DecodeElement(&word, &start); err != nil {
				return nil, err
			}
			if row != nil && row[lang] == "" {
				row[lang] = strings.TrimSpace(word)
			}
		}
	}
}
