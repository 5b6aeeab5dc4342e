package pdf

import (
	"strings"
	"testing"
)

const made = "%PDF-1.4\n1 0 obj\n<</Title (A \\(b\\) c)\n/Creator (Mozilla/5.0 \\(X11; Linux x86_64\\) HeadlessChrome/156.0.0.0 Safari/537.36)\n" +
	"/Producer (Skia/PDF m156)\n/CreationDate (D:20261123171321+00'00')\n/ModDate (D:20261123171321+00'00')>>\nendobj\nxref\n"

// TestLabel: a label is read as it was written, and moves nothing in the file.
func TestLabel(t *testing.T) {
	want := Label{Text: strings.Repeat("0a", 16), Sheet: strings.Repeat("9f", 8)}
	got, err := want.put([]byte(made))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(made) || !strings.HasSuffix(string(got), ">>\nendobj\nxref\n") || !strings.Contains(string(got), "/Title (A \\(b\\) c)\n/Creator (Gazette)") {
		t.Errorf("the file became\n%s", got)
	}
	if strings.Contains(string(got), "D:2026") {
		t.Errorf("the moment of printing is still there\n%s", got)
	}
	if label := LabelOf(got); label != want {
		t.Errorf("read %v, want %v", label, want)
	}
	if label := LabelOf([]byte(made)); label != (Label{}) {
		t.Errorf("a file without a label has %v", label)
	}
}

// TestNoRoom: what does not look as expected is an error, not a broken file.
func TestNoRoom(t *testing.T) {
	for name, pdf := range map[string]string{
		"no information": "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n",
		"too little":     strings.Replace(made, "Mozilla/5.0 \\(X11; Linux x86_64\\) HeadlessChrome/156.0.0.0 Safari/537.36", "C", 1)[:60] + ")",
	} {
		if _, err := (Label{Text: strings.Repeat("0", 32), Sheet: strings.Repeat("0", 16)}).put([]byte(pdf)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestNumber: names begin at one, in the order that they had.
func TestNumber(t *testing.T) {
	pdf := []byte("/ID (node00000083) /Headers [(node00000083) (node00000012)] (node1)")
	number(pdf)
	if want := "/ID (node00000002) /Headers [(node00000002) (node00000001)] (node1)"; string(pdf) != want {
		t.Errorf("got %s, want %s", pdf, want)
	}
}
