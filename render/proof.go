package render

import (
	"encoding/json"
	"fmt"
)

// proofModule is the script by which a page checks itself, by its name in templates/.
const proofModule = "proof.mjs"

// proofFacts is what the page's script checks, as JSON; the leaf is made of it (docs/evidence-leaves.md).
type proofFacts struct {
	Leaf  int64  `json:"leaf"`
	Place string `json:"place"`
	Words string `json:"words"`
	File  string `json:"file"`
	Log   string `json:"log"`
	Key   string `json:"key"`
	Base  string `json:"base"` // path of the site on its host: links that begin with it were written without
}

// proof says where a text stands in the sealed log; nil when it is not sealed, or another text is.
func (p *Renderer) proof(s subject) *Proof {
	at, ok := p.site.Sealed(s.text, s.galley.Hash)
	if !ok {
		return nil
	}
	e, log := s.chrome, p.site.URL(p.site.EvidencePath())
	out := &Proof{Title: e.words.Text("proof-title"), Intro: e.words.Text("proof-intro"),
		HashLabel: e.words.Text("proof-hash"), Hash: at.Words,
		PositionLabel: e.words.Text("proof-position"), Position: fmt.Sprint(at.Leaf),
		Limits: e.words.Text("proof-limits"),
		Log:    Link{Text: e.words.Text("proof-log"), URL: log + "checkpoint"}, Check: e.words.Text("proof-check")}
	if !at.Day.IsZero() {
		out.Sealed = p.sentence(e, "proof-sealed", map[string]any{"Date": at.Day})
	}
	if path := p.site.BundlePath(s.text); p.site.HasStatic(path) {
		out.Bundle = &Link{Text: e.words.Text("proof-bundle"), URL: p.site.URL(path)}
	}
	if module, ok := p.theme.modules()[proofModule]; ok {
		out.Script = p.site.URL(module.Path)
	}
	out.Facts = jsonOf(proofFacts{Leaf: at.Leaf,
		Place: fmt.Sprintf("%s %s %s %d", s.text.Slug, s.text.Effective, s.text.Locale, at.Revision),
		Words: at.Words, File: at.File, Log: log, Key: p.site.Config.Evidence.PublicKey, Base: p.site.URL("")})
	says := map[string]string{}
	for _, key := range []string{"checking", "words-hold", "words-differ", "log-holds", "log-unsigned", "log-fails",
		"unreachable"} {
		says[key] = e.words.Text("proof-" + key)
	}
	out.Says = jsonOf(says)
	return out
}

func jsonOf(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("strings have a form in JSON: " + err.Error())
	}
	return string(data)
}
