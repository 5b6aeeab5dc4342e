package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestLooks photographs every kind of page as readers may see it. What can be
// told without eyes: the picture is not empty, and it is as light or as dark
// as the reader asked. The rest is for a person: the pictures stay in shots/,
// of the first screen, and of whole pages with GAZETTE_WHOLE_SHOTS=1.
func TestLooks(t *testing.T) {
	d := open(t)
	if err := os.MkdirAll("shots", 0o755); err != nil {
		t.Fatal(err)
	}
	shoot := chromedp.CaptureScreenshot()
	if os.Getenv("GAZETTE_WHOLE_SHOTS") != "" {
		shoot = chromedp.FullScreenshot(100)
	}
	d.sample.telling(t, func(t *testing.T, page pageFile) {
		p := d.glance(t)
		for _, look := range []struct {
			name, scheme, forced string
			opens                int64 // the page anew, in this width; else the colours change under the reader
		}{
			{"phone-light", "light", "none", 360},
			{"phone-dark", "dark", "none", 0},
			{"desk-dark", "dark", "none", 1280},
			{"desk-light", "light", "none", 0},
			{"desk-forced", "dark", "active", 0},
		} {
			p.reading(look.scheme, look.forced)
			if look.opens > 0 {
				p.visit(page.path, look.opens)
			}
			shot := run(p, shoot)
			name := fmt.Sprintf("%s-%s-%s.png", page.kind, page.lang, look.name)
			if err := os.WriteFile(filepath.Join("shots", name), shot, 0o644); err != nil {
				t.Fatal(err)
			}
			picture, err := png.Decode(bytes.NewReader(shot))
			if err != nil {
				t.Fatal(err)
			}
			light, colours := survey(picture)
			if colours < 16 {
				t.Errorf("%s has %d colours: is it empty?", name, colours)
			}
			if look.scheme == "dark" && light > .3 || look.scheme == "light" && light < .4 {
				t.Errorf("%s is not %s: its mean lightness is %.2f", name, look.scheme, light)
			}
		}
	})
}

// survey gives a picture's mean lightness, from 0 to 1, and the number of its
// colours, from every seventh pixel.
func survey(picture image.Image) (light float64, colours int) {
	seen, n := map[[3]uint32]bool{}, 0
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 7 {
		for x := b.Min.X; x < b.Max.X; x += 7 {
			r, g, bl, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r, g, bl}] = true
			light += float64(2*r+5*g+bl) / 8 / 0xffff
			n++
		}
	}
	return light / float64(n), len(seen)
}
