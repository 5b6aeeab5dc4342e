package check

import (
	"fmt"
	"slices"
	"strings"

	"gazette/i18n/language"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// requests are how languages tell their readers to look again.
var requests = language.Table[string](func(l language.Language) (request, bool) {
	return request(l.CheckBack), len(l.CheckBack.Ask) > 0
})

// request is how one language does.
type request language.CheckBack

// checkBack reports sentences that tell readers to look again by themselves
// whether the text has changed. One finding for each text.
func checkBack(_ Notice, r *reading) source.Problems {
	lang := languageOf(r.Edition)
	own, ok := requests[lang]
	if !ok {
		return nil
	}
	if !own.in(strings.ToLower(r.text)) {
		return nil
	}
	for _, p := range r.parts {
		if !own.in(strings.ToLower(p.words)) {
			continue
		}
		for _, s := range sentences(p.words) {
			if own.in(strings.ToLower(s)) {
				return source.Problems{r.find(s).Problem(rule.CheckBackWording,
					fmt.Sprintf("tells readers to look again by themselves: %q", cut(s)),
					"say how they are told of changes; most never look again, and courts have held that they need not")}
			}
		}
	}
	return nil
}

func (q request) in(sentence string) bool {
	has := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(sentence, w) })
	}
	return has(q.Phrases) || has(q.Often) && has(q.Ask) && has(q.Look) && has(q.What)
}

// sentences cuts a text after its full stops. An abbreviation may cut one in
// two; then it is found less often, never wrongly.
func sentences(s string) (out []string) {
	from := 0
	for i, r := range s {
		end := i + len(string(r))
		if strings.ContainsRune("。！？", r) || strings.ContainsRune(".!?؟", r) && (end == len(s) || s[end] == ' ') {
			out = append(out, strings.TrimSpace(s[from:end]))
			from = end
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}
