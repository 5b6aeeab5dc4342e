package docs_test

import (
	"os"
	"regexp"
	"testing"

	"gazette/render"
)

// embedMax is how large the script for products may be, in bytes.
const embedMax = 2048

// TestEmbedIntegrity: the hash that acceptance.md shows is that of the script
// which every site publishes, and the script is small.
func TestEmbedIntegrity(t *testing.T) {
	page, err := os.ReadFile("acceptance.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`sha384-[A-Za-z0-9+/=]+`).FindAllString(string(page), -1)
	if len(shown) != 1 || shown[0] != render.EmbedIntegrity() {
		t.Errorf("acceptance.md shows %q, and the script has %s", shown, render.EmbedIntegrity())
	}
	if size := len(render.Embed().Data); size >= embedMax {
		t.Errorf("the script has %d bytes, not less than %d", size, embedMax)
	}
}
