package document

// Build makes inlines of atoms that stand where base and target hold already.
func Build(atoms []Atom, base Style, target string) []Inline {
	styled := append([]Atom(nil), atoms...)
	for i := range styled { // a space looks like what stands on both sides of it
		styled[i].Style &^= base | InImage
		if (styled[i].Text == " ") && i > 0 && i+1 < len(styled) {
			styled[i].Style = styled[i-1].Style & (atoms[i+1].Style &^ (base | InImage))
			if styled[i-1].Target != atoms[i+1].Target {
				styled[i].Target = target
			}
		} else if styled[i].Text == " " {
			styled[i].Target = target
		}
	}
	return linked(styled, target)
}

// linked makes links of the atoms that have another target than what is around them.
func linked(atoms []Atom, target string) (out []Inline) {
	for i := 0; i < len(atoms); {
		j := i
		for j < len(atoms) && atoms[j].Target == atoms[i].Target {
			j++
		}
		kids := layered(atoms[i:j], layers)
		if to := atoms[i].Target; to != target && to != "" {
			kids = []Inline{{Kind: Link, Target: to, Kids: kids}}
		}
		out = append(out, kids...)
		i = j
	}
	return out
}

// layer is a style and the element that gives it.
type layer struct {
	style Style
	kind  string
}

// layers are the styles in the order in which they stand around each other.
var layers = []layer{{InStrong, Strong}, {InEmph, Emph}, {InStrikeout, Strikeout}, {InUnderline, Underline},
	{InSuperscript, Superscript}, {InSubscript, Subscript}}

func layered(atoms []Atom, ls []layer) (out []Inline) {
	if len(ls) == 0 {
		return plainly(atoms)
	}
	for i := 0; i < len(atoms); {
		j := i
		for j < len(atoms) && atoms[j].Style&ls[0].style == atoms[i].Style&ls[0].style {
			j++
		}
		kids := layered(atoms[i:j], ls[1:])
		if atoms[i].Style&ls[0].style != 0 {
			kids = []Inline{{Kind: ls[0].kind, Kids: kids}}
		}
		out = append(out, kids...)
		i = j
	}
	return out
}

func plainly(atoms []Atom) (out []Inline) {
	for _, a := range atoms {
		in := Inline{Kind: Str, Text: a.Text}
		switch {
		case a.Text == NoteMark && a.Note != nil:
			in = Inline{Kind: Note, Blocks: a.Note}
		case a.Text == "\n":
			in = Inline{Kind: LineBreak}
		case a.Style&InCode != 0:
			in.Kind = Code
		}
		if n := len(out); n > 0 && out[n-1].Kind == in.Kind && (in.Kind == Str || in.Kind == Code) {
			out[n-1].Text += in.Text
			continue
		}
		out = append(out, in)
	}
	return out
}
