package render

import (
	"encoding/json"

	"gazette/i18n"
)

// suggestion is what a page says to a reader of another language, in that
// language: title, words of the link, words of the refusal, direction.
type suggestion [4]string

// suggest writes what any page says to readers of any of the site's
// languages. A page loads it only when its reader prefers another language.
// A language without wording of its own is offered by its name.
func (p *Renderer) suggest() Asset {
	if len(p.site.Locales) < 2 {
		return Asset{}
	}
	all := make(map[i18n.Locale]suggestion, len(p.site.Locales))
	for _, l := range p.site.Locales {
		e := p.chromes[l.Tag]
		s := suggestion{e.words.Text("suggest-title"), e.words.Text("suggest-accept"),
			e.words.Text("suggest-dismiss"), l.Dir}
		if e.tongue.Lang != "" {
			s[0], s[1] = l.Name, l.Name
		}
		all[l.Tag] = s
	}
	data, err := json.Marshal(all) // keys in order
	if err != nil {
		panic("render: suggestions cannot be written: " + err.Error())
	}
	return newAsset("languages.json", data)
}
