package settings

import (
	"fmt"
	"math"
	"strconv"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// builtinShades are the colours of the built-in style sheet that a theme may replace.
var builtinShades = Theme{
	Accent:  Shades{Light: "#0b4fb3", Dark: "#8ab4ff"},
	Surface: Shades{Light: "#ffffff", Dark: "#10151f"},
	Text:    Shades{Light: "#172033", Dark: "#e8ecf4"},
}

// Colours are those of a theme, with what follows from them: in the light or in the dark.
type Colours struct {
	Paper, Ink, Accent Colour // as they are set, or built in
	Tint, Line, Quiet  Colour // of the paper and the ink
	Strong, OnAccent   Colour // of the accent
}

// Light returns the theme's colours in the light.
func (t Theme) Light() Colours {
	return coloursOf(t, func(s Shades) Colour { return s.Light })
}

// Dark returns the theme's colours in the dark.
func (t Theme) Dark() Colours {
	return coloursOf(t, func(s Shades) Colour { return s.Dark })
}

// Coloured reports whether the theme sets any colour.
func (t Theme) Coloured() bool {
	return t.Accent != (Shades{}) || t.Surface != (Shades{}) || t.Text != (Shades{})
}

// coloursOf returns the colours that in picks of each of a theme's, or of the built-in ones, and those that follow
// from them.
func coloursOf(t Theme, in func(Shades) Colour) Colours {
	or := func(own, builtin Shades) Colour {
		if c := in(own); c != "" {
			return c
		}
		return in(builtin)
	}
	c := Colours{Paper: or(t.Surface, builtinShades.Surface), Ink: or(t.Text, builtinShades.Text),
		Accent: or(t.Accent, builtinShades.Accent)}
	c.Tint, c.Line, c.Quiet = mixed(c.Paper, c.Ink, .045), mixed(c.Paper, c.Ink, .17), mixed(c.Paper, c.Ink, .76)
	c.Strong = mixed(c.Accent, c.Ink, .35)
	c.OnAccent = "#ffffff"
	if Contrast("#0b1220", c.Accent) > Contrast("#ffffff", c.Accent) {
		c.OnAccent = "#0b1220"
	}
	return c
}

// rgb returns the red, green and blue of a colour, from 0 to 1; black where it is none.
func (c Colour) rgb() (parts [3]float64) {
	if len(c) == 4 {
		c = "#" + c[1:2] + c[1:2] + c[2:3] + c[2:3] + c[3:4] + c[3:4]
	}
	if len(c) != 7 {
		return parts
	}
	for i := range parts {
		v, _ := strconv.ParseUint(string(c[1+2*i:3+2*i]), 16, 8)
		parts[i] = float64(v) / 255
	}
	return parts
}

// mixed returns a colour with a share of another, from 0 to 1, in sRGB.
func mixed(of, with Colour, share float64) Colour {
	a, b := of.rgb(), with.rgb()
	out := "#"
	for i := range a {
		out += fmt.Sprintf("%02x", int(math.Round(255*(a[i]*(1-share)+b[i]*share))))
	}
	return Colour(out)
}

// Contrast returns the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
func Contrast(a, b Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// luminance returns the relative luminance of a colour (WCAG 2.2).
func luminance(c Colour) float64 {
	p := c.rgb()
	for i, v := range p {
		if v <= .04045 {
			p[i] = v / 12.92
		} else {
			p[i] = math.Pow((v+.055)/1.055, 2.4)
		}
	}
	return .2126*p[0] + .7152*p[1] + .0722*p[2]
}

// leastContrast is what WCAG 2.2 AA asks of text (1.4.3).
const leastContrast = 4.5

// PoorContrast reports pairs of the theme's colours that are hard to read.
func (t Theme) PoorContrast() (ps source.Problems) {
	if !t.Coloured() {
		return nil
	}
	for _, in := range []struct {
		name string
		Colours
	}{{"light", t.Light()}, {"dark", t.Dark()}} {
		for _, pair := range []struct {
			name string
			a, b Colour
			from Shades
		}{
			{"text on surface", in.Ink, in.Paper, t.Text},
			{"accent on surface", in.Accent, in.Paper, t.Accent},
			{"accent on the tinted surface", in.Accent, in.Tint, t.Accent},
		} {
			if ratio := Contrast(pair.a, pair.b); ratio < leastContrast {
				ps = append(ps,
					t.placeOf(pair.from).Problemf(rule.Contrast, "choose colours that differ more in lightness",
						"%s, in the %s: %s on %s has a contrast of %.1f:1, and text needs %.1f:1", pair.name, in.name,
						pair.a, pair.b, math.Floor(ratio*10)/10, leastContrast))
			}
		}
	}
	return ps
}

// placeOf returns where a colour is set, else where another of the theme is.
func (t Theme) placeOf(s Shades) source.Pos {
	for _, s := range []Shades{s, t.Surface, t.Accent, t.Text} {
		if s.Pos.Line > 0 {
			return s.Pos
		}
	}
	return source.Pos{File: File, Line: 1, Col: 1}
}
