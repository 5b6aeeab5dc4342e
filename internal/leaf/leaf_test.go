package leaf

import (
	"encoding/base64"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write testdata/vectors.json again")

// vector is a leaf that another implementation must write, and the hash by which the log knows it.
type vector struct {
	Name string `json:"name"`
	Leaf string `json:"leaf"`
	Hash string `json:"hash"` // RFC 6962, of a leaf: SHA-256 of a zero byte and the leaf; base64
}

func examples() map[string][]byte {
	words := "sha256:f8c3bf62a9aa3e6fc1619c250e48abe7519373d3edf41be62eb5dc45199af2ef"
	line := `{"id":"2024-09-16-amended-435d6dfc4721e7f8","kind":"amended","notice":"cookies","from":"2023-07-01","to":"2024-09-16","locales":{"en":"` + words + `"},"recorded":"2024-08-01T09:00:00Z"}`
	receipt := `{"message":"2024-09-16-amended-435d6dfc4721e7f8-announced-customers","channel":"customers","at":"2024-08-01T09:05:00.123Z","result":"sent","nonce":"AAECAwQFBgcICQoL"}`
	return map[string][]byte{
		"1 site":        Site{"https://www.example.com/", "legal", []Locale{{"en", ""}, {"de", "de"}, {"pt-BR", "br"}}}.Leaf(),
		"2 text":        Text{"cookies", "2024-09-16", "en", 1, words, Hash([]byte("the bytes of archive/cookies/2024-09-16/en.md"))}.Leaf(),
		"3 correction":  Text{"cookies", "2024-09-16", "en", 2, words, Hash([]byte("the bytes of archive/cookies/2024-09-16/en.r2.md"))}.Leaf(),
		"4 change":      Change(line),
		"5 long change": Change(`{"` + strings.Repeat("x", longest) + `"}`),
		"6 receipt":     Receipt(receipt),
		"7 key":         Key("www.example.com/legal+3753d3de+AebnUyRkXxGHGcyBjQPCrjQWTIxQ2Uoen3NpJ5rL8pVm"),
		"8 seal":        Sealed{time.Date(2024, 8, 1, 11, 5, 0, 999, time.FixedZone("", 7200)), []string{"https://tsa.example.com/tsr"}}.Leaf(),
	}
}

// TestVectors holds testdata/vectors.json, which docs/evidence-leaves.md names, to the code.
func TestVectors(t *testing.T) {
	const file = "testdata/vectors.json"
	data, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(data, &vectors); err != nil && !*update {
		t.Fatal(err)
	}
	all := examples()
	if *update {
		vectors = nil
		for _, name := range []string{"1 site", "2 text", "3 correction", "4 change", "5 long change", "6 receipt", "7 key", "8 seal"} {
			h := tlog.RecordHash(all[name])
			vectors = append(vectors, vector{name, string(all[name]), base64.StdEncoding.EncodeToString(h[:])})
		}
		out, err := json.MarshalIndent(vectors, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(out, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(vectors) != len(all) {
		t.Fatalf("%d vectors, want %d", len(vectors), len(all))
	}
	for _, v := range vectors {
		h := tlog.RecordHash([]byte(v.Leaf))
		if v.Leaf != string(all[v.Name]) || v.Hash != base64.StdEncoding.EncodeToString(h[:]) {
			t.Errorf("%s is\n%q %s, want\n%q", v.Name, v.Leaf, v.Hash, all[v.Name])
		}
		if _, err := Parse([]byte(v.Leaf)); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
	}
}

// TestParse: what is read is what was written, and nothing else passes.
func TestParse(t *testing.T) {
	l, err := Parse(examples()["3 correction"])
	if err != nil {
		t.Fatal(err)
	}
	if text, err := l.Text(); err != nil || text.Path() != "archive/cookies/2024-09-16/en.r2.md" {
		t.Error(text, err)
	}
	l, _ = Parse(examples()["1 site"])
	s, err := l.Site()
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[string]string{"en": "legal/", "pt-BR": "br/legal/"} {
		if hub, ok := s.Hub(tag); !ok || hub != want {
			t.Errorf("the hub of %s is %q", tag, hub)
		}
	}
	if _, ok := s.Hub("fr"); ok {
		t.Error("a language that is not there has a hub")
	}
	for _, bad := range []string{"", "gazette/1 text\n", "gazette/2 seal\n2024-08-01T09:05:00Z\n", "gazette/1 seal\n2024-08-01T11:05:00+02:00\n",
		"gazette/1 seal\n2024-08-01T09:05:00Z", "gazette/1 seal\n2024-08-01T09:05:00Z\n\n", "gazette/1 other\nx\n", "gazette/1 receipt\nsha256:00\n", "gazette/1 change\nx\n"} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q is read as a leaf", bad)
		}
	}
}

// TestOneLeaf: bytes that are read as a leaf are the only ones that say so.
func TestOneLeaf(t *testing.T) {
	all := examples()
	delete(all, "5 long change")
	var seeds [][]byte
	for _, data := range all {
		seeds = append(seeds, data)
	}
	rapid.Check(t, func(t *rapid.T) {
		data := append([]byte(nil), rapid.SampledFrom(seeds).Draw(t, "leaf")...)
		data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		l, err := Parse(data)
		if err != nil {
			return
		}
		if again, err := l.again(); err != nil || string(again) != string(data) {
			t.Fatalf("%q is written again as %q (%v)", data, again, err)
		}
	})
}
