package evidence

import (
	"testing"
	"testing/fstest"
	"time"

	"gazette/internal/history"
	"gazette/internal/leaf"
	"gazette/internal/notify/ledger"
)

// TestArchiveLines: a line of the two logs is the one that was sealed to its last byte; nothing but a line end ends it.
func TestArchiveLines(t *testing.T) {
	line, receipt := `{"id":"2025-01-01-published-1"}`, `{"message":"m"}`
	var leaves []leaf.Leaf
	for _, data := range [][]byte{leaf.Change(line), leaf.Receipt(receipt)} {
		l, err := leaf.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, l)
	}
	for name, c := range map[string]struct {
		changes, receipts string
		found             int
	}{
		"as sealed":               {line + "\n", receipt + "\n", 0},
		"Windows' line ends":      {line + "\r\n", receipt + "\r\n", 0},
		"without a last line end": {line, receipt, 0},
		"more lines":              {line + "\n{}\n", "{}\n" + receipt + "\n", 0},
		"another white space":     {line + "\v", receipt + "\v", 2},
		"a space":                 {line + " \n", receipt + "\t\n", 2},
		"an indented line":        {" " + line + "\n", " " + receipt + "\n", 2},
		"a letter":                {line[1:] + "\n", receipt + "\n", 1},
		"lost":                    {"", "", 2},
	} {
		files := fstest.MapFS{history.LogFile: {Data: []byte(c.changes)}, ledger.Path: {Data: []byte(c.receipts)}}
		if ps := Archive(files, leaves); len(ps) != c.found {
			t.Errorf("%s: %d problems, want %d: %v", name, len(ps), c.found, ps)
		}
	}
}

// TestSealings: a text is placed by its first leaf, and dated by the seal that it belongs to, in the site's zone.
func TestSealings(t *testing.T) {
	text := leaf.Text{Notice: "a", Effective: "2025-01-01", Locale: "en", Revision: 1, Words: leaf.Hash([]byte("w")), File: leaf.Hash([]byte("f"))}
	late := time.Date(2025, 1, 1, 23, 30, 0, 0, time.UTC)
	var leaves []leaf.Leaf
	for _, data := range [][]byte{text.Leaf(), leaf.Sealed{At: late}.Leaf(), text.Leaf(), leaf.Sealed{At: late.AddDate(1, 0, 0)}.Leaf()} {
		l, err := leaf.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, l)
	}
	got := Sealings(leaves, time.FixedZone("east", 3600))
	if s := got[text.Path()]; len(got) != 1 || s.Leaf != 0 || s.Day.String() != "2025-01-02" || s.Words != text.Words {
		t.Errorf("%+v", got)
	}
}

// TestIsPublic: what is published of the log is what it consists of, and nothing beside it.
func TestIsPublic(t *testing.T) {
	for name, want := range map[string]bool{"checkpoint": true, "tile/0/000": true, "tile/entries/000.p/7": true, "timestamps/7/checkpoint": true, "timestamps/7/" + StampName("https://tsa.example/x"): true,
		".state/treeState": false, "tile/0/../../x": false, "timestamps/7/x": false, "timestamps/../x.tsr": false, "receipts.jsonl": false, "checkpoint~": false} {
		if IsPublic(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
	if StampName("https://tsa.example/a") == StampName("https://tsa.example/b") {
		t.Error("two addresses of one host have one file")
	}
}
