package render

import (
	"html/template"
	"slices"
	"strings"
	"sync"
)

// Parts that many pages share are rendered once and pasted: the languages of a
// page, the navigation, the cards of other notices. What a page costs beside
// its text would otherwise be mostly these.

// fragments keeps rendered parts by key. It forgets everything when it is
// full: pages that share a part are made close together.
type fragments[T any] struct {
	mu  sync.Mutex
	max int
	m   map[string]T
}

// recall returns the part of a key, made on first use. Two goroutines may make
// the same part at once; both are equal.
func (f *fragments[T]) recall(key string, make func() (T, error)) (T, error) {
	f.mu.Lock()
	part, ok := f.m[key]
	f.mu.Unlock()
	if ok {
		return part, nil
	}
	part, err := make()
	if err != nil {
		return part, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.m == nil || len(f.m) >= f.max {
		f.m = map[string]T{}
	}
	f.m[key] = part
	return part, nil
}

// choice is a list of which one may be the current: each entry is rendered as
// current and as not.
type choice struct{ plain, current []template.HTML }

// choices renders a list of links through a part that takes one Link.
func (t *Theme) choices(part string, links []Link) (c choice, err error) {
	for _, l := range links {
		for _, current := range []bool{false, true} {
			l.Current = current
			html, err := t.part(part, l)
			if err != nil {
				return c, err
			}
			if current {
				c.current = append(c.current, html)
			} else {
				c.plain = append(c.plain, html)
			}
		}
	}
	return c, nil
}

// with joins the list with one entry, or none (-1), as the current.
func (c choice) with(current int) template.HTML {
	parts := slices.Clone(c.plain)
	if current >= 0 {
		parts[current] = c.current[current]
	}
	return join(parts)
}

// without joins the list but for one entry.
func (c choice) without(i int) template.HTML {
	return join(slices.Delete(slices.Clone(c.plain), i, i+1))
}

func join(parts []template.HTML) template.HTML {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	var b strings.Builder
	b.Grow(n)
	for _, p := range parts {
		b.WriteString(string(p))
	}
	return template.HTML(b.String())
}
