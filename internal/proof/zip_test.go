package proof

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"gazette/internal/proof/bundle"
)

// TestZipBomb: a file of a bundle that unpacks to more than a page may have is not read.
func TestZipBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(bundle.ProofFile)
	zeros := make([]byte, 1<<20)
	for range pageLimit>>20 + 1 {
		if err == nil {
			_, err = w.Write(zeros)
		}
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	c, _, err := bundle.Unzip(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyBundle(Folder{FS: c}, Request{}); err == nil || !strings.Contains(err.Error(), "it may have 67108864 bytes") {
		t.Errorf("%v", err)
	}
}
