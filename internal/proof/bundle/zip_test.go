package bundle

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// zipped writes a zip file of empty files.
func zipped(t *testing.T, change func(*zip.FileHeader), names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		h := &zip.FileHeader{Name: n}
		if change != nil {
			change(h)
		}
		if _, err := z.CreateHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestUnzipHostile: a bundle holds the files of a bundle, each once. Whoever unpacks it gets what was checked.
func TestUnzipHostile(t *testing.T) {
	many := []string{ProofFile}
	for i := range 1001 {
		many = append(many, fmt.Sprintf("timestamps/%d/checkpoint", i))
	}
	whole := zipped(t, nil, ProofFile, TextFile)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a name above":      {zipped(t, nil, ProofFile, "../text.html"), `holds "../text.html", which no bundle does`},
		"a name of Windows": {zipped(t, nil, ProofFile, `..\text.html`), "which no bundle does"},
		"an absolute name":  {zipped(t, nil, ProofFile, "/etc/passwd"), "which no bundle does"},
		"a name around":     {zipped(t, nil, ProofFile, TextFile, "__MACOSX/../text.html"), "which no bundle does"},
		"a stamp around":    {zipped(t, nil, ProofFile, TextFile, "timestamps/7/.."), "which no bundle does"},
		"another case":      {zipped(t, nil, ProofFile, TextFile, "TEXT.HTML"), `holds "TEXT.HTML"`},
		"a name twice":      {zipped(t, nil, ProofFile, TextFile, TextFile), "holds text.html twice"},
		"many":              {zipped(t, nil, many...), "holds 1002 files"},
		"encrypted":         {zipped(t, func(h *zip.FileHeader) { h.Flags |= 1 }, ProofFile), "is encrypted"},
		"cut short":         {whole[:len(whole)-9], "is neither a folder nor a bundle"},
		"empty":             {nil, "is neither a folder nor a bundle"},
	} {
		if _, _, err := Unzip(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, bundle, err := Unzip(zipped(t, nil, "__MACOSX/._text.html", "timestamps/", "timestamps/7/", ProofFile, TextFile)); err != nil || !bundle {
		t.Errorf("packed by a Mac: %v", err)
	}
	if _, bundle, err := Unzip(zipped(t, nil, "legal/evidence/checkpoint")); err != nil || bundle {
		t.Errorf("a site in a zip: %v", err)
	}
}
