package exchange

import (
	"slices"
	"strings"
	"testing"
)

const glossary = `<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif><text><body>
<termEntry><langSet xml:lang="en"><tig><term>controller</term></tig></langSet><langSet xml:lang="de"><tig><term>Verantwortlicher</term></tig></langSet></termEntry>
<conceptEntry><langSec xml:lang="en"><termSec><term> fee </term></termSec></langSec><langSec xml:lang="de"><termSec><term>Entgelt</term></termSec></langSec></conceptEntry>
</body></text></martif>`

// TestGlossaries: both kinds of glossaries say the same, and one that is cut off is refused, not half read.
func TestGlossaries(t *testing.T) {
	for name, read := range map[string]func() ([]map[string]string, error){
		"tbx": func() ([]map[string]string, error) { return fromTBX([]byte(glossary)) },
		"csv": func() ([]map[string]string, error) {
			return fromCSV([]byte("en, de\ncontroller,Verantwortlicher\nfee, Entgelt \n"))
		},
	} {
		rows, err := read()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r["en"]+"="+r["de"])
		}
		if want := []string{"controller=Verantwortlicher", "fee=Entgelt"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if rows, err := fromTBX([]byte(glossary[:strings.Index(glossary, "<conceptEntry>")])); err == nil {
		t.Errorf("a glossary that is cut off gives %v", rows)
	}
	if rows, err := fromCSV([]byte("controller,Verantwortlicher\n")); err == nil {
		t.Errorf("a csv without a line of languages gives %v", rows)
	}
}
